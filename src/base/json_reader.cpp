#include "base/json_reader.h"

#include "base/utf8.h"

namespace fjorten {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One pass without recursion: the tree builder knows what is open, `closers_` which bracket closes it.
class JsonReader {
  public:
    JsonReader(const SourceText& source, TreeBuilder& tree) : text_(source.text()), tree_(tree) {}

    bool read() {
        bool value_due = true;
        while (well_formed_ && !tree_.must_stop()) {
            skip_blanks();
            value_due = value_due ? read_value() : read_after_value();
            if (closers_.empty() && !value_due) break;
        }
        skip_blanks();
        if (well_formed_ && !tree_.must_stop() && at_ < text_.size()) fail("syntax");
        return well_formed_;
    }

  private:
    bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }

    // Columns count characters: every byte but the continuation bytes of UTF-8.
    void step() {
        const char c = text_[at_++];
        if (c == '\n') {
            ++here_.line;
            here_.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++here_.column;
        }
    }

    void skip_blanks() {
        while (is_at(' ') || is_at('\t') || is_at('\n')) step();
    }

    bool fail(const char* code) { return fail_at(here_, code); }
    bool fail_at(Position where, const char* code) {
        tree_.report(where, code);
        well_formed_ = false;
        return false;
    }

    // A value, or the bracket that closes an empty list or map. Returns whether another value is due.
    bool read_value() {
        if (at_ == text_.size()) return fail_unclosed();
        const Position start = here_;
        const char c = text_[at_];
        if (c == '{' || c == '[') {
            step();
            if (c == '{') tree_.open_map(start);
            else tree_.open_list(start);
            closers_.push_back(c == '{' ? '}' : ']');
            skip_blanks();
            if (is_at(closers_.back())) return close();
            return c == '[' || read_key();
        }
        if (c == '"') read_string(start);
        else read_literal(start);
        return false;
    }

    bool read_after_value() {
        if (at_ == text_.size()) return fail_unclosed();
        if (is_at(closers_.back())) return close();
        if (!is_at(',')) return fail("missing_comma");
        step();
        skip_blanks();
        return closers_.back() == ']' || read_key();
    }

    bool close() {
        step();
        tree_.close();
        closers_.pop_back();
        return false;
    }

    bool read_key() {
        if (at_ == text_.size()) return fail_unclosed();
        if (!is_at('"')) return fail("syntax");
        if (!read_string(here_)) return false;
        skip_blanks();
        if (at_ == text_.size()) return fail_unclosed();
        if (!is_at(':')) return fail("missing_colon");
        step();
        return true;
    }

    bool fail_unclosed() { return fail_at(tree_.innermost().value_or(here_), "unclosed_bracket"); }

    bool read_string(Position start) {
        std::string value;
        step();
        while (true) {
            if (at_ == text_.size() || is_at('\n')) return fail_at(start, "unclosed_quote");
            if (is_at('"')) break;
            if (is_at('\t')) return fail("syntax");
            if (is_at('\\')) {
                if (!read_escape(value)) return false;
            } else {
                value.push_back(text_[at_]);
                step();
            }
        }
        step();
        tree_.scalar(std::move(value), true, start);
        return true;
    }

    bool read_escape(std::string& out) {
        const Position start = here_;
        step();
        if (at_ == text_.size()) return fail_at(start, "bad_escape");
        const char c = text_[at_];
        if (c == 'u') return read_unicode_escape(out, start);
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t which = letters.find(c);
        if (which == std::string_view::npos) return fail_at(start, "bad_escape");
        out.push_back(meanings[which]);
        step();
        return true;
    }

    // RFC 8259, section 7: characters outside the basic plane are written as a pair of surrogates.
    bool read_unicode_escape(std::string& out, Position start) {
        char32_t value = 0;
        if (!read_four_hex(value)) return fail_at(start, "bad_escape");
        const bool is_low = value >= 0xDC00 && value <= 0xDFFF;
        if (is_low) return fail_at(start, "bad_escape");
        if (value >= 0xD800 && value <= 0xDBFF) {
            char32_t low = 0;
            if (!is_at('\\')) return fail_at(start, "bad_escape");
            step();
            if (!is_at('u') || !read_four_hex(low) || low < 0xDC00 || low > 0xDFFF)
                return fail_at(start, "bad_escape");
            value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
        }
        utf8::append(out, value);
        return true;
    }

    bool read_four_hex(char32_t& value) {
        step();  // the u
        for (int i = 0; i < 4; ++i) {
            if (at_ == text_.size()) return false;
            const char c = text_[at_];
            char32_t digit = 0;
            if (is_digit(c)) digit = static_cast<char32_t>(c - '0');
            else if (c >= 'a' && c <= 'f') digit = static_cast<char32_t>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F') digit = static_cast<char32_t>(c - 'A' + 10);
            else return false;
            value = value * 16 + digit;
            step();
        }
        return true;
    }

    bool read_literal(Position start) {
        const std::size_t begin = at_;
        constexpr std::string_view ends = " \t\n,:]}[{\"";
        while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) step();
        const std::string_view word = text_.substr(begin, at_ - begin);
        const bool known = word == "true" || word == "false" || word == "null" || is_number(word);
        if (!known) return fail_at(start, "syntax");
        tree_.scalar(std::string(word), false, start);
        return true;
    }

    // RFC 8259, section 6.
    static bool is_number(std::string_view word) {
        std::size_t i = 0;
        const auto digits = [&word, &i] {
            const std::size_t begin = i;
            while (i < word.size() && is_digit(word[i])) ++i;
            return i - begin;
        };
        const auto skip_one_of = [&word, &i](std::string_view set) {
            const bool found = i < word.size() && set.find(word[i]) != std::string_view::npos;
            if (found) ++i;
            return found;
        };
        skip_one_of("-");
        const bool leading_zero = i < word.size() && word[i] == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (leading_zero && whole > 1)) return false;
        if (skip_one_of(".") && digits() == 0) return false;
        if (skip_one_of("eE")) {
            skip_one_of("+-");
            if (digits() == 0) return false;
        }
        return i == word.size();
    }

    std::string_view text_;
    TreeBuilder& tree_;
    std::string closers_;
    std::size_t at_ = 0;
    Position here_;
    bool well_formed_ = true;
};

}  // namespace

bool read_json(const SourceText& source, TreeBuilder& tree) { return JsonReader(source, tree).read(); }

}  // namespace fjorten
