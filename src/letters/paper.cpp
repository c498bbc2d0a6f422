#include "letters/paper.h"

namespace fjorten::letters {

Text plain(std::string text) { return {{.text = std::move(text)}}; }

std::string words_of(const Text& text) {
    std::string words;
    for (const Run& run : text) words += run.text;
    return words;
}

}  // namespace fjorten::letters
