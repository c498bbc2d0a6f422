#include "drafting/edit.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace fjorten::drafting {

namespace {

std::unexpected<Error> refuse(std::string why) {
    return std::unexpected(Error{ErrorCode::invalid_input, std::move(why)});
}

bool is_position(const std::string& step) {
    return !step.empty() && std::ranges::all_of(step, [](char c) { return c >= '0' && c <= '9'; });
}

// In what order the keys of a rule and of the head are written; what is not here comes last.
std::size_t rank_of(std::string_view key) {
    static constexpr std::array<std::string_view, 63> order = {
        "rulebook",   "name",        "municipality", "builds_on",  "edition",      "until",     "amends",
        "repeals",    "id",          "form",         "item",       "title",        "says",      "text",
        "cite",       "carries",     "refers",       "sources",    "must_contain", "outdated",  "when",
        "kind",       "consequence", "per",          "starts",     "within",       "due_on",    "before",
        "every",      "counts",      "roll",         "closed_too", "met_by",       "done_by",   "lifted_by",
        "excused_by", "stopped_by",  "again",        "action",     "actions",      "since",     "needs_since",
        "window",     "min",         "max",          "earned",     "figures",      "requires",  "strength",
        "passed_by",  "to",          "service",      "eligible",   "party",        "followed",  "instead",
        "discretion", "terms",       "doubt",        "settled",    "wordings",     "approvals", "rules"};
    const auto found = std::ranges::find(order, key);
    // The rules are the rest of the file: nothing of the head comes behind them.
    return found == order.end() ? order.size() - 2 : static_cast<std::size_t>(found - order.begin());
}

/// One change to one text.
class Editor {
  public:
    explicit Editor(const TextMap& map) : map_(map) {}

