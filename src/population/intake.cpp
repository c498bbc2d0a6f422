#include "population/intake.h"

#include <algorithm>
#include <array>

namespace fjorten::population {

namespace {

/// The cells of one line; quotes as in RFC 4180, but a cell ends with its line.
std::vector<std::string> cells_of(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string> cells(1);
    bool in_quotes = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (in_quotes && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            in_quotes = !in_quotes;
        } else if (c == ',' && !in_quotes) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

Node scalar(std::string text, int line) {
    Node node;
    node.text = std::move(text);
    node.line = line;
    node.column = 1;
    return node;
}

Node map_at(int line) {
    Node node;
    node.kind = Node::Kind::map;
    node.line = line;
    node.column = 1;
    return node;
}

void put(Node& map, const std::string& key, Node value) {
    map.entries.emplace_back(scalar(key, map.line), std::move(value));
}

}  // namespace

std::optional<Intake::Column> Intake::column_of(std::string_view name) {
    using Holds = Column::Holds;
    for (const auto& [key, holds] : {std::pair{"id", Holds::id},
                                     {"on", Holds::on},
                                     {"standard", Holds::standard},
                                     {"anonymous", Holds::anonymous},
                                     {"born", Holds::person},
                                     {"residence", Holds::person},
                                     {"adult", Holds::person}}) {
        if (name == key) return Column{holds, std::string(name)};
    }
    if (vocabulary_.find_fact(name) != nullptr) return Column{Holds::fact, std::string(name)};
    const auto dot = name.find('.');
    const std::string event(name.substr(0, dot));
    const auto type = vocabulary_.find_event(std::string_view(event).substr(0, event.find('#')));
    if (!type) return std::nullopt;
    const auto known = std::ranges::find(events_, event);
    const auto index = static_cast<std::size_t>(known - events_.begin());
    if (known == events_.end()) events_.push_back(event);
    if (dot == std::string_view::npos) return Column{Holds::event, event, index};
    const auto field = name.substr(dot + 1);
    const bool is_common = field == "re" || field == "id" || field == "known";
    if (!is_common && !vocabulary_.events[*type].field_index(field)) return std::nullopt;
    return Column{Holds::field, std::string(field), index};
}

Diagnostics Intake::read_header(std::string_view line) {
    if (format_ == Format::json_lines) return {};
    Diagnostics mistakes;
    for (const std::string& name : cells_of(line)) {
        if (auto column = column_of(name)) {
            columns_.push_back(std::move(*column));
            continue;
        }
        std::vector<std::string> names;
        for (const auto& fact : vocabulary_.facts) names.push_back(fact.name);
        for (const auto& event : vocabulary_.events) names.push_back(event.name);
        mistakes.push_back({.place = {file_, 1, 1},
                            .code = "population_unknown_column",
                            .args = {name},
                            .source_line = {},
                            .suggestion = nearest_word(name, names)});
    }
    return mistakes;
}

std::expected<Document, Diagnostics> Intake::table_row(std::string_view line, int number) const {
    const auto cells = cells_of(line);
    if (cells.size() != columns_.size()) {
        return std::unexpected(
            Diagnostics{{.place = {file_, number, 1},
                         .code = "population_wrong_cells",
                         .args = {std::to_string(cells.size()), std::to_string(columns_.size())},
                         .source_line = {},
                         .suggestion = {}}});
    }
    Node root = map_at(number), person = map_at(number), facts = map_at(number);
    std::vector<Node> events(events_.size(), map_at(number));
    std::vector<bool> happened(events_.size(), false);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        const auto& column = columns_[i];
        Node value = scalar(cells[i], number);
        switch (column.holds) {
            case Column::Holds::person: put(person, column.name, std::move(value)); break;
            case Column::Holds::fact: put(facts, column.name, std::move(value)); break;
            case Column::Holds::field: put(events[column.event], column.name, std::move(value)); break;
            case Column::Holds::event:
                happened[column.event] = true;
                put(events[column.event], "on", std::move(value));
                put(events[column.event], "event",
                    scalar(column.name.substr(0, column.name.find('#')), number));
                break;
            default: put(root, column.name, std::move(value));
        }
    }
    Node list;
    list.kind = Node::Kind::list;
    list.line = number;
    for (std::size_t e = 0; e < events.size(); ++e)
        if (happened[e]) list.items.push_back(std::move(events[e]));
    put(root, "person", std::move(person));
    put(root, "facts", std::move(facts));
    put(root, "events", std::move(list));
    return Document{.file = file_, .lines = {}, .root = std::move(root)};
}

std::expected<IntakeCase, Diagnostics> Intake::read(std::string_view line, int number) const {
    auto document =
        format_ == Format::table ? table_row(line, number) : read_document(std::string(line), file_);
    const int before = format_ == Format::table ? 0 : number - 1;
    const auto moved = [before](Diagnostics mistakes) {
        for (auto& mistake : mistakes) mistake.place.line += before;
        return std::unexpected(std::move(mistakes));
    };
    if (!document) return moved(std::move(document.error()));
    IntakeCase result{.id = std::to_string(number), .on = {}, .file = {}};
    Diagnostics mistakes;
    for (const std::string_view key : {"id", "on"}) {
        const Node* const node = document->root.find(key);
        if (node == nullptr) continue;
        if (key == "id") result.id = node->text;
        else if (const auto day = calendar::Date::parse(node->text)) result.on = *day;
        else mistakes.push_back(document->diagnose(*node, "case_expected_date", {node->text}));
        std::erase_if(document->root.entries, [&](const auto& entry) { return entry.first.text == key; });
    }
    auto file = casefile::read_case(*document, vocabulary_);
    if (!file) mistakes.insert(mistakes.end(), file.error().begin(), file.error().end());
    if (!mistakes.empty()) return moved(std::move(mistakes));
    result.file = std::move(*file);
    return result;
}

}  // namespace fjorten::population
