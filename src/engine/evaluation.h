// What the engine says about a case on a day. Names and meanings: design section 4, "Evaluate" (fixed).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "calendar/working_days.h"
#include "feel/value.h"
#include "rulebook/model.h"

namespace fjorten::engine {

enum class ClockState : std::uint8_t {
    not_started,
    running,
    met,
    met_late,
    breached,
    lifted,
    stopped,
    not_applicable,
    unknown
};
std::string_view name_of(ClockState state);

/// An event that counts as a reason.
struct Reason {
    rulebook::EventType event = 0;
    calendar::Date on;
    bool presumed = false;  // it is presumed to have happened (receipt of a decision)
};

struct ClockResult {
    const rulebook::Rule* rule = nullptr;
    const rulebook::Edition* edition = nullptr;
    int instance = 1;
    ClockState state = ClockState::not_started;
    std::optional<calendar::Date> started, due, ended;
    std::optional<std::int32_t> days_left;  // only while running or breached
    std::optional<calendar::ClosedDay> moved_by;
    std::vector<calendar::ClosedDay> moved_over;
    std::optional<calendar::Date> raw_due;           // before rolling, where that differs
    std::optional<calendar::Date> latest_practical;  // last working day on or before `due`
    std::vector<Reason> because;
    std::optional<Reason> ended_by;
    std::vector<Reason> excused_by;
    std::vector<std::string> unknown;  // names of the facts that are missing
};

struct Blocker {
    const rulebook::Rule* rule = nullptr;
    bool unknown = false;  // blocks only because facts are missing
    std::vector<std::string> missing;
};

struct ActionResult {
    rulebook::ActionId action = 0;
    std::optional<bool> allowed;  // empty = unknown
    std::string override_role;    // who may pass with a written reason; empty = nobody or not needed
    std::vector<Blocker> because;
    std::vector<const rulebook::Rule*> discretion;  // left to a person: shown, never a blocker
};

struct LimitResult {
    const rulebook::Rule* rule = nullptr;
    std::string person;  // where the limit counts each person apart
    int used = 0;
    std::optional<int> min, max;
    std::optional<int> earned;
    std::optional<calendar::Date> until;
};

struct RouteResult {
    const rulebook::Rule* rule = nullptr;
    const rulebook::Route::Way* way = nullptr;  // nullptr = unknown, or nobody
};

struct OfferResult {
    const rulebook::Rule* rule = nullptr;
    std::optional<bool> eligible;
};

struct ChecklistResult {
    const rulebook::Rule* rule = nullptr;
    std::vector<const rulebook::Checklist::Item*> covered, open;
};

struct Need {
    std::optional<rulebook::EventType> event;
    std::vector<std::pair<std::string, feel::Value>> fields;  // of the event
    std::string re;                                           // id of what it must answer, if it has one
    std::string fact;                                         // or a fact to be told
    std::optional<feel::Value> value;
};

struct NextStep {
    std::string_view for_what;  // clock id or action
    int instance = 0;           // of the clock; 0 for actions
    std::vector<Need> need;
    std::string gives;  // the state or "allowed"
};

struct Missing {
    std::string fact;
    std::vector<std::string> needed_for;
};

struct Finding {
    std::string code;  // text in the catalogue under "finding.<code>"
    const rulebook::Rule* rule = nullptr;
    std::vector<std::string> args;
    std::optional<Reason> event;
    int instance = 0;
};

struct Evaluation {
    const rulebook::Edition* standard = nullptr;
    const rulebook::Edition* law = nullptr;
    calendar::Date on;
    std::vector<ClockResult> clocks;
    std::vector<ActionResult> actions;
    std::vector<LimitResult> limits;
    std::vector<RouteResult> routes;
    std::vector<OfferResult> offers;
    std::vector<ChecklistResult> checklists;
    std::vector<NextStep> next;
    std::vector<Missing> missing;
    std::vector<std::string_view> not_stated;
    std::vector<Finding> findings;
};

}  // namespace fjorten::engine
