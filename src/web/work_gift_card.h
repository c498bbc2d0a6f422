// Pages of gift cards: those of one case, and the drawer with its book.
#pragma once
#include <string>
#include <vector>

#include "service/gift_card.h"
#include "web/work_form_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

struct CaseCardsPage {
    std::string number;  // of the card, as it was typed
    WayOn way_on = {};
    Unsaved unsaved = {};
    int in_stock = 0;       // cards of the amount that the rulebook says
    bool is_saved = false;  // one was just handed out
};
std::string case_cards_page(const WorkSetting& setting, const service::CaseView& view,
                            const CaseCardsPage& page);

struct CardBooksPage {
    std::vector<service::CardBook> books;
    Fields typed;
    std::vector<Problem> problems = {};
};
std::string card_books_page(const WorkSetting& setting, const CardBooksPage& page);
/// The books as CSV: UTF-8, semicolons, one line each; a text that a spreadsheet would take for a formula
/// has an apostrophe before it.
std::string card_books_csv(const WorkSetting& setting, const std::vector<service::CardBook>& books);

Response answer_case_cards(Visit& visit);
Response answer_card_books(Visit& visit);
Response answer_card_list(Visit& visit);

}  // namespace fjorten::web
