// One appointment: what was agreed, whom it collides with, and who came.
#include <algorithm>

#include "answer/words.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Appointment;
using service::Attendance;
using service::Participant;

namespace {

std::string attendance_words(const WorkSetting& setting, Attendance attendance) {
    return setting.say("work.attendance." + std::string(service::name_of(attendance)));
}

class Meeting {
  public:
    Meeting(const WorkSetting& setting, const AppointmentPage& page)
        : setting_(setting), page_(page), form_(page.appointment.form) {}

    std::string title() const {
        return say("work.appointment.title", {weekday_words(setting_, form_.on), time_words(form_)});
    }

    Html html() const { return all(notices(), details(), overlaps(), blocked(), attendance(), changing()); }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string here() const { return setting_.to(WorkPlace::appointment, page_.appointment.document.id); }
    bool is_group() const { return !form_.group.empty(); }
    bool can_record() const {
        return may(setting_.who, service::Permission::record_event) && !form_.is_called_off &&
               form_.on <= setting_.today;
    }
    std::string name_of(const Participant& one) const { return person_words(setting_, one.view.person.name); }

    Html notices() const {
        Html out = error_summary(page_.problems, setting_.language());
        if (page_.conflict)
            out += element("div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
                           alert(Tone::warning, 2, say("work.appointment.changed"), Html{}));
        if (page_.planned > 1)
            out += alert(Tone::success, 2, say("work.appointment.planned", {std::to_string(page_.planned)}),
                         Html{});
        else if (page_.planned == 1)
            out += alert(Tone::success, 2, say("work.appointment.planned_one"), Html{});
        if (form_.is_called_off) out += alert(Tone::info, 2, say("work.calendar.off"), Html{});
        return out;
    }

    Html details() const {
        Html list;
        const auto add = [&](std::string_view key, const Html& value) {
            if (!value.empty()) list += all(element("dt", {}, say(key)), element("dd", {}, value));
        };
        if (is_group())
            add("work.appointment.group",
                element("a", {{"href", setting_.to(WorkPlace::group, form_.group)}}, page_.group_name));
        else if (!page_.participants.empty())
            add("work.appointment.citizen", citizen(page_.participants.front()));
        add("work.appointment.kind", kind_words(setting_, form_.kind));
        add("work.appointment.way", way_words(setting_, form_.way));
        add("work.appointment.place_is", form_.place);
        add("work.appointment.caseworker", page_.caseworker_name);
        return element("dl", {{"class", "sheet-fields"}}, list);
    }

    Html citizen(const Participant& one) const {
        return all(
            element("a", {{"href", setting_.to(WorkPlace::sessions, one.view.key.case_id)}}, name_of(one)),
            protected_mark(setting_, one.view.person.is_protected));
    }

    Html overlaps() const {
        Html items;
        for (const auto* other : service::overlapping(form_, page_.appointment.document.id, page_.same_day))
            items += element("li", {},
                             element("a", {{"href", setting_.to(WorkPlace::appointment, other->document.id)}},
                                     time_words(other->form)),
                             " ", kind_words(setting_, other->form.kind));
        if (items.empty()) return {};
        return alert(Tone::warning, 2, say("work.appointment.overlaps"), element("ul", {}, items));
    }

    // What the rules do not allow, one participant at a time: why, and how to go on.
    Html blocked() const {
        Html out;
        for (const Unrecorded& one : page_.unrecorded) {
            const auto participant = std::ranges::find_if(page_.participants, [&](const Participant& other) {
                return other.view.key.case_id == one.case_id;
            });
            if (participant == page_.participants.end()) continue;
            if (one.unsaved.conflict)
                out += alert(Tone::warning, 2, say("work.attendance.meanwhile", {name_of(*participant)}),
                             Html{});
            if (!one.unsaved.blocked) continue;
            const WayOn way_on{one.said.timing == service::Timing::has_happened ? "yes" : "",
                               one.said.pass_reason};
            const Html fields = all(
                form_fields(setting_, "blocked-" + one.case_id),
                hidden_field("attendance." + one.case_id, std::string(service::name_of(one.said.attendance))),
                hidden_field("person." + one.case_id, one.said.person));
            out += element("section", {}, heading(2, name_of(*participant)),
                           post_form(setting_, here(), fields,
                                     all(blocked_part(setting_, participant->view, one.unsaved, way_on),
                                         button(ButtonKind::primary, say("work.attendance.save"))),
                                     "work-form"));
        }
        return out;
    }

    Html attendance() const {
        Html out = heading(2, say("work.attendance.title"), "attendance");
        Html limits, done, open;
        int left = 0;
        for (const Participant& one : page_.participants) {
            const Html lines = limit_lines(setting_, one.view, form_.kind, 0, Closed::for_any_reason);
            if (one.recorded == nullptr && !form_.is_called_off && !lines.empty() && page_.unrecorded.empty())
                limits += is_group() ? all(heading(3, name_of(one)), lines) : lines;
            if (one.recorded != nullptr) {
                done += element("li", {}, recorded(one));
            } else {
                open += choice(one);
                ++left;
            }
        }
        if (page_.participants.empty()) return all(out, paragraph(say("work.attendance.nobody")));
        if (!done.empty()) out += element("ul", {{"class", "nobullet-list attendance"}}, done);
        if (left == 0) return all(out, after());
        if (form_.on > setting_.today) out += paragraph(say("work.attendance.later"));
        out += limits;
        if (!can_record()) return out;
        Html fields = form_fields(setting_, "attendance");
        if (is_group()) open += button(ButtonKind::primary, say("work.attendance.save"));
        return all(out, post_form(setting_, here(), fields, open, "work-form attendance-form"));
    }

