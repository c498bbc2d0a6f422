// Groups: those there are, and who is in one, held against the size that the standard has in mind.
#include <algorithm>

#include "answer/words.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_register.h"

namespace fjorten::web {

using service::KeptGroup;

namespace {

FieldText group_field(const WorkSetting& setting, const GroupForm& form, const std::string& name) {
    const std::string key = "work.group." + name;
    return {.name = name,
            .label = setting.say(key),
            .hint = has_message(setting.language(), key + ".hint") ? setting.say(key + ".hint") : "",
            .error = error_at(form.problems, name),
            .value = std::string(value_of(form.typed, name))};
}

std::string size_words(const WorkSetting& setting, const service::GroupSize& size) {
    const std::string least = size.least ? std::to_string(*size.least) : "";
    const std::string most = size.most ? std::to_string(*size.most) : "";
    if (least.empty() || least == most) return setting.say("work.group.size.most", {most});
    if (most.empty()) return setting.say("work.group.size.least", {least});
    return setting.say("work.group.size", {least, most});
}

// Too few, full, too many: said, and left to whoever plans.
Html size_part(const WorkSetting& setting, const KeptGroup& group, int members) {
    const auto* standard = standard_in_force(setting);
    const auto size = standard == nullptr ? std::nullopt : service::group_size(*standard, group.form.service);
    const std::string count = message_count(setting.language(), "work.group.count", members);
    if (!size) return element("p", {{"class", "font-lead"}}, count);
    Html mark;
    if (size->most && members > *size->most)
        mark = badge(Tone::error, Icon::overdue, setting.say("work.group.over"));
    else if (size->most && members == *size->most)
        mark = badge(Tone::warning, Icon::due, setting.say("work.group.full"));
    else if (size->least && members < *size->least)
        mark = badge(Tone::info, Icon::info, setting.say("work.group.under"));
    return all(
        element("p", {{"class", "font-lead"}}, count, " ", mark),
        element("p", {}, size_words(setting, *size)),
        disclosure(setting.say("web.why"), rule_and_source(setting.language(), *size->rule, *standard)));
}

}  // namespace

std::string groups_page(const WorkSetting& setting, const std::vector<KeptGroup>& groups,
                        const GroupForm& form) {
    Html running, ended;
    for (const auto& group : groups) {
        const bool is_over = group.form.ended_on && *group.form.ended_on < setting.today;
        const auto members = static_cast<long>(group.form.members_on(setting.today).size());
        Html line =
            element("a", {{"href", setting.to(WorkPlace::group, group.document.id)}}, group.form.name);
        line += element("span", {{"class", "source"}}, " ",
                        message_count(setting.language(), "work.group.count", members));
        (is_over ? ended : running) += element("li", {}, line);
    }
    Html main = running.empty() ? paragraph(setting.say("work.group.none"))
                                : element("ul", {{"class", "nobullet-list meetings"}}, running);
    if (!ended.empty())
        main += disclosure(setting.say("work.group.ended"),
                           element("ul", {{"class", "nobullet-list meetings"}}, ended));
    if (may(setting.who, service::Permission::plan_sessions)) {
        std::vector<Choice> services = {{"", setting.say("work.group.no_service")}};
        for (const auto& choice : all_services(setting)) services.push_back(choice);
        main += element("section", {{"class", "narrow"}}, heading(2, setting.say("work.group.new")),
                        post_form(setting, setting.to(WorkPlace::groups), form_fields(setting, "group"),
                                  all(text_field(group_field(setting, form, "name"),
                                                 {{"autocomplete", "off"}}, setting.language()),
                                      select_field(group_field(setting, form, "service"),
                                                   {{.label = {}, .choices = services}}, setting.language()),
                                      text_field(group_field(setting, form, "place"),
                                                 {{"autocomplete", "off"}}, setting.language()),
                                      button(ButtonKind::primary, setting.say("work.group.save"))),
                                  "work-form"));
    }
    const std::string title = setting.say("work.group.title");
    return work_page(
        setting, {.title = title, .typed = form.typed},
        all(error_summary(form.problems, setting.language()), heading(1, title), centre_tabs(setting), main));
}

namespace {

class OneGroup {
  public:
    OneGroup(const WorkSetting& setting, const GroupPage& page) : setting_(setting), page_(page) {}

    Html html() const {
        const int count = static_cast<int>(page_.members.size());
        Html out = size_part(setting_, page_.group, count);
        if (!page_.group.form.place.empty()) out += paragraph(page_.group.form.place);
        return all(out, members(), coming());
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool can_plan() const { return may(setting_.who, service::Permission::plan_sessions); }
    std::string here() const { return setting_.to(WorkPlace::group, page_.group.document.id); }

    Html members() const {
        Html items;
        for (const auto& view : page_.members) {
            const std::string name = person_words(setting_, view.person.name);
            Html line =
                all(element("a", {{"href", setting_.to(WorkPlace::sessions, view.key.case_id)}}, name),
                    protected_mark(setting_, view.person.is_protected),
                    element("span", {{"class", "source"}}, " ", view.key.case_id));
            if (can_plan())
                line += post_form(
                    setting_, here(),
                    all(form_fields(setting_, "out-" + view.key.case_id, page_.group.document.version),
                        hidden_field("go", "out"), hidden_field("case", view.key.case_id)),
                    element("button", {{"type", "submit"}, {"class", "function-link"}}, say("work.group.out"),
                            unseen(name)),
                    "one-press");
            items += element("li", {}, line);
        }
        Html out = all(heading(2, say("work.group.members")),
                       items.empty() ? paragraph(say("work.group.nobody"))
                                     : element("ul", {{"class", "nobullet-list group-members"}}, items));
        if (!can_plan()) return out;
        return all(out, post_form(setting_, here(),
                                  all(form_fields(setting_, "in", page_.group.document.version),
                                      hidden_field("go", "in")),
                                  all(text_field(group_field(setting_, page_.form, "case"),
                                                 {{"autocomplete", "off"}}, setting_.language()),
                                      element("div", {{"class", "form-group"}},
                                              button(ButtonKind::secondary, say("work.group.in")))),
                                  "beside"));
    }

    Html coming() const {
        Html items;
        for (const auto& entry : page_.coming)
            items += element("li", {{"class", "appointment"}},
                             element("span", {}, weekday_words(setting_, entry.appointment.form.on), " "),
                             appointment_line(setting_, entry));
        Html out = all(heading(2, say("work.group.coming")),
                       items.empty() ? paragraph(say("work.calendar.nothing"))
                                     : element("ul", {{"class", "nobullet-list"}}, items));
        if (can_plan())
            out += element("p", {{"class", "next-steps"}},
                           button_link(ButtonKind::secondary,
                                       setting_.to(WorkPlace::appointment_new, {}, {},
                                                   {{"group", page_.group.document.id},
                                                    {"place", page_.group.form.place}}),
                                       say("work.calendar.plan")));
        return out;
    }

    const WorkSetting& setting_;
    const GroupPage& page_;
};

}  // namespace

std::string group_page(const WorkSetting& setting, const GroupPage& page) {
    Html notice = error_summary(page.form.problems, setting.language());
    if (page.conflict)
        notice += element("div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
                          alert(Tone::warning, 2, setting.say("work.group.changed"), Html{}));
    return work_page(
        setting, {.title = page.group.form.name, .typed = page.form.typed},
        all(notice,
            element("p", {{"class", "case-back"}},
                    element("a", {{"href", setting.to(WorkPlace::groups)}}, setting.say("work.group.title"))),
            heading(1, page.group.form.name), OneGroup(setting, page).html()));
}

}  // namespace fjorten::web
