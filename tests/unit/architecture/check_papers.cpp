// The papers of the house, what may not be in any of them, and the list of exceptions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "checks.h"
#include "pattern.h"

namespace fjorten::architecture {
namespace {

constexpr std::size_t words_in_a_row = 9;

struct Word {
    std::string text;
    std::size_t offset = 0;
};

// æ ø å é ü and their capitals are 0xC3 and one of these.
char lower_second_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool capital = byte >= 0x80 && byte <= 0x9e && byte != 0x97;
    return static_cast<char>(capital ? byte + 0x20 : byte);
}

std::size_t letter_length(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) return std::isalnum(byte) != 0 ? 1 : 0;
    if (byte != 0xc3 || at + 1 >= text.size()) return 0;
    static constexpr std::string_view letters = "\xa6\xb8\xa5\xa9\xbc";
    return letters.find(lower_second_byte(text[at + 1])) == std::string_view::npos ? 0 : 2;
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    bool open = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = letter_length(text, at);
        if (length == 0) {
            open = false;
            ++at;
            continue;
        }
        if (!open) words.push_back({"", at});
        open = true;
        if (length == 1) {
            words.back().text += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at])));
        } else {
            words.back().text += {text[at], lower_second_byte(text[at + 1])};
        }
        at += length;
    }
    return words;
}

std::string run_of(const std::vector<Word>& words, std::size_t first) {
    std::string run;
    for (std::size_t i = first; i < first + words_in_a_row; ++i) run += words[i].text + " ";
    return run;
}

std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        const std::size_t bar = line.find(" | ");
        fields.emplace_back(line.substr(0, bar));
        if (bar == std::string_view::npos) return fields;
        line.remove_prefix(bar + 3);
    }
}

}  // namespace

Violations check_taken_over_words(const Tree& tree, const Tree& sources) {
    std::unordered_map<std::string, std::string> runs;
    for (const TextFile& source : sources) {
        const std::vector<Word> words = words_of(source.text);
        for (std::size_t i = 0; i + words_in_a_row <= words.size(); ++i)
            runs.emplace(run_of(words, i), source.path);
    }
    Violations found;
    for (const TextFile& file : tree) {
        const std::vector<Word> words = words_of(file.text);
        for (std::size_t i = 0; i + words_in_a_row <= words.size(); ++i) {
            const std::string run = run_of(words, i);
            const auto taken = runs.find(run);
            if (taken == runs.end()) continue;
            found.push_back({file.path, line_at(file.text, words[i].offset),
                             "words of " + taken->second + ": " + run, "say it in words of our own", run});
            i += words_in_a_row - 1;
        }
    }
    return found;
}

Violations check_decisions(const Tree& tree) {
    static const Pattern name(R"(docs/decisions/(\d{4})-[a-z0-9-]+\.md)");
    Violations found;
    int expected = 1;
    for (const TextFile& file : tree) {
        if (!file.under("docs/decisions/")) continue;
        const std::vector<Match> match = name.all_in(file.path);
        if (match.empty() || match.front().length() != file.path.size()) {
            found.push_back({file.path, 0, "no name for a decision", "call it NNNN-what-was-decided.md"});
            continue;
        }
        const int number = std::stoi(match.front().groups[1]);
        if (number != expected) {
            found.push_back(
                {file.path, 0, "decision out of order", fmt::format("the next number is {:04}", expected)});
        }
        expected = number + 1;
        for (const char* part : {"\n## Context\n", "\n## Decision\n", "\n## Consequences\n"}) {
            if (file.text.find(part) == std::string::npos) {
                found.push_back({file.path, 0, "decision without one of its three parts",
                                 "write Context, Decision and Consequences"});
            }
        }
    }
    if (expected == 1)
        found.push_back({"docs/decisions/", 0, "no decision record", "write down what was decided"});
    return found;
}

Violations check_changelog(const Tree& tree) {
    static const Pattern version(R"(project\(\s*fjorten\s+VERSION\s+([0-9.]+))");
    const TextFile* cmake = find_file(tree, "CMakeLists.txt");
    const TextFile* changelog = find_file(tree, "CHANGELOG.md");
    const std::vector<Match> match = cmake == nullptr ? std::vector<Match>{} : version.all_in(cmake->text);
    if (match.empty()) {
        return {{"CMakeLists.txt", 0, "no version", "write project(fjorten VERSION x.y.z ...)"}};
    }
    if (changelog == nullptr ||
        changelog->text.find("\n## " + match.front().groups[1]) == std::string::npos) {
        return {
            {"CHANGELOG.md", 0, "nothing about version " + match.front().groups[1], "add a heading for it"}};
    }
    return {};
}

Violations check_machine_paths(const Tree& tree) {
    // In two parts, or this file would refuse itself.
    static const Pattern pattern(std::string("(^|[^a-zA-Z0-9_.])/(wo") + "rk|fa" + "rm)/");
    Violations found;
    for (const TextFile& file : tree) {
        if (file.path.ends_with(".lock")) continue;
        int line = 0;
        for (const std::string_view text : lines_of(file.text)) {
            ++line;
            if (!pattern.in(text)) continue;
            found.push_back({file.path, line, "path of one machine", "write it relative to the repository",
                             std::string(text)});
        }
    }
    return found;
}

Violations check_lock_files(const Tree& tree) {
    static const Pattern elsewhere(R"re("resolved":\s*"(?!https://registry\.npmjs\.org/))re");
    Violations found;
    for (const TextFile& file : tree) {
        if (!file.path.ends_with("package-lock.json")) continue;
        int line = 0;
        for (const std::string_view text : lines_of(file.text)) {
            ++line;
            if (!elsewhere.in(text)) continue;
            found.push_back({file.path, line, "package from a private place",
                             "make the lock file against https://registry.npmjs.org/", std::string(text)});
        }
    }
    return found;
}

Allowances::Allowances(const TextFile& list) : path_(list.path) {
    int line = 0;
    for (const std::string_view text : lines_of(list.text)) {
        ++line;
        if (text.empty() || text.starts_with('#')) continue;
        const std::vector<std::string> fields = split(text);
        if (fields.size() != 4 || std::ranges::any_of(fields, &std::string::empty)) {
            malformed_.push_back(
                {path_, line, "allowance that cannot be read", "write rule | path | words | reason"});
            continue;
        }
        allowances_.push_back({line, fields[0], fields[1], fields[2]});
    }
}

Violations Allowances::apply(Violations violations) const {
    Violations left = malformed_;
    std::vector<bool> used(allowances_.size(), false);
    for (Violation& violation : violations) {
        bool allowed = false;
        for (std::size_t i = 0; i < allowances_.size(); ++i) {
            const Allowance& allowance = allowances_[i];
            const bool there = allowance.path.ends_with('/') ? violation.path.starts_with(allowance.path)
                                                             : violation.path == allowance.path;
            const bool these = allowance.words == "*" || violation.excerpt.contains(allowance.words);
            const bool fits = there && these && violation.rule.starts_with(allowance.rule);
            if (!fits) continue;
            used[i] = true;
            allowed = true;
        }
        if (!allowed) left.push_back(std::move(violation));
    }
    for (std::size_t i = 0; i < allowances_.size(); ++i) {
        if (used[i]) continue;
        left.push_back({path_, allowances_[i].line, "allowance that allows nothing any more", "take it out"});
    }
    return left;
}

}  // namespace fjorten::architecture
