#include "service/person_text.h"

#include <algorithm>
#include <array>

#include "base/document.h"
#include "service/entry_text.h"

namespace fjorten::service {

namespace {

struct Part {
    std::string_view name;
    std::string PersonDetails::* text;
};
constexpr std::array parts = {
    Part{"name", &PersonDetails::name},
    Part{"cpr", &PersonDetails::cpr},
    Part{"address", &PersonDetails::address},
    Part{"telephone", &PersonDetails::telephone},
    Part{"email", &PersonDetails::email},
    Part{"reach_safely", &PersonDetails::reach_safely},
    Part{"interpreter", &PersonDetails::interpreter},
};

}  // namespace

std::string person_json(const PersonDetails& person) {
    std::string out = person.is_protected ? "{\"is_protected\":true" : "{\"is_protected\":false";
    for (const Part& part : parts) {
        if (!(person.*part.text).empty())
            out += "," + json_text(part.name) + ":" + json_text(person.*part.text);
    }
    return out + "}";
}

Result<PersonDetails> person_from(std::string_view json) {
    const auto document = read_document(std::string(json), "person.json");
    if (!document || !document->root.is_map())
        return std::unexpected(Error{ErrorCode::corrupt, "the details of a person are no JSON object"});
    PersonDetails person;
    for (const auto& [key, value] : document->root.entries) {
        const auto part = std::ranges::find(parts, key.text, &Part::name);
        if (part != parts.end()) person.*part->text = value.text;
        else if (key.text == "is_protected") person.is_protected = value.as_bool().value_or(true);
    }
    return person;
}

}  // namespace fjorten::service
