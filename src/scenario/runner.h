// Runs scenarios against one library of rulebooks.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "engine/engine.h"
#include "rulebook/model.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

/// Something in a scenario that does not hold.
struct Failure {
    enum class Kind {
        differs,      // expected and got
        refused,      // no evaluation, `got` says why
        not_refused,  // an evaluation where a refusal was expected
        untrue_next   // what `next` names does not give what it says: `what`, `expected` and `got`
    };
    Kind kind = Kind::differs;
    Place place;
    std::optional<calendar::Date> on;
    std::string what;
    Said expected, got;
};

enum class NextSteps { tried, taken_as_said };

class Runner {
  public:
    /// `library` must outlive the runner.
    explicit Runner(const rulebook::Library& library) : library_(library), engine_(library) {}

    /// Evaluates every step and compares. With NextSteps::tried, whatever `next` promises for events alone is
    /// tried out on the day asked about and must come true. `language` is that of the reasons for a refusal.
    std::vector<Failure> run(const Scenario& scenario, NextSteps next_steps, Language language) const;

    /// True if all that is expected holds; stops at the first thing that does not.
    bool holds(const Scenario& scenario) const;

  private:
    using Verdict = std::expected<engine::Evaluation, engine::CannotEvaluate>;
    Verdict evaluate(const casefile::CaseFile& file, const Step& step) const;
    void run_step(const Scenario& scenario, const Step& step, NextSteps next_steps, Language language,
                  std::vector<Failure>& failures) const;
    void try_next_steps(const casefile::CaseFile& file, const Step& step,
                        const engine::Evaluation& evaluation, std::vector<Failure>& failures) const;

    const rulebook::Library& library_;
    engine::Engine engine_;
};

}  // namespace fjorten::scenario
