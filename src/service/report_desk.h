// Figures of a municipality: its cases as rows, worked out today and kept until something is written. Where
// the pure room `reports` meets the record. Never more of anonymous courses than how many there are.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures.h"
#include "reports/guarantee.h"
#include "reports/places.h"
#include "reports/row.h"
#include "service/outcome.h"
#include "service/record_desk.h"
#include "service/register.h"

namespace fjorten::service {

/// What a supervisor noted about one event of a case.
struct Observation {
    std::string case_id, event;  // the event: its id in the case, or its type and day
    calendar::Date on;           // when it happened
    std::string judgement;       // "in_order", "remark", "fault"
    std::string text;
    std::string seed;  // of the sample it was drawn in
    bool operator==(const Observation&) const = default;
};
namespace register_kind {
inline constexpr RegisterKind observation{"observation", Permission::supervise, Permission::supervise};
}
inline const RegisterKind& register_kind_of(std::type_identity<Observation>) {
    return register_kind::observation;
}
std::string to_json(const Observation& observation);
Result<Observation> from_json(std::type_identity<Observation>, std::string_view json);
/// Fields "judgement", "text".
Diagnostics check(const Observation& observation, const rulebook::Library& library);

class ReportDesk {
  public:
    using Picture = std::shared_ptr<const reports::Rows>;

    /// Both must outlive the desk.
    ReportDesk(const RecordDesk& desk, const rulebook::Reporting& reporting);

    /// The rows of the municipality, as of `on` (empty = today). For see_reports.
    Outcome<Picture> rows(const Who& who, std::optional<calendar::Date> on = {}) const;
    /// The same with CPR numbers, for registers. Never kept.
    Outcome<reports::Rows> rows_for_registers(const Who& who, std::optional<calendar::Date> on = {}) const;
    /// The cases themselves, without who they are about, in order. For see_reports and supervise.
    Outcome<std::vector<reports::CaseForReport>> cases(const Who& who) const;
    /// The places of treatment outside the house, as they did in the span. For see_reports.
    Outcome<std::vector<reports::Place>> places(const Who& who, const reports::Span& span,
                                                const reports::Rows& rows) const;
    /// For anybody: rows to make public figures of, which must be suppressed. As of the end
    /// of the last whole month, worked out once for each.
    Result<Picture> rows_to_publish(std::string_view municipality) const;

    /// What figures of `rows` are made with, in that language; both must live as long.
    reports::Sources sources(const reports::Rows& rows, Language language) const {
        return {rows, desk_.library(), reporting_, language};
    }
    /// Every count for those who may read cases.
    static reports::Detail detail(const Who& who) {
        return may(who, Permission::read_case) ? reports::Detail::all : reports::Detail::counts_hidden;
    }
    const rulebook::Edition* standard(const Who& who, calendar::Date on) const;
    const rulebook::Reporting& reporting() const { return reporting_; }
    const RecordDesk& desk() const { return desk_; }
    calendar::Date today() const { return desk_.today(); }

  private:
    enum class Cpr { left_out, told };
    struct Kept {
        calendar::Date on;
        std::int64_t position = -1;  // of the chain when it was made
        Picture rows;
    };

    Outcome<std::vector<reports::CaseForReport>> open_all(std::string_view municipality, Cpr cpr) const;
    Outcome<reports::Rows> make(std::string_view municipality, calendar::Date on, Cpr cpr) const;

    const RecordDesk& desk_;
    const rulebook::Reporting& reporting_;
    reports::RowMaker maker_;
    mutable std::mutex mutex_;                                           // of kept_ and published_
    mutable std::map<std::string, Kept, std::less<>> kept_, published_;  // by municipality
};

}  // namespace fjorten::service
