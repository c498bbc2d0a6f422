#include "answer/json_writer.h"

#include <array>
#include <charconv>

#include "base/assert.h"

namespace fjorten::answer {

void JsonWriter::break_line() {
    if (style_ != JsonStyle::pretty) return;
    out_.push_back('\n');
    out_.append(depth_ * 2, ' ');
}

// What stands between this value and the one before it.
void JsonWriter::begin_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!is_first_) out_.push_back(',');
    if (depth_ > 0) break_line();
    is_first_ = false;
}

void JsonWriter::open(char bracket) {
    begin_value();
    out_.push_back(bracket);
    ++depth_;
    is_first_ = true;
}

void JsonWriter::close(char bracket) {
    FJ_ASSERT(depth_ > 0 && !after_key_);
    --depth_;
    if (!is_first_) break_line();
    out_.push_back(bracket);
    is_first_ = false;
}

void JsonWriter::key(std::string_view name) {
    FJ_ASSERT(!after_key_);
    begin_value();
    quote(name);
    out_.append(style_ == JsonStyle::pretty ? ": " : ":");
    after_key_ = true;
}

void JsonWriter::word(std::string_view word) {
    begin_value();
    out_.append(word);
}

void JsonWriter::text(std::string_view value) {
    begin_value();
    quote(value);
}

void JsonWriter::number(std::int64_t value) {
    begin_value();
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    FJ_ASSERT(error == std::errc{});
    out_.append(digits.data(), end);
}

void JsonWriter::date(calendar::Date value) {
    begin_value();
    out_.push_back('"');
    out_.append(value.iso());
    out_.push_back('"');
}

void JsonWriter::value(const feel::Value& value) {
    if (value.is_null() || value.is_unknown()) return null();
    if (const auto* boolean_value = value.get<bool>()) return boolean(*boolean_value);
    if (const auto* decimal = value.get<feel::Decimal>()) return word(decimal->text());
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
    static constexpr std::string_view hex = "0123456789abcdef";
    out_.push_back('"');
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && c != '"' && c != '\\') [[likely]]
            continue;
        out_.append(text.substr(begin, i - begin));
        begin = i + 1;
        out_.push_back('\\');
        if (c == '"' || c == '\\') {
            out_.push_back(c);
        } else if (c == '\n') {
            out_.push_back('n');
        } else if (c == '\t') {
            out_.push_back('t');
        } else {
            out_.append("u00");
            out_.push_back(hex[byte >> 4]);
            out_.push_back(hex[byte & 15]);
        }
    }
    out_.append(text.substr(begin));
    out_.push_back('"');
}

}  // namespace fjorten::answer
