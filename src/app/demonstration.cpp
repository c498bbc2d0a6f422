#include "app/demonstration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

/// "today", "today-13", "today+2": that day as YYYY-MM-DD. Anything else stays as it is.
void count_from(calendar::Date today, Node& node) {
    static constexpr std::string_view word = "today";
    if (node.is_scalar() && node.text.starts_with(word)) {
        const std::string rest = node.text.substr(word.size());
        const char* const first = rest.data() + (rest.starts_with('+') ? 1 : 0);
        const char* const end = rest.data() + rest.size();
        int days = 0;
        const auto read = std::from_chars(first, end, days);
        if (rest.empty() || (read.ec == std::errc{} && read.ptr == end))
            node.text = today.plus_days(days).iso();
    }
    for (Node& item : node.items) count_from(today, item);
    for (auto& [key, value] : node.entries) count_from(today, value);
}

using Kind = DemonstrationStep::Kind;

class Reader {
  public:
    explicit Reader(const Document& document) : document_(document) {}

    std::expected<Demonstration, Diagnostics> read() {
        const Node& root = document_.root;
        check_keys(root, {"municipality", "accounts", "cases"});
        demonstration_.municipality = text(root, "municipality");
        for (const Node& node : list(root, "accounts")) read_account(node);
        for (const Node& node : list(root, "cases")) read_case(node);
        if (!mistakes_.empty()) return std::unexpected(std::move(mistakes_));
        return std::move(demonstration_);
    }

  private:
    void check_keys(const Node& node, const std::vector<std::string>& allowed) {
        if (!node.is_map()) mistakes_.push_back(document_.diagnose(node, "case_expected_case"));
        std::string all;
        for (const auto& key : allowed) all += (all.empty() ? "" : ", ") + key;
        for (const auto& [key, value] : node.entries) {
            if (std::ranges::find(allowed, key.text) == allowed.end())
                mistakes_.push_back(document_.diagnose(key, "case_unknown_key", {key.text, all},
                                                       nearest_word(key.text, allowed)));
        }
    }

    static std::string text(const Node& node, std::string_view key) {
        const Node* const found = node.find(key);
        return found == nullptr ? std::string{} : found->text;
    }

    static const std::vector<Node>& list(const Node& node, std::string_view key) {
        static const std::vector<Node> none;
        const Node* const found = node.find(key);
        return found == nullptr ? none : found->items;
    }

    calendar::Date day(const Node& node, std::string_view key, calendar::Date otherwise) {
        const Node* const found = node.find(key);
        if (found == nullptr) return otherwise;
        const auto read = calendar::Date::parse(found->text);
        if (!read) mistakes_.push_back(document_.diagnose(*found, "case_expected_date", {found->text}));
        return read.value_or(otherwise);
    }

    void read_account(const Node& node) {
        check_keys(node, {"name", "display_name", "role", "unit", "scope"});
        store::Account account;
        account.municipality = demonstration_.municipality;
        account.name = text(node, "name");
        account.display_name = text(node, "display_name");
        account.role = text(node, "role");
        account.unit = text(node, "unit");
        if (const Node* const scope = node.find("scope")) account.scope = scope->text;
        demonstration_.accounts.push_back(std::move(account));
    }

    void read_case(const Node& node) {
        check_keys(node, {"about", "person", "unit", "assigned_to", "opened", "case", "course"});
        DemonstrationCase one;
        one.place = document_.place(node);
        if (const Node* const person = node.find("person")) one.opening.person = read_person(*person);
        one.opening.unit = text(node, "unit");
        one.opening.assigned_to = text(node, "assigned_to");
        one.opening.case_file = {.file = document_.file, .lines = {}, .root = {}};
        if (const Node* const file = node.find("case")) one.opening.case_file.root = *file;
        for (const Node& step : list(node, "course")) one.steps.push_back(read_step(step));
        const calendar::Date first = one.steps.empty() ? calendar::Date{} : one.steps.front().recorded;
        one.opened = day(node, "opened", first);
        demonstration_.cases.push_back(std::move(one));
    }

    service::PersonDetails read_person(const Node& node) {
        check_keys(node, {"name", "cpr", "address", "telephone", "email", "is_protected", "reach_safely",
                          "interpreter"});
        service::PersonDetails person;
        person.name = text(node, "name");
        person.cpr = text(node, "cpr");
        person.address = text(node, "address");
        person.telephone = text(node, "telephone");
        person.email = text(node, "email");
        person.reach_safely = text(node, "reach_safely");
        person.interpreter = text(node, "interpreter");
        const Node* const is_protected = node.find("is_protected");
        person.is_protected = is_protected != nullptr && is_protected->as_bool().value_or(false);
        return person;
    }

    // What is not about the writing itself is the event.
    Document event_of(const Node& node) const {
        static constexpr std::array<std::string_view, 6> about_writing = {"recorded", "account", "pass",
                                                                          "correct",  "strike",  "because"};
        Document event{.file = document_.file, .lines = {}, .root = node};
        std::erase_if(event.root.entries, [](const auto& entry) {
            return std::ranges::find(about_writing, entry.first.text) != about_writing.end();
        });
        return event;
    }

    DemonstrationStep read_step(const Node& node) {
        DemonstrationStep step;
        step.place = document_.place(node);
        step.recorded = day(node, "recorded", day(node, "on", {}));
        step.account = text(node, "account");
        if (node.find("fact") != nullptr && node.find("event") == nullptr) {
            step.kind = Kind::fact;
            step.fact = text(node, "fact");
            step.value = text(node, "value");
        } else if (node.find("note") != nullptr) {
            step.kind = Kind::note;
            step.text = text(node, "note");
        } else if (node.find("assign") != nullptr) {
            step.kind = Kind::assignment;
            step.assigned_to = text(node, "assign");
            step.unit = text(node, "unit");
        } else if (node.find("strike") != nullptr) {
            step.kind = Kind::correction;
            step.corrects = text(node, "strike");
            step.text = text(node, "because");
        } else {
            step.kind = node.find("correct") != nullptr ? Kind::correction : Kind::event;
            step.corrects = text(node, "correct");
            step.text = step.kind == Kind::event ? text(node, "pass") : text(node, "because");
            step.event = event_of(node);
        }
        return step;
    }

    const Document& document_;
    Demonstration demonstration_;
    Diagnostics mistakes_;
};

}  // namespace

std::expected<Demonstration, Diagnostics> read_demonstration(const Document& document, calendar::Date today) {
    Document counted = document;
    count_from(today, counted.root);
    return Reader(counted).read();
}

std::expected<std::vector<Demonstration>, Diagnostics> read_demonstrations(const std::string& folder,
                                                                           calendar::Date today) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".yaml") files.push_back(at->path().string());
    }
    std::ranges::sort(files);
    std::vector<Demonstration> all;
    Diagnostics mistakes;
    for (const std::string& file : files) {
        const auto document = read_document_file(file);
        auto read = document ? read_demonstration(*document, today) : std::unexpected(document.error());
        if (read) all.push_back(std::move(*read));
        else std::ranges::move(read.error(), std::back_inserter(mistakes));
    }
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return all;
}

}  // namespace fjorten::app
