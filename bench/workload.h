// The shared workload "guarantee-1" (SPEC.md of the peers): its records, its figures and its canonical rows.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "casefile/casefile.h"
#include "population/verdict.h"
#include "rulebook/model.h"

namespace fjorten::bench {

inline constexpr std::int32_t nil = INT32_MIN;

enum class Offer : std::uint8_t { ambulatory, day, residential, anonymous };
enum class Discharge : std::uint8_t { none, completed, other_offer, hospital, other, dropped_out };

/// One record as a developer would hold it for a loop written by hand; days since 1970, nil for none.
struct Record {
    std::int32_t id = 0;
    std::int32_t contact = nil, youth = nil, parental = nil, application = nil, started = nil;
    std::int32_t discharge = nil, follow_up_1 = nil, follow_up_6 = nil, decision = nil, complaint = nil;
    std::int32_t reassessed = nil, forwarded = nil, plan = nil, review = nil, as_of = nil;
    std::int16_t years = 0, cards = 0, sessions = 0;
    std::uint8_t municipality = 0;
    Offer offer = Offer::ambulatory;
    Discharge status = Discharge::none;
    bool serious = false, free_choice = false, waived = false, no_show = false, non_cooperation = false;
};

/// The figures of the twelve rules; the bench also runs with others.
struct Figures {
    int guarantee_days = 14, decision_days = 28, complaint_days = 28, reassessment_days = 28;
    int plan_months = 6, first_months = 1, second_months = 6, most_cards = 7, sessions_per_card = 2;
};

/// One line of the generator's JSON. Ends the program where it is none.
Record read_record(const std::string& line);
/// The same record as an ordinary case under bench/guarantee.
casefile::CaseFile as_case(const Record& record, const rulebook::Vocabulary& vocabulary);
/// The rulebooks of bench/guarantee with these figures. Ends the program where they do not load.
rulebook::Library load_rules(const Figures& figures);

/// The statuses of the specification, in the order of its codes.
enum class Status : std::uint8_t { not_applicable, waived, not_started, running, met, breached, expired };

/// The canonical verdict of a record.
struct Canonical {
    std::int32_t due[7], left[7];
    Status status[7];
    std::uint8_t eligibility, gift, remaining, payment, entitlements, blocked;
    bool operator==(const Canonical&) const = default;
};
std::string row_of(std::int32_t id, const Canonical& verdict);
/// From ordinary verdicts: other names for states, and sets written as bits.
Canonical canonical(const population::CaseVerdict& verdict);

}  // namespace fjorten::bench
