// The built-in functions of FEEL that are in scope (DMN 1.5, 10.3.4), as one table.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "feel/value.h"

namespace fjorten::feel {

/// One function, or one way to call it. `types` has a letter per parameter:
/// a anything, b boolean, n number, s string, d date, w days duration, m months duration, l list, r range,
/// u either duration, t string or date, c whatever has an order. A `*` after the last letter: any number of
/// these.
struct Builtin {
    std::string_view name;
    std::string_view types;
    std::string_view parameters;  // for calls by name, separated by commas
    std::uint32_t required;       // how many of the parameters must be given
    char result;
    Value (*run)(std::span<const Value> arguments);
    bool sees_unknown = false;  // it is told of unknown elements; all others give unknown for them

    bool variadic() const { return types.ends_with('*'); }
    std::uint32_t most() const {
        return static_cast<std::uint32_t>(variadic() ? types.size() - 1 : types.size());
    }
    /// The letter for the argument at `index`.
    char type_at(std::size_t index) const { return types[index < most() ? index : most() - 1]; }
};

/// Every way to call the function of that name; empty if there is none.
std::span<const Builtin* const> builtins_named(std::string_view name);

/// Why a function that FEEL has is not in scope here: the code of the mistake, or empty.
std::string_view out_of_scope_code(std::string_view name);

/// Arguments as the function wants them: a single value where a list is asked for becomes a list of one, and
/// a list of one where a single value is asked for becomes that value (DMN 1.5, 10.3.2.9.4).
void convert_argument(char type, Value& argument);

// The parts of the table, by kind of function.
std::span<const Builtin> list_functions();
std::span<const Builtin> number_functions();
std::span<const Builtin> text_functions();
std::span<const Builtin> date_functions();
std::span<const Builtin> range_functions();

}  // namespace fjorten::feel
