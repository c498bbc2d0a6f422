#include <algorithm>
#include <array>

#include "answer/answer.h"
#include "answer/clock_text.h"
#include "answer/figures.h"
#include "answer/page.h"
#include "answer/words.h"
#include "rulebook/contact_terms.h"

namespace fjorten::answer {

using engine::Evaluation;
using rulebook::Rule;

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) out += between;
        out += word;
    }
    return out;
}

class Report {
  public:
    Report(const Evaluation& evaluation, const rulebook::Library& library, Language language, Page& page)
        : evaluation_(evaluation), vocabulary_(library.vocabulary), language_(language), page_(page) {}

    void write();

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(language_, key, args);
    }
    void write_head();
    void write_actions();
    void write_action(const engine::ActionResult& action);
    void write_limits();
    void write_routes();
    void write_offers();
    void write_checklists();
    void write_missing();
    void write_findings();
    std::string figures_of(const Rule& rule) const;

    const Evaluation& evaluation_;
    const rulebook::Vocabulary& vocabulary_;
    Language language_;
    Page& page_;
};

void Report::write() {
    write_head();
    write_clocks(evaluation_, vocabulary_, language_, page_);
    write_actions();
    write_limits();
    write_routes();
    write_offers();
    write_checklists();
    write_missing();
    if (!evaluation_.not_stated.empty()) {
        page_.heading(say("answer.heading.not_stated"));
        std::vector<std::string> topics;
        for (const auto& name : evaluation_.not_stated) topics.push_back(topic_words(name, language_));
        page_.paragraph(2, joined(topics, " · "), Tone::quiet);
    }
    write_findings();
}

void Report::write_head() {
    const rulebook::Edition& standard = *evaluation_.standard;
    page_.paragraph(0,
                    say("answer.head", {standard.name.in(language_), plain_date(standard.from, language_)}),
                    Tone::heading);
    if (evaluation_.law != nullptr) {
        page_.paragraph(0, say("answer.head_law", {plain_date(evaluation_.law->from, language_)}));
    }
    page_.paragraph(0, say("answer.head_day", {long_date(evaluation_.on, language_)}));
}

void Report::write_actions() {
    std::vector<std::string> allowed;
    for (const auto& action : evaluation_.actions) {
        if (action.allowed == true) allowed.push_back(action_words(vocabulary_, action.action, language_));
    }
    for (const bool is_unknown : {false, true}) {
        const auto belongs = [&](const engine::ActionResult& action) {
            return is_unknown ? !action.allowed.has_value() : action.allowed == false;
        };
        if (std::ranges::none_of(evaluation_.actions, belongs)) continue;
        page_.heading(say(is_unknown ? "answer.heading.undecided_actions" : "answer.heading.blocked"));
        for (const auto& action : evaluation_.actions) {
            if (belongs(action)) write_action(action);
        }
    }
    if (allowed.empty()) return;
    page_.heading(say("answer.heading.allowed"));
    page_.paragraph(2, joined(allowed, ", "), Tone::good);
}

void Report::write_action(const engine::ActionResult& action) {
    page_.paragraph(2, capitalised(action_words(vocabulary_, action.action, language_)),
                    action.allowed ? Tone::bad : Tone::urgent);
    for (const auto& blocker : action.because) {
        page_.paragraph(4, blocker.rule->text.in(language_));
        page_.entry(4, say("answer.source"), source_words(*blocker.rule), Tone::quiet);
        for (const auto& fact : blocker.missing) {
            page_.entry(4, say("answer.asks"), question_words(vocabulary_, fact, language_));
        }
    }
    if (!action.override_role.empty()) {
        page_.paragraph(4,
                        say("answer.may_pass", {role_words(vocabulary_, action.override_role, language_)}));
    }
    for (const Rule* rule : action.discretion) {
        page_.entry(4, say("answer.discretion"), rule->text.in(language_), Tone::quiet);
    }
    const std::string& name = vocabulary_.actions[action.action].name;
    for (const auto& step : evaluation_.next) {
        if (step.for_what == name) write_next_step(step, vocabulary_, language_, page_);
    }
}

void Report::write_limits() {
    if (evaluation_.limits.empty()) return;
    page_.heading(say("answer.heading.limits"));
    for (const auto& limit : evaluation_.limits) {
        std::string line = limit.rule->title.in(language_);
        if (!limit.person.empty()) line += " (" + limit.person + ")";
        const std::string used = std::to_string(limit.used);
        line += ": " + (limit.max ? say("answer.used_of", {used, std::to_string(*limit.max)})
                                  : say("answer.used", {used}));
        if (limit.min) line += ", " + say("answer.at_least", {std::to_string(*limit.min)});
        if (limit.earned) line += ", " + say("answer.earned", {std::to_string(*limit.earned)});
        if (limit.until) line += ", " + say("answer.until", {plain_date(*limit.until, language_)});
        const bool is_full = limit.max && limit.used >= *limit.max;
        page_.paragraph(2, line, is_full ? Tone::urgent : Tone::plain, 2);
    }
}

