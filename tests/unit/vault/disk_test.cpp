// The folder of keys: what is in it, who may read it, what is left of a key that was destroyed.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "support/temp_folder.h"
#include "vault/vault.h"

namespace fjorten::vault {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

unsigned mode_of(const std::string& path) {
    struct stat status{};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777U;
}

/// The wrapped key as it stands in keys.db, which nobody has open.
std::string wrapped(const std::string& folder, const KeyId& key) {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open_v2((folder + "/keys.db").c_str(), &database, SQLITE_OPEN_READONLY, nullptr),
              SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, "SELECT wrapped FROM person_key WHERE key_id = ?1", -1, &statement, nullptr);
    sqlite3_bind_text(statement, 1, key.c_str(), -1, nullptr);
    std::string bytes;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        bytes.assign(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                     static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return bytes;
}

bool is_anywhere(const std::string& folder, const std::string& bytes) {
    for (const auto& file : fs::directory_iterator(folder)) {
        if (content_of(file.path()).contains(bytes)) return true;
    }
    return false;
}

class KeysOnDisk : public testing::Test {
  protected:
    TempFolder temp_;
    std::string folder_ = temp_ / "data/keys";

    std::unique_ptr<Vault> opened() {
        auto vault = Vault::open(folder_);
        EXPECT_TRUE(vault.has_value()) << vault.error().message;
        return std::move(*vault);
    }
    ErrorCode refusal() {
        const auto vault = Vault::open(folder_);
        EXPECT_FALSE(vault.has_value());
        return vault ? ErrorCode::conflict : vault.error().code;
    }
};

TEST_F(KeysOnDisk, OutliveTheProcess) {
    auto vault = opened();
    const KeyId key = vault->make_key().value();
    const KeyId gone = vault->make_key().value();
    const std::string sealed = vault->seal(key, "text", "place").value();
    const std::string hash = vault->blind("0730/cpr", "0101901234");
    ASSERT_TRUE(vault->destroy_key(gone));
    vault.reset();
    vault = opened();
    EXPECT_EQ(vault->unseal(key, sealed, "place").value(), "text");
    EXPECT_EQ(vault->blind("0730/cpr", "0101901234"), hash);
    EXPECT_EQ(vault->seal(gone, "text", "place").error().code, ErrorCode::not_found);
}

TEST_F(KeysOnDisk, AreTheirOwnersAlone) {
    const auto vault = opened();
    ASSERT_TRUE(vault->make_key());
    EXPECT_EQ(mode_of(folder_), 0700U);
    EXPECT_EQ(mode_of(folder_ + "/master.key"), 0600U);
    EXPECT_EQ(mode_of(folder_ + "/keys.db"), 0600U);
    EXPECT_EQ(mode_of(folder_ + "/keys.db-wal"), 0600U);
}

TEST_F(KeysOnDisk, AreRefusedWhenOthersMayReadThem) {
    opened().reset();
    ASSERT_EQ(chmod((folder_ + "/master.key").c_str(), 0640), 0);
    EXPECT_EQ(refusal(), ErrorCode::forbidden);
}

TEST_F(KeysOnDisk, AreOpenOnce) {
    auto vault = opened();
    EXPECT_EQ(refusal(), ErrorCode::unavailable);
    vault.reset();
    vault = opened();
}

TEST_F(KeysOnDisk, AreNothingWithoutTheirMasterKey) {
    opened()->make_key().value();
    const std::string right = content_of(folder_ + "/master.key");
    fs::remove(folder_ + "/master.key");
    EXPECT_EQ(refusal(), ErrorCode::corrupt) << "missing: no new one is made";
    EXPECT_FALSE(fs::exists(folder_ + "/master.key"));
    std::string other = right;
    other[30] = other[30] == '0' ? '1' : '0';
    for (const std::string& wrong : {other, right.substr(0, right.size() - 1), right + "\n", std::string(),
                                     "x" + right.substr(1), right.substr(0, 25) + "zz" + right.substr(27)}) {
        write(folder_ + "/master.key", wrong);
        ASSERT_EQ(chmod((folder_ + "/master.key").c_str(), 0600), 0);
        EXPECT_EQ(refusal(), ErrorCode::corrupt) << wrong;
    }
    write(folder_ + "/master.key", right);
    opened();
}

TEST_F(KeysOnDisk, CannotBeMadeWhereNothingCanBeWritten) {
    write(temp_ / "data", "a file, no folder");
    EXPECT_EQ(refusal(), ErrorCode::unavailable);
}

TEST_F(KeysOnDisk, LeaveNothingWhenDestroyed) {
    auto vault = opened();
    std::vector<KeyId> keys;
    for (int i = 0; i < 20; ++i) keys.push_back(vault->make_key().value());
    vault.reset();
    std::vector<std::string> secrets;
    for (const KeyId& key : keys) secrets.push_back(wrapped(folder_, key));
    vault = opened();
    for (std::size_t i = 0; i < keys.size(); i += 2) {
        ASSERT_EQ(secrets[i].size(), 1U + 24 + 32 + 16);
        ASSERT_TRUE(is_anywhere(folder_, secrets[i]));
        ASSERT_TRUE(vault->destroy_key(keys[i]));
        EXPECT_FALSE(is_anywhere(folder_, secrets[i])) << "while the vault is open";
    }
    // One that was made and destroyed without the log having been emptied between.
    const KeyId brief = vault->make_key().value();
    EXPECT_TRUE(is_anywhere(folder_, brief));
    ASSERT_TRUE(vault->destroy_key(brief));
    EXPECT_FALSE(is_anywhere(folder_, brief));
    vault.reset();
    for (std::size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(is_anywhere(folder_, secrets[i]), i % 2 == 1);
}

TEST_F(KeysOnDisk, AreNoticedWhenTheyWereChanged) {
    auto vault = opened();
    const KeyId key = vault->make_key().value();
    const std::string sealed = vault->seal(key, "text", "place").value();
    vault.reset();
    const std::string secret = wrapped(folder_, key);
    std::string file = content_of(folder_ + "/keys.db");
    const std::size_t at = file.find(secret);
    ASSERT_NE(at, std::string::npos);
    file[at + 40] = static_cast<char>(file[at + 40] ^ 1);
    write(folder_ + "/keys.db", file);
    vault = opened();
    EXPECT_EQ(vault->unseal(key, sealed, "place").error().code, ErrorCode::corrupt);
}

TEST_F(KeysOnDisk, MayBeMoreThanAreKeptInMemory) {
    const TempFolder fast("/dev/shm");
    const auto vault = Vault::open(fast / "keys").value();
    std::vector<std::pair<KeyId, std::string>> all;
    for (int i = 0; i < 1100; ++i) {
        const KeyId key = vault->make_key().value();
        all.emplace_back(key, vault->seal(key, std::to_string(i), "place").value());
    }
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 4; ++reader) {
        readers.emplace_back([&vault, &all] {
            for (std::size_t i = 0; i < all.size(); ++i) {
                EXPECT_EQ(vault->unseal(all[i].first, all[i].second, "place").value(), std::to_string(i));
            }
        });
    }
    for (std::thread& reader : readers) reader.join();
    ASSERT_TRUE(vault->destroy_key(all[0].first));
    EXPECT_EQ(vault->unseal(all[0].first, all[0].second, "place").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace fjorten::vault
