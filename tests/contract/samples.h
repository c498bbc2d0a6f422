// Appends to try stores with.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "calendar/date.h"
#include "store/record_store.h"

namespace fjorten::store {

inline const CaseKey first_case{"0730", "26-AAAA"};
inline const CaseKey second_case{"0730", "26-BBBB"};
inline const CaseKey elsewhere{"0840", "26-AAAA"};

inline calendar::Date day(int number) { return calendar::Date::from_day_number(20000 + number); }

inline NewEntry entry_of(std::string type, std::string sealed = "ciphertext") {
    return {
        .type = std::move(type), .occurred_on = day(1), .payload = R"({"v":1})", .sealed = std::move(sealed)};
}

/// A valid append of one entry on a case that is at `version`.
inline Append append_to(const CaseKey& key, std::int64_t version, std::string idempotency_key) {
    Append append;
    append.key = key;
    append.expected_version = version;
    append.fingerprint = "of " + idempotency_key;
    append.idempotency_key = std::move(idempotency_key);
    append.actor = "account-1";
    append.recorded_at = "2026-03-02T09:15:27.123Z";
    append.entries = {entry_of("contact_received")};
    append.row = {.key = key,
                  .person_id = "person-1",
                  .standard = "randers",
                  .version = version + 1,
                  .unit = "intake",
                  .assigned_to = "account-1",
                  .is_open = true,
                  .last_event_on = day(1),
                  .as_of = day(2),
                  .rulebooks = "f00d"};
    return append;
}

/// The same with `count` entries.
inline Append append_many(const CaseKey& key, std::int64_t version, std::string idempotency_key, int count) {
    Append append = append_to(key, version, std::move(idempotency_key));
    append.entries.assign(static_cast<std::size_t>(count), entry_of("note_written"));
    append.row.version = version + count;
    return append;
}

inline PersonRow person_of(std::string municipality, std::string id, std::vector<std::string> find_by) {
    return {.municipality = std::move(municipality),
            .person_id = std::move(id),
            .key_id = "key-1",
            .sealed = std::string("\x01\x00\xff sealed", 10),
            .find_by = std::move(find_by)};
}

inline DueRow due_of(const CaseKey& key, std::string clock, int instance = 1) {
    return {.key = key,
            .clock = std::move(clock),
            .instance = instance,
            .state = "running",
            .due = day(14),
            .consequence = 3};
}

}  // namespace fjorten::store
