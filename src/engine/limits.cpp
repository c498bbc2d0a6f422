#include "engine/limits.h"

#include <algorithm>
#include <map>

#include "calendar/date.h"
#include "engine/questions.h"

namespace fjorten::engine {

using calendar::Date;
using casefile::nothing;
using feel::Value;
using rulebook::Limit;
using rulebook::Pattern;
using rulebook::Rule;

namespace {

/// The count of one person (or of everybody) while the record is read through.
struct Count {
    int used = 0;
    int consumed = 0;  // sessions that count towards `among_first`
    int earning = 0;   // of those, the ones that earn
};

class LimitRun {
  public:
    LimitRun(const CompiledLimit& limit, ClockContext& context, const casefile::Environment& environment,
             std::vector<Finding>& findings)
        : rule_(*limit.rule),
          limit_(*limit.rule->limit),
          looks_at_(limit.looks_at),
          context_(context),
          environment_(environment),
          findings_(findings) {}

    void run(std::vector<LimitState>& states) {
        bring_forward(limit_.brought_forward, before_.used);
        if (limit_.earned) bring_forward(limit_.earned->brought_forward, before_.earning);
        for (int i = 0; i < static_cast<int>(context_.timeline.moments().size()); ++i) {
            if (looks_at_.may_hold(moment(i).type)) read(i);
        }
        if (counts_.empty()) states.push_back(state_of({}, {}));
        for (const auto& [person, count] : counts_) states.push_back(state_of(person, count));
    }

  private:
    bool matches(const Pattern& pattern, int index) {
        return casefile::Timeline::matches(pattern, moment(index), environment_).value_or(false);
    }
    const casefile::Moment& moment(int index) const {
        return context_.timeline.moments()[static_cast<std::size_t>(index)];
    }
    std::string person_of(int index) const {
        if (limit_.per_field.empty()) return {};
        const auto& at = moment(index);
        const auto field = context_.timeline.vocabulary().events[at.type].field_index(limit_.per_field);
        if (!field) return {};
        const auto* name = at.fields[*field].get<std::string>();
        return name == nullptr ? std::string() : *name;
    }
    /// What a condition says was there before the record begins. A number that nobody knows, or that is no
    /// count, leaves open how much room there is.
    void bring_forward(const std::optional<feel::Expression>& number, int& into) {
        if (!number) return;
        const Value value = number->evaluate(environment_);
        const auto* told = value.get<feel::Decimal>();
        const auto count = told == nullptr ? std::nullopt : told->as_int64();
        if (count && *count >= 0 && *count <= 1'000'000) into = static_cast<int>(*count);
        else unknown_before_.push_back(&*number);
    }
    int used(const Count& count) const { return before_.used + count.used; }
    int earning(const Count& count) const { return before_.earning + count.earning; }
    int room(const Count& count) const {
        int most = limit_.max.value_or(1'000'000);
        if (limit_.earned) most = std::min(most, earning(count) / limit_.earned->every);
        return most;
    }

    void read(int index) {
        const auto present = static_cast<int>(context_.timeline.requests().size()) - 1;
        if (limit_.within_request && moment(index).request != present) return;
        const bool anew = std::any_of(limit_.since.begin(), limit_.since.end(),
                                      [&](const Pattern& p) { return matches(p, index); });
        if (anew) {
            since_ = index;
            counts_.clear();
            before_ = {};
            unknown_before_.clear();
        }
        if (limit_.earned) read_earning(index);
        if (!matches(limit_.counts, index)) return;
        auto& count = counts_[person_of(index)];
        ++count.used;
        const bool too_early = limit_.needs_since && since_ == nothing;
        const bool too_late = window_end() && moment(index).on > *window_end();
        if (limit_.max && (used(count) > room(count) || too_early || too_late) && unknown_before_.empty() &&
            applies())
            note("limit_exceeded", index, {std::to_string(used(count)), std::to_string(room(count))});
        check_figures(index);
    }

