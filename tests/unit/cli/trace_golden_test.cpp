// What `fjorten rulebook trace` says of the five standards, held against tests/golden/trace/<id>.json. The
// sources are not in the repository: without them there is nothing to check. FJORTEN_UPDATE=1 writes anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "cli/cli.h"
#include "support/golden.h"
#include "support/real_rulebooks.h"

namespace fjorten::cli {
namespace {

namespace fs = std::filesystem;

fs::path sources() {
    const char* const elsewhere = std::getenv("FJORTEN_SHARED");
    const fs::path shared = elsewhere != nullptr ? elsewhere : FJORTEN_SOURCE_DIR "/../shared";
    return shared / "seeds";
}

class TraceGolden : public testing::TestWithParam<std::string> {};

TEST_P(TraceGolden, EveryCitationHoldsAndNoLineIsUnaccountedFor) {
    const rulebook::Edition& edition = real_rulebooks().find(GetParam())->editions.back();
    const fs::path file = sources() / edition.sources.front().file;
    if (!fs::exists(file)) GTEST_SKIP() << file << " is not there";
    std::istringstream input;
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err};
    const int code = run({"--rulebooks", FJORTEN_SOURCE_DIR "/rulebooks", "rulebook", "trace", GetParam(),
                          "--source", file.string(), "--format", "json"},
                         shell);
    EXPECT_EQ(code, exit_ok) << err.str();
    expect_golden("tests/golden/trace/" + GetParam() + ".json", out.str());
}

INSTANTIATE_TEST_SUITE_P(Standards, TraceGolden,
                         testing::Values("broenderslev", "mariagerfjord", "randers", "rebild", "thisted"),
                         [](const auto& which) { return which.param; });

}  // namespace
}  // namespace fjorten::cli
