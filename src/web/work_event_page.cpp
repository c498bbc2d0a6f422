// Recording an event and correcting one: forms made from the vocabulary, with what came between when the
// record could not take it at once.
#include <algorithm>

#include "answer/words.h"
#include "service/entry_text.h"
#include "web/work_case_parts.h"
#include "web/work_date.h"
#include "web/work_form_parts.h"

namespace fjorten::web {

using service::CaseView;

namespace {

// Everything that the rules leave to a person where this event is done.
std::string judged_in(const WorkSetting& setting, const CaseView& view, rulebook::EventType type) {
    std::vector<const rulebook::Rule*> rules;
    for (const auto& action : view.evaluation.actions) {
        const auto& done_by = setting.library.vocabulary.actions[action.action].done_by;
        if (!done_by || done_by->event != type) continue;
        for (const rulebook::Rule* rule : action.discretion) {
            if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
        }
    }
    std::string titles;
    for (const rulebook::Rule* rule : rules)
        titles += (titles.empty() ? "" : " · ") + rule->title.in(setting.language());
    return titles.empty() ? titles : setting.say("work.judgement.reasons", {titles});
}

EventForm form_of(const WorkSetting& setting, const CaseView& view, rulebook::EventType type,
                  const std::vector<Problem>& problems) {
    return {.vocabulary = setting.library.vocabulary,
            .type = type,
            .today = setting.today,
            .language = setting.language(),
            .answers = answerable(view.file, setting.library.vocabulary, type),
            .problems = problems,
            .judged = judged_in(setting, view, type),
            .begins = EventForm::Begins::reading};
}

}  // namespace

std::string event_page(const WorkSetting& setting, const CaseView& view, const EventPage& page) {
    const auto& vocabulary = setting.library.vocabulary;
    const std::string title = answer::event_words(vocabulary, page.type, setting.language());
    EventForm form = form_of(setting, view, page.type, page.unsaved.problems);
    const bool is_calm = page.unsaved.problems.empty() && !page.unsaved.blocked && !page.unsaved.conflict;
    if (is_calm) form.begins = EventForm::Begins::typing;
    Fields typed = fields_of(page.typed);
    typed.emplace_back("pass_reason", page.pass_reason);
    const std::string help = "work.help." + vocabulary.events[page.type].name;
    Html lead;
    if (has_message(setting.language(), help))
        lead = element("p", {{"class", "form-hint"}}, setting.say(help));
    const std::string action =
        setting.to(WorkPlace::event, view.key.case_id, vocabulary.events[page.type].name);
    return work_page(
        setting, {.title = title, .typed = with_version(typed, view)},
        element("div", {{"class", "narrow"}}, unsaved_notices(setting, view, page.unsaved),
                case_line(setting, view), heading(1, title), lead,
                post_form(setting, action, form_fields(setting, "event", view.version),
                          all(blocked_part(setting, view, page.unsaved, {page.happened, page.pass_reason}),
                              event_fields(form, page.typed), save_buttons(setting, view, "work.save")),
                          "work-form")));
}

std::string correction_page(const WorkSetting& setting, const CaseView& view, const CorrectionPage& page) {
    const auto entry = std::ranges::find(view.entries, page.version, &service::TimeLineEntry::version);
    if (entry == view.entries.end() || !entry->event)
        return work_error_page(setting, "not_found", WorkFrame::Inside::yes);
    const std::string title = setting.say("work.correct.title");
    const EventForm form = form_of(setting, view, entry->event->type, page.unsaved.problems);
    Fields typed = fields_of(page.typed);
    typed.insert(typed.end(), {{"what", page.what}, {"reason", page.reason}});
    const Html was = element("div", {{"class", "panel was"}},
                             element("p", {}, element("strong", {}, entry_title(setting, *entry)), " ",
                                     answer::long_date(entry->occurred_on, setting.language())),
                             entry_details(setting, *entry),
                             element("p", {{"class", "source"}},
                                     setting.say("work.entry.recorded",
                                                 {answer::plain_date(entry->recorded_on, setting.language()),
                                                  entry->actor_name})));
    const Html ways =
        radio_group({.name = "what",
                     .label = setting.say("work.correct.what"),
                     .error = error_at(page.unsaved.problems, "what"),
                     .value = page.what},
                    {{"replace", setting.say("work.correct.replace")},
                     {"strike", setting.say("work.correct.strike"), setting.say("work.correct.strike.hint")}},
                    RadioLayout::below, setting.language());
    const Html reason = text_area(setting, {.name = "reason",
                                            .label = setting.say("work.correct.reason"),
                                            .hint = setting.say("work.correct.reason.hint"),
                                            .error = error_at(page.unsaved.problems, "reason"),
                                            .value = page.reason});
    const std::string action =
        setting.to(WorkPlace::correction, view.key.case_id, std::to_string(page.version));
    return work_page(
        setting, {.title = title, .typed = with_version(typed, view)},
        element("div", {{"class", "narrow"}}, unsaved_notices(setting, view, page.unsaved),
                case_line(setting, view), heading(1, title),
                element("p", {}, setting.say("work.correct.lead")), was,
                post_form(setting, action, form_fields(setting, "correct", view.version),
                          all(ways,
                              element("div", {{"class", "right-event"}},
                                      heading(2, answer::event_words(setting.library.vocabulary,
                                                                     entry->event->type, setting.language())),
                                      event_fields(form, page.typed)),
                              reason, save_buttons(setting, view, "work.correct.save")),
                          "work-form correct-form")));
}

std::string events_page(const WorkSetting& setting, const CaseView& view) {
    const std::string title = setting.say("work.events.title");
    return work_page(
        setting, {.title = title},
        all(case_line(setting, view), heading(1, title), event_phases(setting, view.key.case_id, 2)));
}

std::string small_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page,
                       const std::string& title, WorkPlace place, std::string_view key_ending,
                       const Html& fields) {
    const Html form = post_form(setting, setting.to(place, view.key.case_id),
                                form_fields(setting, key_ending, view.version),
                                all(fields, save_buttons(setting, view, "work.save")), "work-form");
    return work_page(setting, {.title = title, .typed = with_version(page.typed, view)},
                     element("div", {{"class", "narrow"}}, unsaved_notices(setting, view, page.unsaved),
                             case_line(setting, view), heading(1, title), form));
}

