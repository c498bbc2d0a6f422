// Writes JSON text (RFC 8259) straight into a string. The caller keeps the order: a key before each value of
// an object; commas and indentation come by themselves.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "answer/answer.h"
#include "base/assert.h"
#include "calendar/date.h"
#include "feel/value.h"

namespace fjorten::answer {

class JsonWriter {
  public:
    JsonWriter(std::string& out, JsonStyle style) : out_(out), style_(style) {}

    void open_object() { open('{'); }
    void close_object() { close('}'); }
    void open_list() { open('['); }
    void close_list() { close(']'); }
    void empty_list() { word("[]"); }

    void key(std::string_view name);
    /// The same for a name that is written in the code and needs no escaping: half of an answer is such.
    template <std::size_t size>
    void key(const char (&name)[size]) {
        if (style_ == JsonStyle::pretty) return key(std::string_view(name, size - 1));
        FJ_ASSERT(!after_key_);
        put(size + 3, [this, &name](char* to) {
            *to = ',';
            if (!is_first_) ++to;
            *to++ = '"';
            std::memcpy(to, name, size - 1);
            to += size - 1;
            *to++ = '"';
            *to++ = ':';
            return to;
        });
        is_first_ = false;
        after_key_ = true;
    }

    void text(std::string_view value);
    void number(std::int64_t value);
    void boolean(bool value) { value ? word("true") : word("false"); }
    void null() { word("null"); }
    void date(calendar::Date value);
    /// Numbers as numbers, dates and durations as text, lists as lists; what is unknown is null.
    void value(const feel::Value& value);
    /// A value that is JSON already.
    void raw(std::string_view json);

    // Null when there is nothing.
    void date(const std::optional<calendar::Date>& value) { value ? date(*value) : null(); }
    void number(const std::optional<std::int32_t>& value) { value ? number(*value) : null(); }
    void boolean(const std::optional<bool>& value) { value ? boolean(*value) : null(); }

  private:
    void open(char bracket);
    void close(char bracket);
    template <std::size_t size>
    void word(const char (&word)[size]) {
        begin_value();
        put(size, [&word](char* to) {
            std::memcpy(to, word, size - 1);
            return to + size - 1;
        });
    }
    // What stands between this value and the one before it.
    void begin_value() {
        if (!after_key_) separate();
        after_key_ = false;
    }
    void separate();
    // Grows the text once for all that `write` puts at its end, `most` characters at most.
    template <class Write>
    void put(std::size_t most, Write write) {
        const auto before = out_.size();
        out_.resize_and_overwrite(before + most, [before, &write](char* text, std::size_t) {
            return static_cast<std::size_t>(write(text + before) - text);
        });
    }
    void break_line();
    void quote(std::string_view text);
    void quote_rest(std::string_view text);

    std::string& out_;
    JsonStyle style_;
    std::size_t depth_ = 0;
    bool after_key_ = false;
    bool is_first_ = true;
};

}  // namespace fjorten::answer
