#include "casefile/read_value.h"

#include <algorithm>

#include "base/source_text.h"
#include "base/utf8.h"
#include "casefile/casefile.h"

namespace fjorten::casefile {

using rulebook::FieldKind;
using rulebook::FieldType;

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

std::string shown(const Node& node) {
    if (node.is_list()) return "[...]";
    if (node.is_map()) return "{...}";
    return shortened(node.text);
}

namespace {

// "2026-03": a year and a month of it.
bool is_month(std::string_view text) { return calendar::Date::parse(std::string(text) + "-01").has_value(); }

std::optional<feel::Value> read_as(const Node& node, FieldKind kind) {
    switch (kind) {
        case FieldKind::boolean:
            if (const auto said = node.as_bool()) return feel::Value(*said);
            return std::nullopt;
        case FieldKind::integer:
            if (const auto said = node.as_integer()) return feel::Value::number(*said);
            return std::nullopt;
        case FieldKind::decimal:
            if (node.quoted) return std::nullopt;
            if (const auto said = feel::Decimal::parse(node.text)) return feel::Value(*said);
            return std::nullopt;
        case FieldKind::date:
            if (const auto said = calendar::Date::parse(node.text)) return feel::Value(*said);
            return std::nullopt;
        case FieldKind::month:
            if (is_month(node.text)) return feel::Value(node.text);
            return std::nullopt;
        case FieldKind::text: return feel::Value(node.text);
    }
    return std::nullopt;
}

// One code per set of kinds that the vocabulary uses, so that each has a sentence of its own.
std::string code_for(const FieldType& type) {
    if (type.kinds.size() > 1) return "case_expected_date_or_boolean";
    switch (type.kinds.empty() ? FieldKind::text : type.kinds.front()) {
        case FieldKind::boolean: return "case_expected_boolean";
        case FieldKind::integer: return "case_expected_integer";
        case FieldKind::decimal: return "case_expected_number";
        case FieldKind::date: return "case_expected_date";
        case FieldKind::month: return "case_expected_month";
        case FieldKind::text: return "case_expected_text";
    }
    return "case_expected_text";
}

}  // namespace

std::optional<feel::Value> read_value(const Document& document, const Node& node, const FieldType& type,
                                      Diagnostics& found) {
    if (!node.is_scalar()) {
        found.push_back(document.diagnose(node, code_for(type), {shown(node)}));
        return std::nullopt;
    }
    std::optional<feel::Value> value;
    for (const FieldKind kind : type.kinds) {
        if (!value) value = read_as(node, kind);
    }
    if (!value) {
        found.push_back(document.diagnose(node, code_for(type), {shown(node)}));
        return std::nullopt;
    }
    if (!type.choices.empty() && std::ranges::find(type.choices, node.text) == type.choices.end()) {
        found.push_back(document.diagnose(node, "case_expected_choice", {shown(node), joined(type.choices)},
                                          nearest_word(node.text, type.choices)));
        return std::nullopt;
    }
    if (value->is<std::string>() && utf8::length(node.text) > max_text_characters) {
        found.push_back(document.diagnose(node, "case_text_too_long", {std::to_string(max_text_characters)}));
        return std::nullopt;
    }
    return value;
}

std::optional<calendar::Date> read_date(const Document& document, const Node& node, Diagnostics& found) {
    if (node.is_scalar()) {
        if (const auto date = calendar::Date::parse(node.text)) return *date;
    }
    found.push_back(document.diagnose(node, "case_expected_date", {shown(node)}));
    return std::nullopt;
}

std::optional<std::string> read_words(const Document& document, const Node& node, std::size_t max_characters,
                                      Diagnostics& found) {
    if (!node.is_scalar() || node.is_null() || node.text.empty()) {
        found.push_back(document.diagnose(node, "case_expected_text", {shown(node)}));
        return std::nullopt;
    }
    if (utf8::length(node.text) > max_characters) {
        found.push_back(document.diagnose(node, "case_text_too_long", {std::to_string(max_characters)}));
        return std::nullopt;
    }
    return node.text;
}

std::optional<bool> read_bool(const Document& document, const Node& node, Diagnostics& found) {
    if (const auto said = node.as_bool()) return said;
    found.push_back(document.diagnose(node, "case_expected_boolean", {shown(node)}));
    return std::nullopt;
}

}  // namespace fjorten::casefile
