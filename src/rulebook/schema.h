// JSON Schemas (2020-12) of the files that people write, for editors and for programs that make such files.
// They are made from the vocabulary; what they accept is checked further when it is loaded (FEEL, dates,
// references).
#pragma once
#include <string>

#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

/// docs/formats/rulebook.md, with the events, actions, services and roles of `vocabulary`.
std::string rulebook_schema(const Vocabulary& vocabulary);
/// docs/formats/vocabulary.md.
std::string vocabulary_schema();
/// A case file or scenario (design section 4), with the facts and events of `vocabulary` and their fields.
std::string case_schema(const Vocabulary& vocabulary);

}  // namespace fjorten::rulebook
