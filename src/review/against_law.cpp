// The standard's clocks and gates beside the law's, over persons, starts, days and what happens then.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "calendar/working_days.h"
#include "review/searches.h"
#include "review/starts.h"
#include "rulebook/conditions.h"

namespace fjorten::review {

using calendar::Date;
using engine::ClockResult;
using engine::ClockState;
using rulebook::ClockKind;
using rulebook::Pattern;
using rulebook::Rule;

namespace {

bool runs(const ClockResult& clock) {
    return clock.state == ClockState::running || clock.state == ClockState::breached;
}

// Days on which periods end in an unusual way, seen from their first day: closed days, month ends, leap days,
// and the days around a change of edition. Two years, and the next leap year's turn of February.
std::vector<Date> boundary_days(const Trial& trial, const std::vector<calendar::Period>& periods) {
    std::set<Date> ends, days;
    const Date first = trial.standard().from;
    const Date begin = trial.day();
    for (Date day = begin; day <= begin.plus_days(731); day = day.plus_days(1)) {
        const bool is_closed = calendar::closed_by(day, calendar::ExtraClosed::all()).has_value();
        const bool is_plain_weekend = is_closed && !calendar::public_holiday(day) && day > begin.plus_days(8);
        if (is_closed && !is_plain_weekend) ends.insert(day);
        if (day.plus_days(1).day() == 1) days.insert({day.plus_days(-1), day, day.plus_days(1)});
    }
    for (int year = begin.year(); year < begin.year() + 8; ++year) {
        if (const auto leap = Date::from_ymd(year, 2, 29))
            days.insert({leap->plus_days(-1), *leap, leap->plus_days(1)});
    }
    for (const std::string& id : {trial.law().rulebook, trial.standard().rulebook}) {
        for (const auto& edition : trial.library().find(id)->editions) {
            for (const int step : {-1, 0, 1}) ends.insert(edition.from.plus_days(step));
        }
    }
    for (const Date end : ends) {
        days.insert({end, end.plus_days(-1)});
        for (const calendar::Period& period : periods) days.insert(calendar::subtract(end, period));
    }
    std::vector<Date> all;
    std::ranges::copy_if(days, std::back_inserter(all), [first](Date day) { return day >= first; });
    // From the plain day on first, then what lies before.
    std::ranges::stable_partition(all, [begin](Date day) { return day >= begin; });
    return all;
}

class ClockPair {
  public:
    ClockPair(const Trial& trial, const Rule& local, const Rule& law, Remarks& remarks)
        : trial_(trial), local_(local), law_(law), remarks_(remarks) {
        const std::vector<const Rule*> both = {&local, &law};
        dimensions_ = scopes(trial, both);
        for (Dimension& each : matters(trial, both)) dimensions_.push_back(std::move(each));
        start_ = dimensions_.size();
        dimensions_.push_back(ways_to_start(trial, both));
    }

    void run() {
        if (dimensions_.back().choices.empty()) return;
        for (const auto& choice : combinations(dimensions_)) {
            const Draft draft = draft_of(choice, trial_.day());
            if (look_at(draft, choice) && plain_.empty()) plain_ = choice;
        }
        if (plain_.empty()) return;
        try_days();
        try_endings();
        try_again();
    }

  private:
    Draft draft_of(const std::vector<std::size_t>& choice, Date day) const {
        Draft draft = trial_.draft();
        draft.day = draft.on = day;
        apply(dimensions_, choice, draft);
        add_needs(trial_, {&local_, &law_}, draft);
        return draft;
    }

    // True if both run, each with a day.
    bool look_at(const Draft& draft, const std::vector<std::size_t>& choice) {
        const auto evaluation = trial_.ask(draft);
        if (!evaluation) return false;
        const ClockResult* const local = clock_in(*evaluation, local_);
        const ClockResult* const law = clock_in(*evaluation, law_);
        if (local == nullptr || law == nullptr) return false;
        const bool is_less =
            std::ranges::any_of(evaluation->findings, [this](const engine::Finding& finding) {
                return finding.code == "less_than_law" && finding.rule->id == local_.id;
            });
        if (is_less) add("less_than_law", draft, who(choice), *local, *law);
        else if (is_more(*local, *law)) add("more_than_law", draft, who(choice), *local, *law);
        return runs(*local) && runs(*law) && local->due && law->due;
    }

