// Complaints: taken in, looked at again, forwarded, answered. Each step is an event with the letters and
// papers that belong to it, in one append.
#include <algorithm>
#include <array>

#include "service/entry_text.h"
#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

using service::CaseView;
using service::ComplaintCourse;
using service::ComplaintStep;

namespace {

std::vector<ComplaintCourse> courses_of(const Visit& visit, const CaseView& view) {
    return service::complaints_in(view.file, view.evaluation, visit.desk.library().vocabulary,
                                  visit.desk.filing());
}

/// An event as in a case file.
Document event_document(const std::string& event, calendar::Date on, const std::string& re,
                        const Fields& fields) {
    const auto text = [](std::string_view words) { return service::json_text(words); };
    std::string json = "{\"on\":" + text(on.iso()) + ",\"event\":" + text(event);
    if (!re.empty()) json += ",\"re\":" + text(re);
    for (const auto& [name, value] : fields) json += "," + text(name) + ":" + text(value);
    return read_document(json + "}", "event.json").value_or(Document{});
}

/// One form about complaints that was sent: what it says, and what is wrong with it.
class ComplaintForm {
  public:
    ComplaintForm(Visit& visit, const CaseView& view, SmallPage& page)
        : visit_(visit), view_(view), page_(page) {}

    std::string typed(std::string_view name) const { return std::string(value_of(visit_.fields, name)); }
    void mistake(const std::string& field, std::string_view key) {
        page_.unsaved.problems.push_back({field, visit_.setting.say(key)});
    }
    bool is_fine() const { return page_.unsaved.problems.empty(); }

    std::optional<calendar::Date> on() {
        const auto day = read_work_date(typed("on"), visit_.setting.today);
        if (day) return *day;
        page_.unsaved.problems.push_back({"on", words_of(day.error(), visit_.setting.language())});
        return std::nullopt;
    }
    std::string chosen(const std::string& name, std::string_view key) {
        std::string value = typed(name);
        if (value.empty()) mistake(name, key);
        return value;
    }
    std::string needed(const std::string& name, std::string_view key) {
        std::string value = typed(name);
        if (value.find_first_not_of(" \t\r\n") == std::string::npos) mistake(name, key);
        return value;
    }
    /// The file that was sent along, if any.
    void add_file(const std::string& title, calendar::Date on, const std::string& from,
                  std::vector<service::FileDocument>& documents) {
        const auto file = std::ranges::find(visit_.files, "file", &SentFile::field);
        if (file == visit_.files.end()) return;
        service::FileDocument document{.case_id = {},
                                       .expected_version = 0,
                                       .title = title,
                                       .summary = {},
                                       .direction = service::Direction::incoming,
                                       .dated = on,
                                       .correspondent = from,
                                       .media_type = {},
                                       .file_name = file->name,
                                       .content = file->content,
                                       .about = {}};
        const auto wrong = service::check_document(document, visit_.setting.today);
        for (auto problem : problems_of(wrong, "file", visit_.setting.language()))
            page_.unsaved.problems.push_back({"file", std::move(problem.sentence)});
        documents.push_back(std::move(document));
    }

    service::Outcome<service::Done> record(service::RecordEvent command) {
        command.case_id = view_.key.case_id;
        command.expected_version = visit_.version();
        command.timing = service::Timing::has_happened;
        return visit_.desk.record_event(visit_.sender(), command);
    }

