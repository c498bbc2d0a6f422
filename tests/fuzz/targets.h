// The parsers that see what comes from outside, one function each. A target takes any bytes, and crashes or
// trips a sanitizer where the program would be wrong.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace fjorten::fuzz {

using Target = void (*)(std::string_view input);

/// By name: the folder of the corpus has the same one.
const std::map<std::string, Target, std::less<>>& targets();

}  // namespace fjorten::fuzz