    Bilingual who(const std::vector<std::size_t>& choice) const {
        const Bilingual words = described(dimensions_, choice);
        return again_.da.empty() ? words : listed({words, again_});
    }

    bool is_more(const ClockResult& local, const ClockResult& law) const {
        if (!runs(local)) return false;
        if (law.state == ClockState::not_applicable) return true;
        if (!runs(law) || !local.due || !law.due) return false;
        return local_.clock->kind == ClockKind::right ? *local.due > *law.due : *local.due < *law.due;
    }

    void try_days() {
        std::vector<calendar::Period> periods;
        for (const Rule* const rule : {&local_, &law_}) {
            if (rule->clock->within && !rule->clock->working_days) periods.push_back(*rule->clock->within);
        }
        const std::vector<Date> days = boundary_days(trial_, periods);
        for (std::size_t start = 0; start < dimensions_[start_].choices.size(); ++start) {
            auto choice = plain_;
            choice[start_] = start;
            for (const Date day : days) look_at(draft_of(choice, day), choice);
        }
    }

    // What lifts or meets the local clock, a day after it started.
    void try_endings() {
        std::vector<std::pair<const Pattern*, Fields>> endings;
        for (const Pattern& pattern : local_.clock->lifted_by) {
            if (const auto fields = trial_.story().fields_for(pattern))
                endings.emplace_back(&pattern, *fields);
        }
        for (const Pattern& pattern : local_.clock->met_by) add_met(pattern, endings);
        for (const auto& [pattern, fields] : endings) {
            Draft draft = draft_of(plain_, trial_.day());
            draft.day = draft.day.plus_days(1);
            trial_.story().happen(draft, pattern->event, fields);
            draft.on = std::max(draft.on, draft.day);
            look_at_ending(draft, *pattern, fields);
        }
    }

    // A second start inside the same matter, where either of the two knows one.
    void try_again() {
        for (const Rule* const rule : {&local_, &law_}) {
            if (!rule->clock->again) continue;
            for (const Pattern& pattern : rule->clock->again->on) {
                Draft draft = draft_of(plain_, trial_.day());
                draft.day = draft.day.plus_days(1);
                if (!trial_.story().ensure(draft, pattern)) continue;
                draft.on = std::max(draft.on, draft.day);
                again_ = trial_.vocabulary().events[pattern.event].label;
                look_at(draft, plain_);
                again_ = {};
            }
        }
    }

    // Each way to meet the local clock that the law may tell apart.
    void add_met(const Pattern& pattern, std::vector<std::pair<const Pattern*, Fields>>& endings) const {
        const auto plain = trial_.story().fields_for(pattern);
        if (!plain) return;
        endings.emplace_back(&pattern, *plain);
        for (const Pattern& statutory : law_.clock->met_by) {
            if (statutory.event != pattern.event || !statutory.where) continue;
            for (const auto field : trial_.story().fields_read(pattern.event, *statutory.where)) {
                for (const feel::Value& value :
                     trial_.story().candidates(pattern.event, field, *statutory.where)) {
                    Fields fields = *plain;
                    std::erase_if(fields, [field](const auto& each) { return each.first == field; });
                    fields.emplace_back(field, value);
                    if (trial_.story().holds(pattern, fields)) endings.emplace_back(&pattern, fields);
                }
            }
        }
    }

    void look_at_ending(const Draft& draft, const Pattern& pattern, const Fields& fields) {
        const auto evaluation = trial_.ask(draft);
        if (!evaluation) return;
        const ClockResult* const local = clock_in(*evaluation, local_);
        const ClockResult* const law = clock_in(*evaluation, law_);
        if (local == nullptr || law == nullptr || !runs(*law)) return;
        const rulebook::EventKind& kind = trial_.vocabulary().events[pattern.event];
        std::vector<Bilingual> words = {described(dimensions_, plain_), kind.label};
        for (const auto& [field, value] : fields) words.push_back(words_for(kind.fields[field].type, value));
        if (local->state == ClockState::lifted) add("less_than_law", draft, listed(words), *local, *law);
        if (local->state == ClockState::met) add("kept_by_less", draft, listed(words), *local, *law);
    }

