// What somebody can say has happened: the events of the vocabulary by phase, in words to a citizen.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "rulebook/vocabulary.h"

namespace fjorten::web {

struct EventPhase {
    std::string label;
    std::vector<rulebook::EventType> events;
};

enum class MenuSize { common, every };

/// The vocabulary's phases with their events, or only the common ones. With MenuSize::every whatever no phase
/// names comes last.
std::vector<EventPhase> event_menu(const rulebook::Vocabulary& vocabulary, MenuSize size, Language language);

/// Where in a course of events this one stands: what is written with the same day is told in this order. A
/// name that is no event comes last.
std::size_t order_of(const rulebook::Vocabulary& vocabulary, std::string_view event);

/// The fields of an event that a citizen is asked for, as indices.
std::vector<std::size_t> asked_fields(const rulebook::EventKind& kind);

/// Words for citizens (web.event.<name>), else those of the vocabulary.
std::string event_label(const rulebook::Vocabulary& vocabulary, rulebook::EventType event, Language language);
std::string field_label(const rulebook::EventKind& kind, const rulebook::Field& field, Language language);
std::string choice_label(const rulebook::Vocabulary& vocabulary, const rulebook::Field& field,
                         std::size_t choice, Language language);

/// The yes-or-no facts that the form asks for: those of which the catalogue says why ("web.fact.<name>.why").
std::vector<const rulebook::Fact*> asked_facts(const rulebook::Vocabulary& vocabulary);
enum class Asker { self, relative, caseworker };
std::string fact_question(const rulebook::Fact& fact, Asker asker, Language language);
/// Why it is asked; empty if nobody wrote that.
std::string fact_reason(const rulebook::Fact& fact, Language language);

}  // namespace fjorten::web
