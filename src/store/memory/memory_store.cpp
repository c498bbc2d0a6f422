// The record in the memory of the process: for tests, and the plainest form of what the other stores do.
#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "store/appending.h"
#include "store/record_store.h"

namespace fjorten::store {

namespace {

template <class T>
using ById = std::map<std::string, T, std::less<>>;

struct Town {
    std::vector<Entry> chain;
    ById<std::vector<std::size_t>> cases;                // where in the chain their entries are
    ById<std::map<std::int64_t, std::string>> contents;  // by case and version
    ById<Receipt> receipts;                              // by idempotency key
    ById<PersonRow> people;
    ById<RecordStore::Projected> lists;  // by case

    ChainHead head() const {
        return chain.empty() ? ChainHead{} : ChainHead{chain.back().position, chain.back().hash};
    }
    std::int64_t version_of(std::string_view case_id) const {
        const auto found = cases.find(case_id);
        return found == cases.end() ? 0 : static_cast<std::int64_t>(found->second.size());
    }
    void show(const CaseRow& row, std::vector<DueRow> due) {
        if (is_register(row.key)) return;
        std::ranges::sort(due, {}, [](const DueRow& one) {
            return std::pair<std::string_view, int>(one.clock, one.instance);
        });
        lists.insert_or_assign(row.key.case_id, RecordStore::Projected{row, std::move(due)});
    }
};

template <class T>
Result<std::optional<T>> find_in(const ById<T>& all, std::string_view id) {
    const auto found = all.find(id);
    return found == all.end() ? std::optional<T>() : std::optional<T>(found->second);
}

bool passes(const CaseRow& row, const CaseFilter& filter) {
    return (row.is_open || filter.with_closed) && (!filter.unit || *filter.unit == row.unit) &&
           (!filter.assigned_to || *filter.assigned_to == row.assigned_to);
}

class MemoryStore final : public RecordStore {
  public:
    Result<Appended> append(const Append& append) override {
        if (auto checked = check(append); !checked) return std::unexpected(std::move(checked.error()));
        const std::unique_lock lock(mutex_);
        const auto before = towns_.find(append.key.municipality);
        std::int64_t version = 0;
        if (before != towns_.end()) {
            const auto known = before->second.receipts.find(append.idempotency_key);
            if (known != before->second.receipts.end()) return repeated(known->second, append);
            version = before->second.version_of(append.key.case_id);
        }
        if (version != append.expected_version) {
            return std::unexpected(
                Error{ErrorCode::conflict, "the case is at version " + std::to_string(version)});
        }
        Town& town = towns_[append.key.municipality];
        for (Entry& entry : chained(append, town.head())) {
            town.cases[append.key.case_id].push_back(town.chain.size());
            town.chain.push_back(std::move(entry));
        }
        for (std::int64_t number = append.expected_version; const NewEntry& entry : append.entries) {
            ++number;
            if (!entry.content.empty()) town.contents[append.key.case_id].emplace(number, entry.content);
        }
        town.receipts.emplace(append.idempotency_key,
                              Receipt{append.key, append.row.version, append.fingerprint});
        if (append.person) put(town, *append.person);
        town.show(append.row, append.due);
        return Appended{.version = append.row.version, .is_repeated = false};
    }

    Result<std::optional<Receipt>> receipt(std::string_view municipality,
                                           std::string_view idempotency_key) const override {
        const std::shared_lock lock(mutex_);
        return find_in(town(municipality).receipts, idempotency_key);
    }

    Result<std::vector<Entry>> read_case(const CaseKey& key) const override {
        const std::shared_lock lock(mutex_);
        const Town& here = town(key.municipality);
        std::vector<Entry> entries;
        const auto found = here.cases.find(key.case_id);
        if (found == here.cases.end()) return entries;
        for (const std::size_t index : found->second) entries.push_back(here.chain[index]);
        return entries;
    }

    Result<std::optional<std::string>> read_content(const CaseKey& key, std::int64_t version) const override {
        const std::shared_lock lock(mutex_);
        const auto& contents = town(key.municipality).contents;
        const auto found = contents.find(key.case_id);
        if (found == contents.end()) return std::nullopt;
        const auto content = found->second.find(version);
        return content == found->second.end() ? std::optional<std::string>() : content->second;
    }

    Result<std::vector<Entry>> read_chain(std::string_view municipality, std::int64_t position,
                                          int limit) const override {
        const std::shared_lock lock(mutex_);
        const std::vector<Entry>& chain = town(municipality).chain;
        const auto size = static_cast<std::int64_t>(chain.size());
        const std::int64_t first = std::clamp<std::int64_t>(position, 0, size);
        const std::int64_t last = std::min<std::int64_t>(size, first + std::max(limit, 0));
        return std::vector<Entry>(chain.begin() + first, chain.begin() + last);
    }

