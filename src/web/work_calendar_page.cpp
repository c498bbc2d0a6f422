// A week of the calendar, and the form for planning.
#include <algorithm>

#include "answer/words.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CalendarEntry;

namespace {

class Week {
  public:
    Week(const WorkSetting& setting, const CalendarPage& page) : setting_(setting), page_(page) {}

    Html html() const { return all(chooser(), walk(), days()); }

    std::string title() const {
        return say("work.calendar.week",
                   {answer::plain_date(page_.monday, setting_.language()),
                    answer::plain_date(page_.monday.plus_days(6), setting_.language())});
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }

    std::string whose() const {
        return page_.filter.group.empty() ? page_.filter.caseworker : "group:" + page_.filter.group;
    }

    Fields query(calendar::Date monday) const { return {{"of", whose()}, {"on", field_date(monday)}}; }

    Html chooser() const {
        ChoiceGroup people{.label = say("work.calendar.people"), .choices = {}},
            groups{.label = say("work.group.title"), .choices = {}},
            everybody{.label = {}, .choices = {{"all", say("work.calendar.everybody")}}};
        people.choices = colleague_choices(page_.colleagues);
        for (const auto& group : page_.groups)
            groups.choices.push_back({"group:" + group.document.id, group.form.name});
        std::vector<ChoiceGroup> choices = {everybody, people};
        if (!groups.choices.empty()) choices.push_back(groups);
        return element(
            "form",
            {{"method", "get"},
             {"action", setting_.to(WorkPlace::calendar)},
             {"class", "beside d-print-none"}},
            select_field({.name = "of",
                          .label = say("work.calendar.whose"),
                          .value = whose().empty() ? "all" : whose()},
                         choices, setting_.language()),
            text_field({.name = "on", .label = say("work.calendar.on"), .value = field_date(page_.monday)},
                       {{"autocomplete", "off"}}, setting_.language()),
            element("div", {{"class", "form-group"}},
                    button(ButtonKind::secondary, say("work.calendar.show"))));
    }

    Html walk() const {
        const auto link = [&](std::int64_t days, std::string_view key) {
            return element(
                "li", {},
                element(
                    "a",
                    {{"href", setting_.to(WorkPlace::calendar, {}, {}, query(page_.monday.plus_days(days)))}},
                    say(key)));
        };
        const calendar::Date this_monday =
            setting_.today.plus_days(1 - static_cast<std::int64_t>(setting_.today.weekday()));
        return element("nav",
                       {{"class", "tabs-nav d-print-none"}, {"aria-label", say("work.calendar.weeks")}},
                       element("ul", {{"class", "nobullet-list tabs"}}, link(-7, "work.calendar.previous"),
                               link(calendar::days_between(page_.monday, this_monday), "work.calendar.this"),
                               link(7, "work.calendar.next")));
    }

    Html days() const {
        Html items;
        for (int i = 0; i < 7; ++i) {
            const calendar::Date day = page_.monday.plus_days(i);
            Html lines;
            for (const CalendarEntry& entry : page_.entries) {
                if (entry.appointment.form.on != day) continue;
                const bool is_off = entry.appointment.form.is_called_off;
                lines += element("li", {{"class", is_off ? "appointment appointment-off" : "appointment"}},
                                 appointment_line(setting_, entry));
            }
            const bool is_weekend = i > 4;
            if (is_weekend && lines.empty()) continue;
            Html content = lines.empty() ? element("p", {{"class", "source"}}, say("work.calendar.nothing"))
                                         : element("ul", {{"class", "nobullet-list"}}, lines);
            std::string style = "day";
            if (day == setting_.today) style += " day-today";
            Html name = weekday_words(setting_, day);
            if (day == setting_.today) name += unseen(say("work.calendar.today"));
            if (may(setting_.who, service::Permission::plan_sessions) && day >= setting_.today)
                content += element("p", {{"class", "day-plan d-print-none"}},
                                   element("a", {{"href", plan_path(day)}}, say("work.calendar.plan"),
                                           unseen(weekday_words(setting_, day))));
            items += element("li", {{"class", style}}, heading(2, name), content);
        }
        return element("ol", {{"class", "nobullet-list week"}}, items);
    }

