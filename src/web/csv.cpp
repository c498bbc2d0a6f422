#include "web/csv.h"

#include <algorithm>
#include <string_view>

namespace fjorten::web {

namespace {

std::string field(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) {
        const bool is_number =
            std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
        if (!is_number || text.front() != '-') text.insert(0, "'");
    }
    if (text.find_first_of(";\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) line += (i == 0 ? "" : ";") + field(fields[i]);
    return line + "\r\n";
}

}  // namespace fjorten::web
