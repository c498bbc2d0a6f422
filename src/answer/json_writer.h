// Writes JSON text (RFC 8259) straight into a string. The caller keeps the order: a key before each value of
// an object; commas and indentation come by themselves.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "answer/answer.h"
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
    void key(std::string_view name);

    void text(std::string_view value);
    void number(std::int64_t value);
    void boolean(bool value) { word(value ? "true" : "false"); }
    void null() { word("null"); }
    void date(calendar::Date value);
    /// Numbers as numbers, dates and durations as text, lists as lists; what is unknown is null.
    void value(const feel::Value& value);
    /// A value that is JSON already.
    void raw(std::string_view json) { word(json); }

    // Null when there is nothing.
    void date(const std::optional<calendar::Date>& value) { value ? date(*value) : null(); }
    void number(const std::optional<std::int32_t>& value) { value ? number(*value) : null(); }
    void boolean(const std::optional<bool>& value) { value ? boolean(*value) : null(); }

  private:
    void open(char bracket);
    void close(char bracket);
    void word(std::string_view word);
    void begin_value();
    void break_line();
    void quote(std::string_view text);

    std::string& out_;
    JsonStyle style_;
    std::size_t depth_ = 0;
    bool after_key_ = false;
    bool is_first_ = true;
};

}  // namespace fjorten::answer
