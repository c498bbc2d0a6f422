#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/clock_cards.h"
#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::ComplaintCourse;
using service::ComplaintStep;

namespace {

Html notices(const ComplaintScene& scene) {
    Html out = error_summary(scene.page.unsaved.problems, scene.setting.language());
    if (scene.page.unsaved.conflict)
        out += conflict_notice(scene.setting, scene.view, *scene.page.unsaved.conflict);
    return out;
}

std::string step_words(const ComplaintScene& scene, ComplaintStep step) {
    return scene.say("work.complaint.step." + std::string(service::name_of(step)));
}

// What has happened to it, in the order of the days.
Html steps_taken(const ComplaintScene& scene, const ComplaintCourse& course) {
    Html items;
    for (const auto* event : {course.complaint, course.answer, course.reassessment, course.new_decision,
                              course.maintained, course.forwarded, course.appeal, course.carried_out}) {
        if (event == nullptr) continue;
        const auto entry = std::ranges::find_if(scene.view.entries, [&](const service::TimeLineEntry& one) {
            return one.event && one.id == event->id && one.corrected_by == 0;
        });
        if (entry == scene.view.entries.end()) continue;
        Html body = all(element("strong", {}, entry_title(scene.setting, *entry)),
                        entry_details(scene.setting, *entry));
        // What was said belongs to what was written down with it.
        for (const auto& note : scene.view.entries) {
            if (!note.event && !note.document && !note.note.empty() && note.recorded_at == entry->recorded_at)
                body += element("p", {{"class", "entry-note"}}, note.note);
        }
        for (const auto* document : documents_of(scene.view)) {
            if (document->document->about == event->id)
                body += document_line(scene.setting, scene.view.key.case_id, *document);
        }
        items += element("li", {{"class", "entry"}},
                         element("span", {{"class", "entry-day"}}, scene.day(event->on)),
                         element("div", {{"class", "entry-body"}}, body));
    }
    return all(heading(2, scene.say("work.complaint.taken")),
               element("ol", {{"class", "nobullet-list course"}}, items));
}

Html way_list(const ComplaintScene& scene, std::string_view key,
              const std::vector<engine::RouteResult>& ways) {
    Html out;
    for (const auto& route : ways) {
        const auto* edition = edition_of(scene.view.evaluation, *route.rule);
        if (edition == nullptr) continue;
        const std::string to = route.way == nullptr ? scene.say("web.routes.unknown")
                                                    : route.way->label.in(scene.setting.language());
        out +=
            element("li", {}, element("strong", {}, to), " ",
                    element("span", {{"class", "says"}}, authority_words(scene.speaker, *edition)),
                    disclosure(scene.say("web.why"), rule_and_source(scene.speaker, *route.rule, *edition)));
    }
    if (out.empty()) return {};
    return all(heading(3, scene.say(key)), element("ul", {{"class", "nobullet-list"}}, out));
}

Html ways(const ComplaintScene& scene, const ComplaintCourse& course) {
    const Html lists = all(way_list(scene, "work.complaint.first", course.ways.first),
                           way_list(scene, "work.complaint.appeal", course.ways.appeal));
    return element("section", {}, heading(2, scene.say("work.complaint.ways")),
                   lists.empty() ? paragraph(scene.say("work.complaint.nobody")) : lists);
}

Html clock_items(const ComplaintScene& scene, const std::vector<const engine::ClockResult*>& clocks) {
    Html items;
    for (const auto* clock : clocks) {
        if (clock->edition == nullptr) continue;
        const std::string why = clock->rule->id + "." + std::to_string(clock->instance);
        const std::string href =
            scene.setting.to(WorkPlace::case_file, scene.view.key.case_id, {}, {{"why", why}}) + "#why";
        items += element(
            "li", {},
            element("p", {{"class", "clock-line"}},
                    element("strong", {}, clock->rule->title.in(scene.setting.language())), " ",
                    state_badge(scene.speaker, *clock), " ",
                    element("span", {{"class", "clock-due"}}, due_words(scene.speaker, *clock)), " ",
                    element("span", {{"class", "says"}}, authority_words(scene.speaker, *clock->edition)),
                    " ",
                    element("a", {{"href", href}}, scene.say("web.why"),
                            unseen(clock->rule->title.in(scene.setting.language())))));
    }
    return items;
}

Html deadlines(const ComplaintScene& scene, const ComplaintCourse& course) {
    const Html items = all(clock_items(scene, course.windows), clock_items(scene, course.clocks));
    const Html list = items.empty() ? paragraph(scene.say("work.complaint.no_limit"))
                                    : element("ul", {{"class", "nobullet-list"}}, items);
    return element("section", {}, heading(2, scene.say("work.complaint.deadlines")), list);
}

Html lateness(const ComplaintScene& scene, const ComplaintCourse& course) {
    if (!course.missed) return {};
    const long days = calendar::days_between(*course.missed, course.complaint->on);
    return alert(Tone::warning, 2, message_count(scene.setting.language(), "work.complaint.late", days),
                 element("p", {{"class", "alert-text"}},
                         scene.say("work.complaint.late.text", {scene.day(*course.missed)})));
}

// The question of the entry point, with one sentence for each answer.
Html about_field(const ComplaintScene& scene) {
    const auto& vocabulary = scene.setting.library.vocabulary;
    std::vector<Choice> choices;
    const auto event = vocabulary.find_event("complaint_received");
    const auto index = event ? vocabulary.events[*event].field_index("about") : std::nullopt;
    if (!index) return {};
    const auto& field = vocabulary.events[*event].fields[*index];
    for (std::size_t i = 0; i < field.type.choices.size(); ++i) {
        const std::string& about = field.type.choices[i];
        const auto found = service::ways_of_complaint(scene.view.evaluation, scene.filing, about);
        const std::string to = way_words(scene, found.first.empty() ? found.appeal : found.first);
        choices.push_back({about, field.type.choice_labels[i].in(scene.setting.language()),
                           to.empty() ? std::string{} : scene.say("work.complaint.goes_to", {to})});
    }
    std::string chosen = scene.typed("about");
    if (chosen.empty()) chosen = "decision";
    return radio_group({.name = "about",
                        .label = scene.say("work.complaint.about"),
                        .error = scene.error("about"),
                        .value = chosen},
                       choices, RadioLayout::below, scene.setting.language());
}

Html decision_field(const ComplaintScene& scene) {
    std::vector<Choice> choices;
    for (auto entry = scene.view.entries.rbegin(); entry != scene.view.entries.rend(); ++entry) {
        if (!entry->event || entry->type.empty() || entry->corrected_by != 0 || entry->is_struck) continue;
        if (scene.setting.library.vocabulary.events[entry->event->type].name != "decision_made") continue;
        choices.push_back({entry->id, scene.say("web.reason", {entry_title(scene.setting, *entry),
                                                               scene.day(entry->occurred_on)})});
    }
    if (choices.empty()) return {};
    choices.push_back({"", scene.say("work.complaint.decision.none")});
    return select_field({.name = "re",
                         .label = scene.say("work.complaint.decision"),
                         .hint = scene.say("work.complaint.decision.hint"),
                         .error = scene.error("re"),
                         .value = scene.typed("re")},
                        {{.label = {}, .choices = choices}}, scene.setting.language());
}

Html new_complaint_form(const ComplaintScene& scene) {
    if (!may(scene.setting.who, service::Permission::record_event)) return {};
    const std::string on = scene.typed("on");
    const Html fields = all(form_fields(scene.setting, "complaint", scene.view.version), about_field(scene),
                            decision_field(scene),
                            text_field({.name = "on",
                                        .label = scene.say("work.complaint.on"),
                                        .hint = scene.say("work.complaint.on.hint"),
                                        .error = scene.error("on"),
                                        .value = on.empty() ? field_date(scene.setting.today) : on},
                                       {{"autocomplete", "off"}}, scene.setting.language()),
                            text_area(scene.setting, {.name = "text",
                                                      .label = scene.say("work.complaint.text"),
                                                      .hint = scene.say("work.complaint.text.hint"),
                                                      .error = scene.error("text"),
                                                      .value = scene.typed("text")}),
                            file_field(scene.setting, scene.page, scene.say("work.complaint.file")),
                            button(ButtonKind::primary, scene.say("work.complaint.save")));
    return element("div", {{"class", "narrow"}}, heading(2, scene.say("work.complaint.new"), "new"),
                   element("form",
                           {{"method", "post"},
                            {"action", scene.setting.to(WorkPlace::complaints, scene.view.key.case_id)},
                            {"enctype", "multipart/form-data"},
                            {"class", "work-form"}},
                           fields));
}

Html complaint_table(const ComplaintScene& scene, const std::vector<ComplaintCourse>& courses) {
    if (courses.empty()) return paragraph(scene.say("work.complaint.none"));
    Table shown{.caption = scene.say("work.complaint.caption"),
                .columns = {scene.say("work.complaint.on"), scene.say("work.complaint.about.short"),
                            scene.say("work.complaint.to"), scene.say("work.complaint.next")},
                .rows = {}};
    for (const auto& course : courses) {
        const std::string href =
            scene.setting.to(WorkPlace::complaint, scene.view.key.case_id, course.complaint->id);
        const std::string to =
            way_words(scene, course.ways.first.empty() ? course.ways.appeal : course.ways.first);
        shown.rows.push_back({scene.day(course.complaint->on),
                              element("a", {{"href", href}}, complaint_title(scene, course)), to,
                              step_words(scene, course.next)});
    }
    return table(shown);
}

ComplaintScene scene_of(const WorkSetting& setting, const CaseView& view, const rulebook::Filing& filing,
                        const SmallPage& page) {
    return {.setting = setting,
            .view = view,
            .page = page,
            .filing = filing,
            .speaker = caseworker_speaker(setting, view.evaluation)};
}

}  // namespace

