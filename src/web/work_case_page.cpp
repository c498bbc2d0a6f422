#include <algorithm>

#include "answer/words.h"
#include "calendar/date.h"
#include "web/work_care.h"
#include "web/work_case_parts.h"
#include "web/work_decision.h"
#include "web/work_document_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

namespace {

// A case of the same person is found by the ten figures, shown as people write them.
std::string cpr_words(const std::string& cpr) {
    return cpr.size() == 10 ? cpr.substr(0, 6) + "-" + cpr.substr(6) : cpr;
}

Html looked_at(const CaseScene& scene) {
    if (scene.look.is_of_today()) return {};
    const auto day = [&](calendar::Date date) { return answer::long_date(date, scene.speaker.language); };
    std::string sentence = scene.look.on ? scene.say("work.look.of", {day(*scene.look.on)}) : std::string{};
    if (scene.look.as_known)
        sentence +=
            (sentence.empty() ? "" : " ") + scene.say("work.look.as_known", {day(*scene.look.as_known)});
    return alert(
        Tone::info, 2, scene.say("work.look.notice"),
        all(element("p", {{"class", "alert-text"}}, sentence),
            element("p", {},
                    element("a", {{"href", scene.to(WorkPlace::case_file)}}, scene.say("work.look.back")))));
}

Html saved(const CaseScene& scene) {
    if (!scene.look.saved) return {};
    return saved_summary(scene.setting, scene.view, scene.look.since, *scene.look.saved);
}

Html editions(const CaseScene& scene) {
    Html lines;
    for (const auto* edition : {scene.view.evaluation.law, scene.view.evaluation.standard}) {
        if (edition == nullptr) continue;
        lines += element("p", {{"class", "source"}},
                         scene.say(edition->is_law ? "web.why.law_edition" : "web.why.edition",
                                   {edition->name.in(scene.speaker.language),
                                    answer::plain_date(edition->from, scene.speaker.language)}));
    }
    return element("div", {{"class", "editions"}}, lines);
}

Html aside(const CaseScene& scene) {
    return element("aside", {{"class", "case-side"}, {"aria-label", scene.say("work.case.side")}},
                   action_list(scene), documents_section(scene), limit_bars(scene), who_decides(scene),
                   offer_list(scene), care_links(scene.setting, scene.view), person_details(scene),
                   assignment_form(scene), other_day_form(scene), editions(scene));
}

}  // namespace

Html case_head(const CaseScene& scene) {
    const auto& view = scene.view;
    Html marks = protected_mark(scene.setting, view.person.is_protected);
    if (!view.is_open) marks += all(" ", badge(Tone::info, Icon::ended, scene.say("work.case.closed")));
    std::vector<Html> facts;
    facts.emplace_back(scene.say("work.case.number", {view.key.case_id}));
    if (view.subject != nullptr)
        facts.emplace_back(
            scene.say(view.subject->is_confirmed ? "work.case.journal" : "work.case.journal.unconfirmed",
                      {view.number, view.subject->label.in(scene.speaker.language)}));
    if (const auto born = view.file.person.born)
        facts.emplace_back(message_count(scene.speaker.language, "work.case.age",
                                         calendar::age_on(*born, view.evaluation.on)));
    if (view.evaluation.standard != nullptr) facts.emplace_back(scene.speaker.municipality());
    if (!view.unit.empty()) facts.emplace_back(view.unit);
    facts.emplace_back(view.assigned_to.empty() ? scene.say("work.case.nobody")
                                                : scene.say("work.case.assigned", {view.assigned_to_name}));
    Html items;
    for (const Html& fact : facts) items += element("li", {}, fact);
    Html out = all(element("h1", {}, person_words(scene.setting, view.person.name), marks),
                   element("ul", {{"class", "nobullet-list case-facts"}}, items));
    if (!view.person.reach_safely.empty())
        out += element("p", {{"class", "reach"}}, icon(Icon::info),
                       element("span", {}, element("strong", {}, scene.say("work.person.reach")), " ",
                               view.person.reach_safely));
    if (!view.person.interpreter.empty())
        out +=
            element("p", {{"class", "reach"}}, icon(Icon::info),
                    element("span", {}, scene.say("work.person.interpreter_is", {view.person.interpreter})));
    for (const auto& other : view.other_cases) {
        const std::string_view key = other.came_back ? "work.case.came_back"
                                     : other.is_open ? "work.case.other_open"
                                                     : "work.case.other_closed";
        out += element("p", {{"class", "source"}},
                       element("a", {{"href", scene.setting.to(WorkPlace::case_file, other.case_id)}},
                               scene.say(key, {other.case_id, answer::plain_date(other.last_event_on,
                                                                                 scene.speaker.language)})));
    }
    return element("div", {{"class", "case-head"}}, out);
}

