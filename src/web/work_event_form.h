// The form of an event, made from the vocabulary: its fields, their types, choices and labels. And what was
// typed into it, as an event of a case file.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "rulebook/vocabulary.h"
#include "web/components.h"
#include "web/html.h"
#include "web/http.h"

namespace fjorten::web {

/// Exactly as typed. In a form the fields of the event are called "f.<name>".
struct TypedEvent {
    std::string on;     // the day it happened
    std::string known;  // the day it became known, where that was another
    std::string re;     // id of the event that it answers
    Fields fields;
};

TypedEvent read_typed_event(const Fields& sent);
Fields fields_of(const TypedEvent& typed);
/// An event of the case as it would have been typed.
TypedEvent as_typed(const casefile::Event& event, const rulebook::EventKind& kind);
/// What the form begins with: today, and every field whose fallback is the same whatever else is said.
TypedEvent blank_event(const rulebook::Vocabulary& vocabulary, rulebook::EventType type,
                       calendar::Date today);

/// Earlier events of the case that one of this type can answer, oldest first.
std::vector<const casefile::Event*> answerable(const casefile::CaseFile& file,
                                               const rulebook::Vocabulary& vocabulary,
                                               rulebook::EventType type);

struct EventForm {
    const rulebook::Vocabulary& vocabulary;
    rulebook::EventType type;
    calendar::Date today;
    Language language;
    std::vector<const casefile::Event*> answers = {};  // to choose from, where there are several
    std::vector<Problem> problems = {};
    /// What the rules in force leave to the judgement of whoever does this, in words; empty = nothing. The
    /// form then asks for the reasons.
    std::string judged = {};
    /// Whether somebody begins to type at once, or something above the form has to be read first.
    enum class Begins { reading, typing } begins = Begins::reading;
};

/// The fields, without the form around them.
Html event_fields(const EventForm& form, const TypedEvent& typed);

/// The event as JSON, or everything that does not make sense, in the order of the form. A day that has not
/// come yet is a mistake: the record is of what has happened.
std::expected<Document, std::vector<Problem>> to_event(const EventForm& form, const TypedEvent& typed);

/// As it stands in a field of the form: "yes", "2-3-2026", "ambulatory".
std::string typed_value(const feel::Value& value);
/// A value of an event in words: "ja", "Digital Post", "2. marts 2026"; empty where nothing is known.
std::string field_words(const rulebook::Field& field, const feel::Value& value, Language language);

}  // namespace fjorten::web
