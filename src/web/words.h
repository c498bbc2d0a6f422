// How the pages say dates, states, periods and sources to a citizen.
#pragma once
#include <string>
#include <vector>

#include "answer/source_words.h"
#include "base/messages.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"
#include "web/components.h"
#include "web/event_menu.h"

namespace fjorten::web {

/// What every part of the answer needs to speak.
struct Speaker {
    const engine::Evaluation& evaluation;
    const rulebook::Library& library;
    Language language;
    Asker asker = Asker::self;

    /// To a caseworker what is said otherwise to them than to a citizen: the key that begins with "work."
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const;
    /// What an event is called: to a caseworker as the vocabulary has it.
    std::string event(rulebook::EventType type) const;
    std::string choice(const rulebook::Field& field, std::size_t choice) const;
    const rulebook::Vocabulary& vocabulary() const { return library.vocabulary; }
    std::string municipality() const { return evaluation.standard->name.in(language); }
};

/// A state as colour, sign and word: never by colour alone.
Html state_badge(const Speaker& speaker, const engine::ClockResult& clock);
std::string state_words(const Speaker& speaker, const engine::ClockResult& clock);

/// "Senest mandag den 16. marts 2026"; empty without a due day.
std::string due_words(const Speaker& speaker, const engine::ClockResult& clock);
/// "om 3 dage", "i dag", "1 dag for sent"; empty unless it is open.
std::string days_words(const Speaker& speaker, const engine::ClockResult& clock);

using answer::source_words;
/// The edition in force that the rule stands in, or nullptr.
const rulebook::Edition* edition_of(const engine::Evaluation& evaluation, const rulebook::Rule& rule);
/// "Loven" or "Randers Kommunes standard".
std::string authority_words(const Speaker& speaker, const rulebook::Edition& edition);

/// "Henvendelse (2. marts 2026)".
std::string reason_words(const Speaker& speaker, const engine::Reason& reason);
/// What would have to happen or be told, as one phrase.
std::string need_words(const Speaker& speaker, const std::vector<engine::Need>& needs);
/// The question for a fact, whoever asks.
std::string question_for(const Speaker& speaker, const std::string& fact);

/// What is not clear in the source and who stands by the reading, folded away; nothing when all is clear.
Html doubt_disclosure(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition);
Html doubt_disclosure(Language language, const rulebook::Edition& edition);
/// That a verdict rests on a reading nobody has confirmed; nothing when all is clear or somebody has.
Html reading_mark(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition);

/// Rule text, sources, edition and doubt: the end of every "why?".
Html rule_and_source(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition);
inline Html rule_and_source(const Speaker& speaker, const rulebook::Rule& rule,
                            const rulebook::Edition& edition) {
    return rule_and_source(speaker.language, rule, edition);
}

}  // namespace fjorten::web
