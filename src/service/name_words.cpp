#include "service/name_words.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace fjorten::service {

namespace {

constexpr char32_t combining_diaeresis = 0x308, combining_ring = 0x30A;

// Latin letters with their accents taken off: U+00C0 to U+00FF and U+0100 to U+017F, in the order of
// Unicode. A dot stands for what is no letter or keeps what it is.
constexpr std::string_view latin_1 =
    "aaaa...ceeeeiiii"   // À to Ï; Ä, Å and Æ apart
    "dnoooo..ouuuuyts"   // Ð to ß; Ö and Ø apart
    "aaaa...ceeeeiiii"   // à to ï
    "dnoooo..ouuuuyty";  // ð to ÿ
constexpr std::string_view latin_extended =
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "iiiijjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oooorrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";

void append_letter(std::u32string& out, char32_t c) {
    switch (c) {
        case U'Å':
        case U'å': out += U"aa"; return;
        case U'Æ':
        case U'æ':
        case U'Ä':
        case U'ä': out += U'æ'; return;
        case U'Ø':
        case U'ø':
        case U'Ö':
        case U'ö': out += U'ø'; return;
        default: break;
    }
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    if (c >= 0xC0 && c <= 0xFF) {
        const char plain = latin_1[c - 0xC0];
        if (plain != '.') c = static_cast<char32_t>(plain);
    } else if (c >= 0x100 && c <= 0x17F) {
        c = static_cast<char32_t>(latin_extended[c - 0x100]);
    }
    out += c;
}

// A ring or two dots that come after their letter.
bool take_combining(std::u32string& word, char32_t c) {
    if (c < 0x300 || c > 0x36F) return false;
    if (word.empty()) return true;
    if (c == combining_ring && word.back() == U'a') word += U'a';
    if (c == combining_diaeresis && word.back() == U'a') word.back() = U'æ';
    if (c == combining_diaeresis && word.back() == U'o') word.back() = U'ø';
    return true;
}

bool divides(char32_t c) {
    static constexpr std::u32string_view dividing = U" \t\n\r-,/()\u00A0\u2010\u2011\u2013";
    return dividing.contains(c);
}

bool is_left_out(char32_t c) {
    static constexpr std::u32string_view left_out = U".'`\u00B4\u2019\"";
    return left_out.contains(c);
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> words;
    std::u32string word;
    const auto finish = [&] {
        if (!word.empty()) words.push_back(utf8::from_code_points(word));
        word.clear();
    };
    for (const char32_t c : utf8::code_points(name)) {
        if (divides(c)) finish();
        else if (!is_left_out(c) && !take_combining(word, c)) append_letter(word, c);
    }
    finish();
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

}  // namespace fjorten::service
