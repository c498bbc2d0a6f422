#include "store/appending.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/assert.h"
#include "base/utf8.h"

namespace fjorten::store {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_text = std::size_t{256} * 1024;
constexpr std::size_t most_content = std::size_t{16} * 1024 * 1024;
constexpr std::size_t most_entries = 100;
constexpr std::size_t most_due_rows = 1000;
constexpr std::size_t most_hashes = 64;
constexpr std::int64_t highest_version = std::int64_t{1} << 40;

// Without NUL, since other programs read the file too.
bool is_text(std::string_view text, std::size_t longest) {
    return text.size() <= longest && !text.contains('\0') && utf8::is_valid(text);
}

bool is_name(std::string_view text) { return !text.empty() && is_text(text, longest_name); }

bool is_municipality(std::string_view text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::unexpected<Error> refused(std::string what) {
    return std::unexpected(Error{ErrorCode::invalid_input, std::move(what)});
}

bool fits(const NewEntry& entry) {
    return is_name(entry.type) && is_text(entry.payload, longest_text) &&
           entry.sealed.size() <= longest_text && (entry.content.empty() || entry.payload.empty());
}

bool content_fits(const std::vector<NewEntry>& entries) {
    std::size_t bytes = 0;
    for (const NewEntry& entry : entries) bytes += entry.content.size();
    return bytes <= most_content;
}

Result<void> check_person(const PersonRow& person, const CaseKey& key) {
    if (person.municipality != key.municipality) return refused("person of another municipality");
    if (!is_name(person.person_id) || !is_name(person.key_id)) return refused("person without id or key");
    if (person.sealed.size() > longest_text) return refused("person too large");
    if (person.find_by.size() > most_hashes || !std::ranges::all_of(person.find_by, is_name)) {
        return refused("blind hashes of a person");
    }
    return {};
}

Result<void> check_lists(const CaseKey& key, const CaseRow& row, const std::vector<DueRow>& due) {
    if (row.key != key) return refused("row of another case");
    for (const auto* text : {&row.person_id, &row.standard, &row.unit, &row.assigned_to, &row.rulebooks}) {
        if (!is_text(*text, longest_name)) return refused("text in a row");
    }
    if (due.size() > most_due_rows) return refused("too many deadlines");
    std::set<std::pair<std::string_view, int>> seen;
    for (const DueRow& one : due) {
        if (one.key != key) return refused("deadline of another case");
        if (!is_name(one.clock) || !is_text(one.state, longest_name)) return refused("text of a deadline");
        if (!seen.emplace(one.clock, one.instance).second) return refused("the same deadline twice");
    }
    return {};
}

}  // namespace

Result<void> check(const Append& append) {
    if (!is_municipality(append.key.municipality)) return refused("municipality is not four digits");
    if (!is_name(append.key.case_id)) return refused("case id");
    if (append.expected_version < 0 || append.expected_version > highest_version) {
        return refused("expected version");
    }
    if (!is_name(append.idempotency_key)) return refused("idempotency key");
    if (!is_text(append.fingerprint, longest_name)) return refused("fingerprint");
    if (!is_name(append.actor) || !is_name(append.recorded_at)) return refused("actor or time");
    if (append.entries.empty() || append.entries.size() > most_entries) return refused("number of entries");
    if (!std::ranges::all_of(append.entries, fits)) return refused("type, payload or sealed of an entry");
    if (!content_fits(append.entries)) return refused("content too large");
    if (append.person) {
        if (auto person = check_person(*append.person, append.key); !person) return person;
    }
    if (append.row.version != append.expected_version + static_cast<std::int64_t>(append.entries.size())) {
        return refused("version of the row is not that after the append");
    }
    if (is_register(append.key) && (append.person || !append.due.empty())) {
        return refused("a document of a register with a person or deadlines");
    }
    return check_lists(append.key, append.row, append.due);
}

Result<void> check(const RecordStore::Projected& shown) {
    if (!is_municipality(shown.row.key.municipality)) return refused("municipality is not four digits");
    return check_lists(shown.row.key, shown.row, shown.due);
}

std::vector<Entry> chained(const Append& append, const ChainHead& head) {
    std::vector<Entry> entries;
    entries.reserve(append.entries.size());
    ChainHead last = head;
    std::int64_t version = append.expected_version;
    for (const NewEntry& one : append.entries) {
        Entry entry{.key = append.key,
                    .position = last.position + 1,
                    .version = ++version,
                    .type = one.type,
                    .occurred_on = one.occurred_on,
                    .recorded_at = append.recorded_at,
                    .actor = append.actor,
                    .payload = one.content.empty() ? one.payload : content_payload(one.content),
                    .sealed = one.sealed,
                    .previous = last.hash};
        entry.hash = hash_of(entry);
        last = {entry.position, entry.hash};
        entries.push_back(std::move(entry));
    }
    FJ_ASSERT(version == append.row.version);
    return entries;
}

}  // namespace fjorten::store
