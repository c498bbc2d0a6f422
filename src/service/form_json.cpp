#include "service/form_json.h"

namespace fjorten::service {

FormWriter& FormWriter::text(std::string_view key, const std::string& value) {
    if (!value.empty()) object_[key] = value;
    return *this;
}

FormWriter& FormWriter::texts(std::string_view key, const std::vector<std::string>& values) {
    boost::json::array list;
    for (const std::string& value : values) list.emplace_back(value);
    return this->list(key, std::move(list));
}

FormWriter& FormWriter::day(std::string_view key, const std::optional<calendar::Date>& value) {
    return text(key, value ? value->iso() : std::string{});
}

FormWriter& FormWriter::validity(const Validity& value) {
    return day("from", value.from).day("until", value.until);
}

FormWriter& FormWriter::list(std::string_view key, boost::json::array values) {
    if (!values.empty()) object_[key] = std::move(values);
    return *this;
}

FormReader::FormReader(const boost::json::value& value) : object_(value.if_object()) {
    if (object_ == nullptr) is_broken_ = true;
    else members_ = object_->size();
}

const boost::json::value* FormReader::member(std::string_view key) {
    const boost::json::value* const value = object_ == nullptr ? nullptr : object_->if_contains(key);
    if (value != nullptr) ++read_;
    return value;
}

std::string FormReader::text(std::string_view key) {
    const auto* const value = member(key);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        is_broken_ = true;
        return {};
    }
    return std::string(value->get_string());
}

std::vector<std::string> FormReader::texts(std::string_view key) {
    std::vector<std::string> texts;
    for (const auto& value : list(key)) {
        if (value.is_string()) texts.emplace_back(value.get_string());
        else is_broken_ = true;
    }
    return texts;
}

std::optional<calendar::Date> FormReader::day(std::string_view key) {
    const std::string iso = text(key);
    if (iso.empty()) return std::nullopt;
    const auto day = calendar::Date::parse(iso);
    if (!day) is_broken_ = true;
    return day ? std::optional(*day) : std::nullopt;
}

calendar::Date FormReader::needed_day(std::string_view key) {
    const auto found = day(key);
    if (!found) is_broken_ = true;
    return found.value_or(calendar::Date{});
}

Validity FormReader::validity() { return {.from = needed_day("from"), .until = day("until")}; }

boost::json::array FormReader::list(std::string_view key) {
    const auto* const value = member(key);
    if (value == nullptr) return {};
    if (value->is_array()) return value->get_array();
    is_broken_ = true;
    return {};
}

Error broken_form() {
    return Error{ErrorCode::corrupt, "a document of a register has another form than it should"};
}

}  // namespace fjorten::service
