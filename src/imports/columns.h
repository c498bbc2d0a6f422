// What the columns of a table mean, and a row of it as a command. Pure.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imports/table.h"
#include "service/provider.h"
#include "service/record_desk.h"

namespace fjorten::imports {

enum class Kind { cases, providers };
inline constexpr std::string_view case_number = "case_number", provider_number = "provider_number";

/// By the column with the number; fails if there is none, or a column that nobody knows.
std::expected<Kind, Diagnostics> kind_of(const Table& table, const rulebook::Vocabulary& vocabulary);

/// The places of what is wrong in the commands are those of the cells.
std::expected<service::OpenCase, Diagnostics> to_case(const Table& table, const Row& row,
                                                      const rulebook::Vocabulary& vocabulary);
std::expected<service::Provider, Diagnostics> to_provider(const Table& table, const Row& row);

/// "2026-03-02", "2-3-2026", "02.03.2026", "2/3/2026".
std::optional<calendar::Date> day_in(std::string_view text);

/// The deadlines whose day in the other system stands in the row: "due.law.treatment_guarantee".
std::vector<std::pair<std::string, const Cell*>> due_days(const Row& row);

/// Diagnostics of a command, each at the cell that it is about.
Diagnostics placed(const Table& table, const Row& row, Diagnostics mistakes);

}  // namespace fjorten::imports
