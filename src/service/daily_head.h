// The heads of both chains of a municipality, signed once a day: kept elsewhere, they show later whether what
// came before was changed, removed or put in another order - also by somebody who can write the database and
// work out its hashes. Format: docs/formats/daily_head.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"
#include "store/access_log.h"
#include "store/record_store.h"
#include "vault/vault.h"

namespace fjorten::service {

struct DailyHead {
    std::string municipality;
    calendar::Date day;
    store::ChainHead record, access;  // position 0: nothing yet
    std::string key, signature;       // Ed25519, bytes
};

/// One for each municipality that has anything, as it is now.
Result<std::vector<DailyHead>> make_heads(const store::RecordStore& records, const store::AccessLog& access,
                                          const vault::Vault& vault, calendar::Date day);

/// As a file, and back; `corrupt` if it is none, or a text that was not written like this.
std::string head_text(const DailyHead& head);
Result<DailyHead> read_head(std::string_view text);
bool is_signed(const DailyHead& head);

/// What does not hold of a head. Texts under "verify.<code>": "head_signature", "head_record" the record has
/// not that entry at that position, "head_access" the access log.
struct HeadFault {
    std::string code;
    DailyHead head;
};
/// `access` is nullptr where there is no access log.
Result<std::vector<HeadFault>> check_head(const DailyHead& head, const store::RecordStore& records,
                                          const store::AccessLog* access);

}  // namespace fjorten::service
