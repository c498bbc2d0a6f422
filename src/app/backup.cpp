#include "app/backup.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "answer/json_writer.h"
#include "base/assert.h"
#include "base/document.h"
#include "base/text_file.h"
#include "disk/files.h"
#include "disk/sqlite.h"

namespace fjorten::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view manifest = "backup.json", master_key_file = "keys/master.key",
                           keys_file = "keys/keys.db", format = "fjorten backup 1";

std::unexpected<Error> failed(ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message)});
}

struct Digest {
    std::int64_t bytes = 0;
    std::string sha256;
};

std::string hex_of(std::span<const unsigned char> bytes) {
    return fmt::format("{:02x}", fmt::join(bytes, ""));
}

/// Of a file of any size, read piece by piece.
Result<Digest> digest_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failed(ErrorCode::unavailable, "cannot read " + path);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    FJ_ASSERT(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
    Digest digest;
    std::vector<char> piece(std::size_t{1} << 20);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(file.gcount()));
        digest.bytes += file.gcount();
    }
    if (!file.eof()) return failed(ErrorCode::unavailable, "cannot read " + path);
    std::array<unsigned char, 32> hash{};
    EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
    digest.sha256 = hex_of(hash);
    return digest;
}

/// On disk, and for its owner only, when it returns.
Result<void> copy_file(const std::string& from, const std::string& to) {
    std::error_code error;
    fs::create_directories(fs::path(to).parent_path(), error);
    if (!error) fs::permissions(fs::path(to).parent_path(), fs::perms::owner_all, error);
    if (!error) fs::copy_file(from, to, error);
    if (!error) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error) return failed(ErrorCode::unavailable, to + ": " + error.message());
    return disk::sync_file(to);
}

/// What is only there while somebody works, or made anew when somebody starts.
bool is_passing(const std::string& path) {
    const std::string name = fs::path(path).filename().string();
    return name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal") ||
           name.ends_with("lock") || name.ends_with(".next") || name.contains(".new.");
}

/// Files below `folder`, in the order in which they are copied: keys last.
Result<std::vector<std::string>> files_below(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(folder, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (at->is_regular_file(error)) paths.push_back(fs::relative(at->path(), folder, error).string());
    }
    if (error) return failed(ErrorCode::unavailable, folder + ": " + error.message());
    std::ranges::sort(paths);
    std::ranges::stable_partition(paths, [](const std::string& path) { return path != keys_file; });
    return paths;
}

/// One file on its way into a copy.
class Copying {
  public:
    Copying(const std::string& from, const std::string& to, const BackupProgress& progress)
        : from_(from), to_(to), progress_(progress) {}

    Result<BackupFile> add(const std::string& path) const {
        const std::string source = from_ + "/" + path, target = to_ + "/" + path;
        auto copied = path.ends_with(".db") ? copy_database(path, source, target) : copy_file(source, target);
        if (!copied) return std::unexpected(std::move(copied.error()));
        auto digest = digest_of(target);
        if (!digest) return std::unexpected(std::move(digest.error()));
        return BackupFile{.path = path, .bytes = digest->bytes, .sha256 = std::move(digest->sha256)};
    }

  private:
    Result<void> copy_database(const std::string& path, const std::string& source,
                               const std::string& target) const {
        std::error_code error;
        fs::create_directories(fs::path(target).parent_path(), error);
        if (error) return failed(ErrorCode::unavailable, target + ": " + error.message());
        auto database = disk::Database::open(source, disk::Access::read_only, disk::Journal::write_ahead);
        if (!database) return std::unexpected(std::move(database.error()));
        return (*database)->copy_to(target, [&](std::int64_t done, std::int64_t most) {
            if (progress_) progress_(path, done, most);
        });
    }
    const std::string& from_;
    const std::string& to_;
    const BackupProgress& progress_;
};

