#include "rulebook/trace.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <ranges>

#include "rulebook/citation.h"

namespace fjorten::rulebook {

namespace {

using Why = BrokenCitation::Why;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// "17", "Side 3 af 14": a number and hardly a word beside it.
bool is_page_number(std::string_view line) {
    const auto letters = std::ranges::count_if(line, [](char c) { return !is_ascii_digit(c) && c != ' '; });
    return letters <= 8 && std::ranges::any_of(line, is_ascii_digit);
}

bool is_link(std::string_view line) {
    return !line.contains(' ') &&
           (line.contains("://") || line.starts_with("mailto:") || line.starts_with("www."));
}

// Where texts of at most as many lines as a citation may have stand, by their hash.
std::map<std::string, std::pair<int, int>> windows(const std::vector<std::string>& lines) {
    std::map<std::string, std::pair<int, int>> found;
    for (std::size_t first = 0; first < lines.size(); ++first) {
        int filled = 0;
        for (std::size_t last = first; last < lines.size() && filled < most_cited_lines; ++last) {
            if (lines[last].empty()) {
                if (filled == 0) break;
                continue;
            }
            ++filled;
            const auto range = std::pair(static_cast<int>(first) + 1, static_cast<int>(last) + 1);
            found.emplace(hash_of_lines(lines, range.first, range.second)->hash, range);
        }
    }
    return found;
}

class Tracer {
  public:
    Tracer(const Source& source, std::string_view text)
        : source_(source), lines_(folded_lines(text)), account_(lines_.size(), Account::none) {
        trace_.is_same_text = sha256(text) == source.sha256;
    }

    void check(const Rule& rule) {
        for (const Citation& citation : rule.cite) {
            if (citation.source != source_.id || !citation.paragraph.empty()) continue;
            ++trace_.citations;
            check(rule, citation);
        }
    }

    Trace finish() {
        for (const SetAside& aside : source_.set_aside) check(aside);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].empty()) continue;
            ++trace_.lines;
            if (account_[i] == Account::cited) ++trace_.cited;
            else if (account_[i] == Account::aside) ++trace_.set_aside;
            else trace_.unaccounted.push_back({static_cast<int>(i) + 1, lines_[i]});
        }
        return std::move(trace_);
    }

  private:
    enum class Account : char { none, cited, aside };

    void check(const Rule& rule, const Citation& citation) {
        const auto now = hash_of_lines(lines_, citation.first_line, citation.last_line);
        BrokenCitation broken{.rule = &rule,
                              .place = citation.place,
                              .first_line = citation.first_line,
                              .last_line = citation.last_line};
        if (!now) broken.why = Why::no_such_lines;
        else if (now->filled_lines == 0) broken.why = Why::blank_lines;
        else if (now->filled_lines > most_cited_lines) broken.why = Why::too_many_lines;
        else if (now->hash == citation.hash)
            return take(citation.first_line, citation.last_line, Account::cited);
        if (windows_.empty()) windows_ = windows(lines_);
        if (const auto moved = windows_.find(citation.hash); moved != windows_.end())
            broken.moved_to = moved->second;
        report(std::move(broken));
    }

    void check(const SetAside& aside) {
        BrokenCitation broken{
            .place = aside.place, .first_line = aside.first_line, .last_line = aside.last_line};
        if (!hash_of_lines(lines_, aside.first_line, aside.last_line)) broken.why = Why::no_such_lines;
        else if (const auto why = mistake_in(aside)) broken.why = *why;
        else return take(aside.first_line, aside.last_line, Account::aside);
        report(std::move(broken));
    }

    std::optional<Why> mistake_in(const SetAside& aside) const {
        for (int number = aside.first_line; number <= aside.last_line; ++number) {
            const std::string& line = lines_[static_cast<std::size_t>(number) - 1];
            if (line.empty()) continue;
            switch (aside.as) {
                case SetAside::As::page_number:
                    if (!is_page_number(line)) return Why::not_a_page_number;
                    break;
                case SetAside::As::link:
                    if (!is_link(line)) return Why::not_a_link;
                    break;
                case SetAside::As::repeated_head:
                    if (!stands_elsewhere(line)) return Why::not_repeated;
                    break;
            }
        }
        return std::nullopt;
    }

    bool stands_elsewhere(const std::string& line) const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i] == line && account_[i] == Account::cited) return true;
        }
        return false;
    }

    void report(BrokenCitation broken) {
        const int last = std::min(broken.last_line, static_cast<int>(lines_.size()));
        for (int number = broken.first_line; number <= last; ++number) {
            const std::string& line = lines_[static_cast<std::size_t>(number) - 1];
            if (!line.empty()) broken.now.push_back({number, line});
        }
        trace_.broken.push_back(std::move(broken));
    }

    void take(int first, int last, Account account) {
        for (int number = first; number <= last; ++number) {
            Account& line = account_[static_cast<std::size_t>(number) - 1];
            if (line == Account::none) line = account;
        }
    }

    const Source& source_;
    std::vector<std::string> lines_;
    std::vector<Account> account_;
    std::map<std::string, std::pair<int, int>> windows_;
    Trace trace_;
};

