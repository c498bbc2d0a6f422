#include "reports/row.h"

#include <algorithm>
#include <map>

#include "casefile/facts.h"
#include "casefile/timeline.h"

namespace fjorten::reports {

using calendar::Date;
using casefile::Moment;
using engine::ClockState;
using feel::Value;
using rulebook::RowField;

std::optional<int> Row::waiting_days() const {
    if (!requested || !started) return std::nullopt;
    return calendar::days_between(*requested, *started);
}

void Rows::add(Rows more) {
    std::ranges::move(more.rows, std::back_inserter(rows));
    cases += more.cases;
    anonymous += more.anonymous;
    without_rules += more.without_rules;
}

namespace {

/// The events that a row is made of, looked up once for each case.
class Course {
  public:
    Course(const casefile::Timeline& timeline, const rulebook::Reporting& reporting)
        : timeline_(timeline), vocabulary_(timeline.vocabulary()), reporting_(reporting) {}

    /// False if nothing was asked for and nothing begun.
    bool fill(std::size_t request, Row& row) const {
        const auto& window = timeline_.requests()[request];
        if (window.opened_by != casefile::nothing) {
            const Moment& opening = at(window.opened_by);
            row.requested = opening.on;
            row.contact_by = text_of(opening, "by");
        }
        if (const auto* service = window.service.get<std::string>()) row.service = *service;
        int start = casefile::nothing;
        for (int i = window.first; i < window.past_last; ++i) {
            const Moment& moment = at(i);
            const std::string& name = vocabulary_.events[moment.type].name;
            if (name == "treatment_started" && start == casefile::nothing && is_start(moment)) {
                start = i;
                row.started = moment.on;
                row.provider = text_of(moment, "provider");
            }
            if (name == "substitution_started" && !row.substitution_started)
                row.substitution_started = moment.on;
            if (name == "request_withdrawn") row.withdrawn = moment.on;
            if (name == "register_reported") row.reported.emplace_back(text_of(moment, "month"), moment.on);
            if (moment.told != nullptr && moment.told->known > moment.on)
                row.late_facts.emplace_back(moment.on, moment.told->known);
        }
        if (window.ended_by != casefile::nothing && row.started) end(window.ended_by, row);
        return row.requested || row.started;
    }

    /// The first of the reasons for which something had happened by `until`.
    const rulebook::DelayReason* delay(std::size_t request, Date until) const {
        const auto& window = timeline_.requests()[request];
        for (const auto& reason : reporting_.delays) {
            if (reason.events.empty()) return &reason;
            for (int i = window.first; i < window.past_last && at(i).on <= until; ++i) {
                if (std::ranges::find(reason.events, at(i).type) != reason.events.end()) return &reason;
            }
        }
        return nullptr;
    }

  private:
    const Moment& at(int index) const { return timeline_.moments()[static_cast<std::size_t>(index)]; }

    bool is_start(const Moment& moment) const {
        return !reporting_.is_start ||
               reporting_.is_start->test(timeline_.words().nothing_told, moment.fields).value_or(true);
    }

    std::string text_of(const Moment& moment, std::string_view field) const {
        const auto index = vocabulary_.events[moment.type].field_index(field);
        const auto* text = index ? moment.fields[*index].get<std::string>() : nullptr;
        return text == nullptr ? std::string{} : *text;
    }

    void end(int index, Row& row) const {
        const Moment& moment = at(index);
        if (vocabulary_.events[moment.type].name != "treatment_ended") return;
        row.ended = moment.on;
        row.status = text_of(moment, "status");
        row.outcome_at_end = text_of(moment, "outcome");
        if (row.outcome_at_end.empty()) row.outcome_at_end = said_nothing;
        row.outcome_1_month = row.outcome_6_months = said_nothing;
        for (int i = index + 1; i < static_cast<int>(timeline_.moments().size()); ++i) {
            const Moment& later = at(i);
            if (later.answers != index) continue;
            const std::string& name = vocabulary_.events[later.type].name;
            std::string& outcome =
                text_of(later, "mark") == "1_month" ? row.outcome_1_month : row.outcome_6_months;
            if (name == "follow_up_held") {
                outcome = text_of(later, "outcome");
                if (outcome.empty()) outcome = said_nothing;
            } else if (name == "follow_up_unreachable" && outcome == said_nothing) {
                outcome = unreachable;
            }
        }
    }

