// The open deadlines of an answer as a calendar file.
#pragma once
#include <string>

#include "web/case_form.h"
#include "web/pages.h"

namespace fjorten::web {

/// The deadlines that a citizen waits for and that are not over, each with rule and source; where the law and
/// the municipality have different days, both. No deadline: a calendar without days.
std::string calendar_file(const Setting& setting, const CaseForm& form, const service::CaseAnswer& answer);

}  // namespace fjorten::web
