// The desk of the health record: apart from the social case, with a store, a chain, a key and a time of its
// own, for doctors only. It follows the person, not the case. Decision 0026.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/disposal.h"
#include "service/health_record.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

struct HealthRecord {
    std::int64_t version = 0;
    std::vector<HealthEntry> entries;  // newest first, by the day it happened, then by version
};

struct WriteHealth {
    std::string case_id;
    std::int64_t expected_version = 0;         // of the case
    std::int64_t expected_health_version = 0;  // of the health record; 0 = there is none yet
    std::string kind;
    Sheet sheet;
};

/// When health notes may go: ten years after a doctor's last entry, five after others', by filing.yaml.
struct HealthDisposable {
    store::CaseKey key;  // `case_id` is the person
    Fate fate = Fate::open;
    calendar::Date last_on;
    std::optional<calendar::Date> may_go_on;
    const rulebook::Keeping* rule = nullptr;  // the one that holds longest
};

/// Calls may come from several threads at once.
class HealthDesk {
  public:
    /// `health` is a store of its own, never that of the record. Both must outlive the desk.
    HealthDesk(store::RecordStore& health, RecordDesk& desk);

    /// Permission::read_health. Empty if nothing was written about that person yet.
    Outcome<HealthRecord> read(const Who& who, std::string_view case_id) const;
    /// Permission::write_health. What the rules have to hear of is recorded in the case first, then the
    /// entry: sent again after a fault in between, each is written once. Conflict if either was written
    /// meanwhile.
    Outcome<HealthRecord> write(const Sender& sender, const WriteHealth& command);
    /// What an entry of that kind must say in parts: by the rules as they hold once it has happened.
    HealthParts parts(const CaseView& view, const HealthKind& kind) const;
    /// Every health record of the municipality, with whether it may go; Permission::see_disposal. Opens none.
    Outcome<std::vector<HealthDisposable>> disposal(const Who& who, calendar::Date on) const;

  private:
    Outcome<HealthRecord> opened(const store::CaseKey& key) const;
    Outcome<void> append(const Sender& sender, const store::CaseKey& key, const WriteHealth& command);

    RecordDesk& desk_;
    DeskParts parts_;  // as the record's, with the other store
};

}  // namespace fjorten::service
