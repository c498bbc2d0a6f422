#include "cli/lint_command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "answer/json_writer.h"
#include "base/document.h"
#include "base/text_file.h"
#include "calendar/today.h"
#include "cli/rulebook_command.h"
#include "review/review.h"
#include "rulebook/citation.h"
#include "rulebook/load.h"

namespace fjorten::cli {

namespace {

namespace fs = std::filesystem;
using review::Remark;
using review::Remarks;

// A file of this rulebook, by the folder it lies in, or the vocabulary that all share.
bool concerns(const Place& place, const std::string& id) {
    const fs::path file = place.file;
    if (file.filename() == "vocabulary.yaml") return true;
    const std::string folder = file.parent_path().filename().string();
    const std::string above = file.parent_path().parent_path().filename().string();
    return (id == "law" && above == "law") || (folder == id && above == "standards");
}

// All mistakes of one rulebook; when it has none, those of the others that stand in its way.
Diagnostics mistakes_for(Diagnostics all, const std::string& id) {
    if (id.empty()) return all;
    Diagnostics own;
    std::ranges::copy_if(all, std::back_inserter(own),
                         [&id](const Diagnostic& each) { return concerns(each.place, id); });
    return own.empty() ? all : own;
}

std::map<std::string, std::string, std::less<>> texts_in(const std::string& folder, Diagnostics& unreadable) {
    std::map<std::string, std::string, std::less<>> texts;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        auto text = read_text_file(at->path().string());
        if (text) texts.emplace(at->path().filename().string(), std::move(*text));
        else std::ranges::move(text.error(), std::back_inserter(unreadable));
    }
    if (error) {
        unreadable.push_back({.place = {.file = folder},
                              .code = "cannot_read",
                              .args = {folder},
                              .source_line = {},
                              .suggestion = {}});
    }
    return texts;
}

// The word lists lie beside the vocabulary. Without them texts are not read for operative words, and that is
// said.
review::OperativeWords operative_words(const std::string& folder, Diagnostics& found) {
    const std::string path = (fs::path(folder) / "lint.yaml").string();
    std::error_code error;
    if (!fs::exists(path, error)) {
        found.push_back({.place = {.file = path},
                         .code = "lint_no_word_lists",
                         .args = {path},
                         .source_line = {},
                         .suggestion = {},
                         .severity = Severity::note});
        return {};
    }
    const auto document = read_document_file(path);
    auto words = document
                     ? review::read_operative_words(*document)
                     : std::expected<review::OperativeWords, Diagnostics>(std::unexpected(document.error()));
    if (words) return std::move(*words);
    std::ranges::move(words.error(), std::back_inserter(found));
    return {};
}

/// Everything found: remarks without places of their own last.
struct Found {
    Remarks remarks;
    Diagnostics diagnostics;  // the same, ready to be shown, in the same order
};

void add(Found& found, const Diagnostics& more) {
    for (const Diagnostic& each : more) {
        found.remarks.push_back(review::as_remark(each));
        found.diagnostics.push_back(each);
    }
}

Found look_through(const rulebook::Loaded& loaded, const LintRulebook& what, const std::string& folder,
                   calendar::Date today, Language language) {
    Found found;
    add(found, loaded.warnings);
    Diagnostics beside;
    const review::OperativeWords words = operative_words(folder, beside);
    for (Remark& remark : review::review(loaded.library, what.id, today, words)) {
        found.diagnostics.push_back(review::as_diagnostic(remark, language));
        found.remarks.push_back(std::move(remark));
    }
    if (!what.sources.empty()) {
        const auto texts = texts_in(what.sources, beside);
        add(found, check_citations(loaded.library, texts));
    }
    Found kept;
    for (std::size_t i = 0; i < found.remarks.size(); ++i) {
        if (!what.id.empty() && !concerns(found.remarks[i].place, what.id)) continue;
        kept.remarks.push_back(std::move(found.remarks[i]));
        kept.diagnostics.push_back(std::move(found.diagnostics[i]));
    }
    add(kept, beside);
    return kept;
}

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::error: return "error";
        case Severity::warning: return "warning";
        case Severity::note: return "note";
    }
    return "note";
}

// One name for each case: the code, the rule, and a number where there are several.
std::vector<std::string> case_names(const Remarks& remarks) {
    std::vector<std::string> names;
    std::map<std::string, int> count;
    for (const Remark& remark : remarks) {
        if (!remark.shown) {
            names.emplace_back();
            continue;
        }
        std::string name = remark.code + (remark.rule.empty() ? "" : "." + remark.rule);
        const int number = ++count[name];
        if (number > 1) name += fmt::format(".{}", number);
        names.push_back(name + ".yaml");
    }
    return names;
}

