// How far the assessment of a case is: every area that the law or the standard asks about, and what has been
// written about it. Pure.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "rulebook/vocabulary.h"
#include "service/case_view.h"

namespace fjorten::service {

enum class AreaState { not_started, in_progress, done, not_possible };
std::string_view name_of(AreaState state);

struct AreaStanding {
    std::string id;
    std::vector<const rulebook::Rule*> asked_by;           // the law's list first
    std::vector<const rulebook::Checklist::Item*> called;  // what each of them calls it
    AreaState state = AreaState::not_started;
    const TimeLineEntry* newest = nullptr;      // the sheet that counts; nullptr = none in this request
    std::vector<const TimeLineEntry*> earlier;  // newest first

    bool is_settled() const { return state == AreaState::done || state == AreaState::not_possible; }
};

/// In the order of the rulebooks. Points into `entries` and the library. What was written before the last
/// course ended or the last request was withdrawn is earlier, and does not count.
std::vector<AreaStanding> areas_of(const std::vector<TimeLineEntry>& entries,
                                   const engine::Evaluation& evaluation,
                                   const rulebook::Vocabulary& vocabulary);

/// Sheets of a type and item, newest first, in this request or not.
std::vector<const TimeLineEntry*> sheets_of(const std::vector<TimeLineEntry>& entries, std::string_view type,
                                            std::string_view item = {});
/// The first version of the present request: what was written before belongs to an earlier one, which ended
/// with its course, was withdrawn, or was refused before somebody asked anew.
std::int64_t first_of_request(const std::vector<TimeLineEntry>& entries,
                              const rulebook::Vocabulary& vocabulary);
/// The newest sheet of the present request, or nullptr.
const TimeLineEntry* newest_sheet(const std::vector<TimeLineEntry>& entries, std::string_view type,
                                  const rulebook::Vocabulary& vocabulary, std::string_view item = {});

/// The newest event of that name that stands in the present request, or nullptr.
const TimeLineEntry* standing_event(const std::vector<TimeLineEntry>& entries,
                                    const rulebook::Vocabulary& vocabulary, std::string_view name);
/// The sheet that an event was written with, in the same append, also after the event was corrected; nullptr
/// if it was recorded alone.
const TimeLineEntry* sheet_behind(const std::vector<TimeLineEntry>& entries, const TimeLineEntry& event,
                                  std::string_view type);

/// Checklists of a step that hold today.
std::vector<const engine::ChecklistResult*> checklists_of(const engine::Evaluation& evaluation,
                                                          std::string_view step);

}  // namespace fjorten::service
