// The decision: what it rests on, the hearing, the draft, and its way to the citizen.
#include <algorithm>

#include "answer/figures.h"
#include "answer/words.h"
#include "service/routes.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

class Decision {
  public:
    Decision(const WorkSetting& setting, const CaseView& view, const SheetPage& page, const Places& places)
        : setting_(setting),
          view_(view),
          page_(page),
          places_(places),
          speaker_(caseworker_speaker(setting, view.evaluation)),
          made_(standing_event(setting, view, "decision_made")) {}

    Html html() const {
        const Html side =
            element("aside", {{"class", "case-side"}, {"aria-label", say("work.decision.ground")}}, ground(),
                    hearing(), judgement());
        return element("div", {{"class", "case-grid"}},
                       element("div", {{"class", "case-main"}}, way(), draft(), earlier()), side);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string day(calendar::Date date) const { return answer::plain_date(date, setting_.language()); }
    bool can(service::Permission permission) const { return may(setting_.who, permission); }
    Html event_button(std::string_view event, std::string_view key, Fields query = {}) const {
        if (!can(service::Permission::record_event)) return {};
        return button_link(
            ButtonKind::secondary,
            setting_.to(WorkPlace::event, view_.key.case_id, std::string(event), std::move(query)), say(key));
    }

    // --- What the decision rests on

    Html ground() const {
        Html out = all(heading(2, say("work.decision.ground")), who_decides_line(setting_, view_));
        const auto areas = areas_of(view_.entries, view_.evaluation, setting_.library.vocabulary);
        const auto settled = std::ranges::count_if(areas, &service::AreaStanding::is_settled);
        out += element(
            "p", {},
            element("a", {{"href", setting_.to(WorkPlace::assessment, view_.key.case_id)}},
                    say("work.assessment.lead", {std::to_string(settled), std::to_string(areas.size())})));
        if (const auto* sheet = service::newest_sheet(view_.entries, service::sheet_type::recommendation,
                                                      setting_.library.vocabulary))
            out += recommended(*sheet);
        return element("section", {{"class", "side-part"}}, out);
    }

    Html recommended(const TimeLineEntry& entry) const {
        const std::string service(entry.sheet->value("service"));
        Html out = element("p", {}, element("strong", {}, say("work.decision.recommended")), " ",
                           sheet_value_words(setting_, "service", service));
        if (const auto grounds = entry.sheet->value("grounds"); !grounds.empty())
            out += element("p", {{"class", "area-words"}}, std::string(grounds));
        if (const auto words = entry.sheet->value("citizen_words"); !words.empty())
            out += element("p", {{"class", "area-words"}},
                           element("strong", {}, say("work.colon", {say("work.sheet.citizen_words")})), " ",
                           std::string(words));
        return out;
    }

    // A decision against the citizen waits for the hearing (FVL section 19).
    Html hearing() const {
        const auto* sent = standing_event(setting_, view_, "party_hearing_sent");
        const auto* answered = standing_event(setting_, view_, "party_hearing_answered");
        Html out = heading(2, say("work.decision.hearing"));
        if (sent == nullptr) {
            out += element("p", {}, say("work.decision.hearing.none"));
            if (can(service::Permission::write_sheet))
                out += button_link(ButtonKind::secondary, setting_.to(WorkPlace::hearing, view_.key.case_id),
                                   say("work.decision.hearing.send"));
        } else if (answered == nullptr || answered->version < sent->version) {
            out += all(element("p", {}, say("work.decision.hearing.sent", {day(sent->occurred_on)})),
                       event_button("party_hearing_answered", "work.decision.hearing.answer"));
        } else {
            out += element("p", {}, icon(Icon::done), " ",
                           say("work.decision.hearing.answered", {day(answered->occurred_on)}));
        }
        return element("section", {{"class", "side-part"}}, out);
    }

    // What the standard leaves to a person, and what it lets weigh.
    Html judgement() const {
        std::vector<const rulebook::Rule*> rules;
        if (const auto* action = action_of(setting_, view_, "granted", page_.value("service")))
            rules = action->discretion;
        for (const auto& offer : view_.evaluation.offers) {
            const bool is_it = offer.rule->offer->service == page_.value("service");
            if (is_it) rules.push_back(offer.rule);
        }
        Html out;
        if (!rules.empty()) out += rule_list(setting_, view_, rules);
        for (const auto* list : service::checklists_of(view_.evaluation, "decision_made")) {
            Html items;
            for (const auto& item : list->rule->checklist->items)
                items += element("li", {}, item.label.in(setting_.language()));
            out += all(heading(3, list->rule->title.in(setting_.language())), element("ul", {}, items));
        }
        if (out.empty()) return {};
        return element("section", {{"class", "side-part"}}, heading(2, say("work.decision.weighs")), out);
    }

    // --- The decision that was made, and its way to the citizen

    Html way() const {
        if (made_ == nullptr) return {};
        const std::string result = told_text(setting_, *made_, "result");
        const std::string service = told_text(setting_, *made_, "service");
        Html out = element("p", {}, icon(Icon::done), " ",
                           say("work.decision.made",
                               {sheet_value_words(setting_, "result", result), day(made_->occurred_on)}));
        if (!service.empty()) out += element("p", {}, sheet_value_words(setting_, "service", service));
        return element("section", {{"class", "panel decision-way"}}, heading(2, say("work.decision.now")),
                       out, granted_time(setting_, view_), sending(), windows());
    }

    const TimeLineEntry* answer_to_decision(std::string_view event) const {
        const auto* entry = standing_event(setting_, view_, event);
        return entry != nullptr && entry->version > made_->version ? entry : nullptr;
    }

    Html sending() const {
        const auto* sent = answer_to_decision("decision_sent");
        if (sent == nullptr) {
            if (!can(service::Permission::record_event))
                return element("p", {}, say("work.decision.not_sent"));
            return all(element("p", {}, say("work.decision.send")),
                       letter_link(setting_, view_, service::LetterKind::decision));
        }
        Html out = element("p", {},
                           say("work.decision.sent",
                               {sheet_value_words(setting_, "channel", told_text(setting_, *sent, "channel")),
                                day(sent->occurred_on)}));
        out += letter_link(setting_, view_, service::LetterKind::decision);
        if (const auto* received = answer_to_decision("decision_received"))
            return all(out, element("p", {}, say("work.decision.received", {day(received->occurred_on)})));
        return all(out, event_button("decision_received", "work.decision.receive"));
    }

    // What the citizen may do against it, and until when.
    Html windows() const {
        Html items;
        for (const auto& clock : view_.evaluation.clocks) {
            const bool is_right = clock.rule->clock && clock.rule->clock->kind == rulebook::ClockKind::right;
            if (!is_right || clock.state != engine::ClockState::running) continue;
            std::string words = due_words(speaker_, clock);
            for (const auto& reason : clock.because) {
                if (reason.presumed) words += " · " + say("work.decision.presumed", {day(reason.on)});
            }
            items += element("li", {}, element("strong", {}, clock.rule->title.in(setting_.language())), " ",
                             words);
        }
        return items.empty() ? Html{} : element("ul", {{"class", "nobullet-list"}}, items);
    }

    // --- The draft

    Html draft() const {
        if (!can(service::Permission::write_sheet)) return {};
        std::vector<Choice> results;
        for (const char* result : {"granted", "partly_granted", "refused"})
            results.push_back({result, sheet_value_words(setting_, "result", result)});
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        fields += sheet_choice(setting_, page_, "result", "work.sheet.result", results);
        fields += service_choice(setting_, view_, page_);
        fields += usual_time();
        fields +=
            element("div", {{"class", "beside"}}, sheet_line(setting_, page_, "from", "work.sheet.from"),
                    sheet_line(setting_, page_, "until", "work.sheet.until"));
        fields += check_box("extends", say("work.sheet.extends"),
                            page_.value("extends") == "yes" ? Checked::yes : Checked::no);
        fields += sheet_line(setting_, page_, "provider", "work.sheet.provider", {{"list", "places"}});
        fields += all(place_names(places_),
                      place_standing(setting_, places_, page_.value("provider"), page_.value("service")));
        fields += sheet_text(setting_, page_, "scope", "work.sheet.scope", 2);
        fields += sheet_text(setting_, page_, "facts", "work.sheet.facts", 4);
        fields += sheet_text(setting_, page_, "reasons", "work.sheet.reasons", 4);
        fields += sheet_text(setting_, page_, "discretion", "work.sheet.discretion", 3);
        fields += sheet_text(setting_, page_, "departure", "work.sheet.departure", 2);
        fields += for_the_letter();
        fields += sheet_line(setting_, page_, "authority", "work.sheet.authority");
        fields +=
            sheet_choice(setting_, page_, "language", "work.sheet.language",
                         {{"da", say("work.sheet.language.da")}, {"en", say("work.sheet.language.en")}});
        if (!page_.value("meeting").empty()) fields += hidden_field("meeting", page_.value("meeting"));
        fields += sheet_line(setting_, page_, "on", "work.sheet.decided_on");
        fields += can(service::Permission::make_decision)
                      ? draft_buttons(setting_, view_, "work.decision.save")
                      : save_buttons(setting_, view_, "work.sheet.draft");
        const Html form = post_form(setting_, setting_.to(WorkPlace::decision, view_.key.case_id),
                                    form_fields(setting_, "decision", view_.version), fields, "work-form");
        const std::string title = say(made_ == nullptr ? "work.decision.draft" : "work.decision.another");
        if (made_ == nullptr || !page_.unsaved.problems.empty() || page_.unsaved.blocked)
            return element("section", {}, heading(2, title), form);
        return disclosure(title, form);
    }

    // What the letter says besides, by the standard's own list.
    Html for_the_letter() const {
        Html fields = sheet_text(setting_, page_, "citizen_pays", "work.sheet.citizen_pays", 2);
        fields += sheet_text(setting_, page_, "not_granted", "work.sheet.not_granted", 2);
        fields += sheet_text(setting_, page_, "hearing", "work.sheet.hearing", 2);
        bool is_open = !page_.value("citizen_pays").empty() || !page_.value("not_granted").empty() ||
                       !page_.value("hearing").empty();
        for (const auto* list : service::checklists_of(view_.evaluation, "decision_made")) {
            for (const auto& item : list->rule->checklist->items) {
                const std::string name = "content." + item.id;
                is_open = is_open || !page_.value(name).empty();
                fields += text_area(setting_,
                                    {.name = name,
                                     .label = item.label.in(setting_.language()),
                                     .hint = {},
                                     .error = page_.error(name),
                                     .value = page_.value(name)},
                                    2);
            }
        }
        return disclosure(say("work.decision.letter_fields"), fields, is_open ? Opened::yes : Opened::no);
    }

    Html usual_time() const {
        Html out;
        for (const auto& offer : view_.evaluation.offers) {
            if (offer.rule->offer->service != page_.value("service")) continue;
            if (offer.eligible == false)
                out += element("p", {{"class", "form-hint"}}, icon(Icon::due), " ",
                               say("work.decision.not_eligible"));
            for (const auto& term : offer.rule->terms)
                out += element("p", {{"class", "form-hint"}}, answer::term_words(term, setting_.language()));
        }
        return out;
    }

    Html earlier() const {
        return earlier_sheets(setting_, service::sheets_of(view_.entries, service::sheet_type::decision));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
    const Places& places_;
    Speaker speaker_;
    const TimeLineEntry* made_;
};

}  // namespace

std::string decision_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page,
                          const Places& places) {
    return sheet_page(setting, view, page, setting.say("work.decision.title"),
                      Decision(setting, view, page, places).html());
}

Response answer_decision(Visit& visit) {
    const auto& setting = visit.setting;
    const auto places = places_in_use(visit);
    if (!places) return refusal(visit, places.error());
    const auto blank = [&](const CaseView& view) {
        Fields typed = {{"on", field_date(setting.today)},
                        {"authority", service::unit_of(view.evaluation, service::Task::decision)},
                        {"language", "da"}};
        if (const auto* sheet = service::newest_sheet(view.entries, service::sheet_type::recommendation,
                                                      setting.library.vocabulary))
            typed.emplace_back("service", sheet->sheet->value("service"));
        return typed;
    };
    return answer_sheet(
        visit, {.type = service::sheet_type::decision,
                .item = {},
                .blank = blank,
                .page = [&](const CaseView& view,
                            const SheetPage& page) { return decision_page(setting, view, page, *places); },
                .after = {}});
}

}  // namespace fjorten::web
