#include "inspection.h"

#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "vault/vault.h"

namespace fjorten::crash {

namespace {

class Inspection {
  public:
    explicit Inspection(const store::RecordStore& records) : records_(records) {}

    std::vector<std::string> run(const Acknowledged& acknowledged) {
        const auto problems = records_.storage_faults().value();
        for (const auto& problem : problems) wrong("storage: " + problem);
        const auto municipalities = records_.municipalities().value();
        for (const std::string& municipality : municipalities) inspect_chain(municipality);
        for (const auto& [id, append] : acknowledged.appends) {
            const auto receipt = records_.receipt(append.key.municipality, id.substr(5)).value();
            if (!receipt || receipt->version != append.version || receipt->key != append.key) {
                wrong("lost the acknowledged append " + id);
            }
        }
        return std::move(wrong_);
    }

  private:
    struct Written {
        store::CaseKey key;
        int entries = 0;
        std::int64_t last_position = 0;
        std::int64_t last_version = 0;
    };

    void wrong(std::string what) { wrong_.push_back(std::move(what)); }

    void inspect_chain(const std::string& municipality) {
        const auto faults = store::verify_chain(records_, municipality, {}).value();
        for (const store::ChainFault& fault : faults) {
            wrong(fmt::format("{} at {} of {}: {}", fault.code, fault.position, municipality, fault.case_id));
        }
        std::map<std::string, Written> written;     // by mark
        std::map<std::string, std::string> latest;  // mark by case
        std::int64_t position = 0;
        for (;;) {
            const auto entries = records_.read_chain(municipality, position, 1000).value();
            if (entries.empty()) break;
            for (const store::Entry& entry : entries) {
                Written& one = written[entry.payload];
                if (one.entries > 0 && one.last_position + 1 != entry.position)
                    wrong("apart: " + entry.payload);
                one = {entry.key, one.entries + 1, entry.position, entry.version};
                latest[entry.key.case_id] = entry.payload;
                position = entry.position;
            }
        }
        for (const auto& [mark, one] : written) inspect_append(mark, one);
        for (const auto& [case_id, mark] : latest)
            inspect_lists({municipality, case_id}, mark, written[mark]);
    }

    void inspect_append(const std::string& mark, const Written& one) {
        const std::size_t slash = mark.find('/');
        if (std::to_string(one.entries) != mark.substr(slash + 1)) wrong("half written: " + mark);
        const auto receipt = records_.receipt(one.key.municipality, mark.substr(0, slash)).value();
        if (!receipt || receipt->key != one.key || receipt->version != one.last_version) {
            wrong("written without a receipt: " + mark);
        }
    }

    // What the lists show, and who the case is about, is of the very append that came last.
    void inspect_lists(const store::CaseKey& key, const std::string& mark, const Written& one) {
        const auto row = records_.case_row(key).value();
        if (!row || row->rulebooks != mark || row->version != one.last_version) wrong("list without " + mark);
        const auto person = records_.read_person(key.municipality, key.case_id).value();
        if (!person || person->sealed != mark || person->find_by != std::vector{mark})
            wrong("person without " + mark);
        if (due_.empty() || due_of_ != key.municipality) {
            due_.clear();
            due_of_ = key.municipality;
            const auto rows = records_.due_rows(key.municipality, {}).value();
            for (const store::DueRow& due : rows) due_[due.key.case_id].push_back(due.state);
        }
        if (due_[key.case_id] != std::vector(static_cast<std::size_t>(one.entries), mark)) {
            wrong("deadlines without " + mark);
        }
    }

    const store::RecordStore& records_;
    std::map<std::string, std::vector<std::string>> due_;  // states by case, of one municipality
    std::string due_of_;
    std::vector<std::string> wrong_;
};

void inspect_keys(const std::string& folder, const Acknowledged& acknowledged,
                  std::vector<std::string>& wrong) {
    const auto keys = vault::Vault::open(folder + "/keys");
    if (!keys) {
        wrong.push_back("keys: " + keys.error().message);
        return;
    }
    for (const std::string& key : acknowledged.keys) {
        if (!(*keys)->seal(key, "text", "place")) wrong.push_back("lost the acknowledged key " + key);
    }
    for (const std::string& key : acknowledged.destroyed_keys) {
        if ((*keys)->seal(key, "text", "place")) wrong.push_back("a destroyed key is back: " + key);
    }
}

}  // namespace

void Acknowledged::take(const std::string& line) {
    std::istringstream words(line);
    std::string what, id;
    words >> what;
    if (what == "A") {
        Append append;
        words >> append.key.municipality >> append.key.case_id >> append.version >> id;
        appends.insert_or_assign(append.key.municipality + " " + id, append);
    } else if (what == "K") {
        words >> id;
        keys.insert(id);
        ++keys_made;
    } else if (what == "W") {
        words >> id;
        keys.erase(id);
    } else if (what == "D") {
        words >> id;
        destroyed_keys.insert(id);
    }
}

std::vector<std::string> inspect(const std::string& folder, const Acknowledged& acknowledged) {
    std::vector<std::string> wrong;
    {
        const auto records = store::sqlite_store(folder + "/record.db");
        if (!records) return {"record: " + records.error().message};
        wrong = Inspection(**records).run(acknowledged);
    }
    inspect_keys(folder, acknowledged, wrong);
    return wrong;
}

}  // namespace fjorten::crash