    static Bilingual stands(const ClockResult& clock) {
        const bool has_day = runs(clock) && clock.due;
        if (has_day) return same(clock.due->iso());
        return said(fmt::format("state.{}", name_of(clock.state)));
    }

    // Told once for each way in which the two differ.
    void add(const std::string& code, const Draft& draft, const Bilingual& who, const ClockResult& local,
             const ClockResult& law) {
        std::string kind = code + (again_.da.empty() ? "" : ".again");
        if (law.state == ClockState::not_applicable) kind += ".law_absent";
        else if (local.due && law.due && code != "kept_by_less" && local.state != ClockState::lifted)
            kind += local.started == law.started ? ".other_day" : ".other_start";
        else kind += fmt::format(".{}", name_of(local.state));
        if (!told_.insert(kind).second) return;
        Remark remark{.code = code,
                      .severity = code == "more_than_law" ? Severity::note : Severity::warning,
                      .place = local_.place,
                      .rule = local_.id,
                      .args = {same(local_.id), same(law_.id), who, stands(local), stands(law),
                               same(draft.events.empty() ? draft.day.iso() : draft.events.front().on.iso())},
                      .shown = std::nullopt};
        std::vector<std::string> expected = {
            fmt::format("clocks: {{{}, {}}}", expected_clock(law), expected_clock(local))};
        if (code == "less_than_law") expected.push_back(expected_finding(code, local_));
        remark.shown = trial_.shown(draft, remark, expected);
        remarks_.push_back(std::move(remark));
    }

    const Trial& trial_;
    const Rule& local_;
    const Rule& law_;
    Remarks& remarks_;
    std::vector<Dimension> dimensions_;
    std::size_t start_ = 0;
    std::vector<std::size_t> plain_;  // the first choice with which both run
    std::set<std::string> told_;
    Bilingual again_;  // what began a second instance, while such a case is looked at
};

void find_narrower(const Trial& trial, const Rule& local, Remarks& remarks) {
    const std::string& by = local.gate->tested_by;
    const Rule* const statute = trial.law().find(by.substr(by.find('.') + 1));
    if (statute == nullptr || statute->id != by || !statute->gate) return;
    std::vector<const feel::Expression*> conditions = rulebook::conditions_of(local);
    for (const auto* condition : rulebook::conditions_of(*statute)) conditions.push_back(condition);
    const auto dimensions = trial.dimensions().of(conditions);
    for (const auto& choice : combinations(dimensions)) {
        Draft draft = trial.draft();
        apply(dimensions, choice, draft);
        const auto evaluation = trial.ask(draft);
        if (!evaluation) continue;
        const bool is_narrower = std::ranges::any_of(evaluation->findings, [&](const auto& finding) {
            return finding.code == "narrower_than_law" && finding.rule == &local;
        });
        if (!is_narrower) continue;
        Remark remark{.code = "narrower_than_law",
                      .place = local.place,
                      .rule = local.id,
                      .args = {same(local.id), same(by), described(dimensions, choice)},
                      .shown = std::nullopt};
        remark.shown = trial.shown(draft, remark, {expected_finding("narrower_than_law", local)});
        remarks.push_back(std::move(remark));
        return;
    }
}

}  // namespace

void compare_with_law(const Trial& trial, Remarks& remarks) {
    if (trial.edition().is_law) return;
    for (const Rule& rule : trial.edition().rules) {
        if (rule.gate && !rule.gate->tested_by.empty()) find_narrower(trial, rule, remarks);
        if (!rule.clock || rule.clock->presumes) continue;
        const Rule* const law = trial.law().find(rule.name);
        if (law == nullptr || !law->clock || law->clock->recurs || rule.clock->recurs) continue;
        ClockPair(trial, rule, *law, remarks).run();
    }
}

}  // namespace fjorten::review