Html person_details(const CaseScene& scene) {
    const auto& person = scene.view.person;
    Html list;
    const auto add = [&](std::string_view key, const Html& value) {
        if (!value.empty()) list += all(element("dt", {}, scene.say(key)), element("dd", {}, value));
    };
    add("work.person.name", person_words(scene.setting, person.name));
    add("work.person.cpr",
        scene.view.has_replacement_cpr
            ? scene.say("work.whose", {cpr_words(person.cpr), scene.say("work.person.replacement")})
            : cpr_words(person.cpr));
    if (const auto born = scene.view.file.person.born)
        add("work.person.born", answer::plain_date(*born, scene.speaker.language));
    if (!person.is_protected) {
        add("work.person.address", person.address);
    } else if (scene.look.shows_address) {
        // On the screen of whoever asked for it, and on no paper.
        add("work.person.address", person.address.empty()
                                       ? Html(scene.say("work.person.address.none"))
                                       : element("span", {{"class", "d-print-none"}}, person.address));
    } else {
        add("work.person.address",
            all(scene.say("work.protected"), " – ",
                element("a", {{"href", scene.to(WorkPlace::case_file, {{"address", "1"}}) + "#person"}},
                        scene.say("work.person.address.show"))));
    }
    add("work.person.telephone", person.telephone);
    add("work.person.email", person.email);
    add("work.person.reach", person.reach_safely);
    add("work.person.interpreter", person.interpreter);
    Html change;
    if (scene.can(service::Permission::change_person))
        change =
            element("p", {{"class", "d-print-none"}},
                    element("a", {{"href", scene.to(WorkPlace::person)}}, scene.say("work.person.change")));
    if (scene.can(service::Permission::name_representatives))
        change += element("p", {{"class", "d-print-none"}},
                          element("a", {{"href", scene.to(WorkPlace::representatives)}},
                                  scene.say("work.representative.title")));
    change += element(
        "p", {{"class", "d-print-none"}},
        element("a", {{"href", scene.to(WorkPlace::case_log)}}, scene.say("work.access_log.of_case")));
    return disclosure(scene.say("work.person.title"), all(element("dl", {{"class", "person"}}, list), change),
                      scene.look.shows_address ? Opened::yes : Opened::no, "person");
}

std::string case_page(const WorkSetting& setting, const service::CaseView& view, const CaseLook& look,
                      const std::vector<store::Account>& colleagues) {
    const CaseScene scene{.setting = setting,
                          .view = view,
                          .look = look,
                          .colleagues = colleagues,
                          .speaker = caseworker_speaker(setting, view.evaluation),
                          .pairs = paired_clocks(view.evaluation)};
    Html places;
    for (const auto& [place, key] :
         {std::pair{"#clocks", "work.clocks.open"}, std::pair{"#record", "work.record.title"},
          std::pair{"#course", "work.course.title"}, std::pair{"#actions", "work.actions.title"}})
        places += element("li", {}, element("a", {{"href", place}}, scene.say(key)));
    const Html nav =
        element("nav", {{"class", "case-nav d-print-none"}, {"aria-label", scene.say("work.case.nav")}},
                element("ul", {{"class", "nobullet-list"}}, places));
    const Html main =
        element("div", {{"class", "case-main"}}, open_clocks(scene), record_section(scene),
                case_findings(scene), missing_facts(scene), course_section(scene), other_clocks(scene));
    return work_page(setting, {.title = setting.say("work.case.number", {view.key.case_id})},
                     all(error_summary(look.problems, setting.language()), saved(scene), looked_at(scene),
                         case_head(scene), case_steps(setting, view), granted_time(setting, view), nav,
                         element("div", {{"class", "case-grid"}}, main, aside(scene))));
}

}  // namespace fjorten::web
