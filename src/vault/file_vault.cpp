// A folder with the master key and, in a small database, the keys of people wrapped under it.
#include <sys/stat.h>

#include <sodium.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "disk/files.h"
#include "disk/sqlite.h"
#include "vault/master_key.h"
#include "vault/sealing.h"
#include "vault/vault.h"

namespace fjorten::vault {

namespace {

using disk::Database;
using disk::Query;

constexpr std::string_view proof_text = "fjorten-keys-1";
constexpr int most_log_pages = 1000;

Error no_such_key() { return Error{ErrorCode::not_found, "there is no such key, or no longer"}; }

/// Keys that were needed lately, unwrapped, in guarded memory.
class KeyCache {
  public:
    const unsigned char* find(const KeyId& id) const {
        const auto found = places_.find(id);
        return found == places_.end() ? nullptr : keys_.data() + found->second * key_bytes;
    }

    void keep(const KeyId& id, std::string_view key) {
        const std::size_t place = next_;
        next_ = (next_ + 1) % places;
        places_.erase(owners_[place]);
        owners_[place] = id;
        places_.insert_or_assign(id, place);
        std::memcpy(keys_.data() + place * key_bytes, key.data(), key_bytes);
    }

    void forget(const KeyId& id) {
        const auto found = places_.find(id);
        if (found == places_.end()) return;
        sodium_memzero(keys_.data() + found->second * key_bytes, key_bytes);
        owners_[found->second].clear();
        places_.erase(found);
    }

  private:
    static constexpr std::size_t places = 1024;
    SecretBytes keys_{places * key_bytes};
    std::array<KeyId, places> owners_;
    std::map<KeyId, std::size_t> places_;
    std::size_t next_ = 0;
};

class FileVault final : public Vault {
  public:
    FileVault(disk::FileLock lock, std::unique_ptr<Database> database, const SecretBytes& master)
        : lock_(std::move(lock)),
          database_(std::move(database)),
          wrapping_key_(derived_key(master, "wrapping")),
          blind_key_(derived_key(master, "blinding")),
          signing_seed_(derived_key(master, "signing-")),
          signer_(signing_seed_) {}

    /// Makes the tables, and finds out whether they were made under this master key.
    Result<void> prepare() {
        auto made = database_->script(
            "BEGIN IMMEDIATE;"
            "CREATE TABLE IF NOT EXISTS person_key (key_id TEXT NOT NULL PRIMARY KEY, wrapped BLOB NOT NULL)"
            " STRICT, WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS proof (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL)"
            " STRICT;"
            "CREATE TABLE IF NOT EXISTS kept_secret (name TEXT NOT NULL PRIMARY KEY, sealed BLOB NOT NULL)"
            " STRICT, WITHOUT ROWID;"
            "PRAGMA application_id = 0x464a4b31;"
            "COMMIT");
        if (!made) return made;
        Query query = database_->query("SELECT sealed FROM proof");
        const auto row = query.step();
        if (!row) return std::unexpected(row.error());
        if (!*row) {
            return database_->run("INSERT INTO proof (id, sealed) VALUES (1, ?1)",
                                  disk::Blob{sealed_under(wrapping_key_.data(), proof_text, "proof")});
        }
        const auto proof = opened_under(wrapping_key_.data(), query.bytes(0), "proof");
        if (!proof || *proof != proof_text) {
            return std::unexpected(Error{ErrorCode::corrupt, "the keys were made under another master key"});
        }
        return take_kept_secrets();
    }

    /// Everything under the wrapping key that follows from `master`, in one transaction.
    Result<std::int64_t> wrap_under(const SecretBytes& master) {
        const SecretBytes wrapping = derived_key(master, "wrapping");
        const std::unique_lock lock(mutex_);
        std::map<KeyId, std::string> wrapped;
        {
            Query query = database_->query("SELECT key_id, wrapped FROM person_key");
            Result<void> opened;
            auto read = query.each([&] {
                const KeyId id = query.bytes(0);
                auto key = opened_under(wrapping_key_.data(), query.bytes(1), place_of(id));
                if (!key) opened = std::unexpected(std::move(key.error()));
                if (!opened) return;
                wrapped.emplace(id, sealed_under(wrapping.data(), *key, place_of(id)));
                sodium_memzero(key->data(), key->size());
            });
            if (read) read = std::move(opened);
            if (!read) return std::unexpected(std::move(read.error()));
        }
        auto done = database_->run("BEGIN IMMEDIATE");
        for (const auto& [id, bytes] : wrapped) {
            if (done)
                done = database_->run("UPDATE person_key SET wrapped = ?2 WHERE key_id = ?1", id,
                                      disk::Blob{bytes});
        }
        const auto keep = [&](std::string_view name, const SecretBytes& secret) {
            if (done)
                done = database_->run(
                    "INSERT INTO kept_secret VALUES (?1, ?2)"
                    " ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
                    name, disk::Blob{sealed_under(wrapping.data(), view_of(secret), name)});
        };
        keep("blinding", blind_key_);
        keep("signing", signing_seed_);
        if (done)
            done = database_->run("UPDATE proof SET sealed = ?1",
                                  disk::Blob{sealed_under(wrapping.data(), proof_text, "proof")});
        if (done) done = database_->run("COMMIT");
        if (!done) {
            database_->roll_back();
            return std::unexpected(std::move(done.error()));
        }
        // No page with a key under the old one stays behind.
        if (auto emptied = database_->checkpoint(disk::Checkpoint::truncate); !emptied)
            return std::unexpected(std::move(emptied.error()));
        return static_cast<std::int64_t>(wrapped.size());
    }

