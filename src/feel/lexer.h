// Cuts a FEEL text into tokens (DMN 1.5, 10.3.1.2). Names stay in parts: only the parser knows which of them
// belong together.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"

namespace fjorten::feel {

struct Token {
    enum class Kind : std::uint8_t { name, number, text, at_literal, symbol, end };
    Kind kind = Kind::end;
    std::string_view source;  // as written
    std::string value;        // text and at_literal: escapes resolved
    std::size_t offset = 0;
    bool spaced = false;  // something stands between it and the token before
};

/// All tokens and an `end`, or the mistake that stopped it.
std::vector<Token> tokenize(std::string_view text, std::optional<Mistake>& mistake);

}  // namespace fjorten::feel