Diagnostics write_cases(const Remarks& remarks, const std::vector<std::string>& names,
                        const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        if (!remarks[i].shown) continue;
        const std::string path = (fs::path(folder) / names[i]).string();
        std::ofstream out(path, std::ios::binary);
        out << remarks[i].shown->text;
        if (out.flush()) continue;
        return {{.place = {.file = path},
                 .code = "cannot_write",
                 .args = {path},
                 .source_line = {},
                 .suggestion = {}}};
    }
    return {};
}

void write_remark(answer::JsonWriter& json, const Remark& remark, const std::string& case_name,
                  Language language) {
    const auto text = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.text(value);
    };
    json.open_object();
    text("code", remark.code);
    text("severity", name_of(remark.severity));
    json.key("rule");
    remark.rule.empty() ? json.null() : json.text(remark.rule);
    json.key("place");
    json.open_object();
    text("file", remark.place.file);
    json.key("line");
    json.number(remark.place.line);
    json.key("column");
    json.number(remark.place.column);
    json.close_object();
    text("text", sentence(remark, language));
    json.key("case");
    remark.shown ? json.text(remark.shown->text) : json.null();
    json.key("case_file");
    remark.shown ? json.text(case_name) : json.null();
    json.key("on");
    remark.shown ? json.date(remark.shown->on) : json.null();
    json.close_object();
}

void print(const Found& found, const LintRulebook& what, Shell& shell) {
    const std::vector<std::string> names = case_names(found.remarks);
    if (what.format == "json") {
        std::string out;
        answer::JsonWriter json(out, answer::JsonStyle::pretty);
        json.open_object();
        json.key("findings");
        json.open_list();
        for (std::size_t i = 0; i < names.size(); ++i)
            write_remark(json, found.remarks[i], names[i], shell.language);
        json.close_list();
        json.close_object();
        shell.out << out << '\n';
        return;
    }
    shell.out << render(found.diagnostics, shell.language);
    const auto count = [&found](Severity severity) {
        return fmt::to_string(std::ranges::count(found.remarks, severity, &Remark::severity));
    };
    shell.out << say(shell, "rulebook_findings",
                     {count(Severity::error), count(Severity::warning), count(Severity::note)})
              << '\n';
}

}  // namespace

int lint_rulebooks(const LintRulebook& what, calendar::Date today, Shell& shell) {
    const auto folder = find_rulebooks(shell);
    if (!folder) return exit_bad_input;
    const auto loaded = rulebook::load_library_folder(*folder);
    if (!loaded) {
        Found mistakes;
        add(mistakes, mistakes_for(loaded.error(), what.id));
        print(mistakes, what, shell);
        return exit_no;
    }
    if (!what.id.empty() && loaded->library.find(what.id) == nullptr)
        return refuse_rulebook(loaded->library, what.id, shell);
    const Found found = look_through(*loaded, what, *folder, today, shell.language);
    print(found, what, shell);
    if (!what.cases.empty()) {
        const Diagnostics failed = write_cases(found.remarks, case_names(found.remarks), what.cases);
        if (!failed.empty()) return refuse(failed, shell);
    }
    return has_errors(found.diagnostics) ? exit_no : exit_ok;
}

void add_lint(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<LintRulebook>();
    const auto today = std::make_shared<std::string>();
    CLI::App* const lint = rulebook.add_subcommand("lint", say(shell, "help.rulebook_lint"));
    lint->add_option("ID", what->id, say(shell, "help.rulebook_id"))->type_name("");
    lint->add_option("--today", *today, say(shell, "help.lint_today"))->type_name("DATE");
    lint->add_option("--format", what->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    lint->add_option("--cases", what->cases, say(shell, "help.lint_cases"))->type_name("DIR");
    lint->add_option("--sources", what->sources, say(shell, "help.rulebook_sources"))->type_name("DIR");
    lint->callback([what, today, &shell] {
        auto day = calendar::today_in_copenhagen();
        if (!today->empty()) {
            const auto told = calendar::Date::parse(*today);
            if (!told) {
                shell.exit_code = refuse({{.place = {.file = "--today"},
                                           .code = "case_expected_date",
                                           .args = {*today},
                                           .source_line = {},
                                           .suggestion = {}}},
                                         shell);
                return;
            }
            day = *told;
        }
        shell.exit_code = lint_rulebooks(*what, day, shell);
    });
}

}  // namespace fjorten::cli
