// Counting verdicts, and what differs between two rulebooks.
#pragma once
#include "population/population.h"

namespace fjorten::population {

void count(const CaseVerdict& verdict, const rulebook::Vocabulary& vocabulary, Totals& totals);
void count(const Program& program, const Verdicts& verdicts, std::size_t rows,
           const rulebook::Vocabulary& vocabulary, Totals& totals);

/// What one side does not state, and what the other says nothing by (a clock that has not begun, a route that
/// does not apply), differs as well: the columns say so in both ways alike.
void count_changes(const CaseVerdict& from, const CaseVerdict& to, const rulebook::Vocabulary& vocabulary,
                   const rulebook::Vocabulary& other_vocabulary, Totals& totals);
struct Worked {
    const Program& program;
    const Verdicts& verdicts;
};
void count_changes(const Worked& from, const Worked& to, std::size_t rows,
                   const rulebook::Vocabulary& vocabulary, Totals& totals);

}  // namespace fjorten::population
