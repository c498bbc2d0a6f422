#include "api/trace.h"

#include <algorithm>

#include "answer/json_writer.h"
#include "casefile/facts.h"
#include "casefile/timeline.h"

namespace fjorten::api {

using casefile::Environment;
using engine::ActionResult;
using engine::ClockResult;
using rulebook::Edition;
using rulebook::Pattern;
using rulebook::Rule;

namespace {

const std::string& residence_in(const engine::Evaluation& evaluation) {
    return evaluation.standard->municipality;
}

class Trace {
  public:
    Trace(const service::CaseAnswer& answer, const rulebook::Library& library, std::string& out)
        : answer_(answer),
          vocabulary_(library.vocabulary),
          words_(vocabulary_),
          timeline_(answer.file, vocabulary_, words_, answer.question.on, answer.question.as_known),
          facts_(timeline_, words_, residence_in(answer.evaluation)),
          json_(out, answer::JsonStyle::compact) {}

    void write() {
        json_.open_object();
        json_.key("events_seen");
        json_.number(static_cast<std::int64_t>(timeline_.moments().size()));
        json_.key("events_later");
        json_.number(static_cast<std::int64_t>(answer_.file.events.size() - timeline_.moments().size()));
        json_.key("clocks");
        json_.open_list();
        for (const auto& clock : answer_.evaluation.clocks) write_clock(clock);
        json_.close_list();
        json_.key("actions");
        json_.open_list();
        for (const auto& action : answer_.evaluation.actions) write_action(action);
        json_.close_list();
        json_.close_object();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    void date(std::string_view key, const std::optional<calendar::Date>& value) {
        json_.key(key);
        json_.date(value);
    }

    void write_clock(const ClockResult& clock);
    void write_period(const rulebook::Clock& clock);
    void write_looks_for(const rulebook::Clock& rule);
    void write_patterns(std::string_view role, const std::vector<Pattern>& patterns);
    void write_action(const ActionResult& action);
    void write_gate(const Rule& rule, std::string_view action);
    void write_condition(std::string_view key, const feel::Expression& condition,
                         const Environment& environment);
    int request_at(const std::optional<calendar::Date>& day) const;

    const service::CaseAnswer& answer_;
    const rulebook::Vocabulary& vocabulary_;
    casefile::CourseWords words_;
    casefile::Timeline timeline_;
    casefile::Facts facts_;
    answer::JsonWriter json_;
};

// The request that was running on that day; the last one where there is none.
int Trace::request_at(const std::optional<calendar::Date>& day) const {
    const auto& requests = timeline_.requests();
    int found = static_cast<int>(requests.size()) - 1;
    if (!day) return found;
    for (int i = found; i > 0; --i) {
        const auto first = static_cast<std::size_t>(requests[static_cast<std::size_t>(i)].first);
        if (first < timeline_.moments().size() && timeline_.moments()[first].on <= *day) return i;
        found = i - 1;
    }
    return found;
}

void Trace::write_condition(std::string_view key, const feel::Expression& condition,
                            const Environment& environment) {
    json_.key(key);
    json_.open_object();
    text("text", condition.text());
    json_.key("result");
    json_.boolean(condition.test(environment));
    json_.key("facts");
    json_.open_list();
    for (const auto slot : condition.slots()) {
        if (slot >= vocabulary_.first_field_slot || slot >= vocabulary_.slot_names.size()) continue;
        json_.open_object();
        text("name", vocabulary_.slot_names[slot]);
        json_.key("known");
        json_.boolean(!environment[slot].is_unknown());
        json_.key("value");
        json_.value(environment[slot]);
        json_.close_object();
    }
    json_.close_list();
    json_.close_object();
}

void Trace::write_patterns(std::string_view role, const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns) {
        json_.open_object();
        text("role", role);
        text("event", vocabulary_.events[pattern.event].name);
        json_.key("where");
        pattern.where ? json_.text(pattern.where->text()) : json_.null();
        json_.key("found");
        json_.open_list();
        for (const auto& moment : timeline_.moments()) {
            if (moment.type == pattern.event && timeline_.matches_plainly(pattern, moment))
                json_.date(moment.on);
        }
        json_.close_list();
        json_.close_object();
    }
}

void Trace::write_period(const rulebook::Clock& clock) {
    json_.key("within");
    clock.within ? json_.text(clock.within->iso()) : json_.null();
    text("counts", clock.working_days ? "working_days" : "calendar_days");
    text("roll", clock.extra_closed.weekends_only ? "next_weekday"
                 : clock.roll_to_working_day      ? "next_working_day"
                                                  : "none");
}

void Trace::write_clock(const ClockResult& clock) {
    const auto& rule = *clock.rule->clock;
    json_.open_object();
    text("id", clock.rule->id);
    json_.key("instance");
    json_.number(clock.instance);
    date("edition", clock.edition == nullptr ? std::nullopt : std::optional(clock.edition->from));
    text("state", engine::name_of(clock.state));
    write_period(rule);
    date("started", clock.started);
    date("raw_due", clock.raw_due ? clock.raw_due : clock.due);
    date("due", clock.due);
    if (clock.rule->when) {
        Environment environment = facts_.standing(request_at(clock.started));
        const calendar::Date day = clock.started.value_or(answer_.question.on);
        facts_.set_day(environment, day);
        if (clock.started) {
            environment[casefile::slot_of(rulebook::BuiltIn::started)] = feel::Value(day);
            environment[casefile::slot_of(rulebook::BuiltIn::started_month)] =
                feel::Value(day.iso().substr(0, 7));
        }
        write_condition("when", *clock.rule->when, environment);
    }
    if (clock.instance == 1) write_looks_for(rule);  // the same for every instance of the rule
    json_.close_object();
}

void Trace::write_looks_for(const rulebook::Clock& rule) {
    json_.key("looks_for");
    json_.open_list();
    write_patterns("starts", rule.starts.events);
    for (const auto& other : rule.starts_when) write_patterns("starts_when", other.starts.events);
    write_patterns("needs", rule.needs);
    write_patterns("unless", rule.unless);
    write_patterns("met_by", rule.met_by);
    write_patterns("lifted_by", rule.lifted_by);
    write_patterns("excused_by", rule.excused_by);
    write_patterns("stopped_by", rule.stopped_by);
    json_.close_list();
}

void Trace::write_gate(const Rule& rule, std::string_view action) {
    const auto& actions = rule.gate->actions;
    if (std::ranges::find(actions, action) == actions.end()) return;
    const Environment environment = facts_.standing(request_at(std::nullopt));
    json_.open_object();
    text("rule", rule.id);
    json_.key("discretion");
    json_.boolean(rule.discretion);
    if (rule.when) write_condition("when", *rule.when, environment);
    if (rule.gate->requires_that) write_condition("requires", *rule.gate->requires_that, environment);
    if (!rule.gate->requires_stated.empty()) text("requires_stated", rule.gate->requires_stated);
    if (!rule.gate->tested_by.empty()) text("tested_by", rule.gate->tested_by);
    json_.close_object();
}

void Trace::write_action(const ActionResult& action) {
    const std::string& name = vocabulary_.actions[action.action].name;
    json_.open_object();
    text("action", name);
    json_.key("allowed");
    json_.boolean(action.allowed);
    json_.key("gates");
    json_.open_list();
    for (const Edition* edition : {answer_.evaluation.law, answer_.evaluation.standard}) {
        for (const Rule& rule : edition->rules) {
            if (rule.gate && !rule.gate->looks_at_event) write_gate(rule, name);
        }
    }
    json_.close_list();
    json_.close_object();
}

}  // namespace

std::string trace_json(const service::CaseAnswer& answer, const rulebook::Library& library) {
    std::string out;
    Trace(answer, library, out).write();
    return out;
}

}  // namespace fjorten::api
