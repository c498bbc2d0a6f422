// One clock rule run over one matter.
#pragma once
#include <optional>
#include <vector>

#include "engine/clocks.h"
#include "engine/due.h"
#include "engine/matter.h"

namespace fjorten::engine {

class ClockRun {
  public:
    ClockRun(const rulebook::Edition& edition, const CompiledClock& clock, const Matter& matter,
             ClockContext& context, const Earlier& earlier);

    /// Adds the instances in this matter, oldest first. One that has not started has no start and is alone.
    void instances(std::vector<Instance>& into);

  private:
    struct Start {
        calendar::Date on;
        int moment = casefile::nothing;
        std::vector<int> because;  // empty: `moment` alone
    };
    /// The stretch of moments one instance may be met in.
    struct Stretch {
        int after = casefile::nothing;  // moments up to and including this one do not count
        int until = 0;                  // moments from this one on do not count
    };
    struct Outcome {
        int met = casefile::nothing, met_in_time = casefile::nothing;
        int lifted = casefile::nothing, stopped = casefile::nothing;
    };

    const casefile::Moment& moment(int index) const {
        return context_.timeline.moments()[static_cast<std::size_t>(index)];
    }
    casefile::Environment& environment() {
        return context_.environments[static_cast<std::size_t>(matter_.request())];
    }
    bool any(const std::vector<rulebook::Pattern>& patterns, int index) {
        return casefile::Timeline::matches_any(patterns, moment(index), environment());
    }
    calendar::Date day_of(const rulebook::Pattern& pattern, int index) const;
    const rulebook::Start& start_rule();
    std::optional<Start> find_start();
    std::optional<Start> latest_of(const rulebook::Start& rule);
    bool find_first(const rulebook::Pattern& pattern, Start& found);
    /// The last such moment before the request that nothing has answered: a consent that was not taken back.
    bool find_standing(const rulebook::Pattern& pattern, Start& found);
    /// The last moment of the matter that is of one of these types; nothing if there is none.
    int last_of(const std::vector<rulebook::Pattern>& patterns) const;
    /// True if what the clock needs is there, and nothing that bars it; false = not started; sets
    /// `excluded` if it never will be.
    bool needs_are_there(bool& excluded);
    /// Whether the clock's conditions hold on the day it starts; what was applied for counts up to the due
    /// day, so that a breach cannot vanish. `start` is nullptr where it has not started.
    std::optional<bool> applies(const Start* start, const std::optional<calendar::Date>& due,
                                std::vector<std::string>& unknown);
    std::optional<bool> conditions_hold(std::vector<std::string>& unknown);
    void ask_for(const feel::Expression& condition, std::vector<std::string>& unknown);
    /// Works out anew what events add up to and `when` reads, as it stood at the end of `day`.
    void derive_until(const calendar::Date& day);
    void set_slots(const Start* start, const std::optional<calendar::Date>& due);
    Due due_for(const Start& start, const calendar::Period& within);
    std::optional<calendar::Date> before_date(const rulebook::Clock::Before& before);
    Outcome outcome(const Start& start, const Due& due, Stretch stretch);
    /// Adds the instance that starts there.
    ClockResult& run(const Start& start, const calendar::Period& within, Stretch stretch,
                     std::vector<Instance>& into);
    void settle(ClockResult& result, const Due& due, const Outcome& outcome) const;
    void settle_late(ClockResult& result, const Outcome& outcome) const;
    void end(ClockResult& result, ClockState state, int by) const;
    void excuse(ClockResult& result, const Start& start);
    Instance& unstarted(ClockState state, std::vector<Instance>& into) const;
    void recurring(Start start, std::vector<Instance>& into);
    Reason reason(int index) const;

    const rulebook::Edition& edition_;
    const CompiledClock& compiled_;
    const rulebook::Rule& rule_;
    const rulebook::Clock& clock_;
    const Matter& matter_;
    ClockContext& context_;
    Earlier earlier_;
};

}  // namespace fjorten::engine
