// evaluate(rulebooks, case, day) -> Evaluation. Pure: no clock, no disk, no network, no randomness.
#pragma once
#include <expected>
#include <optional>
#include <string>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "casefile/timeline.h"
#include "engine/compiled.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::engine {

/// Why there is no evaluation at all. Everything else is an evaluation with findings.
struct CannotEvaluate {
    enum class Why { no_such_standard, before_first_edition, no_edition_in_force, law_not_in_force };
    Why why;
    std::string standard;
    std::optional<calendar::Date> first_edition;
};

struct Question {
    calendar::Date on;                                      // the day asked about
    std::optional<calendar::Date> as_known = std::nullopt;  // answer as one could have answered then
};

/// Made once per library; answers any number of cases, also from several threads at once.
class Engine {
  public:
    /// `library` must outlive the engine and every evaluation, which points into it.
    explicit Engine(const rulebook::Library& library);

    /// Total: any sequence of events gives an evaluation.
    std::expected<Evaluation, CannotEvaluate> evaluate(const casefile::CaseFile& file,
                                                       const Question& question) const;

    /// The rules as the engine has sorted them, for those who evaluate them in another way.
    const Compiled& compiled() const { return compiled_; }
    const casefile::CourseWords& words() const { return words_; }

  private:
    const rulebook::Library& library_;
    casefile::CourseWords words_;
    Compiled compiled_;
};

/// For a single case: makes an engine and asks it once.
std::expected<Evaluation, CannotEvaluate> evaluate(const rulebook::Library& library,
                                                   const casefile::CaseFile& file, const Question& question);

}  // namespace fjorten::engine
