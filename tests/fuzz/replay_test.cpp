// Every input that is kept (what once was wrong among them) goes through its target again, in every build.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "targets.h"

namespace fjorten::fuzz {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class KeptInputs : public testing::TestWithParam<std::string> {};

TEST_P(KeptInputs, go_through_their_target) {
    const std::filesystem::path kept = FJORTEN_SOURCE_DIR "/tests/fuzz/corpus";
    const std::filesystem::path corpus = kept / GetParam();
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
        SCOPED_TRACE(entry.path().filename().string());
        targets().at(GetParam())(bytes_of(entry.path()));
        ++count;
    }
    EXPECT_GE(count, 3) << "a corpus is there to begin from";
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& [name, target] : targets()) all.push_back(name);
    return all;
}

INSTANTIATE_TEST_SUITE_P(targets, KeptInputs, testing::ValuesIn(names()),
                         [](const auto& of) { return of.param; });

}  // namespace
}  // namespace fjorten::fuzz
