// The vaults under test.
#pragma once
#include <memory>
#include <string>

#include "vault/vault.h"

namespace fjorten::vault {

struct VaultInUse {
    std::shared_ptr<void> folder;  // removed after the vault
    std::unique_ptr<Vault> vault;
};
using MakeVault = VaultInUse (*)();

inline VaultInUse vault_in_memory() { return {.folder = {}, .vault = Vault::in_memory()}; }

}  // namespace fjorten::vault
