// The children: who they are, what their family was offered, and notifications about one of them: written
// with facts only, shown, sent, and acknowledged.
#include <algorithm>
#include <iterator>

#include "answer/words.h"
#include "service/assessment.h"
#include "service/concern.h"
#include "web/work_care.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

constexpr std::string_view receipt_event = "concern_notification_acknowledged";

class Children {
  public:
    Children(const WorkSetting& setting, const CaseView& view) : setting_(setting), view_(view) {}

    Html html() const {
        return all(heading(2, say("registered")), registered(), heading(2, say("effort")),
                   events("family_effort_offered", say("effort.none")), record("family_effort_offered"),
                   heading(2, say("notifications")),
                   events("concern_notification_sent", say("notifications.none")),
                   element("p", {},
                           button_link(ButtonKind::primary,
                                       setting_.to(WorkPlace::concern, view_.key.case_id), say("write"))),
                   deadlines_met_by(setting_, view_, {receipt_event}), acknowledge());
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say("work.children." + std::string(key), args);
    }

    std::vector<const TimeLineEntry*> standing(std::string_view name) const {
        std::vector<const TimeLineEntry*> found;
        for (const auto& entry : view_.entries) {
            const bool stands = entry.event && entry.corrected_by == 0 && !entry.is_struck;
            if (stands && setting_.library.vocabulary.events[entry.event->type].name == name)
                found.push_back(&entry);
        }
        return found;
    }

    Html registered() const {
        return all(events("child_registered", say("none")), record("child_registered"));
    }

    Html events(std::string_view name, const std::string& none) const {
        Html items;
        for (const auto* entry : standing(name))
            items += element(
                "li", {}, element("strong", {}, answer::plain_date(entry->occurred_on, setting_.language())),
                " ", entry_title(setting_, *entry), entry_details(setting_, *entry));
        return items.empty() ? paragraph(none) : element("ul", {{"class", "nobullet-list"}}, items);
    }

    Html record(std::string_view name) const {
        if (!may(setting_.who, service::Permission::record_event)) return {};
        return element("p", {},
                       button_link(ButtonKind::secondary,
                                   setting_.to(WorkPlace::event, view_.key.case_id, std::string(name)),
                                   say("record." + std::string(name))));
    }

    // A receipt answers the oldest notification that has none: the one whose deadline began first.
    Html acknowledge() const {
        if (!may(setting_.who, service::Permission::record_event)) return {};
        for (const auto& clock : view_.evaluation.clocks) {
            const bool is_open =
                clock.state == engine::ClockState::running || clock.state == engine::ClockState::breached;
            const bool is_of_receipt =
                clock.rule->clock &&
                std::ranges::any_of(clock.rule->clock->met_by, [&](const rulebook::Pattern& pattern) {
                    return setting_.library.vocabulary.events[pattern.event].name == receipt_event;
                });
            if (!is_open || !is_of_receipt || !clock.started) continue;
            return one_press(
                setting_, view_,
                {.event = receipt_event,
                 .fields = {},
                 .label = say("acknowledge", {answer::plain_date(*clock.started, setting_.language())})});
        }
        return {};
    }

    const WorkSetting& setting_;
    const CaseView& view_;
};

class Concern {
  public:
    Concern(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting), view_(view), page_(page) {}

    Html html() const {
        const auto sheets = service::sheets_of(view_.entries, service::sheet_type::concern);
        const auto rules = rules_about(view_, "send_concern_notification");
        Html main =
            all(paragraph(element("a", {{"href", setting_.to(WorkPlace::children, view_.key.case_id)}},
                                  setting_.say("work.children.title"))),
                element("p", {{"class", "font-lead"}}, say("lead")), showing(), form(),
                earlier_sheets(setting_, sheets));
        if (!rules.empty()) main += all(heading(2, say("rules")), rule_list(setting_, view_, rules));
        return element("div", {{"class", "narrow"}}, main);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say("work.concern." + std::string(key), args);
    }

    // What is written is kept first, then shown, then sent.
    Html showing() const {
        const auto* const newest =
            service::newest_sheet(view_.entries, service::sheet_type::concern, setting_.library.vocabulary);
        if (newest == nullptr) return {};
        switch (service::showing_of(view_.entries, setting_.library.vocabulary, *newest->sheet)) {
            case service::Showing::shown:
                return element("p", {}, badge(Tone::success, Icon::done, say("is_shown")));
            case service::Showing::changed_since:
                return all(element("p", {}, badge(Tone::warning, Icon::due, say("is_changed"))), press());
            case service::Showing::not_shown: break;
        }
        return all(element("p", {}, badge(Tone::warning, Icon::due, say("is_unshown"))), press());
    }
    Html press() const {
        return one_press(setting_, view_,
                         {.event = "notification_shown_to_citizen", .fields = {}, .label = say("show")});
    }

    Html text(const std::string& name, int rows) const {
        return sheet_text(setting_, page_, name, "work.sheet." + name, rows);
    }

