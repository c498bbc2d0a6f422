// How values are written in a rulebook: quotes only where YAML needs them, long texts folded.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/bilingual.h"

namespace fjorten::drafting {

inline constexpr std::size_t longest_line = 110;

/// What is put into the text of a rulebook.
struct Value {
    enum class Kind {
        words,      // text for people: reads back as text, whatever it looks like
        bare,       // a number, a flag, a day, a period, a name: written as it is typed
        condition,  // FEEL: in single quotes
        bilingual,  // `text` in Danish, `en` in English
        source      // YAML as it is typed
    };
    Kind kind = Kind::words;
    std::string text;
    std::string en = {};

    static Value words(std::string text) { return {.kind = Kind::words, .text = std::move(text)}; }
    static Value bare(std::string text) { return {.kind = Kind::bare, .text = std::move(text)}; }
    static Value condition(std::string text) { return {.kind = Kind::condition, .text = std::move(text)}; }
    static Value bilingual(const Bilingual& both) {
        return {.kind = Kind::bilingual, .text = both.da, .en = both.en};
    }
    static Value source(std::string text) { return {.kind = Kind::source, .text = std::move(text)}; }
};

/// What somebody typed into a field: one kind of line break, no blanks at the ends of lines or doubled, no
/// control characters, paragraphs with one line break between.
std::string tidied(std::string_view typed);

/// On one line: plain, or in quotes where plain would be read as something else.
std::string on_one_line(const Value& value);
std::string double_quoted(std::string_view text);
std::string single_quoted(std::string_view text);
/// A folded block, its header first; every further line begins with `indent` blanks.
std::string folded(std::string_view text, std::size_t indent);
/// Behind `key:` that begins in column `indent`: blank and value, folded or broken up where the line would be
/// longer than `longest_line`. `before` is how much of the line is there already.
std::string behind_key(const Value& value, std::size_t indent, std::size_t before);
/// Characters, not bytes.
std::size_t width_of(std::string_view text);

}  // namespace fjorten::drafting
