// A case being made up: person, facts and events, and the story that leads to an event.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "rulebook/model.h"

namespace fjorten::review {

/// Fields of an event that are told: index into EventKind::fields.
using Fields = std::vector<std::pair<std::uint16_t, feel::Value>>;

struct DraftEvent {
    rulebook::EventType type = 0;
    calendar::Date on;
    Fields fields;
    std::string id, re;  // only where it must be said what it answers
};

struct Draft {
    std::string standard;
    bool anonymous = false;
    casefile::Person person;
    std::vector<std::pair<std::string, feel::Value>> facts;  // by name
    std::vector<DraftEvent> events;                          // in the order in which they happen
    calendar::Date day;                                      // on which things happen
    calendar::Date on;                                       // asked about; `day` or later
};

casefile::CaseFile case_of(const Draft& draft, const rulebook::Vocabulary& vocabulary);

/// The case as YAML (docs/formats/case.md). `expected` are the lines of one step of `expect`.
std::string text_of(const Draft& draft, const rulebook::Vocabulary& vocabulary, const Bilingual& title,
                    const std::vector<std::string>& expected);

/// Makes events happen, and first whatever they must answer.
class Story {
  public:
    explicit Story(const rulebook::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

    /// The fields to tell so that the pattern holds: as few as will do; nothing if none do.
    std::optional<Fields> fields_for(const rulebook::Pattern& pattern) const;
    /// Values worth trying for a field: those that `condition` compares it with, one beside each, and
    /// another.
    std::vector<feel::Value> candidates(rulebook::EventType event, std::uint16_t field,
                                        const feel::Expression& condition) const;
    /// The fields of `event` that `condition` reads.
    std::vector<std::uint16_t> fields_read(rulebook::EventType event,
                                           const feel::Expression& condition) const;
    bool holds(const rulebook::Pattern& pattern, const Fields& fields) const;

    /// One more event of this kind on `draft.day`. False (and nothing changed) where the pattern cannot be
    /// satisfied.
    bool happen(Draft& draft, const rulebook::Pattern& pattern) const;
    void happen(Draft& draft, rulebook::EventType type, Fields fields) const;
    /// The same with everything that it must answer once more, whatever has happened before.
    bool happen_anew(Draft& draft, const rulebook::Pattern& pattern) const;
    /// One more unless there is one already that fits, or that fits when it tells more.
    bool ensure(Draft& draft, const rulebook::Pattern& pattern) const;
    void ensure(Draft& draft, rulebook::EventType type, const Fields& fields) const;

  private:
    bool is_there(const Draft& draft, const rulebook::Pattern& pattern) const;

    const rulebook::Vocabulary& vocabulary_;
};

}  // namespace fjorten::review
