// The body of a command: a map of which every part is asked for by name. All mistakes are collected, each at
// its place in the body.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "service/case_view.h"

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
    bool flag(std::string_view key);
    std::int64_t number(std::string_view key);
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
    void report(const Node& node, std::string code, std::vector<std::string> args);

    const Document& body_;
    const Node& map_;
    Diagnostics mistakes_;
};

}  // namespace fjorten::api
