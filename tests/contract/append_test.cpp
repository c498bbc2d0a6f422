// Appending and reading back: all or nothing, once, at the version that was seen.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

using Appending = EveryStore;
INSTANTIATE_TEST_SUITE_P(Store, Appending, FJ_EVERY_STORE, name_of);

TEST_P(Appending, GivesBackWhatWasWritten) {
    Append append = append_to(first_case, 0, "key-1");
    append.entries = {
        entry_of("contact_received", std::string("\0\xff\x80 bytes", 9)),
        {.type = "plan_made", .occurred_on = day(-30000), .payload = "", .sealed = ""},
        {.type = "note", .occurred_on = calendar::Date::last(), .payload = "Ærø 𝄞", .sealed = "x"}};
    append.row.version = 3;
    const auto appended = store().append(append);
    ASSERT_TRUE(appended.has_value()) << appended.error().message;
    EXPECT_EQ(appended->version, 3);
    EXPECT_FALSE(appended->is_repeated);
    reopen();
    const auto entries = store().read_case(first_case).value();
    ASSERT_EQ(entries.size(), 3U);
    Hash previous{};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        EXPECT_EQ(entry.key, first_case);
        EXPECT_EQ(entry.position, static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(entry.version, static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(entry.type, append.entries[i].type);
        EXPECT_EQ(entry.occurred_on, append.entries[i].occurred_on);
        EXPECT_EQ(entry.payload, append.entries[i].payload);
        EXPECT_EQ(entry.sealed, append.entries[i].sealed);
        EXPECT_EQ(entry.recorded_at, append.recorded_at);
        EXPECT_EQ(entry.actor, append.actor);
        EXPECT_EQ(entry.previous, previous);
        EXPECT_EQ(entry.hash, hash_of(entry));
        previous = entry.hash;
    }
}

TEST_P(Appending, KnowsNothingBeforeTheFirst) {
    EXPECT_TRUE(store().read_case(first_case).value().empty());
    EXPECT_TRUE(store().read_chain("0730", 0, 10).value().empty());
    EXPECT_TRUE(store().municipalities().value().empty());
    EXPECT_FALSE(store().chain_head("0730").value());
    EXPECT_FALSE(store().receipt("0730", "key-1").value());
    EXPECT_FALSE(store().case_row(first_case).value());
    EXPECT_TRUE(store().storage_faults().value().empty());
}

TEST_P(Appending, TakesOnlyTheVersionThatWasSeen) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    EXPECT_EQ(store().append(append_to(first_case, 0, "key-2")).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().append(append_to(first_case, 2, "key-3")).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().append(append_to(second_case, 1, "key-4")).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().append(append_to(first_case, 1, "key-5"))->version, 2);
    EXPECT_EQ(store().read_chain("0730", 0, 10)->size(), 2U);
    EXPECT_TRUE(store().read_case(second_case)->empty());
    EXPECT_FALSE(store().case_row(second_case).value());
    EXPECT_FALSE(store().receipt("0730", "key-2").value()) << "a refused append uses up no key";
}

TEST_P(Appending, WritesARetryOnce) {
    const Append append = append_many(first_case, 0, "key-1", 2);
    ASSERT_TRUE(store().append(append));
    ASSERT_TRUE(store().append(append_to(first_case, 2, "key-2")));
    reopen();
    const auto again = store().append(append);
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->is_repeated);
    EXPECT_EQ(again->version, 2) << "the answer of the first time";
    EXPECT_EQ(store().read_case(first_case)->size(), 3U);
    EXPECT_EQ(store().case_row(first_case).value()->version, 3);
}

TEST_P(Appending, AnswersAKnownKeyWhateverTheCase) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    // Opening a case draws its id anew on every try.
    const auto again = store().append(append_to(second_case, 0, "key-1"));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->is_repeated);
    EXPECT_TRUE(store().read_case(second_case)->empty());
    const auto receipt = store().receipt("0730", "key-1").value();
    ASSERT_TRUE(receipt.has_value());
    EXPECT_EQ(receipt->key, first_case);
    EXPECT_EQ(receipt->version, 1);
    EXPECT_EQ(receipt->fingerprint, "of key-1");
}

