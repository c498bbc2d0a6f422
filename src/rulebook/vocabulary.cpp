#include "rulebook/vocabulary.h"

#include <algorithm>
#include <array>

#include "rulebook/built_in.h"

namespace fjorten::rulebook {

namespace {

constexpr std::array<std::string_view, built_in_count> built_in_names = {
    "today",   "age",           "adult",           "born",          "residence", "own_residence", "anonymous",
    "started", "started_month", "request_service", "request_opened"};

std::optional<feel::Type> type_of_slot(const Vocabulary& vocabulary, Slot slot) {
    if (slot < built_in_count) return type_of(static_cast<BuiltIn>(slot), vocabulary);
    std::size_t index = slot - built_in_count;
    if (index < vocabulary.facts.size()) return vocabulary.facts[index].type.feel_type();
    index -= vocabulary.facts.size();
    if (index < vocabulary.derived.size()) return vocabulary.derived[index].type.feel_type();
    return std::nullopt;
}

}  // namespace

std::string_view name_of(BuiltIn built_in) { return built_in_names.at(static_cast<std::size_t>(built_in)); }

feel::Type type_of(BuiltIn built_in, const Vocabulary& vocabulary) {
    using enum feel::TypeKind;
    switch (built_in) {
        case BuiltIn::today:
        case BuiltIn::born:
        case BuiltIn::request_opened:
        case BuiltIn::started: return {date};
        case BuiltIn::age: return {number};
        case BuiltIn::adult:
        case BuiltIn::anonymous: return {boolean};
        case BuiltIn::residence:
        case BuiltIn::own_residence:
        case BuiltIn::started_month: return {text};
        case BuiltIn::request_service: {
            feel::Type type{text};
            for (const Named& service : vocabulary.services) type.choices.push_back(service.name);
            return type;
        }
        case BuiltIn::count_: break;
    }
    return {};
}

feel::Type FieldType::feel_type() const {
    if (kinds.size() != 1) return {};
    switch (kinds.front()) {
        case FieldKind::boolean: return {feel::TypeKind::boolean};
        case FieldKind::integer:
        case FieldKind::decimal: return {feel::TypeKind::number};
        case FieldKind::text: return {feel::TypeKind::text, choices};
        case FieldKind::month: return {feel::TypeKind::text};
        case FieldKind::date: return {feel::TypeKind::date};
    }
    return {};
}

std::optional<std::uint16_t> EventKind::field_index(std::string_view field) const {
    const auto found = std::ranges::find(fields, field, &Field::name);
    if (found == fields.end()) return std::nullopt;
    return static_cast<std::uint16_t>(found - fields.begin());
}

std::optional<EventType> Vocabulary::find_event(std::string_view name) const {
    const auto found = event_by_name.find(name);
    return found == event_by_name.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ActionId> Vocabulary::find_action(std::string_view name) const {
    const auto found = action_by_name.find(name);
    return found == action_by_name.end() ? std::nullopt : std::optional(found->second);
}

const Fact* Vocabulary::find_fact(std::string_view name) const {
    const auto found = std::ranges::find(facts, name, &Fact::name);
    return found == facts.end() ? nullptr : &*found;
}

feel::Lookup Vocabulary::lookup(std::optional<EventType> event) const {
    return [this, event](std::string_view name) -> std::optional<feel::Symbol> {
        if (event) {
            const EventKind& kind = events[*event];
            if (const auto index = kind.field_index(name)) {
                return feel::Symbol{first_field_slot + *index, kind.fields[*index].type.feel_type()};
            }
        }
        const auto found = slot_by_name.find(name);
        if (found == slot_by_name.end()) return std::nullopt;
        const auto type = type_of_slot(*this, found->second);
        if (!type) return std::nullopt;
        return feel::Symbol{found->second, *type};
    };
}

}  // namespace fjorten::rulebook
