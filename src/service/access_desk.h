// The account of everything, and the way past one's reach: who looked at what, and cases opened with a
// reason.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "service/access.h"
#include "service/outcome.h"
#include "service/record_desk.h"
#include "store/access_log.h"

namespace fjorten::service {

/// An entry of the log with the names that belong to its ids.
struct NamedAccess {
    store::AccessEntry entry;
    std::string account_name, unit;
};

/// A case opened with a reason, as a leader sees it.
struct OpenedWithReason {
    store::BrokenGlass glass;
    std::string reason;  // empty if the person has been erased since
    std::string account_name, seen_by_name;
};

class AccessDesk {
  public:
    static constexpr std::chrono::hours glass_holds{4};
    static constexpr std::size_t shortest_reason = 10, longest_reason = 500;
    static constexpr int most_shown = 500, most_exported = 100'000;

    /// `desk` must outlive it.
    explicit AccessDesk(const RecordDesk& desk) : desk_(desk) {}

    /// Lets `who` into the case for four hours. Diagnostics for a reason of less than ten characters;
    /// NotFound if there is no such case. Noted, and every leader of the municipality sees it until one has
    /// looked.
    Outcome<void> break_glass(const Who& who, std::string_view case_id, std::string_view reason);
    Outcome<std::vector<OpenedWithReason>> glasses(const Who& who) const;
    /// How many wait for a leader's eye that are not one's own; 0 for those who are no leaders.
    long unseen_glasses(const Who& who) const;
    /// A leader has looked at it. Nobody confirms their own.
    Outcome<void> see_glass(const Who& who, std::string_view id);

    /// The log of the municipality, newest first. Reading it is noted in it; `act` says how it was taken.
    Outcome<std::vector<NamedAccess>> log(const Who& who, const store::AccessFilter& filter,
                                          std::string_view act = act::read_log) const;
    /// Who looked at this case: for those who may read it, and for the citizen it is about.
    Outcome<std::vector<NamedAccess>> log_of_case(const Who& who, std::string_view case_id) const;

  private:
    Outcome<std::vector<NamedAccess>> named(const Who& who, const store::AccessFilter& filter) const;

    const RecordDesk& desk_;
};

}  // namespace fjorten::service
