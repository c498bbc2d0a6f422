// How days and the words of the vocabulary are said to people.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "rulebook/vocabulary.h"

namespace fjorten::answer {

/// "tirsdag den 17. marts 2026", "Tuesday 17 March 2026".
std::string long_date(calendar::Date date, Language language);
/// "17. marts 2026", "17 March 2026".
std::string plain_date(calendar::Date date, Language language);

/// What the vocabulary calls it, or its identifier where the vocabulary has no label.
std::string event_words(const rulebook::Vocabulary& vocabulary, rulebook::EventType event, Language language);
std::string action_words(const rulebook::Vocabulary& vocabulary, rulebook::ActionId action,
                         Language language);
std::string role_words(const rulebook::Vocabulary& vocabulary, std::string_view role, Language language);
/// How to ask for a fact, a derived fact or something about the person.
std::string question_words(const rulebook::Vocabulary& vocabulary, std::string_view fact, Language language);
/// A value inside a sentence: "ja", "200", "17. marts 2026", the text itself.
std::string value_words(const feel::Value& value, Language language);

/// The value of a field or fact of that type: a choice by its label, a month by its name, the rest as above.
std::string value_words(const feel::Value& value, const rulebook::FieldType& type, Language language);

/// "overskredet", "breached".
std::string state_words(engine::ClockState state, Language language);
/// "weekend", "Skærtorsdag".
std::string closed_day_words(calendar::ClosedDay day, Language language);

/// The event that is needed with the fields that matter, or the fact to be told.
std::string need_words(const rulebook::Vocabulary& vocabulary, const engine::Need& need, Language language);

/// "How often the action plan is reviewed": what a name that a standard may state is about, or the name
/// itself.
std::string topic_words(std::string_view name, Language language);

/// The titles of rules and the labels of actions that go by these names, each once; what is neither stays.
std::vector<std::string> titles_of(const engine::Evaluation& evaluation,
                                   const rulebook::Vocabulary& vocabulary,
                                   const std::vector<std::string>& names, Language language);

/// `text` with a capital first letter, Danish letters too.
std::string capitalised(std::string text);

}  // namespace fjorten::answer
