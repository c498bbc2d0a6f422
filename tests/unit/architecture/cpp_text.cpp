#include "cpp_text.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "tree.h"

namespace fjorten::architecture {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Goes through the text once and blanks what is not code.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {
        cpp_.code = text;
        cpp_.no_comments = text;
    }

    CppText scan() {
        while (at_ < text_.size()) {
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with("//")) {
                blank_comment(rest.find('\n'));
            } else if (rest.starts_with("/*")) {
                const std::size_t end = rest.find("*/", 2);
                blank_comment(end == std::string_view::npos ? end : end + 2);
            } else if (rest.starts_with("R\"") && (at_ == 0 || !is_word(text_[at_ - 1]))) {
                take_raw_literal(rest);
            } else if (rest.front() == '"') {
                take_quoted('"');
            } else if (rest.front() == '\'' && (at_ == 0 || !is_word(text_[at_ - 1]))) {
                take_quoted('\'');  // after a word character it separates digits
            } else {
                ++at_;
            }
        }
        return std::move(cpp_);
    }

  private:
    void blank(std::string& out, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            if (out[i] != '\n') out[i] = ' ';
        }
    }
    void blank_comment(std::size_t length) {
        const std::size_t end = length == std::string_view::npos ? text_.size() : at_ + length;
        blank(cpp_.code, at_, end);
        blank(cpp_.no_comments, at_, end);
        at_ = end;
    }
    void take_raw_literal(std::string_view rest) {
        const std::size_t open = std::min(rest.find('('), rest.size() - 1);
        const std::string close = ")" + std::string(rest.substr(2, open - 2)) + "\"";
        const std::size_t end = std::min(rest.find(close, open), rest.size() - close.size());
        cpp_.literals.push_back({at_, std::string(rest.substr(open + 1, end - open - 1)), 0, {}});
        blank(cpp_.code, at_, at_ + end + close.size());
        cpp_.code[at_] = cpp_.code[at_ + end + close.size() - 1] = '"';
        at_ += end + close.size();
    }
    void take_quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
            end += text_[end] == '\\' ? 2u : 1u;
        end = std::min(end, text_.size() - 1);
        if (quote == '"') {
            cpp_.literals.push_back({at_, std::string(text_.substr(at_ + 1, end - at_ - 1)), 0, {}});
        }
        blank(cpp_.code, at_ + 1, end);
        at_ = end + 1;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    CppText cpp_;
};

// The include lines' file names are no literals that anybody reads.
bool on_include_line(const std::string& code, std::size_t offset) {
    const std::size_t begin =
        code.rfind('\n', offset) == std::string::npos ? 0 : code.rfind('\n', offset) + 1;
    const std::size_t word = code.find_first_not_of(" #", begin);
    return code[begin] == '#' && code.compare(word, 7, "include") == 0;
}

void join_neighbours(CppText& cpp) {
    std::vector<Literal> joined;
    std::size_t previous_end = 0;
    for (Literal& literal : cpp.literals) {
        const std::size_t end = cpp.code.find('"', literal.offset + 1) + 1;
        const bool follows =
            !joined.empty() &&
            std::ranges::all_of(cpp.code.substr(previous_end, literal.offset - previous_end), is_space);
        if (follows) {
            joined.back().text += literal.text;
        } else if (!on_include_line(cpp.code, literal.offset)) {
            joined.push_back(std::move(literal));
        }
        previous_end = end;
    }
    cpp.literals = std::move(joined);
}

std::string word_before(const std::string& code, std::size_t offset) {
    std::size_t end = offset;
    while (end > 0 && is_space(code[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_word(code[begin - 1])) --begin;
    return code.substr(begin, end - begin);
}

void note_surroundings(CppText& cpp) {
    struct Open {
        std::string name;
        int literals = 0;
    };
    std::vector<Open> open;
    auto next = cpp.literals.begin();
    for (std::size_t at = 0; at < cpp.code.size() && next != cpp.literals.end(); ++at) {
        const char c = cpp.code[at];
        if (at == next->offset) {
            for (const Open& bracket : open) next->inside.push_back(bracket.name);
            if (!open.empty()) next->position = open.back().literals++;
            ++next;
        } else if (c == '(' || c == '{' || c == '[') {
            open.push_back({word_before(cpp.code, at)});
        } else if ((c == ')' || c == '}' || c == ']') && !open.empty()) {
            open.pop_back();
        }
    }
}

std::string without_directives(const std::string& code) {
    std::string out = code;
    bool continued = false;
    std::size_t offset = 0;
    for (const std::string_view line : lines_of(code)) {
        const std::size_t first = line.find_first_not_of(' ');
        const bool directive = continued || (first != std::string_view::npos && line[first] == '#');
        continued = directive && line.ends_with('\\');
        if (directive) std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(offset), line.size(), ' ');
        offset += line.size() + 1;
    }
    return out;
}

// The name of the function whose head this is, or nothing if a brace after it opens something else.
std::optional<std::string> function_name(std::string_view head) {
    const std::size_t parenthesis = head.find('(');
    if (parenthesis == std::string_view::npos) return std::nullopt;
    const std::size_t last = head.find_last_not_of(" \n\t");
    if (head[last] == '=' || head[last] == ',' || head[last] == '(') return std::nullopt;  // a table
    std::string name = word_before(std::string(head), parenthesis);
    for (const std::string_view other : {"class ", "struct ", "enum ", "union ", "namespace "}) {
        if (head.starts_with(other)) return std::nullopt;
    }
    return name;
}

}  // namespace

bool Literal::within(std::string_view word) const {
    return std::ranges::any_of(inside, [&](const std::string& name) {
        return !std::ranges::search(name, word, [](char a, char b) {
                    return std::tolower(static_cast<unsigned char>(a)) == b;
                }).empty();
    });
}

CppText read_cpp(std::string_view text) {
    CppText cpp = Scanner(text).scan();
    join_neighbours(cpp);
    note_surroundings(cpp);
    return cpp;
}

std::vector<FunctionSpan> functions_in(const CppText& cpp) {
    const std::string code = without_directives(cpp.code);
    std::vector<FunctionSpan> functions;
    std::vector<bool> is_function;  // one per open brace
    std::size_t head = 0;           // where the current declaration begins
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        const bool inside = std::ranges::find(is_function, true) != is_function.end();
        if (c == '{') {
            const std::size_t begin = std::min(code.find_first_not_of(" \n\t", head), at);
            const auto name =
                inside ? std::nullopt : function_name(std::string_view(code).substr(begin, at - begin));
            if (name) functions.push_back({line_at(code, begin), 0, *name});
            is_function.push_back(name.has_value());
        } else if (c == '}' && !is_function.empty()) {
            if (is_function.back()) functions.back().last_line = line_at(code, at);
            is_function.pop_back();
        }
        if (c == '{' || c == '}' || c == ';') head = at + 1;
    }
    std::erase_if(functions, [](const FunctionSpan& function) { return function.last_line == 0; });
    return functions;
}

}  // namespace fjorten::architecture
