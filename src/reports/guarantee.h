// Is treatment begun in time? By law and by the standard, over the same requests.
#pragma once
#include <string>
#include <vector>

#include "base/messages.h"
#include "reports/figures.h"

namespace fjorten::reports {

/// What a figure is made with.
struct Sources {
    const Rows& rows;
    const rulebook::Library& library;
    const rulebook::Reporting& reporting;
    Language language = Language::da;

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(language, key, args);
    }
};

enum class Side { law, local };
enum class By { nothing, month, unit, age };

/// Requests made in the span: kept, late, running, ... as they stand on its day. Columns "kept", "late",
/// "running", "stopped", "lifted", "none", "unknown" add up to "all"; "at_risk" are of the running, "excused"
/// and "waiting" (late and not begun) of the late; "share" is kept of kept and late.
Table guarantee_table(const Sources& sources, const Span& span, Side side, By by);

/// Both sides: the requests by how they stand by law (lines) and by the standard (columns).
Table sides_table(const Sources& sources, const Span& span);
/// The late ones by what held them up.
Table delay_table(const Sources& sources, const Span& span);
/// Days from request to start, of those who began in the span: how many, median, nine tenths; by unit.
Table waiting_table(const Sources& sources, const Span& span, By by);
/// The same as stretches of days.
Table waiting_stretches(const Sources& sources, const Span& span);

}  // namespace fjorten::reports
