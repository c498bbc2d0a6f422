// Who may see a case for its citizen: the form for staff, and the list that the citizen sees too.
#include "answer/words.h"
#include "web/work_access.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::NamedRepresentative;
using service::Sight;

namespace {

std::string say(const WorkSetting& setting, const std::string& key,
                const std::vector<std::string>& args = {}) {
    return setting.say("work.representative." + key, args);
}

std::string sight_words(const WorkSetting& setting, Sight sight) {
    return say(setting, sight == Sight::all ? "sight.all" : "sight.dates");
}

std::string page_of(const WorkSetting& setting, const std::vector<NamedRepresentative>& all,
                    const Fields& typed, const std::vector<Problem>& problems) {
    const std::string& case_id = setting.address.case_id;
    const auto text = [&](const std::string& name, const std::string& hint = {}) {
        std::string error;
        for (const Problem& problem : problems) {
            if (problem.field == name) error = problem.sentence;
        }
        return text_field({.name = name,
                           .label = say(setting, name),
                           .hint = hint,
                           .error = error,
                           .value = std::string(value_of(typed, name))},
                          {{"autocomplete", "off"}}, setting.language());
    };
    const std::string sight(value_of(typed, "sight"));
    const Html fields = fjorten::web::all(
        text("name"), text("cpr"),
        radio_group(
            {.name = "sight", .label = say(setting, "sight"), .value = sight.empty() ? "dates" : sight},
            {{.value = "dates", .label = say(setting, "sight.dates")},
             {.value = "all", .label = say(setting, "sight.all")}},
            RadioLayout::below, setting.language()),
        text("until", say(setting, "until.hint")), button(ButtonKind::primary, say(setting, "save")));
    const std::string title = say(setting, "title");
    return work_page(
        setting, {.title = title},
        fjorten::web::all(
            error_summary(problems, setting.language()),
            paragraph(element("a", {{"href", setting.to(WorkPlace::case_file, case_id)}}, case_id)),
            heading(1, title), paragraph(say(setting, "lead")),
            representative_list(setting, case_id, WorkPlace::representatives, all),
            heading(2, say(setting, "new")),
            post_form(setting, setting.to(WorkPlace::representatives, case_id), form_fields(setting, "new"),
                      fields, "work-form")));
}

}  // namespace

Html representative_list(const WorkSetting& setting, const std::string& case_id, WorkPlace place,
                         const std::vector<NamedRepresentative>& all) {
    Html items;
    for (const auto& one : all) {
        if (!one.holds) continue;
        items += element(
            "li", {},
            element("span", {},
                    say(setting, "line",
                        {one.name, sight_words(setting, one.sight),
                         answer::plain_date(one.until, setting.language())})),
            post_form(setting, setting.to(place, case_id),
                      fjorten::web::all(form_fields(setting, "end." + one.id), hidden_field("end", one.id)),
                      button(ButtonKind::secondary, say(setting, "end"), {}, {},
                             {{"aria-label", say(setting, "end") + ": " + one.name}})));
    }
    return items.empty() ? paragraph(say(setting, "none"))
                         : element("ul", {{"class", "nobullet-list consent-choices"}}, items);
}

Response answer_representatives(Visit& visit) {
    service::Representatives desk(visit.desk);
    const auto& setting = visit.setting;
    const std::string& case_id = setting.address.case_id;
    std::vector<Problem> problems;
    const std::string ended(value_of(visit.fields, "end"));
    if (visit.intent == Intent::save && !ended.empty()) {
        if (auto done = desk.end(setting.who, case_id, ended); !done) return refusal(visit, done.error());
        return see_other(setting.to(WorkPlace::representatives, case_id));
    }
    if (visit.intent == Intent::save) {
        service::Representatives::New one{
            .name = std::string(value_of(visit.fields, "name")),
            .cpr = std::string(value_of(visit.fields, "cpr")),
            .sight = value_of(visit.fields, "sight") == "all" ? Sight::all : Sight::dates,
            .until = setting.today,
            .note = {}};
        const auto until = read_typed_date(std::string(value_of(visit.fields, "until")));
        if (until) one.until = *until;
        else problems.push_back({"until", words_of(until.error(), setting.language())});
        one.note = say(
            setting, "note",
            {one.name, sight_words(setting, one.sight), answer::plain_date(one.until, setting.language())});
        if (problems.empty()) {
            const auto done = desk.name(visit.sender(), case_id, one);
            if (done) return see_other(setting.to(WorkPlace::representatives, case_id));
            const auto* const mistakes = std::get_if<Diagnostics>(&done.error());
            if (mistakes == nullptr) return refusal(visit, done.error());
            problems = problems_of(*mistakes, "name", setting.language());
        }
    }
    const auto all = desk.of(setting.who, case_id);
    if (!all) return refusal(visit, all.error());
    return work_html(page_of(setting, *all, visit.fields, problems), problems.empty() ? 200 : 422);
}

}  // namespace fjorten::web
