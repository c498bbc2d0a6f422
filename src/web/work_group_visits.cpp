#include <algorithm>

#include "web/work_calendar.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::AppointmentDesk;

namespace {

constexpr std::int64_t days_ahead = 60;

Response show_groups(Visit& visit, const GroupForm& form, int status) {
    const auto groups = AppointmentDesk(visit.desk).groups(visit.setting.who);
    if (!groups) return refusal(visit, groups.error());
    return work_html(groups_page(visit.setting, *groups, form), status);
}

Response show_group(Visit& visit, GroupPage page, int status) {
    const AppointmentDesk desk(visit.desk);
    const auto& who = visit.setting.who;
    const auto members = page.group.form.members_on(visit.setting.today);
    for (const std::string& case_id : members) {
        auto view = visit.desk.view(who, case_id);
        if (!view && std::holds_alternative<service::NotFound>(view.error())) continue;
        if (!view) return refusal(visit, view.error());
        page.members.push_back(std::move(*view));
    }
    auto coming = desk.calendar(who, visit.setting.today, visit.setting.today.plus_days(days_ahead),
                                {.caseworker = {}, .group = page.group.document.id, .case_id = {}});
    if (!coming) return refusal(visit, coming.error());
    page.coming = std::move(*coming);
    return work_html(group_page(visit.setting, page), status);
}

// In from today; out with today as the last day, or gone where they came in today.
service::Group changed(service::Group group, std::string_view go, const std::string& case_id,
                       calendar::Date today) {
    if (go == "in") {
        group.members.push_back({.case_id = case_id, .period = {.from = today, .until = {}}});
        return group;
    }
    for (auto& member : group.members) {
        if (member.case_id == case_id && member.period.holds_on(today))
            member.period.until = today.plus_days(-1);
    }
    std::erase_if(group.members, [](const service::Membership& member) {
        return member.period.until && *member.period.until < member.period.from;
    });
    return group;
}

}  // namespace

Response answer_groups(Visit& visit) {
    GroupForm form;
    if (visit.intent == Intent::look) return show_groups(visit, form, 200);
    for (const char* name : {"name", "service", "place"})
        form.typed.emplace_back(name, value_of(visit.fields, name));
    if (visit.intent == Intent::show) return show_groups(visit, form, 200);
    const service::Group group{.name = std::string(value_of(form.typed, "name")),
                               .service = std::string(value_of(form.typed, "service")),
                               .place = std::string(value_of(form.typed, "place")),
                               .members = {},
                               .ended_on = {}};
    const auto written = AppointmentDesk(visit.desk).write_group(visit.sender(), {}, group);
    if (written) return see_other(visit.setting.to(WorkPlace::group, written->id));
    const auto* mistakes = std::get_if<Diagnostics>(&written.error());
    if (mistakes == nullptr) return refusal(visit, written.error());
    form.problems = problems_of(*mistakes, "name", visit.setting.language());
    return show_groups(visit, form, 422);
}

Response answer_group(Visit& visit) {
    AppointmentDesk desk(visit.desk);
    auto kept = desk.find_group(visit.setting.who, visit.setting.address.case_id);
    if (!kept) return refusal(visit, kept.error());
    GroupPage page{.group = std::move(*kept), .members = {}, .coming = {}, .form = {}};
    if (visit.intent == Intent::look) return show_group(visit, std::move(page), 200);
    const std::string case_id(value_of(visit.fields, "case"));
    const std::string_view go = value_of(visit.fields, "go");
    if (go == "in") page.form.typed.emplace_back("case", case_id);
    if (visit.intent == Intent::show) return show_group(visit, std::move(page), 200);
    const auto members = page.group.form.members_on(visit.setting.today);
    const bool is_in = std::ranges::find(members, case_id) != members.end();
    if (go == "in" && !visit.desk.view(visit.setting.who, case_id))
        page.form.problems.push_back({"case", visit.setting.say("work.appointment.no_case")});
    else if (go == "in" && is_in)
        page.form.problems.push_back({"case", visit.setting.say("work.group.is_in")});
    if (!page.form.problems.empty()) return show_group(visit, std::move(page), 422);
    const auto written =
        desk.write_group(visit.sender(), {.id = page.group.document.id, .expected_version = visit.version()},
                         changed(page.group.form, go, case_id, visit.setting.today));
    if (written) return see_other(visit.setting.to(WorkPlace::group, written->id));
    if (const auto* conflict = std::get_if<service::Conflict>(&written.error())) {
        page.conflict = *conflict;
        return show_group(visit, std::move(page), 409);
    }
    const auto* mistakes = std::get_if<Diagnostics>(&written.error());
    if (mistakes == nullptr) return refusal(visit, written.error());
    page.form.problems = problems_of(*mistakes, "case", visit.setting.language());
    return show_group(visit, std::move(page), 422);
}

}  // namespace fjorten::web
