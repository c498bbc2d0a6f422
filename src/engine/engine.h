// evaluate(rulebooks, case, day) -> Evaluation. Pure: no clock, no disk, no network, no randomness.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::engine {

/// Why there is no evaluation at all. Everything else is an evaluation with findings.
struct CannotEvaluate {
    enum class Why { no_such_standard, before_first_edition, law_not_in_force };
    Why why;
    std::string standard;
    std::optional<calendar::Date> first_edition;
};

struct Question {
    calendar::Date on;                        // the day asked about
    std::optional<calendar::Date> as_known;   // answer as one could have answered then
};

/// Total: any sequence of events gives an evaluation. The result points into `library`, which must outlive it.
std::expected<Evaluation, CannotEvaluate> evaluate(const rulebook::Library& library,
                                                   const casefile::CaseFile& file, const Question& question);

}  // namespace fjorten::engine
