#include <algorithm>

#include "answer/words.h"
#include "service/routes.h"
#include "web/work_committee.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

std::vector<std::string> lines_in(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
        if (!line.empty()) lines.emplace_back(line);
    }
    return lines;
}

// The units that decide by the standard in force today.
std::vector<std::string> deciding_units(const Visit& visit) {
    const auto* authority = visit.desk.library().find(visit.desk.standard_of(visit.setting.who.municipality));
    const auto* edition = authority == nullptr ? nullptr : authority->in_force(visit.setting.today);
    return edition == nullptr ? std::vector<std::string>{} : units_of(*edition, service::Task::decision);
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

Response show_committee(Visit& visit, MeetingForm form, int status) {
    const auto meetings = service::Committee(visit.desk).meetings(visit.setting.who);
    if (!meetings) return refusal(visit, meetings.error());
    // Whoever sat there last sits there next.
    if (form.typed.empty() && !meetings->empty()) {
        form.typed.emplace_back("unit", meetings->front().form.unit);
        form.typed.emplace_back("members", joined_lines(meetings->front().form.members));
        form.typed.emplace_back("place", meetings->front().form.place);
    }
    return work_html(committee_page(visit.setting, *meetings, form, deciding_units(visit)), status);
}

}  // namespace

Response answer_committee(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::read_case)) return refusal(visit, service::Forbidden{});
    MeetingForm form;
    if (visit.intent == Intent::look) return show_committee(visit, form, 200);
    for (const char* name : {"on", "unit", "members", "place"})
        form.typed.emplace_back(name, value_of(visit.fields, name));
    if (visit.intent == Intent::show) return show_committee(visit, form, 200);
    const auto on = read_typed_date(value_of(form.typed, "on"));
    if (!on) form.problems.push_back({"on", words_of(on.error(), visit.setting.language())});
    else if (*on < visit.setting.today)
        form.problems.push_back({"on", visit.setting.say("work.committee.past_day")});
    if (!form.problems.empty()) return show_committee(visit, form, 422);
    const service::Meeting meeting{.on = *on,
                                   .unit = std::string(value_of(form.typed, "unit")),
                                   .place = std::string(value_of(form.typed, "place")),
                                   .members = lines_in(value_of(form.typed, "members")),
                                   .cases = {}};
    const auto written = service::Committee(visit.desk).write(visit.sender(), {}, meeting);
    if (written) return see_other(visit.setting.to(WorkPlace::meeting, {}, written->id));
    const auto* mistakes = std::get_if<Diagnostics>(&written.error());
    if (mistakes == nullptr) return refusal(visit, written.error());
    form.problems = problems_of(*mistakes, "on", visit.setting.language());
    return show_committee(visit, form, 422);
}

namespace {

Response show_meeting(const Visit& visit, service::KeptMeeting kept, std::vector<Problem> problems,
                      int status) {
    const service::Committee committee(visit.desk);
    auto agenda = committee.agenda(visit.setting.who, kept.form);
    if (!agenda) return refusal(visit, agenda.error());
    MeetingPage page{.meeting = std::move(kept),
                     .agenda = std::move(*agenda),
                     .waiting = {},
                     .problems = std::move(problems)};
    if (value_of(visit.fields, "waiting") == "1") {
        auto waiting = committee.waiting(visit.setting.who, page.meeting.form.unit);
        if (!waiting) return refusal(visit, waiting.error());
        page.waiting = std::move(*waiting);
    }
    return work_html(meeting_page(visit.setting, page), status);
}

// What was pressed, done to the agenda.
service::Meeting changed(service::Meeting meeting, std::string_view go, const std::string& case_id) {
    std::erase(meeting.cases, go == "add" || go == "remove" ? case_id : std::string{});
    if (go == "add") meeting.cases.push_back(case_id);
    if (go == "off" || go == "on") meeting.is_called_off = go == "off";
    return meeting;
}

}  // namespace

Response answer_meeting(Visit& visit) {
    service::Committee committee(visit.desk);
    auto kept = committee.find(visit.setting.who, visit.setting.address.item);
    if (!kept) return refusal(visit, kept.error());
    if (visit.intent != Intent::save) return show_meeting(visit, std::move(*kept), {}, 200);
    const std::string case_id(value_of(visit.fields, "case"));
    const std::string_view go = value_of(visit.fields, "go");
    if (go == "add" && !visit.desk.view(visit.setting.who, case_id))
        return refusal(visit, service::NotFound{});
    // A press on a page that is no longer new does the same to the agenda as it is now.
    const auto written = committee.write(
        visit.sender(),
        {.id = kept->document.id, .expected_version = kept->document.version, .content = {}, .reason = {}},
        changed(kept->form, go, case_id));
    if (written) return see_other(visit.setting.to(WorkPlace::meeting, {}, written->id));
    const auto* mistakes = std::get_if<Diagnostics>(&written.error());
    if (mistakes == nullptr) return refusal(visit, written.error());
    return show_meeting(visit, std::move(*kept), problems_of(*mistakes, "on", visit.setting.language()), 422);
}

Html meeting_line(const WorkSetting& setting, const service::CaseView& view,
                  const std::vector<service::KeptMeeting>& meetings) {
    const std::string unit = service::unit_of(view.evaluation, service::Task::decision);
    const auto* next = service::next_meeting(meetings, unit, setting.today);
    if (next == nullptr) return {};
    const std::string day = answer::plain_date(next->form.on, setting.language());
    const auto item = service::agenda_item(view, setting.library.vocabulary, next->form.on);
    if (!item.result.empty()) return {};
    Html out;
    const bool is_on = std::ranges::find(next->form.cases, view.key.case_id) != next->form.cases.end();
    const Html link = element("a", {{"href", setting.to(WorkPlace::meeting, {}, next->document.id)}},
                              setting.say("work.committee.next", {day}));
    out +=
        element("p", {}, link, " ", setting.say(is_on ? "work.committee.is_on" : "work.committee.is_not_on"));
    if (!is_on && may(setting.who, service::Permission::plan_meetings))
        out += post_form(setting, setting.to(WorkPlace::meeting, {}, next->document.id),
                         all(form_fields(setting, "agenda", next->document.version),
                             hidden_field("go", "add"), hidden_field("case", view.key.case_id)),
                         button(ButtonKind::secondary, setting.say("work.committee.add")), "one-press");
    if (item.cannot_wait)
        out +=
            alert(Tone::warning, 3, setting.say("work.committee.urgent"),
                  all(element("p", {{"class", "alert-text"}},
                              item.urgent.empty() ? setting.say("work.committee.urgent.date") : item.urgent),
                      button_link(ButtonKind::secondary, setting.to(WorkPlace::decision, view.key.case_id),
                                  setting.say("work.committee.decide_now"))));
    return out;
}

}  // namespace fjorten::web
