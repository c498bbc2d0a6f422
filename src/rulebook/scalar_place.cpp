#include "rulebook/scalar_place.h"

#include <algorithm>
#include <regex>
#include <string_view>

#include "base/utf8.h"

namespace fjorten::rulebook {

namespace {

enum class Style { plain, single_quoted, double_quoted, block };

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Follows the text through the lines it was written on, one character at a time.
class Walk {
  public:
    Walk(const Document& document, const Node& node)
        : lines_(document.lines), line_(static_cast<std::size_t>(std::max(node.line - 1, 0))) {
        for (int column = 1; column < node.column && byte_ < current().size(); ++column) step();
        style_ = style_of(node);
        if (style_ == Style::single_quoted || style_ == Style::double_quoted) ++byte_;
    }

    // Moves past the character `c`, which is `bytes` in UTF-8. False: what stands here is not it.
    bool pass(std::string_view bytes) {
        const bool is_space = bytes == " " || bytes == "\n" || bytes == "\t";
        if (is_space && rest_is_blank()) return next_line();
        if (is_space && !is_blank(here())) return pass_escape() || true;  // folded away
        while (!is_space && (rest_is_blank() || is_blank(here()))) {
            if (rest_is_blank()) {
                if (!next_line()) return false;
            } else {
                ++byte_;
            }
        }
        if (pass_escape()) return true;
        if (!std::string_view(current()).substr(byte_).starts_with(bytes)) return false;
        byte_ += bytes.size();
        return true;
    }

    Place place(const std::string& file) const {
        const std::string_view before = std::string_view(current()).substr(0, byte_);
        return {file, static_cast<int>(line_) + 1, static_cast<int>(utf8::length(before)) + 1};
    }

  private:
    const std::string& current() const {
        static const std::string nothing;
        return line_ < lines_.size() ? lines_[line_] : nothing;
    }
    char here() const { return byte_ < current().size() ? current()[byte_] : '\n'; }

    void step() { byte_ += std::max<std::size_t>(utf8::decode(current(), byte_).length, 1); }

    bool rest_is_blank() const {
        const auto rest = std::string_view(current()).substr(byte_);
        return std::ranges::all_of(rest, is_blank) || (style_ == Style::double_quoted && rest == "\\");
    }

    bool next_line() {
        do {
            if (++line_ >= lines_.size()) return false;
            byte_ = 0;
        } while (rest_is_blank());
        while (is_blank(here())) ++byte_;
        return true;
    }

    bool pass_escape() {
        if (style_ == Style::single_quoted && current().compare(byte_, 2, "''") == 0) {
            byte_ += 2;
            return true;
        }
        if (style_ != Style::double_quoted || here() != '\\' || byte_ + 1 >= current().size()) return false;
        switch (current()[byte_ + 1]) {
            case 'x': byte_ += 4; break;
            case 'u': byte_ += 6; break;
            case 'U': byte_ += 10; break;
            default: byte_ += 2;
        }
        byte_ = std::min(byte_, current().size());
        return true;
    }

    // A block scalar stands below its "|" or ">" and begins at its first character.
    bool is_below_block_mark() const {
        static const std::regex mark(R"([|>][0-9+-]*[ \t]*(#.*)?$)");
        if (!std::ranges::all_of(std::string_view(current()).substr(0, byte_), is_blank)) return false;
        for (std::size_t above = std::min(line_, lines_.size()); above > 0; --above) {
            const std::string& line = lines_[above - 1];
            if (!std::ranges::all_of(line, is_blank)) return std::regex_search(line, mark);
        }
        return false;
    }

    Style style_of(const Node& node) const {
        if (!node.quoted) return Style::plain;
        if (is_below_block_mark()) return Style::block;
        return here() == '"' ? Style::double_quoted : Style::single_quoted;
    }

    const std::vector<std::string>& lines_;
    std::size_t line_;
    std::size_t byte_ = 0;
    Style style_ = Style::plain;
};

}  // namespace

Place place_in_scalar(const Document& document, const Node& node, std::size_t offset) {
    Walk walk(document, node);
    for (std::size_t at = 0; at < std::min(offset, node.text.size());) {
        const std::size_t length = std::max<std::size_t>(utf8::decode(node.text, at).length, 1);
        if (!walk.pass(std::string_view(node.text).substr(at, length))) return document.place(node);
        at += length;
    }
    return walk.place(document.file);
}

}  // namespace fjorten::rulebook
