#include "base/json_reader.h"

#include "base/text_cursor.h"

namespace fjorten {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One pass without recursion: the tree builder knows what is open, `closers_` which bracket closes it.
class JsonReader {
  public:
    JsonReader(const SourceText& source, TreeBuilder& tree) : cursor_(source.text()), tree_(tree) {}

    bool read() {
        bool value_due = true;
        while (well_formed_ && !tree_.must_stop()) {
            skip_blanks();
            value_due = value_due ? read_value() : read_after_value();
            if (closers_.empty() && !value_due) break;
        }
        skip_blanks();
        if (well_formed_ && !tree_.must_stop() && !cursor_.at_end()) fail("syntax");
        return well_formed_;
    }

  private:
    void skip_blanks() {
        while (cursor_.is_at(' ') || cursor_.is_at('\t') || cursor_.is_at('\n')) cursor_.step();
    }

    bool fail(const char* code) { return fail_at(cursor_.here(), code); }
    bool fail_at(Position where, const char* code) {
        tree_.report(where, code);
        well_formed_ = false;
        return false;
    }

    // A value, or the bracket that closes an empty list or map. Returns whether another value is due.
    bool read_value() {
        if (cursor_.at_end()) return closers_.empty() ? fail("nothing_written") : fail_unclosed();
        const Position start = cursor_.here();
        const char c = cursor_.peek();
        if (c == '{' || c == '[') {
            cursor_.step();
            if (c == '{') tree_.open_map(start);
            else tree_.open_list(start);
            closers_.push_back(c == '{' ? '}' : ']');
            skip_blanks();
            if (cursor_.is_at(closers_.back())) return close();
            return c == '[' || read_key();
        }
        if (c == '"') read_string(start);
        else read_literal(start);
        return false;
    }

    bool read_after_value() {
        if (cursor_.at_end()) return fail_unclosed();
        if (cursor_.is_at(closers_.back())) return close();
        if (!cursor_.is_at(',')) return fail("missing_comma");
        cursor_.step();
        skip_blanks();
        return closers_.back() == ']' || read_key();
    }

    bool close() {
        cursor_.step();
        tree_.close();
        closers_.pop_back();
        return false;
    }

    bool read_key() {
        if (cursor_.at_end()) return fail_unclosed();
        if (!cursor_.is_at('"')) return fail("syntax");
        if (!read_string(cursor_.here())) return false;
        skip_blanks();
        if (cursor_.at_end()) return fail_unclosed();
        if (!cursor_.is_at(':')) return fail("missing_colon");
        cursor_.step();
        return true;
    }

    bool fail_unclosed() { return fail_at(tree_.innermost().value_or(cursor_.here()), "unclosed_bracket"); }

    bool read_string(Position start) {
        std::string value;
        cursor_.step();
        while (true) {
            if (cursor_.at_end() || cursor_.is_at('\n')) return fail_at(start, "unclosed_quote");
            if (cursor_.is_at('"')) break;
            if (cursor_.is_at('\t')) return fail("syntax");
            if (cursor_.is_at('\\')) {
                if (!read_escape(value)) return false;
            } else {
                value.push_back(cursor_.peek());
                cursor_.step();
            }
        }
        cursor_.step();
        tree_.scalar(std::move(value), true, start);
        return true;
    }

    bool read_escape(std::string& out) {
        const Position start = cursor_.here();
        cursor_.step();
        if (cursor_.at_end()) return fail_at(start, "bad_escape");
        const char c = cursor_.peek();
        if (c == 'u') {
            cursor_.step();
            return read_hex_escape(cursor_, 4, out) || fail_at(start, "bad_escape");
        }
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t which = letters.find(c);
        if (which == std::string_view::npos) return fail_at(start, "bad_escape");
        out.push_back(meanings[which]);
        cursor_.step();
        return true;
    }

    bool read_literal(Position start) {
        const std::size_t begin = cursor_.offset();
        constexpr std::string_view ends = " \t\n,:]}[{\"";
        while (!cursor_.at_end() && ends.find(cursor_.peek()) == std::string_view::npos) cursor_.step();
        const std::string_view word = cursor_.text().substr(begin, cursor_.offset() - begin);
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

    TextCursor cursor_;
    TreeBuilder& tree_;
    std::string closers_;
    bool well_formed_ = true;
};

}  // namespace

bool read_json(const SourceText& source, TreeBuilder& tree) { return JsonReader(source, tree).read(); }

}  // namespace fjorten
