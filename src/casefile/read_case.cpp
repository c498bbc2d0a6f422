#include <algorithm>
#include <map>
#include <ranges>
#include <tuple>

#include "casefile/casefile.h"
#include "casefile/read_value.h"

namespace fjorten::casefile {

namespace {

constexpr std::size_t max_id_characters = 200;

using Names = std::vector<std::string>;

class CaseReader {
  public:
    CaseReader(const Document& document, const rulebook::Vocabulary& vocabulary)
        : document_(document), vocabulary_(vocabulary) {}

    CaseFile read_file(const Node& root);
    std::optional<Event> read_one_event(const Node& node);
    Diagnostics found();

  private:
    void report(const Node& node, std::string code, std::vector<std::string> args = {},
                std::string suggestion = {}) {
        found_.push_back(document_.diagnose(node, std::move(code), std::move(args), std::move(suggestion)));
    }
    void check_keys(const Node& map, const Names& allowed);
    void read_person(const Node& node);
    void read_facts(const Node& node);
    void read_fact(const rulebook::Fact& fact, const Node& node);
    void read_fact_entry(const rulebook::Fact& fact, const Node& node);
    void read_events(const Node& node);
    const rulebook::EventKind* read_kind(const Node& node, Event& event);
    void read_days(const Node& node, Event& event);
    void read_fields(const Node& node, const rulebook::EventKind& kind, Event& event);
    void check_ids(const Node& list);

