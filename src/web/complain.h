// Complaining, for those who do not know the words: a few plain questions, then whom a complaint goes to,
// until when, and a letter ready to send. Nothing is kept.
#pragma once
#include "rulebook/filing.h"
#include "service/case_desk.h"
#include "web/http.h"
#include "web/pages.h"

namespace fjorten::web {

/// The page, or what becomes of the form that `request` brings.
Response answer_complain(const Setting& setting, const service::CaseDesk& desk,
                         const rulebook::Filing& filing, const Request& request);

}  // namespace fjorten::web
