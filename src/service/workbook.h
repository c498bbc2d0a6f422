// Figures as an Excel workbook: one sheet for each table, with units, whom it is about, and notes.
#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "reports/figures.h"
#include "reports/guarantee.h"

namespace fjorten::service {

/// The bytes of an .xlsx file; the first sheet says what the others are. The same tables give the same bytes.
/// `unavailable` if there is no place for a temporary file.
Result<std::string> workbook_of(const std::vector<reports::Table>& tables, const reports::Span& span,
                                const std::string& municipality, Language language);

}  // namespace fjorten::service
