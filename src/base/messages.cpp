#include "base/messages.h"

#include <algorithm>
#include <charconv>
#include <locale>

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include "base/assert.h"
#include "base/catalogue.h"

namespace fjorten {

namespace {

using Facet = boost::locale::message_format<char>;

// One catalogue in memory. It never touches a file or an OS locale, and once built it is only read.
class Catalogue {
  public:
    Catalogue(std::string language, std::span<const unsigned char> compiled)
        : locale_(std::locale::classic(), facet_from(std::move(language), compiled)),
          facet_(&std::use_facet<Facet>(locale_)) {}

    /// nullptr when the key is not there. (The empty key is the header of the catalogue.)
    const char* find(std::string_view key) const {
        if (key.empty()) return nullptr;
        return facet_->get(0, nullptr, std::string(key).c_str());
    }
    const char* find(std::string_view key, long count) const {
        if (key.empty()) return nullptr;
        // Boost.Locale 1.81 counts in int; no plural rule tells numbers of that size apart.
        const auto clamped = static_cast<int>(std::clamp(count, long{-1'000'000'000}, long{1'000'000'000}));
        return facet_->get(0, nullptr, std::string(key).c_str(), clamped);
    }

  private:
    static Facet* facet_from(std::string language, std::span<const unsigned char> compiled) {
        namespace gettext = boost::locale::gnu_gettext;
        gettext::messages_info info;
        info.language = std::move(language);
        info.encoding = "UTF-8";
        info.paths.emplace_back("");
        info.domains.emplace_back("fjorten/UTF-8");
        info.callback = [compiled](const std::string&, const std::string&) {
            return std::vector<char>(compiled.begin(), compiled.end());
        };
        Facet* const facet = gettext::create_messages_facet<char>(info);
        FJ_ASSERT(facet != nullptr);
        return facet;
    }

    std::locale locale_;  // owns the facet
    const Facet* facet_;
};

const Catalogue& catalogue_of(Language language) {
    static const Catalogue danish("da", catalogue_da);
    static const Catalogue english("en", catalogue_en);
    return language == Language::da ? danish : english;
}

// Arguments are not looked at again: one that happens to contain "{2}" stays as it is. A place without an
// argument stays too.
std::string fill(std::string_view pattern, const std::vector<std::string>& args) {
    std::string filled;
    filled.reserve(pattern.size());
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        filled.append(pattern.substr(0, open));
        if (open == std::string_view::npos) break;
        pattern.remove_prefix(open);
        std::size_t number = 0;
        const char* const end = pattern.data() + pattern.size();
        const auto [behind, error] = std::from_chars(pattern.data() + 1, end, number);
        const bool is_place = error == std::errc{} && behind != end && *behind == '}';
        if (is_place && number >= 1 && number <= args.size()) {
            filled.append(args[number - 1]);
            pattern.remove_prefix(static_cast<std::size_t>(behind - pattern.data()) + 1);
        } else {
            filled.push_back('{');
            pattern.remove_prefix(1);
        }
    }
    return filled;
}

}  // namespace

Language language_from(std::string_view code) { return code == "en" ? Language::en : Language::da; }

std::string_view code_of(Language language) { return language == Language::en ? "en" : "da"; }

std::string message(Language language, std::string_view key, const std::vector<std::string>& args) {
    const char* const text = catalogue_of(language).find(key);
    return text == nullptr ? std::string(key) : fill(text, args);
}

std::string message_count(Language language, std::string_view key, long count) {
    const char* text = catalogue_of(language).find(key, count);
    // A key without plural forms has one sentence for every count.
    if (text == nullptr) text = catalogue_of(language).find(key);
    return text == nullptr ? std::string(key) : fill(text, {std::to_string(count)});
}

bool has_message(Language language, std::string_view key) {
    return catalogue_of(language).find(key) != nullptr;
}

}  // namespace fjorten