TEST_P(Appending, RefusesAKeyForAnotherRequest) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    Append other = append_to(first_case, 1, "key-1");
    other.fingerprint = "another";
    EXPECT_EQ(store().append(other).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().read_case(first_case)->size(), 1U);
}

TEST_P(Appending, KeepsMunicipalitiesApart) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    // The same case id, the same key: nothing of one is known to the other.
    ASSERT_FALSE(store().append(append_to(elsewhere, 0, "key-1"))->is_repeated);
    ASSERT_TRUE(store().append(append_to(first_case, 1, "key-2")));
    EXPECT_EQ(store().municipalities().value(), (std::vector<std::string>{"0730", "0840"}));
    EXPECT_EQ(store().read_chain("0730", 0, 10)->size(), 2U);
    const auto there = store().read_chain("0840", 0, 10).value();
    ASSERT_EQ(there.size(), 1U);
    EXPECT_EQ(there[0].position, 1);
    EXPECT_EQ(there[0].previous, Hash{});
    EXPECT_EQ(store().receipt("0840", "key-1").value()->key, elsewhere);
    EXPECT_FALSE(store().receipt("0840", "key-2").value());
}

TEST_P(Appending, ReadsTheChainInPieces) {
    ASSERT_TRUE(store().append(append_many(first_case, 0, "key-1", 3)));
    ASSERT_TRUE(store().append(append_many(second_case, 0, "key-2", 4)));
    std::int64_t last = 0;
    std::size_t pieces = 0;
    for (;;) {
        const auto piece = store().read_chain("0730", last, 2).value();
        if (piece.empty()) break;
        EXPECT_LE(piece.size(), 2U);
        for (const Entry& entry : piece) EXPECT_EQ(entry.position, ++last);
        ++pieces;
    }
    EXPECT_EQ(last, 7);
    EXPECT_EQ(pieces, 4U);
    EXPECT_EQ(store().chain_head("0730").value()->position, 7);
    EXPECT_EQ(store().chain_head("0730").value()->hash, store().read_chain("0730", 6, 1)->at(0).hash);
    EXPECT_TRUE(store().read_chain("0730", 0, 0)->empty());
    EXPECT_EQ(store().read_chain("0730", -5, 100)->size(), 7U);
}

TEST_P(Appending, RefusesWhatIsBeyondItsBounds) {
    const auto refused = [this](auto change) {
        Append append = append_to(first_case, 0, "key-1");
        append.person = person_of("0730", "person-1", {"aa"});
        append.due = {due_of(first_case, "law.treatment_guarantee")};
        change(append);
        const auto answer = store().append(append);
        return !answer && answer.error().code == ErrorCode::invalid_input;
    };
    EXPECT_TRUE(refused([](Append& a) { a.key.municipality = a.row.key.municipality = "73"; }));
    EXPECT_TRUE(refused([](Append& a) { a.key.case_id.clear(); }));
    EXPECT_TRUE(refused([](Append& a) { a.expected_version = -1; }));
    EXPECT_TRUE(refused([](Append& a) { a.idempotency_key.clear(); }));
    EXPECT_TRUE(refused([](Append& a) { a.idempotency_key.assign(201, 'k'); }));
    EXPECT_TRUE(refused([](Append& a) { a.actor = "\xff"; }));
    EXPECT_TRUE(refused([](Append& a) { a.recorded_at.clear(); }));
    EXPECT_TRUE(refused([](Append& a) { a.entries.clear(); }));
    EXPECT_TRUE(refused([](Append& a) { a.entries[0].type.clear(); }));
    EXPECT_TRUE(refused([](Append& a) { a.entries[0].payload.assign(256 * 1024 + 1, 'p'); }));
    EXPECT_TRUE(refused([](Append& a) { a.entries[0].sealed.assign(256 * 1024 + 1, 's'); }));
    EXPECT_TRUE(refused([](Append& a) { a.entries[0].payload = std::string("a\0b", 3); }));
    EXPECT_TRUE(refused([](Append& a) { a = append_many(first_case, 0, "key-1", 101); }));
    EXPECT_TRUE(refused([](Append& a) { a.row.version = 2; }));
    EXPECT_TRUE(refused([](Append& a) { a.row.key = second_case; }));
    EXPECT_TRUE(refused([](Append& a) { a.due[0].key = elsewhere; }));
    EXPECT_TRUE(refused([](Append& a) { a.due.push_back(a.due[0]); }));
    EXPECT_TRUE(refused([](Append& a) { a.person->municipality = "0840"; }));
    EXPECT_TRUE(refused([](Append& a) { a.person->key_id.clear(); }));
    EXPECT_TRUE(store().municipalities()->empty());
    EXPECT_FALSE(refused([](Append& a) {
        a = append_many(first_case, 0, "key-1", 100);
        a.entries[0].payload.assign(256 * 1024, 'p');
        a.entries[1].sealed.assign(256 * 1024, 's');
    }));
    EXPECT_EQ(store().read_case(first_case)->size(), 100U);
}

