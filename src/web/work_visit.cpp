#include "web/work_visit.h"

#include <algorithm>
#include <charconv>

#include "answer/words.h"
#include "base/assert.h"
#include "web/work_access.h"
#include "web/work_date.h"
#include "web/work_new_case.h"
#include "web/work_pages.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

namespace {

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : 0;
}

std::string text_in(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

service::Outcome<CaseView> view_of(const Visit& visit) {
    return visit.desk.view(visit.setting.who, visit.setting.address.case_id);
}

std::vector<store::Account> colleagues_of(const Visit& visit) {
    return visit.desk.colleagues(visit.setting.who).value_or(std::vector<store::Account>{});
}

}  // namespace

// Mistakes beside their fields, blockers, what somebody else wrote.
bool show_problem(const Visit& visit, const service::Problem& problem, const std::string& field,
                  Unsaved& unsaved) {
    if (const auto* blocked = std::get_if<service::Blocked>(&problem)) {
        unsaved.blocked = *blocked;
        return true;
    }
    if (const auto* conflict = std::get_if<service::Conflict>(&problem)) {
        unsaved.conflict = *conflict;
        return true;
    }
    if (const auto* mistakes = std::get_if<Diagnostics>(&problem)) {
        unsaved.problems = problems_of(*mistakes, field, visit.setting.language());
        return !mistakes->empty();
    }
    return false;
}

void note_what_is_new(const Visit& visit, const CaseView& view, Unsaved& unsaved) {
    if (visit.intent != Intent::show || visit.version() == 0 || visit.version() >= view.version) return;
    service::Conflict conflict{.version = view.version, .since = {}};
    for (const auto& entry : view.entries) {
        if (entry.version > visit.version()) conflict.since.push_back(entry.version);
    }
    unsaved.conflict = std::move(conflict);
}

int status_of(const Unsaved& unsaved) { return unsaved.conflict ? 409 : 422; }

Response saved(const Visit& visit, const service::Done& done) {
    Fields query;
    if (visit.version() > 0) query.emplace_back("since", std::to_string(visit.version()));
    // Reading and tabbing begin at what was saved.
    return see_other(visit.setting.to(WorkPlace::case_file, done.key.case_id, {}, std::move(query)) +
                     "#saved");
}

std::int64_t Visit::version() const { return number("version"); }

std::int64_t Visit::number(std::string_view name) const { return number_in(value_of(fields, name)); }

Response work_html(std::string page, int status) {
    Response response(status, "text/html; charset=utf-8", std::move(page));
    FJ_ASSERT(response.set_header("Cache-Control", "no-store").has_value());
    // Forms are checked by their origin, which a browser keeps to itself under "no-referrer".
    FJ_ASSERT(response.set_header("Referrer-Policy", "same-origin").has_value());
    return response;
}

Response see_other(const std::string& path) {
    Response response = work_html({}, 303);
    FJ_ASSERT(response.set_header("Location", path).has_value());
    return response;
}

Response refusal(const Visit& visit, const service::Problem& problem) {
    const auto page = [&](std::string_view what, int status) {
        return work_html(work_error_page(visit.setting, what, WorkFrame::Inside::yes), status);
    };
    if (std::holds_alternative<service::NotFound>(problem)) return page("not_found", 404);
    if (const auto* forbidden = std::get_if<service::Forbidden>(&problem)) {
        // Outside their reach: a reason opens it. A form that was sent is not carried over the threshold.
        if (forbidden->behind_glass.empty()) return page("forbidden", 403);
        WorkSetting there = visit.setting;
        there.address = {.place = WorkPlace::glass,
                         .language = visit.setting.language(),
                         .case_id = forbidden->behind_glass};
        return work_html(glass_page(there, {}, {}), 403);
    }
    if (const auto* error = std::get_if<Error>(&problem)) {
        switch (error->code) {
            case ErrorCode::not_found: return page("not_found", 404);
            case ErrorCode::forbidden: return page("forbidden", 403);
            case ErrorCode::unavailable: return page("unavailable", 503);
            case ErrorCode::conflict: return page("repeated", 409);
            case ErrorCode::invalid_input:
            case ErrorCode::corrupt: break;
        }
    }
    return page("failed", 500);
}

