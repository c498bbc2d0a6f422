#include "rulebook/wording_reader.h"

#include <algorithm>

#include "rulebook/rule_reader.h"

namespace fjorten::rulebook {

namespace {

// Who decided, when and why: the same three keys wherever somebody has stood up for something.
template <class Decided>
std::optional<Decided> read_decided(
    Report& report, const Node& node,
    std::initializer_list<std::pair<std::string_view, typename Decided::As>> ways) {
    const Keys keys(report, node, {"as", "by", "on", "reason"});
    const Node* const as = keys.need("as");
    const Node* const by = keys.need("by");
    const Node* const on = keys.need("on");
    const Node* const reason = keys.need("reason");
    if (as == nullptr || by == nullptr || on == nullptr || reason == nullptr) return std::nullopt;
    const auto way = read_enum<typename Decided::As>(report, *as, ways);
    const auto name = read_text(report, *by);
    const auto day = read_date(report, *on);
    const auto why = read_text(report, *reason);
    if (!way || !name || !day || !why) return std::nullopt;
    return Decided{*way, *name, *day, *why};
}

}  // namespace

std::optional<Settlement> read_settlement(Report& report, const Node& node) {
    return read_decided<Settlement>(
        report, node, {{"confirmed", Settlement::As::confirmed}, {"changed", Settlement::As::changed}});
}

std::vector<Approval> read_approvals(Report& report, const Node& node) {
    std::vector<Approval> approvals;
    for (const Node* const item : read_list(report, node)) {
        const Keys keys(report, *item, {"committee", "on", "recorded_by"});
        Approval approval;
        if (const Node* const committee = keys.need("committee"))
            approval.committee = read_text(report, *committee).value_or("");
        const Node* const on = keys.find("on");
        if (on != nullptr) approval.on = read_date(report, *on);
        const Node* const who = on != nullptr ? keys.need("recorded_by") : keys.find("recorded_by");
        if (who != nullptr) approval.recorded_by = read_text(report, *who).value_or("");
        const bool is_taken =
            std::ranges::find(approvals, approval.committee, &Approval::committee) != approvals.end();
        if (is_taken) report.error(*item, "rulebook_repeated", {approval.committee});
        approvals.push_back(std::move(approval));
    }
    return approvals;
}

// A wording that is not followed says only where the rule would be another: it is read as the whole rule with
// those keys replaced, so that accepting it cannot bring in a rule that does not load.
std::shared_ptr<const Rule> RuleReader::read_under(const Node& whole, const Node& instead) {
    static const Words fixed = {"id", "form", "wordings", "doubt", "settled"};
    if (!instead.is_map()) {
        report_.error(instead, "rulebook_expected_map");
        return nullptr;
    }
    Node merged;
    merged.kind = Node::Kind::map;
    merged.line = instead.line;
    merged.column = instead.column;
    for (const auto& [key, value] : instead.entries) {
        if (std::ranges::find(fixed, key.text) != fixed.end())
            report_.error(key, "rulebook_fixed_in_wording", {key.text});
        else if (!value.is_null()) merged.entries.emplace_back(key, value);
    }
    for (const auto& entry : whole.entries) {
        static const Words left_out = {"wordings", "doubt", "settled", "carries", "item", "refers"};
        const bool is_left_out = std::ranges::find(left_out, entry.first.text) != left_out.end();
        if (!is_left_out && instead.find(entry.first.text) == nullptr) merged.entries.push_back(entry);
    }
    std::vector<Reference> already_checked;
    RuleReader reader(report_, vocabulary_, rulebook_, sources_, already_checked);
    auto rule = reader.read(merged);
    return rule ? std::make_shared<const Rule>(std::move(*rule)) : nullptr;
}

void RuleReader::read_wordings(const Node& whole, const Node& wordings, Rule& rule) {
    for (const Node* const item : read_list(report_, wordings)) {
        const Keys keys(report_, *item, {"id", "says", "cite", "followed", "instead", "decided"});
        if (!item->is_map()) continue;
        Wording wording;
        wording.place = report_.document().place(*item);
        if (const Node* const id = keys.need("id")) wording.id = read_id(report_, *id).value_or("");
        if (const Node* const says = keys.need("says")) wording.says = read_bilingual(report_, *says);
        if (const Node* const cite = keys.need("cite")) {
            for (const Node* const each : read_list(report_, *cite))
                wording.cite.push_back(read_citation(*each));
        }
        if (const Node* const followed = keys.find("followed"))
            wording.is_followed = read_flag(report_, *followed).value_or(false);
        const Node* const instead = keys.find("instead");
        if (instead != nullptr && wording.is_followed)
            report_.error(*instead, "rulebook_instead_of_followed");
        static const Node nothing_else = [] {
            Node node;
            node.kind = Node::Kind::map;
            return node;
        }();
        if (!wording.is_followed) wording.as_rule = read_under(whole, instead ? *instead : nothing_else);
        using As = Wording::Decision::As;
        if (const Node* const decided = keys.find("decided")) {
            wording.decided = read_decided<Wording::Decision>(
                report_, *decided, {{"accepted", As::accepted}, {"rejected", As::rejected}});
            if (wording.decided && (wording.decided->as == As::accepted) != wording.is_followed)
                report_.error(*decided, "rulebook_decided_otherwise");
        }
        if (std::ranges::find(rule.wordings, wording.id, &Wording::id) != rule.wordings.end())
            report_.error(*item, "rulebook_repeated", {wording.id});
        rule.wordings.push_back(std::move(wording));
    }
    if (!wordings.is_list()) return;
    if (rule.wordings.size() < 2) report_.error(wordings, "rulebook_single_wording");
    if (std::ranges::count_if(rule.wordings, &Wording::is_followed) != 1)
        report_.error(wordings, "rulebook_one_wording_followed");
}

}  // namespace fjorten::rulebook
