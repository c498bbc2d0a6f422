#include "service/file_access.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "letters/complaint_letters.h"
#include "service/complaint_course.h"
#include "service/complaint_step.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

std::vector<FileRequest> file_requests(const CaseView& view, const rulebook::Vocabulary& vocabulary) {
    std::vector<FileRequest> requests;
    for (const auto& event : view.file.events) {
        const auto& name = vocabulary.events[event.type].name;
        if (name == "file_access_requested") requests.push_back({.asked = &event, .answered = nullptr});
        if (name != "file_access_answered") continue;
        const auto fits = [&](const FileRequest& request) {
            return request.answered == nullptr && (event.re.empty() || event.re == request.asked->id);
        };
        const auto request = std::ranges::find_if(requests, fits);
        if (request != requests.end()) request->answered = &event;
    }
    return requests;
}

letters::Letter file_letter(const CaseView& view, const LetterGround& ground, const FileRequest& request,
                            const GiveFile& told, const std::string& signed_by,
                            std::vector<NotPrinted>& not_printed) {
    if (view.evaluation.standard == nullptr || view.evaluation.law == nullptr)
        return std::unexpected(std::vector<letters::Missing>{{"standard", {}}});
    std::vector<letters::GivenUp> given_up;
    std::size_t documents = 0;
    for (const auto& entry : view.entries) {
        const auto kept = std::ranges::find(told.withheld, entry.version, &Withheld::version);
        if (kept == told.withheld.end()) {
            documents += entry.document ? 1U : 0U;
            continue;
        }
        // The day and the kind of thing; the title of a document may itself say too much.
        given_up.push_back(
            {message(told.language,
                     entry.document ? "letters.file_access.a_document" : "letters.file_access.an_entry",
                     {answer::plain_date(entry.occurred_on, told.language)}),
             kept->reason});
    }
    std::vector<std::string> complain;
    const auto ways = ways_of_complaint(view.evaluation, ground.filing, "file_access");
    for (const auto& list : {ways.first, ways.appeal}) {
        for (const auto& route : list) {
            if (view.evaluation.law->find(route.rule->name) == route.rule)
                complain.push_back(route.rule->text.in(told.language));
        }
    }
    const LetterOrder order{.language = told.language, .day = told.on, .signed_by = signed_by};
    return letters::file_access_letter(letter_head(view, ground, order, {}, not_printed), request.asked->on,
                                       documents, given_up, complain, told.remarks);
}

Outcome<Done> give_file(RecordDesk& desk, const Sender& sender, const GiveFile& told) {
    const std::string mark = mark_of(told);
    if (auto before = Writing(desk.parts(), sender, mark).answered_before(Permission::record_event))
        return std::move(*before);
    const auto view = desk.view(sender.who, told.case_id);
    if (!view) return problem(view.error());
    const auto requests = file_requests(*view, desk.library().vocabulary);
    const auto request = std::ranges::find(requests, nullptr, &FileRequest::answered);
    if (request == requests.end()) return problem(NotFound{});
    std::vector<NotPrinted> not_printed;
    const auto letter = file_letter(*view, letter_ground(desk, sender.who), *request, told,
                                    sender.who.display_name, not_printed);
    if (!letter) {
        Diagnostics lacks;
        for (const auto& one : letter.error())
            lacks.push_back(mistake_in(one.field, "record_letter_lacks", {one.field}));
        return problem(std::move(lacks));
    }
    auto file = whole_case(desk, sender.who,
                           {.case_id = told.case_id,
                            .withheld = told.withheld,
                            .language = told.language,
                            .on = told.on,
                            .to = view->person.name,
                            .title = "letters.file_access.file"});
    if (!file) return problem(file.error());
    auto event = read_document(fmt::format(R"({{"on":{},"event":"file_access_answered","re":{}}})",
                                           json_text(told.on.iso()), json_text(request->asked->id)),
                               "event.json");
    return desk.record_event(sender,
                             {.case_id = told.case_id,
                              .expected_version = told.expected_version,
                              .event = std::move(*event),
                              .timing = Timing::has_happened,
                              .pass_reason = {},
                              .documents = {letter_document(*letter, told.on, view->person.name), *file},
                              .note = {},
                              .mark = mark});
}

}  // namespace fjorten::service
