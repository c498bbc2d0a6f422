// The vocabulary: every fact, event, action, role, service, status and outcome, declared once in
// rulebooks/vocabulary.yaml. Forms, validation, type checks and documentation come from it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "feel/expression.h"
#include "feel/value.h"

namespace fjorten::rulebook {

/// Index into Vocabulary::events / ::actions.
using EventType = std::uint16_t;
using ActionId = std::uint16_t;
/// Index into the environment that conditions read.
using Slot = std::uint32_t;

/// What a value may be written as in a case file.
enum class FieldKind { boolean, integer, decimal, text, date, month };

struct FieldType {
    std::vector<FieldKind> kinds;               // usually one; a date that may also be yes or no has two
    std::vector<std::string> choices;           // closed list for text; empty = any text
    std::vector<Bilingual> choice_labels = {};  // one for each choice, empty where the vocabulary has none
    feel::Type feel_type() const;
};

struct Field {
    std::string name;
    FieldType type;
    Bilingual label;
    std::optional<feel::Expression>
        fallback;               // its value when the case file does not say (reads earlier fields)
    bool is_asked = true;       // of a citizen; false for free words that no rule reads
    std::string inherits_from;  // event type whose answered event gives the value when not said
    Place place;
};

struct Fact {
    std::string name;
    FieldType type;
    Bilingual label;
    Bilingual question;                   // how to ask for it
    std::optional<feel::Value> fallback;  // only for facts with a default
    Slot slot = 0;
    Place place;  // where it is declared
};

/// An event of one type, and optionally a condition on its fields.
struct Pattern {
    EventType event = 0;
    std::optional<feel::Expression> where;
    std::optional<std::uint16_t> day_field;  // the date in this field is the day, where it holds one
    /// Field values that the condition demands, for suggesting the event: index into EventKind::fields.
    std::vector<std::pair<std::uint16_t, feel::Value>> demanded;
};

/// Which stretch of the record a derived fact looks at.
enum class Scope { whole_case, request, course };

/// A fact that events add up to.
struct DerivedFact {
    enum class Kind {
        standing,  // true after the last `on` event unless an `off` event came after; false before
        count,     // how many events match `on`
        latest,    // a field of the last event that matches `on`; null before, unknown if the event leaves it
                   // out
        day_of,    // the day of the last event that matches `on`; null before
        state_of   // the state of the last instance of `clock` in the request; unknown until it has been run
    };
    std::string name;
    Kind kind = Kind::standing;
    Scope scope = Scope::whole_case;
    std::vector<Pattern> on;
    std::vector<Pattern> off;
    std::string field;  // for `latest`
    std::string clock;  // for `state_of`: its id, "law.complaint_window"
    FieldType type;
    Bilingual label;
    Slot slot = 0;
    Place place;
};

/// What the casefile room works out from person and history without being told how.
enum class BuiltIn : std::uint8_t {
    today,
    age,
    adult,
    born,
    residence,
    own_residence,
    anonymous,
    started,          // the day the clock instance started
    started_month,    // the same as "YYYY-MM"
    request_service,  // the service last applied for in the request, else last granted, else last begun; null
                      // if none
    request_opened,   // the day the request was opened; null if it was not
    count_
};

struct EventKind {
    std::string name;
    Bilingual label;
    std::vector<Field> fields;
    std::vector<std::string> recorded_by;
    /// What it may answer when `re` is not said: the first group in which an earlier event fits. Empty =
    /// nothing.
    struct Answers {
        std::vector<std::vector<Pattern>> groups;
        std::optional<feel::Expression> when;  // reads the answering event; false = it answers nothing
        enum class Choice { oldest_open, latest } choice = Choice::oldest_open;
        bool must = false;  // nothing to answer is a finding "out_of_place"
    };
    Answers answers;
    Place place;
    std::optional<std::uint16_t> field_index(std::string_view field) const;
};

struct Action {
    std::string name;
    Bilingual label;
    std::optional<Pattern> done_by;  // the event that is this action happening
    bool is_awaited = true;          // by the citizen; false: the authority takes it of its own accord
    Place place;
};

/// A stretch of a course of events, for menus and for what happened on the same day.
struct Phase {
    std::string name;
    Bilingual label;
    std::vector<EventType> events;  // in the order in which they usually happen
    std::vector<EventType> common;  // those of them that are offered first
    Place place;
};

struct Named {  // roles, services, discharge statuses, outcomes, units, municipalities
    std::string name;
    Bilingual label;
    Place place;
};

struct Vocabulary {
    std::vector<Fact> facts;
    std::vector<DerivedFact> derived;
    std::vector<EventKind> events;
    std::vector<Action> actions;
    std::vector<Phase> phases;
    std::vector<Named> roles, services, statuses, outcomes;
    std::vector<std::string> clock_names;  // fixed names, for `not_stated`
    std::vector<std::string> limit_names;
    /// The environment: built-ins first, then facts, derived facts, then room for the fields of one event.
    Slot first_field_slot = 0;
    Slot slot_count = 0;
    std::vector<std::string> slot_names;  // for `missing`; field slots are named when reported
    std::map<std::string, EventType, std::less<>> event_by_name;
    std::map<std::string, ActionId, std::less<>> action_by_name;
    std::map<std::string, Slot, std::less<>> slot_by_name;  // built-ins, facts, derived facts

    std::optional<EventType> find_event(std::string_view name) const;
    std::optional<ActionId> find_action(std::string_view name) const;
    const Fact* find_fact(std::string_view name) const;
    /// The names a condition may use. With an event type, its fields as well (they hide facts of the same
    /// name).
    feel::Lookup lookup(std::optional<EventType> event = std::nullopt) const;
};

}  // namespace fjorten::rulebook