Response answer_work_list(Visit& visit) {
    const auto& who = visit.setting.who;
    WorkChoice choice{
        .whose = Whose::mine, .unit = text_in(visit, "unit"), .person = text_in(visit, "person")};
    const std::string of = text_in(visit, "of");
    const bool oversees = who.role == service::Role::leader || who.role == service::Role::administrator;
    if (of == "unit") choice.whose = Whose::unit;
    else if (of == "nobodys") choice.whose = Whose::nobodys;
    else if (of == "all" || (of.empty() && oversees)) choice.whose = Whose::all;
    service::WorkFilter filter;
    if (of == "chosen") {
        choice.whose = Whose::all;
        if (!choice.unit.empty()) filter.unit = choice.unit;
        if (!choice.person.empty()) filter.assigned_to = choice.person;
    } else {
        choice.unit.clear();
        choice.person.clear();
        if (choice.whose == Whose::mine) filter.assigned_to = who.account_id;
        if (choice.whose == Whose::unit) filter.unit = who.unit;
        if (choice.whose == Whose::nobodys) filter.assigned_to = "";
    }
    choice.unseen_openings = service::AccessDesk(visit.desk).unseen_glasses(who);
    const auto list = visit.desk.work_list(who, filter);
    if (!list) return refusal(visit, list.error());
    return work_html(work_list_page(visit.setting, *list, choice, colleagues_of(visit)));
}

Response answer_search(Visit& visit) {
    const std::string text = text_in(visit, "q");
    // What is searched for stands in no address: a query in one is not looked at.
    if (visit.intent == Intent::look || text.empty()) {
        visit.setting.address.query.clear();
        return work_html(search_page(visit.setting, {}, std::nullopt));
    }
    if (text_in(visit, "in") == "documents") {
        const auto documents = visit.desk.find_documents(visit.setting.who, text, visit.setting.language());
        if (!documents) return refusal(visit, documents.error());
        return work_html(search_page(visit.setting, text, std::nullopt, *documents));
    }
    const auto found = visit.desk.search(visit.setting.who, text);
    if (!found) return refusal(visit, found.error());
    if (found->size() == 1 && visit.intent == Intent::save)
        return see_other(visit.setting.to(WorkPlace::case_file, found->front().key.case_id));
    return work_html(search_page(visit.setting, text, *found));
}

namespace {

// The person of an earlier case, or nothing where that cannot be looked at.
std::optional<CaseView> earlier_case(const Visit& visit, const std::string& case_id) {
    if (case_id.empty()) return std::nullopt;
    auto view = visit.desk.view(visit.setting.who, case_id);
    return view ? std::optional(std::move(*view)) : std::nullopt;
}

Response new_case_form(const Visit& visit, NewCasePage page, int status) {
    page.colleagues = colleagues_of(visit);
    const auto earlier = earlier_case(visit, page.typed.from);
    if (earlier) page.from_name = person_words(visit.setting, earlier->person.name);
    return work_html(new_case_page(visit.setting, page), status);
}

}  // namespace