  private:
    Visit& visit_;
    const CaseView& view_;
    SmallPage& page_;
};

SmallPage page_of(const Visit& visit) {
    SmallPage page{.typed = visit.fields, .unsaved = {}};
    static constexpr std::array<std::string_view, 4> own = {"secret", "key", "show", "version"};
    std::erase_if(page.typed,
                  [](const auto& field) { return std::ranges::find(own, field.first) != own.end(); });
    return page;
}

/// What was told of the next step.
service::TakeStep told_step(const Visit& visit, const CaseView& view, const ComplaintCourse& course) {
    const auto typed = [&](std::string_view name) { return std::string(value_of(visit.fields, name)); };
    service::TakeStep told{.case_id = view.key.case_id,
                           .expected_version = visit.version(),
                           .complaint = course.complaint->id,
                           .step = std::string(service::name_of(course.next)),
                           .on = visit.setting.today,
                           .language = visit.setting.language(),
                           .result = typed("result"),
                           .how = typed("how"),
                           .reasons = typed("reasons"),
                           .remarks = typed("remarks"),
                           .text = typed("text")};
    if (const auto on = read_work_date(typed("on"), visit.setting.today)) told.on = *on;
    const auto file = std::ranges::find(visit.files, "file", &SentFile::field);
    if (file != visit.files.end())
        told.file = service::FileDocument{.case_id = {},
                                          .expected_version = 0,
                                          .title = file->name,
                                          .summary = {},
                                          .direction = service::Direction::incoming,
                                          .dated = told.on,
                                          .correspondent = {},
                                          .media_type = {},
                                          .file_name = file->name,
                                          .content = file->content,
                                          .about = {}};
    return told;
}

std::optional<service::RecordEvent> new_complaint(Visit& visit, const CaseView& view, SmallPage& page) {
    ComplaintForm form(visit, view, page);
    const std::string about = form.chosen("about", "work.complaint.mistake.about");
    const auto on = form.on();
    const std::string text = form.needed("text", "work.complaint.mistake.text");
    service::RecordEvent command{};
    if (on)
        form.add_file(visit.setting.say("work.complaint.document"), *on, view.person.name, command.documents);
    if (!form.is_fine()) return std::nullopt;
    command.event =
        event_document("complaint_received", *on, about == "decision" ? form.typed("re") : std::string{},
                       {{"about", about}});
    command.note = text;
    return command;
}

}  // namespace

Response answer_complaints(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    SmallPage page = page_of(visit);
    note_what_is_new(visit, *view, page.unsaved);
    const auto show = [&](int status) {
        return work_html(
            complaints_page(visit.setting, *view, visit.desk.filing(), page, courses_of(visit, *view)),
            status);
    };
    if (visit.intent != Intent::save) return show(200);
    const auto command = new_complaint(visit, *view, page);
    if (!command) return show(422);
    ComplaintForm form(visit, *view, page);
    const auto done = form.record(*command);
    if (!done) {
        if (!show_problem(visit, done.error(), "text", page.unsaved)) return refusal(visit, done.error());
        return show(status_of(page.unsaved));
    }
    // On to the complaint itself, where its next step is.
    const auto now = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!now) return saved(visit, *done);
    for (const auto& entry : now->entries) {
        if (entry.version > visit.version() && entry.event)
            return see_other(visit.setting.to(WorkPlace::complaint, now->key.case_id, entry.id));
    }
    return saved(visit, *done);
}

Response answer_complaint(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const auto courses = courses_of(visit, *view);
    const auto course = std::ranges::find_if(
        courses, [&](const ComplaintCourse& one) { return one.complaint->id == visit.setting.address.item; });
    if (course == courses.end()) return refusal(visit, service::NotFound{});
    SmallPage page = page_of(visit);
    note_what_is_new(visit, *view, page.unsaved);
    ShownLetter letter;
    const auto show = [&](int status) {
        return work_html(complaint_page(visit.setting, *view, page, *course, letter), status);
    };
    // A form of a step that has been taken meanwhile is not taken twice.
    const bool is_next = value_of(visit.fields, "step") == service::name_of(course->next);
    if (visit.intent == Intent::look || !is_next) return show(200);
    ComplaintForm form(visit, *view, page);
    form.on();
    const service::TakeStep told = told_step(visit, *view, *course);
    auto draft = service::draft_step(*view, *course, service::letter_ground(visit.desk, visit.setting.who),
                                     told, visit.setting.who.display_name);
    for (auto& problem : problems_of(draft.mistakes, "on", visit.setting.language()))
        page.unsaved.problems.push_back(std::move(problem));
    if (visit.intent == Intent::show) {
        letter = {.paper = std::move(draft.letter), .not_printed = std::move(draft.not_printed)};
        return show(form.is_fine() ? 200 : 422);
    }
    if (!form.is_fine()) return show(422);
    const auto done = service::take_step(visit.desk, visit.sender(), told);
    if (done)
        return see_other(visit.setting.to(WorkPlace::complaint, view->key.case_id, course->complaint->id));
    if (!show_problem(visit, done.error(), "on", page.unsaved)) return refusal(visit, done.error());
    for (Problem& problem : page.unsaved.problems) {
        if (problem.field == "content") problem.field = "file";
    }
    return show(status_of(page.unsaved));
}

}  // namespace fjorten::web
