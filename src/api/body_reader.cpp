#include "api/body_reader.h"

#include <algorithm>
#include <iterator>

#include "casefile/read_value.h"
#include "service/entry_text.h"

namespace fjorten::api {

BodyReader::BodyReader(const Document& body, const Node& map, std::vector<std::string> allowed)
    : body_(body), map_(map) {
    if (!map.is_map()) report(map, "api_expected_object", {casefile::joined(allowed)});
    for (const auto& [key, value] : map.entries) {
        if (std::ranges::find(allowed, key.text) != allowed.end()) continue;
        mistakes_.push_back(body.diagnose(key, "case_unknown_key",
                                          {casefile::shown(key), casefile::joined(allowed)},
                                          nearest_word(key.text, allowed)));
    }
}

const Node* BodyReader::find(std::string_view key) const {
    const Node* const found = map_.find(key);
    return found == nullptr || found->is_null() ? nullptr : found;
}

void BodyReader::report(const Node& node, std::string code, std::vector<std::string> args) {
    mistakes_.push_back(body_.diagnose(node, std::move(code), std::move(args)));
}

std::string BodyReader::text(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr) return {};
    if (!found->is_scalar()) report(*found, "case_expected_text", {casefile::shown(*found)});
    return found->text;
}

std::string BodyReader::text_needed(std::string_view key) {
    if (find(key) == nullptr && map_.is_map()) report(map_, "case_missing_key", {std::string(key)});
    return text(key);
}

std::string BodyReader::word(std::string_view key, const std::vector<std::string>& words) {
    std::string said = text(key);
    const Node* const found = find(key);
    if (found != nullptr && !said.empty() && std::ranges::find(words, said) == words.end())
        report(*found, "case_expected_choice", {said, casefile::joined(words)});
    return said;
}

service::Timing BodyReader::timing() {
    return word("timing", {"before_it_happens", "has_happened"}) == "has_happened"
               ? service::Timing::has_happened
               : service::Timing::before_it_happens;
}

bool BodyReader::flag(std::string_view key) {
    const Node* const found = find(key);
    return found != nullptr && casefile::read_bool(body_, *found, mistakes_).value_or(false);
}

std::int64_t BodyReader::number(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr) {
        report(map_, "case_missing_key", {std::string(key)});
        return 0;
    }
    const auto number = found->as_integer();
    if (!number) report(*found, "case_expected_integer", {casefile::shown(*found)});
    return number.value_or(0);
}

std::vector<const Node*> BodyReader::items(std::string_view key) {
    std::vector<const Node*> items;
    const Node* const found = find(key);
    if (found == nullptr) return items;
    if (!found->is_list()) report(*found, "case_expected_list", {std::string(key)});
    for (const Node& item : found->items) items.push_back(&item);
    return items;
}

std::vector<std::string> BodyReader::texts(std::string_view key) {
    std::vector<std::string> texts;
    for (const Node* item : items(key)) {
        if (item->is_scalar()) texts.push_back(item->text);
        else report(*item, "case_expected_text", {std::string(key)});
    }
    return texts;
}

std::optional<calendar::Date> BodyReader::day(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr) return std::nullopt;
    const auto day = calendar::Date::parse(found->text);
    if (!found->is_scalar() || !day) {
        report(*found, "case_expected_date", {casefile::shown(*found)});
        return std::nullopt;
    }
    return *day;
}

calendar::Date BodyReader::day_needed(std::string_view key) {
    if (find(key) == nullptr && map_.is_map()) report(map_, "case_missing_key", {std::string(key)});
    return day(key).value_or(calendar::Date::first());
}

std::string BodyReader::scalar(std::string_view key) {
    const Node* const found = map_.find(key);
    if (found == nullptr) {
        report(map_, "case_missing_key", {std::string(key)});
        return {};
    }
    if (!found->is_scalar()) report(*found, "case_expected_text", {casefile::shown(*found)});
    return found->quoted ? service::json_text(found->text) : found->text;
}

std::optional<Document> BodyReader::part(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr) return std::nullopt;
    return Document{.file = body_.file, .lines = body_.lines, .root = *found};
}

service::PersonDetails BodyReader::person(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr) return {};
    BodyReader inner(
        body_, *found,
        {"name", "cpr", "address", "telephone", "email", "is_protected", "reach_safely", "interpreter"});
    service::PersonDetails person{.name = inner.text("name"),
                                  .cpr = inner.text("cpr"),
                                  .address = inner.text("address"),
                                  .telephone = inner.text("telephone"),
                                  .email = inner.text("email"),
                                  .is_protected = inner.flag("is_protected"),
                                  .reach_safely = inner.text("reach_safely"),
                                  .interpreter = inner.text("interpreter")};
    std::ranges::move(inner.take_mistakes(), std::back_inserter(mistakes_));
    return person;
}

}  // namespace fjorten::api
