// Texts in both languages at once.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/messages.h"

namespace fjorten::compare {

/// `say(language)` in both.
template <class Say>
Bilingual in_both(Say say) {
    return {.da = say(Language::da), .en = say(Language::en)};
}

inline Bilingual message_in_both(std::string_view key) {
    return in_both([key](Language language) { return message(language, key); });
}

/// A text that is the same in both: a condition, a name.
inline Bilingual same_in_both(const std::string& text) { return {.da = text, .en = text}; }

/// "a, b, c".
inline Bilingual joined(const std::vector<Bilingual>& words, std::string_view between = ", ") {
    Bilingual all;
    for (const Bilingual& each : words) {
        if (&each != &words.front()) {
            all.da += between;
            all.en += between;
        }
        all.da += each.da;
        all.en += each.en;
    }
    return all;
}

}  // namespace fjorten::compare
