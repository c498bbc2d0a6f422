#include <algorithm>
#include <filesystem>
#include <tuple>

#include "casefile/read_value.h"
#include "scenario/expectations.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

namespace {

class ScenarioReader {
  public:
    ScenarioReader(Document document, const rulebook::Library& library) : library_(library) {
        scenario_.document = std::move(document);
    }

    std::expected<Scenario, Diagnostics> read();

  private:
    const Document& document() const { return scenario_.document; }
    void report(const Node& node, std::string code, std::vector<std::string> args = {}) {
        found_.push_back(document().diagnose(node, std::move(code), std::move(args)));
    }
    void read_title();
    void read_steps(const KnownNames& names);
    Step read_step(const Node& node, const KnownNames& names);
    void read_with(const Node& list, Step& step);
    bool is_refused(const Node& exit);

    const rulebook::Library& library_;
    Scenario scenario_;
    Diagnostics found_;
};

void append(Diagnostics& all, Diagnostics more) { std::ranges::move(more, std::back_inserter(all)); }

std::expected<Scenario, Diagnostics> ScenarioReader::read() {
    auto file = casefile::read_case(document(), library_.vocabulary);
    if (document().root.is_map()) {
        read_title();
        read_steps(known_names(library_, file ? file->standard : std::string{}));
    }
    const auto is_refused = [](const Step& step) { return step.refused; };
    if (file) {
        scenario_.file = std::move(*file);
    } else if (!scenario_.steps.empty() && std::ranges::all_of(scenario_.steps, is_refused)) {
        scenario_.is_readable = false;
    } else {
        append(found_, std::move(file.error()));
    }
    if (found_.empty()) return std::move(scenario_);
    std::ranges::stable_sort(found_, {}, [](const Diagnostic& diagnostic) {
        return std::tuple(diagnostic.place.line, diagnostic.place.column);
    });
    return std::unexpected(std::move(found_));
}

void ScenarioReader::read_title() {
    const std::string stem = std::filesystem::path(document().file).stem().string();
    scenario_.title = {stem, stem};
    const Node* const title = document().root.find("title");
    if (title == nullptr) return;
    if (title->is_map()) {
        for (const auto& [key, value] : title->entries) {
            if (key.text != "da" && key.text != "en") report(key, "case_unknown_key", {key.text, "da, en"});
        }
        const Node* const da = title->find("da");
        const Node* const en = title->find("en");
        if (da != nullptr) scenario_.title = {da->text, da->text};
        if (en != nullptr) scenario_.title.en = en->text;
        if (en != nullptr && da == nullptr) scenario_.title.da = en->text;
    } else {
        const auto text = casefile::read_words(document(), *title, casefile::max_text_characters, found_);
        if (text) scenario_.title = {*text, *text};
    }
}

void ScenarioReader::read_steps(const KnownNames& names) {
    const Node* const expect = document().root.find("expect");
    if (expect == nullptr) return report(document().root, "case_missing_key", {"expect"});
    if (expect->is_map()) {  // one step
        scenario_.steps.push_back(read_step(*expect, names));
    } else if (expect->is_list() && !expect->items.empty()) {
        for (const Node& item : expect->items) scenario_.steps.push_back(read_step(item, names));
    } else {
        report(*expect, "case_expected_list", {"expect"});
    }
}

Step ScenarioReader::read_step(const Node& node, const KnownNames& names) {
    Step step;
    step.place = document().place(node);
    if (!node.is_map()) {
        report(node, "scenario_expected_map", {"expect"});
        return step;
    }
    if (const Node* const exit = node.find("exit")) step.refused = is_refused(*exit);
    if (const Node* const on = node.find("on")) {
        step.on = casefile::read_date(document(), *on, found_);
    } else if (!step.refused) {
        report(node, "case_missing_key", {"on"});
    }
    if (const Node* const as_known = node.find("as_known"); as_known != nullptr && !as_known->is_null()) {
        step.as_known = casefile::read_date(document(), *as_known, found_);
    }
    if (const Node* const with = node.find("with")) read_with(*with, step);
    ExpectationReader reader(document(), library_.vocabulary, names, found_);
    step.checks = reader.read(node);
    return step;
}

bool ScenarioReader::is_refused(const Node& exit) {
    if (exit.as_integer() == 2) return true;
    if (exit.as_integer() != 0) report(exit, "scenario_expected_exit", {casefile::shown(exit)});
    return false;
}

// One event or a list of them.
void ScenarioReader::read_with(const Node& with, Step& step) {
    const std::vector<Node>& list = with.is_map() ? std::vector<Node>{with} : with.items;
    if (with.is_scalar()) report(with, "case_expected_list", {"with"});
    for (const Node& item : list) {
        auto event = casefile::read_event(document(), item, library_.vocabulary);
        if (event) {
            step.with.push_back(std::move(*event));
        } else if (step.refused) {
            step.is_readable = false;
        } else {
            append(found_, std::move(event.error()));
        }
    }
}

}  // namespace

std::expected<Scenario, Diagnostics> read_scenario(Document document, const rulebook::Library& library) {
    return ScenarioReader(std::move(document), library).read();
}

std::vector<std::string> scenario_files(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        const auto extension = at->path().extension();
        if (at->is_regular_file(error) && (extension == ".yaml" || extension == ".json")) {
            files.push_back(at->path().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace fjorten::scenario