    const Document& document_;
    const rulebook::Vocabulary& vocabulary_;
    CaseFile file_;
    Diagnostics found_;
};

Diagnostics CaseReader::found() {
    std::ranges::stable_sort(found_, {}, [](const Diagnostic& diagnostic) {
        return std::tuple(diagnostic.place.line, diagnostic.place.column);
    });
    return std::move(found_);
}

void CaseReader::check_keys(const Node& map, const Names& allowed) {
    for (const auto& [key, value] : map.entries) {
        if (std::ranges::find(allowed, key.text) != allowed.end()) continue;
        report(key, "case_unknown_key", {shown(key), joined(allowed)}, nearest_word(key.text, allowed));
    }
}

CaseFile CaseReader::read_file(const Node& root) {
    if (!root.is_map()) {
        report(root, "case_expected_case");
        return {};
    }
    check_keys(root,
               {"standard", "anonymous", "person", "facts", "events", "expect", "title", "about", "norm"});
    if (const Node* const node = root.find("standard")) {
        file_.standard = read_words(document_, *node, max_id_characters, found_).value_or("");
    } else {
        report(root, "case_missing_key", {"standard"});
    }
    if (const Node* const node = root.find("anonymous"); node != nullptr && !node->is_null()) {
        file_.anonymous = read_bool(document_, *node, found_).value_or(false);
    }
    if (const Node* const node = root.find("person"); node != nullptr && !node->is_null()) read_person(*node);
    if (const Node* const node = root.find("facts"); node != nullptr && !node->is_null()) read_facts(*node);
    if (const Node* const node = root.find("events"); node != nullptr && !node->is_null()) read_events(*node);
    return std::move(file_);
}

void CaseReader::read_person(const Node& node) {
    if (!node.is_map())
        return report(node, "case_expected_map", {"person", "{born: YYYY-MM-DD, residence: \"0730\"}"});
    check_keys(node, {"born", "residence", "adult"});
    if (const Node* const born = node.find("born"); born != nullptr && !born->is_null()) {
        file_.person.born = read_date(document_, *born, found_);
    }
    if (const Node* const adult = node.find("adult"); adult != nullptr && !adult->is_null()) {
        file_.person.adult = read_bool(document_, *adult, found_);
    }
    const Node* const residence = node.find("residence");
    if (residence == nullptr || residence->is_null()) return;
    // A code, not a number: an unquoted 0730 is taken as it is written.
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (residence->is_scalar() && residence->text.size() == 4 &&
        std::ranges::all_of(residence->text, is_digit)) {
        file_.person.residence = residence->text;
    } else {
        report(*residence, "case_expected_municipality", {shown(*residence)});
    }
}

void CaseReader::read_facts(const Node& node) {
    if (!node.is_map()) return report(node, "case_expected_map", {"facts", "{early_pension: false}"});
    Names names;
    for (const auto& fact : vocabulary_.facts) names.push_back(fact.name);
    for (const auto& [key, value] : node.entries) {
        if (const rulebook::Fact* const fact = vocabulary_.find_fact(key.text)) {
            read_fact(*fact, value);
        } else if (vocabulary_.slot_by_name.contains(key.text)) {
            report(key, "case_fact_is_derived", {shown(key)});
        } else {
            report(key, "case_unknown_fact", {shown(key), joined(names)}, nearest_word(key.text, names));
        }
    }
}

void CaseReader::read_fact(const rulebook::Fact& fact, const Node& node) {
    const std::size_t first = file_.facts.size();
    if (!node.is_list()) return read_fact_entry(fact, node);
    for (const Node& item : node.items) {
        read_fact_entry(fact, item);
        const auto earlier = std::span(file_.facts).subspan(first);
        if (earlier.empty()) continue;
        const auto same_day = [&](const ToldFact& told) { return told.from == earlier.back().from; };
        if (std::ranges::count_if(earlier, same_day) > 1) {
            report(item, "case_fact_told_twice", {fact.name});
            file_.facts.pop_back();
        }
    }
    const auto begin = file_.facts.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, file_.facts.end(),
                     [](const ToldFact& a, const ToldFact& b) { return a.from < b.from; });
}

void CaseReader::read_fact_entry(const rulebook::Fact& fact, const Node& node) {
    ToldFact told{.slot = fact.slot, .value = {}, .from = {}};
    const Node* value = &node;
    if (node.is_map()) {
        check_keys(node, {"value", "from"});
        value = node.find("value");
        if (value == nullptr) return report(node, "case_missing_key", {"value"});
        if (const Node* const from = node.find("from"); from != nullptr && !from->is_null()) {
            told.from = read_date(document_, *from, found_);
            if (!told.from) return;
        }
    }
    // A fact said to be null is one that nobody knows, and from that day on, if it has one.
    if (value->is_null()) {
        told.value = feel::Value::unknown();
    } else if (auto read = read_value(document_, *value, fact.type, found_)) {
        told.value = std::move(*read);
    } else {
        return;
    }
    file_.facts.push_back(std::move(told));
}

void CaseReader::read_events(const Node& node) {
    if (!node.is_list()) return report(node, "case_expected_list", {"events"});
    if (node.items.size() > max_events) {
        return report(node.items[max_events], "case_too_many_events", {std::to_string(max_events)});
    }
    file_.events.reserve(node.items.size());
    for (const Node& item : node.items) {
        if (auto event = read_one_event(item)) file_.events.push_back(std::move(*event));
    }
    check_ids(node);
    std::ranges::stable_sort(file_.events, {}, &Event::on);
}

void CaseReader::check_ids(const Node& list) {
    std::map<std::string_view, int> line_of;
    for (const Node& item : list.items) {
        const Node* const id = item.find("id");
        if (id == nullptr || !id->is_scalar() || id->is_null()) continue;
        const auto [at, added] = line_of.emplace(id->text, id->line);
        if (!added) report(*id, "case_repeated_id", {shown(*id), std::to_string(at->second)});
    }
}

std::optional<Event> CaseReader::read_one_event(const Node& node) {
    if (!node.is_map()) {
        report(node, "case_expected_event");
        return std::nullopt;
    }
    const std::size_t mistakes_before = found_.size();
    Event event;
    event.line = node.line;
    const rulebook::EventKind* const kind = read_kind(node, event);
    read_days(node, event);
    if (const Node* const id = node.find("id"); id != nullptr && !id->is_null()) {
        event.id = read_words(document_, *id, max_id_characters, found_).value_or("");
    }
    if (const Node* const re = node.find("re"); re != nullptr && !re->is_null()) {
        event.re = read_words(document_, *re, max_id_characters, found_).value_or("");
    }
    if (kind != nullptr) read_fields(node, *kind, event);
    if (found_.size() != mistakes_before) return std::nullopt;
    fill_fallbacks(event, vocabulary_);
    return event;
}

const rulebook::EventKind* CaseReader::read_kind(const Node& node, Event& event) {
    const Node* const name = node.find("event");
    if (name == nullptr) {
        report(node, "case_missing_key", {"event"});
        return nullptr;
    }
    if (name->is_scalar()) {
        if (const auto type = vocabulary_.find_event(name->text)) {
            event.type = *type;
            return &vocabulary_.events[*type];
        }
    }
    Names names;
    for (const auto& kind : vocabulary_.events) names.push_back(kind.name);
    report(*name, "case_unknown_event", {shown(*name)}, nearest_word(name->text, names));
    return nullptr;
}

void CaseReader::read_days(const Node& node, Event& event) {
    const Node* const on = node.find("on");
    if (on == nullptr) return report(node, "case_missing_key", {"on"});
    const auto day = read_date(document_, *on, found_);
    event.on = event.known = day.value_or(calendar::Date{});
    const Node* const known = node.find("known");
    if (known == nullptr || known->is_null()) return;
    const auto known_on = read_date(document_, *known, found_);
    if (!day || !known_on) return;
    if (*known_on < *day) return report(*known, "case_known_before", {known_on->iso(), day->iso()});
    event.known = *known_on;
}

void CaseReader::read_fields(const Node& node, const rulebook::EventKind& kind, Event& event) {
    event.fields.assign(kind.fields.size(), feel::Value::unknown());
    event.told.assign(kind.fields.size(), false);
    Names allowed = {"on", "event", "id", "re", "known"};
    const std::size_t common = allowed.size();
    for (const auto& field : kind.fields) allowed.push_back(field.name);
    for (const auto& [key, value] : node.entries) {
        const auto place = std::ranges::find(allowed, key.text);
        if (place == allowed.end()) {
            report(key, "case_unknown_field", {shown(key), kind.name, joined(allowed)},
                   nearest_word(key.text, allowed));
            continue;
        }
        const auto index = static_cast<std::size_t>(place - allowed.begin());
        if (index < common || value.is_null()) continue;
        if (auto read = read_value(document_, value, kind.fields[index - common].type, found_)) {
            tell(event, index - common, std::move(*read));
        }
    }
}

}  // namespace

std::expected<CaseFile, Diagnostics> read_case(const Document& document,
                                               const rulebook::Vocabulary& vocabulary) {
    CaseReader reader(document, vocabulary);
    CaseFile file = reader.read_file(document.root);
    if (Diagnostics found = reader.found(); !found.empty()) return std::unexpected(std::move(found));
    return file;
}

std::expected<Event, Diagnostics> read_event(const Document& document, const Node& node,
                                             const rulebook::Vocabulary& vocabulary) {
    CaseReader reader(document, vocabulary);
    auto event = reader.read_one_event(node);
    if (!event) return std::unexpected(reader.found());
    return std::move(*event);
}

std::expected<Event, Diagnostics> read_event(const Document& document,
                                             const rulebook::Vocabulary& vocabulary) {
    return read_event(document, document.root, vocabulary);
}

}  // namespace fjorten::casefile
