// How cases are numbered, kept and disposed of: rulebooks/filing.yaml. Facts about filing, not about rights;
// each says whether somebody has confirmed it.
#pragma once
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

/// A number of the municipalities' common list of subjects (KLE), by what a case is about.
struct Subject {
    enum class Age { any, under_18, adult };
    std::string id, number;  // "27.51.04"
    Bilingual label;
    std::vector<std::string> services;  // empty = any
    Age age = Age::any;
    std::string basis;  // the paragraph it follows from, as sources are cited
    bool is_confirmed = false;
    Bilingual doubt;
};

/// How long something is kept. `keep`: after the last thing that happened; empty = nothing says that it may
/// go.
struct Keeping {
    enum class What {
        social_case,
        health_notes,
        anonymous_contact,
        anonymous_course,
        health_notes_of_others
    };
    std::string id;
    What what = What::social_case;
    std::optional<calendar::Period> keep;
    Bilingual title, text;
    std::string basis;
    bool is_confirmed = false;
    Bilingual doubt;
};

/// The routes by which complaints about something go, of the law and of the standards, and the clocks that
/// say for how long one may complain.
struct ComplaintWay {
    /// `first`: where a complaint is handed in; `appeal`: who gets it when that was in vain; `time`: how long
    enum class Step { first, appeal, time };
    std::vector<std::string> about;  // choices of `about` of complaint_received
    Step step = Step::first;
    std::vector<std::string> rules;  // full ids of routes, or of clocks for `time`
};

/// How somebody who writes without a name comes back: so many words, each drawn from `from`.
struct ReturnCode {
    std::size_t words = 0;
    std::vector<std::string> from;  // in order
};

struct Filing {
    std::string facet;  // the second part of a case number: what is done with the subject
    std::vector<Subject> subjects;
    std::vector<Keeping> keeping;
    std::vector<ComplaintWay> complaints;
    std::optional<ReturnCode> return_code;  // without one nobody can write without a name
};

/// Every rule and every word it names must be in `library`.
std::expected<Filing, Diagnostics> read_filing(const Document& document, const Library& library);

/// The first subject that fits; nullptr where none does. `service`: empty = not known.
const Subject* subject_of(const Filing& filing, std::string_view service, std::optional<int> age);

}  // namespace fjorten::rulebook
