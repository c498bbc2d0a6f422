// Following up after a course of treatment: each mark with its deadline, every attempt, and what came of it.
// Whoever cannot be reached is given up only after somebody tried, and with a reason.
#include <algorithm>
#include <array>
#include <span>

#include "answer/words.h"
#include "service/case_letters.h"
#include "service/follow_up.h"
#include "web/clock_cards.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::FollowUp;
using service::TimeLineEntry;

namespace {

class FollowUps {
  public:
    FollowUps(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting),
          view_(view),
          page_(page),
          speaker_(caseworker_speaker(setting, view.evaluation)),
          all_(service::follow_ups_of(view.entries, view.evaluation, setting.library.vocabulary)) {}

    Html html() const {
        Html parts;
        for (const auto& one : all_) parts += part(one);
        const auto lists = service::checklists_of(view_.evaluation, "follow_up_held");
        std::vector<const rulebook::Rule*> rules;
        for (const auto* list : lists) rules.push_back(list->rule);
        for (const auto& one : all_) {
            for (const auto* clock : one.clocks) rules.push_back(clock->rule);
        }
        const Html side =
            rules.empty()
                ? Html{}
                : element(
                      "aside", {{"class", "case-side"}, {"aria-label", say("work.follow_up.rules")}},
                      element("section", {{"class", "side-part"}}, heading(2, say("work.follow_up.rules")),
                              rule_list(setting_, view_, rules)));
        return element("div", {{"class", "case-grid"}},
                       element("div", {{"class", "case-main"}}, nothing_ended(), parts), side);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string day(calendar::Date date) const { return answer::plain_date(date, setting_.language()); }
    std::string mark_words(const std::string& mark) const { return say("work.follow_up.mark." + mark); }

    Html nothing_ended() const {
        const bool has_ended = service::has_ended_course(view_.entries, setting_.library.vocabulary);
        return has_ended ? Html{} : element("p", {}, say("work.follow_up.none"));
    }

    Html part(const FollowUp& one) const {
        Html out = heading(2, mark_words(one.mark));
        for (const auto* clock : one.clocks) {
            const std::string whose =
                clock->edition == nullptr ? std::string{} : authority_words(speaker_, *clock->edition);
            out += all(element("p", {}, state_badge(speaker_, *clock), " ", due_words(speaker_, *clock), " ",
                               element("span", {{"class", "says"}}, whose)),
                       disclosure(say("web.why"), clock_reasons(speaker_, *clock)));
        }
        if (one.clocks.empty()) out += element("p", {}, say("work.follow_up.not_wanted"));
        out += outcome(one);
        if (!one.attempts.empty()) out += attempts(one);
        if (one.is_open() || one.mark == setting_.address.item) out += form(one);
        return element("section", {{"id", "m-" + one.mark}, {"class", "panel"}}, out);
    }

    Html outcome(const FollowUp& one) const {
        if (one.held != nullptr) {
            const std::string outcome = service::told_text(*one.held, setting_.library.vocabulary, "outcome");
            return element("p", {}, icon(Icon::done), " ",
                           say("work.follow_up.held", {day(one.held->occurred_on),
                                                       sheet_value_words(setting_, "outcome", outcome)}));
        }
        if (one.given_up != nullptr)
            return element("p", {}, icon(Icon::ended), " ",
                           say("work.follow_up.given_up", {day(one.given_up->occurred_on)}));
        return {};
    }

    Html attempts(const FollowUp& one) const {
        Html items;
        for (const auto* entry : one.attempts)
            items +=
                element("li", {},
                        say("work.follow_up.attempt",
                            {on_of(*entry), sheet_value_words(setting_, "mode", entry->sheet->value("mode")),
                             entry->actor_name}));
        return all(element("p", {},
                           message_count(setting_.language(), "work.follow_up.attempts",
                                         static_cast<long>(one.attempts.size()))),
                   element("ul", {}, items));
    }

    std::string on_of(const TimeLineEntry& entry) const {
        const auto told = calendar::Date::parse(entry.sheet->value("on"));
        return day(told ? *told : entry.recorded_on);
    }

    Html form(const FollowUp& one) const {
        if (!may(setting_.who, service::Permission::write_sheet)) return {};
        if (one.mark != setting_.address.item)
            return paragraph(
                button_link(ButtonKind::secondary,
                            setting_.to(WorkPlace::follow_up, view_.key.case_id, one.mark) + "#m-" + one.mark,
                            say("work.follow_up.write")));
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        fields += sheet_line(setting_, page_, "on", "work.follow_up.on");
        fields += sheet_choice(setting_, page_, "mode", "work.sheet.mode", choices_of("mode", modes));
        fields += sheet_choice(setting_, page_, "reached", "work.sheet.reached", yes_no(setting_));
        fields += select_field({.name = "outcome",
                                .label = say("work.sheet.outcome"),
                                .hint = say("work.sheet.outcome.hint"),
                                .error = page_.error("outcome"),
                                .value = page_.value("outcome")},
                               {{.label = {}, .choices = outcomes()}}, setting_.language());
        for (const auto* list : service::checklists_of(view_.evaluation, "follow_up_held")) {
            for (const auto& item : list->rule->checklist->items)
                fields += text_area(setting_,
                                    {.name = "part." + item.id,
                                     .label = item.label.in(setting_.language()),
                                     .hint = {},
                                     .error = page_.error("part." + item.id),
                                     .value = page_.value("part." + item.id)},
                                    2);
        }
        fields += sheet_text(setting_, page_, "citizen_words", "work.sheet.citizen_words", 2);
        fields += sheet_text(setting_, page_, "agreed", "work.sheet.agreed", 2);
        Html give_up = check_box("give_up", say("work.sheet.give_up"),
                                 page_.value("give_up") == "yes" ? Checked::yes : Checked::no);
        give_up += sheet_text(setting_, page_, "reason", "work.follow_up.reason", 2);
        if (!page_.error("give_up").empty())
            give_up += element("p", {{"class", "form-error-message"}}, page_.error("give_up"));
        if (!one.attempts.empty() || !page_.value("give_up").empty())
            fields += disclosure(say("work.follow_up.give_up"), give_up,
                                 page_.value("give_up").empty() ? Opened::no : Opened::yes);
        fields += element("div", {{"class", "button-group"}},
                          button(ButtonKind::primary, say("work.save"), "go", "final"));
        return post_form(setting_, setting_.to(WorkPlace::follow_up, view_.key.case_id, one.mark),
                         form_fields(setting_, "follow_up", view_.version), fields, "work-form");
    }

    static constexpr std::array<std::string_view, 4> modes = {"phone", "message", "letter", "visit"};
    std::vector<Choice> choices_of(std::string_view field, std::span<const std::string_view> values) const {
        std::vector<Choice> choices;
        for (const auto value : values)
            choices.push_back({std::string(value), sheet_value_words(setting_, field, value)});
        return choices;
    }
    std::vector<Choice> outcomes() const {
        std::vector<Choice> choices = {{"", say("work.sheet.choose")}};
        for (const auto& outcome : setting_.library.vocabulary.outcomes)
            choices.push_back({outcome.name, outcome.label.in(setting_.language())});
        return choices;
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
    Speaker speaker_;
    std::vector<FollowUp> all_;
};

}  // namespace

Response answer_follow_up(Visit& visit) {
    const auto& setting = visit.setting;
    const auto marks = service::marks_of_follow_up(setting.library.vocabulary);
    const bool is_mark =
        setting.address.item.empty() || std::ranges::find(marks, setting.address.item) != marks.end();
    if (!is_mark) return refusal(visit, service::NotFound{});
    return answer_sheet(visit,
                        {.type = service::sheet_type::follow_up,
                         .item = setting.address.item,
                         .blank = [&](const CaseView&) { return Fields{{"on", field_date(setting.today)}}; },
                         .page =
                             [&](const CaseView& view, const SheetPage& page) {
                                 SheetPage shown = page;
                                 // Each attempt begins empty: what was said before stands above.
                                 if (visit.intent == Intent::look)
                                     shown.typed = {{"on", field_date(setting.today)}};
                                 return sheet_page(setting, view, shown, setting.say("work.follow_up.title"),
                                                   FollowUps(setting, view, shown).html());
                             },
                         .after = {}});
}

}  // namespace fjorten::web
