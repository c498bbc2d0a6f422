// JSON texts, read to the letter of RFC 8259 into the same tree as YAML.
#pragma once
#include "base/source_text.h"
#include "base/tree_builder.h"

namespace fjorten {

/// Reads `source` into `tree`. A syntax error is reported there and ends the reading. Returns false then, so
/// that the caller can try the text as YAML, whose flow style looks much the same.
bool read_json(const SourceText& source, TreeBuilder& tree);

}  // namespace fjorten
