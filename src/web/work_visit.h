// One request of somebody who is logged in, and the answers to it.
#pragma once
#include <string>

#include "service/record_desk.h"
#include "web/http.h"
#include "web/work_frame.h"

namespace fjorten::web {

/// Whether a form that came in is to be done, or only shown again with what was typed.
enum class Intent { look, show, save };

struct Visit {
    service::RecordDesk& desk;
    WorkSetting setting;
    Fields fields;  // of the form, or of the query
    Intent intent = Intent::look;

    service::Sender sender() const {
        return {.who = setting.who, .idempotency_key = std::string(value_of(fields, "key"))};
    }
    /// The version of the case that the form was shown with; 0 if it does not say.
    std::int64_t version() const;
};

Response work_html(std::string page, int status = 200);
/// 303: the browser asks for that page, and going back does not send the form again.
Response see_other(const std::string& path);
/// For a problem that no form can show.
Response refusal(const Visit& visit, const service::Problem& problem);

Response answer_work_list(Visit& visit);
Response answer_search(Visit& visit);
Response answer_new_case(Visit& visit);
Response answer_case(Visit& visit);
Response answer_events(Visit& visit);
Response answer_event(Visit& visit);
Response answer_correction(Visit& visit);
Response answer_note(Visit& visit);
Response answer_assignment(Visit& visit);
Response answer_fact(Visit& visit);
Response answer_person(Visit& visit);

}  // namespace fjorten::web
