// Which room may know which, and what the pure rooms may not touch.
#include <algorithm>
#include <array>
#include <sstream>

#include "checks.h"
#include "cpp_text.h"
#include "pattern.h"

namespace fjorten::architecture {
namespace {

constexpr std::array pure_rooms = {"base",     "calendar", "feel",   "rulebook",
                                   "casefile", "engine",   "answer", "population"};

std::string room_of(const TextFile& file) {
    const std::size_t slash = file.path.find('/', 4);
    return slash == std::string::npos ? "app" : file.path.substr(4, slash - 4);  // src/main.cpp only wires
}

struct Include {
    std::string name;
    bool quoted = false;
    std::size_t offset = 0;
};

std::vector<Include> includes_of(const CppText& cpp) {
    static const Pattern pattern(R"re((^|\n)[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+))re");
    std::vector<Include> includes;
    for (const Match& match : pattern.all_in(cpp.no_comments)) {
        const std::size_t offset = match.offset + match.length() - match.groups[3].size();
        includes.push_back({match.groups[3], match.groups[2] == "\"", offset});
    }
    return includes;
}

bool in_src(const TextFile& file) { return file.under("src/") && file.is_cpp(); }

}  // namespace

bool in_pure_core(const TextFile& file) {
    if (!in_src(file)) return false;
    const std::string room = room_of(file);
    return std::ranges::find(pure_rooms, room) != pure_rooms.end();
}

std::map<std::string, std::set<std::string>> rooms_of(std::string_view cmake) {
    static const Pattern pattern(R"(fjorten_room\(\s*(\w+)\s+USES\s+([^)]*)\))");
    std::map<std::string, std::set<std::string>> rooms;
    for (const Match& match : pattern.all_in(cmake)) {
        std::set<std::string>& uses = rooms[match.groups[1]];
        std::istringstream words(match.groups[2]);
        for (std::string word; words >> word && word != "LINKS";) {
            if (word != "\"\"") uses.insert(word);
        }
    }
    return rooms;
}

Violations check_arrows(const Tree& tree) {
    Violations found;
    const TextFile* cmake = find_file(tree, "CMakeLists.txt");
    if (cmake == nullptr) return {{"CMakeLists.txt", 0, "there is no such file", "declare the rooms in it"}};
    const auto rooms = rooms_of(cmake->text);
    for (const auto& [room, uses] : rooms) {
        for (const std::string& other : uses) {
            if (!rooms.contains(other)) {
                found.push_back(
                    {cmake->path, 0, room + " uses " + other + ", which is no room", "declare it"});
            } else if (rooms.at(other).contains(room)) {
                found.push_back({cmake->path, 0, "arrows both ways between " + room + " and " + other,
                                 "take one of them out"});
            }
        }
    }
    for (const TextFile& file : tree) {
        if (!in_src(file)) continue;
        const std::string room = room_of(file);
        if (!rooms.contains(room)) {
            found.push_back(
                {file.path, 0, "in no room", "declare fjorten_room(" + room + " ...) in CMakeLists.txt"});
            continue;
        }
        for (const Include& include : includes_of(read_cpp(file.text))) {
            if (!include.quoted) continue;
            const int line = line_at(file.text, include.offset);
            const std::string other = include.name.substr(0, include.name.find('/'));
            if (other == include.name || !rooms.contains(other)) {
                found.push_back({file.path, line, "include arrow", "write the path from src/ and its room",
                                 include.name});
            } else if (other != room && !rooms.at(room).contains(other)) {
                found.push_back(
                    {file.path, line, "include arrow",
                     room + " may not know " + other + ": move what is shared to a room below both",
                     include.name});
            }
        }
    }
    return found;
}

Violations check_pure_core(const Tree& tree) {
    static const Pattern outside(
        "filesystem|fstream|iostream|random|ctime|time\\.h|thread|future|unistd\\.h|fcntl\\.h|dirent\\.h|sys/"
        ".*|"
        "netinet/.*|arpa/.*|sqlite3\\.h|libpq.*|sodium.*|openssl/rand\\.h|boost/"
        "(asio|beast|filesystem|process).*|"
        "date/tz\\.h");
    Violations found;
    for (const TextFile& file : tree) {
        // Spreading over the cores is what the room of populations is for.
        const bool parallel = file.under("src/population/");
        if (!in_pure_core(file)) continue;
        for (const Include& include : includes_of(read_cpp(file.text))) {
            if (parallel && (include.name == "thread" || include.name == "future")) continue;
            if (outside.is_all_of(include.name)) {
                found.push_back({file.path, line_at(file.text, include.offset), "pure core",
                                 "let the shell hand in what <" + include.name + "> would fetch",
                                 include.name});
            }
        }
    }
    return found;
}

}  // namespace fjorten::architecture
