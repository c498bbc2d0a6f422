// The tables of record.db, accounts.db, access.db, threads.db and anonymous.db (docs/formats/record.md),
// brought up to date by steps.
#pragma once
#include "base/error.h"
#include "disk/sqlite.h"

namespace fjorten::store {

/// Makes the tables, or takes the steps that are missing, each in a transaction of its own. `corrupt` if the
/// file belongs to another program, `unavailable` if a newer version of this one made it.
Result<void> prepare_record(disk::Database& database);
Result<void> prepare_accounts(disk::Database& database);
Result<void> prepare_access(disk::Database& database);
Result<void> prepare_threads(disk::Database& database);
Result<void> prepare_anonymous(disk::Database& database);

/// Whether the tables are those of this version, without touching them. Fails as prepare_record does, and
/// with `unavailable` if steps are missing.
Result<void> check_record(disk::Database& database);
Result<void> check_anonymous(disk::Database& database);

}  // namespace fjorten::store