std::string ComplaintScene::error(std::string_view name) const {
    const auto found = std::ranges::find(page.unsaved.problems, name, &Problem::field);
    return found == page.unsaved.problems.end() ? std::string{} : found->sentence;
}

std::string ComplaintScene::day(calendar::Date date) const {
    return answer::plain_date(date, setting.language());
}

std::string complaint_title(const ComplaintScene& scene, const ComplaintCourse& course) {
    return scene.say("work.complaint.title." + course.about);
}

std::string way_words(const ComplaintScene& scene, const std::vector<engine::RouteResult>& ways) {
    std::string words;
    for (auto route = ways.rbegin(); route != ways.rend(); ++route) {
        // The municipality's own name for whoever the law means comes first, and is enough.
        if (route->way != nullptr && words.empty()) words = route->way->label.in(scene.setting.language());
    }
    return words;
}

std::string complaints_page(const WorkSetting& setting, const CaseView& view, const rulebook::Filing& filing,
                            const SmallPage& page, const std::vector<ComplaintCourse>& courses) {
    const ComplaintScene scene = scene_of(setting, view, filing, page);
    return work_page(
        setting, {.title = setting.say("work.complaint.complaints"), .typed = page.typed},
        all(notices(scene), case_line(setting, view), heading(1, setting.say("work.complaint.complaints")),
            complaint_table(scene, courses), new_complaint_form(scene)));
}