TEST_P(Appending, LetsExactlyOneOfTwoAtOnceWin) {
    for (int round = 0; round < 30; ++round) {
        const auto version = static_cast<std::int64_t>(round);
        std::atomic<int> won = 0;
        std::atomic<int> conflicts = 0;
        std::vector<std::thread> racers;
        for (int racer = 0; racer < 4; ++racer) {
            racers.emplace_back([&, racer] {
                const auto key = "key-" + std::to_string(round) + "-" + std::to_string(racer);
                const auto answer = store().append(append_to(first_case, version, key));
                if (answer) {
                    ++won;
                } else if (answer.error().code == ErrorCode::conflict) {
                    ++conflicts;
                }
            });
        }
        for (std::thread& racer : racers) racer.join();
        ASSERT_EQ(won, 1);
        ASSERT_EQ(conflicts, 3);
    }
    EXPECT_EQ(store().read_case(first_case)->size(), 30U);
    EXPECT_TRUE(verify_chain(store(), "0730", {})->empty());
}

TEST_P(Appending, WritesOnceWhenTheSameRequestComesTwiceAtOnce) {
    for (int round = 0; round < 30; ++round) {
        const Append append = append_to(first_case, round, "key-" + std::to_string(round));
        std::atomic<int> first = 0;
        std::atomic<int> repeated = 0;
        std::vector<std::thread> senders;
        for (int sender = 0; sender < 3; ++sender) {
            senders.emplace_back([&] {
                const auto answer = store().append(append);
                if (answer && answer->version == round + 1) ++(answer->is_repeated ? repeated : first);
            });
        }
        for (std::thread& sender : senders) sender.join();
        ASSERT_EQ(first, 1);
        ASSERT_EQ(repeated, 2);
    }
}

TEST_P(Appending, KeepsTheChainWholeUnderManyThreads) {
    std::vector<std::thread> writers;
    std::atomic<bool> is_done = false;
    std::atomic<int> faults = 0;
    std::thread reader([&] {
        while (!is_done) {
            const auto found = verify_chain(store(), "0730", {});
            if (!found || !found->empty()) ++faults;
        }
    });
    for (int writer = 0; writer < 8; ++writer) {
        writers.emplace_back([this, writer, &faults] {
            for (int i = 0; i < 25; ++i) {
                const CaseKey key{i % 5 == 0 ? "0840" : "0730",
                                  "case-" + std::to_string(writer) + "-" + std::to_string(i % 3)};
                const auto seen = store().read_case(key);
                const auto version = static_cast<std::int64_t>(seen->size());
                const auto id = std::to_string(writer) + "-" + std::to_string(i);
                if (!store().append(append_many(key, version, "key-" + id, 1 + i % 3))) ++faults;
            }
        });
    }
    for (std::thread& writer : writers) writer.join();
    is_done = true;
    reader.join();
    EXPECT_EQ(faults, 0);
    const auto municipalities = store().municipalities().value();
    for (const auto& municipality : municipalities) {
        EXPECT_TRUE(verify_chain(store(), municipality, {})->empty()) << municipality;
    }
    EXPECT_EQ(store().chain_head("0730").value()->position + store().chain_head("0840").value()->position,
              8 * (9 * 1 + 8 * 2 + 8 * 3));
}

}  // namespace
}  // namespace fjorten::store