Response answer_new_case(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::open_case)) return refusal(visit, service::Forbidden{});
    NewCasePage page;
    if (visit.intent == Intent::look) {
        page.typed = blank_new_case(visit.setting);
        page.typed.from = text_in(visit, "from");
        return new_case_form(visit, std::move(page), 200);
    }
    page.typed = read_new_case(visit.fields, visit.desk.library().vocabulary);
    if (visit.intent == Intent::show) return new_case_form(visit, std::move(page), 200);
    auto command = to_case(visit.setting, page.typed, visit.setting.who.municipality);
    if (!command) {
        page.problems = command.error();
        return new_case_form(visit, std::move(page), 422);
    }
    if (const auto earlier = earlier_case(visit, page.typed.from)) {
        command->person_id = earlier->person_id;
        command->person = earlier->person;
    } else if (!command->person.cpr.empty()) {
        auto known = visit.desk.search(visit.setting.who, command->person.cpr);
        if (known && !known->empty()) {
            page.known = std::move(*known);
            return new_case_form(visit, std::move(page), 409);
        }
    }
    const auto done = visit.desk.open_case(visit.sender(), *command);
    if (!done) {
        Unsaved unsaved;
        if (!show_problem(visit, done.error(), "name", unsaved)) return refusal(visit, done.error());
        page.problems = unsaved.problems;
        return new_case_form(visit, std::move(page), 422);
    }
    return see_other(visit.setting.to(WorkPlace::case_file, done->key.case_id, {}, {{"since", "0"}}) +
                     "#saved");
}

Response answer_case(Visit& visit) {
    CaseLook look{.on = {},
                  .as_known = {},
                  .typed_on = text_in(visit, "on"),
                  .typed_as_known = text_in(visit, "known"),
                  .problems = {},
                  .shows_address = text_in(visit, "address") == "1",
                  .why = text_in(visit, "why"),
                  .since = number_in(value_of(visit.fields, "since")),
                  .saved = {}};
    const auto read = [&](const std::string& name,
                          const std::string& typed) -> std::optional<calendar::Date> {
        if (typed.empty()) return std::nullopt;
        const auto day = read_work_date(typed, visit.setting.today);
        if (day) return *day;
        look.problems.push_back({name, words_of(day.error(), visit.setting.language())});
        return std::nullopt;
    };
    look.on = read("on", look.typed_on);
    look.as_known = read("known", look.typed_as_known);
    if (!look.problems.empty()) look.on = look.as_known = std::nullopt;
    const auto& case_id = visit.setting.address.case_id;
    const auto view = visit.desk.view(visit.setting.who, case_id, look.on, look.as_known);
    if (!view) {
        // There are no rules for such a day: the case of today, and why.
        const auto* mistakes = std::get_if<Diagnostics>(&view.error());
        if (mistakes == nullptr || look.is_of_today()) return refusal(visit, view.error());
        const auto today = visit.desk.view(visit.setting.who, case_id);
        if (!today) return refusal(visit, today.error());
        look.on = look.as_known = std::nullopt;
        look.problems.push_back({"on", visit.setting.say("web.mistake.no_rules")});
        return work_html(case_page(visit.setting, *today, look, colleagues_of(visit)), 422);
    }
    if (!value_of(visit.fields, "since").empty() && look.since < view->version) {
        auto changed = visit.desk.changes_since(visit.setting.who, case_id, look.since);
        if (changed) look.saved = std::move(*changed);
    }
    return work_html(case_page(visit.setting, *view, look, colleagues_of(visit)),
                     look.problems.empty() ? 200 : 422);
}

Response answer_events(Visit& visit) {
    const auto view = view_of(visit);
    return view ? work_html(events_page(visit.setting, *view)) : refusal(visit, view.error());
}

namespace {

Response event_form(const Visit& visit, const CaseView& view, EventPage page, int status = 200) {
    note_what_is_new(visit, view, page.unsaved);
    return work_html(event_page(visit.setting, view, page), status);
}

}  // namespace

