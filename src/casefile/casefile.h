// A case as told: person, facts and events, each with the day it happened and the day it became known.
// Format: design section 4 (fixed) and docs/formats/case.md.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "feel/value.h"
#include "rulebook/vocabulary.h"

namespace fjorten::casefile {

/// What a case file may hold at most; more is a diagnostic.
inline constexpr std::size_t max_events = 10'000;
inline constexpr std::size_t max_text_characters = 10'000;

struct Person {
    std::optional<calendar::Date> born;
    std::string residence;      // municipality code; empty = not told
    std::optional<bool> adult;  // said of oneself, where the birthday is not told
};

struct Event {
    rulebook::EventType type = 0;
    calendar::Date on;
    calendar::Date known;  // the day it became known; `on` unless said
    std::string id;        // empty if none
    std::string re;        // id of what it answers; empty if not said
    /// One value per field of its kind, in that order. Unknown where nothing was said and there is no
    /// fallback.
    std::vector<feel::Value> fields;
    int line = 0;            // where it stands in the case file, 0 if nowhere
    std::vector<bool> told;  // per field: said in the file (true) or filled from a fallback
};

struct ToldFact {
    rulebook::Slot slot = 0;
    feel::Value value;
    std::optional<calendar::Date> from;  // the day it became known; empty = from the beginning
};

struct CaseFile {
    std::string standard;
    bool anonymous = false;
    Person person;
    std::vector<ToldFact> facts;  // of one fact: in the order in which they became known
    std::vector<Event> events;    // sorted by day, in the order told within a day
};

/// Reads the case part of `document` (standard, anonymous, person, facts, events); `expect`, `title`, `about`
/// and `norm` are left to the scenario reader. Unknown names, wrong types, impossible dates and repeated ids
/// are diagnostics, all of them at once, in the order of the text.
std::expected<CaseFile, Diagnostics> read_case(const Document& document,
                                               const rulebook::Vocabulary& vocabulary);

/// Reads one event written as in a case file, e.g. {on: 2026-03-10, event: treatment_started}.
std::expected<Event, Diagnostics> read_event(const Document& document,
                                             const rulebook::Vocabulary& vocabulary);
/// The same for an event that stands inside a larger document.
std::expected<Event, Diagnostics> read_event(const Document& document, const Node& node,
                                             const rulebook::Vocabulary& vocabulary);

/// An event of which nothing is told but the day: every field has its fallback or is unknown.
Event new_event(const rulebook::Vocabulary& vocabulary, rulebook::EventType type, calendar::Date on);

/// Says a field of `event`. Call fill_fallbacks() when all are said.
void tell(Event& event, std::size_t field, feel::Value value);

/// Fills what was not told from the fallbacks of the vocabulary, which read the fields before them. A field
/// that is inherited from another event stays unknown: only the history knows that event.
void fill_fallbacks(Event& event, const rulebook::Vocabulary& vocabulary);

/// Adds an event at its place in the order of days: after those of the same day.
void insert_event(CaseFile& file, Event event);

/// The event with that id, or nullptr. An empty id names nothing.
const Event* find_event(const CaseFile& file, std::string_view id);

}  // namespace fjorten::casefile
