#include "base/yaml_complaint.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace fjorten {

namespace {

struct Phrase {
    std::string_view part;  // of the library's sentence
    std::string_view code;
};

// First match wins.
constexpr std::array phrases{
    Phrase{"without closing quote", "unclosed_quote"},
    Phrase{"without a closing", "unclosed_bracket"},
    Phrase{"mismatched flow", "mismatched_bracket"},
    Phrase{"extra closing", "mismatched_bracket"},
    Phrase{"tab", "tab_indentation"},
    Phrase{"invalid escape", "bad_escape"},
    Phrase{"hex escape", "bad_escape"},
    Phrase{"UTF8 escape", "bad_escape"},
    Phrase{"low surrogate", "bad_escape"},
    Phrase{"missing comma", "missing_comma"},
    Phrase{"extra comma", "extra_comma"},
    Phrase{"nested block mapping on the same line", "second_colon"},
    Phrase{"multiline plain key", "broken_key"},
    Phrase{"invalid multiline", "broken_key"},
    Phrase{"invalid value after mapping", "missing_colon"},
    Phrase{"could not find expected ':'", "missing_colon"},
    Phrase{"missing ':'", "missing_colon"},
    Phrase{"cannot start with", "needs_quotes"},
    Phrase{"invalid alias detected", "needs_quotes"},
    Phrase{"invalid anchor detected", "needs_quotes"},
    Phrase{"trailing content after", "text_after_quote"},
    Phrase{"on the same line as a mapping key", "list_on_key_line"},
    Phrase{"invalid indentation", "bad_indentation"},
    Phrase{"wrongly indented", "bad_indentation"},
    Phrase{"end of block sequence", "bad_indentation"},
    Phrase{"did not find expected key", "bad_indentation"},
    Phrase{"did not find expected '-' indicator", "bad_indentation"},
};

std::string_view code_for(std::string_view said) {
    const auto found = std::ranges::find_if(
        phrases, [said](const Phrase& phrase) { return said.find(phrase.part) != std::string_view::npos; });
    return found == phrases.end() ? "syntax" : found->code;
}

bool is_only_blanks_from(const SourceText& source, Position at) {
    const std::size_t offset = source.offset_of(at);
    return source.text().find_first_not_of(" \t\n", offset) == std::string_view::npos;
}

// Behind the last character that is not blank, so that there is a line to show.
Position end_of_content(const SourceText& source) {
    const std::size_t last = source.text().find_last_not_of(" \t\n");
    if (last == std::string_view::npos) return {};
    Position at = source.position_of(last);
    ++at.column;
    return at;
}

std::size_t hex_digits_after(char letter) {
    switch (letter) {
        case 'x': return 2;
        case 'u': return 4;
        case 'U': return 8;
        default: return 0;
    }
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// YAML 1.2.2, section 5.7.
bool is_good_escape(std::string_view after_backslash) {
    constexpr std::string_view letters = "0abt\tnvfre \"/\\N_LP\nxuU";
    if (after_backslash.empty() || letters.find(after_backslash.front()) == std::string_view::npos) return false;
    const std::size_t digits = hex_digits_after(after_backslash.front());
    const std::string_view hex = after_backslash.substr(1, digits);
    if (hex.size() != digits || !std::ranges::all_of(hex, is_hex)) return false;
    // A surrogate or something beyond Unicode; a pair of surrogates that the library took never gets here.
    const unsigned long value = digits == 0 ? 0 : std::stoul(std::string(hex), nullptr, 16);
    return value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

// A plain text that swallowed the next line, which then turned out to hold a key. The library names the
// beginning of that text; whether the mistake is there or in the line after it shows in what stands before.
Complaint broken_key(const SourceText& source, Position at) {
    const std::string_view line = source.line(at.line);
    const std::size_t in_line = source.offset_of(at) - source.offset_of({at.line, 1});
    const std::size_t last_before = line.substr(0, in_line).find_last_not_of(" \t");
    // `a:b` or `a` alone on the line: this was meant to be a key.
    if (last_before == std::string_view::npos) return {at, "missing_colon", {}};
    if (line[last_before] != ':') return {at, "broken_key", {}};
    // `a: 1` and below it a line that is indented further, as if it belonged to the 1.
    const std::size_t next = source.text().find_first_not_of(" \t\n", source.offset_of({at.line + 1, 1}));
    if (next == std::string_view::npos) return {at, "broken_key", {}};
    const Position found = source.position_of(next);
    const std::size_t tab = source.line(found.line).substr(0, static_cast<std::size_t>(found.column)).find('\t');
    if (tab != std::string_view::npos) return {{found.line, static_cast<int>(tab) + 1}, "tab_indentation", {}};
    return {found, "bad_indentation", {}};
}

// libfyaml 0.7.12 does not read an empty item of a list that stands in the column of its key, and complains
// about the dash after it.
std::optional<Position> empty_item_above(const SourceText& source, Position at) {
    for (int number = at.line - 1; number >= 1; --number) {
        const std::string_view line = source.line(number);
        const std::size_t first = line.find_first_not_of(' ');
        if (first == std::string_view::npos || line[first] == '#') continue;
        const std::size_t after = line.find_first_not_of(" \t", first + 1);
        const bool is_bare = after == std::string_view::npos || line[after] == '#';
        if (line[first] != '-' || !is_bare) return std::nullopt;
        return Position{number, static_cast<int>(first) + 1};
    }
    return std::nullopt;
}

// The library names the beginning of the quoted text; the author wants the escape.
Position first_bad_escape(const SourceText& source, Position quoted) {
    const std::string_view text = source.text();
    for (std::size_t i = source.offset_of(quoted); i < text.size() && text[i] != '"'; ++i) {
        if (text[i] != '\\') continue;
        if (!is_good_escape(text.substr(i + 1))) return source.position_of(i);
        ++i;
    }
    return quoted;
}

}  // namespace

Complaint complaint_about(const SourceText& source, std::string_view said, Position at,
                          std::optional<Position> open_bracket) {
    std::string code(code_for(said));
    const bool at_end = is_only_blanks_from(source, at);
    if (open_bracket && (code == "unclosed_bracket" || (at_end && code != "unclosed_quote")))
        return {*open_bracket, "unclosed_bracket", {}};
    if (at_end) at = end_of_content(source);
    if (said.find("expected node content") != std::string_view::npos && !open_bracket) {
        if (const auto empty_item = empty_item_above(source, at)) return {*empty_item, "empty_item", {}};
    }
    if (code == "broken_key") return broken_key(source, at);
    if (code == "bad_escape") return {first_bad_escape(source, at), std::move(code), {}};
    // These are reported one character late: behind the quote, the asterisk or the ampersand.
    const bool is_late = code == "unclosed_quote" || (code == "needs_quotes" && said.ends_with("detected"));
    if (is_late && at.column > 1) --at.column;
    return {at, std::move(code), {}};
}

}  // namespace fjorten
