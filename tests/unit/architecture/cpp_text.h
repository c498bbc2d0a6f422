// A look at C++ text that is good enough for house rules: what is code, what is comment, which literals there
// are and what they are given to, and how long the functions are. It is no parser: macros are taken as
// written.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::architecture {

/// A string literal; neighbours that the compiler joins are one.
struct Literal {
    std::size_t offset = 0;  // of the opening quote
    std::string text;        // as written, escapes unresolved
    int position = 0;        // 0 for the first literal inside its innermost bracket, 1 for the next, ...
    /// What stands before the brackets around it, outermost first: "Error" for Error{ and Error(; empty for a
    /// bare brace or parenthesis.
    std::vector<std::string> inside;
    bool within(std::string_view word) const;  // any of `inside` contains it, in any case
};

struct CppText {
    std::string code;         // same length and lines; comments and the insides of literals blanked
    std::string no_comments;  // same length and lines; comments blanked
    std::vector<Literal> literals;
};

CppText read_cpp(std::string_view text);

struct FunctionSpan {
    int first_line = 0;
    int last_line = 0;
    std::string name;
    int length() const { return last_line - first_line + 1; }
};

/// The outermost functions (a lambda counts as part of the function around it), by counting braces.
std::vector<FunctionSpan> functions_in(const CppText& cpp);

}  // namespace fjorten::architecture