    const casefile::Timeline& timeline_;
    const rulebook::Vocabulary& vocabulary_;
    const rulebook::Reporting& reporting_;
};

/// The promises of one side for the requests of a case, by request.
class Promises {
  public:
    Promises(const engine::Evaluation& evaluation, const rulebook::Reporting& reporting, bool of_law) {
        for (const auto& clock : evaluation.clocks) {
            const bool is_guarantee =
                std::ranges::find(reporting.guarantees, clock.rule->name) != reporting.guarantees.end();
            if (is_guarantee && (clock.edition != nullptr && clock.edition->is_law) == of_law)
                clocks_.push_back(&clock);
        }
    }

    /// The one that began between the days; else why there is none.
    Promise between(Date first, Date past_last) const {
        Promise promise;
        for (const auto* clock : clocks_) {
            if (clock->started) {
                if (*clock->started < first || *clock->started >= past_last) continue;
                return {.state = clock->state,
                        .started = clock->started,
                        .due = clock->due,
                        .ended = clock->ended,
                        .rule = clock->rule,
                        .is_excused = !clock->excused_by.empty()};
            }
            if (clock->state == ClockState::unknown || promise.rule == nullptr) {
                promise.rule = clock->rule;
                promise.state = clock->state;
            }
        }
        return promise;
    }

  private:
    std::vector<const engine::ClockResult*> clocks_;
};

bool is_late(const Promise& promise) {
    return promise.state == ClockState::breached || promise.state == ClockState::met_late;
}

// Each breach is one for the law and the standard together: the names are the same, the standard is counted.
void count_duties(const engine::Evaluation& evaluation, const rulebook::Reporting& reporting, Row& row) {
    for (const auto& clock : evaluation.clocks) {
        const auto& names = reporting.provider_duties;
        if (std::ranges::find(names, clock.rule->name) == names.end() || !clock.started) continue;
        if (!row.started || *clock.started < *row.started || (row.ended && *clock.started > *row.ended))
            continue;
        if (clock.state == ClockState::met) ++row.duties_kept;
        if (is_late({.state = clock.state})) ++row.duties_broken;
    }
}

}  // namespace

RowMaker::RowMaker(const rulebook::Library& library, const engine::Engine& engine,
                   const rulebook::Reporting& reporting)
    : library_(library), engine_(engine), reporting_(reporting) {}

void RowMaker::take(const CaseForReport& one, Date on, Rows& into) const {
    ++into.cases;
    if (one.file.anonymous) {
        ++into.anonymous;
        return;
    }
    const auto evaluation = engine_.evaluate(one.file, {.on = on});
    if (!evaluation) {
        ++into.without_rules;
        return;
    }
    const casefile::Timeline timeline(one.file, library_.vocabulary, engine_.words(), on, std::nullopt);
    const std::string municipality = evaluation->standard->municipality;
    const casefile::Facts facts(timeline, engine_.words(), municipality);
    const Course course(timeline, reporting_);
    const Promises law(*evaluation, reporting_, true), local(*evaluation, reporting_, false);
    const auto& requests = timeline.requests();
    for (std::size_t r = 0; r < requests.size(); ++r) {
        Row row{.case_id = one.case_id, .person = one.person};
        if (!course.fill(r, row)) continue;
        row.request = static_cast<int>(r) + 1;
        row.unit = one.unit;
        row.residence = one.file.person.residence;
        row.municipality = municipality;
        row.cpr = one.cpr;
        row.has_valid_cpr = one.has_valid_cpr;
        row.born = one.file.person.born;
        const Date first = row.requested ? *row.requested : *row.started;
        if (row.born && *row.born <= first) row.age = calendar::age_on(*row.born, first);
        row.adult = row.age ? std::optional(*row.age >= 18) : one.file.person.adult;
        const auto& window = requests[r];
        const Date from = window.first < window.past_last
                              ? timeline.moments()[static_cast<std::size_t>(window.first)].on
                              : first;
        const Date past = r + 1 < requests.size()
                              ? timeline.moments()[static_cast<std::size_t>(requests[r + 1].first)].on
                              : Date::last();
        row.law = law.between(from, std::max(past, from.plus_days(1)));
        row.local = local.between(from, std::max(past, from.plus_days(1)));
        count_duties(*evaluation, reporting_, row);
        if (is_late(row.law) || is_late(row.local))
            row.delay = course.delay(r, row.started ? *row.started : on);
        const auto environment = facts.standing(static_cast<int>(r));
        for (const auto& fact : library_.vocabulary.facts) row.facts.push_back(environment[fact.slot]);
        for (std::size_t i = 0; i < library_.vocabulary.facts.size(); ++i) {
            if (library_.vocabulary.facts[i].name != "substance_kind") continue;
            if (const auto* text = row.facts[i].get<std::string>()) row.substance = *text;
        }
        into.rows.push_back(std::move(row));
    }
}

void RowMaker::link(Rows& rows) const {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<Row*>> people;
    for (Row& row : rows.rows) {
        if (!row.person.empty()) people[{row.person, row.substance}].push_back(&row);
    }
    const auto asked = [](const Row* row) { return row->requested ? *row->requested : *row->started; };
    for (auto& [person, courses] : people) {
        std::ranges::stable_sort(courses, {}, asked);
        bool has_earlier = false;
        for (std::size_t i = 0; i < courses.size(); ++i) {
            Row& row = *courses[i];
            row.has_earlier = has_earlier;
            has_earlier = has_earlier || row.started;
            if (!row.ended || i + 1 == courses.size()) continue;
            Row& next = *courses[i + 1];
            next.continues = asked(&next) <= calendar::add(*row.ended, reporting_.grace);
            row.goes_on = next.continues && next.started;
            if (row.goes_on) continue;
            for (std::size_t later = i + 1; later < courses.size() && !row.returned; ++later) {
                const auto& started = courses[later]->started;
                if (started && *started > *row.ended) row.returned = started;
            }
        }
    }
}

RowView::RowView(const rulebook::Vocabulary& vocabulary, Date today)
    : values_(rulebook::first_fact_slot + vocabulary.facts.size()) {
    values_[slot_of(RowField::today)] = Value(today);
}

namespace {

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }
template <class T>
Value or_null(const std::optional<T>& value) {
    return value ? Value(*value) : Value();
}
Value number_or_null(const std::optional<int>& number) { return number ? Value::number(*number) : Value(); }

}  // namespace

