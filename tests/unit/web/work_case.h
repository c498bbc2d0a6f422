// A case as the desk would give it, made up for the tests of the caseworker's pages.
#pragma once
#include <string>

#include "base/assert.h"
#include "service/case_desk.h"
#include "service/case_view.h"
#include "support/real_rulebooks.h"
#include "web/work_frame.h"

namespace fjorten::web {

inline WorkSetting work_setting(Language language = Language::da) {
    return {.library = real_rulebooks(),
            .today = *calendar::Date::from_ymd(2026, 3, 17),
            .who = {.account_id = "a1",
                    .display_name = "Mette Holm",
                    .municipality = "0730",
                    .role = service::Role::caseworker,
                    .unit = "Modtagelsen"},
            .form_secret = "secret-of-the-session",
            .key = "key-of-the-page",
            .address = {.place = WorkPlace::case_file, .language = language, .case_id = "26-4F7K"},
            .demonstration = Demonstration::yes};
}

/// `yaml` is a case file; every event becomes an entry of the record, written on the day it became known.
inline service::CaseView case_view(const std::string& yaml, calendar::Date on) {
    auto document = read_document(yaml, "case.yaml");
    FJ_ASSERT(document.has_value());
    static const service::CaseDesk desk(real_rulebooks(),
                                        [] { return *calendar::Date::from_ymd(2026, 3, 17); });
    auto answer = desk.answer({.document = std::move(*document), .with = {}, .on = on, .as_known = {}});
    FJ_ASSERT(answer.has_value());
    service::CaseView view;
    view.key = {"0730", "26-4F7K"};
    view.person_id = "p1";
    view.person.name = "Anna Opdigtet";
    view.unit = "Modtagelsen";
    view.file = answer->file;
    view.question = answer->question;
    view.evaluation = answer->evaluation;
    for (const auto& event : view.file.events) {
        service::TimeLineEntry entry;
        entry.version = static_cast<std::int64_t>(view.entries.size()) + 1;
        entry.type = real_rulebooks().vocabulary.events[event.type].name;
        entry.occurred_on = event.on;
        entry.recorded_on = event.known;
        entry.actor_name = "Mette Holm";
        entry.event = event;
        view.entries.push_back(std::move(entry));
    }
    view.version = static_cast<std::int64_t>(view.entries.size());
    return view;
}

inline const std::string late_case =
    "standard: randers\nperson: {born: 1990-05-01, residence: '0730'}\n"
    "events:\n  - {on: 2026-03-02, event: contact_received, channel: Telefon, id: e1}\n";

}  // namespace fjorten::web
