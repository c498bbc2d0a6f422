#include "review/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::review {

namespace {

using Tokens = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_part_of_word(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool is_section_sign = byte == 0xc2 || (byte == 0xa7 && at > 0 && text[at - 1] == '\xc2');
    return !is_section_sign && (byte >= 0x80 || is_digit(text[at]) || (text[at] >= 'a' && text[at] <= 'z'));
}

// Words, numbers and section signs, in small letters; all else only parts them.
Tokens tokens_of(std::string_view text) {
    const std::string small = small_letters(text);
    Tokens tokens;
    bool is_open = false;
    for (std::size_t at = 0; at < small.size(); ++at) {
        if (std::string_view(small).substr(at).starts_with("§")) {
            tokens.emplace_back("§");
            is_open = false;
            ++at;
        } else if (is_part_of_word(small, at)) {
            if (!is_open) tokens.emplace_back();
            tokens.back() += small[at];
            is_open = true;
        } else {
            is_open = false;
        }
    }
    return tokens;
}

bool contains(const Tokens& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_year(const std::string& word) {
    return word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
}

bool stands_at(const Tokens& phrase, const Tokens& text, std::size_t at) {
    return at + phrase.size() <= text.size() &&
           std::equal(phrase.begin(), phrase.end(), text.begin() + static_cast<std::ptrdiff_t>(at));
}

// The numbers of `text` that count something.
Tokens numbers_in(const Tokens& text, const Tokens& before, const Tokens& after) {
    Tokens found;
    bool is_reference = false;  // inside "§§ 10-12", "sections 141 and 142"
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (contains(before, text[i])) is_reference = true;
        if (is_digit(text[i].front())) {
            const bool is_day = i + 1 < text.size() && contains(after, text[i + 1]);
            if (!is_reference && !is_day && !is_year(text[i])) found.push_back(text[i]);
        } else if (text[i].size() > 4) {
            is_reference = false;  // a real word ends the row of numbers
        }
    }
    return found;
}

class Reader {
  public:
    explicit Reader(const Document& document) : document_(document) {}

    std::expected<OperativeWords, Diagnostics> read() {
        OperativeWords words;
        const Node* const kinds = map_at(document_.root, "operative_words");
        if (kinds != nullptr) {
            for (const auto& [key, value] : kinds->entries) {
                const Bilingual name = bilingual_at(value, "name");
                if (key.text == "number") words.number = name;
                words.kinds.push_back({name, list_at(value, "da"), list_at(value, "en")});
            }
        }
        if (const Node* const before = map_at(document_.root, "reference_before")) {
            words.reference_before_da = list_at(*before, "da");
            words.reference_before_en = list_at(*before, "en");
        }
        if (const Node* const after = map_at(document_.root, "month_after")) {
            words.month_after_da = list_at(*after, "da");
            words.month_after_en = list_at(*after, "en");
        }
        if (!found_.empty()) return std::unexpected(std::move(found_));
        return words;
    }

  private:
    const Node* map_at(const Node& node, std::string_view key) {
        const Node* const value = node.is_map() ? node.find(key) : nullptr;
        if (value != nullptr && value->is_map()) return value;
        found_.push_back(
            document_.diagnose(value != nullptr ? *value : node, "rulebook_missing_key", {std::string(key)}));
        return nullptr;
    }

    Bilingual bilingual_at(const Node& node, std::string_view key) {
        const Node* const value = map_at(node, key);
        const Node* const da = value != nullptr ? value->find("da") : nullptr;
        const Node* const en = value != nullptr ? value->find("en") : nullptr;
        return {da != nullptr ? da->text : "", en != nullptr ? en->text : ""};
    }

    Tokens list_at(const Node& node, std::string_view key) {
        const Node* const value = node.is_map() ? node.find(key) : nullptr;
        Tokens words;
        if (value == nullptr || !value->is_list()) {
            found_.push_back(document_.diagnose(value != nullptr ? *value : node, "rulebook_expected_list"));
            return words;
        }
        for (const Node& item : value->items) words.push_back(small_letters(item.text));
        return words;
    }

    const Document& document_;
    Diagnostics found_;
};

}  // namespace

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (std::size_t i = 0; i < small.size(); ++i) {
        const auto byte = static_cast<unsigned char>(small[i]);
        if (byte >= 'A' && byte <= 'Z') small[i] = static_cast<char>(byte + 32);
        // Æ, Ø, Å, É and Ü have their small letters 32 further on.
        const bool follows_c3 = i > 0 && static_cast<unsigned char>(small[i - 1]) == 0xc3;
        if (follows_c3 && byte >= 0x80 && byte <= 0x9e && byte != 0x97)
            small[i] = static_cast<char>(byte + 32);
    }
    return small;
}

std::expected<OperativeWords, Diagnostics> read_operative_words(const Document& document) {
    return Reader(document).read();
}

std::vector<std::string> operative_in(std::string_view text, Language language, const OperativeWords& words) {
    const bool is_danish = language == Language::da;
    const Tokens tokens = tokens_of(text);
    std::vector<std::string> found;
    const auto add = [&](const std::string& word, const Bilingual& kind) {
        std::string entry = fmt::format("{} ({})", word, kind.in(language));
        if (!contains(found, entry)) found.push_back(std::move(entry));
    };
    for (const OperativeWords::Kind& kind : words.kinds) {
        for (const std::string& word : is_danish ? kind.da : kind.en) {
            const Tokens phrase = tokens_of(word);
            for (std::size_t at = 0; at < tokens.size(); ++at) {
                if (stands_at(phrase, tokens, at)) add(word, kind.name);
            }
        }
    }
    const Tokens numbers =
        numbers_in(tokens, is_danish ? words.reference_before_da : words.reference_before_en,
                   is_danish ? words.month_after_da : words.month_after_en);
    for (const std::string& number : numbers) add(number, words.number);
    return found;
}

}  // namespace fjorten::review
