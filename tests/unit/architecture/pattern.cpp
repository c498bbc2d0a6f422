#include "pattern.h"

#include <regex>

namespace fjorten::architecture {

struct Pattern::Compiled {
    std::regex regex;
};

Pattern::Pattern(const std::string& expression)
    : compiled_(std::make_shared<const Compiled>(Compiled{std::regex(expression)})) {}

bool Pattern::in(std::string_view text) const {
    return std::regex_search(text.begin(), text.end(), compiled_->regex);
}

bool Pattern::is_all_of(std::string_view text) const {
    return std::regex_match(text.begin(), text.end(), compiled_->regex);
}

std::vector<Match> Pattern::all_in(std::string_view text) const {
    std::vector<Match> matches;
    for (std::cregex_iterator at(text.data(), text.data() + text.size(), compiled_->regex), end; at != end;
         ++at) {
        Match& match = matches.emplace_back();
        match.offset = static_cast<std::size_t>(at->position());
        for (const auto& group : *at) match.groups.push_back(group.str());
    }
    return matches;
}

}  // namespace fjorten::architecture
