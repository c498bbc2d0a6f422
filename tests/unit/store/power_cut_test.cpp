// The power goes while many write: a process that is killed leaves all it wrote in the memory of the machine,
// and this is what it leaves on the disk.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "contract/samples.h"
#include "faulty_disk.h"
#include "support/temp_folder.h"

namespace fjorten::store {
namespace {

using Acknowledged = std::map<std::string, std::int64_t>;  // version by idempotency key

constexpr int most_appends = 200;  // of each writer, or the files grow faster than they can be looked at

/// What was found after one cut, and what had been promised before it.
struct Found {
    std::map<std::string, std::string> files;
    Acknowledged promised;
};

class PowerCut : public testing::Test {
  protected:
    FaultyDisk disk_;
    std::mutex mutex_;
    Acknowledged acknowledged_;
    std::atomic<bool> is_over_ = false;

    void write_until_over(RecordStore& store, int writer) {
        const CaseKey key{"0730", "case-" + std::to_string(writer)};
        for (int count = 0; count < most_appends && !is_over_; ++count) {
            Append append = append_to(key, count, std::to_string(writer) + "-" + std::to_string(count));
            // Large, so that the log is moved into the database while others write.
            append.entries[0].sealed.assign(writer % 2 == 0 ? 40'000 : 300, 's');
            append.person = person_of("0730", key.case_id, {append.idempotency_key});
            const auto answer = store.append(append);
            ASSERT_TRUE(answer.has_value()) << answer.error().message;
            const std::lock_guard lock(mutex_);
            acknowledged_.emplace(append.idempotency_key, answer->version);
        }
    }

    std::vector<Found> write_and_cut(const std::string& path, int cuts, std::mt19937_64& random) {
        acknowledged_.clear();
        is_over_ = false;
        const auto store = sqlite_store(path).value();
        std::vector<std::thread> writers;
        for (int writer = 0; writer < 8; ++writer) {
            writers.emplace_back([this, &store, writer] { write_until_over(*store, writer); });
        }
        std::vector<Found> all;
        for (int cut = 0; cut < cuts; ++cut) {
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
            Found found;
            {
                const std::lock_guard lock(mutex_);
                found.promised = acknowledged_;
            }
            // What is promised was so before the power goes.
            found.files = disk_.after_power_cut(path, random);
            all.push_back(std::move(found));
        }
        is_over_ = true;
        for (std::thread& writer : writers) writer.join();
        return all;
    }

    static void inspect(const Found& found) {
        const TempFolder folder("/dev/shm");
        for (const auto& [path, bytes] : found.files) {
            std::ofstream(folder / std::filesystem::path(path).filename().string(), std::ios::binary)
                << bytes;
        }
        const auto store = sqlite_store(folder / "record.db");
        ASSERT_TRUE(store.has_value()) << store.error().message;
        EXPECT_EQ((*store)->storage_faults().value(), std::vector<std::string>{});
        EXPECT_TRUE(verify_chain(**store, "0730", {})->empty());
        for (const auto& [key, version] : found.promised) {
            const auto receipt = (*store)->receipt("0730", key).value();
            ASSERT_TRUE(receipt.has_value()) << "lost " << key;
            EXPECT_EQ(receipt->version, version);
        }
    }
};

TEST_F(PowerCut, LosesNothingThatWasAcknowledged) {
    std::mt19937_64 random(20261122);
    std::size_t promised = 0;
    for (int round = 0; round < 4; ++round) {
        const TempFolder folder("/dev/shm");
        const std::string path = folder / "record.db";
        const auto all = write_and_cut(path, 5, random);
        for (const Found& found : all) inspect(found);
        promised += all.back().promised.size();
    }
    EXPECT_GT(promised, 200U);
}

}  // namespace
}  // namespace fjorten::store
