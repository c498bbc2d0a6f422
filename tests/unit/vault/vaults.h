// The vaults under test.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "support/temp_folder.h"
#include "vault/vault.h"

namespace fjorten::vault {

struct VaultInUse {
    std::shared_ptr<void> folder;  // removed after the vault
    std::unique_ptr<Vault> vault;
};
using MakeVault = VaultInUse (*)();

inline VaultInUse vault_in_memory() { return {.folder = {}, .vault = Vault::in_memory()}; }

inline VaultInUse vault_on_disk() {
    const auto folder = std::make_shared<TempFolder>();
    auto vault = Vault::open(*folder / "keys");
    EXPECT_TRUE(vault.has_value()) << vault.error().message;
    return {.folder = folder, .vault = std::move(*vault)};
}

}  // namespace fjorten::vault
