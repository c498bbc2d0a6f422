// Supervision: samples that anybody can draw again, the rules run as they stood and as much as was known on
// the day, and what was done beside what the rules would have had done.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/guarantee.h"

namespace fjorten::reports {

/// What is looked at: decisions, whatever the rules have a say in, outcomes at the end of courses,
/// assessments.
enum class SampleOf { decisions, actions, outcomes, assessments };
std::string_view name_of(SampleOf what);
std::optional<SampleOf> sample_of(std::string_view name);

/// One event of one case.
struct Sampled {
    std::size_t case_index = 0;
    std::size_t event = 0;  // index in the case file
};

struct Sample {
    std::uint64_t seed = 0;
    SampleOf what = SampleOf::decisions;
    std::size_t population = 0;
    std::vector<Sampled> drawn = {};  // in the order of case and day
};

/// All events of that kind in the span, those of anonymous courses left out; `size` of them by chance. The
/// same seed over the same events gives the same sample on every machine (docs/formats/reports.md says how).
Sample draw_sample(const std::vector<CaseForReport>& cases, const rulebook::Vocabulary& vocabulary,
                   const Span& span, SampleOf what, std::size_t size, std::uint64_t seed);

/// What the rules had to say of an event on its day.
struct Advice {
    const casefile::Event* event = nullptr;
    std::optional<rulebook::ActionId> action = {};  // empty: nothing that rules have a say in
    std::optional<bool> then = {};                  // allowed, by what was known on the day; empty = unknown
    std::optional<bool> now = {};                   // by all that is known of that day now
    std::vector<const rulebook::Rule*> against = {};     // then
    std::vector<const rulebook::Rule*> discretion = {};  // left to a person
    std::vector<std::string> missing = {};               // facts that nobody knew then
    std::string pass_reason = {};                        // why somebody went on, where a gate was passed
    bool has_passed = false;
    std::string edition = {};  // of the standard that held on the day

    /// Done although the rules said no, or could not say.
    bool differs() const { return action && (!then || !*then); }
    /// The rules say otherwise now than they could then.
    bool is_hindsight() const { return action && then != now; }
};
Advice advice_on(const engine::Engine& engine, const rulebook::Vocabulary& vocabulary,
                 const casefile::CaseFile& file, std::size_t event);

}  // namespace fjorten::reports
