#include "drafting/decisions.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::drafting {

namespace {

std::unexpected<Error> fail(ErrorCode code, std::string why) {
    return std::unexpected(Error{code, std::move(why)});
}

Path below(Path path, std::initializer_list<std::string> steps) {
    path.insert(path.end(), steps);
    return path;
}

Value decided_value(std::string_view as, const Decider& decider) {
    return Value::source(fmt::format("{{as: {}, by: {}, on: {}, reason: {}}}", as,
                                     on_one_line(Value::words(decider.name)), decider.on.iso(),
                                     on_one_line(Value::words(decider.reason))));
}

// A value as it is best written behind a key.
Value value_of(const Node& node) {
    const Node* const da = node.find("da");
    const Node* const en = node.find("en");
    if (node.is_map() && node.entries.size() == 2 && da != nullptr && en != nullptr && da->is_scalar() &&
        en->is_scalar())
        return Value::bilingual({da->text, en->text});
    return Value::source(in_flow(node));
}

/// The wordings of one rule, and the change from following one to following another.
class Wordings {
  public:
    Wordings(const TextMap& map, Path rule) : map_(map), rule_(std::move(rule)) {
        const Found found = map_.find(below(rule_, {"wordings"}));
        if (found.node != nullptr && found.node->is_list()) list_ = &found.node->items;
    }

    std::optional<std::size_t> index_of(std::string_view id) const {
        for (std::size_t i = 0; list_ != nullptr && i < list_->size(); ++i) {
            const Node* const own = (*list_)[i].find("id");
            if (own != nullptr && own->text == id) return i;
        }
        return std::nullopt;
    }
    std::optional<std::size_t> followed() const {
        for (std::size_t i = 0; list_ != nullptr && i < list_->size(); ++i) {
            const Node* const is_followed = (*list_)[i].find("followed");
            if (is_followed != nullptr && is_followed->as_bool().value_or(false)) return i;
        }
        return std::nullopt;
    }
    std::size_t size() const { return list_ == nullptr ? 0 : list_->size(); }
    bool is_rejected(std::size_t index) const {
        const Node* const decided = (*list_)[index].find("decided");
        const Node* const as = decided == nullptr ? nullptr : decided->find("as");
        return as != nullptr && as->text == "rejected";
    }
    Path path_of(std::size_t index, std::initializer_list<std::string> steps) const {
        return below(below(rule_, {"wordings", std::to_string(index)}), steps);
    }

    std::vector<Change> follow(std::size_t to, std::size_t from) const {
        std::vector<Change> changes;
        const Node* const instead = (*list_)[to].find("instead");
        std::string former;
        std::vector<std::pair<std::string, std::string>> before;
        if (instead != nullptr) {
            for (const auto& [key, value] : instead->entries) {
                const Found old = map_.find(below(rule_, {key.text}));
                const std::string was = old.node == nullptr ? "null" : in_flow(*old.node);
                former += fmt::format("{}{}: {}", former.empty() ? "" : ", ", key.text, was);
                before.emplace_back(key.text, was);
                const auto now = value.is_null() ? std::nullopt : std::optional(value_of(value));
                changes.push_back({below(rule_, {key.text}), now});
            }
        }
        // The other wordings said where they differ from the rule as it was.
        for (std::size_t i = 0; i < size(); ++i) {
            if (i == to || i == from) continue;
            const Node* const own = (*list_)[i].find("instead");
            for (const auto& [key, was] : before) {
                if (own == nullptr || own->find(key) == nullptr)
                    changes.push_back({path_of(i, {"instead", key}), Value::source(was)});
            }
        }
        changes.push_back({path_of(from, {"followed"}), std::nullopt});
        changes.push_back({path_of(to, {"instead"}), std::nullopt});
        changes.push_back({path_of(to, {"followed"}), Value::bare("true")});
        if (!former.empty())
            changes.push_back({path_of(from, {"instead"}), Value::source("{" + former + "}")});
        return changes;
    }

  private:
    const TextMap& map_;
    Path rule_;
    const std::vector<Node>* list_ = nullptr;
};

Result<TextMap> read(std::string text, const std::string& file) {
    auto map = TextMap::read(std::move(text), file);
    if (!map) return fail(ErrorCode::invalid_input, "the text cannot be read");
    return std::move(*map);
}

std::optional<std::size_t> index_of_committee(const TextMap& map, const std::string& committee) {
    const Node* const list = map.document().root.find("approvals");
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
        const Node* const own = list->items[i].find("committee");
        if (own != nullptr && own->text == committee) return i;
    }
    return std::nullopt;
}

}  // namespace

std::string in_flow(const Node& node) {
    if (node.is_scalar()) {
        if (node.quoted || node.text.contains('\n')) return on_one_line(Value::words(node.text));
        return on_one_line(Value::bare(node.text.empty() ? "null" : node.text));
    }
    std::string inside;
    for (const Node& item : node.items) inside += (inside.empty() ? "" : ", ") + in_flow(item);
    for (const auto& [key, value] : node.entries)
        inside += fmt::format("{}{}: {}", inside.empty() ? "" : ", ", in_flow(key), in_flow(value));
    return node.is_list() ? "[" + inside + "]" : "{" + inside + "}";
}

