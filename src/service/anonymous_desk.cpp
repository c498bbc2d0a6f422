#include "service/anonymous_desk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.h"
#include "base/utf8.h"
#include "calendar/today.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

using store::Thread;
using store::ThreadMessage;
using store::ThreadState;

constexpr std::array wishes = {std::pair{Wish::answer, std::string_view("answer")},
                               std::pair{Wish::call, std::string_view("call")},
                               std::pair{Wish::meeting, std::string_view("meeting")}};

constexpr std::string_view code_purpose = "anonymous/return-code";
constexpr std::size_t padded_to = 1024;  // bytes: how long a text is tells something too

std::string context_of(const Thread& thread, std::int64_t number) {
    return thread.municipality + "/anonymous/" + thread.id + "/" + std::to_string(number);
}

/// One message as it is sealed: what the first one says of the whole thread stands in it.
struct SealedMessage {
    Utterance said;
    Wish wish = Wish::answer;
    std::string reach, role;
};

std::string to_json(const SealedMessage& sheet) {
    FormWriter json;
    json.text("from", sheet.said.from == Side::staff ? "staff" : "writer");
    json.text("text", sheet.said.text).text("proposal", sheet.said.proposal);
    if (sheet.said.fits != Fits::not_said) json.text("fits", sheet.said.fits == Fits::yes ? "yes" : "no");
    if (sheet.wish != Wish::answer) json.text("wish", std::string(name_of(sheet.wish)));
    json.text("reach", sheet.reach).text("role", sheet.role);
    std::string text = json.json();
    text.append(padded_to - text.size() % padded_to, ' ');
    return text;
}

Result<SealedMessage> from_json(const std::string& json) {
    return read_form(json, [](FormReader& reader) {
        SealedMessage sheet;
        sheet.said.from = reader.text("from") == "staff" ? Side::staff : Side::writer;
        sheet.said.text = reader.text("text");
        sheet.said.proposal = reader.text("proposal");
        const std::string fits = reader.text("fits");
        if (!fits.empty()) sheet.said.fits = fits == "yes" ? Fits::yes : Fits::no;
        sheet.wish = wish_from(reader.text("wish")).value_or(Wish::answer);
        sheet.reach = reader.text("reach");
        sheet.role = reader.text("role");
        return sheet;
    });
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::unexpected<Error> refused(ErrorCode code, std::string why) {
    return std::unexpected(Error{code, std::move(why)});
}

}  // namespace

std::string_view name_of(Wish wish) {
    return std::ranges::find(wishes, wish, [](const auto& one) { return one.first; })->second;
}

std::optional<Wish> wish_from(std::string_view name) {
    const auto found = std::ranges::find(wishes, name, [](const auto& one) { return one.second; });
    return found == wishes.end() ? std::nullopt : std::optional(found->first);
}

const Utterance* Conversation::open_proposal() const {
    for (auto last = said.rbegin(); last != said.rend(); ++last) {
        if (last->fits != Fits::not_said) return nullptr;
        if (!last->proposal.empty()) return &*last;
    }
    return nullptr;
}

GuessBrake::Instant AnonymousDesk::now() const {
    const auto instant = calendar::instant_from(surroundings_.now());
    FJ_ASSERT(instant.has_value());
    return *instant;
}

bool AnonymousDesk::receives(std::string_view municipality) const {
    if (!filing_.return_code) return false;
    const auto accounts = accounts_.of(municipality);
    return accounts && std::ranges::any_of(*accounts, [](const store::Account& account) {
               return !account.is_disabled && may({.account_id = account.id,
                                                   .display_name = {},
                                                   .municipality = account.municipality,
                                                   .role = role_from(account.role),
                                                   .unit = {}},
                                                  Permission::answer_anonymous);
           });
}

const rulebook::Keeping* AnonymousDesk::keeping() const {
    const auto rule = std::ranges::find(filing_.keeping, rulebook::Keeping::What::anonymous_contact,
                                        &rulebook::Keeping::what);
    return rule == filing_.keeping.end() ? nullptr : &*rule;
}

Result<void> AnonymousDesk::check(const Utterance& said) const {
    if (utf8::length(said.text) > most_characters)
        return refused(ErrorCode::invalid_input, "the text is too long");
    if (utf8::length(said.proposal) > most_reach)
        return refused(ErrorCode::invalid_input, "the proposal is too long");
    if (is_blank(said.text) && is_blank(said.proposal) && said.fits == Fits::not_said)
        return refused(ErrorCode::invalid_input, "nothing is said");
    return {};
}

