#include "rulebook/model.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::rulebook {

std::string Citation::written() const {
    if (!paragraph.empty()) return fmt::format("{}:{}", source, paragraph);
    if (first_line == last_line) return fmt::format("{}:{}", source, first_line);
    return fmt::format("{}:{}-{}", source, first_line, last_line);
}

const Rule* Edition::find(std::string_view rule) const {
    const auto found = std::ranges::find(rules, rule, &Rule::name);
    return found == rules.end() ? nullptr : &*found;
}

const Edition* Authority::in_force(calendar::Date day) const {
    const auto next = std::ranges::upper_bound(editions, day, {}, &Edition::from);
    if (next == editions.begin()) return nullptr;
    const Edition& edition = *std::prev(next);
    return edition.until && day > *edition.until ? nullptr : &edition;
}

const Authority* Library::find(std::string_view id) const {
    const auto found = authorities.find(id);
    return found == authorities.end() ? nullptr : &found->second;
}

std::vector<std::string> Library::standards() const {
    std::vector<std::string> ids;
    for (const auto& [id, authority] : authorities) {
        if (!authority.editions.empty() && !authority.editions.front().is_law) ids.push_back(id);
    }
    return ids;
}

}  // namespace fjorten::rulebook
