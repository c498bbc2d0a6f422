// Complaints: taken in, looked at again, forwarded, answered. Each step is an event with the letters and
// papers that belong to it, in one append.
#include <algorithm>
#include <array>

#include "letters/paper_json.h"
#include "service/case_copy.h"
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

service::FileDocument letter_document(const letters::Paper& paper, calendar::Date on, const std::string& to) {
    return {.case_id = {},
            .expected_version = 0,
            .title = paper.title,
            .summary = {},
            .direction = service::Direction::outgoing,
            .dated = on,
            .correspondent = to,
            .media_type = std::string(service::letter_type),
            .file_name = {},
            .content = letters::to_json(paper),
            .about = {}};
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

/// What the next step of a complaint writes down.
class Step {
  public:
    Step(Visit& visit, const CaseView& view, SmallPage& page, const ComplaintCourse& course)
        : visit_(visit), view_(view), course_(course), form_(visit, view, page) {}

    /// The event with what belongs to it; nothing if something is wrong.
    std::optional<service::RecordEvent> command() {
        const auto on = form_.on();
        service::RecordEvent command{};
        switch (course_.next) {
            case ComplaintStep::reassess: reassess(on, command); break;
            case ComplaintStep::forward: forward(on, command); break;
            case ComplaintStep::hear_citizen:
                if (on)
                    command.event = event_document("complaint_maintained", *on, id(course_.reassessment), {});
                command.note = form_.typed("text");
                break;
            case ComplaintStep::await_board: board(on, command); break;
            case ComplaintStep::answer: answer(on, command); break;
            case ComplaintStep::decide_anew:
            case ComplaintStep::carry_out:
            case ComplaintStep::settled: return std::nullopt;
        }
        return form_.is_fine() ? std::optional(std::move(command)) : std::nullopt;
    }
    /// The letter that the step sends, as it would be now; nothing where it sends none.
    const std::optional<letters::Paper>& letter() const { return letter_; }
    service::Outcome<service::Done> record(service::RecordEvent command) {
        return form_.record(std::move(command));
    }

  private:
    static std::string id(const casefile::Event* event) {
        return event == nullptr ? std::string{} : event->id;
    }
    service::LetterHead head(std::optional<calendar::Date> on) const {
        service::LetterHead head = letter_head(visit_.setting, view_);
        head.day = on.value_or(visit_.setting.today);
        return head;
    }

    void reassess(std::optional<calendar::Date> on, service::RecordEvent& command) {
        const std::string result = form_.chosen("result", "work.complaint.mistake.result");
        const std::string reasons = form_.needed("reasons", "work.complaint.mistake.reasons");
        if (result.empty()) return;
        const auto meant = result == "upheld"    ? service::Reassessed::upheld
                           : result == "granted" ? service::Reassessed::granted
                                                 : service::Reassessed::partly_granted;
        letter_ = service::reassessment_letter(head(on), complaint_facts(visit_.setting, view_, course_),
                                               meant, reasons);
        if (!on) return;
        command.event = event_document("reassessment_made", *on, id(course_.complaint), {{"result", result}});
        command.documents.push_back(letter_document(*letter_, *on, view_.person.name));
    }

    // The whole case goes along as one PDF, as it is when it is sent.
    void forward(std::optional<calendar::Date> on, service::RecordEvent& command) {
        const auto facts = complaint_facts(visit_.setting, view_, course_);
        service::LetterHead to_board = head(on);
        to_board.to = {facts.board};
        const std::string remarks = form_.needed("remarks", "work.complaint.mistake.remarks");
        letter_ = service::forwarding_letter(to_board, facts, view_.person.name, remarks);
        if (!on || !form_.is_fine() || visit_.intent != Intent::save) return;
        const std::string re =
            course_.maintained != nullptr ? id(course_.maintained) : id(course_.reassessment);
        command.event = event_document("complaint_forwarded", *on, re, {});
        command.documents.push_back(letter_document(*letter_, *on, facts.board));
        const auto copy =
            visit_.desk.copy_of_case(visit_.setting.who, view_.key.case_id, {}, visit_.setting.language());
        if (!copy) return form_.mistake("on", "work.complaint.mistake.file");
        service::FileDocument file = letter_document(*letter_, *on, facts.board);
        file.title = visit_.setting.say("work.complaint.whole_file");
        file.media_type = "application/pdf";
        file.file_name = view_.key.case_id + ".pdf";
        file.content = copy->pdf;
        if (file.content.size() > service::most_document_bytes)
            return form_.mistake("on", "work.complaint.mistake.large");
        command.documents.push_back(std::move(file));
    }

    void board(std::optional<calendar::Date> on, service::RecordEvent& command) {
        const std::string result = form_.chosen("result", "work.complaint.mistake.result");
        if (!on || result.empty()) return;
        command.event = event_document("appeal_decided", *on, id(course_.forwarded), {{"result", result}});
        form_.add_file(visit_.setting.say("work.complaint.board_document"), *on,
                       complaint_facts(visit_.setting, view_, course_).board, command.documents);
    }

    void answer(std::optional<calendar::Date> on, service::RecordEvent& command) {
        const std::string how = form_.chosen("how", "work.complaint.mistake.how");
        const bool is_passed_on = how == "passed_on";
        const std::string text =
            is_passed_on ? form_.typed("text") : form_.needed("text", "work.complaint.mistake.answer");
        if (how.empty()) return;
        const auto facts = complaint_facts(visit_.setting, view_, course_);
        letter_ = service::answer_letter(head(on), facts, is_passed_on ? facts.board : std::string{}, text);
        if (!on) return;
        command.event = event_document("complaint_answered", *on, id(course_.complaint), {{"how", how}});
        command.documents.push_back(letter_document(*letter_, *on, view_.person.name));
    }

    Visit& visit_;
    const CaseView& view_;
    const ComplaintCourse& course_;
    ComplaintForm form_;
    std::optional<letters::Paper> letter_;
};

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
    std::optional<letters::Paper> letter;
    const auto show = [&](int status) {
        return work_html(complaint_page(visit.setting, *view, page, *course, letter), status);
    };
    // A form of a step that has been taken meanwhile is not taken twice.
    const bool is_next = value_of(visit.fields, "step") == service::name_of(course->next);
    if (visit.intent == Intent::look || !is_next) return show(200);
    Step step(visit, *view, page, *course);
    const auto command = step.command();
    if (visit.intent == Intent::show) {
        letter = step.letter();
        return show(command ? 200 : 422);
    }
    if (!command) return show(422);
    const auto done = step.record(*command);
    if (done)
        return see_other(visit.setting.to(WorkPlace::complaint, view->key.case_id, course->complaint->id));
    if (!show_problem(visit, done.error(), "on", page.unsaved)) return refusal(visit, done.error());
    return show(status_of(page.unsaved));
}

}  // namespace fjorten::web
