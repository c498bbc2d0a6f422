// Where a character of a scalar's text stands in the document: quotes, escapes and folded lines make the two
// differ.
#pragma once
#include <cstddef>

#include "base/document.h"

namespace fjorten::rulebook {

/// The place of the byte at `offset` of `node.text`, or of the node where the text cannot be followed.
Place place_in_scalar(const Document& document, const Node& node, std::size_t offset);

}  // namespace fjorten::rulebook
