// What a review of a rulebook remarks on: a stable code, a place, a sentence in both languages, and where it
// was found by trying, a case file that shows it. Every code has a page: docs/findings/<code>.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "calendar/date.h"

namespace fjorten::review {

/// A case, ready for `fjorten evaluate FILE --on DAY`; `fjorten test FILE` checks that it shows what it says.
struct Shown {
    std::string text;
    calendar::Date on;
};

struct Remark {
    std::string code;  // the sentence is in the catalogue under "diagnostic.lint_<code>"
    Severity severity = Severity::warning;
    Place place;
    std::string rule;  // its id; empty where an edition or the vocabulary is meant
    std::vector<Bilingual> args;
    std::optional<Shown> shown;
};

using Remarks = std::vector<Remark>;

std::string sentence(const Remark& remark, Language language);

/// The same as an author's mistake is shown, without the source line.
Diagnostic as_diagnostic(const Remark& remark, Language language);
Remark as_remark(const Diagnostic& diagnostic);

/// The same words in both languages: ids, dates and numbers.
Bilingual same(std::string text);
/// `parts` with commas between.
Bilingual listed(const std::vector<Bilingual>& parts);
/// A text of the catalogue in both languages.
Bilingual said(std::string_view key, const std::vector<Bilingual>& args = {});

}  // namespace fjorten::review
