#include "rulebook/citation.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/assert.h"
#include "base/utf8.h"

namespace fjorten::rulebook {

namespace {

bool is_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

// LF, CR LF and CR end a line.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find_first_of("\r\n", at);
        if (end == std::string_view::npos) {
            if (at < text.size()) lines.push_back(text.substr(at));
            return lines;
        }
        lines.push_back(text.substr(at, end - at));
        at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    }
}

std::string folded(std::string_view line) {
    std::string out;
    bool in_word = false;
    for (std::size_t at = 0; at < line.size();) {
        const utf8::CodePoint point = utf8::decode(line, at);
        const std::size_t length = std::max<std::size_t>(point.length, 1);
        const bool space = point.length > 0 && is_space(point.value);
        if (!space) {
            if (!in_word && !out.empty()) out += ' ';
            out += line.substr(at, length);
        }
        in_word = !space;
        at += length;
    }
    return out;
}

class CitationChecker {
  public:
    CitationChecker(const Edition& edition, const std::map<std::string, std::string, std::less<>>& texts,
                    std::set<std::tuple<std::string, int, int>>& seen, Diagnostics& found)
        : edition_(edition), texts_(texts), seen_(seen), found_(found) {}

    void check() {
        for (const Source& source : edition_.sources) check_source(source);
        for (const Rule& rule : edition_.rules) {
            for (const Citation& citation : rule.cite) check_once(citation);
            for (const Wording& wording : rule.wordings) {
                for (const Citation& citation : wording.cite) check_once(citation);
            }
        }
    }

  private:
    // An amending edition has the rules of the older one too.
    void check_once(const Citation& citation) {
        const Place& place = citation.place;
        const bool is_new = seen_.emplace(place.file, place.line, place.column).second;
        if (is_new && citation.paragraph.empty()) check_lines(citation);
    }

    const std::string* text_of(const Source& source) const {
        const auto found = texts_.find(source.file);
        return source.file.empty() || found == texts_.end() ? nullptr : &found->second;
    }

    void report(const Place& place, std::string code, std::vector<std::string> args) {
        found_.push_back({.place = place,
                          .code = std::move(code),
                          .args = std::move(args),
                          .source_line = {},
                          .suggestion = {}});
    }

    void check_source(const Source& source) {
        const std::string* const text = text_of(source);
        if (text == nullptr || sha256(*text) == source.sha256) return;
        const bool is_new = seen_.emplace(edition_.file + source.id, 0, 0).second;
        if (is_new) report({edition_.file, 0, 0}, "rulebook_source_differs", {source.file, sha256(*text)});
    }

    void check_lines(const Citation& citation) {
        const auto source = std::ranges::find(edition_.sources, citation.source, &Source::id);
        const std::string* const text = source == edition_.sources.end() ? nullptr : text_of(*source);
        if (text == nullptr) return;
        const auto lines = cited_lines(*text, citation.first_line, citation.last_line);
        if (!lines) return report(citation.place, "rulebook_no_such_lines", {citation.text});
        if (lines->filled_lines == 0) return report(citation.place, "rulebook_blank_lines", {citation.text});
        if (lines->filled_lines > most_cited_lines) {
            report(citation.place, "rulebook_too_many_lines",
                   {citation.text, fmt::to_string(lines->filled_lines), fmt::to_string(most_cited_lines)});
        }
        if (lines->hash != citation.hash) {
            report(citation.place, "rulebook_hash_differs", {citation.text, lines->hash});
        }
    }

    const Edition& edition_;
    const std::map<std::string, std::string, std::less<>>& texts_;
    std::set<std::tuple<std::string, int, int>>& seen_;
    Diagnostics& found_;
};

}  // namespace

std::vector<std::string> folded_lines(std::string_view text) {
    std::vector<std::string> all;
    for (const std::string_view line : lines_of(text)) all.push_back(folded(line));
    return all;
}

std::optional<CitedLines> hash_of_lines(const std::vector<std::string>& lines, int first, int last) {
    if (first < 1 || last < first || static_cast<std::size_t>(last) > lines.size()) return std::nullopt;
    CitedLines cited;
    std::string normalised;
    for (int number = first; number <= last; ++number) {
        const std::string& line = lines[static_cast<std::size_t>(number) - 1];
        if (line.empty()) continue;
        if (++cited.filled_lines > 1) normalised += ' ';
        normalised += line;
    }
    cited.hash = sha256(normalised).substr(0, 16);
    return cited;
}

std::optional<CitedLines> cited_lines(std::string_view text, int first, int last) {
    return hash_of_lines(folded_lines(text), first, last);
}

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    FJ_ASSERT(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest.at(i));
    return hex;
}

Diagnostics check_citations(const Library& library,
                            const std::map<std::string, std::string, std::less<>>& texts) {
    Diagnostics found;
    std::set<std::tuple<std::string, int, int>> seen;
    for (const auto& [id, authority] : library.authorities) {
        for (const Edition& edition : authority.editions)
            CitationChecker(edition, texts, seen, found).check();
    }
    return found;
}

}  // namespace fjorten::rulebook
