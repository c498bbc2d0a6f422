#include "base/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/document.h"

namespace fjorten {
namespace {

class TextFile : public testing::Test {
  protected:
    std::string write(const std::string& text) {
        const std::string path = testing::TempDir() + "fjorten_text_file_test.yaml";
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
};

TEST_F(TextFile, IsReadWhole) {
    const std::string text = "å: 1\r\n" + std::string(200'000, 'x') + '\0';
    EXPECT_EQ(read_text_file(write(text)).value(), text);
    EXPECT_EQ(read_text_file(write("")).value(), "");
}

TEST_F(TextFile, HasALimit) {
    const std::string path = write("12345");
    EXPECT_TRUE(read_text_file(path, 5));
    const auto refused = read_text_file(path, 4);
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error(), Language::en), path + ": error: The file is larger than 4 bytes.\n");
    EXPECT_EQ(read_text_file("/dev/zero").error().front().code, "too_large");
}

TEST_F(TextFile, MustBeThereAndBeAFile) {
    EXPECT_EQ(render(read_text_file("no/such.yaml").error(), Language::da),
              "no/such.yaml: fejl: Filen no/such.yaml findes ikke eller kan ikke læses.\n");
    EXPECT_EQ(read_text_file(testing::TempDir()).error().front().code, "cannot_read");
    EXPECT_EQ(read_text_file("").error().front().code, "cannot_read");
    EXPECT_EQ(read_document_file("no/such.yaml").error().front().code, "cannot_read");
}

TEST_F(TextFile, BecomesADocument) {
    const std::string path = write("a: 1\nb: [");
    const auto broken = read_document_file(path);
    ASSERT_FALSE(broken);
    EXPECT_EQ(render(broken.error(), Language::en),
              path + ":2:4: error: The bracket is never closed.\n   2 | b: [\n     |    ^\n");
    EXPECT_EQ(read_document_file(write("a: 1\n"))->root.find("a")->as_integer(), 1);
}

}  // namespace
}  // namespace fjorten