    Result<KeyId> make_key() override {
        KeyId id = random_hex(16);
        const SecretBytes key = random_key();
        const std::string wrapped = sealed_under(wrapping_key_.data(), view_of(key), place_of(id));
        const std::unique_lock lock(mutex_);
        auto written = database_->run("INSERT INTO person_key (key_id, wrapped) VALUES (?1, ?2)", id,
                                      disk::Blob{wrapped});
        if (!written) return std::unexpected(std::move(written.error()));
        if (database_->log_pages() > most_log_pages) database_->tidy_log();
        cache_.keep(id, view_of(key));
        return id;
    }

    Result<void> destroy_key(const KeyId& key) override {
        const std::unique_lock lock(mutex_);
        auto deleted = database_->run("DELETE FROM person_key WHERE key_id = ?1", key);
        if (!deleted) return deleted;
        const bool is_known = database_->changed_rows() > 0;
        cache_.forget(key);
        // The log still holds the page as it was. Also when the key is gone already: the log may not be.
        auto emptied = database_->checkpoint(disk::Checkpoint::truncate);
        if (!emptied) return std::unexpected(std::move(emptied.error()));
        if (!*emptied) {
            return std::unexpected(
                Error{ErrorCode::unavailable, "somebody reads keys.db: the log keeps a copy"});
        }
        if (!is_known) return std::unexpected(no_such_key());
        return {};
    }

    Result<std::string> seal(const KeyId& key, std::string_view text,
                             std::string_view context) const override {
        return with_key(key, [&](const unsigned char* bytes) -> Result<std::string> {
            return sealed_under(bytes, text, context);
        });
    }

    Result<std::string> unseal(const KeyId& key, std::string_view sealed,
                               std::string_view context) const override {
        return with_key(key,
                        [&](const unsigned char* bytes) { return opened_under(bytes, sealed, context); });
    }

    std::string blind(std::string_view purpose, std::string_view text) const override {
        return keyed_hash(blind_key_, purpose, text);
    }
    std::string signature_of(std::string_view text) const override { return signer_.signature_of(text); }
    std::string signing_key() const override { return signer_.public_key(); }

  private:
    static std::string_view view_of(const SecretBytes& key) {
        return {reinterpret_cast<const char*>(key.data()), key_bytes};
    }
    static std::string place_of(const KeyId& id) { return "person_key/" + id; }

    // Of before the master key was changed: hashes and signatures go on as they were.
    Result<void> take_kept_secrets() {
        Query query = database_->query("SELECT name, sealed FROM kept_secret");
        Result<void> taken;
        auto read = query.each([&] {
            const std::string name = query.bytes(0);
            auto secret = opened_under(wrapping_key_.data(), query.bytes(1), name);
            if (!secret || secret->size() != key_bytes) {
                taken = std::unexpected(Error{ErrorCode::corrupt, "a secret of the vault does not open"});
                return;
            }
            SecretBytes& place = name == "blinding" ? blind_key_ : signing_seed_;
            std::memcpy(place.data(), secret->data(), key_bytes);
            sodium_memzero(secret->data(), secret->size());
        });
        if (!read) return read;
        if (taken) signer_ = SigningKey(signing_seed_);
        return taken;
    }

    template <class Use>
    Result<std::string> with_key(const KeyId& key, Use use) const {
        {
            const std::shared_lock lock(mutex_);
            if (const unsigned char* bytes = cache_.find(key)) return use(bytes);
        }
        const std::unique_lock lock(mutex_);
        if (auto loaded = load(key); !loaded) return std::unexpected(std::move(loaded.error()));
        return use(cache_.find(key));
    }

