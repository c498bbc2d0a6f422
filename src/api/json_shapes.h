// JSON in the few shapes that the interface for programs gives again and again.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "answer/json_writer.h"

namespace fjorten::api {

/// A writer that keeps its text.
class Json {
  public:
    Json() : json_(out_, answer::JsonStyle::compact) {}

    template <class Inside>
    Json& object(Inside inside) {
        json_.open_object();
        inside();
        json_.close_object();
        return *this;
    }
    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        items_of(items, write);
    }
    template <class Items, class Write>
    void items_of(const Items& items, Write write) {
        json_.open_list();
        for (const auto& item : items) write(item);
        json_.close_list();
    }
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    void text_or_null(std::string_view key, std::string_view value) {
        json_.key(key);
        value.empty() ? json_.null() : json_.text(value);
    }
    void number(std::string_view key, std::int64_t value) {
        json_.key(key);
        json_.number(value);
    }
    void number_or_null(std::string_view key, std::int64_t value) {
        json_.key(key);
        value == 0 ? json_.null() : json_.number(value);
    }
    void flag(std::string_view key, bool value) {
        json_.key(key);
        json_.boolean(value);
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        list(key, values, [&](const std::string& value) { json_.text(value); });
    }
    void day(std::string_view key, const std::optional<calendar::Date>& value) {
        json_.key(key);
        json_.date(value);
    }
    void raw(std::string_view key, std::string_view json) {
        json_.key(key);
        json_.raw(json);
    }
    void raw(std::string_view json) { json_.raw(json); }
    void null(std::string_view key) {
        json_.key(key);
        json_.null();
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
    answer::JsonWriter json_;
};

}  // namespace fjorten::api
