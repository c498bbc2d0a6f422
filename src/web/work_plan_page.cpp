// The treatment plan: goals, methods and who does what, made with the citizen, and gone through at the
// standard's interval. The newest finished plan is also the page that is printed for the citizen.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "service/plan.h"
#include "web/clock_cards.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

constexpr std::array<std::string_view, 4> plan_events = {"plan_made", "plan_reviewed", "action_plan_offered",
                                                         "action_plan_reviewed"};

class Plan {
  public:
    Plan(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting),
          view_(view),
          page_(page),
          speaker_(caseworker_speaker(setting, view.evaluation)) {}

    Html html() const {
        const auto sheets = service::sheets_of(view_.entries, service::sheet_type::plan);
        const Html side = element(
            "aside", {{"class", "case-side d-print-none"}, {"aria-label", say("work.plan.rules")}},
            element("section", {{"class", "side-part"}}, heading(2, say("work.plan.when")), deadlines()),
            element("section", {{"class", "side-part"}}, heading(2, say("work.plan.rules")), rules()));
        return element("div", {{"class", "case-grid"}},
                       element("div", {{"class", "case-main"}}, standing(), form(),
                               element("div", {{"class", "d-print-none"}}, earlier_sheets(setting_, sheets))),
                       side);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool is_review() const { return standing_event(setting_, view_, "plan_made") != nullptr; }

    // A deadline that is met when a plan is made or gone through.
    bool ends_with_plan(const rulebook::Rule& rule) const {
        if (!rule.clock) return false;
        return std::ranges::any_of(rule.clock->met_by, [&](const rulebook::Pattern& pattern) {
            const std::string& event = setting_.library.vocabulary.events[pattern.event].name;
            return std::ranges::find(plan_events, event) != plan_events.end();
        });
    }

    Html deadlines() const {
        Html items;
        for (const auto& clock : view_.evaluation.clocks) {
            const bool is_of_plan = ends_with_plan(*clock.rule);
            const bool is_open =
                clock.state == engine::ClockState::running || clock.state == engine::ClockState::breached;
            if (!is_of_plan || !is_open || !clock.due) continue;
            const std::string day = answer::plain_date(*clock.due, setting_.language());
            items += element("li", {}, element("strong", {}, clock.rule->title.in(setting_.language())), ": ",
                             clock.state == engine::ClockState::breached ? say("work.plan.late", {day})
                                                                         : say("work.plan.by", {day}),
                             disclosure(say("web.why"), clock_reasons(speaker_, clock)));
        }
        return items.empty() ? paragraph(say("work.plan.no_deadline"))
                             : element("ul", {{"class", "nobullet-list"}}, items);
    }

    Html rules() const {
        std::vector<const rulebook::Rule*> found;
        for (const auto* list : service::checklists_of(view_.evaluation, "plan_made"))
            found.push_back(list->rule);
        for (const auto& clock : view_.evaluation.clocks) {
            const bool is_of_plan = ends_with_plan(*clock.rule);
            if (is_of_plan && std::ranges::find(found, clock.rule) == found.end())
                found.push_back(clock.rule);
        }
        return found.empty() ? paragraph(say("work.plan.not_stated")) : rule_list(setting_, view_, found);
    }

    // The plan that holds, to be read together and printed; drafts are in the form.
    Html standing() const {
        const auto* made = standing_event(setting_, view_, "plan_made");
        if (made == nullptr) return {};
        const auto* reviewed = standing_event(setting_, view_, "plan_reviewed");
        const auto* last = reviewed != nullptr && reviewed->version > made->version ? reviewed : made;
        Html out =
            element("p", {}, icon(Icon::done), " ",
                    say("work.plan.made", {answer::plain_date(made->occurred_on, setting_.language())}),
                    last == made ? std::string{}
                                 : " " + say("work.plan.reviewed",
                                             {answer::plain_date(last->occurred_on, setting_.language())}));
        const auto* sheet = service::sheet_behind(view_.entries, *last, service::sheet_type::plan);
        if (sheet == nullptr)
            return element("section", {{"class", "panel"}}, out, paragraph(say("work.plan.no_sheet")));
        return element("section", {{"class", "panel plan"}}, heading(2, say("work.plan.now")), out,
                       parts(*sheet->sheet),
                       element("p", {{"class", "form-hint d-print-none"}}, say("work.plan.print")));
    }

    Html parts(const service::Sheet& sheet) const {
        Html list;
        for (const auto& [name, value] : sheet.fields) {
            if (name == "on") continue;
            list += all(element("dt", {}, sheet_field_label(setting_, name)),
                        element("dd", {}, sheet_value_words(setting_, name, value)));
        }
        return element("dl", {{"class", "sheet-fields"}}, list);
    }

    Html text(const char* name, int rows) const {
        return sheet_text(setting_, page_, name, std::string("work.sheet.") + name, rows);
    }

    Html form() const {
        if (!may(setting_.who, service::Permission::write_sheet)) return {};
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        fields += element("p", {{"class", "form-hint"}}, say("work.plan.lead"));
        if (is_review()) fields += text("progress", 4);
        fields += all(text("goals_short", 4), text("goals_long", 3), text("methods", 3), text("tasks", 3));
        for (const auto* item : service::own_parts_of_plan(view_.evaluation)) {
            const std::string name = "part." + item->id;
            fields += text_area(setting_,
                                {.name = name,
                                 .label = item->label.in(setting_.language()),
                                 .hint = {},
                                 .error = page_.error(name),
                                 .value = page_.value(name)},
                                3);
        }
        fields += text("partners", 2);
        fields +=
            sheet_choice(setting_, page_, "partners_agreed", "work.sheet.partners_agreed", yes_no(setting_));
        fields += all(text("coordination", 2), text("citizen_words", 4));
        fields += sheet_choice(setting_, page_, "plan_with_citizen", "work.sheet.plan_with_citizen",
                               yes_no(setting_));
        fields += text("alone", 2);
        fields += sheet_line(setting_, page_, "on", "work.sheet.on");
        fields += draft_buttons(setting_, view_, is_review() ? "work.plan.review" : "work.plan.save");
        return element("section", {{"class", "d-print-none"}},
                       heading(2, say(is_review() ? "work.plan.go_through" : "work.plan.make")),
                       post_form(setting_, setting_.to(WorkPlace::plan, view_.key.case_id),
                                 form_fields(setting_, "plan", view_.version), fields, "work-form"));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
    Speaker speaker_;
};

// A finished plan is the beginning of the next review, but for its day and what had happened then.
SheetPage for_review(const WorkSetting& setting, const CaseView& view, SheetPage page) {
    const auto* newest =
        service::newest_sheet(view.entries, service::sheet_type::plan, setting.library.vocabulary);
    const bool is_finished =
        newest != nullptr && std::ranges::any_of(view.entries, [&](const TimeLineEntry& entry) {
            return entry.event && entry.version == newest->version + 1;
        });
    if (!is_finished) return page;
    std::erase_if(page.typed,
                  [](const auto& field) { return field.first == "on" || field.first == "progress"; });
    page.typed.emplace_back("on", field_date(setting.today));
    return page;
}

}  // namespace

Response answer_plan(Visit& visit) {
    const auto& setting = visit.setting;
    return answer_sheet(
        visit, {.type = service::sheet_type::plan,
                .item = {},
                .blank =
                    [&](const CaseView&) {
                        return Fields{{"on", field_date(setting.today)}, {"plan_with_citizen", "yes"}};
                    },
                .page =
                    [&](const CaseView& view, const SheetPage& page) {
                        const SheetPage shown =
                            visit.intent == Intent::look ? for_review(setting, view, page) : page;
                        return sheet_page(setting, view, shown, setting.say("work.plan.title"),
                                          Plan(setting, view, shown).html());
                    },
                .after = {}});
}

}  // namespace fjorten::web
