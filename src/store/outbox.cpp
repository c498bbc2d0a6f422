#include "store/outbox.h"

#include <algorithm>
#include <filesystem>

#include "disk/files.h"

namespace fjorten::store {

namespace {

namespace fs = std::filesystem;
constexpr std::string_view ending = ".json";

std::unexpected<Error> unavailable(const std::string& why) {
    return std::unexpected(Error{ErrorCode::unavailable, why});
}

// Names are made of numbers of appointments and cases: nothing that could lead out of the folder.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 120 && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.';
           });
}

}  // namespace

Result<void> Outbox::put(std::string_view name, std::string_view json) const {
    if (folder_.empty()) return unavailable("there is no folder for messages");
    if (!is_name(name)) return std::unexpected(Error{ErrorCode::invalid_input, "no name of a message"});
    std::error_code error;
    if (!fs::exists(folder_, error)) {
        fs::create_directories(folder_, error);
        if (!error) fs::permissions(folder_, fs::perms::owner_all, error);
        if (error) return unavailable(error.message());
        if (auto kept = disk::sync_folder_of(folder_); !kept) return kept;
    }
    auto made = disk::make_file(folder_ + "/" + std::string(name) + std::string(ending), json);
    if (!made && made.error().code != ErrorCode::conflict) return made;
    return {};
}

Result<std::vector<std::string>> Outbox::waiting() const {
    std::vector<std::string> names;
    std::error_code error;
    if (folder_.empty() || !fs::exists(folder_, error)) return names;
    for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
        std::string name = at->path().filename().string();
        if (!name.ends_with(ending)) continue;
        name.resize(name.size() - ending.size());
        if (is_name(name)) names.push_back(std::move(name));
    }
    if (error) return unavailable(error.message());
    std::ranges::sort(names);
    return names;
}

Result<void> Outbox::remove(std::string_view name) const {
    if (!is_name(name)) return std::unexpected(Error{ErrorCode::invalid_input, "no name of a message"});
    std::error_code error;
    fs::remove(folder_ + "/" + std::string(name) + std::string(ending), error);
    if (error) return unavailable(error.message());
    return {};
}

}  // namespace fjorten::store