    Result<std::string> put(const Path& path, const Value& value) const {
        const Found there = map_.find(path);
        if (there.node != nullptr) return replace(path, there, value);
        std::size_t known = path.size() - 1;
        while (known > 0 &&
               map_.find(Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known))).node ==
                   nullptr)
            --known;
        const Path parent_path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(known));
        const Found parent = map_.find(parent_path);
        const Path rest(path.begin() + static_cast<std::ptrdiff_t>(known), path.end());
        if (parent.node->is_list() && is_position(rest.front())) return append(parent, rest, value);
        if (parent.node->is_map() && !is_position(rest.front())) return insert(parent, rest, value);
        return refuse("nothing can stand at " + rest.front());
    }

    Result<std::string> remove(const Path& path) const {
        const Found there = map_.find(path);
        if (there.node == nullptr || there.parent == nullptr) return map_.text();
        const std::size_t siblings =
            there.parent->is_map() ? there.parent->entries.size() : there.parent->items.size();
        // An empty collection says nothing: it goes with its last part.
        if (siblings == 1 && path.size() > 1) return remove(Path(path.begin(), path.end() - 1));
        const Span entry = map_.entry_span(there);
        if (there.stands_in_flow) return without(in_flow(there, entry, siblings));
        const Span first_line = map_.line_at(entry.begin);
        const bool begins_line = map_.text().find_first_not_of(' ', first_line.begin) == entry.begin;
        if (begins_line) return without({first_line.begin, map_.line_at(last_of(entry)).end});
        // The first key stands behind the dash of its item: the next one moves up.
        if (there.key == nullptr || there.index + 1 == siblings) return refuse("the value shares its line");
        return without({entry.begin, map_.key_span(there.parent->entries[there.index + 1].first).begin});
    }

    Result<std::string> add_lines(const Path& list, std::string_view item,
                                  std::optional<std::size_t> after) const {
        const Found found = map_.find(list);
        if (found.node == nullptr || !found.node->is_list() || map_.is_flow(*found.node) ||
            found.node->items.empty())
            return refuse("there is no list of lines to add to");
        const std::size_t at =
            std::min(after.value_or(found.node->items.size() - 1), found.node->items.size() - 1);
        Path path = list;
        path.push_back(std::to_string(at));
        const std::string margin(static_cast<std::size_t>(found.node->column - 1), ' ');
        std::string lines;
        for (std::size_t begin = 0; begin < item.size();) {
            const std::size_t end = std::min(item.find('\n', begin), item.size());
            const std::string_view line = item.substr(begin, end - begin);
            lines += line.empty() ? "" : margin + std::string(line);
            lines += "\n";
            begin = end + 1;
        }
        return with_line_after(map_.entry_span(map_.find(path)), "\n" + lines.substr(0, lines.size() - 1));
    }

  private:
    static std::size_t last_of(Span span) { return span.end > span.begin ? span.end - 1 : span.begin; }

    std::string with(Span span, std::string_view by) const {
        std::string own(by);
        if (map_.line_break() != "\n") {
            own.clear();
            for (const char c : by) own += c == '\n' ? map_.line_break() : std::string(1, c);
        }
        return map_.text().substr(0, span.begin) + own + map_.text().substr(span.end);
    }
    std::string without(Span span) const { return with(span, {}); }

    // A new line below the one on which `before` ends; what is behind it on that line is its own comment.
    std::string with_line_after(Span before, const std::string& line) const {
        const Span last = map_.line_at(last_of(before));
        const bool has_break =
            last.end > last.begin && (map_.text()[last.end - 1] == '\n' || map_.text()[last.end - 1] == '\r');
        return with({last.end, last.end}, has_break ? line + "\n" : "\n" + line);
    }

    // With the comma before it, or behind it for the first.
    Span in_flow(const Found& there, Span entry, std::size_t siblings) const {
        const auto span_of_sibling = [&](std::size_t index) {
            Found other = there;
            other.index = index;
            other.key = there.parent->is_map() ? &there.parent->entries[index].first : nullptr;
            other.node =
                there.parent->is_map() ? &there.parent->entries[index].second : &there.parent->items[index];
            return map_.entry_span(other);
        };
        if (there.index > 0) return {span_of_sibling(there.index - 1).end, entry.end};
        return siblings > 1 ? Span{entry.begin, span_of_sibling(1).begin} : entry;
    }

    Result<std::string> replace(const Path& path, const Found& there, const Value& value) const {
        if (value.kind == Value::Kind::bilingual && there.node->is_map())
            return replace_both(path, there, value);
        if (written_at(map_, path) == value.text && value.kind != Value::Kind::bilingual) return map_.text();
        const Span span = map_.span(there);
        const std::string raw = map_.text().substr(span.begin, span.end - span.begin);
        if (there.stands_in_flow || there.key == nullptr) return with(span, in_place(value, raw, there));
        const std::size_t indent = static_cast<std::size_t>(std::max(there.indent, 0));
        if (value.kind == Value::Kind::words && !raw.empty() && (raw.front() == '>' || raw.front() == '|'))
            return with(span, folded(value.text, indent_of_block(raw, indent)));
        // Behind its key, however it was written before.
        const Span key = map_.key_span(*there.key);
        const std::size_t colon = map_.text().find(':', key.end);
        const bool has_gap = raw.empty();
        const std::string written = value.kind == Value::Kind::words || value.kind == Value::Kind::condition
                                        ? in_place(value, raw, there)
                                        : on_one_line(value);
        const std::size_t before =
            width_of(map_.text().substr(map_.line_at(colon).begin, colon + 1 - map_.line_at(colon).begin));
        const bool is_short = before + 1 + width_of(written) <= longest_line && !written.contains('\n');
        if (is_short && map_.line_at(span.begin).begin == map_.line_at(colon).begin)
            return with(span, (has_gap ? " " : "") + written);
        return with({colon + 1, span.end}, behind_key(value, indent, before));
    }

    static std::size_t indent_of_block(const std::string& raw, std::size_t indent) {
        const std::size_t begin = raw.find('\n');
        const std::size_t filled = begin == std::string::npos ? begin : raw.find_first_not_of(" \r\n", begin);
        if (filled == std::string::npos) return indent + 2;
        return filled - raw.rfind('\n', filled) - 1;
    }

    // In the quotes that it had, if the new value may have them.
    static std::string in_place(const Value& value, const std::string& raw, const Found& there) {
        const bool is_text = value.kind == Value::Kind::words || value.kind == Value::Kind::condition;
        if (is_text && there.node->is_scalar() && raw.starts_with('"')) return double_quoted(value.text);
        if (is_text && there.node->is_scalar() && raw.starts_with('\'')) return single_quoted(value.text);
        return on_one_line(value);
    }

    // Only the language that differs; where a line would grow too long, both on lines of their own.
    Result<std::string> replace_both(const Path& path, const Found& there, const Value& value) const {
        const Node* const da = there.node->find("da");
        const Node* const en = there.node->find("en");
        if (da == nullptr || en == nullptr || !da->is_scalar() || !en->is_scalar())
            return whole(there, value);
        if (da->text == value.text && en->text == value.en) return map_.text();
        const bool is_flow = map_.is_flow(*there.node);
        const bool has_breaks = value.text.contains('\n') || value.en.contains('\n');
        const std::size_t begin = map_.span(there).begin;
        const std::size_t before =
            width_of(map_.text().substr(map_.line_at(begin).begin, begin - map_.line_at(begin).begin));
        if (is_flow && !there.stands_in_flow && there.key != nullptr &&
            (has_breaks || before + width_of(on_one_line(value)) > longest_line))
            return whole(there, value);
        std::string text = map_.text();
        const std::array<std::pair<const char*, const std::string*>, 2> both = {
            {{"da", &value.text}, {"en", &value.en}}};
        for (const auto& [language, words] : both) {
            Path at = path;
            at.emplace_back(language);
            auto next = changed(std::move(text), map_.document().file, Change{at, Value::words(*words)});
            if (!next) return next;
            text = std::move(*next);
        }
        return text;
    }

    Result<std::string> whole(const Found& there, const Value& value) const {
        const Span span = map_.span(there);
        if (there.stands_in_flow || there.key == nullptr) return with(span, on_one_line(value));
        const std::size_t colon = map_.text().find(':', map_.key_span(*there.key).end);
        return with({colon + 1, span.end},
                    behind_key(value, static_cast<std::size_t>(there.indent), longest_line));
    }

    // `rest` from its second step on, as a value on one line: maps for names, a list for a position.
    static Value nested(const Path& rest, const Value& value) {
        if (rest.size() == 1) return value;
        const Value inner = nested(Path(rest.begin() + 1, rest.end()), value);
        const std::string text = on_one_line(inner);
        return Value::source(is_position(rest[1]) ? fmt::format("[{}]", text)
                                                  : fmt::format("{{{}: {}}}", rest[1], text));
    }

    Result<std::string> insert(const Found& parent, const Path& rest, const Value& value) const {
        const Node& map = *parent.node;
        const Value made = nested(rest, value);
        const std::string entry = rest.front() + ": " + on_one_line(made);
        if (map_.is_flow(map) || map.entries.empty()) {
            const Span span = map_.span(parent);
            if (map.entries.empty()) return with(span, "{" + entry + "}");
            const auto& [key, last] = map.entries.back();
            const Span end = map_.entry_span({.node = &last,
                                              .key = &key,
                                              .parent = &map,
                                              .index = map.entries.size() - 1,
                                              .stands_in_flow = true});
            return with({end.end, end.end}, ", " + entry);
        }
        // Behind the last one that is written before it.
        std::size_t after = map.entries.size();
        for (std::size_t i = 0; i < map.entries.size(); ++i) {
            if (rank_of(map.entries[i].first.text) <= rank_of(rest.front())) after = i;
        }
        if (after == map.entries.size()) after = 0;
        const auto& [key, before] = map.entries[after];
        const auto indent = static_cast<std::size_t>(map.column - 1);
        const Span span = map_.entry_span(
            {.node = &before, .key = &key, .parent = &map, .index = after, .indent = map.column - 1});
        return with_line_after(span, std::string(indent, ' ') + rest.front() + ":" +
                                         behind_key(made, indent, indent + rest.front().size() + 1));
    }

    Result<std::string> append(const Found& parent, const Path& rest, const Value& value) const {
        const Node& list = *parent.node;
        const std::string item = on_one_line(nested(rest, value));
        if (list.items.empty()) return with(map_.span(parent), "[" + item + "]");
        const std::size_t index = list.items.size() - 1;
        const Node& last = list.items.back();
        if (map_.is_flow(list)) {
            const std::size_t end =
                map_.entry_span({.node = &last, .parent = &list, .index = index, .stands_in_flow = true}).end;
            const bool has_lines =
                list.items.size() > 1 && list.items[index].line != list.items[index - 1].line;
            const bool is_long =
                width_of(map_.text().substr(map_.line_at(end - 1).begin, end - map_.line_at(end - 1).begin)) +
                    width_of(item) + 3 >
                longest_line;
            const std::string gap =
                has_lines || is_long
                    ? ",\n" + std::string(static_cast<std::size_t>(list.items[0].column - 1), ' ')
                    : ", ";
            return with({end, end}, gap + item);
        }
        const Span span =
            map_.entry_span({.node = &last, .parent = &list, .index = index, .indent = list.column - 1});
        return with_line_after(span,
                               std::string(static_cast<std::size_t>(list.column - 1), ' ') + "- " + item);
    }

    const TextMap& map_;
};

