// Text for people lives in po/ and in rulebooks; what rules are about lives in rulebooks.
#include <algorithm>
#include <cctype>

#include "checks.h"
#include "cpp_text.h"
#include "pattern.h"

namespace fjorten::architecture {
namespace {

bool has_danish_letter(const std::string& text) {
    static const Pattern danish("æ|ø|å|Æ|Ø|Å");
    return danish.in(text);
}

// Two words are a label or an HTTP reason; three in a row, with nothing but punctuation between, are a
// sentence.
bool is_sentence(const std::string& text) {
    static const Pattern three_words(
        R"((^|[\s>])[A-Za-z]+[.,:;!?]?\s+[A-Za-z]+[.,:;!?]?\s+[A-Za-z]+([\s.,:;!?<]|$))");
    static const Pattern sql(
        R"(^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|COMMIT|VACUUM)\b)");
    return three_words.in(text) && !sql.in(text);
}

// Functions that do nothing but return an Error: refused("there is no such day").
std::set<std::string> error_makers(const CppText& cpp) {
    static const Pattern pattern(
        R"(\b(\w+)\s*(=\s*\[\w*\]\s*)?\([^;{}()]*\)\s*(->[^;{}()]*)?\{\s*return[^;{}]{0,80}\bError\{)");
    std::set<std::string> makers;
    for (const Match& match : pattern.all_in(cpp.code)) makers.insert(match.groups[1]);
    return makers;
}

// Developers read these: assertions, and the message of an Error (src/base/error.h).
bool for_developers(const Literal& literal, const std::set<std::string>& makers) {
    for (const char* word : {"assert", "error", "nodiscard", "deprecated"}) {
        if (literal.within(word)) return true;
    }
    return std::ranges::any_of(literal.inside,
                               [&](const std::string& name) { return makers.contains(name); });
}

bool is_core(const TextFile& file) {
    return file.under("src/engine/") || file.under("src/casefile/") || file.under("src/feel/") ||
           file.under("src/calendar/");
}

std::set<std::string> matches(const Tree& tree, std::string_view folder, const Pattern& pattern) {
    std::set<std::string> all;
    for (const TextFile& file : tree) {
        if (!file.under(folder) || !file.path.ends_with(".yaml")) continue;
        for (const Match& match : pattern.all_in(file.text)) all.insert(match.groups[1]);
    }
    return all;
}

// Ids of rules, except where the vocabulary uses the same word for an event, a fact or a service.
std::set<std::string> rule_ids(const Tree& tree) {
    static const Pattern key(R"(\b([a-z][a-z0-9_]*):)");
    static const Pattern form(R"(- id:\s*([a-z][a-z0-9_]*)\s*(?:#[^\n]*)?\n\s+form:)");
    std::set<std::string> ids = matches(tree, "rulebooks/law/", form);
    ids.merge(matches(tree, "rulebooks/standards/", form));
    for (const std::string& word : matches(tree, "rulebooks/vocabulary", key)) ids.erase(word);
    return ids;
}

std::vector<std::pair<std::size_t, std::string_view>> identifiers_in(std::string_view code) {
    const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (auto at = std::ranges::find_if(code, in_word); at != code.end();) {
        const auto end = std::find_if_not(at, code.end(), in_word);
        found.emplace_back(at - code.begin(), std::string_view(at, end));
        at = std::find_if(end, code.end(), in_word);
    }
    return found;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

Violations check_visible_text(const Tree& tree) {
    Violations found;
    for (const TextFile& file : tree) {
        if (!file.under("src/") || !file.is_cpp()) continue;
        const CppText cpp = read_cpp(file.text);
        const std::set<std::string> makers = error_makers(cpp);
        for (const Literal& literal : cpp.literals) {
            const bool visible = is_sentence(literal.text) && !for_developers(literal, makers);
            if (!visible && !has_danish_letter(literal.text)) continue;
            found.push_back({file.path, line_at(file.text, literal.offset), "text for people in the code",
                             "give it a key in po/da.po and po/en.po and use message()", literal.text});
        }
    }
    return found;
}

Violations check_names_of_rules(const Tree& tree) {
    static const Pattern municipality("mariagerfjord|br(ø|oe)nderslev|thisted|rebild|randers");
    const std::set<std::string> ids = rule_ids(tree);
    Violations found;
    const auto refuse = [&](const TextFile& file, std::size_t offset, const std::string& name) {
        found.push_back({file.path, line_at(file.text, offset), "\"" + name + "\" named in the code",
                         "say in the rulebook format what is special about it, and read that", name});
    };
    for (const TextFile& file : tree) {
        if (!file.under("src/") || !file.is_cpp()) continue;
        const CppText cpp = read_cpp(file.text);
        const std::string text = lower(cpp.no_comments);
        for (const Match& match : municipality.all_in(text)) refuse(file, match.offset, match.groups[0]);
        for (const auto& [offset, name] : identifiers_in(cpp.code)) {
            if (!is_core(file)) break;  // outside, what is called like a rule may be something else
            // A rule called by one plain word ("assessment") may share it with a variable.
            if (name.contains('_') && ids.contains(std::string(name)))
                refuse(file, offset, std::string(name));
        }
        for (const Literal& literal : cpp.literals) {
            const std::string name = literal.text.substr(literal.text.rfind('.') + 1);
            // Outside the core a plain word ("anonymous") may be the name of a choice in a form.
            if (ids.contains(name) && (is_core(file) || name.contains('_')))
                refuse(file, literal.offset, literal.text);
        }
    }
    return found;
}

}  // namespace fjorten::architecture
