#include <map>
#include <utility>

#include "base/assert.h"
#include "store/record_store.h"

namespace fjorten::store {

namespace {

constexpr int entries_at_a_time = 1000;
constexpr std::size_t most_faults = 1000;
constexpr int most_unreadable_in_a_row = 100;

class Verification {
  public:
    Verification(const RecordStore& store, std::string_view municipality,
                 const std::function<void(std::int64_t)>& progress)
        : store_(store), municipality_(municipality), progress_(progress) {}

    Result<std::vector<ChainFault>> run() {
        // Head and rows before the entries: whoever appends meanwhile only adds to what they promise.
        auto head = store_.chain_head(municipality_);
        if (!head && head.error().code != ErrorCode::corrupt) return std::unexpected(std::move(head.error()));
        head_ = head ? head->value_or(ChainHead{}) : ChainHead{};
        auto rows = store_.case_rows(municipality_, {.unit = {}, .assigned_to = {}, .with_closed = true});
        if (!rows && rows.error().code != ErrorCode::corrupt) return std::unexpected(std::move(rows.error()));
        if (auto walked = walk(); !walked) return std::unexpected(std::move(walked.error()));
        if (auto ended = check_end(); !ended) return std::unexpected(std::move(ended.error()));
        if (rows) {
            check_lists(*rows);
        } else {
            fault(head_.position, "projection");
        }
        if (progress_) progress_(done_);
        return std::move(faults_);
    }

  private:
    struct Seen {
        std::int64_t version = 0;          // of its last entry
        std::int64_t version_at_head = 0;  // of its last entry that the head covers
        std::int64_t position = 0;         // of that entry
        bool is_in_list = false;
    };

    void fault(std::int64_t position, std::string_view code, std::string_view case_id = {}) {
        if (faults_.size() >= most_faults) return;
        faults_.push_back({municipality_, position, std::string(code), std::string(case_id)});
    }

    Result<void> walk() {
        int at_a_time = entries_at_a_time;
        int unreadable_in_a_row = 0;
        std::int64_t after = 0;
        while (faults_.size() < most_faults) {
            auto entries = store_.read_chain(municipality_, after, at_a_time);
            if (!entries && entries.error().code != ErrorCode::corrupt) {
                return std::unexpected(std::move(entries.error()));
            }
            if (!entries) {
                // One by one, so that the fault gets its position and the rest is still looked at.
                if (std::exchange(at_a_time, 1) > 1) continue;
                fault(++after, "unreadable");
                lose_track(after);
                if (++unreadable_in_a_row > most_unreadable_in_a_row || after >= head_.position) return {};
                continue;
            }
            if (std::exchange(unreadable_in_a_row, 0) > 0) at_a_time = entries_at_a_time;
            if (entries->empty()) {
                if (after >= head_.position) return {};
                // A damaged key can hide what comes after it: look behind it.
                entries = store_.read_chain(municipality_, after + 1, 1);
                if (!entries || entries->empty()) return {};
            }
            for (const Entry& entry : *entries) {
                check(entry);
                if (!has_content(entry)) continue;
                const auto content = store_.read_content(entry.key, entry.version);
                if (!content && content.error().code != ErrorCode::corrupt)
                    return std::unexpected(content.error());
                if (!content || !*content || content_payload(**content) != entry.payload)
                    fault(entry.position, "content");
            }
            if (last_.position <= after) {
                fault(after + 1, "hole");  // keys so damaged that they are out of order
                lose_track(after + 1);
            }
            after = last_.position;
            done_ += static_cast<std::int64_t>(entries->size());
            if (progress_) progress_(done_);
        }
        return {};
    }

    void lose_track(std::int64_t position) {
        last_ = {position, Hash{}};
        is_link_known_ = false;
    }

    void check(const Entry& entry) {
        if (entry.position != last_.position + 1) {
            fault(entry.position, "hole");
            is_link_known_ = false;
        }
        if (hash_of(entry) != entry.hash) fault(entry.position, "hash");
        if (is_link_known_ && entry.previous != last_.hash) fault(entry.position, "link");
        last_ = {entry.position, entry.hash};
        is_link_known_ = true;
        if (entry.position == head_.position && entry.hash != head_.hash) fault(entry.position, "end");
        Seen& seen = cases_[entry.key.case_id];
        if (entry.version != seen.version + 1) fault(entry.position, "version", entry.key.case_id);
        seen.version = entry.version;
        if (entry.position <= head_.position) {
            seen.version_at_head = entry.version;
            seen.position = entry.position;
        }
    }

    // A tail that was cut off leaves nothing to look at: the head tells that it was there. And a head that
    // was set back would leave room for a tail of somebody else's: after the walk it is at what was seen, or
    // beyond.
    Result<void> check_end() {
        if (last_.position < head_.position) fault(last_.position + 1, "end");
        auto head = store_.chain_head(municipality_);
        if (!head && head.error().code != ErrorCode::corrupt) return std::unexpected(std::move(head.error()));
        const std::int64_t position = head ? head->value_or(ChainHead{}).position : 0;
        if (last_.position > position) fault(position + 1, "end");
        return {};
    }

    void check_lists(const std::vector<CaseRow>& rows) {
        for (const CaseRow& row : rows) {
            Seen& seen = cases_[row.key.case_id];
            seen.is_in_list = true;
            if (row.version < seen.version_at_head || row.version > seen.version) {
                fault(seen.position, "projection", row.key.case_id);
            }
        }
        for (const auto& [case_id, seen] : cases_) {
            const bool belongs_there = !is_register({municipality_, case_id});
            if (belongs_there && !seen.is_in_list && seen.version_at_head > 0)
                fault(seen.position, "projection", case_id);
        }
    }

    const RecordStore& store_;
    std::string municipality_;
    const std::function<void(std::int64_t)>& progress_;
    std::vector<ChainFault> faults_;
    std::map<std::string, Seen, std::less<>> cases_;
    ChainHead head_, last_;
    bool is_link_known_ = true;
    std::int64_t done_ = 0;
};

}  // namespace

Result<std::vector<ChainFault>> verify_chain(const RecordStore& store, std::string_view municipality,
                                             const std::function<void(std::int64_t)>& progress) {
    return Verification(store, municipality, progress).run();
}

}  // namespace fjorten::store