std::string note_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page) {
    const Html field = text_area(setting, {.name = "text",
                                           .label = setting.say("work.note.label"),
                                           .hint = setting.say("work.note.hint"),
                                           .error = error_at(page.unsaved.problems, "text"),
                                           .value = std::string(value_of(page.typed, "text"))});
    const std::string typed_day(value_of(page.typed, "day"));
    const Html day = text_field({.name = "day",
                                 .label = setting.say("work.note.on"),
                                 .hint = setting.say("work.note.on.hint"),
                                 .error = error_at(page.unsaved.problems, "day"),
                                 .value = typed_day.empty() ? field_date(setting.today) : typed_day},
                                {{"autocomplete", "off"}}, setting.language());
    return small_page(setting, view, page, setting.say("work.note.title"), WorkPlace::note, "note",
                      all(day, field));
}

std::string hold_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page) {
    // What is asked for is the other of what stands now.
    bool is_held = false;
    for (const auto& entry : view.entries) {
        if (entry.type == service::entry_type::hold_placed) is_held = true;
        if (entry.type == service::entry_type::hold_lifted) is_held = false;
    }
    const std::string key = is_held ? "work.hold.lift" : "work.hold.place";
    const Html fields =
        all(hidden_field("hold", is_held ? "lifted" : "placed"), paragraph(setting.say(key + ".text")),
            text_area(setting, {.name = "reason",
                                .label = setting.say("work.hold.reason"),
                                .error = error_at(page.unsaved.problems, "reason"),
                                .value = std::string(value_of(page.typed, "reason"))}));
    return small_page(setting, view, page, setting.say(key), WorkPlace::hold, is_held ? "lift" : "hold",
                      fields);
}

std::string assignment_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page,
                            const std::vector<store::Account>& colleagues) {
    const auto of = [&](std::string_view name, const std::string& now) {
        const bool is_typed =
            std::ranges::find(page.typed, name, &Fields::value_type::first) != page.typed.end();
        return is_typed ? std::string(value_of(page.typed, name)) : now;
    };
    return small_page(setting, view, page, setting.say("work.assign.title"), WorkPlace::assignment, "assign",
                      assignment_fields(setting, colleagues, of("unit", view.unit),
                                        of("assigned_to", view.assigned_to), page.unsaved.problems));
}

std::string fact_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page) {
    const std::string name(value_of(page.typed, "fact"));
    const Speaker speaker = caseworker_speaker(setting, view.evaluation);
    const Html field =
        all(hidden_field("fact", name), fact_field(speaker, name, std::string(value_of(page.typed, "value")),
                                                   error_at(page.unsaved.problems, "value")));
    return small_page(setting, view, page, setting.say("work.fact.title"), WorkPlace::fact, "fact-" + name,
                      field);
}

}  // namespace fjorten::web
