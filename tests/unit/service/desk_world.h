// A desk on memory stores, with a clock that a test sets and chance that repeats.
#pragma once
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/assert.h"
#include "base/document.h"
#include "service/record_desk.h"
#include "service/sessions.h"
#include "support/real_rulebooks.h"

namespace fjorten::service {

inline calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }
inline Document yaml(std::string text) { return *read_document(std::move(text), "event"); }

/// Time and chance of a test.
struct World {
    calendar::Date today = day("2026-03-17");
    int milliseconds = 0;
    int seconds = 0;  // since nine o'clock
    std::mt19937_64 chance{14};

    Surroundings surroundings() {
        return {.today = [this] { return today; },
                .now = [this] { return now(); },
                .random_id = [this](std::size_t count) { return random(count); }};
    }

  private:
    std::string now() {
        ++milliseconds;
        const int at = seconds + 9 * 3600;
        char text[48];
        std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d.%03dZ", today.iso().c_str(), at / 3600 % 24,
                      at / 60 % 60, at % 60, milliseconds % 1000);
        return text;
    }
    std::string random(std::size_t count) {
        static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += alphabet[chance() % alphabet.size()];
        return out;
    }
};

class DeskTest : public testing::Test {
  protected:
    World world;
    CaseDesk calculator{real_rulebooks()};
    std::unique_ptr<store::RecordStore> records = store::memory_store();
    std::unique_ptr<store::AccountStore> accounts = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault = vault::Vault::in_memory();
    RecordDesk desk{calculator, *records, *accounts, *vault, world.surroundings()};
    Who mette{.account_id = "mette",
              .display_name = "Mette",
              .municipality = "0730",
              .role = Role::caseworker,
              .unit = {}};
    int keys = 0;

    void SetUp() override { add_account("mette", "0730", "caseworker"); }

    void add_account(const std::string& id, const std::string& municipality, const std::string& role) {
        store::Account account;
        account.id = account.name = id;
        account.municipality = municipality;
        account.role = role;
        account.display_name = id + " B.";
        ASSERT_TRUE(accounts->put(account));
    }

    Sender by(const Who& who) {
        return {.who = who, .idempotency_key = "test-key-" + std::to_string(++keys)};
    }
    Sender by_mette() { return by(mette); }

    static OpenCase contact(const std::string& name, const std::string& on) {
        OpenCase command;
        command.person.name = name;
        command.case_file = yaml("{person: {born: 1990-05-01, residence: '0730'}, events: [{on: " + on +
                                 ", event: contact_received, channel: phone}]}");
        return command;
    }

    /// The number of a new case.
    std::string open(const OpenCase& command) {
        const auto done = desk.open_case(by_mette(), command);
        FJ_ASSERT(done.has_value());
        return done->key.case_id;
    }

    Outcome<Done> record(const std::string& case_id, std::int64_t version, const std::string& event,
                         Timing timing = Timing::before_it_happens, const std::string& reason = {}) {
        return desk.record_event(by_mette(), {.case_id = case_id,
                                              .expected_version = version,
                                              .event = yaml(event),
                                              .timing = timing,
                                              .pass_reason = reason});
    }

    CaseView view(const std::string& case_id, std::optional<calendar::Date> on = {},
                  std::optional<calendar::Date> as_known = {}) {
        auto seen = desk.view(mette, case_id, on, as_known);
        FJ_ASSERT(seen.has_value());
        return std::move(*seen);
    }
};

/// The codes of the diagnostics that an outcome failed with; empty if it did not fail so.
template <class T>
std::vector<std::string> codes(const Outcome<T>& outcome) {
    std::vector<std::string> found;
    if (outcome || !std::holds_alternative<Diagnostics>(outcome.error())) return found;
    for (const auto& diagnostic : std::get<Diagnostics>(outcome.error())) found.push_back(diagnostic.code);
    return found;
}

template <class Why, class T>
bool failed_with(const Outcome<T>& outcome) {
    return !outcome && std::holds_alternative<Why>(outcome.error());
}

inline std::string state_of(const engine::Evaluation& evaluation, std::string_view clock) {
    for (const auto& result : evaluation.clocks) {
        if (result.rule->id == clock) return std::string(engine::name_of(result.state));
    }
    return "none";
}

}  // namespace fjorten::service