std::string manifest_text(const Backup& backup) {
    std::string text;
    answer::JsonWriter json(text, answer::JsonStyle::pretty);
    const auto told = [&](std::string_view key, std::string_view value) {
        json.key(key);
        json.text(value);
    };
    const auto counted = [&](std::string_view key, std::int64_t value) {
        json.key(key);
        json.number(value);
    };
    json.open_object();
    told("format", format);
    told("made_at", backup.made_at);
    json.key("chains");
    json.open_list();
    for (const auto& chain : backup.chains) {
        json.open_object();
        told("municipality", chain.municipality);
        counted("position", chain.head.position);
        told("hash", hex_of(chain.head.hash));
        json.close_object();
    }
    json.close_list();
    json.key("files");
    json.open_list();
    for (const auto& file : backup.files) {
        json.open_object();
        told("path", file.path);
        counted("bytes", file.bytes);
        told("sha256", file.sha256);
        json.close_object();
    }
    json.close_list();
    json.close_object();
    return text + "\n";
}

/// Where the chains in the copied record end.
Result<std::vector<BackupChain>> chains_in(const std::string& folder) {
    const auto records = store::sqlite_reader(folder + "/record.db");
    if (!records) return std::unexpected(records.error());
    const auto municipalities = (*records)->municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    std::vector<BackupChain> chains;
    for (const auto& municipality : *municipalities) {
        const auto head = (*records)->chain_head(municipality);
        if (!head) return std::unexpected(head.error());
        if (*head) chains.push_back({municipality, **head});
    }
    return chains;
}

Result<Backup> copy_all(const std::string& data, const std::string& to, const std::string& now,
                        MasterKey master_key, const BackupProgress& progress) {
    const auto paths = files_below(data);
    if (!paths) return std::unexpected(paths.error());
    Backup backup{.made_at = now, .files = {}, .chains = {}};
    const Copying copying(data, to, progress);
    for (const auto& path : *paths) {
        if (is_passing(path) || (path == master_key_file && master_key == MasterKey::left_out)) continue;
        auto file = copying.add(path);
        if (!file) return std::unexpected(std::move(file.error()));
        backup.files.push_back(std::move(*file));
    }
    auto chains = chains_in(to);
    if (!chains) return std::unexpected(std::move(chains.error()));
    // Looking into the copy may leave an index of its log behind.
    for (const char* end : {"/record.db-shm", "/record.db-wal"}) fs::remove(to + end);
    backup.chains = std::move(*chains);
    if (auto written = disk::make_file(to + "/" + std::string(manifest), manifest_text(backup)); !written)
        return std::unexpected(std::move(written.error()));
    return backup;
}

/// Runs `fill` on a folder beside `folder` that takes its place when it is whole.
template <class Fill>
auto made_whole(const std::string& folder, Fill fill) -> decltype(fill(folder)) {
    const std::string draft = folder + ".partial";
    std::error_code error;
    fs::remove_all(draft, error);
    fs::create_directories(draft, error);
    if (!error) fs::permissions(draft, fs::perms::owner_all, error);
    if (error) return failed(ErrorCode::unavailable, draft + ": " + error.message());
    auto filled = fill(draft);
    if (filled) fs::rename(draft, folder, error);
    if (filled && !error) {
        if (auto synced = disk::sync_folder_of(folder); !synced)
            return std::unexpected(std::move(synced.error()));
        return filled;
    }
    std::error_code ignored;
    fs::remove_all(draft, ignored);
    if (!filled) return filled;
    return failed(ErrorCode::unavailable, folder + ": " + error.message());
}

}  // namespace

std::int64_t Backup::bytes() const {
    return std::accumulate(files.begin(), files.end(), std::int64_t{0},
                           [](std::int64_t sum, const BackupFile& file) { return sum + file.bytes; });
}

std::int64_t Backup::entries() const {
    return std::accumulate(
        chains.begin(), chains.end(), std::int64_t{0},
        [](std::int64_t sum, const BackupChain& chain) { return sum + chain.head.position; });
}

bool Backup::has_master_key() const {
    return std::ranges::find(files, master_key_file, &BackupFile::path) != files.end();
}

