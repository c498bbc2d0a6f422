// The vocabulary and the rulebooks of this repository: they load without a mistake.
#include <gtest/gtest.h>

#include "rulebook/load.h"

namespace fjorten::rulebook {
namespace {

const std::string folder = std::string(FJORTEN_SOURCE_DIR) + "/rulebooks";

TEST(RepositoryRulebooks, LoadWithoutAMistake) {
    const auto loaded = load_library_folder(folder);
    if (!loaded) FAIL() << render(loaded.error(), Language::en);
    EXPECT_TRUE(loaded->warnings.empty()) << render(loaded->warnings, Language::en);
}

}  // namespace
}  // namespace fjorten::rulebook
