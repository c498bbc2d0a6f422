// The small forms of the case page: note, who is in charge, a fact.
#include <algorithm>

#include "service/cpr.h"
#include "web/case_form.h"
#include "web/date_input.h"
#include "web/work_date.h"
#include "web/work_pages.h"
#include "web/work_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

using service::CaseView;

namespace {

/// What the three forms have in common: they are shown, sent, and shown again when something came between.
class SmallForm {
  public:
    SmallForm(Visit& visit, std::string field) : visit_(visit), field_(std::move(field)) {}

    /// `page` shows the form; `command` does what it says.
    template <class Page, class Command>
    Response answer(const Page& page, const Command& command) {
        const auto view = visit_.desk.view(visit_.setting.who, visit_.setting.address.case_id);
        if (!view) return refusal(visit_, view.error());
        SmallPage shown{.typed = visit_.fields, .unsaved = {}};
        std::erase_if(shown.typed, [](const auto& field) {
            return field.first == "secret" || field.first == "key" || field.first == "show" ||
                   field.first == "version";
        });
        if (visit_.intent == Intent::show && visit_.version() > 0 && visit_.version() < view->version)
            shown.unsaved.conflict = since(*view);
        if (visit_.intent != Intent::save) return work_html(page(*view, shown));
        const service::Outcome<service::Done> done = command(shown.unsaved);
        if (!shown.unsaved.problems.empty()) return work_html(page(*view, shown), 422);
        if (done)
            return see_other(visit_.setting.to(WorkPlace::case_file, done->key.case_id, {},
                                               {{"since", std::to_string(visit_.version())}}) +
                             "#saved");
        const auto* conflict = std::get_if<service::Conflict>(&done.error());
        const auto* mistakes = std::get_if<Diagnostics>(&done.error());
        if (conflict == nullptr && mistakes == nullptr) return refusal(visit_, done.error());
        if (conflict != nullptr) shown.unsaved.conflict = *conflict;
        if (mistakes != nullptr)
            shown.unsaved.problems = problems_of(*mistakes, field_, visit_.setting.language());
        return work_html(page(*view, shown), conflict != nullptr ? 409 : 422);
    }

    std::string typed(std::string_view name) const { return std::string(value_of(visit_.fields, name)); }

  private:
    service::Conflict since(const CaseView& view) const {
        service::Conflict conflict{.version = view.version, .since = {}};
        for (const auto& entry : view.entries) {
            if (entry.version > visit_.version()) conflict.since.push_back(entry.version);
        }
        return conflict;
    }

    Visit& visit_;
    std::string field_;
};

// Nothing was sent: the problems say why.
service::Outcome<service::Done> not_sent() { return std::unexpected(service::Problem(Diagnostics{})); }

}  // namespace

Response answer_note(Visit& visit) {
    SmallForm form(visit, "text");
    return form.answer(
        [&](const CaseView& view, const SmallPage& page) { return note_page(visit.setting, view, page); },
        [&](Unsaved& unsaved) {
            if (form.typed("text").find_first_not_of(" \t\r\n") == std::string::npos) {
                unsaved.problems.push_back({"text", visit.setting.say("work.mistake.note")});
                return not_sent();
            }
            service::WriteNote command{.case_id = visit.setting.address.case_id,
                                       .expected_version = visit.version(),
                                       .text = form.typed("text")};
            if (!form.typed("day").empty()) {
                const auto day = read_work_date(form.typed("day"), visit.setting.today);
                if (!day) {
                    unsaved.problems.push_back({"day", words_of(day.error(), visit.setting.language())});
                    return not_sent();
                }
                command.day = *day;
            }
            return visit.desk.write_note(visit.sender(), command);
        });
}

Response answer_hold(Visit& visit) {
    SmallForm form(visit, "reason");
    return form.answer(
        [&](const CaseView& view, const SmallPage& page) { return hold_page(visit.setting, view, page); },
        [&](Unsaved& unsaved) {
            if (form.typed("reason").find_first_not_of(" \t\r\n") == std::string::npos) {
                unsaved.problems.push_back({"reason", visit.setting.say("work.mistake.reason")});
                return not_sent();
            }
            return visit.desk.hold_case(
                visit.sender(), {.case_id = visit.setting.address.case_id,
                                 .expected_version = visit.version(),
                                 .hold = form.typed("hold") == "lifted" ? service::HoldCase::Hold::lifted
                                                                        : service::HoldCase::Hold::placed,
                                 .reason = form.typed("reason")});
        });
}

Response answer_assignment(Visit& visit) {
    SmallForm form(visit, "assigned_to");
    const auto colleagues = visit.desk.colleagues(visit.setting.who).value_or(std::vector<store::Account>{});
    Response response = form.answer(
        [&](const CaseView& view, const SmallPage& page) {
            return assignment_page(visit.setting, view, page, colleagues);
        },
        [&](Unsaved&) {
            return visit.desk.assign_case(visit.sender(), {.case_id = visit.setting.address.case_id,
                                                           .expected_version = visit.version(),
                                                           .unit = form.typed("unit"),
                                                           .assigned_to = form.typed("assigned_to")});
        });
    // Given to another unit: the case is no longer within reach of whoever gave it.
    const bool is_gone =
        response.status() == 303 && !visit.desk.listed(visit.setting.who, visit.setting.address.case_id);
    return is_gone ? see_other(visit.setting.to(WorkPlace::work)) : std::move(response);
}

Response answer_person(Visit& visit) {
    SmallForm form(visit, "name");
    return form.answer(
        [&](const CaseView& view, const SmallPage& page) {
            SmallPage shown = page;
            if (visit.intent == Intent::look) shown.typed = person_fields(visit.setting, view);
            return person_page(visit.setting, view, shown);
        },
        [&](Unsaved& unsaved) {
            if (!form.typed("cpr").empty() && !service::read_cpr(form.typed("cpr"))) {
                unsaved.problems.push_back({"cpr", visit.setting.say("work.mistake.cpr")});
                return not_sent();
            }
            service::ChangePerson command{.case_id = visit.setting.address.case_id,
                                          .expected_version = visit.version(),
                                          .person = read_person(visit.fields)};
            const std::string born = form.typed("born"), adult = form.typed("adult");
            if (!born.empty()) {
                const auto day = read_typed_date(born);
                if (!day) {
                    unsaved.problems.push_back({"born", words_of(day.error(), visit.setting.language())});
                    return not_sent();
                }
                command.born = *day;
            }
            if (adult == "yes" || adult == "no") command.adult = adult == "yes";
            if (form.typed("residence") == "own") command.residence = visit.setting.who.municipality;
            if (form.typed("residence") == "other") command.residence = elsewhere;
            return visit.desk.change_person(visit.sender(), command);
        });
}

Response answer_fact(Visit& visit) {
    SmallForm form(visit, "value");
    return form.answer(
        [&](const CaseView& view, const SmallPage& page) { return fact_page(visit.setting, view, page); },
        [&](Unsaved& unsaved) {
            std::string value = form.typed("value");
            if (value.empty()) {
                unsaved.problems.push_back({"value", visit.setting.say("web.mistake.yes_no")});
                return not_sent();
            }
            if (value == "yes" || value == "no") value = value == "yes" ? "true" : "false";
            else if (const auto day = read_typed_date(value)) value = day->iso();
            return visit.desk.tell_fact(visit.sender(), {.case_id = visit.setting.address.case_id,
                                                         .expected_version = visit.version(),
                                                         .fact = form.typed("fact"),
                                                         .value = value});
        });
}

}  // namespace fjorten::web
