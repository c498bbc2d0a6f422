// A citizen's own case: deadlines with their reasons, plan, appointments, letters, consents, who looked at
// it.
#pragma once
#include "service/own_case.h"
#include "service/representatives.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_my_case(Visit& visit);
Response answer_my_log(Visit& visit);
Response answer_my_document(Visit& visit);
Response answer_my_words(Visit& visit);
Response answer_my_consent(Visit& visit);
Response answer_my_representatives(Visit& visit);
Response answer_my_file_access(Visit& visit);

struct MyCasePage {
    std::vector<std::string> numbers;       // of all one's cases
    std::vector<std::string> granted = {};  // of those that others let one see
    std::vector<service::NamedRepresentative> representatives = {};
    std::string words = {};  // typed and not saved
    std::string done = {};   // "words", "consent", "file_access"
    std::vector<Problem> problems = {};
};
std::string my_case_page(const WorkSetting& setting, const service::OwnCase& own, const MyCasePage& page);

}  // namespace fjorten::web
