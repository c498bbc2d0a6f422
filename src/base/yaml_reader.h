// YAML 1.2.2 as far as Fjorten accepts it: one document of block and flow collections and all five kinds of
// scalar. Anchors, aliases, tags and keys that are not text are refused by name.
//
// Our own reader, because what there is was measured and is not safe: libfyaml 0.7.12 uses freed memory on
// `? []: <tab> :`, tears `'''æ'` apart, takes quadratic time over blank lines and refuses an empty list item
// below its key; yaml-cpp 0.7 takes duplicate keys and bytes that are not UTF-8.
#pragma once
#include "base/source_text.h"
#include "base/tree_builder.h"

namespace fjorten {

/// Reads `source` into `tree`; mistakes are reported there. Mistakes within one line do not end the reading.
void read_yaml(const SourceText& source, TreeBuilder& tree);

}  // namespace fjorten
