// Lists in [brackets] and maps in {braces}, YAML 1.2.2 chapter 7.4, inside a block or alone.
#pragma once
#include "base/text_cursor.h"
#include "base/tree_builder.h"

namespace fjorten::yaml {

/// Reads the list or map that begins at the cursor. `indent` is what it belongs to: a line that stands no
/// further right than that and does not close a bracket means that the closing bracket was forgotten.
/// A mistake is reported to `tree` and ends the reading: false.
bool read_flow(TextCursor& cursor, TreeBuilder& tree, int indent);

/// Skips `&name`, `*name` or `!tag` and reports it.
void refuse_decoration(TextCursor& cursor, TreeBuilder& tree);

}  // namespace fjorten::yaml
