#include "service/return_code.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "base/diagnostic.h"

namespace fjorten::service {

namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t digits_per_word = 12;
constexpr std::size_t most_typed = 400;  // bytes; nobody's code is longer

std::uint64_t number_of(std::string_view base32) {
    std::uint64_t number = 0;
    for (const char c : base32) {
        const auto digit = digits.find(c);
        FJ_ASSERT(digit != std::string_view::npos);
        number = number * digits.size() + digit;
    }
    return number;
}

// Letters in small, everything else between words; letters beyond ASCII stay, and are in no word of the list.
std::vector<std::string> words_in(std::string_view typed) {
    std::vector<std::string> words(1);
    for (const char c : typed.substr(0, most_typed)) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
        if (is_letter) words.back().push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        else if (!words.back().empty()) words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

}  // namespace

std::string draw_return_code(const rulebook::ReturnCode& rule,
                             const std::function<std::string(std::size_t)>& random_id) {
    FJ_ASSERT(!rule.from.empty());
    std::string code;
    for (std::size_t i = 0; i < rule.words; ++i) {
        if (i > 0) code += ' ';
        code += rule.from[number_of(random_id(digits_per_word)) % rule.from.size()];
    }
    return code;
}

TypedCode read_return_code(const rulebook::ReturnCode& rule, std::string_view typed) {
    const auto words = words_in(typed);
    TypedCode read;
    for (const auto& word : words) {
        if (!std::ranges::binary_search(rule.from, word)) {
            read.fault = TypedCode::Fault::unknown_word;
            read.word = word;
            read.nearest = nearest_word(word, rule.from);
            return read;
        }
        read.code += (read.code.empty() ? "" : " ") + word;
    }
    if (words.size() < rule.words) read.fault = TypedCode::Fault::too_few;
    if (words.size() > rule.words) read.fault = TypedCode::Fault::too_many;
    return read;
}

}  // namespace fjorten::service
