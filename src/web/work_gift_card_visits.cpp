#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "answer/words.h"
#include "base/assert.h"
#include "web/work_date.h"
#include "web/work_gift_card.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::GiftCards;

namespace {

int stock_of(const std::vector<service::CardBook>& books, const std::string& amount) {
    const auto book = std::ranges::find(books, amount, &service::CardBook::amount);
    return book == books.end() ? 0 : book->stock;
}

Response show_cards(Visit& visit, const service::CaseView& view, CaseCardsPage page, int status) {
    const auto standing = service::card_standing(view, visit.setting.library.vocabulary);
    if (may(visit.setting.who, service::Permission::keep_gift_cards)) {
        const auto books = GiftCards(visit.desk).books(visit.setting.who);
        if (!books) return refusal(visit, books.error());
        page.in_stock = stock_of(*books, standing.amount);
    }
    return work_html(case_cards_page(visit.setting, view, page), status);
}

// What the citizen signs: kept with the card in the same append.
service::FileDocument receipt_of(const WorkSetting& setting, const service::CaseView& view,
                                 const std::string& amount, const std::string& number) {
    const std::string day = answer::plain_date(setting.today, setting.language());
    return {
        .case_id = view.key.case_id,
        .title = setting.say("work.gift_card.receipt.title", {day}),
        .summary = setting.say("work.gift_card.receipt.summary", {kroner(amount)}),
        .direction = service::Direction::internal,
        .dated = setting.today,
        .correspondent = {},
        .media_type = "text/plain",
        .file_name = {},
        .content = setting.say("work.gift_card.receipt.text",
                               {day, kroner(amount), number, view.key.case_id, setting.who.display_name}) +
                   "\n",
        .about = {}};
}

Response issue(Visit& visit, const service::CaseView& view, CaseCardsPage page) {
    const auto& setting = visit.setting;
    const auto standing = service::card_standing(view, setting.library.vocabulary);
    if (standing.amount.empty()) return refusal(visit, service::NotFound{});
    if (page.number.empty())
        page.unsaved.problems.push_back({"number", setting.say("work.gift_card.no_number")});
    if (!page.unsaved.problems.empty()) return show_cards(visit, view, std::move(page), 422);
    auto event = read_document(fmt::format(R"({{"on":"{}","event":"gift_card_issued","amount":{}}})",
                                           setting.today.iso(), standing.amount),
                               "event");
    FJ_ASSERT(event.has_value());
    const service::RecordEvent command{
        .case_id = view.key.case_id,
        .expected_version = visit.version(),
        .event = std::move(*event),
        .timing = page.way_on.happened == "yes" ? service::Timing::has_happened
                                                : service::Timing::before_it_happens,
        .pass_reason = page.way_on.happened == "pass" ? page.way_on.pass_reason : std::string{},
        .documents = {receipt_of(setting, view, standing.amount, page.number)},
        .note = setting.say("work.gift_card.note_of_number", {page.number})};
    const auto done = visit.desk.record_event(visit.sender(), command);
    if (done)
        return see_other(setting.to(WorkPlace::case_gift_cards, view.key.case_id, {}, {{"saved", "1"}}) +
                         "#saved");
    if (!show_problem(visit, done.error(), "number", page.unsaved)) return refusal(visit, done.error());
    if (page.way_on.happened == "pass" && page.way_on.pass_reason.empty())
        page.unsaved.problems.push_back({"pass_reason", setting.say("work.mistake.reason")});
    const int status = status_of(page.unsaved);
    return show_cards(visit, view, std::move(page), status);
}

}  // namespace

Response answer_case_cards(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    CaseCardsPage page{.number = std::string(value_of(visit.fields, "number")),
                       .way_on = {std::string(value_of(visit.fields, "happened")),
                                  std::string(value_of(visit.fields, "pass_reason"))}};
    page.is_saved = value_of(visit.fields, "saved") == "1";
    if (visit.intent == Intent::save) return issue(visit, *view, std::move(page));
    note_what_is_new(visit, *view, page.unsaved);
    return show_cards(visit, *view, std::move(page), 200);
}

Response answer_card_books(Visit& visit) {
    const auto& setting = visit.setting;
    GiftCards cards(visit.desk);
    CardBooksPage page{.books = {}, .typed = {{"move", "received"}, {"on", field_date(setting.today)}}};
    int status = 200;
    if (visit.intent != Intent::look) {
        page.typed.clear();
        for (const char* name : {"move", "on", "cards", "amount", "note"})
            page.typed.emplace_back(name, value_of(visit.fields, name));
    }
    if (visit.intent == Intent::save) {
        const auto on = read_work_date(value_of(page.typed, "on"), setting.today);
        const auto move = service::card_move_from(value_of(page.typed, "move"));
        const std::string_view number = value_of(page.typed, "cards");
        service::CardMovement movement{.on = on ? *on : setting.today,
                                       .move = move.value_or(service::CardMove::received),
                                       .number = -1,
                                       .amount = typed_amount(std::string(value_of(page.typed, "amount"))),
                                       .note = std::string(value_of(page.typed, "note"))};
        std::from_chars(number.data(), number.data() + number.size(), movement.number);
        if (!on) page.problems.push_back({"on", words_of(on.error(), setting.language())});
        if (!move) page.problems.push_back({"move", setting.say("diagnostic.record_sheet_missing")});
        if (page.problems.empty()) {
            const auto written = cards.move(visit.sender(), movement);
            if (written) return see_other(setting.to(WorkPlace::gift_cards));
            const auto* mistakes = std::get_if<Diagnostics>(&written.error());
            if (mistakes == nullptr) return refusal(visit, written.error());
            page.problems = problems_of(*mistakes, "cards", setting.language());
            for (auto& problem : page.problems) {
                if (problem.field == "number") problem.field = "cards";
            }
        }
        status = 422;
    }
    auto books = cards.books(setting.who);
    if (!books) return refusal(visit, books.error());
    page.books = std::move(*books);
    return work_html(card_books_page(setting, page), status);
}

Response answer_card_list(Visit& visit) {
    const auto books = GiftCards(visit.desk).books(visit.setting.who);
    if (!books) return refusal(visit, books.error());
    // The mark of UTF-8 at the beginning, or spreadsheets take the letters for others.
    return file_response("text/csv", "\xEF\xBB\xBF" + card_books_csv(visit.setting, *books),
                         visit.setting.say("work.gift_card.file"));
}

}  // namespace fjorten::web