    Result<void> load(const KeyId& key) const {
        if (cache_.find(key) != nullptr) return {};
        Query query = database_->query("SELECT wrapped FROM person_key WHERE key_id = ?1", key);
        const auto row = query.step();
        if (!row) return std::unexpected(row.error());
        if (!*row) return std::unexpected(no_such_key());
        auto bytes = opened_under(wrapping_key_.data(), query.bytes(0), place_of(key));
        if (!bytes) return std::unexpected(std::move(bytes.error()));
        if (bytes->size() != key_bytes)
            return std::unexpected(Error{ErrorCode::corrupt, "key of another size"});
        cache_.keep(key, *bytes);
        sodium_memzero(bytes->data(), bytes->size());
        return {};
    }

    disk::FileLock lock_;  // let go last
    std::unique_ptr<Database> database_;
    SecretBytes wrapping_key_;
    SecretBytes blind_key_;
    SecretBytes signing_seed_;
    SigningKey signer_;
    mutable std::shared_mutex mutex_;  // guards the database and the cache
    mutable KeyCache cache_;
};

Result<void> make_folder(const std::string& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return {};
    const auto parent = std::filesystem::path(folder).parent_path();
    if (!parent.empty()) std::filesystem::create_directories(parent, error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return std::unexpected(
            Error{ErrorCode::unavailable, "folder " + folder + ": " + std::strerror(errno)});
    }
    return disk::sync_folder_of(folder);
}

std::string master_path(const std::string& folder) { return folder + "/master.key"; }
std::string next_path(const std::string& folder) { return folder + "/master.key.next"; }

Result<SecretBytes> master_key_of(const std::string& folder) {
    const std::string path = master_path(folder);
    auto key = read_master_key(path);
    if (key || key.error().code != ErrorCode::not_found) return key;
    std::error_code ignored;
    if (std::filesystem::exists(folder + "/keys.db", ignored)) {
        // A new one would open none of them.
        return std::unexpected(Error{ErrorCode::corrupt, "there are keys, but their master key is missing"});
    }
    return make_master_key(path);
}

// The next master key takes the place of the old one, on disk when this returns.
Result<void> take_next(const std::string& folder) {
    std::error_code error;
    std::filesystem::rename(next_path(folder), master_path(folder), error);
    if (error) return std::unexpected(Error{ErrorCode::unavailable, "master.key.next: " + error.message()});
    return disk::sync_folder_of(master_path(folder));
}

Result<std::unique_ptr<FileVault>> opened_with(const std::string& folder, disk::FileLock lock,
                                               const SecretBytes& master) {
    auto database = Database::open(folder + "/keys.db", disk::Access::read_write, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    // What is deleted is overwritten with zeros.
    if (auto set = (*database)->script("PRAGMA secure_delete = ON"); !set) {
        return std::unexpected(std::move(set.error()));
    }
    auto vault = std::make_unique<FileVault>(std::move(lock), std::move(*database), master);
    if (auto prepared = vault->prepare(); !prepared) return std::unexpected(std::move(prepared.error()));
    return vault;
}

Result<std::unique_ptr<FileVault>> open_files(const std::string& folder) {
    start_sodium();
    if (auto made = make_folder(folder); !made) return std::unexpected(std::move(made.error()));
    const auto locked = [&] { return disk::FileLock::take(folder + "/lock"); };
    auto lock = locked();
    if (!lock) return std::unexpected(std::move(lock.error()));
    // A change of the master key that was cut off: whichever of the two opens the keys is the right one.
    std::error_code ignored;
    if (std::filesystem::exists(next_path(folder), ignored)) {
        auto next = read_master_key(next_path(folder));
        if (!next) return std::unexpected(std::move(next.error()));
        auto vault = opened_with(folder, std::move(*lock), *next);
        if (vault) {
            if (auto taken = take_next(folder); !taken) return std::unexpected(std::move(taken.error()));
            return vault;
        }
        if (vault.error().code != ErrorCode::corrupt) return vault;
        std::filesystem::remove(next_path(folder), ignored);
        lock = locked();
        if (!lock) return std::unexpected(std::move(lock.error()));
    }
    auto master = master_key_of(folder);
    if (!master) return std::unexpected(std::move(master.error()));
    return opened_with(folder, std::move(*lock), *master);
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(const std::string& folder) {
    auto vault = open_files(folder);
    if (!vault) return std::unexpected(std::move(vault.error()));
    return std::unique_ptr<Vault>(std::move(*vault));
}

Result<std::int64_t> Vault::rotate(const std::string& folder) {
    auto vault = open_files(folder);
    if (!vault) return std::unexpected(std::move(vault.error()));
    auto next = make_master_key(next_path(folder));
    if (!next) return std::unexpected(std::move(next.error()));
    auto count = (*vault)->wrap_under(*next);
    if (!count) return count;
    if (auto taken = take_next(folder); !taken) return std::unexpected(std::move(taken.error()));
    return count;
}

}  // namespace fjorten::vault
