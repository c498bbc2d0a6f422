#include "service/writing.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

#include "service/consequences.h"
#include "service/reach.h"

namespace fjorten::service {

namespace {

std::vector<std::int64_t> versions_after(const std::vector<Recorded>& entries, std::int64_t version) {
    std::vector<std::int64_t> since;
    for (const Recorded& entry : entries) {
        if (entry.version > version) since.push_back(entry.version);
    }
    return since;
}

}  // namespace

bool is_idempotency_key(std::string_view key) {
    const auto is_fine = [](char c) { return c > ' ' && c <= '~'; };
    return key.size() >= 8 && key.size() <= 64 && std::ranges::all_of(key, is_fine);
}

std::string request_fingerprint(const DeskParts& parts, const Sender& sender, const std::string& mark) {
    return parts.vault.blind(sender.who.municipality + "/request",
                             fmt::format("{}:{}", sender.who.account_id, mark));
}

Outcome<engine::Evaluation> evaluate(const engine::Engine& engine, const casefile::CaseFile& file,
                                     const engine::Question& question) {
    auto evaluation = engine.evaluate(file, question);
    if (evaluation) return std::move(*evaluation);
    const auto& first = evaluation.error().first_edition;
    return problem(Diagnostics{
        mistake_in("on", "record_no_rules", {file.standard, question.on.iso(), first ? first->iso() : ""})});
}

std::string standard_of(const rulebook::Library& library, std::string_view municipality) {
    for (const auto& [id, authority] : library.authorities) {
        const auto has_code = [&](const rulebook::Edition& edition) {
            return !edition.is_law && edition.municipality == municipality;
        };
        if (std::ranges::any_of(authority.editions, has_code)) return id;
    }
    return {};
}

std::string code_of_municipality(const rulebook::Library& library, std::string_view named) {
    if (!standard_of(library, named).empty()) return std::string(named);
    const auto* const authority = library.find(named);
    return authority == nullptr || authority->editions.back().is_law
               ? std::string{}
               : authority->editions.back().municipality;
}

store::CaseRow row_of(const store::CaseKey& key, const std::string& person_id, const CaseState& state,
                      const engine::Evaluation& evaluation, const std::string& rulebooks) {
    return {.key = key,
            .person_id = person_id,
            .standard = state.file.standard,
            .version = state.version,
            .unit = state.unit,
            .assigned_to = state.assigned_to,
            .is_open = is_open(state.file, evaluation),
            .last_event_on = last_event_on(state.file, evaluation.on),
            .as_of = evaluation.on,
            .rulebooks = rulebooks};
}

Writing::Writing(const DeskParts& parts, const Sender& sender, const std::string& mark)
    : parts_(parts),
      sender_(sender),
      fingerprint_(request_fingerprint(parts, sender, mark)),
      now_(parts.surroundings.now()),
      shelf_(parts) {}

Ground Writing::ground() const {
    const auto& library = parts_.desk.library();
    return {.library = library,
            .engine = parts_.desk.engine(),
            .today = parts_.surroundings.today(),
            .role = sender_.who.role,
            .standard = standard_of(library, sender_.who.municipality)};
}

std::optional<Outcome<Done>> Writing::answered_before(Permission permission) const {
    if (!may(sender_.who, permission)) return problem(Forbidden{});
    if (!is_idempotency_key(sender_.idempotency_key))
        return problem(Diagnostics{mistake_in("idempotency_key", "record_key_length")});
    const auto receipt = parts_.records.receipt(sender_.who.municipality, sender_.idempotency_key);
    if (!receipt) return problem(receipt.error());
    if (!*receipt) return std::nullopt;
    return repeated(**receipt);
}

Outcome<Done> Writing::repeated(const store::Receipt& receipt) const {
    if (receipt.fingerprint != fingerprint_)
        return problem(Diagnostics{mistake_in("idempotency_key", "record_key_reused")});
    auto opened = shelf_.open(receipt.key);
    if (!opened) return problem(std::move(opened.error()));
    auto& entries = opened->entries;
    std::erase_if(entries, [&](const Recorded& entry) { return entry.version > receipt.version; });
    // What is written together has the same time to the thousandth of a second, and the same writer.
    const auto with_last = [&](const Recorded& entry) {
        return entry.recorded_at == entries.back().recorded_at && entry.actor == entries.back().actor;
    };
    auto first = entries.end();
    while (first != entries.begin() && with_last(*std::prev(first))) --first;
    auto answer = done(receipt.key, {entries.begin(), first}, entries);
    if (answer) answer->is_repeated = true;
    return answer;
}

Outcome<Done> Writing::change(const std::string& case_id, std::int64_t expected_version, const Decide& decide,
                              const People& people) {
    const store::CaseKey key{.municipality = sender_.who.municipality, .case_id = case_id};
    auto opened = shelf_.open(key);
    if (!opened) return problem(std::move(opened.error()));
    const Ground on = ground();
    const auto state = fold(opened->entries, on.library.vocabulary);
    if (!state) return problem(state.error());
    const auto reached = footing(
        parts_, sender_.who, key,
        {.unit = state->unit, .assigned_to = state->assigned_to, .person_id = opened->person_row.person_id});
    if (!reached) return problem(reached.error());
    const std::int64_t version = opened->entries.back().version;
    if (version != expected_version)
        return problem(Conflict{version, versions_after(opened->entries, expected_version)});
    auto drafts = decide(*state, on);
    if (!drafts) return problem(std::move(drafts.error()));
    std::optional<store::PersonRow> person;
    if (people) {
        auto row = people(*opened);
        if (!row) return problem(std::move(row.error()));
        person = std::move(*row);
    }
    return append({.key = key,
                   .before = std::move(opened->entries),
                   .drafts = std::move(*drafts),
                   .person_id = opened->person_row.person_id,
                   .key_id = opened->person_row.key_id,
                   .person = std::move(person)});
}

Outcome<Done> Writing::open(const store::PersonRow& row, const Drafts& drafts) {
    Outcome<Done> answer = problem(NotFound{});
    // The number is drawn: one that is taken is drawn again.
    for (int attempt = 0; attempt < 8; ++attempt) {
        const std::string year = fmt::format("{:02}", parts_.surroundings.today().year() % 100);
        answer = append({.key = {.municipality = sender_.who.municipality,
                                 .case_id = year + "-" + parts_.surroundings.random_id(5)},
                         .before = {},
                         .drafts = drafts,
                         .person_id = row.person_id,
                         .key_id = row.key_id,
                         .person = row});
        if (answer || !std::holds_alternative<Conflict>(answer.error())) break;
    }
    return answer;
}

Outcome<Done> Writing::append(const Step& step) {
    const std::int64_t seen = step.before.empty() ? 0 : step.before.back().version;
    std::vector<Recorded> after = step.before;
    for (Recorded& entry : as_recorded(step.drafts, seen, now_, sender_.who.account_id))
        after.push_back(std::move(entry));
    const Ground on = ground();
    const auto state = fold(after, on.library.vocabulary);
    if (!state) return problem(state.error());
    const auto evaluation = evaluate(on.engine, state->file, {.on = on.today});
    if (!evaluation) return problem(evaluation.error());
    store::Append append{
        .key = step.key,
        .expected_version = seen,
        .idempotency_key = sender_.idempotency_key,
        .fingerprint = fingerprint_,
        .actor = sender_.who.account_id,
        .recorded_at = now_,
        .entries = {},
        .person = step.person,
        .row = row_of(step.key, step.person_id, *state, *evaluation, parts_.settings.rulebooks),
        .due = due_rows(step.key, *evaluation)};
    for (std::size_t i = 0; i < step.drafts.size(); ++i) {
        auto entry = shelf_.sealed(step.key, step.key_id, step.person_id,
                                   seen + 1 + static_cast<std::int64_t>(i), step.drafts[i]);
        if (!entry) return problem(std::move(entry.error()));
        append.entries.push_back(std::move(*entry));
    }
    const auto appended = parts_.records.append(append);
    if (!appended || appended->is_repeated)
        return refused(appended ? Error{ErrorCode::conflict, "repeated"} : appended.error(), step.key, seen);
    return done(step.key, step.before, after);
}

// Somebody was faster: either this very command, sent twice, or another one.
Outcome<Done> Writing::refused(const Error& error, const store::CaseKey& key,
                               std::int64_t expected_version) const {
    if (error.code != ErrorCode::conflict) return problem(error);
    const auto receipt = parts_.records.receipt(sender_.who.municipality, sender_.idempotency_key);
    if (!receipt) return problem(receipt.error());
    if (*receipt) return repeated(**receipt);
    const auto entries = parts_.records.read_case(key);
    if (!entries) return problem(entries.error());
    Conflict conflict{.version = static_cast<std::int64_t>(entries->size()), .since = {}};
    for (std::int64_t v = expected_version + 1; v <= conflict.version; ++v) conflict.since.push_back(v);
    return problem(std::move(conflict));
}

Outcome<Done> Writing::done(const store::CaseKey& key, const std::vector<Recorded>& before,
                            const std::vector<Recorded>& after) const {
    return what_came_of(parts_, key, before, after);
}

Outcome<Done> what_came_of(const DeskParts& parts, const store::CaseKey& key,
                           const std::vector<Recorded>& before, const std::vector<Recorded>& after) {
    const auto evaluation_of = [&](const std::vector<Recorded>& entries) -> Outcome<engine::Evaluation> {
        const auto state = fold(entries, parts.desk.library().vocabulary);
        if (!state) return problem(state.error());
        return evaluate(parts.desk.engine(), state->file, {.on = parts.surroundings.today()});
    };
    const auto now = evaluation_of(after);
    if (!now) return problem(now.error());
    std::optional<engine::Evaluation> then;
    if (!before.empty()) {
        if (auto evaluation = evaluation_of(before)) then = std::move(*evaluation);
    }
    const engine::Evaluation* const earlier = then ? &*then : nullptr;
    return Done{.key = key,
                .version = after.back().version,
                .is_repeated = false,
                .changes = changes_between(earlier, *now),
                .findings = new_findings(earlier, *now)};
}

}  // namespace fjorten::service
