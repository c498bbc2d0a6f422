// The assessment of a case: how far every area is, the interviews against their limit, questionnaires where
// the standard has one, and what is missing before it can be called complete.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/rights.h"
#include "web/work_assessment.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::AreaStanding;
using service::AreaState;
using service::CaseView;
using service::TimeLineEntry;

namespace {

std::string label_of(const WorkSetting& setting, const AreaStanding& area) {
    return area.called.front()->label.in(setting.language());
}

// Whose list it stands in, and what that list calls it where it calls it otherwise.
std::string asked_by(const WorkSetting& setting, const CaseView& view, const AreaStanding& area) {
    std::string words;
    for (std::size_t i = 0; i < area.asked_by.size(); ++i) {
        const auto* edition = edition_of(view.evaluation, *area.asked_by[i]);
        if (edition == nullptr) continue;
        std::string whose =
            edition->is_law ? setting.say("work.assessment.law") : edition->name.in(setting.language());
        const std::string& called = area.called[i]->label.in(setting.language());
        if (i > 0 && called != label_of(setting, area)) whose = setting.say("work.whose", {whose, called});
        words += (words.empty() ? "" : " · ") + whose;
    }
    return words;
}

Html state_mark(const WorkSetting& setting, AreaState state) {
    const std::string words = setting.say("work.sheet.state." + std::string(name_of(state)));
    switch (state) {
        case AreaState::not_started: return badge(Tone::info, Icon::none, words);
        case AreaState::in_progress: return badge(Tone::warning, Icon::running, words);
        case AreaState::done: return badge(Tone::success, Icon::done, words);
        case AreaState::not_possible: return badge(Tone::info, Icon::ended, words);
    }
    return {};
}

class Overview {
  public:
    Overview(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting),
          view_(view),
          page_(page),
          areas_(areas_of(view.entries, view.evaluation, setting.library.vocabulary)) {}

    Html html() const { return all(lead(), areas(), interviews(), questionnaires(), conclusion()); }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool can_write() const { return may(setting_.who, service::Permission::write_sheet); }

    Html lead() const {
        const auto settled = std::ranges::count_if(areas_, &AreaStanding::is_settled);
        return element("p", {{"class", "font-lead"}},
                       say("work.assessment.lead", {std::to_string(settled), std::to_string(areas_.size())}));
    }

    Html areas() const {
        Table drawn{.caption = say("work.assessment.areas"),
                    .columns = {say("work.assessment.area"), say("work.assessment.state"),
                                say("work.assessment.written"), say("work.assessment.asked_by")},
                    .rows = {}};
        for (const auto& area : areas_) {
            Html name = label_of(setting_, area);
            if (can_write())
                name =
                    element("a", {{"href", setting_.to(WorkPlace::area, view_.key.case_id, area.id)}}, name);
            drawn.rows.push_back(
                {name, state_mark(setting_, area.state), written(area), asked_by(setting_, view_, area)});
        }
        return table(drawn);
    }

    Html written(const AreaStanding& area) const {
        if (area.newest == nullptr) return say("work.assessment.nothing");
        const auto& sheet = *area.newest->sheet;
        Html out;
        for (const char* field : {"citizen_words", "caseworker_words", "reason"}) {
            std::string words(sheet.value(field));
            if (words.empty()) continue;
            const std::string label = sheet_field_label(setting_, field);
            out += element("p", {{"class", "area-words"}}, element("strong", {}, say("work.colon", {label})),
                           " ", words);
        }
        return out;
    }

    Html interviews() const {
        const auto event = setting_.library.vocabulary.find_event("assessment_interview_held");
        if (!event) return {};
        const auto held = std::ranges::count(view_.file.events, *event, &casefile::Event::type);
        Html limits;
        for (const auto& limit : view_.evaluation.limits) {
            if (limit.rule->limit->action != "hold_assessment_session") continue;
            const std::string used = used_words(caseworker_speaker(setting_, view_.evaluation), limit);
            limits += element("p", {}, limit.rule->title.in(setting_.language()), ": ",
                              element("strong", {}, used));
        }
        if (limits.empty())
            limits = element("p", {}, say("work.assessment.no_limit", {std::to_string(held)}));
        Html record;
        if (may(setting_.who, service::Permission::record_event))
            record = paragraph(button_link(
                ButtonKind::secondary,
                event_path(setting_, view_.key.case_id, {.event = *event, .re = {}, .fields = {}}),
                say("work.assessment.interview.record")));
        return element("section", {}, heading(2, say("work.assessment.interviews")), limits, record);
    }

    Html questionnaires() const {
        Html out;
        for (const auto* list : service::checklists_of(view_.evaluation, "assessment_interview_held"))
            out += questionnaire(*list);
        return out;
    }

