// Own payment: what may be asked for here, the figures of the one citizen, and what a person decides.
#include <algorithm>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

// BEK 1477 section 4(1) no. 11: payment for food and lodging.
constexpr int payment_item = 11;
constexpr std::array<std::string_view, 5> figures = {"income", "housing", "debt", "fixed_expenses",
                                                     "provider_costs"};

class Payment {
  public:
    Payment(const WorkSetting& setting, const CaseView& view, const SheetPage& page)
        : setting_(setting), view_(view), page_(page) {}

    Html html() const {
        const Html side = element(
            "aside", {{"class", "case-side"}, {"aria-label", say("work.payment.rules")}},
            element("section", {{"class", "side-part"}}, heading(2, say("work.payment.rules")), rules()));
        return element("div", {{"class", "case-grid"}},
                       element("div", {{"class", "case-main"}}, way(), form(), earlier()), side);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool can(service::Permission permission) const { return may(setting_.who, permission); }

    // What the standard says of money, whatever the form of the rule.
    Html rules() const {
        std::vector<const rulebook::Rule*> found;
        if (view_.evaluation.standard != nullptr) {
            for (const auto& rule : view_.evaluation.standard->rules) {
                if (std::ranges::find(rule.items, payment_item) != rule.items.end()) found.push_back(&rule);
            }
        }
        return found.empty() ? element("p", {}, say("work.payment.not_stated"))
                             : rule_list(setting_, view_, found);
    }

    Html way() const {
        const auto* decided = standing_event(setting_, view_, "own_payment_decided");
        if (decided == nullptr) return {};
        Html out = element(
            "p", {}, icon(Icon::done), " ",
            say("work.payment.decided", {kroner(told_text(setting_, *decided, "amount")),
                                         answer::plain_date(decided->occurred_on, setting_.language())}));
        const auto* told = standing_event(setting_, view_, "own_payment_told");
        if (told != nullptr && told->version > decided->version) {
            out += element(
                "p", {}, icon(Icon::done), " ",
                say("work.payment.told", {answer::plain_date(told->occurred_on, setting_.language())}));
        } else {
            out += element("p", {}, say("work.payment.not_told"));
        }
        out += letter_link(setting_, view_, service::LetterKind::payment);
        return element("section", {{"class", "panel decision-way"}}, heading(2, say("work.payment.now")),
                       out);
    }

    service::Sheet typed_sheet() const {
        const auto* kind = service::find_sheet_kind(service::sheet_type::payment);
        return to_sheet(setting_, *kind, {}, page_.typed).value_or(service::Sheet{});
    }

    // The sum, so that everybody can check it.
    Html sum() const {
        const service::Sheet sheet = typed_sheet();
        const auto left = service::disposable_oere(sheet);
        if (!left) return element("p", {{"class", "form-hint"}}, say("work.payment.no_sum"));
        Table drawn{.caption = say("work.payment.sum"),
                    .columns = {say("work.payment.entry"), say("work.payment.kroner")},
                    .rows = {}};
        for (const char* name : {"income", "housing", "debt", "fixed_expenses"}) {
            const std::string value(sheet.value(name));
            if (value.empty()) continue;
            const std::string sign = std::string_view(name) == "income" ? "" : "−";
            drawn.rows.push_back({sheet_field_label(setting_, name), sign + kroner(value)});
        }
        drawn.rows.push_back({element("strong", {}, say("work.payment.disposable")),
                              element("strong", {}, kroner(service::amount_text(*left)))});
        Html out = table(drawn);
        const auto amount = service::oere_in(sheet.value("amount"));
        if (amount && *amount > *left)
            out += alert(Tone::warning, 3, say("work.payment.above"),
                         element("p", {{"class", "alert-text"}}, say("work.payment.above.text")));
        return out;
    }

    Html money(const char* name) const {
        return sheet_line(setting_, page_, name, std::string("work.sheet.") + name,
                          {{"inputmode", "decimal"}});
    }

    // What the standard's list asks for besides the figures.
    Html remarks() const {
        Html out;
        for (const auto* list : service::checklists_of(view_.evaluation, "own_payment_decided")) {
            for (const auto& item : list->rule->checklist->items) {
                if (std::ranges::find(figures, item.id) != figures.end()) continue;
                const std::string name = "remark." + item.id;
                out += text_area(setting_,
                                 {.name = name,
                                  .label = say("work.payment.remark", {item.label.in(setting_.language())}),
                                  .hint = {},
                                  .error = page_.error(name),
                                  .value = page_.value(name)},
                                 2);
            }
        }
        return out;
    }

    Html form() const {
        if (!can(service::Permission::write_sheet)) return {};
        Html fields = blocked_part(setting_, view_, page_.unsaved, page_.way_on);
        fields += element("p", {{"class", "form-hint"}}, say("work.payment.lead"));
        for (const char* name : {"income", "housing", "debt", "fixed_expenses", "provider_costs"})
            fields += money(name);
        fields += remarks();
        fields += element("div", {{"class", "sum"}}, sum());
        fields += money("amount");
        fields += sheet_line(setting_, page_, "pays_for", "work.sheet.pays_for");
        fields += sheet_line(setting_, page_, "from", "work.sheet.from");
        fields += sheet_text(setting_, page_, "reasons", "work.sheet.reasons", 4);
        fields +=
            sheet_choice(setting_, page_, "language", "work.sheet.language",
                         {{"da", say("work.sheet.language.da")}, {"en", say("work.sheet.language.en")}});
        fields += sheet_line(setting_, page_, "on", "work.sheet.decided_on");
        fields += can(service::Permission::make_decision)
                      ? draft_buttons(setting_, view_, "work.payment.save")
                      : save_buttons(setting_, view_, "work.sheet.draft");
        return element("section", {}, heading(2, say("work.payment.draft")),
                       post_form(setting_, setting_.to(WorkPlace::payment, view_.key.case_id),
                                 form_fields(setting_, "payment", view_.version), fields, "work-form"));
    }

    Html earlier() const {
        return earlier_sheets(setting_, service::sheets_of(view_.entries, service::sheet_type::payment));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SheetPage& page_;
};

}  // namespace

std::string payment_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    return sheet_page(setting, view, page, setting.say("work.payment.title"),
                      Payment(setting, view, page).html());
}

Response answer_payment(Visit& visit) {
    const auto& setting = visit.setting;
    return answer_sheet(visit,
                        {.type = service::sheet_type::payment,
                         .item = {},
                         .blank =
                             [&](const CaseView&) {
                                 return Fields{{"on", field_date(setting.today)}, {"language", "da"}};
                             },
                         .page = [&](const CaseView& view,
                                     const SheetPage& page) { return payment_page(setting, view, page); },
                         .after = {}});
}

}  // namespace fjorten::web
