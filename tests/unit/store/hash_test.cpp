// The hash of an entry: byte for byte what docs/formats/record.md says, and every field in it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <vector>

#include "store/entry.h"

namespace fjorten::store {
namespace {

// The worked example of docs/formats/record.md.
Entry example() {
    Entry entry{.key = {"0730", "26-4F7K"},
                .position = 1,
                .version = 1,
                .type = "contact_received",
                .occurred_on = *calendar::Date::parse("2026-03-02"),
                .recorded_at = "2026-03-02T09:15:27.123Z",
                .actor = "a1b2c3",
                .payload = R"({"v":1})",
                .sealed = "ciphertext"};
    entry.hash = hash_of(entry);
    return entry;
}

std::string hex(const Hash& hash) {
    std::string text;
    for (const unsigned char byte : hash) text += fmt::format("{:02x}", byte);
    return text;
}

TEST(HashOfAnEntry, IsThatOfTheWorkedExample) {
    EXPECT_EQ(hex(example().hash), "94d4078a541cc58886f5cf443b5642d7d8361e72318d4c5d0aa34c2c5f68e8d7");
}

TEST(HashOfAnEntry, CoversEveryField) {
    const std::vector<std::function<void(Entry&)>> changes = {
        [](Entry&) {},
        [](Entry& e) { e.key.municipality = "0731"; },
        [](Entry& e) { e.key.case_id = "26-4F7L"; },
        [](Entry& e) { e.position = 2; },
        [](Entry& e) { e.version = 2; },
        [](Entry& e) { e.type += "x"; },
        [](Entry& e) { e.occurred_on = e.occurred_on.plus_days(1); },
        [](Entry& e) { e.recorded_at.back() = 'z'; },
        [](Entry& e) { e.actor.clear(); },
        [](Entry& e) { e.payload += " "; },
        [](Entry& e) { e.sealed += '\0'; },
        [](Entry& e) { e.previous[31] = 1; },
        // A byte that moves to the next field.
        [](Entry& e) { e.payload = R"({"v":1)", e.sealed = "}ciphertext"; },
        [](Entry& e) { e.position = 11, e.version = 0; },
    };
    std::set<std::string> hashes;
    for (const auto& change : changes) {
        Entry entry = example();
        change(entry);
        hashes.insert(hex(hash_of(entry)));
    }
    EXPECT_EQ(hashes.size(), changes.size());
}

}  // namespace
}  // namespace fjorten::store