    Html recorded(const Participant& one) const {
        const Attendance attendance = *one.attendance;
        const Html mark = attendance == Attendance::attended
                              ? badge(Tone::success, Icon::done, attendance_words(setting_, attendance))
                              : badge(Tone::warning, Icon::question, attendance_words(setting_, attendance));
        Html line = all(citizen(one), " ", mark);
        if (may(setting_.who, service::Permission::correct_event))
            line += all(" ", element("a",
                                     {{"href", setting_.to(WorkPlace::correction, one.view.key.case_id,
                                                           std::to_string(one.recorded->version))}},
                                     say("work.entry.correct"), unseen(name_of(one))));
        return line;
    }

    // One citizen: one press. A group: everybody came unless something else is chosen.
    Html choice(const Participant& one) const {
        const std::string& case_id = one.view.key.case_id;
        const std::string name = "attendance." + case_id;
        Html person;
        if (form_.kind == "relative" || form_.kind == "counselling") person = person_field(one);
        if (is_group()) {
            std::vector<Choice> choices;
            for (const Attendance attendance :
                 {Attendance::attended, Attendance::cancelled, Attendance::stayed_away})
                choices.push_back(
                    {std::string(service::name_of(attendance)), attendance_words(setting_, attendance)});
            choices.push_back({"", say("work.attendance.unknown")});
            return all(radio_group({.name = name, .label = name_of(one), .value = "attended"}, choices,
                                   RadioLayout::beside, setting_.language()),
                       person);
        }
        Html presses;
        for (const Attendance attendance :
             {Attendance::attended, Attendance::cancelled, Attendance::stayed_away})
            presses += button(
                attendance == Attendance::attended ? ButtonKind::primary : ButtonKind::secondary,
                attendance_words(setting_, attendance), name, std::string(service::name_of(attendance)));
        return all(person, element("div", {{"class", "presses"}}, presses));
    }

    Html person_field(const Participant& one) const {
        const std::string name = "person." + one.view.key.case_id;
        std::string typed;
        for (const Unrecorded& other : page_.unrecorded) {
            if (other.case_id == one.view.key.case_id) typed = other.said.person;
        }
        return text_field(
            {.name = name,
             .label = say(form_.kind == "relative" ? "work.attendance.relative" : "work.attendance.person"),
             .hint = say("work.attendance.person.hint"),
             .error = error_at(page_.problems, name),
             .value = typed},
            {{"autocomplete", "off"}}, setting_.language());
    }

    Html after() const {
        if (is_group() || !may(setting_.who, service::Permission::plan_sessions)) return {};
        const std::string& case_id = form_.case_id;
        return element("p", {{"class", "next-steps"}},
                       button_link(ButtonKind::secondary, setting_.to(WorkPlace::sessions, case_id),
                                   say("work.appointment.on_sessions")),
                       button_link(ButtonKind::secondary,
                                   setting_.to(WorkPlace::appointment_new, {}, {},
                                               {{"case", case_id},
                                                {"on", field_date(form_.on.plus_days(7))},
                                                {"time", form_.time},
                                                {"kind", form_.kind},
                                                {"way", form_.way},
                                                {"minutes", std::to_string(form_.minutes)},
                                                {"caseworker", form_.caseworker},
                                                {"place", form_.place}}),
                                   say("work.appointment.again")));
    }

    Html changing() const {
        const bool is_recorded = std::ranges::any_of(
            page_.participants, [](const Participant& one) { return one.recorded != nullptr; });
        if (is_recorded || !may(setting_.who, service::Permission::plan_sessions)) return {};
        return post_form(
            setting_, here(),
            all(form_fields(setting_, "change", page_.appointment.document.version),
                hidden_field("go", form_.is_called_off ? "on" : "off")),
            element("button", {{"type", "submit"}, {"class", "function-link"}},
                    say(form_.is_called_off ? "work.appointment.call_on" : "work.appointment.call_off")),
            "one-press d-print-none");
    }

    const WorkSetting& setting_;
    const AppointmentPage& page_;
    const Appointment& form_;
};

}  // namespace

std::string appointment_page(const WorkSetting& setting, const AppointmentPage& page) {
    const Meeting meeting(setting, page);
    const Html back = element("p", {{"class", "case-back"}},
                              element("a",
                                      {{"href", setting.to(WorkPlace::calendar, {}, {},
                                                           {{"of", page.appointment.form.caseworker},
                                                            {"on", field_date(page.appointment.form.on)}})}},
                                      setting.say("work.appointment.back")));
    return work_page(setting, {.title = meeting.title()},
                     all(back, heading(1, meeting.title()), meeting.html()));
}

}  // namespace fjorten::web
