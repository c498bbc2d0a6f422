// One request of somebody who is logged in, and the answers to it.
#pragma once
#include <string>
#include <vector>

#include "service/draft_desk.h"
#include "service/record_desk.h"
#include "web/http.h"
#include "web/multipart.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::service {
class AnonymousCourses;
class AnonymousDesk;
class HealthDesk;
class OutsideLogIn;
class ReportDesk;
class Sessions;
}  // namespace fjorten::service

namespace fjorten::web {

/// Whether a form that came in is to be done, or only shown again with what was typed.
enum class Intent { look, show, save };

/// Desks beside that of the record; the pages of one that is missing are not there.
struct OtherDesks {
    service::DraftDesk* drafts = nullptr;
    service::AnonymousDesk* anonymous = nullptr;
    service::OutsideLogIn* outside = nullptr;
    service::AnonymousCourses* courses = nullptr;
    service::HealthDesk* health = nullptr;
    const service::ReportDesk* reports = nullptr;
};

struct Visit {
    service::RecordDesk& desk;
    WorkSetting setting;
    Fields fields;  // of the form, or of the query
    Intent intent = Intent::look;
    std::vector<SentFile> files = {};
    OtherDesks others = {};
    std::string origin = {};  // "https://fjorten.example", as whoever asks calls this server
    // Of whoever is logged in, for the page about their own access.
    service::Sessions* sessions = nullptr;
    std::string token = {};

    service::Sender sender() const {
        return {.who = setting.who, .idempotency_key = std::string(value_of(fields, "key"))};
    }
    /// The version of the case that the form was shown with; 0 if it does not say.
    std::int64_t version() const;
    /// A number in a field; 0 if there is none.
    std::int64_t number(std::string_view name) const;
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
Response answer_try_out(Visit& visit);
Response answer_documents(Visit& visit);
Response answer_document(Visit& visit);
Response answer_complaints(Visit& visit);
Response answer_complaint(Visit& visit);
Response answer_file_access(Visit& visit);
Response answer_letter(Visit& visit);
Response answer_case_copy(Visit& visit);
Response answer_hold(Visit& visit);

/// "attachment; filename=..." (RFC 6266), with the ending of its kind.
std::string attachment_header(std::string_view name, std::string_view media_type);
/// A document of a case, as a file; a letter as the PDF that it is printed as.
Response document_response(const Visit& visit, service::FiledDocument document);
/// Something to be kept as a file, never shown as a page of this site.
Response file_response(std::string_view media_type, std::string content, std::string_view name);

/// Puts a problem that a form can show into `unsaved`; false if it is none. `field` is the field of what was
/// said of no other.
bool show_problem(const Visit& visit, const service::Problem& problem, const std::string& field,
                  Unsaved& unsaved);
/// Says what is new of a form that was shown with an older version of the case, before its owner was asked to
/// log in.
void note_what_is_new(const Visit& visit, const service::CaseView& view, Unsaved& unsaved);
/// 409 where somebody else was faster, otherwise 422.
int status_of(const Unsaved& unsaved);
/// Back to the case, with what the command changed since the version that the form had seen.
Response saved(const Visit& visit, const service::Done& done);

}  // namespace fjorten::web
