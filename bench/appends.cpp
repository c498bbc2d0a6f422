// Durable appends per second, from one thread and from many at once: one entry of 400 bytes with its receipt,
// its row of the list and three deadlines. Prints one JSON line per number of threads.
// usage: fjorten_append_bench [FOLDER]   where to write; what is there is left alone
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "contract/samples.h"
#include "store/record_store.h"
#include "support/temp_folder.h"

namespace {

using namespace fjorten;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds warming{1};
constexpr std::chrono::seconds measured{4};

/// Appends to cases of its own until `end`; times of those that began after `begin`.
std::vector<double> append_until(store::RecordStore& records, int writer, Clock::time_point begin,
                                 Clock::time_point end) {
    std::vector<double> times;
    for (int count = 0;; ++count) {
        const store::CaseKey key{"0730", fmt::format("{}-{}", writer, count / 20)};
        auto append = store::append_to(key, count % 20, fmt::format("{}-{}", writer, count));
        append.entries[0].sealed.assign(400, 's');
        for (int i = 0; i < 3; ++i)
            append.due.push_back(store::due_of(key, "law.treatment_guarantee", i + 1));
        const auto started = Clock::now();
        if (started >= end) return times;
        if (!records.append(append)) std::abort();
        const std::chrono::duration<double, std::micro> took = Clock::now() - started;
        if (started >= begin) times.push_back(took.count());
    }
}

std::vector<double> measure(const std::string& parent, int threads) {
    const TempFolder folder(parent);
    const auto records = store::sqlite_store(folder / "record.db").value();
    const auto begin = Clock::now() + warming;
    std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
    std::vector<std::thread> writers;
    for (int writer = 0; writer < threads; ++writer) {
        writers.emplace_back([&records, &times, writer, begin] {
            times[static_cast<std::size_t>(writer)] = append_until(*records, writer, begin, begin + measured);
        });
    }
    for (std::thread& writer : writers) writer.join();
    std::vector<double> all;
    for (const auto& one : times) all.insert(all.end(), one.begin(), one.end());
    std::ranges::sort(all);
    return all;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string parent = argc > 1 ? argv[1] : std::filesystem::temp_directory_path().string();
    for (const int threads : {1, 16, 64}) {
        const auto times = measure(parent, threads);
        if (times.empty()) return EXIT_FAILURE;
        const double seconds = std::chrono::duration<double>(measured).count();
        fmt::print(
            "{{\"store\":\"sqlite\",\"threads\":{},\"appends_per_second\":{:.0f},\"p50_us\":{:.0f},"
            "\"p99_us\":{:.0f}}}\n",
            threads, static_cast<double>(times.size()) / seconds, times[times.size() / 2],
            times[times.size() * 99 / 100]);
    }
    return EXIT_SUCCESS;
}
