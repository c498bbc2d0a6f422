#include "base/diagnostic.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.h"

namespace fjorten {

namespace {

// A window around the caret: as wide as most terminals, and enough to recognise the place.
constexpr std::size_t window = 100;

std::string_view severity_key(Severity severity) {
    switch (severity) {
        case Severity::error: return "severity.error";
        case Severity::warning: return "severity.warning";
        case Severity::note: return "severity.note";
    }
    return "severity.error";
}

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point <= 0x9F); }

// An author's text must not steer the terminal that shows it, nor break the line.
std::string without_controls(std::string_view text) {
    std::u32string points = utf8::code_points(text);
    for (char32_t& point : points) {
        if (point == U'\n' || point == U'\t') point = U' ';
        else if (is_control(point)) point = 0xFFFD;
    }
    return utf8::from_code_points(points);
}

std::string header_of(const Diagnostic& diagnostic, Language language) {
    std::string header = without_controls(diagnostic.place.file);
    if (diagnostic.place.line > 0) header += fmt::format(":{}", diagnostic.place.line);
    if (diagnostic.place.line > 0 && diagnostic.place.column > 0)
        header += fmt::format(":{}", diagnostic.place.column);
    const std::string severity = message(language, severity_key(diagnostic.severity));
    std::vector<std::string> args;
    for (const std::string& arg : diagnostic.args) args.push_back(without_controls(arg));
    std::string sentence = message(language, "diagnostic." + diagnostic.code, args);
    if (header.empty()) return fmt::format("{}: {}\n", severity, sentence);
    return fmt::format("{}: {}: {}\n", header, severity, sentence);
}

struct Excerpt {
    std::string text;
    std::size_t caret = 0;  // characters before it
};

Excerpt excerpt_of(std::string_view line, std::size_t caret) {
    const std::u32string points = utf8::code_points(without_controls(line));
    caret = std::min(caret, points.size());
    if (points.size() <= window) return {utf8::from_code_points(points), caret};
    const std::size_t wanted = caret < window / 2 ? 0 : caret - window / 2;
    const std::size_t begin = std::min(wanted, points.size() - window);
    const std::size_t end = begin + window;
    std::u32string shown = points.substr(begin, window);
    if (begin > 0) shown.front() = U'…';
    if (end < points.size()) shown.back() = U'…';
    return {utf8::from_code_points(shown), caret - begin};
}

}  // namespace

std::string render(const Diagnostic& diagnostic, Language language) {
    std::string text = header_of(diagnostic, language);
    std::string hint;
    if (!diagnostic.suggestion.empty())
        hint = message(language, "diagnostic.did_you_mean", {without_controls(diagnostic.suggestion)});
    if (diagnostic.source_line.empty() || diagnostic.place.line <= 0) {
        if (!hint.empty()) text += fmt::format("     | {}\n", hint);
        return text;
    }
    const int column = std::max(diagnostic.place.column, 1);
    const Excerpt excerpt = excerpt_of(diagnostic.source_line, static_cast<std::size_t>(column) - 1);
    const std::string number = fmt::format("{:>4}", diagnostic.place.line);
    text += fmt::format("{} | {}\n", number, excerpt.text);
    const bool has_caret = diagnostic.place.column > 0;
    if (!has_caret && hint.empty()) return text;
    text += fmt::format("{:{}} | {:{}}{}", "", number.size(), "", has_caret ? excerpt.caret : 0,
                        has_caret ? "^" : "");
    if (!hint.empty()) text += (has_caret ? " " : "") + hint;
    return text + "\n";
}

std::string render(const Diagnostics& diagnostics, Language language) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) text += render(diagnostic, language);
    return text;
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::ranges::any_of(diagnostics,
                               [](const Diagnostic& found) { return found.severity == Severity::error; });
}

}  // namespace fjorten
