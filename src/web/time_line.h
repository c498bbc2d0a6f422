// What has happened and what is due, on one line of days: a drawing made here (SVG), and the same as a table.
#pragma once
#include <vector>

#include "casefile/casefile.h"
#include "web/clock_cards.h"
#include "web/words.h"

namespace fjorten::web {

/// The drawing in two widths, of which the stylesheet shows one, and the table below it.
/// `file` is the case; what happened after the day asked about is left out, as everywhere.
Html time_line(const Speaker& speaker, const casefile::CaseFile& file, const std::vector<ClockPair>& pairs);

}  // namespace fjorten::web
