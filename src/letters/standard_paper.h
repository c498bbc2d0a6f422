// A quality standard to read, made from its rulebook alone: under the headings that the law demands, in their
// order, with every figure, every doubt and every source.
#pragma once
#include <string>

#include "base/error.h"
#include "base/messages.h"
#include "calendar/date.h"
#include "letters/paper.h"
#include "rulebook/model.h"

namespace fjorten::letters {

struct Publication {
    const rulebook::Library& library;
    const rulebook::Edition& standard;
    /// In force beside it: says what a standard must contain, and what holds in any case.
    const rulebook::Edition& law;
    calendar::Date on;
    Language language = Language::da;
    /// The address of "my dates" with the municipality chosen; empty = no such links.
    std::string my_dates = {};
};

Paper standard_paper(const Publication& publication);

/// The standard `id` and its law as of `on`; `not_found` when there is no such standard, or no edition of
/// either then. `my_dates` is left empty.
Result<Publication> find_publication(const rulebook::Library& library, std::string_view id, calendar::Date on,
                                     Language language);

/// Where a rule stands in the paper, in both languages: "rule-gift-card".
std::string rule_anchor(const rulebook::Rule& rule);

}  // namespace fjorten::letters
