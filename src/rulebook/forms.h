// The forms of rules: their names and the keys that belong to each. Format: docs/formats/rulebook.md.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "rulebook/model.h"
#include "rulebook/reading.h"

namespace fjorten::rulebook {

std::string_view name_of(Form form);
std::optional<Form> form_from(std::string_view name);
/// All of them, in the order of the design.
const std::vector<Form>& all_forms();
/// The keys that only this form has; those that every rule has are common_keys().
const Words& keys_of(Form form);
const Words& common_keys();

}  // namespace fjorten::rulebook
