#include "service/case_shelf.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "calendar/today.h"
#include "service/name_words.h"
#include "service/person_text.h"

namespace fjorten::service {

namespace {

constexpr std::string_view person_member = "person_id";

std::string entry_place(const store::CaseKey& key, std::int64_t version) {
    return fmt::format("{}/{}/{}", key.municipality, key.case_id, version);
}

std::string content_place(const store::CaseKey& key, std::int64_t version) {
    return entry_place(key, version) + "/content";
}

std::string person_place(std::string_view municipality, std::string_view person_id) {
    return fmt::format("{}/person/{}", municipality, person_id);
}

/// What stands in clear in the first entry of a case: whose key opens the rest.
std::string opening_payload(std::string_view person_id) {
    return fmt::format("{{{}:{}}}", json_text(person_member), json_text(person_id));
}

std::optional<std::string> person_id_of(const store::Entry& opening) {
    const auto document = read_document(opening.payload, "payload.json");
    const Node* const id = document ? document->root.find(person_member) : nullptr;
    return id == nullptr ? std::nullopt : std::optional(id->text);
}

}  // namespace

calendar::Date recorded_day(std::string_view recorded_at) {
    const auto instant = calendar::instant_from(recorded_at);
    if (!instant) return calendar::Date::first();
    const auto day = calendar::civil_day_in_copenhagen(*instant);
    FJ_ASSERT(day.has_value());  // the same database has told what day it is today
    return *day;
}

std::vector<Recorded> as_recorded(const Drafts& drafts, std::int64_t version, const std::string& recorded_at,
                                  const std::string& actor) {
    std::vector<Recorded> entries;
    const calendar::Date day = recorded_day(recorded_at);
    for (const Draft& draft : drafts) {
        entries.push_back({.version = ++version,
                           .type = draft.type,
                           .occurred_on = draft.occurred_on,
                           .recorded_at = recorded_at,
                           .recorded_on = day,
                           .actor = actor,
                           .said = draft.said});
    }
    return entries;
}

Outcome<OpenedCase> CaseShelf::open(const store::CaseKey& key) const {
    if (store::is_register(key)) return problem(NotFound{});
    const auto entries = parts_.records.read_case(key);
    if (!entries) return problem(entries.error());
    if (entries->empty()) return problem(NotFound{});
    const auto person_id = person_id_of(entries->front());
    if (!person_id) return problem(Error{ErrorCode::corrupt, "a case does not say whose it is"});
    auto row = parts_.records.read_person(key.municipality, *person_id);
    if (!row) return problem(row.error());
    if (!*row) return problem(Error{ErrorCode::corrupt, "the person of a case is missing"});
    OpenedCase opened{.key = key, .person_row = std::move(**row), .person = {}, .entries = {}};
    auto details = person(opened.person_row);
    if (!details) return problem(std::move(details.error()));
    opened.person = std::move(*details);
    for (const store::Entry& entry : *entries) {
        const auto text =
            parts_.vault.unseal(opened.person_row.key_id, entry.sealed, entry_place(key, entry.version));
        if (!text) return problem(text.error());
        auto said = said_from(*text);
        if (!said) return problem(said.error());
        opened.entries.push_back({.version = entry.version,
                                  .type = entry.type,
                                  .occurred_on = entry.occurred_on,
                                  .recorded_at = entry.recorded_at,
                                  .recorded_on = recorded_day(entry.recorded_at),
                                  .actor = entry.actor,
                                  .said = std::move(*said)});
    }
    return opened;
}

Outcome<PersonDetails> CaseShelf::person(const store::PersonRow& row) const {
    const auto text =
        parts_.vault.unseal(row.key_id, row.sealed, person_place(row.municipality, row.person_id));
    // Without the key nobody is there any more.
    if (!text && text.error().code == ErrorCode::not_found) return problem(NotFound{});
    if (!text) return problem(text.error());
    auto person = person_from(*text);
    if (!person) return problem(person.error());
    return std::move(*person);
}

Outcome<store::NewEntry> CaseShelf::sealed(const store::CaseKey& key, const vault::KeyId& person_key,
                                           std::string_view person_id, std::int64_t version,
                                           const Draft& draft) const {
    auto sealed = parts_.vault.seal(person_key, to_json(draft.said), entry_place(key, version));
    if (!sealed) return problem(sealed.error());
    store::NewEntry entry{.type = draft.type,
                          .occurred_on = draft.occurred_on,
                          .payload = version == 1 ? opening_payload(person_id) : std::string{},
                          .sealed = std::move(*sealed)};
    if (draft.content.empty()) return entry;
    auto content = parts_.vault.seal(person_key, draft.content, content_place(key, version));
    if (!content) return problem(content.error());
    entry.content = std::move(*content);
    return entry;
}

Outcome<std::string> CaseShelf::content(const OpenedCase& opened, std::int64_t version) const {
    const auto sealed = parts_.records.read_content(opened.key, version);
    if (!sealed) return problem(sealed.error());
    if (!*sealed) return problem(Error{ErrorCode::corrupt, "a document of the record is missing"});
    auto text = parts_.vault.unseal(opened.person_row.key_id, **sealed, content_place(opened.key, version));
    if (!text) return problem(text.error());
    return std::move(*text);
}

Outcome<store::PersonRow> CaseShelf::sealed(std::string_view municipality, std::string_view person_id,
                                            const vault::KeyId& key, const PersonDetails& person) const {
    auto sealed = parts_.vault.seal(key, person_json(person), person_place(municipality, person_id));
    if (!sealed) return problem(sealed.error());
    store::PersonRow row{.municipality = std::string(municipality),
                         .person_id = std::string(person_id),
                         .key_id = key,
                         .sealed = std::move(*sealed),
                         .find_by = {}};
    if (!person.cpr.empty()) row.find_by.push_back(blind_cpr(municipality, person.cpr));
    for (const auto& word : name_words(person.name)) row.find_by.push_back(blind_name(municipality, word));
    return row;
}

std::string CaseShelf::blind_cpr(std::string_view municipality, std::string_view digits) const {
    return parts_.vault.blind(fmt::format("{}/cpr", municipality), digits);
}

std::string CaseShelf::blind_name(std::string_view municipality, std::string_view word) const {
    return parts_.vault.blind(fmt::format("{}/name", municipality), word);
}

std::string CaseShelf::name_of_account(const std::string& id) {
    if (id.empty()) return {};
    const auto [place, is_new] = names_.emplace(id, id);
    if (!is_new) return place->second;
    const auto account = parts_.accounts.by_id(id);
    if (account && *account) place->second = (*account)->display_name;
    return place->second;
}

}  // namespace fjorten::service
