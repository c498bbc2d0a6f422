// YAML 1.2 through libfyaml's event parser: anchors, aliases, tags and a second document are refused, and what
// the library says about syntax is turned into our own words.
#pragma once
#include "base/source_text.h"
#include "base/tree_builder.h"

namespace fjorten {

/// Reads `source` into `tree`; mistakes are reported there.
void read_yaml(const SourceText& source, TreeBuilder& tree);

}  // namespace fjorten
