#include "load.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "contract/samples.h"
#include "store/record_store.h"
#include "vault/vault.h"

namespace fjorten::crash {

namespace {

constexpr int writers = 8;

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "the writing process: %s\n", what.c_str());
    std::_Exit(EXIT_FAILURE);
}

// At most PIPE_BUF bytes: a line is whole or not there.
void tell(int pipe, const std::string& line) {
    if (::write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        fail("the pipe is gone");
}

store::Append next_append(const store::RecordStore& records, const store::CaseKey& key,
                          const std::string& idempotency_key, int entries) {
    const auto before = records.read_case(key);
    if (!before) fail(before.error().message);
    const std::string mark = mark_of(idempotency_key, entries);
    auto append =
        store::append_many(key, static_cast<std::int64_t>(before->size()), idempotency_key, entries);
    for (auto& entry : append.entries) entry.payload = mark;
    append.row.rulebooks = mark;
    append.row.person_id = key.case_id;
    append.person = store::person_of(key.municipality, key.case_id, {mark});
    append.person->sealed = mark;
    for (int i = 0; i < entries; ++i) {
        append.due.push_back(store::due_of(key, "law.clock", i + 1));
        append.due.back().state = mark;
    }
    return append;
}

[[noreturn]] void keep_appending(store::RecordStore& records, int pipe, std::uint64_t seed, int writer) {
    std::mt19937_64 random(seed + static_cast<std::uint64_t>(writer));
    for (int count = 0;; ++count) {
        const char* municipality = random() % 3 == 0 ? "0840" : "0730";
        // Mostly cases of its own; one that all want.
        const std::string case_id = random() % 5 == 0 ? "wanted" : fmt::format("{}-{}", writer, random() % 4);
        const auto key = fmt::format("{:x}-{}-{}", seed, writer, count);
        const auto append =
            next_append(records, {municipality, case_id}, key, 1 + static_cast<int>(random() % 4));
        auto answer = records.append(append);
        if (!answer && answer.error().code == ErrorCode::conflict && case_id == "wanted") continue;
        if (!answer) fail(answer.error().message);
        tell(pipe, fmt::format("A {} {} {} {}\n", municipality, case_id, answer->version, key));
        if (random() % 10 != 0) continue;
        answer = records.append(append);
        if (!answer || !answer->is_repeated) fail("a retry was not known");
    }
}

[[noreturn]] void keep_changing_keys(vault::Vault& keys, int pipe, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<vault::KeyId> made;
    for (;;) {
        const auto key = keys.make_key();
        if (!key) fail(key.error().message);
        tell(pipe, fmt::format("K {}\n", *key));
        made.push_back(*key);
        if (random() % 3 != 0) continue;
        const std::size_t chosen = random() % made.size();
        tell(pipe, fmt::format("W {}\n", made[chosen]));
        if (auto destroyed = keys.destroy_key(made[chosen]); !destroyed) fail(destroyed.error().message);
        tell(pipe, fmt::format("D {}\n", made[chosen]));
        made.erase(made.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
}

}  // namespace

std::string mark_of(const std::string& idempotency_key, int entries) {
    return fmt::format("{}/{}", idempotency_key, entries);
}

void write_until_killed(const std::string& folder, int pipe, std::uint64_t seed) {
    const auto records = store::sqlite_store(folder + "/record.db");
    if (!records) fail(records.error().message);
    const auto keys = vault::Vault::open(folder + "/keys");
    if (!keys) fail(keys.error().message);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back(
            [&records, pipe, seed, writer] { keep_appending(**records, pipe, seed, writer); });
    }
    keep_changing_keys(**keys, pipe, seed);
}

}  // namespace fjorten::crash
