// Follow-ups after a course of treatment: when they are due, how often somebody tried, and what came of it
// (BEK 1477 section 4(2), and the standards' own). Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "service/case_view.h"

namespace fjorten::service {

/// The marks that a follow-up can have, as the vocabulary says: "1_month", "6_months".
std::vector<std::string> marks_of_follow_up(const rulebook::Vocabulary& vocabulary);

/// Of the course that ended last: what was tried for the mark and reached nobody, oldest first.
std::vector<const TimeLineEntry*> attempts_of(const std::vector<TimeLineEntry>& entries,
                                              const rulebook::Vocabulary& vocabulary, std::string_view mark);

bool has_ended_course(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary);

struct FollowUp {
    std::string mark;
    /// Of the course that ended last; the law's first. Empty where none is wanted.
    std::vector<const engine::ClockResult*> clocks;
    std::vector<const TimeLineEntry*> attempts;
    const TimeLineEntry* held = nullptr;
    const TimeLineEntry* given_up = nullptr;

    /// A follow-up that somebody still has to do something about.
    bool is_open() const;
};

/// One for each mark, in order.
std::vector<FollowUp> follow_ups_of(const std::vector<TimeLineEntry>& entries,
                                    const engine::Evaluation& evaluation,
                                    const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::service
