// The report of a supervision, for the yearly review of the council: what was drawn, what was found, the
// figures.
#pragma once
#include <string>
#include <vector>

#include "letters/paper.h"
#include "reports/figures.h"
#include "reports/supervision.h"

namespace fjorten::reports {

struct Noted {
    std::string case_id = {}, judgement = {}, text = {};
    calendar::Date on;
};

struct SupervisionReport {
    std::string municipality = {};
    Span span;
    Sample sample;
    std::vector<Advice> advice = {};  // of what was drawn, in its order
    std::vector<Noted> noted = {};
    std::vector<Table> tables = {};  // suppressed already: the council is the public
};

/// Without a name and without the number of a case: those are in the record.
letters::Paper supervision_paper(const Sources& sources, const SupervisionReport& report);

}  // namespace fjorten::reports
