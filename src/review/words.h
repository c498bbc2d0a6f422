// Word lists for reading texts: rulebooks/lint.yaml.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/document.h"

namespace fjorten::review {

/// Words by which a text shows that it does more than inform.
struct OperativeWords {
    struct Kind {
        Bilingual name;                   // "a deadline"
        std::vector<std::string> da, en;  // in small letters; a word or several
    };
    std::vector<Kind> kinds;
    Bilingual number;  // what a number written in digits is called
    // A number beside one of these is a reference or a day: "§ 101", "17 December".
    std::vector<std::string> reference_before_da, reference_before_en;
    std::vector<std::string> month_after_da, month_after_en;
};

std::expected<OperativeWords, Diagnostics> read_operative_words(const Document& document);

/// What in `text` is operative: "senest (frist)". Years and numbers of provisions are no numbers.
std::vector<std::string> operative_in(std::string_view text, Language language, const OperativeWords& words);

/// Small letters, Danish ones too.
std::string small_letters(std::string_view text);

}  // namespace fjorten::review
