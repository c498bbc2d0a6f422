// usage: fjorten_crash ROUNDS [SEED]
// In each round a process writes to the record and to the keys from several threads until it is killed at a
// moment drawn by chance; then everything it acknowledged has to be there, nothing may be half saved, and the
// chain has to be whole. The seed is printed; moments of a process cannot be repeated exactly.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>

#include "inspection.h"
#include "load.h"
#include "support/temp_folder.h"

namespace {

using namespace fjorten;

constexpr int rounds_per_folder = 25;  // so that looking at everything stays quick
constexpr int longest_life_ms = 200;

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && !text.empty() ? number : otherwise;
}

/// Whether the process lived until it was killed.
bool kill_one(const std::string& folder, std::mt19937_64& random, crash::Acknowledged& acknowledged) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return false;
    const std::uint64_t seed = random();
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        crash::write_until_killed(folder, ends[1], seed);
    }
    close(ends[1]);
    std::thread killer([child, &random] {
        std::this_thread::sleep_for(std::chrono::microseconds(random() % (longest_life_ms * 1000)));
        kill(child, SIGKILL);
    });
    std::string lines;
    std::array<char, 65536> buffer{};
    for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
        lines.append(buffer.data(), static_cast<std::size_t>(got));
    }
    close(ends[0]);
    killer.join();
    int status = 0;
    waitpid(child, &status, 0);
    for (std::size_t from = 0, end = 0; (end = lines.find('\n', from)) != std::string::npos; from = end + 1) {
        acknowledged.take(lines.substr(from, end - from));
    }
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace

int main(int argc, char** argv) {
    const auto rounds = number_of(argc > 1 ? argv[1] : "", 20);
    const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    const auto seed = number_of(argc > 2 ? argv[2] : "", now);
    fmt::print("{} kills, seed {}\n", rounds, seed);
    std::mt19937_64 random(seed);
    std::size_t appends = 0;
    std::size_t keys = 0;
    std::unique_ptr<TempFolder> folder;
    crash::Acknowledged acknowledged;
    for (std::uint64_t round = 1; round <= rounds; ++round) {
        if (round % rounds_per_folder == 1) {
            folder = std::make_unique<TempFolder>();
            acknowledged = {};
        }
        const std::size_t before = acknowledged.appends.size();
        const std::size_t keys_before = acknowledged.keys_made;
        const bool was_killed = kill_one(folder->path(), random, acknowledged);
        const auto wrong = crash::inspect(folder->path(), acknowledged);
        for (const std::string& what : wrong) fmt::print("round {}: {}\n", round, what);
        if (!was_killed) fmt::print("round {}: the writing process ended by itself\n", round);
        if (!was_killed || !wrong.empty()) return EXIT_FAILURE;
        appends += acknowledged.appends.size() - before;
        keys += acknowledged.keys_made - keys_before;
        if (round % 50 == 0) fmt::print("{} kills, {} appends, {} keys\n", round, appends, keys);
        std::fflush(stdout);
    }
    fmt::print("{} kills: {} acknowledged appends and {} keys are all there, nothing is half saved\n", rounds,
               appends, keys);
    // A test in which nothing was written would prove nothing.
    return appends >= rounds ? EXIT_SUCCESS : EXIT_FAILURE;
}
