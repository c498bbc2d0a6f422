// What each form of rule computes. Format: docs/formats/rulebook.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "calendar/date.h"
#include "calendar/working_days.h"
#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

struct Start {
    enum class Mode { earliest, latest };
    Mode mode = Mode::earliest;
    std::vector<Pattern> events;
};

enum class ClockKind {
    duty,      // somebody must; late is a breach
    right,     // somebody may; unused it ends `stopped`
    end_date,  // a day on which something ends; it ends `met`
    prompt     // a reminder; never a breach
};

/// What follows when the day of a clock passes unmet, gravest first: so this is also the order in which
/// deadlines of the same day deserve attention.
enum class Consequence {
    broken_right,    // the citizen has a right by statute, and it is broken
    broken_duty,     // another duty by statute is broken
    broken_promise,  // the municipality breaks what its own standard promises
    late_report,     // one authority hears too late from another: nothing that a citizen waits for
    lost_right,      // somebody has not used a right in time
    nothing          // a reminder, or a day on which something ends
};

/// Clocks and recurring clocks.
struct Clock {
    ClockKind kind = ClockKind::duty;
    Consequence consequence = Consequence::broken_promise;
    std::optional<EventType> per;       // one instance per event of this type; empty = per request
    std::vector<EventType> per_others;  // more root event types that each open an instance
    Start starts;
    std::optional<calendar::Period> within;
    bool working_days = false;       // `within` counts working days
    std::optional<unsigned> due_on;  // that day of the month after the start
    struct Before {
        std::optional<Pattern> event;  // due on the day of this event
        std::string clock;             // or when that clock is due
        calendar::Period less;
    };
    std::optional<Before> before;
    bool roll_to_working_day = false;
    calendar::ExtraClosed extra_closed;
    std::vector<Pattern> met_by, lifted_by, excused_by, stopped_by;
    /// A second start inside the same matter (a complaint that is maintained), with its own period.
    struct Again {
        std::vector<Pattern> on;
        calendar::Period within;
    };
    std::optional<Again> again;
    std::vector<Pattern> needs;                  // without one of these in the matter: not started
    std::vector<Pattern> unless;                 // not started while the last event of these types matches
    std::optional<feel::Expression> when_event;  // over the fields of the root event: false = not applicable
    struct StartsWhen {
        feel::Expression when;
        Start starts;
    };
    std::vector<StartsWhen> starts_when;  // the first that is true replaces `starts`
    std::optional<EventType> presumes;  // no clock to show: when it is due, this event is presumed to happen
    bool recurs = false;                // each `met_by` event ends one instance and starts the next
};

struct Limit {
    std::string action;
    Pattern counts;
    std::vector<Pattern> since;   // counting begins anew after the last of these; empty = from the beginning
    bool within_request = false;  // only what happened in the present request counts (`since: request`)
    std::optional<int> min, max;
    std::string per_field;  // one count for each value of this field (person)
    /// After a `since` event the limit can be used this long; empty = always.
    std::optional<calendar::Period> window;
    bool needs_since = false;  // not usable before a `since` event
    /// Earned one by one: every `every` matching events, looking only at the first `among_first` that
    /// `consumes`.
    struct Earned {
        Pattern by;
        int every = 1;
        std::optional<int> among_first;
        std::optional<Pattern> consumed_by;
        std::optional<feel::Expression> brought_forward;  // earning ones from before the record begins
    };
    std::optional<Earned> earned;
    std::optional<feel::Expression> brought_forward;  // how many were used before the record begins
    struct Figure {  // a fixed or greatest value of a field of each counted event
        std::string field;
        std::optional<feel::Value> exactly, at_most;
        std::string unit;
    };
    std::vector<Figure> figures;
};

enum class Strength { hard, reasoned };

struct Gate {
    std::vector<std::string> actions;
    std::optional<feel::Expression> requires_that;  // empty only where it is left to a person (discretion)
    std::string requires_stated;  // limit or clock name that the municipal standard itself must state
    Strength strength = Strength::reasoned;
    std::string passed_by;  // role that may pass a reasoned gate
    std::string
        tested_by;  // the statutory rule that decides instead; this one only shows where it is narrower
    bool looks_at_event =
        false;            // reads the fields of the event that performs the action: judged when it happens
    std::string finding;  // finding code when it happened although the gate was closed
};

struct Route {
    struct Way {
        std::string to;
        Bilingual label;
        std::optional<feel::Expression> when;  // empty = otherwise
    };
    std::vector<Way> ways;
};

/// A figure that describes rather than decides: typical length, frequency, group size, price.
struct Term {
    std::string id;
    Bilingual label;
    std::string unit;  // "P1M", "minutes", "persons", "sessions_per_month", "DKK", ...
    std::optional<feel::Value> min, max, exactly;
    bool typical = false;
};

struct Offer {
    std::string service;
    std::optional<feel::Expression> eligible;  // empty = everybody in the rule's scope
};

struct Checklist {
    std::string step;                   // event type that the list belongs to
    std::optional<Pattern> covered_by;  // e.g. assessment_area_covered
    std::string field;                  // the field that names the item
    struct Item {
        std::string id;
        Bilingual label;
    };
    std::vector<Item> items;
};

struct Duty {
    std::string party;
};
struct Notice {
    std::string to;
    std::string about;
    std::optional<EventType> at;
};
struct Goal {
    std::string measure;  // what is counted
    std::string population;
    std::optional<feel::Value> at_least, at_most;  // percent
    std::vector<std::string> measured_at;
    std::string until;
};

}  // namespace fjorten::rulebook