const std::vector<Value>& RowView::of(const Row& row, const rulebook::Point* point) {
    const auto set = [this](RowField field, Value value) { values_[slot_of(field)] = std::move(value); };
    set(RowField::case_id, row.case_id);
    set(RowField::request_number, Value::number(row.request));
    set(RowField::cpr, text_or_null(row.cpr));
    set(RowField::has_valid_cpr, row.has_valid_cpr);
    set(RowField::born, or_null(row.born));
    set(RowField::age, number_or_null(row.age));
    set(RowField::adult, or_null(row.adult));
    set(RowField::residence, text_or_null(row.residence));
    set(RowField::municipality, row.municipality);
    set(RowField::unit, text_or_null(row.unit));
    set(RowField::contact_by, text_or_null(row.contact_by));
    set(RowField::service, text_or_null(row.service));
    set(RowField::provider, text_or_null(row.provider));
    set(RowField::requested, or_null(row.requested));
    set(RowField::withdrawn, or_null(row.withdrawn));
    set(RowField::started, or_null(row.started));
    set(RowField::ended, or_null(row.ended));
    set(RowField::status, text_or_null(row.status));
    const std::string_view mark = point == nullptr ? std::string_view{} : point->id;
    const std::string& outcome = mark == "1_month"    ? row.outcome_1_month
                                 : mark == "6_months" ? row.outcome_6_months
                                                      : row.outcome_at_end;
    set(RowField::outcome, text_or_null(outcome));
    set(RowField::outcome_at_end, text_or_null(row.outcome_at_end));
    set(RowField::outcome_1_month, text_or_null(row.outcome_1_month));
    set(RowField::outcome_6_months, text_or_null(row.outcome_6_months));
    const auto after = point == nullptr ? calendar::Period{} : point->after;
    set(RowField::measured_on, row.ended ? Value(calendar::add(*row.ended, after)) : Value());
    set(RowField::returned, or_null(row.returned));
    set(RowField::goes_on, row.goes_on);
    set(RowField::earlier_treatment, row.has_earlier);
    set(RowField::substitution_started, or_null(row.substitution_started));
    set(RowField::law_state, std::string(name_of(row.law.state)));
    set(RowField::law_due, or_null(row.law.due));
    set(RowField::local_state, std::string(name_of(row.local.state)));
    set(RowField::local_due, or_null(row.local.due));
    set(RowField::is_excused, row.law.is_excused || row.local.is_excused);
    set(RowField::delay, row.delay == nullptr ? Value() : Value(row.delay->id));
    set(RowField::waiting_days, number_or_null(row.waiting_days()));
    std::ranges::copy(row.facts, values_.begin() + static_cast<std::ptrdiff_t>(rulebook::first_fact_slot));
    return values_;
}

bool holds(const feel::Expression& condition, const std::vector<Value>& row) {
    return condition.test(row).value_or(false);
}

const rulebook::NamedCondition* first_that_holds(const std::vector<rulebook::NamedCondition>& conditions,
                                                 const std::vector<Value>& row) {
    const auto found = std::ranges::find_if(
        conditions, [&](const rulebook::NamedCondition& one) { return holds(one.when, row); });
    return found == conditions.end() ? nullptr : &*found;
}

}  // namespace fjorten::reports
