// Complaints of a case: whom each goes to, whether it came in time, what has become of it, what is next. Law
// first, the municipality's own words beside it. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/casefile.h"
#include "engine/evaluation.h"
#include "rulebook/filing.h"
#include "rulebook/vocabulary.h"

namespace fjorten::service {

/// The ways of complaints about something, of the routes that rulebooks/filing.yaml names.
struct ComplaintWays {
    std::vector<engine::RouteResult> first;   // where it is handed in: the law's, then the standard's
    std::vector<engine::RouteResult> appeal;  // who gets it when that was in vain
    /// For how long, one instance of each rule, the latest: the law's, then the standard's. Points into the
    /// evaluation.
    std::vector<const engine::ClockResult*> time;
};
ComplaintWays ways_of_complaint(const engine::Evaluation& evaluation, const rulebook::Filing& filing,
                                std::string_view about);

/// What has to happen next with a complaint.
enum class ComplaintStep {
    answer,        // it is about no decision: whoever gets it answers, or passes it on
    reassess,      // the municipality looks at its decision again
    decide_anew,   // it was granted, in whole or in part: a new decision is due
    hear_citizen,  // granted in part: does the citizen maintain the rest?
    forward,       // to the appeals board, with the file
    await_board,   // the board has it
    carry_out,     // the board has changed the decision, or wants a new one
    settled
};
std::string_view name_of(ComplaintStep step);

struct ComplaintCourse {
    const casefile::Event* complaint = nullptr;
    std::string about;
    ComplaintWays ways;
    ComplaintStep next = ComplaintStep::settled;
    // What happened to it; nullptr where it has not.
    const casefile::Event* decision = nullptr;  // what it is about
    const casefile::Event* answer = nullptr;
    const casefile::Event* reassessment = nullptr;
    const casefile::Event* new_decision = nullptr;
    const casefile::Event* maintained = nullptr;
    const casefile::Event* forwarded = nullptr;
    const casefile::Event* appeal = nullptr;
    const casefile::Event* carried_out = nullptr;     // the decision after the board's
    std::vector<const engine::ClockResult*> clocks;   // the duties that it started
    std::vector<const engine::ClockResult*> windows;  // the rights to complain that it used or came after
    /// The last day to complain that it missed, by the law if the law has one; empty if it came in time, or
    /// if no time ran.
    std::optional<calendar::Date> missed;
};

/// In order of their days. Points into `file`, `evaluation` and the library.
std::vector<ComplaintCourse> complaints_in(const casefile::CaseFile& file,
                                           const engine::Evaluation& evaluation,
                                           const rulebook::Vocabulary& vocabulary,
                                           const rulebook::Filing& filing);

}  // namespace fjorten::service
