// A case as told: person, facts and events, each with the day it happened and the day it became known.
// Format: design section 4 (fixed) and docs/formats/case.md.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "feel/value.h"
#include "rulebook/vocabulary.h"

namespace fjorten::casefile {

struct Person {
    std::optional<calendar::Date> born;
    std::string residence;        // municipality code; empty = not told
    std::optional<bool> adult;    // said of oneself, where the birthday is not told
};

struct Event {
    rulebook::EventType type = 0;
    calendar::Date on;
    calendar::Date known;                 // the day it became known; `on` unless said
    std::string id;                       // empty if none
    std::string re;                       // id of what it answers; empty if not said
    /// One value per field of its kind, in that order. Unknown where nothing was said and there is no fallback.
    std::vector<feel::Value> fields;
    int line = 0;                         // where it stands in the case file, 0 if nowhere
    std::vector<bool> told;               // per field: said in the file (true) or filled from a fallback
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
    std::vector<ToldFact> facts;
    std::vector<Event> events;  // sorted by day, in the order told within a day
};

/// Reads the case part of `root` (standard, anonymous, person, facts, events); `expect`, `title` and `about` are
/// left to the scenario reader. Unknown names, wrong types, impossible dates and repeated ids are diagnostics, all
/// of them at once.
std::expected<CaseFile, Diagnostics> read_case(const Document& document, const rulebook::Vocabulary& vocabulary);

/// Reads one event written as in a case file, e.g. {on: 2026-03-10, event: treatment_started}.
std::expected<Event, Diagnostics> read_event(const Document& document, const rulebook::Vocabulary& vocabulary);

/// Adds an event at its place in the order of days.
void insert_event(CaseFile& file, Event event);

}  // namespace fjorten::casefile
