// Colleagues and what the standard promises about them: the list with what is late, and the form of one of
// them.
#include <algorithm>

#include "answer/words.h"
#include "service/staff.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_register.h"
#include "web/work_staff.h"

namespace fjorten::web {

using service::StaffMember;

namespace {

constexpr std::string_view texts = "work.staff.", group = "step";
constexpr std::size_t blank_rows = 2;

std::string say(const WorkSetting& setting, const std::string& key,
                const std::vector<std::string>& args = {}) {
    return setting.say(std::string(texts) + key, args);
}

// Of the standard in force today; none where there is no standard.
std::vector<service::StaffPromise> promises_today(const WorkSetting& setting) {
    for (const auto& [id, authority] : setting.library.authorities) {
        if (authority.editions.back().is_law ||
            authority.editions.back().municipality != setting.who.municipality)
            continue;
        if (const auto* edition = authority.in_force(setting.today)) return service::staff_promises(*edition);
    }
    return {};
}

std::string promise_words(const WorkSetting& setting, const std::vector<service::StaffPromise>& promises,
                          const std::string& name) {
    const auto found = std::ranges::find_if(
        promises, [&](const service::StaffPromise& promise) { return promise.rule->name == name; });
    return found == promises.end() ? name : found->rule->title.in(setting.language());
}

Html standing_line(const WorkSetting& setting, const service::PromiseStanding& standing) {
    const auto words = [&](calendar::Date day) { return answer::plain_date(day, setting.language()); };
    Html state;
    if (standing.is_late(setting.today))
        state = badge(Tone::error, Icon::overdue, say(setting, "late", {words(*standing.due)}));
    else if (standing.due)
        state = badge(Tone::info, Icon::running, say(setting, "due", {words(*standing.due)}));
    else if (standing.last) state = badge(Tone::success, Icon::done, say(setting, "done"));
    else state = badge(Tone::info, Icon::none, say(setting, "no_day"));
    Html line = all(element("strong", {}, standing.promise.rule->title.in(setting.language())), " ", state);
    if (standing.last) line += all(" ", say(setting, "last", {words(*standing.last)}));
    return element("li", {}, line,
                   element("p", {{"class", "source"}}, standing.promise.rule->text.in(setting.language())));
}

bool is_there(const StaffMember& member, calendar::Date today) {
    return !member.left_on || today <= *member.left_on;
}

}  // namespace

const RegisterPlaces& places_of(std::type_identity<StaffMember>) {
    static constexpr RegisterPlaces places{WorkPlace::staff_list,
                                           WorkPlace::staff_new,
                                           WorkPlace::staff_member,
                                           WorkPlace::staff_change,
                                           texts,
                                           service::Permission::write_staff};
    return places;
}

std::vector<Told> told_of(const WorkSetting& setting, const StaffMember& member) {
    const auto promises = promises_today(setting);
    std::string steps;
    for (const auto& step : member.steps) {
        steps += answer::plain_date(step.on, setting.language()) + ": ";
        if (!step.promise.empty()) steps += promise_words(setting, promises, step.promise);
        if (!step.promise.empty() && !step.what.empty()) steps += ", ";
        steps += step.what + "\n";
    }
    return {{say(setting, "name"), member.name},
            {say(setting, "position"), member.title},
            {say(setting, "employed_on"), answer::plain_date(member.employed_on, setting.language())},
            {say(setting, "left_on"),
             member.left_on ? answer::plain_date(*member.left_on, setting.language()) : std::string{}},
            {say(setting, "steps"), steps}};
}

Html summary_of(const WorkSetting& setting, const service::Kept<StaffMember>& kept) {
    Html items;
    for (const auto& standing : standings_of(kept.form, promises_today(setting)))
        items += standing_line(setting, standing);
    if (items.empty()) return element("p", {}, say(setting, "nothing_promised"));
    return all(heading(2, say(setting, "promised")),
               element("ul", {{"class", "nobullet-list rule-list"}}, items));
}

Fields typed_of(const StaffMember& member) {
    Fields typed = {
        {"name", member.name}, {"position", member.title}, {"employed_on", field_date(member.employed_on)}};
    if (member.left_on) typed.emplace_back("left_on", field_date(*member.left_on));
    for (std::size_t i = 0; i < member.steps.size(); ++i) {
        const std::string prefix = in_row(group, i);
        typed.emplace_back(prefix + "promise", member.steps[i].promise);
        typed.emplace_back(prefix + "on", field_date(member.steps[i].on));
        typed.emplace_back(prefix + "what", member.steps[i].what);
    }
    return typed;
}

std::expected<StaffMember, std::vector<Problem>> read_typed(std::type_identity<StaffMember>,
                                                            const WorkSetting& setting, Fields& typed) {
    const std::size_t steps = close_up(typed, group);
    std::vector<Problem> problems;
    const auto needed = [&](const std::string& name) {
        if (value_of(typed, name).empty()) problems.push_back({name, setting.say("work.register.no_from")});
        return typed_day(setting, typed, name, problems).value_or(calendar::Date{});
    };
    StaffMember member{.name = std::string(value_of(typed, "name")),
                       .title = std::string(value_of(typed, "position")),
                       .employed_on = needed("employed_on"),
                       .left_on = typed_day(setting, typed, "left_on", problems),
                       .steps = {}};
    for (std::size_t i = 0; i < steps; ++i) {
        const std::string prefix = in_row(group, i);
        member.steps.push_back({.promise = std::string(value_of(typed, prefix + "promise")),
                                .on = needed(prefix + "on"),
                                .what = std::string(value_of(typed, prefix + "what"))});
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return member;
}

Html form_of(std::type_identity<StaffMember>, const WorkSetting& setting, const RegisterForm& form) {
    const auto line = [&](const std::string& name) {
        return text_field(form.text(setting, texts, name), {{"autocomplete", "off"}}, setting.language());
    };
    std::vector<Choice> promises = {{"", say(setting, "step.other")}};
    for (const auto& promise : promises_today(setting))
        promises.push_back({promise.rule->name, promise.rule->title.in(setting.language())});
    Fields typed = form.typed;
    const std::size_t filled = close_up(typed, group);
    Html rows;
    for (std::size_t row = 0; row < filled + blank_rows; ++row) {
        const std::string prefix = in_row(group, row);
        rows += element(
            "fieldset", {{"class", "panel"}},
            element("legend", {{"class", "form-label"}}, say(setting, "step.row", {std::to_string(row + 1)})),
            select_field(form.text(setting, texts, prefix + "promise"), {{.label = {}, .choices = promises}},
                         setting.language()),
            element("div", {{"class", "beside"}}, line(prefix + "on"), line(prefix + "what")));
    }
    return all(line("name"), line("position"),
               element("div", {{"class", "beside"}}, line("employed_on"), line("left_on")),
               heading(2, say(setting, "steps")), rows,
               button(ButtonKind::tertiary, say(setting, "steps.more"), "show", "more"));
}

std::string staff_list_page(const WorkSetting& setting,
                            const std::vector<service::Kept<StaffMember>>& members) {
    const auto promises = promises_today(setting);
    Table drawn{.caption = say(setting, "title"),
                .columns = {say(setting, "name"), say(setting, "position"), say(setting, "standing")},
                .rows = {}};
    for (const auto& kept : members) {
        if (!is_there(kept.form, setting.today)) continue;
        Html late;
        for (const auto& standing : standings_of(kept.form, promises)) {
            if (standing.is_late(setting.today))
                late += element(
                    "div", {},
                    badge(Tone::error, Icon::overdue, standing.promise.rule->title.in(setting.language())));
        }
        drawn.rows.push_back(
            {element("a", {{"href", setting.to(WorkPlace::staff_member, kept.document.id)}}, kept.form.name),
             kept.form.title,
             late.empty() ? badge(Tone::success, Icon::done, say(setting, "nothing_late")) : late});
    }
    Html main = element("p", {}, say(setting, "lead"));
    if (may(setting.who, service::Permission::write_staff))
        main += paragraph(
            button_link(ButtonKind::primary, setting.to(WorkPlace::staff_new), say(setting, "new")));
    main += drawn.rows.empty() ? element("p", {}, say(setting, "none")) : table(drawn);
    if (promises.empty()) main += element("p", {}, say(setting, "nothing_promised"));
    const std::string title = say(setting, "title");
    return work_page(setting, {.title = title}, all(heading(1, title), register_tabs(setting), main));
}

}  // namespace fjorten::web
