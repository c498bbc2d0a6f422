// JSON of the documents of registers: written with Boost.JSON, read back strictly.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "base/error.h"
#include "calendar/date.h"
#include "service/provider.h"

namespace fjorten::service {

/// Adds members; what is empty is left out.
class FormWriter {
  public:
    FormWriter& text(std::string_view key, const std::string& value);
    FormWriter& texts(std::string_view key, const std::vector<std::string>& values);
    FormWriter& day(std::string_view key, const std::optional<calendar::Date>& value);
    FormWriter& validity(const Validity& value);
    FormWriter& list(std::string_view key, boost::json::array values);
    boost::json::object take() { return std::move(object_); }
    std::string json() const { return boost::json::serialize(object_); }

  private:
    boost::json::object object_;
};

/// Reads members; a member of another type, a day that is none, or a member nobody asked for makes it broken.
class FormReader {
  public:
    explicit FormReader(const boost::json::value& value);
    std::string text(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    std::optional<calendar::Date> day(std::string_view key);
    /// A day that has to be there.
    calendar::Date needed_day(std::string_view key);
    Validity validity();
    /// Empty if there is none.
    boost::json::array list(std::string_view key);
    /// What `read` makes of each object in a list.
    template <class Read>
    auto parts(std::string_view key, Read read) {
        std::vector<decltype(read(std::declval<FormReader&>()))> made;
        const auto items = list(key);
        for (const auto& item : items) {
            FormReader part(item);
            made.push_back(read(part));
            if (!part.is_whole()) broken();
        }
        return made;
    }
    void broken() { is_broken_ = true; }
    /// Every member was read, and was what it should be.
    bool is_whole() const { return !is_broken_ && read_ == members_; }

  private:
    const boost::json::value* member(std::string_view key);
    const boost::json::object* object_ = nullptr;
    std::size_t members_ = 0, read_ = 0;
    bool is_broken_ = false;
};

/// Of a document that is not what it should be: `corrupt`.
Error broken_form();

/// What `read` makes of the text of an object; `corrupt` if it is not just what `read` reads.
template <class Read>
auto read_form(std::string_view json, Read read) -> Result<decltype(read(std::declval<FormReader&>()))> {
    boost::system::error_code error;
    const auto value = boost::json::parse(json, error);
    if (error) return std::unexpected(broken_form());
    FormReader reader(value);
    auto form = read(reader);
    if (!reader.is_whole()) return std::unexpected(broken_form());
    return form;
}

}  // namespace fjorten::service
