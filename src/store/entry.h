// What the record is made of. Entries are appended, never changed; a correction is a new entry that names the
// one it corrects. Each municipality has its own chain of hashes, and nothing here crosses a municipality.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"

namespace fjorten::store {

using Hash = std::array<unsigned char, 32>;

/// One case of one municipality.
struct CaseKey {
    std::string municipality;  // four digits
    std::string case_id;
    auto operator<=>(const CaseKey&) const = default;
};

/// Documents of a municipality that are about no citizen (providers, addresses, meetings) lie in the same
/// chain as cases, under ids of their own: "register/<kind>/<id>". No list of cases shows them.
inline constexpr std::string_view register_prefix = "register/";
inline bool is_register(const CaseKey& key) { return key.case_id.starts_with(register_prefix); }

struct NewEntry {
    std::string type;  // an event of the vocabulary, or one of the record's own (docs/formats/record.md)
    calendar::Date occurred_on;
    std::string payload;  // JSON that names nobody; may be empty
    std::string sealed;   // ciphertext under the person's key; may be empty
    /// Ciphertext of a document, kept beside the entry and read on its own; usually empty. `payload` is empty
    /// then: the store writes there what the content has to be (content_payload), so the chain covers it.
    std::string content = {};
};

struct Entry {
    CaseKey key;
    std::int64_t position = 0;  // in the chain of the municipality, from 1, without holes
    std::int64_t version = 0;   // in the case, from 1, without holes
    std::string type;
    calendar::Date occurred_on;
    std::string recorded_at;  // UTC, "2026-03-02T09:15:27.123Z"
    std::string actor;        // account id
    std::string payload, sealed;
    Hash previous{};  // hash of the entry before it in the chain; zeros for the first
    Hash hash{};
    bool operator==(const Entry&) const = default;
};

/// SHA-256 over every field of `entry` except `hash` itself, each with its length before it: byte for byte as
/// docs/formats/record.md says.
Hash hash_of(const Entry& entry);

/// What stands in the payload of an entry with content: {"content_sha256":"<64 hex digits>"}.
std::string content_payload(std::string_view content);
/// Whether `payload` is one of those.
bool has_content(const Entry& entry);

/// Who a case is about. Everything but the ids is ciphertext under the person's key.
struct PersonRow {
    std::string municipality;
    std::string person_id;
    std::string key_id;                // of the vault
    std::string sealed;                // name, CPR, address, telephone, protection, as one JSON object
    std::vector<std::string> find_by;  // blind hashes of CPR and of each name
    bool operator==(const PersonRow&) const = default;
};

/// The case as the lists show it. Derived from its entries; can be dropped and rebuilt.
struct CaseRow {
    CaseKey key;
    std::string person_id;
    std::string standard;
    std::int64_t version = 0;
    std::string unit;         // empty = none
    std::string assigned_to;  // account id, empty = nobody
    bool is_open = true;
    calendar::Date last_event_on;
    calendar::Date as_of;   // the day its deadlines were worked out for
    std::string rulebooks;  // fingerprint of the rulebooks they were worked out with
    bool operator==(const CaseRow&) const = default;
};

/// A deadline to look at: an index, never the truth.
struct DueRow {
    CaseKey key;
    std::string clock;  // full id
    int instance = 1;
    std::string state;
    std::optional<calendar::Date> due;
    int consequence = 0;  // rank, most serious first; see engine
    bool operator==(const DueRow&) const = default;
};

}  // namespace fjorten::store
