// Cases and providers of another system, row by row through the same commands as everything else. What was
// imported before is known by its number there, and is not written twice.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imports/table.h"
#include "service/record_desk.h"

namespace fjorten::imports {

/// The other system has another day for a deadline than the rules give.
struct Difference {
    Place place;         // of the cell with its day
    std::string number;  // of the case there
    std::string clock;
    calendar::Date theirs;
    std::optional<calendar::Date> ours;  // empty: the deadline does not run
    /// What ours rests on; `rule` lives as long as the library.
    const rulebook::Rule* rule = nullptr;
    std::vector<engine::Reason> because;
    std::optional<calendar::ClosedDay> moved_by;
};

struct Report {
    std::size_t rows = 0, done = 0, known = 0, refused = 0;
    Diagnostics mistakes;
    std::vector<Difference> differences;
    std::optional<Error> failure;  // of the record: nothing after it was tried
};

class Import {
  public:
    /// Rows are written to `target`; what was written before is looked up in `record`. They are the same desk
    /// for writing, and for a dry run `target` is one that is thrown away.
    Import(service::RecordDesk& target, const service::RecordDesk& record, const std::string& municipality);

    /// `progress` is told after each row how many are done.
    void add(const Table& table, const std::function<void(std::size_t)>& progress);
    const Report& report() const { return report_; }

  private:
    class Rows;
    service::RecordDesk& target_;
    const service::RecordDesk& record_;
    service::Who who_;
    Report report_;
};

}  // namespace fjorten::imports
