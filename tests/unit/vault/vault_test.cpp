// What every vault promises, whether its keys live in memory or on disk.
#include "vault/vault.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vaults.h"

namespace fjorten::vault {
namespace {

constexpr std::string_view place = "0730/26-4F7K/12";

class EveryVault : public testing::TestWithParam<MakeVault> {
  protected:
    VaultInUse vault_ = GetParam()();
    Vault& vault() { return *vault_.vault; }
    KeyId new_key() { return vault().make_key().value(); }
};

TEST_P(EveryVault, OpensWhatItSealed) {
    const KeyId key = new_key();
    for (const std::string& text :
         {std::string(), std::string("x"), std::string("a\0b", 3), std::string(256 * 1024, 'y')}) {
        const auto sealed = vault().seal(key, text, place);
        ASSERT_TRUE(sealed.has_value());
        EXPECT_EQ(vault().unseal(key, *sealed, place).value(), text);
    }
}

TEST_P(EveryVault, ShowsNothingOfTheText) {
    const KeyId key = new_key();
    const std::string text = "Karen Hansen, 010190-1234";
    const std::string first = vault().seal(key, text, place).value();
    EXPECT_EQ(first.find("Karen"), std::string::npos);
    EXPECT_NE(first, vault().seal(key, text, place).value()) << "the same text twice looks different";
}

TEST_P(EveryVault, OpensNowhereElse) {
    const KeyId key = new_key();
    const std::string sealed = vault().seal(key, "text", place).value();
    for (const std::string_view elsewhere : {"0730/26-4F7K/13", "0730/26-4F7K/1", "", "0730/26-4F7K/122"}) {
        EXPECT_EQ(vault().unseal(key, sealed, elsewhere).error().code, ErrorCode::corrupt);
    }
    EXPECT_EQ(vault().unseal(new_key(), sealed, place).error().code, ErrorCode::corrupt);
}

TEST_P(EveryVault, NoticesEveryChangedBit) {
    const KeyId key = new_key();
    const std::string sealed = vault().seal(key, "thirty bytes of text, or so", place).value();
    for (std::size_t at = 0; at < sealed.size() * 8; ++at) {
        std::string changed = sealed;
        changed[at / 8] = static_cast<char>(changed[at / 8] ^ (1 << (at % 8)));
        ASSERT_EQ(vault().unseal(key, changed, place).error().code, ErrorCode::corrupt) << "bit " << at;
    }
    for (std::size_t length = 0; length < sealed.size(); ++length) {
        ASSERT_FALSE(vault().unseal(key, sealed.substr(0, length), place)) << "cut at " << length;
    }
}

TEST_P(EveryVault, ForgetsADestroyedKeyForGood) {
    const KeyId key = new_key();
    const KeyId other = new_key();
    const std::string sealed = vault().seal(key, "text", place).value();
    const std::string kept = vault().seal(other, "kept", place).value();
    ASSERT_TRUE(vault().destroy_key(key).has_value());
    EXPECT_EQ(vault().unseal(key, sealed, place).error().code, ErrorCode::not_found);
    EXPECT_EQ(vault().seal(key, "more", place).error().code, ErrorCode::not_found);
    EXPECT_EQ(vault().destroy_key(key).error().code, ErrorCode::not_found);
    EXPECT_EQ(vault().unseal(other, kept, place).value(), "kept");
}

TEST_P(EveryVault, KnowsNoKeyThatItDidNotMake) {
    for (const std::string& key :
         {std::string(), std::string("x"), std::string(32, 'a'), std::string(1, '\0')}) {
        EXPECT_EQ(vault().seal(key, "text", place).error().code, ErrorCode::not_found);
    }
}

// A guarded page for each key ended the process at sixteen thousand people.
TEST(VaultInMemory, HoldsTheKeysOfAWholeMunicipality) {
    const auto vault = Vault::in_memory();
    std::vector<KeyId> keys;
    for (int i = 0; i < 30'000; ++i) keys.push_back(vault->make_key().value());
    for (const KeyId& key : {keys.front(), keys.back()}) {
        const auto sealed = vault->seal(key, "text", place);
        EXPECT_EQ(vault->unseal(key, sealed.value(), place).value(), "text");
    }
}

TEST_P(EveryVault, FindsBlindly) {
    const std::string hash = vault().blind("0730/cpr", "0101901234");
    EXPECT_EQ(hash.size(), 32U);
    EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(hash, vault().blind("0730/cpr", "0101901234"));
    EXPECT_NE(hash, vault().blind("0730/cpr", "0101901235"));
    EXPECT_NE(hash, vault().blind("0840/cpr", "0101901234"));
    EXPECT_NE(vault().blind("a", "bc"), vault().blind("ab", "c"));
    EXPECT_NE(hash, Vault::in_memory()->blind("0730/cpr", "0101901234")) << "under another master key";
}

INSTANTIATE_TEST_SUITE_P(Memory, EveryVault, testing::Values(&vault_in_memory));
INSTANTIATE_TEST_SUITE_P(Disk, EveryVault, testing::Values(&vault_on_disk));

}  // namespace
}  // namespace fjorten::vault
