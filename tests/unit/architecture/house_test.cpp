// The repository keeps its own rules. What a line here refuses says what to do instead; an exception with its
// reason goes into allowed.txt.
#include <gtest/gtest.h>

#include <cstdlib>

#include "checks.h"

namespace fjorten::architecture {
namespace {

const std::filesystem::path& root() {
    static const std::filesystem::path path = FJORTEN_SOURCE_DIR;
    return path;
}

const Tree& tree() {
    static const Tree files = tracked_files(root());
    return files;
}

std::string rendered(const Violations& violations) {
    std::string all;
    for (const Violation& violation : violations) all += "\n" + violation.render();
    return all;
}

TEST(House, KeepsItsRules) {
    ASSERT_NE(find_file(tree(), "CMakeLists.txt"), nullptr) << "no files found under " << root();
    Violations found;
    for (const auto check :
         {check_arrows, check_pure_core, check_lengths, check_banned_calls, check_visible_text,
          check_names_of_rules, check_file_names, check_catalogues, check_message_keys, check_decisions,
          check_changelog, check_machine_paths, check_lock_files}) {
        append(found, check(tree()));
    }
    const TextFile* list = find_file(tree(), "tests/unit/architecture/allowed.txt");
    ASSERT_NE(list, nullptr);
    const Violations left = Allowances(*list).apply(found);
    EXPECT_TRUE(left.empty()) << rendered(left);
}

TEST(House, TakesOverNoSentenceOfASource) {
    const char* told = std::getenv("FJORTEN_SHARED");
    const std::filesystem::path shared = told != nullptr ? told : root().parent_path() / "shared";
    if (!std::filesystem::is_directory(shared / "seeds")) GTEST_SKIP() << "no source texts at " << shared;
    Tree sources;
    for (const auto& entry : std::filesystem::directory_iterator(shared / "seeds")) {
        append_file(sources, entry.path(), entry.path().filename().string());
    }
    const Violations found = check_taken_over_words(tree(), sources);
    EXPECT_TRUE(found.empty()) << rendered(found);
}

}  // namespace
}  // namespace fjorten::architecture