    Html form() const {
        if (!may(setting_.who, service::Permission::write_sheet)) return {};
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        fields += all(sheet_line(setting_, page_, "recipient", "work.sheet.recipient"),
                      sheet_line(setting_, page_, "child", "work.sheet.child"), text("child_facts", 8),
                      text("seen_by", 2),
                      sheet_choice(setting_, page_, "facts_only", "work.sheet.facts_only", yes_no(setting_)),
                      text("family_effort", 3), text("citizen_words", 3),
                      sheet_choice(setting_, page_, "in_danger", "work.sheet.in_danger", yes_no(setting_)),
                      text("unshown", 3), draft_buttons(setting_, view_, "work.concern.send"));
        return post_form(setting_, setting_.to(WorkPlace::concern, view_.key.case_id),
                         form_fields(setting_, "concern", view_.version), fields, "work-form");
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
};

class Contract {
  public:
    Contract(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting), view_(view), page_(page) {}

    Html html() const {
        const auto sheets = service::sheets_of(view_.entries, service::sheet_type::contract);
        Html main = element("p", {{"class", "font-lead"}}, say("lead"));
        main += deadlines_met_by(setting_, view_, {"retention_contract_ended"});
        if (is_running())
            main += all(heading(2, say("end")), paragraph(say("end.text")),
                        element("p", {},
                                button_link(ButtonKind::secondary,
                                            setting_.to(WorkPlace::event, view_.key.case_id,
                                                        "retention_contract_ended"),
                                            say("end.do"))));
        else main += form();
        main += earlier_sheets(setting_, sheets);
        auto rules = rules_about(view_, "sign_retention_contract");
        std::ranges::copy(rules_about(view_, "end_retention_contract"), std::back_inserter(rules));
        if (!rules.empty()) main += all(heading(2, say("rules")), rule_list(setting_, view_, rules));
        return element("div", {{"class", "narrow"}}, main);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say("work.contract." + std::string(key), args);
    }

    bool is_running() const {
        const auto& vocabulary = setting_.library.vocabulary;
        const auto* const made =
            service::standing_event(view_.entries, vocabulary, "retention_contract_signed");
        const auto* const ended =
            service::standing_event(view_.entries, vocabulary, "retention_contract_ended");
        return made != nullptr && (ended == nullptr || ended->version < made->version);
    }

    Html form() const {
        if (!may(setting_.who, service::Permission::write_sheet)) return {};
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        const auto last =
            service::last_day_of_contract(view_.evaluation, setting_.library.vocabulary, setting_.today);
        if (last)
            fields += element("p", {{"class", "form-hint"}},
                              say("longest", {answer::plain_date(*last, setting_.language())}));
        for (const auto& fact : service::missing_for_contract(view_.evaluation, setting_.library.vocabulary))
            fields += paragraph(element(
                "a", {{"href", setting_.to(WorkPlace::fact, view_.key.case_id, {}, {{"fact", fact}})}},
                answer::question_words(setting_.library.vocabulary, fact, setting_.language())));
        const auto text = [&](const std::string& name, int rows) {
            return sheet_text(setting_, page_, name, "work.sheet." + name, rows);
        };
        fields += all(sheet_choice(setting_, page_, "voluntary", "work.sheet.voluntary", yes_no(setting_)),
                      sheet_line(setting_, page_, "provider", "work.sheet.contract_provider"),
                      sheet_line(setting_, page_, "on", "work.sheet.contract_on"),
                      sheet_line(setting_, page_, "until", "work.sheet.contract_until"), text("terms", 5),
                      text("who_may_end", 3), text("citizen_words", 3),
                      draft_buttons(setting_, view_, "work.contract.sign"));
        return post_form(setting_, setting_.to(WorkPlace::retention, view_.key.case_id),
                         form_fields(setting_, "contract", view_.version), fields, "work-form");
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
};

}  // namespace

std::string children_page(const WorkSetting& setting, const CaseView& view) {
    return sheet_page(setting, view, {}, setting.say("work.children.title"),
                      element("div", {{"class", "narrow"}}, Children(setting, view).html()));
}

std::string concern_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    return sheet_page(setting, view, page, setting.say("work.concern.title"),
                      Concern(setting, view, page).html());
}

std::string contract_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    return sheet_page(setting, view, page, setting.say("work.contract.title"),
                      Contract(setting, view, page).html());
}

Response answer_children(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    return work_html(children_page(visit.setting, *view));
}

Response answer_concern(Visit& visit) {
    const auto& setting = visit.setting;
    return answer_sheet(
        visit, {.type = service::sheet_type::concern,
                .item = {},
                .blank = {},
                .page = [&](const CaseView& view,
                            const SheetPage& page) { return concern_page(setting, view, page); },
                .after =
                    [&](const CaseView& view) {
                        return setting.to(value_of(visit.fields, "go") == "final" ? WorkPlace::children
                                                                                  : WorkPlace::concern,
                                          view.key.case_id);
                    }});
}

Response answer_retention(Visit& visit) {
    const auto& setting = visit.setting;
    return answer_sheet(visit,
                        {.type = service::sheet_type::contract,
                         .item = {},
                         .blank = [&](const CaseView&) { return Fields{{"on", field_date(setting.today)}}; },
                         .page = [&](const CaseView& view,
                                     const SheetPage& page) { return contract_page(setting, view, page); },
                         .after = {}});
}

}  // namespace fjorten::web