void Report::write_routes() {
    if (evaluation_.routes.empty()) return;
    page_.heading(say("answer.heading.routes"));
    for (const auto& route : evaluation_.routes) {
        const std::string& to = route.way == nullptr || route.way->label.in(language_).empty()
                                    ? (route.way == nullptr ? std::string{} : route.way->to)
                                    : route.way->label.in(language_);
        page_.entry(2, route.rule->title.in(language_), to.empty() ? say("answer.undecided") : to);
    }
}

std::string Report::figures_of(const Rule& rule) const {
    std::vector<std::string> figures;
    for (const auto& term : rule.terms) {
        std::string figure;
        if (rulebook::is_contact(term)) {
            figure = term_figure_words(term, language_);
        } else if (term.exactly) {
            figure = value_words(*term.exactly, language_);
        } else if (term.min && term.max) {
            figure = value_words(*term.min, language_) + "–" + value_words(*term.max, language_);
        } else if (term.min) {
            figure = say("answer.at_least", {value_words(*term.min, language_)});
        } else if (term.max) {
            figure = say("answer.at_most", {value_words(*term.max, language_)});
        }
        figures.push_back(term.label.in(language_) + " " + figure);
    }
    return joined(figures, "; ");
}

void Report::write_offers() {
    static constexpr std::array headings = {"answer.heading.eligible", "answer.heading.undecided_offers",
                                            "answer.heading.not_eligible"};
    static constexpr std::array<std::optional<bool>, 3> verdicts = {true, std::nullopt, false};
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const auto belongs = [&](const engine::OfferResult& offer) { return offer.eligible == verdicts[i]; };
        if (std::ranges::none_of(evaluation_.offers, belongs)) continue;
        page_.heading(say(headings[i]));
        for (const auto& offer : evaluation_.offers) {
            if (!belongs(offer)) continue;
            std::string line = offer.rule->title.in(language_);
            if (offer.rule->discretion) line += " (" + say("answer.left_to_judgement") + ")";
            const std::string figures = figures_of(*offer.rule);
            if (!figures.empty()) line += ": " + figures;
            page_.paragraph(2, line, offer.eligible == false ? Tone::quiet : Tone::plain, 2);
        }
    }
}

void Report::write_checklists() {
    const auto is_open = [](const engine::ChecklistResult& checklist) { return !checklist.open.empty(); };
    if (std::ranges::none_of(evaluation_.checklists, is_open)) return;
    page_.heading(say("answer.heading.checklists"));
    for (const auto& checklist : evaluation_.checklists) {
        if (!is_open(checklist)) continue;
        std::vector<std::string> open;
        for (const auto* item : checklist.open) open.push_back(item->label.in(language_));
        const std::size_t all = checklist.open.size() + checklist.covered.size();
        const std::string count =
            say("answer.covered", {std::to_string(checklist.covered.size()), std::to_string(all)});
        page_.paragraph(2,
                        checklist.rule->title.in(language_) + ": " + count + ". " +
                            say("answer.still_open", {joined(open, "; ")}),
                        Tone::plain, 2);
    }
}

void Report::write_missing() {
    if (evaluation_.missing.empty()) return;
    page_.heading(say("answer.heading.missing"), Tone::urgent);
    for (const auto& missing : evaluation_.missing) {
        page_.paragraph(2, question_words(vocabulary_, missing.fact, language_));
        const auto titles = titles_of(evaluation_, vocabulary_, missing.needed_for, language_);
        page_.entry(4, say("answer.needed_for"), joined(titles, " · "), Tone::quiet);
    }
}

void Report::write_findings() {
    if (evaluation_.findings.empty()) return;
    page_.heading(say("answer.heading.findings"), Tone::urgent);
    for (const auto& finding : evaluation_.findings) {
        page_.paragraph(2, text_of(finding, language_), Tone::plain, 2);
        std::vector<std::string> details;
        if (finding.event) {
            details.push_back(event_words(vocabulary_, finding.event->event, language_) + " " +
                              plain_date(finding.event->on, language_));
        }
        if (finding.rule != nullptr) details.push_back(source_words(*finding.rule));
        details.push_back(finding.code);
        page_.paragraph(4, joined(details, ", "), Tone::quiet);
    }
}

}  // namespace

std::string to_text(const Evaluation& evaluation, const rulebook::Library& library, Language language,
                    Colour colour) {
    Page page(colour);
    Report(evaluation, library, language, page).write();
    return page.take();
}

}  // namespace fjorten::answer
