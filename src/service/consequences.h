// What an evaluation means for the lists and for whoever has just written something: deadlines that somebody
// has to act on, whether the case is open, and what a command changed. Pure.
#pragma once
#include <string_view>
#include <vector>

#include "casefile/casefile.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"
#include "service/case_view.h"
#include "store/entry.h"

namespace fjorten::service {

/// Days after the last event in which a case stays open whatever the rules say: what starts by itself (the
/// receipt of a letter that is presumed) has begun by then.
inline constexpr int days_open_after_last_event = 30;

/// Deadlines of the municipality: running or breached, with a day, and something that can still be done; and
/// statutory rights of which a missing fact leaves open whether they run.
/// What a citizen may use in time, or a day on which something merely ends, is no work.
std::vector<const engine::ClockResult*> work_of(const engine::Evaluation& evaluation);

/// A case is open while a request or course runs, while any clock runs, while a breached deadline can still
/// be met late, and for 30 days after the last event. A case without events is open.
bool is_open(const casefile::CaseFile& file, const engine::Evaluation& evaluation);

std::vector<store::DueRow> due_rows(const store::CaseKey& key, const engine::Evaluation& evaluation);
/// The day of the last event, or `otherwise`.
calendar::Date last_event_on(const casefile::CaseFile& file, calendar::Date otherwise);

/// Clocks that are not as before; `before` is nullptr when the case is new.
std::vector<Change> changes_between(const engine::Evaluation* before, const engine::Evaluation& after);
/// Findings that were not there before.
std::vector<engine::Finding> new_findings(const engine::Evaluation* before, const engine::Evaluation& after);

/// The rule of that full id in the newest edition that has it, or nullptr.
const rulebook::Rule* rule_of(const rulebook::Library& library, std::string_view full_id);
/// The state of that name; `running` if there is none.
engine::ClockState state_from(std::string_view name);

}  // namespace fjorten::service
