// Reads the vocabulary. Format: docs/formats/vocabulary.md.
#pragma once
#include "rulebook/reading.h"
#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

/// Mistakes go to `report`; every name that is declared is in the result, however wrong its declaration is,
/// so that one mistake does not become many.
Vocabulary read_vocabulary(Report& report);

}  // namespace fjorten::rulebook