std::string first_mistake(const Diagnostics& mistakes) {
    return mistakes.empty() ? "unreadable" : mistakes.front().code;
}

}  // namespace

std::string written_at(const TextMap& map, const Path& path) {
    const Found found = map.find(path);
    if (found.node == nullptr) return {};
    if (found.node->is_scalar()) return found.node->text;
    const Span span = map.span(found);
    return map.text().substr(span.begin, span.end - span.begin);
}

Result<std::string> changed(std::string text, const std::string& file, const Change& change) {
    const auto map = TextMap::read(std::move(text), file);
    if (!map) return refuse(first_mistake(map.error()));
    if (change.path.empty()) return refuse("the whole document");
    const Editor editor(*map);
    auto edited = change.value ? editor.put(change.path, *change.value) : editor.remove(change.path);
    if (!edited || *edited == map->text()) return edited;
    // What was typed must be one value, and stay where it was put.
    const auto again = TextMap::read(*edited, file);
    if (!again) return refuse(first_mistake(again.error()));
    if (!change.value || change.value->kind == Value::Kind::source ||
        change.value->kind == Value::Kind::bilingual)
        return edited;
    const Found found = again->find(change.path);
    if (found.node == nullptr || !found.node->is_scalar() || found.node->text != change.value->text)
        return refuse("the value reads back as another one");
    return edited;
}

Result<std::string> changed(std::string text, const std::string& file, const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        auto next = changed(std::move(text), file, change);
        if (!next) return next;
        text = std::move(*next);
    }
    return text;
}

Result<std::string> with_item(std::string text, const std::string& file, const Path& list,
                              std::string_view item, std::optional<std::size_t> after) {
    const auto map = TextMap::read(std::move(text), file);
    if (!map) return refuse(first_mistake(map.error()));
    return Editor(*map).add_lines(list, item, after);
}

}  // namespace fjorten::drafting