Result<std::string> AnonymousDesk::begin(const Beginning& beginning) {
    if (!receives(beginning.municipality)) return refused(ErrorCode::forbidden, "nobody would read it");
    SealedMessage sheet{.said = {.from = Side::writer,
                                 .on = surroundings_.today(),
                                 .text = beginning.text,
                                 .proposal = {},
                                 .fits = Fits::not_said},
                        .wish = beginning.wish,
                        .reach = beginning.reach,
                        .role = {}};
    if (auto fits = check(sheet.said); !fits) return std::unexpected(std::move(fits.error()));
    if (utf8::length(beginning.reach) > most_reach)
        return refused(ErrorCode::invalid_input, "the way to reach is too long");
    const calendar::Date today = surroundings_.today();
    const auto begun = threads_.opened_on(beginning.municipality, today);
    if (!begun) return std::unexpected(begun.error());
    if (*begun >= most_new_a_day) return refused(ErrorCode::unavailable, "too many threads today");
    auto key = vault_.make_key();
    if (!key) return std::unexpected(std::move(key.error()));
    const std::string code = draw_return_code(*filing_.return_code, surroundings_.random_id);
    const Thread thread{.municipality = beginning.municipality,
                        .id = surroundings_.random_id(12),
                        .code_hash = vault_.blind(code_purpose, code),
                        .key_id = *key,
                        .opened_on = today,
                        .last_on = today,
                        .state = ThreadState::waiting,
                        .messages = 1};
    auto sealed = vault_.seal(*key, to_json(sheet), context_of(thread, 1));
    if (!sealed) return std::unexpected(std::move(sealed.error()));
    auto written = threads_.begin(thread, {.number = 1, .on = today, .sealed = std::move(*sealed)});
    if (!written) return std::unexpected(std::move(written.error()));
    return code;
}

TypedCode AnonymousDesk::read_code(std::string_view typed) const {
    return filing_.return_code
               ? read_return_code(*filing_.return_code, typed)
               : TypedCode{.fault = TypedCode::Fault::too_few, .code = {}, .word = {}, .nearest = {}};
}

std::chrono::milliseconds AnonymousDesk::wait() { return brake_.wait(now()); }

Result<Thread> AnonymousDesk::thread_of(std::string_view code) {
    auto thread = threads_.by_code(vault_.blind(code_purpose, code));
    if (!thread) return std::unexpected(std::move(thread.error()));
    if (!*thread) {
        brake_.missed(now());
        return refused(ErrorCode::not_found, "no thread has this code");
    }
    return std::move(**thread);
}

Result<Conversation> AnonymousDesk::opened(const Thread& thread) const {
    const auto messages = threads_.messages(thread);
    if (!messages) return std::unexpected(messages.error());
    Conversation conversation{.id = thread.id,
                              .opened_on = thread.opened_on,
                              .last_on = thread.last_on,
                              .state = thread.state,
                              .wish = Wish::answer,
                              .reach = {},
                              .said = {}};
    for (const ThreadMessage& message : *messages) {
        const auto json = vault_.unseal(thread.key_id, message.sealed, context_of(thread, message.number));
        if (!json) return std::unexpected(json.error());
        auto sheet = from_json(*json);
        if (!sheet) return std::unexpected(std::move(sheet.error()));
        if (message.number == 1) {
            conversation.wish = sheet->wish;
            conversation.reach = std::move(sheet->reach);
        }
        sheet->said.on = message.on;
        conversation.said.push_back(std::move(sheet->said));
    }
    return conversation;
}

Result<Conversation> AnonymousDesk::look(std::string_view code) {
    const auto thread = thread_of(code);
    if (!thread) return std::unexpected(thread.error());
    return opened(*thread);
}

Result<void> AnonymousDesk::append(const Thread& thread, const Utterance& said, std::string_view role,
                                   ThreadState state) {
    const std::int64_t number = thread.messages + 1;
    if (number > most_messages) return refused(ErrorCode::conflict, "the thread is full");
    auto sealed = vault_.seal(
        thread.key_id, to_json({.said = said, .wish = Wish::answer, .reach = {}, .role = std::string(role)}),
        context_of(thread, number));
    if (!sealed) return std::unexpected(std::move(sealed.error()));
    return threads_.add(thread, {.number = number, .on = surroundings_.today(), .sealed = std::move(*sealed)},
                        state);
}

