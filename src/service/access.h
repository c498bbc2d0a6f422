// Noting who looks at what. Every query that shows somebody's case, finds somebody or takes something out is
// noted before it answers; what cannot be noted is not shown. (Design section 5; docs/formats/access_log.md.)
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

#include "base/error.h"
#include "service/outcome.h"
#include "service/record_desk.h"
#include "store/access_log.h"

namespace fjorten::service {

/// Words of the log; each has its text under "access.act.<word>" and so on.
namespace act {
inline constexpr std::string_view view = "view", document = "document", copy = "copy", search = "search",
                                  search_documents = "search_documents", work_list = "work_list",
                                  disposal = "disposal", rules_tried = "rules_tried",
                                  placed_citizen = "placed_citizen", calendar = "calendar", health = "health",
                                  figures = "figures", extract = "extract", supervision = "supervision",
                                  committee = "committee", break_glass = "break_glass", read_log = "read_log",
                                  export_log = "export_log";
}
namespace access_outcome {
inline constexpr std::string_view shown = "shown", none = "none", refused = "refused";
}

struct Looked {
    std::string_view act;
    std::string_view ground = {};  // footing of service/reach.h; empty where no case is meant
    std::string_view outcome = access_outcome::shown;
    std::string case_id = {}, person_id = {};
    std::string detail = {};  // names nobody
};

class AccessLedger {
  public:
    // Looks of the last minute: beyond that all are forgotten, and noted once more.
    static constexpr std::size_t most_remembered = 10'000;

    /// `log` must outlive it; `now` as Surroundings has it.
    AccessLedger(store::AccessLog& log, std::function<std::string()> now) : log_(log), now_(std::move(now)) {}

    /// Once in a minute for the same look of the same account. `unavailable` if it could not be written.
    Result<void> note(const Who& who, const Looked& looked);
    const store::AccessLog& log() const { return log_; }

  private:
    store::AccessLog& log_;
    std::function<std::string()> now_;
    std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::string> recent_;
};

/// Notes it where the desk keeps a log; the problem is that it could not.
Outcome<void> note(const DeskParts& parts, const Who& who, const Looked& looked);

}  // namespace fjorten::service