Result<Backup> make_backup(const std::string& data, const std::string& to, const std::string& now,
                           MasterKey master_key, const BackupProgress& progress) {
    std::error_code ignored;
    if (!fs::exists(data + "/record.db", ignored)) return failed(ErrorCode::not_found, data);
    if (fs::exists(to, ignored)) return failed(ErrorCode::conflict, to);
    return made_whole(
        to, [&](const std::string& draft) { return copy_all(data, draft, now, master_key, progress); });
}

Result<Backup> read_backup(const std::string& folder) {
    const std::string path = folder + "/" + std::string(manifest);
    const auto broken = [](const char* why) { return failed(ErrorCode::corrupt, why); };
    auto text = read_text_file(path);
    if (!text) return broken("unreadable");
    const auto document = read_document(*text, path);
    if (!document || !document->root.is_map()) return broken("no_json");
    const auto word = [](const Node& map, std::string_view key) {
        const Node* const found = map.find(key);
        return found != nullptr && found->is_scalar() ? found->text : std::string{};
    };
    const auto number = [](const Node& map, std::string_view key) {
        const Node* const found = map.find(key);
        return found == nullptr ? std::nullopt : found->as_integer();
    };
    if (word(document->root, "format") != format) return broken("other_format");
    Backup backup{.made_at = word(document->root, "made_at"), .files = {}, .chains = {}};
    const Node* const files = document->root.find("files");
    const Node* const chains = document->root.find("chains");
    if (files == nullptr || chains == nullptr) return broken("incomplete");
    for (const Node& one : files->items) {
        BackupFile file{word(one, "path"), number(one, "bytes").value_or(-1), word(one, "sha256")};
        const fs::path below(file.path);
        const bool climbs = below.is_absolute() || std::ranges::find(below, "..") != below.end();
        if (file.path.empty() || climbs || file.bytes < 0) return broken("path");
        backup.files.push_back(std::move(file));
    }
    for (const Node& one : chains->items) {
        BackupChain chain{word(one, "municipality"),
                          {.position = number(one, "position").value_or(-1), .hash = {}}};
        const std::string hash = word(one, "hash");
        if (hash.size() != 2 * chain.head.hash.size() || chain.head.position < 0) return broken("chain");
        for (std::size_t i = 0; i < chain.head.hash.size(); ++i) {
            const char* const at = hash.data() + 2 * i;
            const auto [end, error] = std::from_chars(at, at + 2, chain.head.hash[i], 16);
            if (error != std::errc{} || end != at + 2) return broken("chain");
        }
        backup.chains.push_back(std::move(chain));
    }
    return backup;
}

Result<std::vector<BackupFault>> check_backup(const std::string& folder, const Backup& backup) {
    std::vector<BackupFault> faults;
    for (const auto& file : backup.files) {
        const auto digest = digest_of(folder + "/" + file.path);
        if (!digest || digest->bytes != file.bytes || digest->sha256 != file.sha256)
            faults.push_back({BackupFault::Kind::broken, file.path});
    }
    const auto present = files_below(folder);
    if (!present) return std::unexpected(present.error());
    for (const auto& path : *present) {
        if (path != manifest &&
            std::ranges::find(backup.files, path, &BackupFile::path) == backup.files.end())
            faults.push_back({BackupFault::Kind::stray, path});
    }
    return faults;
}

Result<void> restore_backup(const std::string& folder, const Backup& backup, const std::string& to,
                            const std::string& master_key, const BackupProgress& progress,
                            const std::function<Result<void>(const std::string&)>& is_right) {
    std::error_code ignored;
    if (fs::exists(to, ignored) && !fs::is_empty(to, ignored)) return failed(ErrorCode::conflict, to);
    return made_whole(to, [&](const std::string& draft) -> Result<void> {
        std::int64_t done = 0;
        for (const auto& file : backup.files) {
            auto copied = copy_file(folder + "/" + file.path, draft + "/" + file.path);
            if (!copied) return copied;
            done += file.bytes;
            if (progress) progress(file.path, done, backup.bytes());
        }
        if (!master_key.empty()) {
            auto copied = copy_file(master_key, draft + "/" + std::string(master_key_file));
            if (!copied) return copied;
        }
        return is_right(draft);
    });
}

}  // namespace fjorten::app
