// The municipality's offers to this citizen, and the choice of a place.
#include <algorithm>

#include "answer/figures.h"
#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

namespace {

class Offers {
  public:
    Offers(const WorkSetting& setting, const CaseView& view, const SheetPage& page, const Places& places)
        : setting_(setting), view_(view), page_(page), places_(places) {}

    Html html() const {
        const Html side =
            element("aside", {{"class", "case-side"}, {"aria-label", say("work.offer.choice_rules")}},
                    element("section", {{"class", "side-part"}}, heading(2, say("work.offer.choice_rules")),
                            choice_rules()));
        return element(
            "div", {{"class", "case-grid"}},
            element("div", {{"class", "case-main"}}, now(), catalogue(), places(), form(),
                    earlier_sheets(setting_, service::sheets_of(view_.entries, service::sheet_type::offer))),
            side);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }

    Html now() const {
        Html out;
        if (const auto* chosen = standing_event(setting_, view_, "provider_chosen"))
            out += element(
                "p", {}, icon(Icon::done), " ",
                say("work.offer.chosen", {told_text(setting_, *chosen, "provider"),
                                          answer::plain_date(chosen->occurred_on, setting_.language())}));
        if (const auto* limited = standing_event(setting_, view_, "free_choice_limited"))
            out += element(
                "p", {}, icon(Icon::due), " ",
                say("work.offer.limited", {told_text(setting_, *limited, "reason"),
                                           answer::plain_date(limited->occurred_on, setting_.language())}));
        return out.empty() ? Html{} : element("section", {{"class", "panel decision-way"}}, out);
    }

    Html eligibility(const engine::OfferResult& offer) const {
        if (!offer.eligible) return badge(Tone::warning, Icon::question, say("work.offer.perhaps"));
        return *offer.eligible ? badge(Tone::success, Icon::done, say("work.offer.yes"))
                               : badge(Tone::info, Icon::none, say("work.offer.no"));
    }

    Html catalogue() const {
        Table drawn{.caption = say("work.offer.catalogue"),
                    .columns = {say("work.offer.name"), say("work.offer.eligible"), say("work.offer.what")},
                    .rows = {}};
        for (const auto& offer : view_.evaluation.offers) {
            Html what = element("p", {}, offer.rule->text.in(setting_.language()));
            for (const auto& term : offer.rule->terms)
                what += element("p", {{"class", "source"}}, answer::term_words(term, setting_.language()));
            drawn.rows.push_back({offer.rule->title.in(setting_.language()), eligibility(offer), what});
        }
        return drawn.rows.empty() ? element("p", {}, say("work.offer.no_catalogue")) : table(drawn);
    }

    // Where it can be given. Another service is asked for without a script.
    Html places() const {
        const std::string service = page_.value("service");
        const Html other =
            element("form",
                    {{"method", "get"},
                     {"action", setting_.to(WorkPlace::offer, view_.key.case_id) + "#places-shown"},
                     {"class", "beside"}},
                    service_choice(setting_, view_, page_),
                    element("div", {{"class", "form-group"}},
                            button(ButtonKind::secondary, say("work.places.show"))));
        return element("section", {{"id", "places-shown"}}, heading(2, say("work.places.title")),
                       places_.empty() ? Html{} : other,
                       place_table(setting_, places_, service, view_.key.case_id));
    }

    Html choice_rules() const {
        const auto& vocabulary = setting_.library.vocabulary;
        const auto action = vocabulary.find_action("choose_provider");
        Html out;
        for (const auto& result : view_.evaluation.actions) {
            if (!action || result.action != *action) continue;
            if (result.allowed == true)
                out += element("p", {}, icon(Icon::done), " ", say("work.offer.may_choose"));
            else out += blocker_list(setting_, view_, result, Help::linked);
        }
        std::vector<const rulebook::Rule*> rules;
        for (const auto* edition : {view_.evaluation.law, view_.evaluation.standard}) {
            if (edition == nullptr) continue;
            for (const auto& rule : edition->rules) {
                const bool is_about_choice =
                    rule.gate &&
                    std::ranges::find(rule.gate->actions, "choose_provider") != rule.gate->actions.end();
                if (is_about_choice) rules.push_back(&rule);
            }
        }
        return all(out, rule_list(setting_, view_, rules));
    }

    Html form() const {
        if (!may(setting_.who, service::Permission::write_sheet)) return {};
        const Html fields =
            all(blocked_part(setting_, view_, page_.unsaved, page_.way_on),
                hidden_field("service", page_.value("service")),
                sheet_line(setting_, page_, "provider", "work.sheet.provider", {{"list", "places"}}),
                place_names(places_),
                place_standing(setting_, places_, page_.value("provider"), page_.value("service")),
                sheet_choice(
                    setting_, page_, "kind", "work.sheet.kind",
                    {{"public", say("work.sheet.kind.public")}, {"private", say("work.sheet.kind.private")}}),
                sheet_choice(setting_, page_, "approved", "work.sheet.approved", yes_no(setting_)),
                sheet_choice(setting_, page_, "equivalent", "work.sheet.equivalent", yes_no(setting_)),
                sheet_text(setting_, page_, "equivalence", "work.sheet.equivalence", 2),
                check_box("limited", say("work.sheet.limited"),
                          page_.value("limited") == "yes" ? Checked::yes : Checked::no),
                sheet_text(setting_, page_, "reasons", "work.sheet.limit_reasons", 2),
                sheet_line(setting_, page_, "on", "work.sheet.on"),
                draft_buttons(setting_, view_, "work.offer.save"));
        Html placing;
        if (may(setting_.who, service::Permission::place_citizens))
            placing = paragraph(element("a", {{"href", setting_.to(WorkPlace::placing, view_.key.case_id)}},
                                        say("work.placement.link")));
        return element("section", {{"id", "choose"}}, heading(2, say("work.offer.choose")), placing,
                       post_form(setting_, setting_.to(WorkPlace::offer, view_.key.case_id),
                                 form_fields(setting_, "offer", view_.version), fields, "work-form"));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
    const Places& places_;
};

}  // namespace

std::string offer_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page,
                       const Places& places) {
    return sheet_page(setting, view, page, setting.say("work.offer.title"),
                      Offers(setting, view, page, places).html());
}

Response answer_offer(Visit& visit) {
    const auto& setting = visit.setting;
    const auto places = places_in_use(visit);
    if (!places) return refusal(visit, places.error());
    // What was decided; before that, what is recommended.
    const auto service = [&](const CaseView& view) {
        if (const auto* made = standing_event(setting, view, "decision_made"))
            return told_text(setting, *made, "service");
        const auto* sheet = service::newest_sheet(view.entries, service::sheet_type::recommendation,
                                                  setting.library.vocabulary);
        return sheet == nullptr ? std::string{} : std::string(sheet->sheet->value("service"));
    };
    return answer_sheet(
        visit, {.type = service::sheet_type::offer,
                .item = {},
                .blank =
                    [&](const CaseView& view) {
                        return Fields{{"on", field_date(setting.today)}, {"service", service(view)}};
                    },
                .page = [&](const CaseView& view,
                            const SheetPage& page) { return offer_page(setting, view, page, *places); },
                .after = {}});
}

}  // namespace fjorten::web
