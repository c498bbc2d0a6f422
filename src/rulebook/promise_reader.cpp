// Checklists, goals and notices: the parts of RuleReader for what is promised and told.
#include <algorithm>

#include "rulebook/rule_reader.h"

namespace fjorten::rulebook {

Checklist RuleReader::read_checklist(const Keys& keys) {
    Checklist list;
    if (const Node* const step = keys.need("step")) {
        if (pattern_reader().event(*step)) list.step = step->text;
    }
    if (const Node* const covered_by = keys.find("covered_by")) {
        list.covered_by = pattern_reader().one(*covered_by);
        const Node* const field = keys.need("field");
        if (field != nullptr && list.covered_by && pattern_reader().field(*field, list.covered_by->event)) {
            list.field = field->text;
        }
    } else if (const Node* const field = keys.find("field")) {
        report_.error(*field, "rulebook_missing_key", {"covered_by"});
    }
    const Node* const items = keys.need("items");
    if (items == nullptr) return list;
    if (items->is_list() && items->items.empty()) report_.error(*items, "rulebook_empty_list");
    for (const Node* const node : read_list(report_, *items)) {
        const Keys item_keys(report_, *node, {"id", "label"});
        Checklist::Item item;
        if (const Node* const id = item_keys.need("id")) item.id = read_word(report_, *id).value_or("");
        if (const Node* const label = item_keys.need("label")) item.label = read_bilingual(report_, *label);
        const bool is_taken =
            std::ranges::find(list.items, item.id, &Checklist::Item::id) != list.items.end();
        if (is_taken && !item.id.empty()) report_.error(*node, "rulebook_repeated", {item.id});
        list.items.push_back(std::move(item));
    }
    return list;
}

Goal RuleReader::read_goal(const Keys& keys) {
    Goal goal;
    if (const Node* const measure = keys.need("measure"))
        goal.measure = read_id(report_, *measure).value_or("");
    if (const Node* const population = keys.find("population")) {
        goal.population = read_id(report_, *population).value_or("");
    }
    if (const Node* const least = keys.find("at_least")) goal.at_least = read_number(report_, *least);
    if (const Node* const most = keys.find("at_most")) goal.at_most = read_number(report_, *most);
    if (const Node* const marks = keys.find("measured_at")) {
        for (const Node* const item : one_or_many(*marks)) {
            if (auto word = read_word(report_, *item)) goal.measured_at.push_back(std::move(*word));
        }
    }
    if (const Node* const until = keys.find("until")) goal.until = read_text(report_, *until).value_or("");
    return goal;
}

Notice RuleReader::read_notice(const Keys& keys) {
    Notice notice;
    if (const Node* const to = keys.need("to")) notice.to = read_id(report_, *to).value_or("");
    if (const Node* const about = keys.need("about")) notice.about = read_id(report_, *about).value_or("");
    if (const Node* const at = keys.find("at")) notice.at = pattern_reader().event(*at);
    return notice;
}

}  // namespace fjorten::rulebook
