// The official statistics, as Statistics Denmark defines them (SMDB; law.md section 5), beside the legal
// figures, with the reason for each difference.
#pragma once
#include <vector>

#include "reports/guarantee.h"

namespace fjorten::reports {

/// "activity": requests, starts, ends, contact and treatment courses and people, by age; "kept": the
/// guarantee; "outcomes"; "differences": from the legal figure to the statistical one, step by step.
std::vector<Table> official_tables(const Sources& sources, const Span& span);

}  // namespace fjorten::reports
