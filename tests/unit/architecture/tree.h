// The files of the repository as the checks of this folder see them: made from the disk or, in tests of the
// checks themselves, from a few lines in memory.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::architecture {

struct TextFile {
    std::string path;  // relative to the root, with "/"
    std::string text;

    bool under(std::string_view folder) const { return path.starts_with(folder); }
    bool is_header() const { return path.ends_with(".h"); }
    bool is_source() const { return path.ends_with(".cpp"); }
    bool is_cpp() const { return is_header() || is_source(); }
};

using Tree = std::vector<TextFile>;

/// The files that git tracks under `root` (all files, where there is no git), without those that are not text
/// and those above a million bytes. Ordered by path.
Tree tracked_files(const std::filesystem::path& root);

/// Adds the file at `full` under the name `path`, unless it is missing, too large or not text.
void append_file(Tree& tree, const std::filesystem::path& full, const std::string& path);

/// The file with that path, or nullptr.
const TextFile* find_file(const Tree& tree, std::string_view path);

/// Without the line ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// 1-based line of the byte at `offset`.
int line_at(std::string_view text, std::size_t offset);

/// Something that a check refuses, and what to do instead.
struct Violation {
    std::string path;
    int line = 0;  // 1-based; 0 when the whole file is meant
    std::string rule;
    std::string instead;
    std::string excerpt = {};  // the words of the line that the rule is about

    /// "path:line: rule, do this instead"
    std::string render() const;
};

using Violations = std::vector<Violation>;
void append(Violations& all, Violations more);

}  // namespace fjorten::architecture