std::string complaint_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page,
                           const ComplaintCourse& course, const ShownLetter& letter) {
    const rulebook::Filing no_filing{};
    const ComplaintScene scene = scene_of(setting, view, no_filing, page);
    const std::string title = complaint_title(scene, course);
    const Html next = alert(
        course.next == ComplaintStep::settled ? Tone::success : Tone::info, 2, step_words(scene, course.next),
        element("p", {{"class", "alert-text"}},
                scene.say("work.complaint.step." + std::string(service::name_of(course.next)) + ".text")));
    Html form;
    if (may(setting.who, service::Permission::record_event))
        form = all(complaint_step_form(scene, course), decision_link(scene, course));
    return work_page(
        setting, {.title = title, .typed = page.typed},
        all(notices(scene), case_line(setting, view),
            heading(1, setting.say("web.reason", {title, scene.day(course.complaint->on)})),
            lateness(scene, course), shown_letter(setting, view, letter),
            element(
                "div", {{"class", "case-grid"}},
                element("div", {{"class", "case-main"}}, next, form, steps_taken(scene, course)),
                element("aside", {{"class", "case-side"}, {"aria-label", setting.say("work.complaint.side")}},
                        ways(scene, course), deadlines(scene, course),
                        element("p", {},
                                element("a", {{"href", setting.to(WorkPlace::complaints, view.key.case_id)}},
                                        setting.say("work.complaint.all")))))));
}

}  // namespace fjorten::web
