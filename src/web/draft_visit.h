// The policy owner's pages: which page answers which address below /regelboeger.
#pragma once
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_drafts(Visit& visit);  // editions and drafts
Response answer_doubts(Visit& visit);  // of the edition in force
Response answer_draft(Visit& visit);   // its rules, committees, remarks
Response answer_draft_rule(Visit& visit);
Response answer_draft_new_rule(Visit& visit);
Response answer_draft_wordings(Visit& visit);
Response answer_draft_doubts(Visit& visit);
Response answer_draft_read(Visit& visit);
Response answer_draft_try(Visit& visit);
Response answer_draft_source(Visit& visit);
Response answer_draft_history(Visit& visit);
Response answer_draft_file(Visit& visit);  // the rulebook itself, as YAML

}  // namespace fjorten::web
