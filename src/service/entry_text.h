// What an entry of the record says: the JSON that is sealed under the person's key. Format:
// docs/formats/record.md. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "feel/value.h"
#include "rulebook/vocabulary.h"
#include "service/document.h"
#include "service/sheet.h"

namespace fjorten::service {

/// The types of entries that are not events of the vocabulary.
namespace entry_type {
inline constexpr std::string_view case_opened = "case_opened", fact_told = "fact_told",
                                  event_corrected = "event_corrected", event_struck = "event_struck",
                                  document_filed = "document_filed", hold_placed = "hold_placed",
                                  hold_lifted = "hold_lifted", case_assigned = "case_assigned",
                                  note_written = "note_written", person_changed = "person_changed";
}

/// An event as somebody told it: nothing that the vocabulary fills in.
struct ToldEvent {
    std::string type;
    calendar::Date on;
    std::optional<calendar::Date> known;
    std::string id, re;
    std::vector<std::pair<std::string, std::string>> fields;  // name and JSON value
};

struct ToldFactText {
    std::string name, value;  // JSON value
    std::optional<calendar::Date> from;
};

/// What is known when a case is opened, or of a person who has changed.
struct ToldPerson {
    std::optional<calendar::Date> born;
    std::string residence;
    std::optional<bool> adult;
};

/// What one entry says. Which parts are there depends on its type.
struct Said {
    std::string standard;              // case_opened
    std::optional<ToldPerson> person;  // case_opened, person_changed
    std::vector<ToldFactText> facts;   // case_opened; fact_told has one
    std::optional<ToldEvent> event;    // events, event_corrected
    std::int64_t corrects = 0;         // version; event_corrected, event_struck
    std::string text;                  // note, or the reason of a correction
    std::optional<std::string> unit;   // case_opened, case_assigned
    std::optional<std::string> assigned_to;
    std::optional<DocumentDetails> document;  // document_filed
    std::optional<Sheet> sheet;               // the types of sheet.h
};

std::string to_json(const Said& said);
/// `corrupt` if the text is not what to_json writes.
Result<Said> said_from(std::string_view json);

/// A text or a value as JSON.
std::string json_text(std::string_view text);
std::string json_value(const feel::Value& value);

/// The event without what was filled in from fallbacks.
ToldEvent told_from(const casefile::Event& event, const rulebook::Vocabulary& vocabulary);
/// As in a case file. `id` and `known` are those of the record.
std::string event_json(const ToldEvent& event, std::string_view id, calendar::Date known);

}  // namespace fjorten::service
