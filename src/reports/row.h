// One row for each request for treatment, with the course that it led to: what all figures are made of.
// Worked out from the case and its evaluation; nothing of it is kept.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "engine/evaluation.h"
#include "feel/value.h"
#include "rulebook/reporting.h"

namespace fjorten::reports {

/// What one authority promises of the start: the law, or the standard.
struct Promise {
    engine::ClockState state = engine::ClockState::not_applicable;
    std::optional<calendar::Date> started = {}, due = {}, ended = {};
    const rulebook::Rule* rule = nullptr;  // nullptr: nothing is promised
    bool is_excused = false;
};

/// An outcome of the vocabulary, or one of these.
inline constexpr std::string_view said_nothing = "not_asked", unreachable = "not_reached";

struct Row {
    std::string case_id = {}, person = {};  // `person`: who it is, as an id that says nothing
    int request = 1;                        // in the case
    std::string unit = {}, residence = {}, municipality = {}, cpr = {}, substance = {};
    bool has_valid_cpr = false;
    std::optional<calendar::Date> born = {};
    std::optional<int> age = {};  // on the day of the request, or of the start where nobody asked
    std::optional<bool> adult = {};
    std::string contact_by = {}, service = {}, provider = {};
    std::optional<calendar::Date> requested = {}, withdrawn = {}, started = {}, ended = {},
                                  substitution_started = {};
    std::string status = {};          // of the end; empty = not said
    std::string outcome_at_end = {};  // empty = has not ended
    std::string outcome_1_month = {}, outcome_6_months = {};
    Promise law = {}, local = {};
    const rulebook::DelayReason* delay = nullptr;  // of a start that is late
    std::vector<feel::Value> facts = {};           // of the vocabulary, in its order
    std::optional<calendar::Date> returned = {};   // to a new course
    bool goes_on = false;    // another course began within the days of grace: the same contact
    bool continues = false;  // this is the one that another went on as
    bool has_earlier = false;
    /// The days on which something became known of the course later than it happened, for registers.
    std::vector<std::pair<calendar::Date, calendar::Date>> late_facts = {};  // happened, known
    std::vector<std::pair<std::string, calendar::Date>> reported = {};       // month, on

    int duties_kept = 0, duties_broken = 0;  // of the place of treatment

    std::optional<int> waiting_days() const;
};

/// A case, with what the record knows besides.
struct CaseForReport {
    std::string case_id = {}, person = {}, unit = {}, cpr = {};
    bool has_valid_cpr = false;
    casefile::CaseFile file;
};

struct Rows {
    calendar::Date on;
    std::vector<Row> rows = {};     // by case, then request
    std::size_t cases = 0;          // that were looked at
    std::size_t anonymous = 0;      // counted, and no more
    std::size_t without_rules = 0;  // no edition in force on the day asked about

    void add(Rows more);
};

class RowMaker {
  public:
    /// All must outlive the maker. Answers from several threads at once.
    RowMaker(const rulebook::Library& library, const engine::Engine& engine,
             const rulebook::Reporting& reporting);

    /// Adds the rows of one case, as it stands on `on`.
    void take(const CaseForReport& one, calendar::Date on, Rows& into) const;
    /// What a person's courses say about each other: who came back, and what goes on. Call when all are in.
    void link(Rows& rows) const;

    const rulebook::Reporting& reporting() const { return reporting_; }
    const rulebook::Library& library() const { return library_; }

  private:
    const rulebook::Library& library_;
    const engine::Engine& engine_;
    const rulebook::Reporting& reporting_;
};

/// What conditions read of a row, seen on a day. `point`: where outcomes are measured; nullptr = at the end.
class RowView {
  public:
    RowView(const rulebook::Vocabulary& vocabulary, calendar::Date today);
    /// Valid until the next call.
    const std::vector<feel::Value>& of(const Row& row, const rulebook::Point* point = nullptr);

  private:
    std::vector<feel::Value> values_;
};

/// The id of the first condition that holds, or nullptr.
const rulebook::NamedCondition* first_that_holds(const std::vector<rulebook::NamedCondition>& conditions,
                                                 const std::vector<feel::Value>& row);
bool holds(const feel::Expression& condition, const std::vector<feel::Value>& row);

}  // namespace fjorten::reports
