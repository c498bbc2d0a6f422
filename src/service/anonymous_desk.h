// What somebody writes without saying who they are (SEL 101 a, stk. 3), and the answers to it. Beside the
// record: no person, no case, no account, no time of day. Decision 0019.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/filing.h"
#include "service/guess_brake.h"
#include "service/outcome.h"
#include "service/record_desk.h"
#include "service/return_code.h"
#include "store/thread_store.h"

namespace fjorten::service {

/// What the writer asked for first.
enum class Wish { answer, call, meeting };
std::string_view name_of(Wish wish);
std::optional<Wish> wish_from(std::string_view name);

enum class Side { writer, staff };
/// What the writer said to a time that was proposed.
enum class Fits { not_said, yes, no };

struct Utterance {
    Side from = Side::writer;
    calendar::Date on;
    std::string text;
    std::string proposal;  // of staff: a time and a place, in words
    Fits fits = Fits::not_said;
};

struct Conversation {
    std::string id;
    calendar::Date opened_on, last_on;
    store::ThreadState state = store::ThreadState::waiting;
    Wish wish = Wish::answer;
    std::string reach;  // where and when the writer can be called, in their words
    std::vector<Utterance> said;

    /// A time that staff proposed last and that the writer has not answered; nullptr if there is none.
    const Utterance* open_proposal() const;
    std::int64_t version() const { return static_cast<std::int64_t>(said.size()); }
};

struct Beginning {
    std::string municipality;  // four digits
    Wish wish = Wish::answer;
    std::string text, reach;
};

/// Calls may come from several threads at once.
class AnonymousDesk {
  public:
    static constexpr std::size_t most_characters = 4000;  // of a text
    static constexpr std::size_t most_reach = 200;        // of `reach` and of a proposal
    static constexpr std::int64_t most_messages = 200;    // of a thread
    static constexpr std::int64_t most_new_a_day = 200;   // threads of a municipality

    /// All must outlive the desk.
    AnonymousDesk(store::ThreadStore& threads, const store::AccountStore& accounts, vault::Vault& vault,
                  const rulebook::Filing& filing, Surroundings surroundings)
        : threads_(threads),
          accounts_(accounts),
          vault_(vault),
          filing_(filing),
          surroundings_(std::move(surroundings)) {}

    /// Whether somebody there can answer: it has accounts here, and there are words to make codes of.
    bool receives(std::string_view municipality) const;
    /// How long something is kept after the last message, and whether the municipality stands by it; nullptr
    /// if nothing says so.
    const rulebook::Keeping* keeping() const;

    // What the writer does. Texts are cut to nothing: what is too long or empty is `invalid_input`.

    /// A new thread; gives its return code, which is nowhere afterwards. `unavailable` if too many have been
    /// begun today or the disk refuses, `forbidden` if the municipality does not receive here.
    Result<std::string> begin(const Beginning& beginning);
    TypedCode read_code(std::string_view typed) const;
    /// `not_found` for a code of no thread; guessing makes `wait` longer.
    Result<Conversation> look(std::string_view code);
    /// `said.fits` answers the open proposal; with it `said.text` may be empty. The same once more is not
    /// written again. `not_found`; `conflict` if the thread is full or somebody wrote at the same moment.
    Result<void> write(std::string_view code, const Utterance& said);
    /// How long the answer to any code has to take.
    std::chrono::milliseconds wait();

    // What staff does: Permission::answer_anonymous, in their municipality.

    /// Waiting ones first, the one waiting longest on top.
    Outcome<std::vector<Conversation>> all(const Who& who) const;
    Outcome<Conversation> one(const Who& who, std::string_view id) const;
    /// `seen`: the version that the answer is to (Conflict otherwise).
    Outcome<void> answer(const Who& who, std::string_view id, std::int64_t seen, const Utterance& said);
    /// Nothing more to do; a new message opens it again.
    Outcome<void> close(const Who& who, std::string_view id, std::int64_t seen);

    /// Destroys keys and texts of what was quiet for longer than a confirmed rule keeps it; gives how many.
    Result<std::size_t> dispose();

  private:
    Result<void> check(const Utterance& said) const;
    Result<store::Thread> thread_of(std::string_view code);
    Outcome<store::Thread> thread_of(const Who& who, std::string_view id) const;
    Result<Conversation> opened(const store::Thread& thread) const;
    Result<void> append(const store::Thread& thread, const Utterance& said, std::string_view role,
                        store::ThreadState state);
    GuessBrake::Instant now() const;

    store::ThreadStore& threads_;
    const store::AccountStore& accounts_;
    vault::Vault& vault_;
    const rulebook::Filing& filing_;
    Surroundings surroundings_;
    GuessBrake brake_;
};

}  // namespace fjorten::service
