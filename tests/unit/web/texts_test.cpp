// Every text that the pages ask for by its whole name is in both catalogues.
#include <filesystem>
#include <regex>

#include <gtest/gtest.h>

#include "base/messages.h"
#include "base/text_file.h"

namespace fjorten::web {
namespace {

TEST(Texts, AllThatAreAskedForAreThere) {
    static const std::regex key(R"re("((?:web|api|work)\.[a-z0-9_.]*[a-z0-9_])")re");
    std::size_t count = 0;
    for (const char* room : {"web", "api"}) {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::string(FJORTEN_SOURCE_DIR "/src/") + room)) {
            const std::string text = read_text_file(entry.path().string()).value();
            for (std::sregex_iterator at(text.begin(), text.end(), key), end; at != end; ++at) {
                ++count;
                const std::string name = (*at)[1];
                for (const Language language : {Language::da, Language::en})
                    EXPECT_TRUE(has_message(language, name)) << name << " in " << entry.path();
            }
        }
    }
    EXPECT_GT(count, 150U);
}

}  // namespace
}  // namespace fjorten::web
