// Meetings of whoever decides together: those that are planned, and the agenda of one, which becomes its
// minutes.
#include <algorithm>

#include "answer/words.h"
#include "service/routes.h"
#include "web/work_committee.h"
#include "web/work_date.h"
#include "web/work_form_parts.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::AgendaItem;
using service::KeptMeeting;

namespace {

std::string day_words(const WorkSetting& setting, calendar::Date day) {
    return answer::capitalised(answer::long_date(day, setting.language()));
}

Html guarantee_words(const WorkSetting& setting, const AgendaItem& item) {
    if (!item.guarantee) return setting.say("work.committee.no_date");
    const Tone tone = item.days_left < 0 ? Tone::error : item.days_left <= 3 ? Tone::warning : Tone::info;
    const Icon sign = item.days_left < 0 ? Icon::overdue : item.days_left <= 3 ? Icon::due : Icon::running;
    const std::string days =
        item.days_left < 0    ? message_count(setting.language(), "web.days.late", -item.days_left)
        : item.days_left == 0 ? setting.say("work.days.today")
                              : message_count(setting.language(), "web.days.left", item.days_left);
    return all(
        badge(tone, sign, days), " ",
        element("span", {{"class", "source"}}, answer::plain_date(*item.guarantee, setting.language())));
}

Html person_link(const WorkSetting& setting, const AgendaItem& item) {
    return all(element("a", {{"href", setting.to(WorkPlace::case_file, item.key.case_id)}},
                       person_words(setting, item.person_name)),
               protected_mark(setting, item.is_protected),
               element("span", {{"class", "source"}}, " ", item.key.case_id));
}

}  // namespace

std::string committee_page(const WorkSetting& setting, const std::vector<KeptMeeting>& meetings,
                           const MeetingForm& form, const std::vector<std::string>& units) {
    Html coming, past;
    for (auto meeting = meetings.rbegin(); meeting != meetings.rend(); ++meeting) {
        const auto& shown = meeting->form;
        Html line = all(element("a", {{"href", setting.to(WorkPlace::meeting, {}, meeting->document.id)}},
                                day_words(setting, shown.on)),
                        element("span", {{"class", "source"}}, " ", shown.unit, " · ",
                                message_count(setting.language(), "work.committee.cases",
                                              static_cast<long>(shown.cases.size()))));
        if (shown.is_called_off)
            line += all(" ", badge(Tone::warning, Icon::none, setting.say("work.committee.off")));
        (shown.on < setting.today ? past : coming) += element("li", {}, line);
    }
    Html main = heading(2, setting.say("work.committee.coming"));
    main += coming.empty() ? element("p", {}, setting.say("work.committee.none"))
                           : element("ul", {{"class", "nobullet-list meetings"}}, coming);
    if (!past.empty())
        main += disclosure(setting.say("work.committee.past"),
                           element("ul", {{"class", "nobullet-list meetings"}}, past));
    if (may(setting.who, service::Permission::plan_meetings)) {
        std::vector<Choice> choices;
        for (const auto& unit : units) choices.push_back({unit, unit});
        const auto text = [&](const char* name) -> FieldText {
            const std::string key = std::string("work.committee.") + name;
            return {.name = name,
                    .label = setting.say(key),
                    .hint = has_message(setting.language(), key + ".hint") ? setting.say(key + ".hint") : "",
                    .error = error_at(form.problems, name),
                    .value = std::string(value_of(form.typed, name))};
        };
        const Html unit =
            choices.empty()
                ? text_field(text("unit"), {{"autocomplete", "off"}}, setting.language())
                : select_field(text("unit"), {{.label = {}, .choices = choices}}, setting.language());
        main +=
            element("section", {{"class", "narrow"}}, heading(2, setting.say("work.committee.plan")),
                    post_form(setting, setting.to(WorkPlace::committee), form_fields(setting, "meeting"),
                              all(text_field(text("on"), {{"autocomplete", "off"}}, setting.language()), unit,
                                  text_area(setting, text("members"), 4),
                                  text_field(text("place"), {{"autocomplete", "off"}}, setting.language()),
                                  button(ButtonKind::primary, setting.say("work.committee.plan.save"))),
                              "work-form"));
    }
    const std::string title = setting.say("work.committee.title");
    return work_page(setting, {.title = title, .typed = form.typed},
                     all(error_summary(form.problems, setting.language()), heading(1, title),
                         element("p", {}, setting.say("work.committee.lead")), main));
}

namespace {

class Agenda {
  public:
    Agenda(const WorkSetting& setting, const MeetingPage& page)
        : setting_(setting), page_(page), meeting_(page.meeting.form) {}