    Html questionnaire(const engine::ChecklistResult& list) const {
        const auto sheets =
            service::sheets_of(view_.entries, service::sheet_type::questionnaire, list.rule->name);
        Table results{.caption = say("work.questionnaire.results"),
                      .columns = {say("work.questionnaire.matter")},
                      .rows = {}};
        for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
            const auto day = calendar::Date::parse((*sheet)->sheet->value("on"));
            results.columns.push_back(
                answer::plain_date(day ? *day : (*sheet)->occurred_on, setting_.language()));
        }
        for (const auto& item : list.rule->checklist->items) {
            std::vector<Html> row = {item.label.in(setting_.language())};
            for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
                std::string score((*sheet)->sheet->value("score." + item.id));
                std::ranges::replace(score, '.', ',');
                row.emplace_back(score.empty() ? say("work.questionnaire.not_told") : score);
            }
            results.rows.push_back(std::move(row));
        }
        Html record;
        if (can_write())
            record = paragraph(
                button_link(ButtonKind::secondary,
                            setting_.to(WorkPlace::questionnaire, view_.key.case_id, list.rule->name),
                            say(sheets.empty() ? "work.questionnaire.first" : "work.questionnaire.again")));
        return element("section", {}, heading(2, list.rule->title.in(setting_.language())),
                       element("p", {}, list.rule->text.in(setting_.language())),
                       sheets.empty() ? element("p", {}, say("work.questionnaire.none")) : table(results),
                       record);
    }

    Html conclusion() const {
        Html open;
        for (const auto& area : areas_) {
            if (!area.is_settled())
                open +=
                    element("li", {},
                            element("a", {{"href", setting_.to(WorkPlace::area, view_.key.case_id, area.id)}},
                                    label_of(setting_, area)));
        }
        Html out = heading(2, say("work.assessment.conclude"), "conclude");
        if (is_complete()) return element("section", {}, out, done());
        if (!open.empty())
            out += all(element("p", {}, say("work.assessment.missing")), element("ul", {}, open));
        if (!can_write()) return element("section", {}, out);
        Html fields = sheet_line(setting_, page_, "on", "work.sheet.on");
        if (!open.empty()) fields += sheet_text(setting_, page_, "reason", "work.assessment.open_reason");
        out += post_form(setting_, setting_.to(WorkPlace::assessment, view_.key.case_id),
                         all(form_fields(setting_, "conclude", view_.version), hidden_field("go", "final")),
                         all(blocked_part(setting_, view_, page_.unsaved, page_.way_on), fields,
                             button(ButtonKind::primary, say("work.assessment.conclude.save"))),
                         "work-form");
        return element("section", {}, out);
    }

    bool is_complete() const {
        return service::standing_event(view_.entries, setting_.library.vocabulary, "assessment_completed") !=
               nullptr;
    }

    Html done() const {
        Html on =
            button_link(ButtonKind::secondary, setting_.to(WorkPlace::recommendation, view_.key.case_id),
                        say("work.step.recommendation"));
        on += button_link(ButtonKind::secondary, setting_.to(WorkPlace::decision, view_.key.case_id),
                          say("work.step.decision"));
        return all(element("p", {}, icon(Icon::done), " ", say("work.assessment.complete")),
                   element("p", {{"class", "next-steps"}}, on));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
    std::vector<AreaStanding> areas_;
};

}  // namespace

std::string assessment_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    return sheet_page(setting, view, page, setting.say("work.assessment.title"),
                      Overview(setting, view, page).html());
}

std::string area_page(const WorkSetting& setting, const CaseView& view, const AreaStanding& area,
                      const SheetPage& page) {
    std::vector<Choice> states;
    for (const AreaState state :
         {AreaState::not_started, AreaState::in_progress, AreaState::done, AreaState::not_possible}) {
        const std::string name(name_of(state));
        states.push_back({name, setting.say("work.sheet.state." + name)});
    }
    const Html fields = all(blocked_part(setting, view, page.unsaved, page.way_on),
                            sheet_text(setting, page, "citizen_words", "work.sheet.citizen_words", 5),
                            sheet_text(setting, page, "caseworker_words", "work.sheet.caseworker_words", 5),
                            sheet_choice(setting, page, "state", "work.sheet.state", states),
                            sheet_text(setting, page, "reason", "work.sheet.reason", 2));
    const Html buttons = element(
        "div", {{"class", "button-group"}}, button(ButtonKind::primary, setting.say("work.save")),
        button(ButtonKind::secondary, setting.say("work.assessment.next"), "after", "next"),
        element("a", {{"href", setting.to(WorkPlace::assessment, view.key.case_id)}, {"class", "cancel"}},
                setting.say("work.cancel")));
    std::vector<const TimeLineEntry*> earlier = area.earlier;
    if (area.newest != nullptr) earlier.insert(earlier.begin(), area.newest);
    const Html form =
        post_form(setting, setting.to(WorkPlace::area, view.key.case_id, area.id),
                  form_fields(setting, "area", view.version), all(fields, buttons), "work-form");
    return sheet_page(setting, view, page, label_of(setting, area),
                      element("div", {{"class", "narrow"}},
                              element("p", {{"class", "source"}},
                                      setting.say("work.assessment.asked", {asked_by(setting, view, area)})),
                              form, earlier_sheets(setting, earlier)));
}

std::string questionnaire_page(const WorkSetting& setting, const CaseView& view,
                               const engine::ChecklistResult& list, const SheetPage& page) {
    Html fields = sheet_line(setting, page, "on", "work.sheet.on");
    for (const auto& item : list.rule->checklist->items) {
        const std::string name = "score." + item.id;
        fields +=
            text_field({.name = name,
                        .label = item.label.in(setting.language()),
                        .error = page.error(name),
                        .value = page.value(name)},
                       {{"autocomplete", "off"}, {"inputmode", "decimal"}, {"class", "form-input short"}},
                       setting.language());
    }
    fields += sheet_text(setting, page, "remark", "work.sheet.remark");
    const Html form =
        post_form(setting, setting.to(WorkPlace::questionnaire, view.key.case_id, list.rule->name),
                  form_fields(setting, "questionnaire", view.version),
                  all(element("p", {{"class", "form-hint"}}, setting.say("work.questionnaire.scale")), fields,
                      save_buttons(setting, view, "work.save")),
                  "work-form");
    return sheet_page(setting, view, page, list.rule->title.in(setting.language()),
                      element("div", {{"class", "narrow"}},
                              element("p", {}, list.rule->text.in(setting.language())), form));
}

}  // namespace fjorten::web
