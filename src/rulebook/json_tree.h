// JSON as a value that keeps the order of its keys, for writing documents that people read too.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace fjorten::rulebook {

class Json {
  public:
    using List = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;

    Json(std::string text) : value_(std::move(text)) {}
    Json(std::string_view text) : value_(std::string(text)) {}
    Json(const char* text) : value_(std::string(text)) {}
    template <std::same_as<bool> B>
    Json(B flag) : value_(flag) {}
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    Json(I number) : value_(static_cast<std::int64_t>(number)) {}
    Json(List list) : value_(std::move(list)) {}
    Json(Object object) : value_(std::move(object)) {}
    /// An object with one key more, at its end.
    Json with(std::string key, Json value) const;
    /// A list of texts.
    static Json texts(const std::vector<std::string>& texts);

    /// RFC 8259, two blanks of indentation; what fits on a line of 100 characters stands on one.
    std::string pretty() const;

  private:
    void write(std::string& out, std::size_t indent, std::size_t column) const;
    std::string on_one_line() const;

    std::variant<bool, std::int64_t, std::string, List, Object> value_;
};

}  // namespace fjorten::rulebook
