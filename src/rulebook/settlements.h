// Doubts that were settled after their edition came into force: files of their own beside the rulebooks, so
// that an edition stays as it was published. Format: docs/formats/rulebook.md.
#pragma once
#include <string>
#include <vector>

#include "base/document.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

/// Names a doubt by its words: what somebody stood up for is no longer settled when it says something else.
std::string mark_of_doubt(const Bilingual& doubt);

/// Puts what the documents settle into the editions that they name, unless the rulebook itself says so. What
/// is wrong is an error; one whose doubt is gone or says something else is a warning.
Diagnostics apply_settlements(Library& library, const std::vector<Document>& settlements);

/// The file of one; `rule` is empty for the doubt about the edition.
std::string settlement_text(const Edition& edition, const std::string& rule, const Bilingual& doubt,
                            const Settlement& settlement);

}  // namespace fjorten::rulebook
