// Reading in one line what a test is about.
#pragma once
#include <string>
#include <string_view>

#include "base/document.h"

namespace fjorten::test {

/// What the author of `text` would see: every diagnostic rendered in English, or "fine".
std::string complaints(std::string text, const std::string& file = "f.yaml");

/// The tree in one line: `{key: value, list: [a, "quoted"]}`, or the complaints.
std::string tree(std::string text);

/// The places of all nodes in the order of the text, keys included: "1:1 1:4".
std::string places(std::string text);

}  // namespace fjorten::test
