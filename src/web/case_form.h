// What somebody has typed about a case, exactly as typed, and the case it makes. It travels in hidden fields
// from page to page; the server keeps nothing.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/messages.h"
#include "calendar/date.h"
#include "rulebook/model.h"
#include "web/http.h"

namespace fjorten::web {

/// Rows the form can hold; a longer story goes through the API.
inline constexpr std::size_t max_event_rows = 60;
/// A municipality code that is none of ours: "another municipality", which one does not matter to any rule.
inline constexpr std::string_view elsewhere = "0000";

struct EventRow {
    std::string event;  // name of the vocabulary; empty = not chosen
    std::string on;
    Fields fields;     // the event's own
    std::string seen;  // the event whose own fields have been shown
};

struct CaseForm {
    std::string municipality;
    std::string who = "self";         // self | relative | anonymous
    std::string substance = "drugs";  // drugs | alcohol
    std::string adult;                // yes | no | empty
    std::string born;
    std::string residence;  // own | other | empty
    Fields facts;           // name -> yes | no
    std::vector<EventRow> events;
    std::string on;  // the day asked about; empty = today
    bool shows_all_events = false;
    bool has_too_many_events = false;  // more than max_event_rows were sent

    /// yes, no or empty.
    std::string_view fact(std::string_view name) const { return value_of(facts, name); }
};

/// Reads the fields of a form. Fields that no form of ours has are dropped, rows above max_event_rows too:
/// that there were any is told.
CaseForm read_case_form(const Fields& fields, const rulebook::Vocabulary& vocabulary);

/// The part of a page that asks for something itself, so that it is not also carried along unseen.
enum class Asked { nothing, situation, events, day };

/// Names and values as the form sends them, without those that the page asks for.
Fields carried_fields(const CaseForm& form, Asked asked);

std::string event_field_name(std::size_t row, std::string_view field);
/// The row that a field of the form belongs to, or empty.
std::optional<std::size_t> event_row_of(std::string_view name);
std::string fact_field_name(std::string_view fact);

struct FormMistake {
    std::string field;     // name of the form field
    std::string sentence;  // what was expected
    Asked where = Asked::situation;
};

struct TypedCase {
    std::string json;  // a case file, docs/formats/case.md
    Document document;
    std::optional<calendar::Date> on;
};

/// The case, or everything in the form that does not make sense, in the order of the form.
std::expected<TypedCase, std::vector<FormMistake>> to_case(const CaseForm& form,
                                                           const rulebook::Library& library,
                                                           Language language);

}  // namespace fjorten::web
