// Tables as text for spreadsheets.
#pragma once
#include <string>
#include <vector>

namespace fjorten::web {

/// A line of CSV (RFC 4180) with semicolons, as a Danish spreadsheet reads it. What a spreadsheet would take
/// for a formula becomes text.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace fjorten::web
