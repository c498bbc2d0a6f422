#include "answer/doubt_words.h"

#include "answer/words.h"

namespace fjorten::answer {

std::string settled_words(const std::optional<rulebook::Settlement>& settled, Language language) {
    if (!settled) return message(language, "answer.reading.open");
    const bool is_confirmed = settled->as == rulebook::Settlement::As::confirmed;
    return message(language, is_confirmed ? "answer.reading.confirmed" : "answer.reading.changed",
                   {settled->by, plain_date(settled->on, language), settled->reason});
}

std::optional<DoubtWords> doubt_words(const rulebook::Rule& rule, const rulebook::Edition& edition,
                                      Language language) {
    if (rule.doubt.in(language).empty()) return std::nullopt;
    DoubtWords words{
        .doubt = rule.doubt.in(language), .settled = {}, .is_open = !edition.is_law && !rule.settled};
    if (!edition.is_law) words.settled = settled_words(rule.settled, language);
    return words;
}

}  // namespace fjorten::answer
