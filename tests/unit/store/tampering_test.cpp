// Whoever changes anything in an entry is found out, with its position.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "contract/samples.h"
#include "raw_database.h"
#include "support/temp_folder.h"

namespace fjorten::store {
namespace {

namespace fs = std::filesystem;

std::string text_of(const Hash& hash) { return {hash.begin(), hash.end()}; }

class Tampering : public testing::Test {
  protected:
    TempFolder folder_{"/dev/shm"};
    std::string path_ = folder_ / "record.db";
    std::string sound_;           // bytes of the file
    std::vector<Entry> entries_;  // of 0730

    void SetUp() override {
        {
            const auto store = sqlite_store(path_).value();
            for (int i = 0; i < 6; ++i) {
                const CaseKey& key = i % 2 == 0 ? first_case : second_case;
                Append append = append_many(key, i / 2, "key-" + std::to_string(i), 1);
                append.actor = "account-" + std::to_string(i);
                append.row.assigned_to = "nobody";  // the lists name no account of the entries
                append.recorded_at = fmt::format("2026-03-02T09:15:2{}.123Z", i);
                append.entries[0] = {.type = fmt::format("type_{}", i),
                                     .occurred_on = day(i * 31),
                                     .payload = fmt::format(R"({{"v":"payload {}"}})", i),
                                     .sealed = fmt::format("sealed text number {}", i)};
                ASSERT_TRUE(store->append(append));
                append.key = append.row.key = {"0840", append.key.case_id};
                ASSERT_TRUE(store->append(append));
            }
            entries_ = store->read_chain("0730", 0, 100).value();
            ASSERT_EQ(entries_.size(), 6U);
        }
        std::ifstream file(path_, std::ios::binary);
        sound_.assign(std::istreambuf_iterator<char>(file), {});
    }

    void put(const std::string& bytes) {
        for (const char* end : {"-wal", "-shm"}) fs::remove(path_ + end);
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    }

    /// Positions at which `municipality` has a fault. 0 stands for one that the file itself has.
    std::set<std::int64_t> faults(const std::string& municipality = "0730") {
        std::set<std::int64_t> positions;
        const auto reader = sqlite_reader(path_);
        if (!reader) return {0};
        const auto found = verify_chain(**reader, municipality, {});
        if (!found) return {0};
        for (const ChainFault& fault : *found) positions.insert(fault.position);
        return positions;
    }

