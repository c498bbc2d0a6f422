// The body of a command: a map of which every part is asked for by name. All mistakes are collected, each at
// its place in the body.
#pragma once
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/document.h"
#include "calendar/date.h"
#include "service/case_view.h"
#include "service/provider.h"
#include "service/record_desk.h"

namespace fjorten::api {

class BodyReader {
  public:
    /// `body` must outlive the reader. Keys other than `allowed` are mistakes.
    BodyReader(const Document& body, const Node& map, std::vector<std::string> allowed);
    BodyReader(const Document& body, std::vector<std::string> allowed)
        : BodyReader(body, body.root, std::move(allowed)) {}

    /// Text as written; empty if it is not there.
    std::string text(std::string_view key);
    std::string text_needed(std::string_view key);
    /// Text that is one of `words`, or empty.
    std::string word(std::string_view key, const std::vector<std::string>& words);
    /// "timing", as commands that may be blocked have it.
    service::Timing timing();
    bool flag(std::string_view key);
    std::int64_t number(std::string_view key);
    /// A list of texts; empty if it is not there.
    std::vector<std::string> texts(std::string_view key);
    std::optional<calendar::Date> day(std::string_view key);
    /// A day that has to be there; the first one that there is where it is not.
    calendar::Date day_needed(std::string_view key);
    /// "from", which has to be there, and "until".
    service::Validity validity() { return {.from = day_needed("from"), .until = day("until")}; }
    /// What `read` makes of a text that has to be there; a mistake with `code` where it makes nothing.
    template <class Read>
    auto told(std::string_view key, std::string code, Read read) {
        const std::string said = text_needed(key);
        auto value = read(said);
        if (const Node* const node = find(key); !value && node != nullptr)
            report(*node, std::move(code), {said});
        return std::move(value).value_or(typename decltype(value)::value_type{});
    }
    /// What `read` makes of each object in a list.
    template <class Read>
    auto parts(std::string_view key, const std::vector<std::string>& allowed, Read read) {
        std::vector<decltype(read(std::declval<BodyReader&>()))> made;
        for (const Node* item : items(key)) {
            BodyReader part(body_, *item, allowed);
            made.push_back(read(part));
            std::ranges::move(part.take_mistakes(), std::back_inserter(mistakes_));
        }
        return made;
    }
    /// A scalar as a case file writes it, in JSON.
    std::string scalar(std::string_view key);
    /// What stands there, as a document of its own that knows its places in the body; empty if null or
    /// absent.
    std::optional<Document> part(std::string_view key);
    service::PersonDetails person(std::string_view key);

    /// Everything that was wrong so far, and from then on nothing.
    Diagnostics take_mistakes() { return std::move(mistakes_); }
    bool is_fine() const { return mistakes_.empty(); }

  private:
    const Node* find(std::string_view key) const;
    std::vector<const Node*> items(std::string_view key);
    void report(const Node& node, std::string code, std::vector<std::string> args);

    const Document& body_;
    const Node& map_;
    Diagnostics mistakes_;
};

}  // namespace fjorten::api
