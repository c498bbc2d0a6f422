#include "web/asked_case.h"

#include <algorithm>

#include "answer/words.h"
#include "web/date_input.h"

namespace fjorten::web {

namespace {

std::string why_not(const Setting& setting, const service::Refusal& refusal) {
    if (const auto* none = std::get_if<service::NoRules>(&refusal))
        return none->why.first_edition
                   ? message(setting.language, "web.mistake.before_first",
                             {answer::plain_date(*none->why.first_edition, setting.language)})
                   : message(setting.language, "web.mistake.no_rules");
    const auto& diagnostics = std::get<Diagnostics>(refusal);
    return diagnostics.empty() ? message(setting.language, "web.mistake.no_rules")
                               : message(setting.language, "diagnostic." + diagnostics.front().code,
                                         diagnostics.front().args);
}

}  // namespace

void set_events(CaseForm& form, const std::vector<std::string>& events) {
    form.events.resize(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) form.events[i].event = events[i];
}

void suppose_decision_made(CaseForm& form) {
    const auto row = [&](std::string_view event) {
        return std::ranges::find(form.events, event, &EventRow::event);
    };
    const auto received = row("decision_received"), made = row("decision_made");
    if (received == form.events.end() || made == form.events.end() || !made->on.empty()) return;
    if (read_typed_date(received->on)) made->on = received->on;
}

AskedCase ask_case(const Setting& setting, const service::CaseDesk& desk, const CaseForm& form) {
    CaseForm told = form;
    told.events.clear();
    std::vector<std::size_t> rows;  // of `form`, for each of `told`
    for (std::size_t i = 0; i < form.events.size(); ++i) {
        if (form.events[i].on.empty()) continue;
        told.events.push_back(form.events[i]);
        rows.push_back(i);
    }
    AskedCase asked;
    auto typed = to_case(told, setting.library, setting.language);
    if (!typed) {
        asked.mistakes = std::move(typed.error());
        for (auto& mistake : asked.mistakes) {
            const auto row = event_row_of(mistake.field);
            if (row && *row < rows.size())
                mistake.field =
                    event_field_name(rows[*row], mistake.field.substr(mistake.field.find('.') + 1));
        }
        return asked;
    }
    auto answer =
        desk.answer({.document = std::move(typed->document), .with = {}, .on = std::nullopt, .as_known = {}});
    if (answer) asked.answer = std::move(*answer);
    else asked.mistakes.push_back({"municipality", why_not(setting, answer.error()), Asked::situation});
    return asked;
}

}  // namespace fjorten::web
