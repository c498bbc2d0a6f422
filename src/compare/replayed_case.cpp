#include "compare/replayed_case.h"

#include <algorithm>
#include <optional>
#include <set>

namespace fjorten::compare {

std::vector<calendar::Date> days_asked_about(const Document& document) {
    std::set<calendar::Date> days;
    const auto take = [&days](const Node& step) {
        const Node* const on = step.find("on");
        const auto day = on == nullptr ? std::nullopt : std::optional(calendar::Date::parse(on->text));
        if (day && *day) days.insert(**day);
    };
    const Node* const expect = document.root.find("expect");
    if (expect != nullptr && expect->is_map()) take(*expect);
    if (expect != nullptr) std::ranges::for_each(expect->items, take);
    return {days.begin(), days.end()};
}

bool expects_refusal(const Document& document) {
    const Node* const expect = document.root.find("expect");
    if (expect == nullptr) return false;
    const auto refuses = [](const Node& step) { return step.find("exit") != nullptr; };
    return expect->is_map() ? refuses(*expect) : std::ranges::any_of(expect->items, refuses);
}

}  // namespace fjorten::compare