    Result<std::vector<Entry>> read_registers(std::string_view municipality,
                                              std::string_view prefix) const override {
        const std::shared_lock lock(mutex_);
        const Town& here = town(municipality);
        std::vector<Entry> entries;
        for (auto one = here.cases.lower_bound(prefix);
             one != here.cases.end() && one->first.starts_with(prefix); ++one) {
            entries.push_back(here.chain[one->second.back()]);
        }
        return entries;
    }

    Result<std::vector<std::string>> municipalities() const override {
        const std::shared_lock lock(mutex_);
        std::vector<std::string> codes;
        for (const auto& [code, town] : towns_) codes.push_back(code);
        return codes;
    }

    Result<std::optional<ChainHead>> chain_head(std::string_view municipality) const override {
        const std::shared_lock lock(mutex_);
        const Town& here = town(municipality);
        return here.chain.empty() ? std::optional<ChainHead>() : here.head();
    }

    Result<std::vector<std::string>> storage_faults() const override { return std::vector<std::string>(); }

    Result<std::optional<PersonRow>> read_person(std::string_view municipality,
                                                 std::string_view person_id) const override {
        const std::shared_lock lock(mutex_);
        return find_in(town(municipality).people, person_id);
    }

    Result<std::vector<std::string>> find_people(std::string_view municipality,
                                                 const std::vector<std::string>& hashes) const override {
        const std::shared_lock lock(mutex_);
        std::vector<std::string> ids;
        if (hashes.empty()) return ids;
        for (const auto& [id, person] : town(municipality).people) {
            const std::vector<std::string>& known = person.find_by;
            const bool has_all = std::ranges::all_of(hashes, [&known](const std::string& hash) {
                return std::ranges::binary_search(known, hash);
            });
            if (has_all) ids.push_back(id);
        }
        return ids;
    }

    Result<std::optional<CaseRow>> case_row(const CaseKey& key) const override {
        const std::shared_lock lock(mutex_);
        const auto& lists = town(key.municipality).lists;
        const auto found = lists.find(key.case_id);
        return found == lists.end() ? std::optional<CaseRow>() : found->second.row;
    }

    Result<std::vector<CaseRow>> case_rows(std::string_view municipality,
                                           const CaseFilter& filter) const override {
        return rows_where(municipality, [&filter](const CaseRow& row) { return passes(row, filter); });
    }

    Result<std::vector<CaseRow>> cases_of(std::string_view municipality,
                                          std::string_view person_id) const override {
        return rows_where(municipality,
                          [person_id](const CaseRow& row) { return row.person_id == person_id; });
    }

    Result<std::vector<DueRow>> due_rows(std::string_view municipality,
                                         const CaseFilter& filter) const override {
        const std::shared_lock lock(mutex_);
        std::vector<DueRow> due;
        for (const auto& [id, shown] : town(municipality).lists) {
            if (passes(shown.row, filter)) due.insert(due.end(), shown.due.begin(), shown.due.end());
        }
        return due;
    }

    Result<void> project(const std::vector<Projected>& cases) override {
        for (const Projected& shown : cases) {
            if (auto checked = check(shown); !checked) return checked;
        }
        const std::unique_lock lock(mutex_);
        for (const Projected& shown : cases) {
            const auto here = towns_.find(shown.row.key.municipality);
            if (here == towns_.end() || shown.row.version == 0 ||
                here->second.version_of(shown.row.key.case_id) != shown.row.version) {
                continue;
            }
            here->second.show(shown.row, shown.due);
        }
        return {};
    }

    Result<void> drop_projections(std::string_view municipality) override {
        const std::unique_lock lock(mutex_);
        const auto here = towns_.find(municipality);
        if (here != towns_.end()) here->second.lists.clear();
        return {};
    }

  private:
    static Result<Appended> repeated(const Receipt& receipt, const Append& append) {
        if (receipt.fingerprint == append.fingerprint) {
            return Appended{.version = receipt.version, .is_repeated = true};
        }
        return std::unexpected(
            Error{ErrorCode::conflict, "the idempotency key was used for another request"});
    }

    static void put(Town& town, PersonRow person) {
        std::ranges::sort(person.find_by);
        const auto twice = std::ranges::unique(person.find_by);
        person.find_by.erase(twice.begin(), twice.end());
        std::string id = person.person_id;
        town.people.insert_or_assign(std::move(id), std::move(person));
    }

    const Town& town(std::string_view municipality) const {
        static const Town nothing;
        const auto found = towns_.find(municipality);
        return found == towns_.end() ? nothing : found->second;
    }

    template <class Condition>
    std::vector<CaseRow> rows_where(std::string_view municipality, Condition holds) const {
        const std::shared_lock lock(mutex_);
        std::vector<CaseRow> rows;
        for (const auto& [id, shown] : town(municipality).lists) {
            if (holds(shown.row)) rows.push_back(shown.row);
        }
        return rows;
    }

    mutable std::shared_mutex mutex_;
    ById<Town> towns_;
};

}  // namespace

std::unique_ptr<RecordStore> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace fjorten::store
