#include "web/csv.h"
#include "web/work_gift_card.h"

#include <algorithm>

#include "answer/words.h"
#include "web/rights.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::CardBook;
using service::CardLine;
using service::CardMove;

namespace {

std::string move_words(const WorkSetting& setting, const CardLine& line) {
    return setting.say(line.move ? "work.gift_card." + std::string(service::name_of(*line.move))
                                 : "work.gift_card.issued");
}

std::string amount_words(const WorkSetting& setting, const std::string& amount) {
    return amount.empty() ? setting.say("work.gift_card.no_amount")
                          : setting.say("work.gift_card.kroner", {kroner(amount)});
}

// The cards of one case: what the rules say, what was handed out, and the next one.
class Cards {
  public:
    Cards(const WorkSetting& setting, const service::CaseView& view, const CaseCardsPage& page)
        : setting_(setting),
          view_(view),
          page_(page),
          standing_(service::card_standing(view, setting.library.vocabulary)) {}

    Html html() const { return all(saved(), standing(), form(), handed_out()); }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }

    Html saved() const {
        if (!page_.is_saved) return {};
        return element("div", {{"id", "saved"}, {"tabindex", "-1"}},
                       alert(Tone::success, 2, say("work.gift_card.saved"), Html{}));
    }

    Html standing() const {
        if (standing_.limit == nullptr)
            return all(alert(Tone::info, 2, say("work.gift_card.not_stated"), closed()), Html{});
        const auto& rule = *standing_.limit->rule;
        const auto* edition = edition_of(view_.evaluation, rule);
        const Speaker speaker = caseworker_speaker(setting_, view_.evaluation);
        Html out;
        if (!standing_.is_used) out += alert(Tone::info, 2, say("work.gift_card.none"), Html{});
        else
            out += element("p", {{"class", "font-lead"}}, used_words(speaker, *standing_.limit), " · ",
                           amount_words(setting_, standing_.amount));
        out += element("p", {}, rule.text.in(setting_.language()));
        if (edition != nullptr) out += disclosure(say("web.why"), rule_and_source(speaker, rule, *edition));
        if (standing_.is_used && !page_.unsaved.blocked) out += closed();
        return out;
    }

    // What stands in the way today, with what would change it.
    Html closed() const {
        if (standing_.action == nullptr || standing_.action->allowed == std::optional(true)) return {};
        return all(element("p", {{"class", "strong"}}, say("work.gift_card.closed")),
                   blocker_list(setting_, view_, *standing_.action, Help::linked));
    }

    Html form() const {
        if (!standing_.is_used || standing_.amount.empty() ||
            !may(setting_.who, service::Permission::record_event))
            return {};
        const bool is_open = standing_.action->allowed == std::optional(true) || page_.unsaved.blocked;
        Html stock;
        if (page_.in_stock <= 0) stock = alert(Tone::warning, 3, say("work.gift_card.empty"), Html{});
        else stock = element("p", {}, say("work.gift_card.in_stock", {std::to_string(page_.in_stock)}));
        Html fields = all(stock, blocked_part(setting_, view_, page_.unsaved, page_.way_on),
                          text_field({.name = "number",
                                      .label = say("work.gift_card.number_of"),
                                      .hint = say("work.gift_card.number_of.hint"),
                                      .error = error_at(page_.unsaved.problems, "number"),
                                      .value = page_.number},
                                     {{"autocomplete", "off"}}, setting_.language()),
                          button(is_open ? ButtonKind::primary : ButtonKind::secondary,
                                 say("work.gift_card.issue", {kroner(standing_.amount)})));
        return element("section", {{"class", "narrow"}}, heading(2, say("work.gift_card.hand_out")),
                       post_form(setting_, setting_.to(WorkPlace::case_gift_cards, view_.key.case_id),
                                 form_fields(setting_, "gift-card", view_.version), fields, "work-form"));
    }

    Html handed_out() const {
        Table drawn{.caption = say("work.gift_card.handed_out"),
                    .columns = {say("work.gift_card.day"), say("work.gift_card.amount"),
                                say("work.gift_card.receipt"), say("work.gift_card.by")},
                    .rows = {}};
        for (auto entry = view_.entries.rbegin(); entry != view_.entries.rend(); ++entry) {
            if (!entry->event || entry->corrected_by != 0 || entry->is_struck) continue;
            if (setting_.library.vocabulary.events[entry->event->type].name != "gift_card_issued") continue;
            drawn.rows.push_back({answer::plain_date(entry->event->on, setting_.language()),
                                  entry_details(setting_, *entry), receipt(*entry), entry->actor_name});
        }
        return element("section", {},
                       drawn.rows.empty() ? all(heading(2, say("work.gift_card.handed_out")),
                                                paragraph(say("work.gift_card.none_yet")))
                                          : table(drawn));
    }

    Html receipt(const service::TimeLineEntry& card) const {
        for (const auto& entry : view_.entries) {
            if (!entry.document || entry.document->about != card.id) continue;
            return element("a",
                           {{"href", setting_.to(WorkPlace::document, view_.key.case_id,
                                                 std::to_string(entry.version))}},
                           entry.document->title);
        }
        return say("work.gift_card.no_receipt");
    }

