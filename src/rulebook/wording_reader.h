// Reads what people have decided about a rulebook: who settled a doubt, and which committees approved.
#pragma once
#include <optional>
#include <vector>

#include "rulebook/model.h"
#include "rulebook/reading.h"

namespace fjorten::rulebook {

/// `settled: {as: confirmed, by:, on:, reason:}`; mistakes go to the report.
std::optional<Settlement> read_settlement(Report& report, const Node& node);
/// `approvals: [{committee:, on:, recorded_by:}]`.
std::vector<Approval> read_approvals(Report& report, const Node& node);

}  // namespace fjorten::rulebook
