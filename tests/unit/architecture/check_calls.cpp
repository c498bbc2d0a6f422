// Calls that this house does not make, each with the one it makes instead; and file names that say nothing.
#include <functional>

#include "checks.h"
#include "cpp_text.h"
#include "pattern.h"

namespace fjorten::architecture {
namespace {

using Where = std::function<bool(const TextFile&)>;

struct Ban {
    Pattern pattern;
    std::string rule;
    std::string instead;
    Where applies;
};

bool in_src(const TextFile& file) { return file.under("src/"); }
bool in_tests(const TextFile& file) { return file.under("tests/") || file.under("bench/"); }
bool in_app_or_cli(const TextFile& file) {
    return file.under("src/app/") || file.under("src/cli/") || file.path == "src/main.cpp";
}
bool counts_exactly(const TextFile& file) {
    return file.under("src/engine/") || file.under("src/feel/") || file.under("src/calendar/");
}

const std::vector<Ban>& bans() {
    const auto outside_app = [](const TextFile& file) { return in_src(file) && !in_app_or_cli(file); };
    const auto anywhere = [](const TextFile& file) { return in_src(file) || in_tests(file); };
    const auto reads_clock = [](const TextFile& file) {
        return in_src(file) && !in_app_or_cli(file) && !file.under("src/calendar/today.");
    };
    static const std::vector<Ban> all = {
        {Pattern(R"(\bsystem_clock\s*::\s*now\b|\b(local|gm|mk)time(_r)?\s*\(|\bstd::time\s*\()"),
         "reads the clock", "take the day as an argument; only the shell asks calendar::today_in_copenhagen",
         reads_clock},
        {Pattern(R"(\b(steady|high_resolution)_clock\b)"), "measures time in the core",
         "measure in the shell", in_pure_core},
        {Pattern(R"(\brandom_device\b|(^|[^\w.>])s?rand\s*\()"), "chance without a seed",
         "in the shell libsodium's randombytes_buf; in tests std::mt19937_64 with a seed that is printed",
         anywhere},
        {Pattern(R"(\bsto(i|l|ul|ll|ull|f|d|ld)\s*\(|\bato(i|l|ll|f)\s*\(|\bstrto(l|ul|ll|ull|f|d|ld)\s*\()"),
         "number parser that throws or hides its failure", "use std::from_chars and look at the result",
         in_src},
        {Pattern(R"(\bgetenv\s*\()"), "reads the environment", "let src/app read it and hand it in",
         outside_app},
        {Pattern(R"(\busing\s+namespace\b(?![^;]*literals))"), "using namespace", "name what is used",
         in_src},
        {Pattern(R"(\b(v?f?printf|puts|fputs|sprintf)\s*\(|\bstd::c(out|err)\b)"), "prints in the core",
         "return the text; the shell prints it", in_pure_core},
        {Pattern(R"(\bthrow\b)"), "throws", "return Result<T>, or FJ_ASSERT if it is our own mistake",
         in_src},
        {Pattern(R"(\b(float|double)\b)"), "floating point where results must be exact",
         "use feel::Decimal or whole days", counts_exactly},
        {Pattern(R"(\b(strcpy|strcat|gets|tmpnam|system|popen)\s*\()"), "unsafe call",
         "use std::string, or a library made for it", in_src},
    };
    return all;
}

Violations left_overs(const TextFile& file) {
    // In two parts, or this file would refuse itself.
    static const std::string fix_me = std::string("FIX") + "ME";
    static const Pattern to_do(std::string("TO") + R"(DO(?!\(#\d+\)))");
    Violations found;
    int line = 0;
    for (const std::string_view text : lines_of(file.text)) {
        ++line;
        if (text.find(fix_me) != std::string_view::npos) {
            found.push_back({file.path, line, fix_me, "fix it before it is committed", std::string(text)});
        }
        if (to_do.in(text)) {
            found.push_back({file.path, line, "note about work to do without an issue", "name it: (#12)",
                             std::string(text)});
        }
    }
    return found;
}

std::string line_around(std::string_view text, std::size_t offset) {
    const std::size_t begin =
        text.rfind('\n', offset) == std::string_view::npos ? 0 : text.rfind('\n', offset) + 1;
    return std::string(text.substr(begin, text.find('\n', offset) - begin));
}

}  // namespace

Violations check_banned_calls(const Tree& tree) {
    Violations found;
    for (const TextFile& file : tree) {
        if (!file.is_cpp()) continue;
        const CppText cpp = read_cpp(file.text);
        for (const Ban& ban : bans()) {
            if (!ban.applies(file)) continue;
            for (const Match& match : ban.pattern.all_in(cpp.code)) {
                const std::size_t offset = match.offset + match.length() - 1;
                found.push_back({file.path, line_at(file.text, offset), ban.rule, ban.instead,
                                 line_around(file.text, offset)});
            }
        }
        append(found, left_overs(file));
    }
    return found;
}

Violations check_file_names(const Tree& tree) {
    static const Pattern nothing(R"((^|_)(utils?|helpers?|managers?|common|misc)(_|\.))");
    Violations found;
    for (const TextFile& file : tree) {
        const std::string name = file.path.substr(file.path.rfind('/') + 1);
        if (file.is_cpp() && nothing.in(name)) {
            found.push_back(
                {file.path, 0, "file name that says nothing", "name it after what is in it", name});
        }
    }
    return found;
}

}  // namespace fjorten::architecture
