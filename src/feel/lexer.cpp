#include "feel/lexer.h"

#include <algorithm>
#include <array>

namespace fjorten::feel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Everything beyond ASCII counts as a letter: FEEL's ranges of name characters cover nearly all of it.
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

void append_utf8(std::string& out, std::uint32_t code) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

class Lexer {
  public:
    Lexer(std::string_view text, std::optional<Mistake>& mistake) : text_(text), mistake_(mistake) {}

    std::vector<Token> run() {
        while (!mistake_) {
            const std::size_t before = at_;
            if (!skip_blanks()) break;
            const bool spaced = at_ != before;
            if (at_ >= text_.size()) break;
            Token token = next();
            token.spaced = spaced;
            tokens_.push_back(std::move(token));
        }
        Token end;
        end.offset = mistake_ ? mistake_->offset : text_.size();
        tokens_.push_back(end);
        return std::move(tokens_);
    }

  private:
    void fail(std::size_t offset, const char* code, std::vector<std::string> args = {}) {
        mistake_ = Mistake{Mistake::Kind::syntax, offset, code, std::move(args), ""};
    }

    /// The bytes of one blank at the place, or 0. Unicode's spaces and the byte order mark are blanks too.
    std::size_t blank() const {
        const char c = text_[at_];
        if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
        constexpr std::array<std::string_view, 10> wide = {
            "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE1\xA0\x8E", "\xE2\x80\xA8",
            "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
        const auto rest = text_.substr(at_);
        for (const auto space : wide) {
            if (rest.starts_with(space)) return space.size();
        }
        // U+2000 to U+200B: quads, thin spaces, the zero-width space.
        const bool quad = rest.starts_with("\xE2\x80") && rest.size() > 2;
        return quad && static_cast<unsigned char>(rest[2]) >= 0x80 &&
                       static_cast<unsigned char>(rest[2]) <= 0x8B
                   ? 3
                   : 0;
    }

    bool skip_blanks() {
        while (at_ < text_.size()) {
            const auto rest = text_.substr(at_);
            if (rest.starts_with("//")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (rest.starts_with("/*")) {
                const auto end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) {
                    fail(at_, "feel_open_comment");
                    return false;
                }
                at_ = end + 2;
            } else if (const auto size = blank(); size != 0) {
                at_ += size;
            } else {
                return true;
            }
        }
        return true;
    }

    Token make(Token::Kind kind, std::size_t start) const {
        Token token;
        token.kind = kind;
        token.offset = start;
        token.source = text_.substr(start, at_ - start);
        return token;
    }

    Token next() {
        const std::size_t start = at_;
        const char c = text_[at_];
        const bool point = c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
        if (is_digit(c) || point) return number();
        if (c == '"') return text_literal(start, Token::Kind::text);
        if (c == '@' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
            ++at_;
            return text_literal(start, Token::Kind::at_literal);
        }
        if (is_name_start(c)) {
            while (at_ < text_.size() && is_name_part(text_[at_]) && (at_ == start || blank() == 0)) ++at_;
            return make(Token::Kind::name, start);
        }
        constexpr std::array<std::string_view, 6> pairs = {"**", "..", "<=", ">=", "!=", "->"};
        const auto rest = text_.substr(at_);
        for (const auto pair : pairs) {
            if (rest.starts_with(pair)) {
                at_ += 2;
                return make(Token::Kind::symbol, start);
            }
        }
        ++at_;
        constexpr std::string_view known = "+-*/=<>()[]{},.:?'";
        if (known.find(c) == std::string_view::npos) fail(start, "feel_unexpected", {std::string(1, c)});
        return make(Token::Kind::symbol, start);
    }

    Token number() {
        const std::size_t start = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
            ++at_;
            while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        }
        if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
            std::size_t ahead = at_ + 1;
            if (ahead < text_.size() && (text_[ahead] == '+' || text_[ahead] == '-')) ++ahead;
            if (ahead < text_.size() && is_digit(text_[ahead])) {
                at_ = ahead;
                while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
            }
        }
        return make(Token::Kind::number, start);
    }

    /// \u1234 or \U012345; the place is behind the letter. A pair of surrogates is one character.
    bool unicode_escape(std::size_t digits, std::uint32_t& code) {
        if (at_ + digits > text_.size()) return false;
        code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = text_[at_ + i];
            const bool lower = c >= 'a' && c <= 'f';
            const bool upper = c >= 'A' && c <= 'F';
            if (!is_digit(c) && !lower && !upper) return false;
            code = code * 16 +
                   static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (lower ? c - 'a' : c - 'A') + 10);
        }
        at_ += digits;
        return code <= 0x10FFFF;
    }

    bool escape(std::string& out) {
        const char c = text_[at_++];
        switch (c) {
            case 'n': out += '\n'; return true;
            case 'r': out += '\r'; return true;
            case 't': out += '\t'; return true;
            case '"':
            case '\'':
            case '\\': out += c; return true;
            case 'u':
            case 'U': break;
            default: return false;
        }
        std::uint32_t code = 0;
        if (!unicode_escape(c == 'u' ? 4 : 6, code)) return false;
        const bool high = code >= 0xD800 && code < 0xDC00;
        if (high && text_.substr(at_).starts_with("\\u")) {
            at_ += 2;
            std::uint32_t low = 0;
            if (!unicode_escape(4, low) || low < 0xDC00 || low > 0xDFFF) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        if (code >= 0xD800 && code <= 0xDFFF) return false;
        append_utf8(out, code);
        return true;
    }

    Token text_literal(std::size_t start, Token::Kind kind) {
        std::string value;
        ++at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            const char c = text_[at_++];
            if (c != '\\') {
                value += c;
                continue;
            }
            const std::size_t place = at_ - 1;
            const std::size_t behind = at_;
            // A backslash before anything else is a backslash: regular expressions and paths are written so.
            if (at_ < text_.size() && !escape(value)) {
                if (text_[behind] == 'u' || text_[behind] == 'U') {
                    fail(place, "feel_bad_escape");
                    return make(kind, start);
                }
                value += '\\';
                at_ = behind;
            }
        }
        if (at_ >= text_.size()) {
            fail(start, "feel_open_text");
            return make(kind, start);
        }
        ++at_;
        Token token = make(kind, start);
        token.value = std::move(value);
        return token;
    }

    std::string_view text_;
    std::optional<Mistake>& mistake_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, std::optional<Mistake>& mistake) {
    return Lexer(text, mistake).run();
}

}  // namespace fjorten::feel
