// Scenarios: a case with what is expected of it on certain days. Format: docs/formats/case.md.
#pragma once
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::scenario {

/// What stands at some place of an evaluation, as a scenario would write it; empty = it is not there at all.
using Said = std::optional<std::string>;

/// One expectation: what must stand where.
struct Check {
    Place place;
    std::string what;  // "clocks.law.treatment_guarantee.state"
    Said expected;
    std::function<Said(const engine::Evaluation&, const rulebook::Vocabulary&)> actual;
    std::vector<std::string> rules = {};  // ids that count as exercised when this is expected
};

/// One entry of `expect`.
struct Step {
    Place place;
    std::optional<calendar::Date> on;  // empty only where a refusal is expected
    std::optional<calendar::Date> as_known;
    std::vector<casefile::Event> with;
    bool refused = false;     // `exit: 2`: there must be no evaluation
    bool is_readable = true;  // false: its `with` is wrong, as a refusal expects
    std::vector<Check> checks;
};

struct Scenario {
    Document document;
    Bilingual title;
    bool is_readable = true;  // false: the case part is wrong, as every step expects (`exit: 2`)
    casefile::CaseFile file;
    std::vector<Step> steps;
};

/// Reads a case file with its expectations. Every word is checked against the vocabulary and the rulebooks of
/// `library`; all mistakes are returned at once.
std::expected<Scenario, Diagnostics> read_scenario(Document document, const rulebook::Library& library);

/// The files that `path` stands for: itself, or every *.yaml and *.json below it, in order of name.
std::vector<std::string> scenario_files(const std::string& path);

}  // namespace fjorten::scenario