std::vector<SourceLine> filled_lines(std::string_view text) {
    std::vector<SourceLine> filled;
    int number = 0;
    for (std::string& line : folded_lines(text)) {
        ++number;
        if (!line.empty()) filled.push_back({number, std::move(line)});
    }
    return filled;
}

// Length of the longest common subsequence of the rests from i and j, for all i and j.
std::vector<std::vector<int>> common_lengths(const std::vector<SourceLine>& was,
                                             const std::vector<SourceLine>& now) {
    std::vector<std::vector<int>> length(was.size() + 1, std::vector<int>(now.size() + 1, 0));
    for (std::size_t i = was.size(); i-- > 0;) {
        for (std::size_t j = now.size(); j-- > 0;) {
            length[i][j] = was[i].text == now[j].text ? length[i + 1][j + 1] + 1
                                                      : std::max(length[i + 1][j], length[i][j + 1]);
        }
    }
    return length;
}

std::vector<const Rule*> rules_citing(const Edition& edition, const Source& source, int line) {
    std::vector<const Rule*> rules;
    for (const Rule& rule : edition.rules) {
        const bool cites = std::ranges::any_of(rule.cite, [&](const Citation& citation) {
            return citation.source == source.id && citation.first_line <= line && line <= citation.last_line;
        });
        if (cites) rules.push_back(&rule);
    }
    return rules;
}

}  // namespace

Trace trace(const Edition& edition, const Source& source, std::string_view text) {
    Tracer tracer(source, text);
    for (const Rule& rule : edition.rules) tracer.check(rule);
    return tracer.finish();
}

std::vector<LineChange> changed_lines(const Edition& edition, const Source& source, std::string_view was_text,
                                      std::string_view now_text) {
    const auto was = filled_lines(was_text);
    const auto now = filled_lines(now_text);
    const auto common = common_lengths(was, now);
    std::vector<LineChange> changes;
    // A line left out followed by one added is one line that reads otherwise.
    std::size_t open = 0;
    for (std::size_t i = 0, j = 0; i < was.size() || j < now.size();) {
        if (i < was.size() && j < now.size() && was[i].text == now[j].text) {
            ++i, ++j;
            open = changes.size();
        } else if (i < was.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
            changes.push_back({was[i], {}, rules_citing(edition, source, was[i].number)});
            ++i;
        } else {
            while (open < changes.size() && changes[open].now.number != 0) ++open;
            if (open < changes.size()) changes[open].now = now[j];
            else changes.push_back({{}, now[j], {}});
            ++j;
        }
    }
    return changes;
}

std::string_view name_of(BrokenCitation::Why why) {
    static constexpr std::array<std::string_view, 7> names = {
        "no_such_lines",     "blank_lines", "too_many_lines", "changed",
        "not_a_page_number", "not_a_link",  "not_repeated"};
    return names.at(static_cast<std::size_t>(why));
}

}  // namespace fjorten::rulebook
