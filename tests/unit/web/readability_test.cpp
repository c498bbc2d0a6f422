// The Danish texts of the public pages are easy to read: LIX (Björnsson), words in a sentence plus the share
// of words with more than six letters.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "base/text_file.h"
#include "base/utf8.h"

namespace fjorten::web {
namespace {

struct Counted {
    double words = 0, long_words = 0, sentences = 0;
    double lix() const { return words / sentences + 100 * long_words / words; }
    void add(const Counted& more) {
        words += more.words;
        long_words += more.long_words;
        sentences += more.sentences;
    }
};

bool is_letter(char32_t point) {
    return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') ||
           (point >= 0xC0 && point < 0x250);
}

// A text that ends without a full stop is a sentence too.
Counted count(const std::string& text) {
    Counted counted;
    std::size_t letters = 0;
    bool is_open = false;
    const auto end_word = [&] {
        if (letters == 0) return;
        counted.words += 1;
        if (letters > 6) counted.long_words += 1;
        letters = 0;
        is_open = true;
    };
    for (const char32_t point : utf8::code_points(text)) {
        if (is_letter(point)) {
            ++letters;
            continue;
        }
        end_word();
        const bool ends = point == U'.' || point == U'!' || point == U'?' || point == U':';
        if (ends && is_open) {
            counted.sentences += 1;
            is_open = false;
        }
    }
    end_word();
    if (is_open) counted.sentences += 1;
    return counted;
}

TEST(Readability, TheMeasureCountsAsBjoernssonDoes) {
    const Counted counted = count("Hunden er glad. Kommunerne skal svare?");
    EXPECT_EQ(counted.words, 6);
    EXPECT_EQ(counted.long_words, 1);
    EXPECT_EQ(counted.sentences, 2);
    EXPECT_NEAR(counted.lix(), 3 + 100.0 / 6, 0.01);
}

TEST(Readability, DanishPublicTextsAreEasy) {
    static const std::regex entry(
        "msgid "
        "\"((?:web|letters\\.(?:certificate|notification|own_complaint|referral|reminder))\\.[^\"]*)\"\n"
        "(?:msgid_plural \"[^\"]*\"\n)?msgstr(?:\\[0\\])? \"(.*)\"");
    const std::string catalogue = read_text_file(FJORTEN_SOURCE_DIR "/po/da.po").value();
    Counted all, sentences_only;
    for (std::sregex_iterator at(catalogue.begin(), catalogue.end(), entry), end; at != end; ++at) {
        const Counted one = count((*at)[2]);
        if (one.words < 1) continue;
        all.add(one);
        if (one.words < 12) continue;
        sentences_only.add(one);
        // One text for itself has few words: a single long one counts for much.
        if (one.words >= 25) {
            EXPECT_LT(one.lix(), 45) << (*at)[1] << ": " << (*at)[2];
        }
    }
    EXPECT_GT(all.words, 2000);
    EXPECT_LT(all.lix(), 35);
    EXPECT_LT(sentences_only.lix(), 35);
}

}  // namespace
}  // namespace fjorten::web
