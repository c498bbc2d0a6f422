// Answering whoever asked to see the file, and the copy of the whole case as a file.
#include <algorithm>
#include <array>
#include <charconv>

#include "answer/words.h"
#include "letters/paper_json.h"
#include "service/case_copy.h"
#include "service/entry_text.h"
#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_file_access.h"
#include "web/work_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

using service::CaseView;

namespace {

constexpr std::string_view withheld_prefix = "withheld.";

std::string typed(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

// An answer is to the request it names, else to the oldest that is open.
std::vector<FileRequest> requests_in(const CaseView& view, const rulebook::Vocabulary& vocabulary) {
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

std::vector<service::Withheld> withheld_in(const Visit& visit, const CaseView& view) {
    std::vector<service::Withheld> withheld;
    for (const auto& [name, value] : visit.fields) {
        if (!name.starts_with(withheld_prefix) || value.find_first_not_of(" \t\r\n") == std::string::npos)
            continue;
        std::int64_t version = 0;
        const char* const end = name.data() + name.size();
        const auto read = std::from_chars(name.data() + withheld_prefix.size(), end, version);
        const bool is_there =
            read.ptr == end &&
            std::ranges::find(view.entries, version, &service::TimeLineEntry::version) != view.entries.end();
        if (is_there) withheld.push_back({.version = version, .reason = value});
    }
    return withheld;
}

/// The answer to a request: letter, copy, and what of the form is wrong.
class Answer {
  public:
    Answer(Visit& visit, const CaseView& view, FileAccessPage& page, const FileRequest& request)
        : visit_(visit), view_(view), page_(page), request_(request), withheld_(withheld_in(visit, view)) {}

    letters::Paper letter(calendar::Date on) const {
        service::LetterHead head = letter_head(visit_.setting, view_);
        head.day = on;
        std::vector<service::GivenUp> given_up;
        std::size_t documents = 0;
        for (const auto& entry : view_.entries) {
            const auto kept = std::ranges::find(withheld_, entry.version, &service::Withheld::version);
            if (kept == withheld_.end()) {
                documents += entry.document ? 1U : 0U;
                continue;
            }
            // The day and the kind of thing; the title of a document may itself say too much.
            given_up.push_back(
                {visit_.setting.say(entry.document ? "work.access.a_document" : "work.access.an_entry",
                                    {answer::plain_date(entry.occurred_on, visit_.setting.language())}),
                 kept->reason});
        }
        std::vector<std::string> complain;
        const auto ways = service::ways_of_complaint(view_.evaluation, visit_.desk.filing(), "file_access");
        for (const auto& list : {ways.first, ways.appeal}) {
            for (const auto& route : list) {
                const auto* edition = edition_of(view_.evaluation, *route.rule);
                if (edition != nullptr && edition->is_law)
                    complain.push_back(route.rule->text.in(visit_.setting.language()));
            }
        }
        return service::file_access_letter(head, request_.asked->on, documents, given_up, complain,
                                           typed(visit_, "remarks"));
    }

    std::optional<service::RecordEvent> command(calendar::Date on, const letters::Paper& letter) {
        const auto copy = visit_.desk.copy_of_case(visit_.setting.who, view_.key.case_id, withheld_,
                                                   visit_.setting.language());
        if (!copy) {
            page_.form.unsaved.problems.push_back({"on", visit_.setting.say("work.complaint.mistake.file")});
            return std::nullopt;
        }
        service::RecordEvent command{};
        command.case_id = view_.key.case_id;
        command.expected_version = visit_.version();
        command.timing = service::Timing::has_happened;
        command.event = *read_document(
            "{\"on\":" + service::json_text(on.iso()) +
                ",\"event\":\"file_access_answered\",\"re\":" + service::json_text(request_.asked->id) + "}",
            "event.json");
        service::FileDocument sent{.case_id = {},
                                   .expected_version = 0,
                                   .title = letter.title,
                                   .summary = {},
                                   .direction = service::Direction::outgoing,
                                   .dated = on,
                                   .correspondent = view_.person.name,
                                   .media_type = std::string(service::letter_type),
                                   .file_name = {},
                                   .content = letters::to_json(letter),
                                   .about = {}};
        command.documents.push_back(sent);
        sent.title = visit_.setting.say("work.access.given");
        sent.media_type = "application/pdf";
        sent.file_name = view_.key.case_id + ".pdf";
        sent.content = copy->pdf;
        if (sent.content.size() > service::most_document_bytes) {
            page_.form.unsaved.problems.push_back({"on", visit_.setting.say("work.complaint.mistake.large")});
            return std::nullopt;
        }
        command.documents.push_back(std::move(sent));
        return command;
    }

  private:
    Visit& visit_;
    const CaseView& view_;
    FileAccessPage& page_;
    const FileRequest& request_;
    std::vector<service::Withheld> withheld_;
};

}  // namespace

Response answer_file_access(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    FileAccessPage page{.form = {.typed = visit.fields, .unsaved = {}},
                        .requests = requests_in(*view, visit.desk.library().vocabulary),
                        .letter = {}};
    static constexpr std::array<std::string_view, 4> own = {"secret", "key", "show", "version"};
    std::erase_if(page.form.typed,
                  [](const auto& field) { return std::ranges::find(own, field.first) != own.end(); });
    note_what_is_new(visit, *view, page.form.unsaved);
    const auto show = [&](int status) {
        return work_html(file_access_page(visit.setting, *view, page), status);
    };
    const auto request = std::ranges::find(page.requests, nullptr, &FileRequest::answered);
    if (visit.intent == Intent::look || request == page.requests.end()) return show(200);
    if (!may(visit.setting.who, service::Permission::copy_case)) return refusal(visit, service::Forbidden{});
    const auto on = read_work_date(typed(visit, "on"), visit.setting.today);
    if (!on) page.form.unsaved.problems.push_back({"on", words_of(on.error(), visit.setting.language())});
    Answer answer(visit, *view, page, *request);
    const letters::Paper letter = answer.letter(on ? *on : visit.setting.today);
    if (visit.intent == Intent::show) {
        page.letter = letter;
        return show(200);
    }
    if (typed(visit, "journal") != "yes")
        page.form.unsaved.problems.push_back({"journal", visit.setting.say("work.access.mistake.journal")});
    if (!page.form.unsaved.problems.empty()) return show(422);
    const auto command = answer.command(*on, letter);
    if (!command) return show(422);
    const auto done = visit.desk.record_event(visit.sender(), *command);
    if (done) return see_other(visit.setting.to(WorkPlace::file_access, view->key.case_id));
    if (!show_problem(visit, done.error(), "on", page.form.unsaved)) return refusal(visit, done.error());
    return show(status_of(page.form.unsaved));
}

Response answer_case_copy(Visit& visit) {
    const auto& address = visit.setting.address;
    if (address.item != "pdf" && address.item != "json") return refusal(visit, service::NotFound{});
    auto copy = visit.desk.copy_of_case(visit.setting.who, address.case_id, {}, address.language);
    if (!copy) return refusal(visit, copy.error());
    const bool is_pdf = address.item == "pdf";
    return file_response(is_pdf ? "application/pdf" : "application/json",
                         is_pdf ? std::move(copy->pdf) : std::move(copy->json), address.case_id);
}

}  // namespace fjorten::web