Response answer_event(Visit& visit) {
    const auto view = view_of(visit);
    if (!view) return refusal(visit, view.error());
    const auto& vocabulary = visit.desk.library().vocabulary;
    const auto type = vocabulary.find_event(visit.setting.address.item);
    if (!type) return refusal(visit, service::NotFound{});
    EventPage page{.type = *type,
                   .typed = read_typed_event(visit.fields),
                   .happened = {},
                   .pass_reason = {},
                   .unsaved = {}};
    if (visit.intent == Intent::look) {
        // The query fills in what is known; the rest is as usual.
        TypedEvent blank = blank_event(vocabulary, *type, visit.setting.today);
        if (page.typed.on.empty()) page.typed.on = blank.on;
        for (auto& field : blank.fields) {
            if (value_of(page.typed.fields, field.first).empty())
                page.typed.fields.push_back(std::move(field));
        }
        return event_form(visit, *view, std::move(page));
    }
    page.happened = text_in(visit, "happened");
    page.pass_reason = text_in(visit, "pass_reason");
    if (visit.intent == Intent::show) return event_form(visit, *view, std::move(page));
    auto event = to_event({.vocabulary = vocabulary,
                           .type = *type,
                           .today = visit.setting.today,
                           .language = visit.setting.language()},
                          page.typed);
    if (!event) {
        page.unsaved.problems = event.error();
        return event_form(visit, *view, std::move(page), 422);
    }
    service::RecordEvent command{
        .case_id = visit.setting.address.case_id,
        .expected_version = visit.version(),
        .event = std::move(*event),
        .timing = page.happened == "yes" ? service::Timing::has_happened : service::Timing::before_it_happens,
        .pass_reason = page.happened == "pass" ? page.pass_reason : std::string{}};
    const auto done = visit.desk.record_event(visit.sender(), command);
    if (done) return saved(visit, *done);
    if (!show_problem(visit, done.error(), "on", page.unsaved)) return refusal(visit, done.error());
    if (page.happened == "pass" && page.pass_reason.empty())
        page.unsaved.problems.push_back({"pass_reason", visit.setting.say("work.mistake.reason")});
    return event_form(visit, *view, std::move(page), status_of(page.unsaved));
}

Response answer_correction(Visit& visit) {
    const auto view = view_of(visit);
    if (!view) return refusal(visit, view.error());
    const std::int64_t version = number_in(visit.setting.address.item);
    const auto entry = std::ranges::find(view->entries, version, &service::TimeLineEntry::version);
    if (entry == view->entries.end() || !entry->event) return refusal(visit, service::NotFound{});
    const auto& vocabulary = visit.desk.library().vocabulary;
    CorrectionPage page{.version = version, .typed = {}, .what = "replace", .reason = {}, .unsaved = {}};
    if (visit.intent == Intent::look) {
        page.typed = as_typed(*entry->event, vocabulary.events[entry->event->type]);
        return work_html(correction_page(visit.setting, *view, page));
    }
    page.typed = read_typed_event(visit.fields);
    page.what = text_in(visit, "what");
    page.reason = text_in(visit, "reason");
    note_what_is_new(visit, *view, page.unsaved);
    if (visit.intent == Intent::show) return work_html(correction_page(visit.setting, *view, page));
    service::CorrectEvent command{.case_id = visit.setting.address.case_id,
                                  .expected_version = visit.version(),
                                  .corrects = version,
                                  .event = std::nullopt,
                                  .reason = page.reason};
    if (page.what != "strike") {
        auto event = to_event({.vocabulary = vocabulary,
                               .type = entry->event->type,
                               .today = visit.setting.today,
                               .language = visit.setting.language()},
                              page.typed);
        if (event) command.event = std::move(*event);
        else page.unsaved.problems = event.error();
    }
    if (page.reason.empty())
        page.unsaved.problems.push_back({"reason", visit.setting.say("work.mistake.reason")});
    if (!page.unsaved.problems.empty()) return work_html(correction_page(visit.setting, *view, page), 422);
    const auto done = visit.desk.correct_event(visit.sender(), command);
    if (done) return saved(visit, *done);
    if (!show_problem(visit, done.error(), "on", page.unsaved)) return refusal(visit, done.error());
    return work_html(correction_page(visit.setting, *view, page), status_of(page.unsaved));
}

}  // namespace fjorten::web
