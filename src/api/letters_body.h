// Letters of a case in and out of the interface for programs, and the steps that send them.
// docs/formats/api.md lists every key.
#pragma once
#include <expected>
#include <string>

#include "base/diagnostic.h"
#include "base/document.h"
#include "service/case_letters.h"
#include "service/complaint_step.h"
#include "service/file_access.h"

namespace fjorten::api {

/// The letter as paper, or what it lacks; what it does not print, and whether and where it was kept.
std::string letter_json(const service::CaseLetter& letter);

// What a body tells, or every mistake at its place. Which case and version it is about is said elsewhere.
std::expected<service::SendLetter, Diagnostics> letter_from(const Document& body, calendar::Date today);
std::expected<service::TakeStep, Diagnostics> step_from(const Document& body, calendar::Date today);
std::expected<service::GiveFile, Diagnostics> file_answer_from(const Document& body, calendar::Date today);

}  // namespace fjorten::api