    /// Changes one column of one entry with SQL.
    std::set<std::int64_t> after(std::int64_t position, const std::string& set) {
        put(sound_);
        {
            RawDatabase raw(path_);
            raw.run("DROP TRIGGER entry_is_final");
            raw.run(fmt::format("UPDATE entry SET {} WHERE municipality = '0730' AND position = {}", set,
                                position));
            EXPECT_EQ(raw.changed_rows(), 1);
        }
        return faults();
    }
};

TEST_F(Tampering, ASoundFileHasNoFault) {
    put(sound_);
    EXPECT_TRUE(faults().empty());
    EXPECT_TRUE(faults("0840").empty());
}

TEST_F(Tampering, EveryByteOfEveryColumnCounts) {
    for (const Entry& entry : entries_) {
        const std::vector<std::pair<std::string, std::string>> columns = {
            {"case_id", entry.key.case_id},
            {"type", entry.type},
            {"recorded_at", entry.recorded_at},
            {"occurred_on", entry.occurred_on.iso()},
            {"actor", entry.actor},
            {"payload", entry.payload},
            {"sealed", entry.sealed},
            {"previous", text_of(entry.previous)},
            {"hash", text_of(entry.hash)}};
        for (const auto& [column, value] : columns) {
            const bool is_blob = column == "sealed" || column == "previous" || column == "hash";
            for (std::size_t at = 0; at < value.size(); at += is_blob ? 5 : 1) {
                std::string changed = value;
                changed[at] = static_cast<char>(changed[at] ^ 1);
                std::string hex;
                for (const char c : changed) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
                const std::string blob = "x'" + hex + "'";
                const std::string literal = is_blob ? blob : "CAST(" + blob + " AS TEXT)";
                EXPECT_TRUE(after(entry.position, column + " = " + literal).contains(entry.position))
                    << column << " byte " << at << " of entry " << entry.position;
            }
        }
    }
}

TEST_F(Tampering, NumbersAndLengthsCount) {
    for (const Entry& entry : entries_) {
        for (const char* set :
             {"version = version + 1000", "version = -version", "payload = ''", "sealed = x''",
              "payload = payload || ' '", "hash = x''", "previous = zeroblob(33)", "occurred_on = ''",
              "occurred_on = '2026-02-30'", "actor = ''"}) {
            EXPECT_TRUE(after(entry.position, set).contains(entry.position))
                << set << " of " << entry.position;
        }
    }
}

// Where an entry is gone from its place, the next one tells, or the end.
TEST_F(Tampering, MissingAndMovedEntriesCount) {
    for (const Entry& entry : entries_) {
        for (const char* set :
             {"position = position + 1000", "position = -position", "municipality = '0751'"}) {
            const auto found = after(entry.position, set);
            EXPECT_TRUE(found.contains(entry.position) || found.contains(entry.position + 1))
                << set << " of " << entry.position;
        }
    }
    put(sound_);
    {
        RawDatabase raw(path_);
        raw.run("DROP TRIGGER entry_stays");
        raw.run("DELETE FROM entry WHERE municipality = '0730' AND position = 3");
    }
    EXPECT_TRUE(faults().contains(4));
    EXPECT_TRUE(faults("0840").empty());
}

TEST_F(Tampering, AChainWrittenAnewFromSomewhereIsNotTheOneTheHeadNames) {
    put(sound_);
    Entry entry = entries_.back();
    entry.actor = "somebody else";
    const Hash hash = hash_of(entry);
    std::string hex;
    for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
    EXPECT_EQ(after(6, "actor = 'somebody else', hash = x'" + hex + "'"), std::set<std::int64_t>{6});
}

TEST_F(Tampering, ListsBehindTheirCaseCount) {
    put(sound_);
    {
        RawDatabase(path_).run(
            "UPDATE case_row SET version = 2 WHERE case_id = '26-AAAA' AND municipality = '0730'");
    }
    const auto found = verify_chain(*sqlite_reader(path_).value(), "0730", {}).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "projection");
    EXPECT_EQ(found[0].position, 5);
    EXPECT_EQ(found[0].case_id, "26-AAAA");
}

// Past SQL: one bit anywhere in what the file holds of an entry.
TEST_F(Tampering, EveryByteInTheFileCounts) {
    int tried = 0;
    for (const Entry& entry : entries_) {
        for (const std::string& value : {entry.sealed, entry.payload, entry.actor, entry.recorded_at,
                                         entry.occurred_on.iso(), entry.type, text_of(entry.hash)}) {
            for (std::size_t at = sound_.find(value); at != std::string::npos;
                 at = sound_.find(value, at + 1)) {
                for (std::size_t byte = at; byte < at + value.size(); byte += 3) {
                    std::string changed = sound_;
                    changed[byte] = static_cast<char>(changed[byte] ^ 4);
                    put(changed);
                    // The same texts are in both chains; the hash is also the head's and the next one's.
                    auto found = faults();
                    found.merge(faults("0840"));
                    EXPECT_TRUE(found.contains(entry.position) || found.contains(entry.position + 1) ||
                                found.contains(0))
                        << "byte " << byte << " of entry " << entry.position;
                    ++tried;
                }
            }
        }
    }
    EXPECT_GT(tried, 300);
}

// Nothing in a damaged file makes the program fall over, and no damage to entries goes unseen.
TEST_F(Tampering, DamageAnywhereIsSurvived) {
    for (std::size_t at = 0; at < sound_.size(); at += 61) {
        std::string changed = sound_;
        for (std::size_t i = at; i < std::min(at + 8, changed.size()); ++i)
            changed[i] = static_cast<char>(~changed[i]);
        put(changed);
        const auto reader = sqlite_reader(path_);
        if (!reader) continue;
        const auto storage = (*reader)->storage_faults();
        const auto entries = (*reader)->read_chain("0730", 0, 100);
        const bool is_same = entries.has_value() && *entries == entries_;
        if (!is_same) {
            EXPECT_TRUE(!storage || !storage->empty() || !faults().empty()) << "damage at " << at;
        }
    }
}

}  // namespace
}  // namespace fjorten::store
