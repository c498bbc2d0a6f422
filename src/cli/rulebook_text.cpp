#include "cli/rulebook_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/figures.h"
#include "answer/page.h"
#include "answer/words.h"
#include "rulebook/contact_terms.h"
#include "rulebook/forms.h"

namespace fjorten::cli {

using rulebook::Edition;
using rulebook::Pattern;
using rulebook::Rule;

namespace {

std::string say(Language language, std::string_view key, const std::vector<std::string>& args = {}) {
    return message(language, "rulebook." + std::string(key), args);
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

// Until the day before the next edition, or until its own last day.
std::string time_of(const rulebook::Authority& authority, const Edition& edition, Language language) {
    std::optional<calendar::Date> until = edition.until;
    const auto next = std::ranges::upper_bound(authority.editions, edition.from, {}, &Edition::from);
    if (!until && next != authority.editions.end()) until = next->from.plus_days(-1);
    if (!until) return say(language, "from", {edition.from.iso()});
    return say(language, "from_to", {edition.from.iso(), until->iso()});
}

std::string counts_of(const Edition& edition, Language language) {
    std::vector<std::string> counts;
    for (const rulebook::Form form : rulebook::all_forms()) {
        const auto count = std::ranges::count(edition.rules, form, &Rule::form);
        if (count == 0) continue;
        counts.push_back(message_count(language, "rulebook.forms." + std::string(name_of(form)), count));
    }
    return joined(counts);
}

// One rule on a page, each of its properties as an entry with a label.
class RuleWriter {
  public:
    RuleWriter(const rulebook::Vocabulary& vocabulary, const Rule& rule, Language language,
               answer::Page& page)
        : vocabulary_(vocabulary), rule_(rule), language_(language), page_(page) {}

    void write() {
        page_.heading(
            fmt::format("{} ({})", rule_.id, say(language_, "form." + std::string(name_of(rule_.form)))));
        page_.paragraph(2, rule_.title.in(language_), answer::Tone::good);
        page_.paragraph(2, rule_.text.in(language_));
        entry("when", rule_.when);
        if (rule_.clock) write_clock(*rule_.clock);
        if (rule_.limit) write_limit(*rule_.limit);
        if (rule_.gate) write_gate(*rule_.gate);
        if (rule_.route) write_route(*rule_.route);
        if (rule_.offer) write_offer(*rule_.offer);
        if (rule_.checklist) write_checklist(*rule_.checklist);
        if (rule_.duty) entry("party", rule_.duty->party);
        if (rule_.goal) write_goal(*rule_.goal);
        if (rule_.notice) write_notice(*rule_.notice);
        write_terms();
        if (rule_.discretion) page_.paragraph(4, say(language_, "discretion"));
        entry("doubt", rule_.doubt.in(language_));
        std::vector<std::string> cited;
        for (const rulebook::Citation& citation : rule_.cite) cited.push_back(citation.text);
        entry("cite", joined(cited));
        entry("carries", joined(rule_.carries));
    }

  private:
    void entry(std::string_view key, const std::string& text) { page_.entry(4, say(language_, key), text); }
    void entry(std::string_view key, const std::optional<feel::Expression>& condition) {
        if (condition) entry(key, condition->text());
    }
    void entry(std::string_view key, const std::vector<Pattern>& patterns) { entry(key, words(patterns)); }
    void entry(std::string_view key, const std::optional<calendar::Period>& period) {
        if (period) entry(key, words(*period));
    }
    void entry(std::string_view key, const std::optional<int>& number) {
        if (number) entry(key, fmt::to_string(*number));
    }
    void entry(std::string_view key, const std::optional<feel::Value>& value) {
        if (value) entry(key, feel::to_text(*value));
    }

    std::string words(const calendar::Period& period) const {
        std::vector<std::string> parts;
        if (period.months > 0) parts.push_back(message_count(language_, "rulebook.months", period.months));
        if (period.days > 0 || parts.empty())
            parts.push_back(message_count(language_, "rulebook.days", period.days));
        return joined(parts);
    }
    std::string words(const Pattern& pattern) const {
        std::string text = answer::event_words(vocabulary_, pattern.event, language_);
        if (pattern.where) text += " [" + pattern.where->text() + "]";
        return text;
    }
    std::string words(const std::vector<Pattern>& patterns) const {
        std::vector<std::string> each;
        for (const Pattern& pattern : patterns) each.push_back(words(pattern));
        return joined(each);
    }
    std::string words(rulebook::EventType event) const {
        return answer::event_words(vocabulary_, event, language_);
    }
    std::string action_words(const std::string& name) const {
        const auto action = vocabulary_.find_action(name);
        return action ? answer::action_words(vocabulary_, *action, language_) : name;
    }
    std::string words(const rulebook::Start& start) const {
        const bool is_latest = start.mode == rulebook::Start::Mode::latest && start.events.size() > 1;
        return is_latest ? say(language_, "latest_of", {words(start.events)}) : words(start.events);
    }

    void write_clock(const rulebook::Clock& clock) {
        if (clock.per) {
            std::vector<std::string> roots = {words(*clock.per)};
            for (const rulebook::EventType other : clock.per_others) roots.push_back(words(other));
            entry("per", joined(roots));
        }
        entry("when_event", clock.when_event);
        entry("starts", words(clock.starts));
        for (const auto& other : clock.starts_when) {
            entry("starts", say(language_, "starts_when", {words(other.starts), other.when.text()}));
        }
        entry("needs", clock.needs);
        entry("unless", clock.unless);
        if (clock.within && clock.working_days) {
            entry("within", say(language_, "working_days", {fmt::to_string(clock.within->days)}));
        } else {
            entry(clock.recurs ? "every" : "within", clock.within);
        }
        if (clock.due_on) entry("within", say(language_, "due_on", {fmt::to_string(*clock.due_on)}));
        if (clock.before) {
            const std::string what = clock.before->event ? words(*clock.before->event) : clock.before->clock;
            entry("within", say(language_, "before", {words(clock.before->less), what}));
        }
        if (clock.roll_to_working_day)
            page_.paragraph(
                4, say(language_, clock.extra_closed.weekends_only ? "rolls_over_weekends" : "rolls"));
        entry("met_by", clock.met_by);
        entry("lifted_by", clock.lifted_by);
        entry("excused_by", clock.excused_by);
        entry("stopped_by", clock.stopped_by);
        if (clock.again) {
            entry("again",
                  say(language_, "again_within", {words(clock.again->on), words(clock.again->within)}));
        }
        if (clock.presumes) entry("presumes", words(*clock.presumes));
    }

    void write_limit(const rulebook::Limit& limit) {
        entry("action", action_words(limit.action));
        entry("counts", words(limit.counts));
        if (!limit.per_field.empty()) entry("per_field", limit.per_field);
        entry("since", limit.within_request ? say(language_, "request") : words(limit.since));
        entry("window", limit.window);
        entry("min", limit.min);
        entry("max", limit.max);
        if (limit.earned) {
            const std::string every = fmt::to_string(limit.earned->every);
            entry("earned", say(language_, "earned_each", {every, words(limit.earned->by)}));
            entry("among_first", limit.earned->among_first);
        }
        for (const auto& figure : limit.figures) {
            const rulebook::EventKind& event = vocabulary_.events[limit.counts.event];
            const auto& label = event.fields[*event.field_index(figure.field)].label;
            page_.entry(4, label.in(language_).empty() ? figure.field : label.in(language_),
                        fmt::format("{}{}{}{}", figure.exactly ? "" : "<= ",
                                    feel::to_text(figure.exactly ? *figure.exactly : *figure.at_most),
                                    figure.unit.empty() ? "" : " ", figure.unit));
        }
    }

    void write_gate(const rulebook::Gate& gate) {
        std::vector<std::string> actions;
        for (const std::string& action : gate.actions) actions.push_back(action_words(action));
        entry("action", joined(actions));
        entry("requires", gate.requires_that);
        entry("requires_stated", gate.requires_stated);
        if (gate.strength == rulebook::Strength::hard) page_.paragraph(4, say(language_, "hard"));
        if (!gate.passed_by.empty()) {
            entry("passed_by", answer::role_words(vocabulary_, gate.passed_by, language_));
        }
        entry("tested_by", gate.tested_by);
    }

    void write_route(const rulebook::Route& route) {
        for (const auto& way : route.ways) {
            entry("to", fmt::format("{} [{}]", way.label.in(language_),
                                    way.when ? way.when->text() : say(language_, "otherwise")));
        }
    }

    void write_offer(const rulebook::Offer& offer) {
        const auto& services = vocabulary_.services;
        const auto found = std::ranges::find(services, offer.service, &rulebook::Named::name);
        entry("service", found != services.end() ? found->label.in(language_) : offer.service);
        entry("eligible", offer.eligible);
    }

    void write_checklist(const rulebook::Checklist& list) {
        if (const auto step = vocabulary_.find_event(list.step)) entry("step", words(*step));
        for (const auto& item : list.items)
            page_.paragraph(4, "- " + item.label.in(language_), answer::Tone::plain, 2);
    }

    void write_goal(const rulebook::Goal& goal) {
        entry("measure", goal.measure);
        entry("population", goal.population);
        entry("at_least", goal.at_least);
        entry("at_most", goal.at_most);
        entry("measured_at", joined(goal.measured_at));
        entry("until", goal.until);
    }

    void write_notice(const rulebook::Notice& notice) {
        entry("to", notice.to);
        entry("about", notice.about);
        if (notice.at) entry("at", words(*notice.at));
    }

    void write_terms() {
        for (const rulebook::Term& term : rule_.terms) {
            if (rulebook::is_contact(term)) {
                page_.entry(4, term.label.in(language_), answer::term_figure_words(term, language_));
                continue;
            }
            const auto figure = [](const std::optional<feel::Value>& value) {
                return value ? feel::to_text(*value) : std::string();
            };
            const std::string range = term.exactly ? figure(term.exactly)
                                                   : fmt::format("{}-{}", figure(term.min), figure(term.max));
            const std::string text = fmt::format("{} {}", range, term.unit);
            page_.entry(4, term.label.in(language_), term.typical ? say(language_, "typical", {text}) : text);
        }
    }

    const rulebook::Vocabulary& vocabulary_;
    const Rule& rule_;
    Language language_;
    answer::Page& page_;
};

}  // namespace

std::string list_of_rulebooks(const rulebook::Library& library, Language language) {
    std::vector<const rulebook::Authority*> all;
    for (const auto& [id, authority] : library.authorities) all.push_back(&authority);
    std::ranges::stable_partition(all,
                                  [](const auto* authority) { return authority->editions.front().is_law; });
    answer::Page page(answer::Colour::none);
    for (const rulebook::Authority* const authority : all) {
        const Edition& last = authority->editions.back();
        const std::string code = last.municipality.empty() ? "" : " (" + last.municipality + ")";
        page.heading(fmt::format("{}: {}{}", authority->id, last.name.in(language), code));
        for (const Edition& edition : authority->editions) {
            page.entry(2, time_of(*authority, edition, language), counts_of(edition, language));
        }
    }
    return page.take();
}

std::string edition_as_text(const rulebook::Library& library, const Edition& edition, Language language,
                            answer::Colour colour) {
    answer::Page page(colour);
    page.heading(fmt::format("{}: {}", edition.rulebook, edition.name.in(language)));
    const rulebook::Authority* const authority = library.find(edition.rulebook);
    page.paragraph(2, time_of(*authority, edition, language));
    page.entry(2, say(language, "doubt"), edition.doubt.in(language));
    for (const rulebook::Source& source : edition.sources) {
        page.entry(2, source.id, fmt::format("{}, {}, {}", source.title, source.publisher, source.edition));
    }
    std::string text = page.take();
    for (const Rule& rule : edition.rules) text += "\n" + rule_as_text(library, rule, language, colour);
    return text;
}

std::string rule_as_text(const rulebook::Library& library, const Rule& rule, Language language,
                         answer::Colour colour) {
    answer::Page page(colour);
    RuleWriter(library.vocabulary, rule, language, page).write();
    return page.take();
}

}  // namespace fjorten::cli
