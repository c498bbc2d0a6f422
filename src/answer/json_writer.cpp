#include "answer/json_writer.h"

#include <array>
#include <charconv>
#include <cstring>

#include "base/assert.h"

namespace fjorten::answer {

namespace {

bool must_be_escaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Nearly all of an answer is plain text: it is copied and looked at many characters at a time.
using Block __attribute__((vector_size(16))) = unsigned char;
using Word = std::uint64_t;

/// True if one of the eight characters must be escaped. A byte's highest bit is set by the subtraction where
/// the byte was too small.
bool any_to_escape(Word eight) {
    constexpr Word each = 0x0101'0101'0101'0101;
    const auto control = eight - each * 0x20;
    const auto quote = (eight ^ each * '"') - each;
    const auto backslash = (eight ^ each * '\\') - each;
    return ((control | quote | backslash) & ~eight & each * 0x80) != 0;
}

bool any_to_escape(Block sixteen) {
    const auto found = (sixteen < 0x20) | (sixteen == '"') | (sixteen == '\\');
    std::array<Word, 2> halves{};
    static_assert(sizeof halves == sizeof found);
    std::memcpy(halves.data(), &found, sizeof found);
    return (halves[0] | halves[1]) != 0;
}

/// Copies what stands at `from`; true if none of it must be escaped.
template <class Chunk>
bool copy_chunk(const char* from, char* to) {
    Chunk chunk;
    std::memcpy(&chunk, from, sizeof chunk);
    std::memcpy(to, &chunk, sizeof chunk);
    return !any_to_escape(chunk);
}

/// Copies chunk by chunk, the rest together with what stands before it, as long as nothing must be escaped.
/// Returns how many characters that was.
template <class Chunk>
std::size_t copy_chunks(std::string_view text, char* to) {
    constexpr auto size = sizeof(Chunk);
    std::size_t at = 0;
    for (; at + size <= text.size(); at += size) {
        if (!copy_chunk<Chunk>(text.data() + at, to + at)) return at;
    }
    const auto last = text.size() - size;
    return copy_chunk<Chunk>(text.data() + last, to + last) ? text.size() : at;
}

/// Copies what needs no escaping, up to the first character that does; returns how much that was. There must
/// be room for all of `text`.
std::size_t copy_plain(std::string_view text, char* to) {
    std::size_t at = text.size() >= sizeof(Block)  ? copy_chunks<Block>(text, to)
                     : text.size() >= sizeof(Word) ? copy_chunks<Word>(text, to)
                                                   : 0;
    for (; at < text.size() && !must_be_escaped(text[at]); ++at) to[at] = text[at];
    return at;
}

char* copy(std::string_view text, char* to) {
    std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

}  // namespace

void JsonWriter::break_line() {
    if (style_ != JsonStyle::pretty) return;
    out_.push_back('\n');
    out_.append(depth_ * 2, ' ');
}

void JsonWriter::separate() {
    if (!is_first_) out_.push_back(',');
    if (depth_ > 0) break_line();
    is_first_ = false;
}

void JsonWriter::open(char bracket) {
    begin_value();
    put(1, [bracket](char* to) {
        *to = bracket;
        return to + 1;
    });
    ++depth_;
    is_first_ = true;
}

void JsonWriter::close(char bracket) {
    FJ_ASSERT(depth_ > 0 && !after_key_);
    --depth_;
    if (!is_first_) break_line();
    put(1, [bracket](char* to) {
        *to = bracket;
        return to + 1;
    });
    is_first_ = false;
}

void JsonWriter::key(std::string_view name) {
    FJ_ASSERT(!after_key_);
    begin_value();
    put(name.size() + 4, [this, name](char* to) {
        *to++ = '"';
        to = copy(name, to);
        *to++ = '"';
        *to++ = ':';
        *to = ' ';
        return style_ == JsonStyle::pretty ? to + 1 : to;
    });
    after_key_ = true;
}

void JsonWriter::raw(std::string_view json) {
    begin_value();
    out_.append(json);
}

void JsonWriter::text(std::string_view value) {
    begin_value();
    quote(value);
}

void JsonWriter::number(std::int64_t value) {
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    FJ_ASSERT(error == std::errc{});
    raw({digits.data(), end});
}

void JsonWriter::date(calendar::Date value) {
    begin_value();
    put(12, [day = value.iso_characters()](char* to) {
        *to++ = '"';
        to = copy({day.data(), day.size()}, to);
        *to++ = '"';
        return to;
    });
}

void JsonWriter::value(const feel::Value& value) {
    if (value.is_null() || value.is_unknown()) return null();
    if (const auto* boolean_value = value.get<bool>()) return boolean(*boolean_value);
    if (const auto* decimal = value.get<feel::Decimal>()) return raw(decimal->text());
    if (const auto* day = value.get<calendar::Date>()) return date(*day);
    if (const auto* words = value.get<std::string>()) return text(*words);
    if (const auto* list = value.get<std::shared_ptr<const feel::List>>()) {
        open_list();
        for (const feel::Value& item : **list) this->value(item);
        return close_list();
    }
    text(feel::to_text(value));
}

void JsonWriter::quote(std::string_view text) {
    std::size_t plain = 0;
    put(text.size() + 2, [text, &plain](char* to) {
        *to++ = '"';
        plain = copy_plain(text, to);
        to += plain;
        if (plain == text.size()) *to++ = '"';
        return to;
    });
    if (plain < text.size()) quote_rest(text.substr(plain));
}

// From a character on that must be escaped.
void JsonWriter::quote_rest(std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : text) {
        if (!must_be_escaped(c)) {
            out_.push_back(c);
            continue;
        }
        out_.push_back('\\');
        if (c == '"' || c == '\\') {
            out_.push_back(c);
        } else if (c == '\n') {
            out_.push_back('n');
        } else if (c == '\t') {
            out_.push_back('t');
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out_.append("u00");
            out_.push_back(hex[byte >> 4]);
            out_.push_back(hex[byte & 15]);
        }
    }
    out_.push_back('"');
}

}  // namespace fjorten::answer