    Html html() const {
        Html out = all(head(), urgent(), list(), waiting());
        if (can_plan() && meeting_.on >= setting_.today) out += changing();
        return out;
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool can_plan() const { return may(setting_.who, service::Permission::plan_meetings); }
    bool is_held() const { return meeting_.on <= setting_.today; }

    Html head() const {
        Html members;
        for (const auto& member : meeting_.members) members += element("li", {}, member);
        Html out = element("p", {{"class", "font-lead"}}, meeting_.unit);
        if (!meeting_.place.empty()) out += element("p", {}, meeting_.place);
        if (meeting_.is_called_off) out += alert(Tone::warning, 2, say("work.committee.off"), Html{});
        return all(out, heading(2, say("work.committee.members")), element("ul", {}, members));
    }

    Html decide_link(const AgendaItem& item, bool in_meeting) const {
        if (!may(setting_.who, service::Permission::make_decision)) return {};
        Fields query = {{"authority", meeting_.unit}};
        if (in_meeting) {
            query.emplace_back("meeting", page_.meeting.document.id);
            if (is_held()) query.emplace_back("on", field_date(meeting_.on));
        }
        return button_link(ButtonKind::secondary,
                           setting_.to(WorkPlace::decision, item.key.case_id, {}, std::move(query)),
                           all(say(in_meeting ? "work.committee.decide" : "work.committee.decide_now"),
                               unseen(person_words(setting_, item.person_name))));
    }

    // Those for whom the meeting comes too late are decided by whoever sits there, before it.
    Html urgent() const {
        Html items;
        for (const auto& item : page_.agenda) {
            if (!item.cannot_wait) continue;
            const std::string why = item.urgent.empty() ? say("work.committee.urgent.date") : item.urgent;
            items += element("li", {}, person_link(setting_, item), " ", guarantee_words(setting_, item),
                             element("p", {}, why), decide_link(item, false));
        }
        if (items.empty()) return {};
        return alert(Tone::warning, 2, say("work.committee.urgent"),
                     all(element("p", {{"class", "alert-text"}}, say("work.committee.urgent.text")),
                         element("ul", {{"class", "nobullet-list urgent-cases"}}, items)));
    }

    Html list() const {
        Table drawn{.caption = say(is_held() ? "work.committee.minutes" : "work.committee.agenda"),
                    .columns = {say("work.committee.who"), say("work.committee.guarantee"),
                                say("work.committee.service"), say("work.committee.result")},
                    .rows = {}};
        for (const auto& item : page_.agenda) {
            Html result;
            if (!item.result.empty() && item.decided_on)
                result =
                    say("work.decision.made", {sheet_value_words(setting_, "result", item.result),
                                               answer::plain_date(*item.decided_on, setting_.language())});
            else result = all(decide_link(item, true), remove(item));
            drawn.rows.push_back({person_link(setting_, item), guarantee_words(setting_, item),
                                  sheet_value_words(setting_, "service", item.service), result});
        }
        return drawn.rows.empty() ? element("p", {}, say("work.committee.empty")) : table(drawn);
    }

    Html press(const std::string& go, const std::string& case_id, const Html& content) const {
        return post_form(setting_, setting_.to(WorkPlace::meeting, {}, page_.meeting.document.id),
                         all(form_fields(setting_, go + "-" + case_id, page_.meeting.document.version),
                             hidden_field("go", go), hidden_field("case", case_id)),
                         element("button", {{"type", "submit"}, {"class", "function-link"}}, content),
                         "one-press");
    }
    Html remove(const AgendaItem& item) const {
        if (!can_plan()) return {};
        return press("remove", item.key.case_id,
                     all(say("work.committee.remove"), unseen(person_words(setting_, item.person_name))));
    }

    Html waiting() const {
        if (!page_.waiting) {
            if (meeting_.on < setting_.today) return {};
            return element("div", {{"class", "presses"}},
                           button_link(ButtonKind::secondary,
                                       setting_.to(WorkPlace::meeting, {}, page_.meeting.document.id,
                                                   {{"waiting", "1"}}) +
                                           "#waiting",
                                       say("work.committee.waiting.show")));
        }
        Html items;
        for (const auto& item : *page_.waiting)
            items += element("li", {}, person_link(setting_, item), " ", guarantee_words(setting_, item), " ",
                             sheet_value_words(setting_, "service", item.service),
                             can_plan() ? press("add", item.key.case_id,
                                                all(say("work.committee.add"),
                                                    unseen(person_words(setting_, item.person_name))))
                                        : Html{});
        return element("section", {}, heading(2, say("work.committee.waiting"), "waiting"),
                       items.empty() ? element("p", {}, say("work.committee.waiting.none"))
                                     : element("ul", {{"class", "nobullet-list urgent-cases"}}, items));
    }

    Html changing() const {
        const std::string go = meeting_.is_called_off ? "on" : "off";
        return element(
            "div", {{"class", "d-print-none"}},
            press(go, "",
                  say(meeting_.is_called_off ? "work.committee.call_on" : "work.committee.call_off")));
    }

    const WorkSetting& setting_;
    const MeetingPage& page_;
    const service::Meeting& meeting_;
};

}  // namespace

std::string meeting_page(const WorkSetting& setting, const MeetingPage& page) {
    const std::string title =
        setting.say("work.committee.meeting", {day_words(setting, page.meeting.form.on)});
    Html notice = error_summary(page.problems, setting.language());
    return work_page(setting, {.title = title},
                     all(notice,
                         element("p", {{"class", "case-back"}},
                                 element("a", {{"href", setting.to(WorkPlace::committee)}},
                                         setting.say("work.committee.title"))),
                         heading(1, title), Agenda(setting, page).html()));
}

}  // namespace fjorten::web
