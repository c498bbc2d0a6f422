// Pages about access: one's own, who looked at what, and cases opened with a reason.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/access_desk.h"
#include "service/representatives.h"
#include "service/sessions.h"
#include "web/work_pages.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_own_access(Visit& visit);
Response answer_access_log(Visit& visit);
Response answer_glasses(Visit& visit);
Response answer_glass(Visit& visit);
Response answer_case_log(Visit& visit);
Response answer_representatives(Visit& visit);

/// Who may see a case for its citizen, each with a button that ends it; `place` is where that goes.
Html representative_list(const WorkSetting& setting, const std::string& case_id, WorkPlace place,
                         const std::vector<service::NamedRepresentative>& all);

struct OwnAccess {
    std::vector<store::Session> sessions;
    std::string session_id;  // of this one
    std::vector<store::ApiToken> tokens;
    bool has_password = false, has_factor = false, must_have_factor = false;
    std::int64_t paper_codes = 0;
    std::string secret = {};                  // base 32: a second factor being set up
    std::vector<std::string> new_codes = {};  // shown once
    std::string new_token = {};               // shown once
    std::string done = {};                    // what was just done: "password", "session", ...
    std::vector<Problem> problems = {};
};
std::string own_access_page(const WorkSetting& setting, const OwnAccess& access);

struct AccessLogPage {
    Fields asked;  // account, act, outcome, case, from, to: as typed
    std::vector<service::NamedAccess> entries;
    std::vector<store::Account> accounts;
    std::vector<Problem> problems = {};
};
std::string access_log_page(const WorkSetting& setting, const AccessLogPage& page);
/// As CSV (RFC 4180), with a semicolon and a byte order mark, as Danish Excel wants it.
std::string access_csv(const WorkSetting& setting, const std::vector<service::NamedAccess>& entries);

std::string glasses_page(const WorkSetting& setting, const std::vector<service::OpenedWithReason>& glasses);
/// The form that asks for the reason; `case_id` is all that is told of the case.
std::string glass_page(const WorkSetting& setting, const std::string& reason,
                       const std::vector<Problem>& problems);

/// Who looked at a case, as staff and the citizen see it.
Html case_log_table(const WorkSetting& setting, const std::vector<service::NamedAccess>& entries);
std::string case_log_page(const WorkSetting& setting, const std::string& case_id,
                          const std::vector<service::NamedAccess>& entries);
Result<std::string> case_log_pdf(const WorkSetting& setting,
                                 const std::vector<service::NamedAccess>& entries);
/// "2-3-2026 10:15", in Copenhagen.
std::string moment_words(std::string_view utc, Language language);

}  // namespace fjorten::web
