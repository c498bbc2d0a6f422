// Outputs kept as files and argued about there. FJORTEN_UPDATE=1 writes them anew: look at what changed.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/text_file.h"

namespace fjorten {

/// `text` must be what stands in the file `path`, relative to the repository.
inline void expect_golden(const std::string& path, const std::string& text) {
    const std::filesystem::path file = std::filesystem::path(FJORTEN_SOURCE_DIR) / path;
    if (std::getenv("FJORTEN_UPDATE") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }
    const auto kept = read_text_file(file.string());
    ASSERT_TRUE(kept.has_value()) << path << " is not there: FJORTEN_UPDATE=1 makes it";
    EXPECT_EQ(text, *kept) << path << " is not up to date: FJORTEN_UPDATE=1 makes it anew";
}

}  // namespace fjorten