    const WorkSetting& setting_;
    const service::CaseView& view_;
    const CaseCardsPage& page_;
    service::CardStanding standing_;
};

}  // namespace

std::string case_cards_page(const WorkSetting& setting, const service::CaseView& view,
                            const CaseCardsPage& page) {
    const std::string title = setting.say("work.gift_card.title");
    return work_page(setting, {.title = title, .typed = with_version({{"number", page.number}}, view)},
                     all(unsaved_notices(setting, view, page.unsaved), case_line(setting, view),
                         heading(1, title), case_steps(setting, view), Cards(setting, view, page).html()));
}

namespace {

Html book_table(const WorkSetting& setting, const CardBook& book) {
    Table drawn{.caption = setting.say("work.gift_card.book", {amount_words(setting, book.amount)}),
                .columns = {setting.say("work.gift_card.day"), setting.say("work.gift_card.what"),
                            setting.say("work.gift_card.change"), setting.say("work.gift_card.stock"),
                            setting.say("work.gift_card.case"), setting.say("work.gift_card.by"),
                            setting.say("work.gift_card.note")},
                .rows = {}};
    for (auto line = book.lines.rbegin(); line != book.lines.rend(); ++line) {
        Html stock = std::to_string(line->stock);
        if (line->stock < 0)
            stock += all(" ", badge(Tone::error, Icon::overdue, setting.say("work.gift_card.below")));
        Html change = std::to_string(line->change);
        if (line->move == CardMove::counted && line->difference != 0)
            change += all(" ", badge(Tone::error, Icon::overdue, setting.say("work.gift_card.differs")));
        Html number;
        if (!line->case_id.empty())
            number = element("a", {{"href", setting.to(WorkPlace::case_gift_cards, line->case_id)}},
                             line->case_id);
        drawn.rows.push_back({answer::plain_date(line->on, setting.language()), move_words(setting, *line),
                              change, stock, number, line->by, line->note});
    }
    return table(drawn);
}

FieldText card_field(const WorkSetting& setting, const CardBooksPage& page, const std::string& name) {
    const std::string key = "work.gift_card.field." + name;
    return {.name = name,
            .label = setting.say(key),
            .hint = has_message(setting.language(), key + ".hint") ? setting.say(key + ".hint") : "",
            .error = error_at(page.problems, name),
            .value = std::string(value_of(page.typed, name))};
}

Html movement_form(const WorkSetting& setting, const CardBooksPage& page) {
    std::vector<Choice> moves;
    for (const CardMove move : {CardMove::received, CardMove::counted, CardMove::lost}) {
        const std::string name(service::name_of(move));
        moves.push_back({name, setting.say("work.gift_card." + name)});
    }
    const auto text = [&](const std::string& name) {
        return text_field(card_field(setting, page, name), {{"autocomplete", "off"}}, setting.language());
    };
    return element(
        "section", {{"class", "narrow"}}, heading(2, setting.say("work.gift_card.move")),
        post_form(setting, setting.to(WorkPlace::gift_cards), form_fields(setting, "cards"),
                  all(radio_group(card_field(setting, page, "move"), moves, RadioLayout::beside,
                                  setting.language()),
                      text("on"), element("div", {{"class", "fields-beside"}}, text("cards"), text("amount")),
                      text("note"), button(ButtonKind::primary, setting.say("work.gift_card.move.save"))),
                  "work-form"));
}

}  // namespace

std::string card_books_page(const WorkSetting& setting, const CardBooksPage& page) {
    Html books;
    for (const CardBook& book : page.books) {
        books += heading(2, amount_words(setting, book.amount));
        books += book.adds_up ? element("p", {{"class", "font-lead"}},
                                        setting.say("work.gift_card.adds_up", {std::to_string(book.stock)}))
                              : alert(Tone::error, 3, setting.say("work.gift_card.does_not_add_up"), Html{});
        books += book_table(setting, book);
    }
    if (page.books.empty()) books = paragraph(setting.say("work.gift_card.no_book"));
    else
        books += element("p", {{"class", "next-steps d-print-none"}},
                         button_link(ButtonKind::secondary, setting.to(WorkPlace::gift_card_list),
                                     setting.say("work.gift_card.csv")));
    const std::string title = setting.say("work.gift_card.title");
    return work_page(
        setting, {.title = title, .typed = page.typed},
        all(error_summary(page.problems, setting.language()), heading(1, title), centre_tabs(setting),
            element("p", {}, setting.say("work.gift_card.lead")), books, movement_form(setting, page)));
}

std::string card_books_csv(const WorkSetting& setting, const std::vector<CardBook>& books) {
    std::string csv;
    const auto line = [&](const std::vector<std::string>& fields) { csv += csv_line(fields); };
    std::vector<std::string> head;
    for (const char* column :
         {"day", "what", "amount", "change", "stock", "difference", "case", "by", "note"})
        head.push_back(setting.say("work.gift_card." + std::string(column)));
    line(head);
    for (const CardBook& book : books) {
        for (const CardLine& one : book.lines)
            line({one.on.iso(), move_words(setting, one), book.amount, std::to_string(one.change),
                  std::to_string(one.stock), std::to_string(one.difference), one.case_id, one.by, one.note});
    }
    return csv;
}

}  // namespace fjorten::web
