// The same twelve rules written by hand: the loop that a developer would write, and one over columns that
// leaves as little as possible to do, which is the limit.
#pragma once
#include <cstddef>
#include <vector>

#include "population/columns.h"
#include "workload.h"

namespace fjorten::bench {

/// One record after the other, with the figures compiled in.
void scalar_loop(const Record* records, Canonical* verdicts, std::size_t count);
/// The same with other figures.
void scalar_loop(const Record* records, Canonical* verdicts, std::size_t count, const Figures& figures);

struct HandColumns {
    std::vector<std::int32_t> day[15];  // contact ... review, in the order of Record, then as_of
    std::vector<std::uint8_t> years, cards, sessions, municipality, offer, status, serious, departs;
    explicit HandColumns(const std::vector<Record>& records);
};
struct HandVerdicts {
    std::vector<std::uint8_t> status[7], eligibility, gift, remaining, payment, entitlements, blocked;
    std::vector<std::int32_t> due[7], left[7];
    explicit HandVerdicts(std::size_t count);
    Canonical at(std::size_t row) const;
};
void column_loop(const HandColumns& in, HandVerdicts& out, std::size_t count);

}  // namespace fjorten::bench
