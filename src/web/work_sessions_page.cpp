// The sessions of one case: what is agreed, how far the limits are used, what is measured, and the ways on.
#include <algorithm>
#include <set>

#include "answer/words.h"
#include "service/assessment.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_measure.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CalendarEntry;
using service::CaseView;

namespace {

class Sessions {
  public:
    Sessions(const WorkSetting& setting, const CaseView& view, const SessionsPage& page)
        : setting_(setting), view_(view), page_(page) {}

    Html html() const { return all(agreed(), limits(), measures(), held(), more()); }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string to(WorkPlace place, std::string item = {}, Fields query = {}) const {
        return setting_.to(place, view_.key.case_id, std::move(item), std::move(query));
    }

    Html agreed() const {
        Html items;
        for (const CalendarEntry& entry : page_.appointments)
            items += element("li", {{"class", "appointment"}},
                             element("span", {{"class", "appointment-day"}},
                                     weekday_words(setting_, entry.appointment.form.on)),
                             " ", appointment_line(setting_, entry));
        Html out = all(heading(2, say("work.session.agreed")),
                       items.empty() ? paragraph(say("work.session.none_agreed"))
                                     : element("ul", {{"class", "nobullet-list"}}, items));
        if (may(setting_.who, service::Permission::plan_sessions))
            out += element(
                "p", {{"class", "next-steps"}},
                button_link(ButtonKind::secondary,
                            setting_.to(WorkPlace::appointment_new, {}, {}, {{"case", view_.key.case_id}}),
                            say("work.calendar.plan")));
        return element("section", {}, out);
    }

    int agreed_of(std::string_view kind) const {
        return static_cast<int>(std::ranges::count_if(page_.appointments, [&](const CalendarEntry& entry) {
            const auto& form = entry.appointment.form;
            return form.kind == kind && !form.is_called_off;
        }));
    }

    // Kinds that the rules limit, each once: several kinds may be one action.
    Html limits() const {
        Html out;
        std::set<std::string> told;
        for (const auto& kind : service::appointment_kinds(setting_.library.vocabulary)) {
            const auto found = service::limits_of(view_, kind, setting_.library.vocabulary);
            std::string which;
            for (const auto* action : found.actions) which += std::to_string(action->action) + " ";
            if (which.empty() || !told.insert(which).second) continue;
            out += limit_lines(setting_, view_, kind, agreed_of(kind), Closed::at_limit);
        }
        return element("section", {}, heading(2, say("work.session.limits")),
                       out.empty() ? paragraph(say("work.session.no_limits")) : out);
    }

    std::vector<const service::TimeLineEntry*> sessions() const {
        std::vector<const service::TimeLineEntry*> found;
        for (const auto& entry : view_.entries) {
            if (!entry.event || entry.corrected_by != 0 || entry.is_struck) continue;
            const auto& name = setting_.library.vocabulary.events[entry.event->type].name;
            if (name == "session_held" || name == "appointment_missed") found.push_back(&entry);
        }
        return found;
    }

    Html measures() const {
        Html out;
        const auto all_measures = service::measures_of(view_.evaluation.standard);
        for (const auto& measure : all_measures) {
            Html part =
                all(heading(2, measure.rule->title.in(setting_.language()), measure.rule->name),
                    element("p", {}, measure.rule->text.in(setting_.language())), unmeasured(measure));
            if (may(setting_.who, service::Permission::write_sheet))
                part += element("p", {{"class", "next-steps"}},
                                button_link(ButtonKind::secondary, to(WorkPlace::measure, measure.rule->name),
                                            say("work.measure.fill")));
            out += element("section", {}, part, measure_curves(setting_, view_, measure));
        }
        return out;
    }

    // Sessions of which nothing was measured on their day, the newest three.
    Html unmeasured(const service::Measure& measure) const {
        const auto days = service::measured_in(view_.entries, measure);
        Html links;
        int left = 3;
        const auto held = sessions();
        for (auto entry = held.rbegin(); entry != held.rend() && left > 0; ++entry) {
            const bool came = service::attendance_in(*(*entry)->event, setting_.library.vocabulary) ==
                              service::Attendance::attended;
            const bool is_measured =
                std::ranges::find((days), (*entry)->occurred_on, &service::Measured::on) != days.end();
            if (!came || is_measured) continue;
            --left;
            const calendar::Date on = (*entry)->occurred_on;
            links += element(
                "li", {},
                element("a", {{"href", to(WorkPlace::measure, measure.rule->name, {{"on", field_date(on)}})}},
                        answer::plain_date(on, setting_.language())));
        }
        if (links.empty()) return {};
        return alert(Tone::info, 3, say("work.measure.missing"), element("ul", {}, links));
    }

    Html held() const {
        Table drawn{.caption = say("work.session.held"),
                    .columns = {say("work.session.day"), say("work.session.what"), say("work.session.came")},
                    .rows = {}};
        const auto entries = sessions();
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            const auto attendance = service::attendance_in(*(*entry)->event, setting_.library.vocabulary);
            drawn.rows.push_back({answer::plain_date((*entry)->occurred_on, setting_.language()),
                                  what(**entry),
                                  say("work.attendance." + std::string(service::name_of(attendance)))});
        }
        return element("section", {},
                       drawn.rows.empty() ? all(heading(2, say("work.session.held")),
                                                paragraph(say("work.session.none_held")))
                                          : table(drawn));
    }

    // Its kind, and who of the relatives; of what was no session, what it is called.
    std::string what(const service::TimeLineEntry& entry) const {
        const auto& event = setting_.library.vocabulary.events[entry.event->type];
        const auto text = [&](std::string_view name) {
            const auto index = event.field_index(name);
            const auto* told = !index || *index >= entry.event->fields.size()
                                   ? nullptr
                                   : entry.event->fields[*index].get<std::string>();
            return told == nullptr ? std::string{} : *told;
        };
        const std::string kind = text("kind"), person = text("person");
        if (kind.empty()) return entry_title(setting_, entry);
        return person.empty() ? kind_words(setting_, kind)
                              : say("work.whose", {kind_words(setting_, kind), person});
    }

    Html more() const {
        Html links =
            button_link(ButtonKind::secondary, to(WorkPlace::case_gift_cards), say("work.gift_card.title"));
        links += button_link(ButtonKind::secondary, to(WorkPlace::reminder_wish), say("work.reminder.wish"));
        return element("p", {{"class", "next-steps d-print-none"}}, links);
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SessionsPage& page_;
};

}  // namespace

std::string sessions_page(const WorkSetting& setting, const CaseView& view, const SessionsPage& page) {
    const std::string title = setting.say("work.session.title");
    Html saved;
    if (page.is_saved)
        saved = element("div", {{"id", "saved"}, {"tabindex", "-1"}},
                        alert(Tone::success, 2, setting.say("work.session.saved"), Html{}));
    return work_page(setting, {.title = title},
                     all(case_line(setting, view), heading(1, title), case_steps(setting, view), saved,
                         Sessions(setting, view, page).html()));
}

}  // namespace fjorten::web
