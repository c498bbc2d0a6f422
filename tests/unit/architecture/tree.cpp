#include "tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace fjorten::architecture {
namespace {

constexpr std::uintmax_t largest_file = 1'000'000;
constexpr std::array not_ours = {".git", "build", "node_modules"};

std::string output_of(const std::string& command) {
    const auto close = [](FILE* pipe) { pclose(pipe); };
    const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
    std::string output;
    std::array<char, 4096> part{};
    while (pipe) {
        const std::size_t count = fread(part.data(), 1, part.size(), pipe.get());
        if (count == 0) break;
        output.append(part.data(), count);
    }
    return output;
}

std::vector<std::string> paths_from_git(const std::filesystem::path& root) {
    // A checkout that belongs to somebody else, as on build servers, is no reason not to look.
    const std::string command =
        fmt::format("git -C '{}' -c safe.directory='*' ls-files -z 2>/dev/null", root.string());
    std::vector<std::string> paths;
    std::istringstream names(output_of(command));
    for (std::string name; std::getline(names, name, '\0');) paths.push_back(name);
    return paths;
}

std::vector<std::string> paths_on_disk(const std::filesystem::path& root) {
    std::vector<std::string> paths;
    for (auto at = std::filesystem::recursive_directory_iterator(root);
         at != std::filesystem::recursive_directory_iterator(); ++at) {
        if (std::ranges::find(not_ours, at->path().filename().string()) != not_ours.end()) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file()) {
            paths.push_back(std::filesystem::relative(at->path(), root).generic_string());
        }
    }
    return paths;
}

}  // namespace

void append_file(Tree& tree, const std::filesystem::path& full, const std::string& path) {
    std::error_code gone;
    if (std::filesystem::is_symlink(full, gone)) {  // what git keeps of it is where it points
        tree.push_back({path, std::filesystem::read_symlink(full, gone).string()});
        return;
    }
    if (!std::filesystem::is_regular_file(full, gone) || std::filesystem::file_size(full) > largest_file)
        return;
    std::ostringstream text;
    text << std::ifstream(full, std::ios::binary).rdbuf();
    if (text.str().find('\0') == std::string::npos) tree.push_back({path, text.str()});
}

Tree tracked_files(const std::filesystem::path& root) {
    std::vector<std::string> paths = paths_from_git(root);
    if (paths.empty()) paths = paths_on_disk(root);
    std::ranges::sort(paths);
    Tree tree;
    for (const std::string& path : paths) {
        append_file(tree, root / path, path);
    }
    return tree;
}

const TextFile* find_file(const Tree& tree, std::string_view path) {
    const auto found = std::ranges::find(tree, path, &TextFile::path);
    return found == tree.end() ? nullptr : &*found;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

int line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, offset), '\n'));
}

std::string Violation::render() const { return fmt::format("{}:{}: {}, {}", path, line, rule, instead); }

void append(Violations& all, Violations more) { std::ranges::move(more, std::back_inserter(all)); }

}  // namespace fjorten::architecture
