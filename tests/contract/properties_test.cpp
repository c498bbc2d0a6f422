// Whatever is asked of them, in whatever order: all stores answer alike.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

const std::array<CaseKey, 3> cases = {first_case, second_case, elsewhere};

/// One call, in small numbers that a generator can draw and shrink.
struct Step {
    int what;     // 0-5 append, 6 project, 7 drop the lists, 8 reopen
    int on;       // which case
    int off_by;   // how far the expected version is from the right one
    int key;      // which idempotency key
    int request;  // which request it is: the fingerprint
    int count;    // entries
    int person;   // 0 = none
    int due;      // deadlines
    int flags;    // bits of the row
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
    return out << '{' << step.what << " on " << step.on << " off " << step.off_by << " key " << step.key
               << '/' << step.request << " n " << step.count << " person " << step.person << " due "
               << step.due << " flags " << step.flags << '}';
}

rc::Gen<Step> steps() {
    const auto below = [](int end) { return rc::gen::inRange(0, end); };
    const auto mostly = [](int usual, int from, int to) {
        return rc::gen::weightedOneOf<int>({{6, rc::gen::just(usual)}, {1, rc::gen::inRange(from, to)}});
    };
    return rc::gen::construct<Step>(below(9), below(3), mostly(0, -1, 3), below(30), mostly(0, 0, 2),
                                    mostly(1, 0, 5), below(4), below(4), below(16));
}

Append append_of(const Step& step, std::int64_t version) {
    const CaseKey& key = cases[static_cast<std::size_t>(step.on)];
    Append append = append_many(key, version + step.off_by, "key-" + std::to_string(step.key), step.count);
    append.fingerprint = "request-" + std::to_string(step.request);
    for (NewEntry& entry : append.entries) entry.sealed = std::to_string(step.key);
    if (step.person > 0) {
        append.person = person_of(key.municipality, "person-" + std::to_string(step.person % 2),
                                  {"h" + std::to_string(step.person), "h" + std::to_string(step.key % 3)});
    }
    append.row.person_id = "person-" + std::to_string(step.person);
    append.row.is_open = (step.flags & 1) != 0;
    append.row.unit = (step.flags & 2) != 0 ? "intake" : "";
    append.row.assigned_to = (step.flags & 4) != 0 ? "anna" : "bo";
    for (int i = 0; i < step.due; ++i) append.due.push_back(due_of(key, "law.clock", step.due - i));
    return append;
}

template <class T>
std::string said(const Result<T>& result) {
    return result ? "ok" : "error " + std::to_string(static_cast<int>(result.error().code));
}

std::string take(const Step& step, Subject& subject) {
    RecordStore& store = subject.store();
    const CaseKey& key = cases[static_cast<std::size_t>(step.on)];
    const auto version = static_cast<std::int64_t>(store.read_case(key)->size());
    if (step.what == 8) subject.reopen();
    if (step.what == 7) return said(store.drop_projections(key.municipality));
    if (step.what == 6) {
        Append shown = append_of(step, version - step.count);
        return said(store.project({{shown.row, shown.due}}));
    }
    if (step.what > 5) return "ok";
    const auto appended = store.append(append_of(step, version));
    return said(appended) +
           (appended ? std::to_string(appended->version) + (appended->is_repeated ? "r" : "") : "");
}

/// All that can be asked.
struct Seen {
    std::vector<std::string> municipalities;
    std::vector<Entry> entries;
    std::vector<std::optional<ChainHead>> heads;
    std::vector<std::optional<CaseRow>> rows;
    std::vector<std::vector<CaseRow>> lists;
    std::vector<std::vector<DueRow>> due;
    std::vector<std::vector<std::string>> found;
    std::vector<std::optional<PersonRow>> people;
    std::vector<std::string> receipts;
    std::vector<std::string> faults;
    bool operator==(const Seen&) const = default;
};

template <class T>
void add(std::vector<T>& all, const Result<std::vector<T>>& more) {
    all.insert(all.end(), more->begin(), more->end());
}

Seen look(const RecordStore& store) {
    Seen seen;
    seen.municipalities = store.municipalities().value();
    for (const CaseKey& key : cases) {
        add(seen.entries, store.read_case(key));
        seen.rows.push_back(store.case_row(key).value());
    }
    for (const char* municipality : {"0730", "0840", "0000"}) {
        add(seen.entries, store.read_chain(municipality, 1, 7));
        seen.heads.push_back(store.chain_head(municipality).value());
        for (int filter = 0; filter < 8; ++filter) {
            CaseFilter wanted;
            if ((filter & 1) != 0) wanted.unit = "intake";
            if ((filter & 2) != 0) wanted.assigned_to = "anna";
            wanted.with_closed = (filter & 4) != 0;
            seen.lists.push_back(store.case_rows(municipality, wanted).value());
            seen.due.push_back(store.due_rows(municipality, wanted).value());
        }
        for (int person = 0; person < 4; ++person) {
            const std::string id = "person-" + std::to_string(person);
            seen.people.push_back(store.read_person(municipality, id).value());
            seen.lists.push_back(store.cases_of(municipality, id).value());
            seen.found.push_back(store
                                     .find_people(municipality, {"h" + std::to_string(person),
                                                                 "h" + std::to_string(person / 2)})
                                     .value());
        }
        for (int key = 0; key < 30; ++key) {
            const auto receipt = store.receipt(municipality, "key-" + std::to_string(key)).value();
            if (receipt) {
                seen.receipts.push_back(receipt->key.case_id + std::to_string(receipt->version) +
                                        receipt->fingerprint);
            }
        }
        const auto faults = verify_chain(store, municipality, {}).value();
        for (const ChainFault& fault : faults) {
            seen.faults.push_back(fault.code + std::to_string(fault.position) + fault.case_id);
        }
    }
    return seen;
}

RC_GTEST_PROP(Stores, AnswerAlike, ()) {
    const auto script = *rc::gen::container<std::vector<Step>>(steps());
    std::vector<std::unique_ptr<Subject>> subjects;
    subjects.push_back(std::make_unique<MemorySubject>());
    subjects.push_back(std::make_unique<SqliteSubject>("/dev/shm"));
    for (const Step& step : script) {
        const std::string expected = take(step, *subjects.front());
        for (std::size_t i = 1; i < subjects.size(); ++i) RC_ASSERT(take(step, *subjects[i]) == expected);
    }
    const Seen expected = look(subjects.front()->store());
    for (std::size_t i = 1; i < subjects.size(); ++i) RC_ASSERT(look(subjects[i]->store()) == expected);
    // Nothing but lists that were dropped or are of a later version can be wrong.
    for (const std::string& fault : expected.faults) RC_ASSERT(fault.starts_with("projection"));
    RC_CLASSIFY(expected.entries.size() > 10U);
    RC_CLASSIFY(!expected.people.empty());
}

}  // namespace
}  // namespace fjorten::store