Result<void> AnonymousDesk::write(std::string_view code, const Utterance& said) {
    if (auto fits = check(said); !fits) return fits;
    const auto thread = thread_of(code);
    if (!thread) return std::unexpected(thread.error());
    const auto before = opened(*thread);
    if (!before) return std::unexpected(before.error());
    Utterance mine = said;
    mine.from = Side::writer;
    mine.proposal.clear();
    if (before->open_proposal() == nullptr) mine.fits = Fits::not_said;
    const Utterance& last = before->said.back();
    const bool is_repeated = last.from == Side::writer && last.text == mine.text &&
                             (last.fits == mine.fits || mine.fits == Fits::not_said);
    if (is_repeated || (is_blank(mine.text) && mine.fits == Fits::not_said)) return {};
    return append(*thread, mine, {}, ThreadState::waiting);
}

Outcome<Thread> AnonymousDesk::thread_of(const Who& who, std::string_view id) const {
    if (!may(who, Permission::answer_anonymous)) return problem(Forbidden{});
    auto thread = threads_.by_id(who.municipality, id);
    if (!thread) return problem(std::move(thread.error()));
    if (!*thread) return problem(NotFound{});
    return std::move(**thread);
}

Outcome<std::vector<Conversation>> AnonymousDesk::all(const Who& who) const {
    if (!may(who, Permission::answer_anonymous)) return problem(Forbidden{});
    const auto threads = threads_.of(who.municipality);
    if (!threads) return problem(threads.error());
    std::vector<Conversation> list;
    for (const Thread& thread : *threads) {
        auto conversation = opened(thread);
        if (!conversation) return problem(std::move(conversation.error()));
        list.push_back(std::move(*conversation));
    }
    std::ranges::stable_sort(list, {}, &Conversation::state);
    return list;
}

Outcome<Conversation> AnonymousDesk::one(const Who& who, std::string_view id) const {
    const auto thread = thread_of(who, id);
    if (!thread) return std::unexpected(thread.error());
    auto conversation = opened(*thread);
    if (!conversation) return problem(std::move(conversation.error()));
    return std::move(*conversation);
}

Outcome<void> AnonymousDesk::answer(const Who& who, std::string_view id, std::int64_t seen,
                                    const Utterance& said) {
    const auto thread = thread_of(who, id);
    if (!thread) return std::unexpected(thread.error());
    if (thread->messages != seen) return problem(Conflict{.version = thread->messages, .since = {}});
    Utterance mine = said;
    mine.from = Side::staff;
    mine.fits = Fits::not_said;
    if (auto fits = check(mine); !fits) return problem(std::move(fits.error()));
    auto written = append(*thread, mine, name_of(who.role), ThreadState::answered);
    if (written) return {};
    if (written.error().code == ErrorCode::conflict && thread->messages < most_messages)
        return problem(Conflict{.version = thread->messages + 1, .since = {}});
    return problem(std::move(written.error()));
}

Outcome<void> AnonymousDesk::close(const Who& who, std::string_view id, std::int64_t seen) {
    const auto thread = thread_of(who, id);
    if (!thread) return std::unexpected(thread.error());
    if (thread->messages != seen) return problem(Conflict{.version = thread->messages, .since = {}});
    if (auto set = threads_.set_state(*thread, ThreadState::closed); !set)
        return problem(std::move(set.error()));
    return {};
}

Result<std::size_t> AnonymousDesk::dispose() {
    const auto* const rule = keeping();
    // A rule that nobody has confirmed destroys nothing.
    if (rule == nullptr || !rule->keep || !rule->is_confirmed) return 0;
    const calendar::Date today = surroundings_.today();
    const auto quiet = threads_.quiet_since(today);
    if (!quiet) return std::unexpected(quiet.error());
    std::size_t gone = 0;
    for (const Thread& thread : *quiet) {
        if (calendar::add(thread.last_on, *rule->keep) >= today) continue;
        // The key first: without it the rest is noise, whatever happens next.
        auto destroyed = vault_.destroy_key(thread.key_id);
        if (!destroyed && destroyed.error().code != ErrorCode::not_found)
            return std::unexpected(std::move(destroyed.error()));
        if (auto removed = threads_.remove(thread); !removed)
            return std::unexpected(std::move(removed.error()));
        ++gone;
    }
    return gone;
}

}  // namespace fjorten::service
