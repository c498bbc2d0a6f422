#include <ranges>

#include "answer/answer.h"
#include "answer/json_writer.h"
#include "rulebook/contact_terms.h"

namespace fjorten::answer {

using engine::Evaluation;
using rulebook::Rule;

namespace {

class Answer {
  public:
    Answer(const Evaluation& evaluation, const rulebook::Library& library, Language language, JsonStyle style,
           std::string& out)
        : evaluation_(evaluation), vocabulary_(library.vocabulary), language_(language), json_(out, style) {}

    void write();
    void write_clock(const engine::ClockResult& clock);
    void write_action(const engine::ActionResult& action);
    void write_finding(const engine::Finding& finding);

  private:
    void write_head();
    void write_blocker(const engine::Blocker& blocker);
    void write_limit(const engine::LimitResult& limit);
    void write_route(const engine::RouteResult& route);
    void write_offer(const engine::OfferResult& offer);
    void write_term(const rulebook::Term& term);
    void write_checklist(const engine::ChecklistResult& checklist);
    void write_next(const engine::NextStep& step);
    void write_need(const engine::Need& need);
    void write_missing(const engine::Missing& missing);

    void write_reason(const engine::Reason& reason);
    void write_citations(const Rule& rule);
    // Keys are handed on as the literals they are, which the writer can put down fastest.
    template <std::size_t size>
    void text(const char (&key)[size], std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    /// Null when empty.
    template <std::size_t size>
    void text_or_null(const char (&key)[size], std::string_view value) {
        json_.key(key);
        value.empty() ? json_.null() : json_.text(value);
    }
    template <std::size_t size, class Items, class Write>
    void list(const char (&key)[size], const Items& items, Write write) {
        json_.key(key);
        if (std::ranges::empty(items)) return json_.empty_list();
        json_.open_list();
        for (const auto& item : items) write(item);
        json_.close_list();
    }
    template <std::size_t size, class Words>
    void words(const char (&key)[size], const Words& items) {
        list(key, items, [this](std::string_view word) { json_.text(word); });
    }

    const Evaluation& evaluation_;
    const rulebook::Vocabulary& vocabulary_;
    Language language_;
    JsonWriter json_;
};

void Answer::write() {
    json_.open_object();
    write_head();
    list("clocks", evaluation_.clocks, [this](const auto& clock) { write_clock(clock); });
    list("actions", evaluation_.actions, [this](const auto& action) { write_action(action); });
    list("limits", evaluation_.limits, [this](const auto& limit) { write_limit(limit); });
    list("routes", evaluation_.routes, [this](const auto& route) { write_route(route); });
    list("offers", evaluation_.offers, [this](const auto& offer) { write_offer(offer); });
    list("next", evaluation_.next, [this](const auto& step) { write_next(step); });
    list("missing", evaluation_.missing, [this](const auto& missing) { write_missing(missing); });
    words("not_stated", evaluation_.not_stated);
    list("findings", evaluation_.findings, [this](const auto& finding) { write_finding(finding); });
    list("checklists", evaluation_.checklists, [this](const auto& checklist) { write_checklist(checklist); });
    json_.close_object();
}

void Answer::write_head() {
    json_.key("standard");
    json_.open_object();
    text("id", evaluation_.standard->rulebook);
    json_.key("edition");
    json_.date(evaluation_.standard->from);
    json_.close_object();
    json_.key("law");
    if (evaluation_.law == nullptr) {
        json_.null();
    } else {
        json_.open_object();
        json_.key("edition");
        json_.date(evaluation_.law->from);
        json_.close_object();
    }
    json_.key("on");
    json_.date(evaluation_.on);
}

void Answer::write_clock(const engine::ClockResult& clock) {
    json_.open_object();
    text("id", clock.rule->id);
    json_.key("instance");
    json_.number(clock.instance);
    text("state", engine::name_of(clock.state));
    json_.key("started");
    json_.date(clock.started);
    json_.key("due");
    json_.date(clock.due);
    json_.key("ended");
    json_.date(clock.ended);
    json_.key("days_left");
    json_.number(clock.days_left);
    const auto name = [](calendar::ClosedDay day) {
        return message(Language::da, "closed_day." + std::string(calendar::id_of(day)));
    };
    json_.key("moved_by");
    clock.moved_by ? json_.text(name(*clock.moved_by)) : json_.null();
    list("because", clock.because, [this](const auto& reason) { write_reason(reason); });
    list("excused_by", clock.excused_by, [this](const auto& reason) { write_reason(reason); });
    write_citations(*clock.rule);
    text("text", clock.rule->text.in(language_));
    text("title", clock.rule->title.in(language_));
    json_.key("edition");
    json_.date(clock.edition == nullptr ? std::nullopt : std::optional(clock.edition->from));
    json_.key("presumed");
    json_.boolean(is_presumed(clock));
    json_.key("ended_by");
    clock.ended_by ? write_reason(*clock.ended_by) : json_.null();
    json_.key("raw_due");
    json_.date(clock.raw_due);
    json_.key("latest_practical");
    json_.date(clock.latest_practical);
    list("moved_over", clock.moved_over, [&](calendar::ClosedDay day) { json_.text(name(day)); });
    words("unknown", clock.unknown);
    json_.close_object();
}

void Answer::write_reason(const engine::Reason& reason) {
    json_.open_object();
    text("event", vocabulary_.events[reason.event].name);
    json_.key("on");
    json_.date(reason.on);
    if (reason.presumed) {
        json_.key("presumed");
        json_.boolean(true);
    }
    json_.close_object();
}

void Answer::write_citations(const Rule& rule) {
    list("cite", rule.cite, [this](const rulebook::Citation& citation) { json_.text(citation.text); });
}

void Answer::write_action(const engine::ActionResult& action) {
    json_.open_object();
    text("action", vocabulary_.actions[action.action].name);
    json_.key("allowed");
    json_.boolean(action.allowed);
    text_or_null("override", action.override_role);
    list("because", action.because, [this](const auto& blocker) { write_blocker(blocker); });
    list("discretion", action.discretion, [this](const Rule* rule) { json_.text(rule->id); });
    json_.close_object();
}

void Answer::write_blocker(const engine::Blocker& blocker) {
    json_.open_object();
    text("rule", blocker.rule->id);
    text("text", blocker.rule->text.in(language_));
    write_citations(*blocker.rule);
    text("title", blocker.rule->title.in(language_));
    if (blocker.rule->gate) {
        text("strength", blocker.rule->gate->strength == rulebook::Strength::hard ? "hard" : "reasoned");
        text_or_null("passed_by", blocker.rule->gate->passed_by);
    }
    json_.key("unknown");
    json_.boolean(blocker.unknown);
    words("missing", blocker.missing);
    json_.close_object();
}

void Answer::write_limit(const engine::LimitResult& limit) {
    json_.open_object();
    text("id", limit.rule->id);
    json_.key("used");
    json_.number(limit.used);
    json_.key("max");
    json_.number(limit.max);
    text("title", limit.rule->title.in(language_));
    if (!limit.person.empty()) text("person", limit.person);
    if (limit.earned) {
        json_.key("earned");
        json_.number(*limit.earned);
    }
    if (limit.min) {
        json_.key("min");
        json_.number(*limit.min);
    }
    if (limit.until) {
        json_.key("until");
        json_.date(*limit.until);
    }
    json_.close_object();
}

void Answer::write_route(const engine::RouteResult& route) {
    json_.open_object();
    text("id", route.rule->id);
    const auto* way = route.way;
    text_or_null("to", way == nullptr ? std::string_view{} : std::string_view{way->to});
    text_or_null("label", way == nullptr ? std::string_view{} : std::string_view{way->label.in(language_)});
    text("title", route.rule->title.in(language_));
    json_.close_object();
}

void Answer::write_offer(const engine::OfferResult& offer) {
    json_.open_object();
    text("id", offer.rule->id);
    json_.key("eligible");
    json_.boolean(offer.eligible);
    text("title", offer.rule->title.in(language_));
    text("service", offer.rule->offer->service);
    json_.key("discretion");
    json_.boolean(offer.rule->discretion);
    list("terms", offer.rule->terms, [this](const auto& term) { write_term(term); });
    json_.close_object();
}

void Answer::write_term(const rulebook::Term& term) {
    json_.open_object();
    text("id", term.id);
    text("label", term.label.in(language_));
    text_or_null("unit", term.unit);
    const auto figure = [this](const auto& key, const std::optional<feel::Value>& value) {
        if (!value) return;
        json_.key(key);
        json_.value(*value);
    };
    figure(rulebook::is_contact(term) ? "confirmed" : "min", term.min);
    figure("max", term.max);
    figure("exactly", term.exactly);
    if (term.typical) {
        json_.key("typical");
        json_.boolean(true);
    }
    json_.close_object();
}

void Answer::write_checklist(const engine::ChecklistResult& checklist) {
    const auto item = [this](const rulebook::Checklist::Item* entry) {
        json_.open_object();
        text("id", entry->id);
        text("label", entry->label.in(language_));
        json_.close_object();
    };
    json_.open_object();
    text("id", checklist.rule->id);
    text("title", checklist.rule->title.in(language_));
    text("step", checklist.rule->checklist->step);
    list("covered", checklist.covered, item);
    list("open", checklist.open, item);
    json_.close_object();
}

void Answer::write_next(const engine::NextStep& step) {
    json_.open_object();
    text("for", step.for_what);
    list("need", step.need, [this](const auto& need) { write_need(need); });
    text("gives", step.gives);
    if (step.instance > 0) {
        json_.key("instance");
        json_.number(step.instance);
    }
    json_.close_object();
}

void Answer::write_need(const engine::Need& need) {
    json_.open_object();
    if (need.event) {
        text("event", vocabulary_.events[*need.event].name);
        for (const auto& [field, value] : need.fields) {
            json_.key(field);
            json_.value(value);
        }
        if (!need.re.empty()) text("re", need.re);
    } else {
        text("fact", need.fact);
        if (need.value) {
            json_.key("value");
            json_.value(*need.value);
        }
    }
    json_.close_object();
}

void Answer::write_missing(const engine::Missing& missing) {
    json_.open_object();
    text("fact", missing.fact);
    words("needed_for", missing.needed_for);
    json_.close_object();
}

void Answer::write_finding(const engine::Finding& finding) {
    json_.open_object();
    text("code", finding.code);
    text_or_null("rule", finding.rule == nullptr ? std::string_view{} : std::string_view{finding.rule->id});
    text("text", text_of(finding, language_));
    if (finding.event) {
        text("event", vocabulary_.events[finding.event->event].name);
        json_.key("on");
        json_.date(finding.event->on);
    }
    if (finding.instance > 0) {
        json_.key("instance");
        json_.number(finding.instance);
    }
    json_.close_object();
}

}  // namespace

std::string to_json(const Evaluation& evaluation, const rulebook::Library& library, Language language,
                    JsonStyle style) {
    std::string out;
    out.reserve(std::size_t{32} * 1024);
    Answer(evaluation, library, language, style, out).write();
    if (style == JsonStyle::pretty) out.push_back('\n');
    return out;
}

std::string to_json(const engine::ClockResult& clock, const rulebook::Library& library, Language language) {
    std::string out;
    Answer({}, library, language, JsonStyle::compact, out).write_clock(clock);
    return out;
}

std::string to_json(const engine::ActionResult& action, const rulebook::Library& library, Language language) {
    std::string out;
    Answer({}, library, language, JsonStyle::compact, out).write_action(action);
    return out;
}

std::string to_json(const engine::Finding& finding, const rulebook::Library& library, Language language) {
    std::string out;
    Answer({}, library, language, JsonStyle::compact, out).write_finding(finding);
    return out;
}

}  // namespace fjorten::answer
