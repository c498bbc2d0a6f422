// Problem documents (RFC 9457): what is wrong, where, and what was expected.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/api.h"
#include "base/diagnostic.h"
#include "base/document.h"

namespace fjorten::api {

/// One mistake. `place` is "body", "query" or the name of a query parameter.
struct Mistake {
    std::string place;
    int line = 0, column = 0;                 // 1-based; 0 = does not matter
    std::optional<std::string> pointer = {};  // RFC 6901, into the body
    std::string code;
    std::string detail;
    std::string suggestion = {};
};

struct Problem {
    int status = 400;
    std::string kind;  // "urn:fjorten:problem:<kind>"; "api.problem.<kind>" is its title
    std::string detail;
    std::vector<Mistake> mistakes = {};
    std::size_t left_out = 0;                                    // mistakes that are not shown
    std::vector<std::pair<std::string, std::string>> more = {};  // further members: name and JSON
};

/// More than these help nobody, and each place costs a walk through the document.
inline constexpr std::size_t most_mistakes = 100;

Reply problem_reply(const Problem& problem, Language language);

/// The sentence of a diagnostic without its place.
std::string sentence_of(const Diagnostic& diagnostic, Language language);

/// Where in the body a diagnostic points, as line, column and JSON pointer. `document` may be nullptr.
Mistake mistake_of(const Diagnostic& diagnostic, std::string place, const Document* document,
                   Language language);

}  // namespace fjorten::api