    void read_earning(int index) {
        auto& count = counts_[{}];
        const auto& earned = *limit_.earned;
        const bool consumes = !earned.consumed_by || matches(*earned.consumed_by, index);
        if (consumes && earned.consumed_by) ++count.consumed;
        const bool among_first = !earned.among_first || count.consumed <= *earned.among_first;
        if (among_first && matches(earned.by, index)) ++count.earning;
    }

    bool applies() { return !rule_.when || rule_.when->test(environment_) != std::optional(false); }

    void check_figures(int index) {
        const auto& at = moment(index);
        for (const auto& figure : limit_.figures) {
            const auto field = context_.timeline.vocabulary().events[at.type].field_index(figure.field);
            if (!field) continue;
            const auto* value = at.fields[*field].get<feel::Decimal>();
            if (value == nullptr) continue;
            const bool departs = (figure.exactly && !(*value == figure.exactly->as<feel::Decimal>())) ||
                                 (figure.at_most && figure.at_most->as<feel::Decimal>() < *value);
            if (!departs || !applies()) continue;
            const auto& wanted = figure.exactly ? *figure.exactly : *figure.at_most;
            note("figure_departed", index,
                 {feel::to_text(at.fields[*field]), feel::to_text(wanted), figure.unit});
        }
    }

    void note(std::string code, int index, std::vector<std::string> args) {
        const auto& at = moment(index);
        findings_.push_back({.code = std::move(code),
                             .rule = &rule_,
                             .args = std::move(args),
                             .event = Reason{at.type, at.on, at.presumed}});
    }

    std::optional<Date> window_end() const {
        if (!limit_.window || since_ == nothing) return std::nullopt;
        return calendar::add(moment(since_).on, *limit_.window);
    }

    LimitState state_of(const std::string& person, const Count& count) {
        LimitState state;
        state.result.rule = &rule_;
        state.result.person = person;
        state.result.used = used(count);
        state.result.min = limit_.min;
        state.result.max = limit_.max;
        state.result.until = window_end();
        if (limit_.earned) state.result.earned = std::min(room(count), limit_.max.value_or(1'000'000));
        const bool window_over = window_end() && *window_end() < context_.on;
        state.waits_for_since = limit_.needs_since && since_ == nothing;
        state.reached = state.waits_for_since || window_over || used(count) >= room(count);
        const bool below_max = !limit_.max || used(count) < *limit_.max;
        if (limit_.earned && state.reached && !state.waits_for_since && !window_over && below_max) {
            const bool can_still =
                !limit_.earned->among_first || count.consumed < *limit_.earned->among_first;
            state.waits_for_earning = can_still;
            state.missing_to_earn = limit_.earned->every * (used(count) + 1) - earning(count);
        }
        if (rule_.when) {
            const auto holds = rule_.when->test(environment_);
            state.not_applicable = holds == std::optional(false);
            state.unknown = !holds.has_value();
            if (state.unknown) ask(*rule_.when, environment_, context_.facts, state.missing);
        }
        if (!unknown_before_.empty() && !state.waits_for_since && !window_over) {
            state.reached = state.unknown = true;
            state.waits_for_earning = false;
            for (const auto* number : unknown_before_)
                ask(*number, environment_, context_.facts, state.missing);
        }
        return state;
    }

    const Rule& rule_;
    const Limit& limit_;
    casefile::EventFilter looks_at_;
    ClockContext& context_;
    const casefile::Environment& environment_;
    std::vector<Finding>& findings_;
    std::map<std::string, Count> counts_;
    Count before_;                                         // brought forward from before the record begins
    std::vector<const feel::Expression*> unknown_before_;  // what of it nobody has told
    int since_ = nothing;
};

}  // namespace

void evaluate_limit(const CompiledLimit& limit, ClockContext& context,
                    const casefile::Environment& environment, std::vector<LimitState>& states,
                    std::vector<Finding>& findings) {
    LimitRun(limit, context, environment, findings).run(states);
}

}  // namespace fjorten::engine
