// Files, functions and lines that are too long to be read in one go.
#include <fmt/format.h>

#include "base/utf8.h"
#include "checks.h"
#include "cpp_text.h"

namespace fjorten::architecture {
namespace {

constexpr int longest_header = 250;
constexpr int longest_source = 600;
constexpr int longest_function = 70;
constexpr std::size_t longest_line = 110;

bool measured(const TextFile& file) {
    return file.under("src/") || file.under("tests/") || file.under("bench/");
}

Violations long_lines(const TextFile& file) {
    Violations found;
    int line = 0;
    for (const std::string_view text : lines_of(file.text)) {
        ++line;
        const std::size_t columns = utf8::is_valid(text) ? utf8::length(text) : text.size();
        // An address cannot be broken.
        if (columns <= longest_line || text.find("://") != std::string_view::npos) continue;
        found.push_back({file.path, line, fmt::format("line of {} columns", columns),
                         fmt::format("break it at {}", longest_line)});
    }
    return found;
}

Violations long_functions(const TextFile& file) {
    Violations found;
    for (const FunctionSpan& function : functions_in(read_cpp(file.text))) {
        if (function.length() <= longest_function) continue;
        found.push_back({file.path, function.first_line,
                         fmt::format("function of {} lines", function.length()),
                         fmt::format("split it below {}", longest_function), function.name});
    }
    return found;
}

}  // namespace

Violations check_lengths(const Tree& tree) {
    Violations found;
    for (const TextFile& file : tree) {
        if (!file.is_cpp() || !measured(file)) continue;
        const int lines = static_cast<int>(lines_of(file.text).size());
        const int longest = file.is_header() ? longest_header : longest_source;
        if (lines > longest) {
            found.push_back({file.path, lines, fmt::format("file of {} lines", lines),
                             fmt::format("split it below {}", longest), "*"});
        }
        append(found, long_lines(file));
        append(found, long_functions(file));
    }
    return found;
}

}  // namespace fjorten::architecture
