// A case as the text of a case file. Format: docs/formats/case.md.
#pragma once
#include <string>

#include "casefile/casefile.h"
#include "rulebook/vocabulary.h"

namespace fjorten::compare {

/// YAML that casefile::read_case reads as the same case. What was not told is left out.
std::string case_text(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::compare
