// Limits, gates, routes and offers: the parts of RuleReader for what may be done, and who decides.
#include <algorithm>

#include "rulebook/condition_reader.h"
#include "rulebook/rule_reader.h"

namespace fjorten::rulebook {

std::optional<feel::Expression> RuleReader::number_of(const Node* node) {
    if (node == nullptr) return std::nullopt;
    Words names;
    for (const auto& [name, slot] : vocabulary_.slot_by_name) names.push_back(name);
    return read_expression(report_, *node, vocabulary_.lookup(), feel::TypeKind::number, names);
}

Limit RuleReader::read_limit(const Keys& keys) {
    Limit limit;
    if (const Node* const name = keys.need("action")) limit.action = action(*name);
    const Node* const counts = keys.need("counts");
    const auto counted = counts != nullptr ? pattern_reader().one(*counts) : std::nullopt;
    if (counted) limit.counts = *counted;
    const Node* const since = keys.find("since");
    limit.within_request = since != nullptr && since->is_scalar() && since->text == "request";
    if (!limit.within_request) limit.since = patterns(keys, "since");
    if (const Node* const needs = keys.find("needs_since")) {
        limit.needs_since = read_flag(report_, *needs).value_or(false);
        if (!keys.has("since")) report_.error(*needs, "rulebook_missing_key", {"since"});
    }
    if (const Node* const window = keys.find("window")) {
        limit.window = read_period(report_, *window);
        if (!keys.has("since")) report_.error(*window, "rulebook_missing_key", {"since"});
    }
    if (const Node* const min = keys.find("min")) limit.min = read_integer(report_, *min, 0, 10000);
    if (const Node* const max = keys.find("max")) limit.max = read_integer(report_, *max, 0, 10000);
    if (limit.min && limit.max && *limit.min > *limit.max)
        report_.error(*keys.find("max"), "rulebook_max_below_min");
    const Node* const per = keys.find("per");
    if (per != nullptr && counted && pattern_reader().field(*per, counted->event))
        limit.per_field = per->text;
    if (const Node* const earned = keys.find("earned")) limit.earned = read_earned(*earned);
    if (const Node* const figures = keys.find("figures"); figures != nullptr && counted) {
        for (const Node* const item : read_list(report_, *figures))
            limit.figures.push_back(read_figure(*item, limit));
    }
    limit.brought_forward = number_of(keys.find("brought_forward"));
    const bool says_something = keys.has("min") || keys.has("max") || keys.has("window") ||
                                keys.has("earned") || keys.has("figures") || keys.has("needs_since");
    if (!says_something)
        report_.error(keys.node(), "rulebook_expected_some_of", {"min, max, window, earned, figures"});
    return limit;
}

Limit::Earned RuleReader::read_earned(const Node& node) {
    const Keys keys(report_, node, {"by", "every", "among_first", "consumed_by", "brought_forward"});
    Limit::Earned earned;
    if (const Node* const by = keys.need("by")) {
        if (auto pattern = pattern_reader().one(*by)) earned.by = std::move(*pattern);
    }
    if (const Node* const every = keys.find("every"))
        earned.every = read_integer(report_, *every, 1, 1000).value_or(1);
    if (const Node* const first = keys.find("among_first")) {
        earned.among_first = read_integer(report_, *first, 1, 10000);
    }
    if (const Node* const consumed = keys.find("consumed_by"))
        earned.consumed_by = pattern_reader().one(*consumed);
    earned.brought_forward = number_of(keys.find("brought_forward"));
    return earned;
}

Limit::Figure RuleReader::read_figure(const Node& node, const Limit& limit) {
    const Keys keys(report_, node, {"field", "exactly", "at_most", "unit"});
    Limit::Figure figure;
    if (const Node* const field = keys.need("field")) {
        figure.field = field->text;
        if (const auto index = pattern_reader().field(*field, limit.counts.event)) {
            const auto& kinds = vocabulary_.events[limit.counts.event].fields[*index].type.kinds;
            const bool is_number = std::ranges::all_of(kinds, [](FieldKind kind) {
                return kind == FieldKind::integer || kind == FieldKind::decimal;
            });
            if (!is_number) report_.error(*field, "rulebook_field_not_number", {field->text});
        }
    }
    if (const Node* const exactly = keys.find("exactly")) figure.exactly = read_number(report_, *exactly);
    if (const Node* const at_most = keys.find("at_most")) figure.at_most = read_number(report_, *at_most);
    if (keys.has("exactly") == keys.has("at_most") && node.is_map()) {
        report_.error(node, "rulebook_expected_one_of", {"exactly, at_most"});
    }
    if (const Node* const unit = keys.find("unit")) figure.unit = read_text(report_, *unit).value_or("");
    return figure;
}

// A gate `of_event` reads the event that does the action, so all its actions must be done by one type of
// event.
std::optional<EventType> RuleReader::event_of_actions(const Keys& keys, const Gate& gate) {
    std::optional<EventType> event;
    for (const std::string& name : gate.actions) {
        const auto id = vocabulary_.find_action(name);
        if (!id) return std::nullopt;
        const auto& done_by = vocabulary_.actions[*id].done_by;
        if (!done_by || (event && *event != done_by->event)) {
            report_.error(*keys.find("of_event"), "rulebook_no_event_of_action", {name});
            return std::nullopt;
        }
        event = done_by->event;
    }
    return event;
}

Gate RuleReader::read_gate(const Keys& keys, const Rule& rule) {
    Gate gate;
    if (keys.has("action") == keys.has("actions")) {
        report_.error(keys.node(), "rulebook_expected_one_of", {"action, actions"});
    } else {
        const Node* const actions = keys.has("action") ? keys.find("action") : keys.find("actions");
        for (const Node* const item : one_or_many(*actions)) {
            if (auto name = action(*item); !name.empty()) gate.actions.push_back(std::move(name));
        }
    }
    if (const Node* const of_event = keys.find("of_event")) {
        gate.looks_at_event = read_flag(report_, *of_event).value_or(false);
    }
    if (const Node* const stated = keys.find("requires_stated")) {
        Words names = vocabulary_.limit_names;
        names.insert(names.end(), vocabulary_.clock_names.begin(), vocabulary_.clock_names.end());
        if (read_choice(report_, *stated, names)) gate.requires_stated = stated->text;
    }
    const bool may_require_nothing = rule.discretion || keys.has("requires_stated");
    const Node* const requires_that = may_require_nothing ? keys.find("requires") : keys.need("requires");
    if (requires_that != nullptr) {
        const auto event = gate.looks_at_event ? event_of_actions(keys, gate) : std::nullopt;
        if (!gate.looks_at_event || event) {
            gate.requires_that = read_condition(report_, *requires_that, vocabulary_, event, Starts::unknown);
        }
    }
    if (const Node* const strength = keys.find("strength")) {
        gate.strength = read_enum<Strength>(report_, *strength,
                                            {{"hard", Strength::hard}, {"reasoned", Strength::reasoned}})
                            .value_or(Strength::reasoned);
    }
    if (const Node* const role = keys.find("passed_by")) {
        if (read_choice(report_, *role, names_of(vocabulary_.roles), "rulebook_unknown_role"))
            gate.passed_by = role->text;
        if (gate.strength == Strength::hard) report_.error(*role, "rulebook_hard_gate_passed_by");
    }
    if (const Node* const tested_by = keys.find("tested_by")) {
        gate.tested_by = read_text(report_, *tested_by).value_or("");
        references_.push_back({&report_.document(), tested_by, Reference::Wanted::any_rule});
    }
    if (const Node* const finding = keys.find("finding"))
        gate.finding = read_id(report_, *finding).value_or("");
    // Where the statute decides, a person decides or it has already happened, there is nothing to pass.
    const bool can_be_passed = gate.strength == Strength::reasoned && gate.tested_by.empty() &&
                               !gate.looks_at_event && !rule.discretion;
    if (can_be_passed) keys.need("passed_by");
    return gate;
}

Route RuleReader::read_route(const Keys& keys) {
    Route route;
    const Node* const to = keys.need("to");
    if (to == nullptr) return route;
    if (to->is_list() && to->items.empty()) report_.error(*to, "rulebook_empty_list");
    for (const Node* const item : read_list(report_, *to)) {
        const Keys way_keys(report_, *item, {"to", "label", "when"});
        Route::Way way;
        if (const Node* const where = way_keys.need("to")) way.to = read_id(report_, *where).value_or("");
        if (const Node* const label = way_keys.need("label")) way.label = read_bilingual(report_, *label);
        way.when = condition(way_keys.find("when"));
        const bool is_last = item == &to->items.back();
        if (!is_last && item->is_map() && !way_keys.has("when"))
            report_.error(*item, "rulebook_otherwise_not_last");
        route.ways.push_back(std::move(way));
    }
    return route;
}

Offer RuleReader::read_offer(const Keys& keys) {
    Offer offer;
    if (const Node* const service = keys.need("service")) {
        if (read_choice(report_, *service, names_of(vocabulary_.services), "rulebook_unknown_service")) {
            offer.service = service->text;
        }
    }
    offer.eligible = condition(keys.find("eligible"));
    return offer;
}

}  // namespace fjorten::rulebook
