// The short ways in, each an address of its own: what am I entitled to, where do I turn, what is there for
// relatives, what can a professional send. Nothing is kept.
#pragma once
#include <string>

#include "service/case_desk.h"
#include "web/http.h"
#include "web/pages.h"

namespace fjorten::web {

/// A few optional questions, and what follows from the answers.
Response answer_my_rights(const Setting& setting, const service::CaseDesk& desk, const Request& request);
/// The unit, how it is reached, what happens next, what to bring, who may come along.
Response answer_where_to_turn(const Setting& setting, const service::CaseDesk& desk, const Request& request);
/// Talks for relatives with their limit, and what else a relative can do.
Response answer_relatives(const Setting& setting, const service::CaseDesk& desk, const Request& request);
/// A referral and a notification about a child as letters to fill in.
Response answer_professionals(const Setting& setting, const service::CaseDesk& desk, const Request& request);

}  // namespace fjorten::web
