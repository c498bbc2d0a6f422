#include "imports/columns.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "service/kroner.h"

namespace fjorten::imports {

namespace {

constexpr std::string_view fact_prefix = "fact.", due_prefix = "due.";
constexpr std::array<std::string_view, 12> of_cases = {
    case_number, "name", "cpr",  "address",   "telephone",    "email",
    "protected", "born", "unit", "residence", "reach_safely", "interpreter"};
constexpr std::array<std::string_view, 16> of_providers = {
    provider_number,  "name",          "kind",           "run_by",
    "location",       "address",       "telephone",      "email",
    "contact_person", "terms",         "note",           "ended_on",
    "approved_by",    "approved_from", "approved_until", "approved_services"};
constexpr std::array<std::string_view, 5> more_of_providers = {"equivalent", "price_service", "price",
                                                               "price_from", "price_until"};

bool is_among(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// The type of what a column says, where it is an event, a field of one, or a fact.
struct Meaning {
    const rulebook::EventKind* event = nullptr;
    const rulebook::FieldType* type = nullptr;  // of the field or the fact; nullptr: the day of the event
    std::string field;                          // or the name of the fact
    std::string head;                           // the column with its day: "session_held", "session_held#2"
};

/// "session_held" of "session_held#2": what happened more than once has a number from 2 to 99.
std::string_view event_in(std::string_view head) {
    const std::size_t mark = head.find('#');
    if (mark == std::string_view::npos) return head;
    const std::string_view digits = head.substr(mark + 1);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_number = error == std::errc{} && end == digits.data() + digits.size() &&
                           digits.front() != '0' && number >= 2 && number <= 99;
    return is_number ? head.substr(0, mark) : head;
}

std::optional<Meaning> meaning_of(const std::string& column, const rulebook::Vocabulary& vocabulary) {
    if (column.starts_with(fact_prefix)) {
        const auto name = column.substr(fact_prefix.size());
        const auto* const fact = vocabulary.find_fact(name);
        if (fact == nullptr) return std::nullopt;
        return Meaning{.event = nullptr, .type = &fact->type, .field = name, .head = {}};
    }
    const std::size_t point = column.find('.');
    std::string head = column.substr(0, point);
    const auto type = vocabulary.find_event(event_in(head));
    if (!type) return std::nullopt;
    const auto& event = vocabulary.events[*type];
    if (point == std::string::npos)
        return Meaning{.event = &event, .type = nullptr, .field = {}, .head = std::move(head)};
    const std::string field = column.substr(point + 1);
    const auto found = std::ranges::find(event.fields, field, &rulebook::Field::name);
    if (found == event.fields.end()) return std::nullopt;
    return Meaning{.event = &event, .type = &found->type, .field = field, .head = std::move(head)};
}

bool is_known(const std::string& column, Kind kind, const rulebook::Vocabulary& vocabulary) {
    if (kind == Kind::providers) return is_among(of_providers, column) || is_among(more_of_providers, column);
    return is_among(of_cases, column) || column.starts_with(due_prefix) ||
           meaning_of(column, vocabulary).has_value();
}

std::vector<std::string> all_columns(Kind kind, const rulebook::Vocabulary& vocabulary) {
    std::vector<std::string> names;
    if (kind == Kind::providers) {
        names.assign(of_providers.begin(), of_providers.end());
        names.insert(names.end(), more_of_providers.begin(), more_of_providers.end());
        return names;
    }
    names.assign(of_cases.begin(), of_cases.end());
    for (const auto& event : vocabulary.events) {
        names.push_back(event.name);
        for (const auto& field : event.fields) names.push_back(event.name + "." + field.name);
    }
    for (const auto& fact : vocabulary.facts) names.push_back(std::string(fact_prefix) + fact.name);
    return names;
}

std::optional<std::string> yes_or_no(std::string_view text) {
    if (text == "ja" || text == "yes" || text == "true") return "true";
    if (text == "nej" || text == "no" || text == "false") return "false";
    return std::nullopt;
}

bool has(const rulebook::FieldType& type, rulebook::FieldKind kind) {
    return std::ranges::find(type.kinds, kind) != type.kinds.end();
}

/// A row as the nodes of a case file, each at the place of its cell, so that whoever reads the case file says
/// where in the table something is wrong.
class CaseNodes {
  public:
    CaseNodes(const Row& row, const rulebook::Vocabulary& vocabulary) : row_(row), vocabulary_(vocabulary) {
        root_ = map_at(row.line, 1);
    }

    Node read() {
        Node person = map_at(row_.line, 1), facts = map_at(row_.line, 1);
        if (const Cell* const born = row_.find("born")) add(person, "born", *born, day_text(*born));
        if (const Cell* const residence = row_.find("residence"))
            add(person, "residence", *residence, residence->text, true);
        Node events = map_at(row_.line, 1);
        events.kind = Node::Kind::list;
        for (const auto& [column, cell] : row_.cells) {
            const auto meaning = meaning_of(column, vocabulary_);
            if (!meaning) continue;
            if (meaning->event == nullptr) add(facts, meaning->field, cell, value_text(*meaning->type, cell));
            else if (meaning->type == nullptr) events.items.push_back(event(*meaning, cell));
        }
        add(root_, "person", std::move(person));
        if (!facts.entries.empty()) add(root_, "facts", std::move(facts));
        // In the order of their days: what answers something comes after it.
        std::ranges::stable_sort(events.items, {}, [](const Node& one) { return one.find("on")->text; });
        add(root_, "events", std::move(events));
        return std::move(root_);
    }

  private:
    static Node map_at(int line, int column) {
        Node node;
        node.kind = Node::Kind::map;
        node.line = line;
        node.column = column;
        return node;
    }
    static Node scalar(const Cell& cell, std::string text, bool is_text) {
        Node node;
        node.text = std::move(text);
        node.quoted = is_text;
        node.line = cell.line;
        node.column = cell.column;
        return node;
    }
    static void add(Node& map, std::string_view key, Node value) {
        Node name = map_at(value.line, value.column);
        name.kind = Node::Kind::scalar;
        name.text = key;
        map.entries.emplace_back(std::move(name), std::move(value));
    }
    static void add(Node& map, std::string_view key, const Cell& cell, std::string text,
                    bool is_text = false) {
        add(map, key, scalar(cell, std::move(text), is_text));
    }
    static std::string day_text(const Cell& cell) {
        const auto day = day_in(cell.text);
        return day ? day->iso() : cell.text;
    }
    static std::string value_text(const rulebook::FieldType& type, const Cell& cell) {
        if (has(type, rulebook::FieldKind::boolean)) {
            if (const auto said = yes_or_no(cell.text)) return *said;
        }
        return has(type, rulebook::FieldKind::date) ? day_text(cell) : cell.text;
    }

    Node event(const Meaning& meaning, const Cell& day) const {
        const rulebook::EventKind& kind = *meaning.event;
        Node node = map_at(day.line, day.column);
        add(node, "on", day, day_text(day));
        add(node, "event", day, kind.name);
        for (const auto& field : kind.fields) {
            if (const Cell* const cell = row_.find(meaning.head + "." + field.name))
                add(node, field.name, *cell, value_text(field.type, *cell));
        }
        return node;
    }

    const Row& row_;
    const rulebook::Vocabulary& vocabulary_;
    Node root_;
};

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != ',' && c != '|') word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

/// Days of a row, with what is wrong about them.
class Days {
  public:
    Days(const Table& table, const Row& row) : table_(table), row_(row) {}
    std::optional<calendar::Date> day(std::string_view column) {
        const Cell* const cell = row_.find(column);
        if (cell == nullptr) return std::nullopt;
        auto found = day_in(cell->text);
        if (!found) mistakes.push_back(table_.mistake(cell->line, cell->column, "import_day", {cell->text}));
        return found;
    }
    service::Validity period(std::string_view from, std::string_view until) {
        if (row_.find(from) == nullptr)
            mistakes.push_back(table_.mistake(row_.line, 1, "import_missing", {std::string(from)}));
        return {.from = day(from).value_or(calendar::Date{}), .until = day(until)};
    }
    Diagnostics mistakes;

