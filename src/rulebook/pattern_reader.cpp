#include "rulebook/pattern_reader.h"

#include <algorithm>

namespace fjorten::rulebook {

std::optional<EventType> PatternReader::event(const Node& node) const {
    if (node.is_scalar()) {
        if (const auto found = vocabulary_.find_event(node.text)) return found;
    }
    Words names;
    for (const EventKind& kind : vocabulary_.events) names.push_back(kind.name);
    report_.unknown(node, "rulebook_unknown_event", node.text, names);
    return std::nullopt;
}

std::optional<std::uint16_t> PatternReader::field(const Node& node, EventType event) const {
    const EventKind& kind = vocabulary_.events[event];
    const auto index = node.is_scalar() ? kind.field_index(node.text) : std::nullopt;
    if (!index) {
        Words names;
        for (const Field& known : kind.fields) names.push_back(known.name);
        report_.unknown(node, "rulebook_unknown_field", node.text, names, {kind.name});
    }
    return index;
}

std::optional<Pattern> PatternReader::one(const Node& node) const {
    Pattern pattern;
    if (node.is_scalar()) {
        const auto type = event(node);
        if (!type) return std::nullopt;
        pattern.event = *type;
        return pattern;
    }
    const Keys keys(report_, node, {"event", "where", "day"});
    const Node* const name = keys.need("event");
    const auto type = name != nullptr ? event(*name) : std::nullopt;
    if (!type) return std::nullopt;
    pattern.event = *type;
    if (const Node* const where = keys.find("where")) {
        pattern.where = read_condition(report_, *where, vocabulary_, type, starts_);
        if (pattern.where) {
            for (auto& [slot, value] : pattern.where->required_equalities()) {
                if (slot < vocabulary_.first_field_slot) continue;
                pattern.demanded.emplace_back(static_cast<std::uint16_t>(slot - vocabulary_.first_field_slot),
                                              value);
            }
        }
    }
    if (const Node* const day = keys.find("day")) {
        pattern.day_field = field(*day, *type);
        if (pattern.day_field) {
            const auto& kinds = vocabulary_.events[*type].fields[*pattern.day_field].type.kinds;
            if (std::ranges::find(kinds, FieldKind::date) == kinds.end()) {
                report_.error(*day, "rulebook_field_not_date", {day->text});
            }
        }
    }
    return pattern;
}

std::vector<Pattern> PatternReader::several(const Node& node) const {
    std::vector<Pattern> patterns;
    if (node.is_list() && node.items.empty()) report_.error(node, "rulebook_empty_list");
    for (const Node* const item : one_or_many(node)) {
        if (auto pattern = one(*item)) patterns.push_back(std::move(*pattern));
    }
    return patterns;
}

}  // namespace fjorten::rulebook
