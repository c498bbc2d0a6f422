// What a register is told: rows by a definition that is data, what is left out and why, what does not hold,
// whether what was reported fits what the clocks say, and what has to be told again.
#pragma once
#include <string>
#include <vector>

#include "reports/guarantee.h"

namespace fjorten::reports {

struct Flaw {
    const rulebook::ExtractCheck* check = nullptr;
    std::size_t row = 0;
};

struct ExtractRow {
    std::size_t row = 0;
    std::vector<std::string> values = {};    // in the order of the columns
    std::vector<std::string> parts = {};     // ids of what happened in the month
    std::optional<calendar::Date> due = {};  // the earliest of its parts
    bool has_errors = false;                 // not sent
};

/// Why something reported before has to be told again: what is about that month became known after it.
struct TellAgain {
    std::size_t row = 0;
    std::string month = {};
    calendar::Date reported_on, happened, known;
};

struct Reconciliation {
    std::vector<std::size_t> late_by_law = {};        // breached or met late, asked for in the span
    std::vector<std::size_t> late_and_told = {};      // of those: reported after they were late
    std::vector<std::size_t> late_not_sendable = {};  // excluded or faulty: the register will not show them
    std::vector<std::size_t> late_missing = {};       // sendable, past the day, and not reported
};

struct ExtractFigures {
    const rulebook::Extract* extract = nullptr;
    std::string month = {};  // "2026-03"; the year alone where the register is yearly
    std::vector<ExtractRow> rows = {};
    std::vector<std::pair<const rulebook::NamedCondition*, std::vector<std::size_t>>> excluded = {};
    std::size_t anonymous = 0;
    std::vector<Flaw> flaws = {};
    std::vector<TellAgain> again = {};
    Reconciliation reconciliation = {};
};

/// `span` is the month (or the year). Rows with errors and excluded rows are named and not in the file.
ExtractFigures make_extract(const Sources& sources, const rulebook::Extract& extract, const Span& span);

/// Columns and rows that may be sent, RFC 4180.
std::string extract_csv(const ExtractFigures& figures);
/// What a leader sees of it: a line for each kind of finding.
Table extract_table(const Sources& sources, const ExtractFigures& figures);

/// One field of CSV, quoted where it has to be; what a spreadsheet would take for a formula gets an
/// apostrophe.
std::string csv_field(std::string_view text);

}  // namespace fjorten::reports
