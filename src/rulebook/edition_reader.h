// Reads one file of a rulebook: its head and its rules. Format: docs/formats/rulebook.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "rulebook/model.h"
#include "rulebook/reading.h"
#include "rulebook/rule_reader.h"

namespace fjorten::rulebook {

/// An edition as its file says it, before `amends` is carried out, and where the head says what is checked
/// later.
struct Draft {
    const Document* document = nullptr;
    Edition edition;
    std::optional<calendar::Date> amends;
    struct Repeal {
        std::string rule;
        const Node* node = nullptr;
    };
    std::vector<Repeal> repeals;
    std::vector<Reference> references;
    // Of the head; null where the file does not have the key.
    const Node* rulebook = nullptr;
    const Node* edition_node = nullptr;
    const Node* until = nullptr;
    const Node* amends_node = nullptr;
    const Node* builds_on = nullptr;
    const Node* municipality = nullptr;
};

/// What an amending file may cite besides its own sources are those of `older`, the other files of its
/// rulebook. Mistakes go to the report; nothing is returned when the file does not say which rulebook and day
/// it is for.
std::optional<Draft> read_edition(Report& report, const Vocabulary& vocabulary,
                                  const std::vector<const Document*>& all);

}  // namespace fjorten::rulebook