    std::string plan_path(calendar::Date day) const {
        Fields query = {{"on", field_date(day)}};
        if (!page_.filter.group.empty()) query.emplace_back("group", page_.filter.group);
        if (!page_.filter.caseworker.empty()) query.emplace_back("caseworker", page_.filter.caseworker);
        return setting_.to(WorkPlace::appointment_new, {}, {}, std::move(query));
    }

    const WorkSetting& setting_;
    const CalendarPage& page_;
};

class Planning {
  public:
    Planning(const WorkSetting& setting, const AppointmentForm& form) : setting_(setting), form_(form) {}

    Html html() const {
        Html fields = all(whose(), text("on"), beside(text("time"), text("minutes")), kind(), way(),
                          text("place"), caseworker(), text("times"));
        return post_form(
            setting_, setting_.to(WorkPlace::appointment_new), form_fields(setting_, "appointment"),
            all(fields, element("div", {{"class", "button-group"}},
                                button(ButtonKind::primary, say("work.calendar.save")),
                                element("a", {{"href", back()}, {"class", "cancel"}}, say("work.cancel")))),
            "work-form");
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string value(std::string_view name) const { return std::string(value_of(form_.typed, name)); }
    FieldText field(const char* name) const {
        const std::string key = std::string("work.appointment.") + name;
        return {.name = name,
                .label = say(key),
                .hint = has_message(setting_.language(), key + ".hint") ? say(key + ".hint") : "",
                .error = error_at(form_.problems, name),
                .value = value(name)};
    }
    Html text(const char* name) const {
        return text_field(field(name), {{"autocomplete", "off"}}, setting_.language());
    }
    static Html beside(const Html& a, const Html& b) {
        return element("div", {{"class", "fields-beside"}}, a, b);
    }

    // The citizen is known by the number of the case, which stands in the address of its pages.
    Html whose() const {
        if (!form_.person_name.empty())
            return all(hidden_field("case", value("case")),
                       element("p", {{"class", "font-lead"}},
                               say("work.whose", {form_.person_name, value("case")})));
        std::vector<Choice> groups = {{"", say("work.appointment.no_group")}};
        for (const auto& group : form_.groups) groups.push_back({group.document.id, group.form.name});
        return all(text("case"), form_.groups.empty()
                                     ? Html{}
                                     : select_field(field("group"), {{.label = {}, .choices = groups}},
                                                    setting_.language()));
    }

    Html kind() const {
        std::vector<Choice> kinds;
        for (const auto& kind : service::appointment_kinds(setting_.library.vocabulary))
            kinds.push_back({kind, kind_words(setting_, kind)});
        return select_field(field("kind"), {{.label = {}, .choices = kinds}}, setting_.language());
    }

    Html way() const {
        std::vector<Choice> ways;
        for (const auto way : service::ways_to_meet())
            ways.push_back({std::string(way), way_words(setting_, way)});
        return radio_group(field("way"), ways, RadioLayout::beside, setting_.language());
    }

    Html caseworker() const {
        return select_field(field("caseworker"),
                            {{.label = {}, .choices = colleague_choices(form_.colleagues)}},
                            setting_.language());
    }

    std::string back() const {
        const std::string case_id = value("case");
        return !form_.person_name.empty() ? setting_.to(WorkPlace::sessions, case_id)
                                          : setting_.to(WorkPlace::calendar);
    }

    const WorkSetting& setting_;
    const AppointmentForm& form_;
};

}  // namespace

std::string calendar_page(const WorkSetting& setting, const CalendarPage& page) {
    const Week week(setting, page);
    return work_page(setting, {.title = setting.say("work.calendar.title")},
                     all(heading(1, week.title()), centre_tabs(setting), week.html()));
}

std::string appointment_form_page(const WorkSetting& setting, const AppointmentForm& form) {
    const std::string title = setting.say("work.appointment.new");
    return work_page(setting, {.title = title, .typed = form.typed},
                     all(error_summary(form.problems, setting.language()), heading(1, title),
                         element("div", {{"class", "narrow"}}, Planning(setting, form).html())));
}

}  // namespace fjorten::web
