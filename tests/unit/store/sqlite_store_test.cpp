// What only the store in a file has to cope with: disks that refuse, other processes, files of others.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "contract/samples.h"
#include "faulty_disk.h"
#include "raw_database.h"
#include "store/account_store.h"
#include "support/temp_folder.h"

namespace fjorten::store {
namespace {

namespace fs = std::filesystem;

class RecordFile : public testing::Test {
  protected:
    TempFolder folder_;
    std::string path_ = folder_ / "record.db";

    std::unique_ptr<RecordStore> opened() {
        auto store = sqlite_store(path_);
        EXPECT_TRUE(store.has_value()) << store.error().message;
        return std::move(*store);
    }
    ErrorCode refusal() {
        const auto store = sqlite_store(path_);
        EXPECT_FALSE(store.has_value());
        return store ? ErrorCode::invalid_input : store.error().code;
    }
    static void expect_sound(const RecordStore& store, std::int64_t position) {
        EXPECT_TRUE(verify_chain(store, "0730", {})->empty());
        EXPECT_EQ(store.storage_faults().value(), std::vector<std::string>{});
        EXPECT_EQ(store.chain_head("0730").value().value_or(ChainHead{}).position, position);
    }
};

class OnAFaultyDisk : public RecordFile {
  protected:
    FaultyDisk disk_;
};

// Everybody who is waiting is told, nothing is kept, and it goes on as soon as the disk does.
TEST_F(OnAFaultyDisk, NothingIsHalfWrittenWhenItIsFull) {
    auto store = opened();
    ASSERT_TRUE(store->append(append_to(first_case, 0, "key-0")));
    disk_.room = 0;
    std::atomic<int> unavailable = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer) {
        writers.emplace_back([&store, &unavailable, writer] {
            // Two for each version: who loses against something that is not kept has not lost.
            const auto answer =
                store->append(append_to(first_case, 1 + writer / 4, "key-" + std::to_string(writer + 1)));
            if (!answer && answer.error().code == ErrorCode::unavailable) ++unavailable;
        });
    }
    for (std::thread& writer : writers) writer.join();
    EXPECT_GE(unavailable, 4);
    EXPECT_FALSE(store->project({{append_to(first_case, 0, "unused").row, {}}}));
    EXPECT_EQ(store->read_case(first_case)->size(), 1U);
    EXPECT_FALSE(store->receipt("0730", "key-1").value());
    EXPECT_EQ(store->case_row(first_case).value()->version, 1);
    disk_.room = FaultyDisk::plenty;
    const auto again = store->append(append_to(first_case, 1, "key-1"));
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_FALSE(again->is_repeated);
    expect_sound(*store, 2);
    store.reset();
    expect_sound(*opened(), 2);
}

TEST_F(OnAFaultyDisk, ItMayFillUpAnywhereInAnAppend) {
    auto store = opened();
    std::int64_t version = 0;
    int refused = 0;
    for (std::int64_t room = 0; room < 150000; room += 1999) {
        disk_.room = room;
        Append append = append_many(first_case, version, "key-" + std::to_string(room), 3);
        append.entries[1].sealed.assign(20000, 's');
        append.person = person_of("0730", "person-1", {std::to_string(room)});
        const auto answer = store->append(append);
        disk_.room = FaultyDisk::plenty;
        if (answer) {
            version = answer->version;
        } else {
            EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
            ++refused;
        }
        ASSERT_EQ(store->read_case(first_case)->size(), static_cast<std::size_t>(version));
        ASSERT_EQ(store->find_people("0730", {std::to_string(room)})->size(), answer ? 1U : 0U);
    }
    EXPECT_GT(refused, 10);
    EXPECT_GT(version, 30);
    expect_sound(*store, version);
    store.reset();
    expect_sound(*opened(), version);
}

TEST_F(OnAFaultyDisk, WhatDidNotReachItIsNotAcknowledged) {
    auto store = opened();
    ASSERT_TRUE(store->append(append_to(first_case, 0, "key-0")));
    disk_.fails_to_sync = true;
    EXPECT_EQ(store->append(append_to(first_case, 1, "key-1")).error().code, ErrorCode::unavailable);
    EXPECT_EQ(store->read_case(first_case)->size(), 1U);
    disk_.fails_to_sync = false;
    EXPECT_EQ(store->append(append_to(first_case, 1, "key-1"))->version, 2);
    expect_sound(*store, 2);
    store.reset();
    expect_sound(*opened(), 2);
}

TEST_F(RecordFile, HasOneWriter) {
    auto store = opened();
    EXPECT_EQ(refusal(), ErrorCode::unavailable);
    store.reset();
    EXPECT_EQ(opened()->append(append_to(first_case, 0, "key-0"))->version, 1);
}

TEST_F(RecordFile, CanBeLookedAtBesideItsWriter) {
    EXPECT_EQ(sqlite_reader(path_).error().code, ErrorCode::not_found);
    auto store = opened();
    ASSERT_TRUE(store->append(append_to(first_case, 0, "key-0")));
    const auto reader = sqlite_reader(path_).value();
    expect_sound(*reader, 1);
    ASSERT_TRUE(store->append(append_to(first_case, 1, "key-1")));
    expect_sound(*reader, 2);
    EXPECT_EQ(reader->append(append_to(first_case, 2, "key-2")).error().code, ErrorCode::forbidden);
    EXPECT_EQ(reader->drop_projections("0730").error().code, ErrorCode::forbidden);
    store.reset();
    expect_sound(*reader, 2);
    expect_sound(*sqlite_reader(path_).value(), 2);
}

TEST_F(RecordFile, IsItsOwnersAlone) {
    const auto store = opened();
    ASSERT_TRUE(store->append(append_to(first_case, 0, "key-0")));
    for (const char* end : {"", "-wal", "-shm"}) {
        struct stat status{};
        ASSERT_EQ(stat((path_ + end).c_str(), &status), 0) << end;
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << end;
    }
}

TEST_F(RecordFile, MovesItsLogWhenNobodyWrites) {
    const auto store = opened();
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(store->append(append_to(first_case, i, std::to_string(i))));
    EXPECT_GT(fs::file_size(path_ + "-wal"), 0U);
    for (int i = 0; i < 100 && fs::file_size(path_ + "-wal") > 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    EXPECT_EQ(fs::file_size(path_ + "-wal"), 0U);
    EXPECT_TRUE(store->append(append_to(first_case, 20, "20")));
    expect_sound(*store, 21);
}

TEST_F(RecordFile, KeepsItsLogWithinBounds) {
    const TempFolder fast("/dev/shm");
    const auto store = sqlite_store(fast / "record.db").value();
    Append append = append_many(first_case, 0, "", 100);
    for (NewEntry& entry : append.entries) entry.sealed.assign(8000, 's');
    std::uintmax_t largest = 0;
    for (int i = 0; i < 60; ++i) {
        append.idempotency_key = std::to_string(i);
        append.row.version = append.expected_version + 100;
        ASSERT_TRUE(store->append(append));
        append.expected_version = append.row.version;
        largest = std::max(largest, fs::file_size(fast / "record.db-wal"));
    }
    EXPECT_LT(largest, 20U * 1024 * 1024);
    EXPECT_GT(fs::file_size(fast / "record.db"), 40U * 1024 * 1024);
}

TEST_F(RecordFile, OfAnotherProgramIsLeftAlone) {
    std::ofstream(path_) << std::string(5000, 'x');
    EXPECT_EQ(refusal(), ErrorCode::corrupt);
    EXPECT_EQ(sqlite_reader(path_).error().code, ErrorCode::corrupt);
    fs::remove(path_);
    { RawDatabase(path_).run("CREATE TABLE mine (x); PRAGMA user_version = 1"); }
    EXPECT_EQ(refusal(), ErrorCode::corrupt);
    EXPECT_EQ(sqlite_reader(path_).error().code, ErrorCode::corrupt);
    EXPECT_EQ(AccountStore::open(path_).error().code, ErrorCode::corrupt);
}

TEST_F(RecordFile, OfALaterVersionIsLeftAlone) {
    opened().reset();
    { RawDatabase(path_).run("PRAGMA user_version = 999"); }
    EXPECT_EQ(refusal(), ErrorCode::unavailable);
    EXPECT_EQ(sqlite_reader(path_).error().code, ErrorCode::unavailable);
}

TEST_F(RecordFile, RefusesToChangeOrDeleteAnEntry) {
    opened()->append(append_to(first_case, 0, "key-0")).value();
    RawDatabase raw(path_);
    EXPECT_FALSE(raw.tries("UPDATE entry SET actor = 'somebody else'"));
    EXPECT_FALSE(raw.tries("DELETE FROM entry"));
    EXPECT_TRUE(raw.tries("DELETE FROM case_row"));
}

TEST_F(RecordFile, IsNotContinuedAfterItWasCutOff) {
    opened()->append(append_many(first_case, 0, "key-0", 5)).value();
    { RawDatabase(path_).run("DROP TRIGGER entry_stays; DELETE FROM entry WHERE position > 3"); }
    EXPECT_EQ(refusal(), ErrorCode::corrupt);
    const auto faults = verify_chain(*sqlite_reader(path_).value(), "0730", {}).value();
    ASSERT_FALSE(faults.empty());
    EXPECT_EQ(faults[0].code, "end");
    EXPECT_EQ(faults[0].position, 4);
}

TEST_F(RecordFile, CannotBeMadeWhereThereIsNoFolder) {
    EXPECT_EQ(sqlite_store(folder_ / "none/record.db").error().code, ErrorCode::unavailable);
    EXPECT_EQ(AccountStore::open(folder_ / "none/accounts.db").error().code, ErrorCode::unavailable);
}

TEST_F(RecordFile, OfAccountsMayBeOpenTwice) {
    const auto server = AccountStore::open(folder_ / "accounts.db").value();
    const auto command = AccountStore::open(folder_ / "accounts.db").value();
    Account account;
    account.id = account.name = "anna";
    ASSERT_TRUE(command->put(account));
    EXPECT_EQ(server->by_name("anna").value(), account);
}

}  // namespace
}  // namespace fjorten::store
