// libFuzzer's side: the target is named by the environment variable FJORTEN_FUZZ_TARGET.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.h"

namespace {

fjorten::fuzz::Target chosen = nullptr;

}  // namespace

// The two names are libFuzzer's.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const char* const name = std::getenv("FJORTEN_FUZZ_TARGET");
    const auto found = fjorten::fuzz::targets().find(name == nullptr ? "" : name);
    if (found == fjorten::fuzz::targets().end()) {
        std::fputs("FJORTEN_FUZZ_TARGET must be one of:", stderr);
        for (const auto& [known, target] : fjorten::fuzz::targets())
            std::fprintf(stderr, " %s", known.c_str());
        std::fputs("\n", stderr);
        std::exit(2);
    }
    chosen = found->second;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    chosen({reinterpret_cast<const char*>(data), size});
    return 0;
}
