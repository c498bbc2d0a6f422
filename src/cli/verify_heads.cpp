#include "cli/verify_heads.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>

#include "base/text_file.h"
#include "service/daily_head.h"
#include "store/access_log.h"

namespace fjorten::cli {

namespace {

namespace fs = std::filesystem;

// nullptr where there is none.
Result<std::unique_ptr<store::AccessLog>> access_log_of(const std::string& data) {
    auto log = store::AccessLog::open_reader(data + "/access.db");
    if (!log && log.error().code == ErrorCode::not_found) return nullptr;
    return log;
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(folder, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (at->path().extension() == ".json") paths.push_back(at->path().string());
    }
    std::ranges::sort(paths);
    return paths;
}

}  // namespace

Result<std::size_t> verify_access(const std::string& data, Shell& shell) {
    const auto log = access_log_of(data);
    if (!log) return std::unexpected(log.error());
    if (*log == nullptr) return 0;
    const auto municipalities = (*log)->municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    std::size_t count = 0;
    for (const std::string& municipality : *municipalities) {
        const auto faults = (*log)->verify(municipality);
        if (!faults) return std::unexpected(faults.error());
        for (const auto& fault : *faults)
            shell.out << say(shell, "verify.access",
                             {message(shell.language, "verify." + fault.code,
                                      {fault.municipality, std::to_string(fault.position), fault.case_id})})
                      << '\n';
        const auto head = (*log)->head(municipality);
        if (faults->empty() && head && *head)
            shell.out << say(shell, "verify.access.holds", {municipality, std::to_string((*head)->position)})
                      << '\n';
        count += faults->size();
    }
    return count;
}

Result<std::size_t> verify_heads(const std::string& data, const std::vector<std::string>& elsewhere,
                                 const store::RecordStore& records, Shell& shell) {
    const auto log = access_log_of(data);
    if (!log) return std::unexpected(log.error());
    std::vector<std::string> paths = files_in(data + "/heads");
    paths.insert(paths.end(), elsewhere.begin(), elsewhere.end());
    std::size_t count = 0, held = 0;
    std::set<std::string> keys;
    for (const std::string& path : paths) {
        const auto text = read_text_file(path);
        const auto head = text ? service::read_head(*text)
                               : Result<service::DailyHead>(std::unexpected(Error{ErrorCode::corrupt, {}}));
        if (!head) {
            shell.out << say(shell, "verify.head_unreadable", {path}) << '\n';
            ++count;
            continue;
        }
        keys.insert(head->key);
        const auto faults = service::check_head(*head, records, log->get());
        if (!faults) return std::unexpected(faults.error());
        for (const auto& fault : *faults)
            shell.out << message(shell.language, "verify." + fault.code,
                                 {head->municipality, head->day.iso(), path,
                                  std::to_string(fault.code == "head_access" ? head->access.position
                                                                             : head->record.position)})
                      << '\n';
        count += faults->size();
        if (faults->empty()) ++held;
    }
    // One house has one key: a second one was made by somebody else, or the house got another vault.
    if (keys.size() > 1) {
        shell.out << say(shell, "verify.head_keys", {std::to_string(keys.size())}) << '\n';
        ++count;
    }
    if (held > 0)
        shell.out << message_count(shell.language, "cli.verify.heads_hold", static_cast<long>(held)) << '\n';
    return count;
}

}  // namespace fjorten::cli
