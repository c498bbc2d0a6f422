#include "letters/pdf_decoration.h"

#include <algorithm>
#include <array>

namespace fjorten::letters::pdf {

namespace {

constexpr std::string_view blanks = " \t\r\n\f";

constexpr std::array<std::string_view, 4> beginning = {"BT", "re", "m", "Do"};
constexpr std::array<std::string_view, 8> ending = {"ET", "f", "f*", "S", "s", "B", "n", "Do"};

template <class Words>
bool is_among(const Words& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// The words of a content stream (ISO 32000-1, 7.8.2): operands, then the operator they are for.
class Words {
  public:
    explicit Words(std::string_view content) : rest_(content), all_(content) {}

    std::string_view next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
        begin = all_.size() - rest_.size();
        std::size_t size = 0;
        if (rest_.starts_with('(')) size = string_size();
        else if (rest_.starts_with('<') && !rest_.starts_with("<<")) size = rest_.find('>') + 1;
        else size = plain_size();
        size = size == 0 ? rest_.size() : std::min(size, rest_.size());
        const std::string_view word = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return word;
    }

    std::size_t begin = 0;  // of the word last read

  private:
    std::size_t string_size() const {
        int depth = 0;
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            if (rest_[i] == '\\') ++i;
            else if (rest_[i] == '(') ++depth;
            else if (rest_[i] == ')' && --depth == 0) return i + 1;
        }
        return rest_.size();
    }
    std::size_t plain_size() const {
        if (rest_.empty()) return 0;
        if (std::string_view("[]{}").contains(rest_.front())) return 1;
        if (rest_.starts_with("<<") || rest_.starts_with(">>")) return 2;
        return std::min(rest_.find_first_of(" \t\r\n\f()<>[]{}/", 1), rest_.size());
    }

    std::string_view rest_, all_;
};

bool is_operator(std::string_view word) {
    return std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'\"").contains(word.front());
}

}  // namespace

std::string mark_decoration(std::string_view content) {
    std::string out;
    Words words(content);
    std::size_t copied = 0, operands = std::string_view::npos;
    int depth = 0;
    bool is_open = false;
    const auto copy_to = [&](std::size_t end) {
        out += content.substr(copied, end - copied);
        copied = end;
    };
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
        operands = std::min(operands, words.begin);
        if (!is_operator(word)) continue;
        if (word == "BDC" || word == "BMC") ++depth;
        if (word == "EMC") --depth;
        if (depth == 0 && !is_open && is_among(beginning, word)) {
            copy_to(operands);
            out += "/Artifact BMC\n";
            is_open = true;
        }
        if (is_open && is_among(ending, word)) {
            copy_to(words.begin + word.size());
            out += "\nEMC";
            is_open = false;
        }
        operands = std::string_view::npos;
    }
    copy_to(content.size());
    return is_open ? out + "\nEMC" : out;
}

}  // namespace fjorten::letters::pdf
