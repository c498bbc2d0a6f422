// The two catalogues say the same things, and everything that the code asks for is in them.
#include <fmt/format.h>

#include "checks.h"
#include "cpp_text.h"
#include "pattern.h"

namespace fjorten::architecture {
namespace {

constexpr std::string_view danish = "po/da.po";
constexpr std::string_view english = "po/en.po";

std::string in_quotes(std::string_view line) {
    const std::size_t first = line.find('"');
    const std::size_t last = line.rfind('"');
    return first == last ? std::string() : std::string(line.substr(first + 1, last - first - 1));
}

std::set<std::string> placeholders(const std::string& text) {
    static const Pattern pattern(R"(\{(\d+)\})");
    std::set<std::string> all;
    for (const Match& match : pattern.all_in(text)) all.insert(match.groups[1]);
    return all;
}

Violations holes(const TextFile& file, const Catalogue& here, const TextFile& other_file,
                 const Catalogue& there) {
    Violations found;
    for (const auto& [key, entry] : here) {
        const auto other = there.find(key);
        if (entry.text.empty()) {
            found.push_back({file.path, entry.line, "\"" + key + "\" has no text", "write it", key});
        } else if (other == there.end()) {
            found.push_back({file.path, entry.line, "\"" + key + "\" is not in " + other_file.path,
                             "translate it there", key});
        } else if (placeholders(entry.text) != placeholders(other->second.text)) {
            found.push_back({file.path, entry.line,
                             "\"" + key + "\" fills other places than in " + other_file.path,
                             "use the same {1}, {2}, ... in both", key});
        }
    }
    return found;
}

// What a literal asks the catalogue for, judged by what it is given to; empty if nothing.
std::string key_asked_for(const Literal& literal) {
    static const Pattern code("[a-z][a-z0-9_]*");
    static const Pattern key(R"([a-z][a-z0-9_]*(\.[a-z0-9_]+)*\.?)");
    if (literal.inside.empty()) return {};
    const std::string& given_to = literal.inside.back();
    const bool is_code = literal.position == 0 && code.is_all_of(literal.text);
    if (is_code && (given_to == "diagnose" || given_to == "Diagnostic" || given_to == "Mistake")) {
        return "diagnostic." + literal.text;
    }
    if (is_code && given_to == "Finding") return "finding." + literal.text;
    const bool is_key = (given_to == "message" || given_to == "message_count") && key.is_all_of(literal.text);
    return is_key ? literal.text : std::string();
}

bool known(const Catalogue& catalogue, const std::string& key) {
    if (!key.ends_with('.')) return catalogue.contains(key);
    const auto from = catalogue.lower_bound(key);  // "closed_day." + id_of(day)
    return from != catalogue.end() && from->first.starts_with(key);
}

// Collects the lines of one entry at a time.
class CatalogueReader {
  public:
    CatalogueReader(const TextFile& po, Violations& mistakes) : po_(po), mistakes_(mistakes) {}

    Catalogue read() {
        int line = 0;
        for (const std::string_view text : lines_of(po_.text)) take(text, ++line);
        finish();
        return std::move(catalogue_);
    }

  private:
    void take(std::string_view text, int line) {
        if (text.starts_with("msgid ")) {
            finish();
            line_ = line;
            key_ = in_quotes(text);
            part_ = &key_;
        } else if (text.starts_with("msgid_plural ")) {
            part_ = &ignored_;
        } else if (text.starts_with("msgstr")) {
            text_ += in_quotes(text);
            part_ = &text_;
        } else if (text.starts_with('"') && part_ != nullptr) {
            *part_ += in_quotes(text);
        }
    }
    void finish() {
        // The entry without a key is the head of the file.
        if (!key_.empty() && !catalogue_.emplace(key_, CatalogueEntry{line_, text_}).second) {
            mistakes_.push_back({po_.path, line_, "\"" + key_ + "\" twice", "keep one", key_});
        }
        key_.clear();
        text_.clear();
        ignored_.clear();
    }

    const TextFile& po_;
    Violations& mistakes_;
    Catalogue catalogue_;
    std::string key_, text_, ignored_;
    std::string* part_ = nullptr;
    int line_ = 0;
};

}  // namespace

Catalogue read_catalogue(const TextFile& po, Violations& mistakes) {
    return CatalogueReader(po, mistakes).read();
}

Violations check_catalogues(const Tree& tree) {
    const TextFile* da = find_file(tree, danish);
    const TextFile* en = find_file(tree, english);
    if (da == nullptr || en == nullptr)
        return {{"po/", 0, "a catalogue is missing", "write po/da.po and po/en.po"}};
    Violations found;
    const Catalogue in_danish = read_catalogue(*da, found);
    const Catalogue in_english = read_catalogue(*en, found);
    append(found, holes(*da, in_danish, *en, in_english));
    append(found, holes(*en, in_english, *da, in_danish));
    return found;
}

Violations check_message_keys(const Tree& tree) {
    const TextFile* da = find_file(tree, danish);
    Violations found;
    const Catalogue catalogue = da == nullptr ? Catalogue{} : read_catalogue(*da, found);
    found.clear();  // check_catalogues tells
    for (const TextFile& file : tree) {
        if (!file.under("src/") || !file.is_cpp()) continue;
        for (const Literal& literal : read_cpp(file.text).literals) {
            const std::string key = key_asked_for(literal);
            if (key.empty() || known(catalogue, key)) continue;
            found.push_back({file.path, line_at(file.text, literal.offset),
                             "\"" + key + "\" is not in po/da.po", "add it to both catalogues", key});
        }
    }
    return found;
}

}  // namespace fjorten::architecture