  private:
    const Table& table_;
    const Row& row_;
};

}  // namespace

std::optional<calendar::Date> day_in(std::string_view text) {
    if (const auto iso = calendar::Date::parse(text)) return *iso;
    std::array<int, 3> parts{};
    std::size_t part = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (; part < parts.size(); ++part) {
        const auto read = std::from_chars(at, end, parts[part]);
        if (read.ec != std::errc{} || parts[part] < 1) return std::nullopt;
        at = read.ptr;
        if (part == 2 || at == end || !std::string_view("-./").contains(*at)) break;
        ++at;
    }
    if (part != 2 || at != end || parts[2] < 1000) return std::nullopt;
    return calendar::Date::from_ymd(parts[2], static_cast<unsigned>(parts[1]),
                                    static_cast<unsigned>(parts[0]));
}

std::vector<std::pair<std::string, const Cell*>> due_days(const Row& row) {
    std::vector<std::pair<std::string, const Cell*>> days;
    for (const auto& [column, cell] : row.cells) {
        if (column.starts_with(due_prefix)) days.emplace_back(column.substr(due_prefix.size()), &cell);
    }
    return days;
}

std::expected<Kind, Diagnostics> kind_of(const Table& table, const rulebook::Vocabulary& vocabulary) {
    const auto has_column = [&](std::string_view name) {
        return std::ranges::any_of(table.columns, [&](const auto& column) { return column.first == name; });
    };
    if (!has_column(case_number) && !has_column(provider_number))
        return std::unexpected(Diagnostics{table.mistake(
            1, 1, "import_no_number", {std::string(case_number), std::string(provider_number)})});
    const Kind kind = has_column(case_number) ? Kind::cases : Kind::providers;
    Diagnostics mistakes;
    for (const auto& [name, cell] : table.columns) {
        if (is_known(name, kind, vocabulary)) continue;
        auto mistake = table.mistake(cell.line, cell.column, "import_unknown_column", {name});
        mistake.suggestion = nearest_word(name, all_columns(kind, vocabulary));
        mistakes.push_back(std::move(mistake));
    }
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return kind;
}

std::expected<service::OpenCase, Diagnostics> to_case(const Table& table, const Row& row,
                                                      const rulebook::Vocabulary& vocabulary) {
    Diagnostics mistakes;
    for (const auto& [column, cell] : row.cells) {
        const auto meaning = meaning_of(column, vocabulary);
        const bool is_field = meaning && meaning->event != nullptr && meaning->type != nullptr;
        if (is_field && row.find(meaning->head) == nullptr)
            mistakes.push_back(table.mistake(cell.line, cell.column, "import_missing", {meaning->head}));
        if (column.starts_with(due_prefix) && !day_in(cell.text))
            mistakes.push_back(table.mistake(cell.line, cell.column, "import_day", {cell.text}));
    }
    service::OpenCase command;
    command.person = {.name = row.value("name"),
                      .cpr = row.value("cpr"),
                      .address = row.value("address"),
                      .telephone = row.value("telephone"),
                      .email = row.value("email"),
                      .is_protected = false,
                      .reach_safely = row.value("reach_safely"),
                      .interpreter = row.value("interpreter")};
    std::erase(command.person.cpr, '-');
    if (const Cell* const cell = row.find("protected")) {
        const auto said = yes_or_no(cell->text);
        if (!said)
            mistakes.push_back(
                table.mistake(cell->line, cell->column, "case_expected_boolean", {cell->text}));
        command.person.is_protected = said == "true";
    }
    command.unit = row.value("unit");
    command.case_file.file = table.file;
    for (const auto& [column, cell] : row.cells) command.case_file.lines.push_back(column + "=" + cell.text);
    command.case_file.root = CaseNodes(row, vocabulary).read();
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return command;
}

std::expected<service::Provider, Diagnostics> to_provider(const Table& table, const Row& row) {
    Days days(table, row);
    service::Provider provider;
    for (const auto& [name, field] : {std::pair{"name", &service::Provider::name},
                                      {"kind", &service::Provider::kind},
                                      {"run_by", &service::Provider::run_by},
                                      {"location", &service::Provider::location},
                                      {"address", &service::Provider::address},
                                      {"telephone", &service::Provider::telephone},
                                      {"email", &service::Provider::email},
                                      {"contact_person", &service::Provider::contact_person},
                                      {"terms", &service::Provider::terms},
                                      {"note", &service::Provider::note}})
        provider.*field = row.value(name);
    provider.old_id = row.value(provider_number);
    provider.ended_on = days.day("ended_on");
    provider.equivalent = words_in(row.value("equivalent"));
    if (row.find("approved_by") != nullptr)
        provider.approvals.push_back({.by = row.value("approved_by"),
                                      .validity = days.period("approved_from", "approved_until"),
                                      .services = words_in(row.value("approved_services"))});
    if (const Cell* const price = row.find("price")) {
        const auto amount = service::Kroner::read(price->text);
        if (!amount)
            days.mistakes.push_back(
                table.mistake(price->line, price->column, "import_amount", {price->text}));
        provider.prices.push_back({.service = row.value("price_service"),
                                   .amount = amount.value_or(service::Kroner{}),
                                   .validity = days.period("price_from", "price_until")});
    }
    if (!days.mistakes.empty()) return std::unexpected(std::move(days.mistakes));
    return provider;
}

Diagnostics placed(const Table& table, const Row& row, Diagnostics mistakes) {
    for (auto& mistake : mistakes) {
        if (mistake.place.line == 0) {
            const Cell* const cell = row.find(mistake.place.file);
            mistake.place.line = cell == nullptr ? row.line : cell->line;
            mistake.place.column = cell == nullptr ? 1 : cell->column;
        }
        mistake.place.file = table.file;
        mistake.source_line =
            table.mistake(mistake.place.line, mistake.place.column, mistake.code).source_line;
    }
    return mistakes;
}

}  // namespace fjorten::imports
