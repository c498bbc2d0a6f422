// An evaluation as others read it: JSON for programs (design section 4, "Evaluate", fixed) and text for
// people.
#pragma once
#include <string>

#include "base/messages.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::answer {

enum class JsonStyle { compact, pretty };

/// Keys, their names and their order as the design fixes them; what we add comes after the fixed keys of each
/// object. Texts of rules and findings are in `language`, names of closed days always in Danish.
/// `library` is the one that `evaluation` points into. docs/formats/answer.md lists every key.
std::string to_json(const engine::Evaluation& evaluation, const rulebook::Library& library, Language language,
                    JsonStyle style);

/// One part of it alone, compact, as it stands in the lists of the whole.
std::string to_json(const engine::ClockResult& clock, const rulebook::Library& library, Language language);
std::string to_json(const engine::ActionResult& action, const rulebook::Library& library, Language language);
std::string to_json(const engine::Finding& finding, const rulebook::Library& library, Language language);

enum class Colour { none, ansi };

/// For a person at a terminal, at most 100 columns: what is late and what is due first, each with its reason,
/// its source and what would change it.
std::string to_text(const engine::Evaluation& evaluation, const rulebook::Library& library, Language language,
                    Colour colour);

/// The sentence of a finding: that of its code in the catalogue; for a code that a rulebook made up, what its
/// rule says.
std::string text_of(const engine::Finding& finding, Language language);

/// Some reason for the clock is presumed to have happened (receipt of a decision), not recorded.
bool is_presumed(const engine::ClockResult& clock);

}  // namespace fjorten::answer