std::optional<Path> path_of_rule(const TextMap& map, std::string_view rule) {
    const Node* const rules = map.document().root.find("rules");
    for (std::size_t i = 0; rules != nullptr && i < rules->items.size(); ++i) {
        const Node* const id = rules->items[i].find("id");
        if (id != nullptr && id->text == rule) return Path{"rules", std::to_string(i)};
    }
    return std::nullopt;
}

Result<std::string> decide_wording(std::string text, const std::string& file, std::string_view rule,
                                   std::string_view wording, Verdict verdict, const Decider& decider) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    const auto path = path_of_rule(*map, rule);
    if (!path) return fail(ErrorCode::not_found, "no such rule");
    const Wordings wordings(*map, *path);
    const auto decided = wordings.index_of(wording);
    const auto followed = wordings.followed();
    if (!decided || !followed) return fail(ErrorCode::not_found, "no such wording");
    std::size_t to = *decided;
    if (verdict == Verdict::rejected) {
        to = *followed;
        if (to == *decided) {
            to = 0;
            while (to < wordings.size() && (to == *decided || wordings.is_rejected(to))) ++to;
            if (to == wordings.size()) return fail(ErrorCode::conflict, "no wording would be left");
        }
    }
    std::vector<Change> changes;
    if (to != *followed) changes = wordings.follow(to, *followed);
    const bool is_accepted = verdict == Verdict::accepted;
    for (std::size_t i = 0; i < wordings.size(); ++i) {
        const bool is_other = i != *decided;
        // One that was accepted before and is followed no longer is not accepted any more.
        if (is_other && is_accepted)
            changes.push_back({wordings.path_of(i, {"decided"}), decided_value("rejected", decider)});
    }
    changes.push_back({wordings.path_of(*decided, {"decided"}),
                       decided_value(is_accepted ? "accepted" : "rejected", decider)});
    return changed(map->text(), file, changes);
}

Result<std::string> settle_doubt(std::string text, const std::string& file, std::string_view rule,
                                 std::string_view as, const Decider& decider) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    Path path;
    if (!rule.empty()) {
        const auto found = path_of_rule(*map, rule);
        if (!found) return fail(ErrorCode::not_found, "no such rule");
        path = *found;
    }
    if (map->find(below(path, {"doubt"})).node == nullptr)
        return fail(ErrorCode::not_found, "no doubt there");
    return changed(map->text(), file, Change{below(path, {"settled"}), decided_value(as, decider)});
}

Result<std::string> name_committee(std::string text, const std::string& file, const std::string& committee) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    if (index_of_committee(*map, committee)) return fail(ErrorCode::conflict, "named already");
    const Node* const list = map->document().root.find("approvals");
    const std::string entry = fmt::format("{{committee: {}}}", on_one_line(Value::words(committee)));
    if (list == nullptr)
        return changed(map->text(), file, Change{{"approvals"}, Value::source("\n  - " + entry)});
    return changed(map->text(), file,
                   Change{{"approvals", std::to_string(list->items.size())}, Value::source(entry)});
}

Result<std::string> remove_committee(std::string text, const std::string& file,
                                     const std::string& committee) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    const auto index = index_of_committee(*map, committee);
    if (!index) return fail(ErrorCode::not_found, "no such committee");
    if (map->document().root.find("approvals")->items.size() == 1)
        return changed(map->text(), file, Change{{"approvals"}, std::nullopt});
    return changed(map->text(), file, Change{{"approvals", std::to_string(*index)}, std::nullopt});
}

Result<std::string> approve(std::string text, const std::string& file, const std::string& committee,
                            calendar::Date on, const std::string& recorded_by) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    const auto index = index_of_committee(*map, committee);
    if (!index) return fail(ErrorCode::not_found, "no such committee");
    const Path path{"approvals", std::to_string(*index)};
    return changed(map->text(), file,
                   {Change{below(path, {"on"}), Value::bare(on.iso())},
                    Change{below(path, {"recorded_by"}), Value::words(recorded_by)}});
}

Result<std::string> add_rule(std::string text, const std::string& file, const NewRule& rule) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    if (path_of_rule(*map, rule.name)) return fail(ErrorCode::conflict, "there is such a rule");
    const auto before = path_of_rule(*map, rule.after);
    const auto after = before ? std::optional(map->find(*before).index) : std::nullopt;
    const std::string lines = fmt::format("- id: {}\n  form: {}\n", rule.name, rule.form);
    return with_item(map->text(), file, {"rules"}, lines, after);
}

Result<std::string> remove_rule(std::string text, const std::string& file, std::string_view rule) {
    const auto map = read(std::move(text), file);
    if (!map) return std::unexpected(map.error());
    const auto path = path_of_rule(*map, rule);
    if (!path) return fail(ErrorCode::not_found, "no such rule");
    if (map->document().root.find("rules")->items.size() == 1)
        return fail(ErrorCode::conflict, "the last rule");
    auto edited = changed(map->text(), file, Change{*path, std::nullopt});
    return edited;
}

}  // namespace fjorten::drafting
