// What is counted, as data: rulebooks/reports.yaml and rulebooks/registers/*.yaml. Measures in the terms of
// FHIR (initial population, denominator, exclusions, exceptions, numerator), the official statistics, and
// what registers want to know. Every condition reads one row: a request with the course that it led to.
// Format: docs/formats/reports.md.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "feel/expression.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

/// What a condition can read of a row. After these come the facts of the vocabulary, in its order: null where
/// they were never told and have no default.
enum class RowField : std::uint8_t {
    today,
    case_id,
    request_number,  // in the case, from 1
    cpr,             // null unless the extract is made for a register
    has_valid_cpr,
    born,
    age,    // on the day of the request; null if the birthday is not known
    adult,  // null if nobody knows
    residence,
    municipality,
    unit,
    contact_by,  // who asked first
    service,
    provider,  // of the start: own or external
    requested,
    withdrawn,
    started,
    ended,
    status,
    outcome,         // at the point measured
    outcome_at_end,  // the vocabulary's, or "not_asked"
    outcome_1_month,
    outcome_6_months,  // "not_reached" where the follow-up was given up
    measured_on,       // the day of the point measured
    returned,          // the start of the next course of the same person, beyond the days of grace
    goes_on,           // another course began within the days of grace: the same contact
    earlier_treatment,
    substitution_started,
    law_state,
    law_due,
    local_state,
    local_due,
    is_excused,
    delay,         // id of the reason for being late; null where it is not late
    waiting_days,  // from request to start; null if either is missing
    count_
};
std::string_view name_of(RowField field);
constexpr std::size_t slot_of(RowField field) { return static_cast<std::size_t>(field); }
/// The slot of the first fact.
inline constexpr std::size_t first_fact_slot = static_cast<std::size_t>(RowField::count_);

/// A condition with a name, and what it is called.
struct NamedCondition {
    std::string id = {};
    Bilingual label = {};
    feel::Expression when;
};

struct Measure {
    std::string id = {};
    Bilingual label = {}, counts = {};  // `counts`: what the population is, in words
    feel::Expression initial;
    feel::Expression day;                         // which period a row is counted in
    std::vector<NamedCondition> exclusions = {};  // not in the denominator, whatever became of it
    std::vector<NamedCondition> exceptions = {};  // not in the denominator unless the numerator holds
    feel::Expression numerator;
    enum class Better { higher, lower } better = Better::higher;
};

struct Point {
    std::string id = {};
    Bilingual label = {};
    calendar::Period after = {};  // the end of the course
};

struct Band {
    std::string id = {};
    Bilingual label = {};
    int from = 0;
    std::optional<int> to = {};  // included
};

/// Why a start was late, by what had happened until then.
struct DelayReason {
    std::string id = {};
    Bilingual label = {};
    std::vector<EventType> events = {};
};

struct Statistics {
    Bilingual source = {}, doubt = {};
    std::vector<NamedCondition> left_out = {};
    std::vector<Band> ages = {};
    std::vector<NamedCondition> guarantee = {}, outcomes = {};  // the first that holds
    std::vector<NamedCondition> guarantee_differs =
        {};  // why the legal figure is another, the first that holds
};

struct ExtractColumn {
    std::string name = {};
    Bilingual label = {};
    feel::Expression value;
    std::vector<std::pair<std::string, std::string>> codes = {};  // ours to theirs; empty = as it is
    std::string when_null = {}, when_unknown = {};                // what stands where there is no value
};
struct ExtractCheck {
    std::string id = {};
    Bilingual says = {};
    feel::Expression wrong;
    enum class Weight { error, warning } weight = Weight::error;
};
/// What a register is told, and when.
struct Extract {
    std::string id = {};
    Bilingual title = {}, doubt = {};
    std::string basis = {};
    feel::Expression concerns;                       // the rows that belong to this register
    std::vector<NamedCondition> exclusions = {};     // rows that must not be sent
    std::vector<NamedCondition> parts = {};          // null day = that part has nothing to tell
    std::vector<feel::Expression> part_days = {};    // the day of each part
    std::vector<calendar::Period> part_within = {};  // due that long after the day, or
    std::optional<unsigned> due_on = {};             // on that day of the month after
    std::vector<ExtractColumn> columns = {};
    std::vector<ExtractCheck> checks = {};
    bool is_yearly = false;  // people who start in a calendar year, once each
};

struct Reporting {
    std::vector<std::string> provider_duties = {};  // names of the clocks that a place of treatment meets
    std::vector<std::string> guarantees =
        {};  // names of the clocks that promise a start, law and standard alike
    std::optional<feel::Expression> is_start = {};  // over the fields of treatment_started: a course begins
    calendar::Period grace = {};                    // between an end and the next request: the same contact
    int smallest = 5;                               // a count below it is not shown
    int at_risk_days = 7;
    std::vector<Band> ages = {};
    std::vector<DelayReason> delays = {};
    std::vector<Point> points = {};
    std::vector<NamedCondition> populations = {};
    std::vector<Measure> measures = {};
    std::optional<Statistics> statistics = {};
    std::vector<Extract> extracts = {};

    const Measure* measure(std::string_view id) const;
    const NamedCondition* population(std::string_view id) const;
    const Point* point(std::string_view id) const;
    const Extract* extract(std::string_view id) const;
    const Band* age_band(int age) const;
};

/// Names and types of a row.
feel::Lookup row_lookup(const Vocabulary& vocabulary);

/// `registers`: one document for each. Every goal of `library` must count something that is there.
std::expected<Reporting, Diagnostics> read_reporting(const Document& document,
                                                     const std::vector<Document>& registers,
                                                     const Library& library);

}  // namespace fjorten::rulebook
