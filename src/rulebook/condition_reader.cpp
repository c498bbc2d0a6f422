#include "rulebook/condition_reader.h"

#include <algorithm>

#include "rulebook/scalar_place.h"

namespace fjorten::rulebook {

namespace {

Words names_for(const Vocabulary& vocabulary, std::optional<EventType> event) {
    Words names;
    for (const auto& [name, slot] : vocabulary.slot_by_name) names.push_back(name);
    if (event) {
        for (const Field& field : vocabulary.events[*event].fields) names.push_back(field.name);
    }
    return names;
}

void refuse_start(Report& report, const Node& node, const Vocabulary& vocabulary,
                  const feel::Expression& condition) {
    for (const std::string_view name : {"started", "started_month"}) {
        const auto found = vocabulary.slot_by_name.find(name);
        if (found == vocabulary.slot_by_name.end()) continue;
        if (std::ranges::find(condition.slots(), found->second) != condition.slots().end()) {
            report.error(node, "rulebook_only_in_clocks", {std::string(name)});
        }
    }
}

}  // namespace

std::optional<feel::Expression> read_expression(Report& report, const Node& node, const feel::Lookup& lookup,
                                                feel::TypeKind expected, const Words& names) {
    if (!node.is_scalar() || node.is_null()) {
        report.error(node, "rulebook_expected_condition");
        return std::nullopt;
    }
    auto compiled = feel::Expression::compile(node.text, lookup, expected);
    if (compiled) return std::move(*compiled);
    for (feel::Mistake& mistake : compiled.error()) {
        const Place place = place_in_scalar(report.document(), node, mistake.offset);
        Node at;
        at.line = place.line;
        at.column = place.column;
        std::string suggestion;
        if (mistake.kind == feel::Mistake::Kind::unknown_name) suggestion = nearest_word(mistake.word, names);
        report.error(at, std::move(mistake.code), std::move(mistake.args), std::move(suggestion));
    }
    return std::nullopt;
}

std::optional<feel::Expression> read_condition(Report& report, const Node& node, const Vocabulary& vocabulary,
                                               std::optional<EventType> event, Starts starts) {
    auto condition = read_expression(report, node, vocabulary.lookup(event), feel::TypeKind::boolean,
                                     names_for(vocabulary, event));
    if (condition && starts == Starts::unknown) refuse_start(report, node, vocabulary, *condition);
    return condition;
}

}  // namespace fjorten::rulebook
