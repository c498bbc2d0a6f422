// The clocks of an evaluation as text, most urgent first.
#pragma once
#include <string>

#include "answer/page.h"
#include "base/messages.h"
#include "engine/evaluation.h"
#include "rulebook/vocabulary.h"

namespace fjorten::answer {

/// Breached, due today, running by due date, undecided, ended; those not started or not applicable in one
/// line.
void write_clocks(const engine::Evaluation& evaluation, const rulebook::Vocabulary& vocabulary,
                  Language language, Page& page);

/// "What changes it: ... -> state".
void write_next_step(const engine::NextStep& step, const rulebook::Vocabulary& vocabulary, Language language,
                     Page& page);

/// The citations of a rule and its id: "sel:101(4), law.treatment_guarantee".
std::string source_words(const rulebook::Rule& rule);

}  // namespace fjorten::answer
