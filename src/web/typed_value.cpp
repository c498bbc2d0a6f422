#include "web/typed_value.h"

#include <algorithm>
#include <charconv>

#include "feel/decimal.h"
#include "web/date_input.h"

namespace fjorten::web {

namespace {

using rulebook::FieldKind;

// "2026-03" or "3-2026".
std::optional<std::string> read_month(std::string value) {
    if (value.size() >= 6 && value.size() <= 7 && value[4] != '-') value = value.insert(0, "1-");
    else value += "-01";
    const auto date = read_typed_date(value);
    return date ? std::optional(date->iso().substr(0, 7)) : std::nullopt;
}

// False if the value is not of that kind; nothing is written then.
bool write_as(answer::JsonWriter& json, FieldKind kind, const std::string& value) {
    switch (kind) {
        case FieldKind::boolean:
            if (value != "yes" && value != "no") return false;
            json.boolean(value == "yes");
            return true;
        case FieldKind::integer: {
            std::int64_t number = 0;
            const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
            if (read.ec != std::errc{} || read.ptr != value.data() + value.size() || number < 0) return false;
            json.number(number);
            return true;
        }
        case FieldKind::decimal: {
            std::string danish = value;
            std::ranges::replace(danish, ',', '.');
            const auto number = feel::Decimal::parse(danish);
            if (!number) return false;
            json.value(feel::Value(*number));
            return true;
        }
        case FieldKind::date:
            if (const auto day = read_typed_date(value)) {
                json.date(*day);
                return true;
            }
            return false;
        case FieldKind::month:
            if (const auto month = read_month(value)) {
                json.text(*month);
                return true;
            }
            return false;
        case FieldKind::text:
            if (has_control_character(value)) return false;
            json.text(value);
            return true;
    }
    return false;
}

std::string_view mistake_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::boolean: return "web.mistake.yes_no";
        case FieldKind::integer:
        case FieldKind::decimal: return "web.mistake.number";
        case FieldKind::date: return "web.mistake.date";
        case FieldKind::month: return "web.mistake.month";
        case FieldKind::text: return "web.mistake.characters";
    }
    return "web.mistake.characters";
}

}  // namespace

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

std::optional<std::string_view> write_typed_value(answer::JsonWriter& json, const rulebook::FieldType& type,
                                                  const std::string& typed) {
    if (!type.choices.empty() && std::ranges::find(type.choices, typed) == type.choices.end()) {
        json.null();
        return "web.mistake.choice";
    }
    for (const FieldKind kind : type.kinds) {
        if (write_as(json, kind, typed)) return std::nullopt;
    }
    json.null();
    return mistake_of(type.kinds.front());
}

}  // namespace fjorten::web
