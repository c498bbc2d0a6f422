// Another master key: everything goes on, and the old one opens nothing.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/temp_folder.h"
#include "vault/signature.h"
#include "vault/vault.h"

namespace fjorten::vault {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class RotateTest : public testing::Test {
  protected:
    TempFolder folder_;
    std::string keys_ = folder_ / "keys";
    KeyId key_;
    std::string sealed_, blind_, signing_key_;

    void SetUp() override {
        const auto vault = Vault::open(keys_).value();
        key_ = vault->make_key().value();
        sealed_ = vault->seal(key_, "Asta Opdigt", "here").value();
        blind_ = vault->blind("0730/cpr", "0101909995");
        signing_key_ = vault->signing_key();
    }
    void expect_all_as_before() {
        const auto vault = Vault::open(keys_);
        ASSERT_TRUE(vault) << vault.error().message;
        EXPECT_EQ((*vault)->unseal(key_, sealed_, "here").value(), "Asta Opdigt");
        EXPECT_EQ((*vault)->blind("0730/cpr", "0101909995"), blind_) << "people are still found";
        EXPECT_EQ((*vault)->signing_key(), signing_key_);
        EXPECT_TRUE(is_signed("text", (*vault)->signature_of("text"), signing_key_));
    }
};

TEST_F(RotateTest, EverythingGoesOnUnderANewKey) {
    const std::string old = bytes_of(keys_ + "/master.key");
    EXPECT_EQ(Vault::rotate(keys_).value(), 1);
    EXPECT_NE(bytes_of(keys_ + "/master.key"), old);
    EXPECT_FALSE(fs::exists(keys_ + "/master.key.next"));
    expect_all_as_before();
    EXPECT_EQ(Vault::rotate(keys_).value(), 1) << "and again";
    expect_all_as_before();
}

TEST_F(RotateTest, TheOldMasterKeyOpensNothing) {
    const std::string old = bytes_of(keys_ + "/master.key");
    ASSERT_TRUE(Vault::rotate(keys_));
    fs::remove(keys_ + "/master.key");
    { std::ofstream(keys_ + "/master.key", std::ios::binary) << old; }
    fs::permissions(keys_ + "/master.key", fs::perms::owner_read | fs::perms::owner_write);
    const auto vault = Vault::open(keys_);
    ASSERT_FALSE(vault);
    EXPECT_EQ(vault.error().code, ErrorCode::corrupt);
}

TEST_F(RotateTest, IsNotDoneWhileSomebodyHasTheKeysOpen) {
    const auto vault = Vault::open(keys_).value();
    EXPECT_EQ(Vault::rotate(keys_).error().code, ErrorCode::unavailable);
}

// Cut off before the keys were wrapped anew: the next key opens nothing, and goes.
TEST_F(RotateTest, CutOffBeforeTheKeysWereWrappedItIsAsIfItHadNotBegun) {
    TempFolder other;
    { ASSERT_TRUE(Vault::open(other / "keys")); }
    fs::copy_file(other / "keys/master.key", keys_ + "/master.key.next");
    expect_all_as_before();
    EXPECT_FALSE(fs::exists(keys_ + "/master.key.next"));
}

// Cut off between the keys and the file: the next key opens them, and takes its place.
TEST_F(RotateTest, CutOffBeforeTheFileWasChangedItIsFinishedAtTheNextStart) {
    const std::string old = bytes_of(keys_ + "/master.key");
    ASSERT_TRUE(Vault::rotate(keys_));
    fs::rename(keys_ + "/master.key", keys_ + "/master.key.next");
    { std::ofstream(keys_ + "/master.key", std::ios::binary) << old; }
    fs::permissions(keys_ + "/master.key", fs::perms::owner_read | fs::perms::owner_write);
    expect_all_as_before();
    EXPECT_FALSE(fs::exists(keys_ + "/master.key.next"));
    expect_all_as_before();
}

}  // namespace
}  // namespace fjorten::vault
