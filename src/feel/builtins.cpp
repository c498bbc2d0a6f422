#include "feel/builtins.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace fjorten::feel {

namespace {

using Index = std::map<std::string_view, std::vector<const Builtin*>, std::less<>>;

const Index& all_builtins() {
    static const Index index = [] {
        Index made;
        for (const auto part :
             {list_functions(), number_functions(), text_functions(), date_functions(), range_functions()}) {
            for (const Builtin& builtin : part) made[builtin.name].push_back(&builtin);
        }
        return made;
    }();
    return index;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kOutOfScope = {{
    {"time", "feel_scope_times"},
    {"date and time", "feel_scope_times"},
    {"now", "feel_scope_clock"},
    {"today", "feel_scope_clock"},
    {"random number", "feel_scope_random"},
    {"random", "feel_scope_random"},
    {"matches", "feel_scope_patterns"},
    {"replace", "feel_scope_patterns"},
    {"split", "feel_scope_patterns"},
    {"sort", "feel_scope_functions"},
    {"get value", "feel_scope_contexts"},
    {"get entries", "feel_scope_contexts"},
    {"context", "feel_scope_contexts"},
    {"context put", "feel_scope_contexts"},
    {"context merge", "feel_scope_contexts"},
    {"invoke", "feel_scope_functions"},
    {"external", "feel_scope_functions"},
}};

}  // namespace

std::span<const Builtin* const> builtins_named(std::string_view name) {
    const auto found = all_builtins().find(name);
    if (found == all_builtins().end()) return {};
    return found->second;
}

std::string_view out_of_scope_code(std::string_view name) {
    for (const auto& [function, code] : kOutOfScope) {
        if (function == name) return code;
    }
    return {};
}

void convert_argument(char type, Value& argument) {
    const auto* list = argument.get<std::shared_ptr<const List>>();
    if (type == 'l') {
        if (list == nullptr && !argument.is_null()) argument = Value(List{argument});
    } else if (type != 'a' && list != nullptr && (*list)->size() == 1) {
        const Value only = (**list)[0];
        argument = only;
    }
}

}  // namespace fjorten::feel
