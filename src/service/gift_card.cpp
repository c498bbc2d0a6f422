#include "service/gift_card.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "service/case_shelf.h"
#include "service/decide.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

constexpr std::array moves = {std::pair{CardMove::received, std::string_view("received")},
                              std::pair{CardMove::counted, std::string_view("counted")},
                              std::pair{CardMove::lost, std::string_view("lost")}};
constexpr int most_cards = 100'000;
constexpr std::string_view issued_event = "gift_card_issued";

std::string amount_in(const casefile::Event& event, const rulebook::EventKind& kind) {
    const auto index = kind.field_index("amount");
    const auto* amount =
        !index || *index >= event.fields.size() ? nullptr : event.fields[*index].get<feel::Decimal>();
    const auto oere = amount == nullptr ? std::nullopt : oere_in(amount->text());
    return oere ? amount_text(*oere) : std::string{};
}

// On one day what comes in stands before what goes out, and a count is of the evening.
int turn_of(const CardLine& line) {
    if (!line.move) return 1;
    return *line.move == CardMove::received ? 0 : *line.move == CardMove::lost ? 2 : 3;
}

void work_out(CardBook& book) {
    std::ranges::stable_sort(book.lines, [](const CardLine& a, const CardLine& b) {
        return a.on != b.on ? a.on < b.on : turn_of(a) < turn_of(b);
    });
    for (CardLine& line : book.lines) {
        if (line.move == CardMove::counted) {
            line.difference = line.change - book.stock;
            line.change = line.difference;
            if (line.difference != 0) book.adds_up = false;
        }
        book.stock += line.change;
        line.stock = book.stock;
        if (book.stock < 0) book.adds_up = false;
    }
}

}  // namespace

std::string_view name_of(CardMove move) {
    return std::ranges::find(moves, move, [](const auto& one) { return one.first; })->second;
}

std::optional<CardMove> card_move_from(std::string_view name) {
    const auto found = std::ranges::find(moves, name, [](const auto& one) { return one.second; });
    return found == moves.end() ? std::nullopt : std::optional(found->first);
}

std::string to_json(const CardMovement& movement) {
    return FormWriter()
        .day("on", movement.on)
        .text("move", std::string(name_of(movement.move)))
        .text("number", std::to_string(movement.number))
        .text("amount", movement.amount)
        .text("note", movement.note)
        .json();
}

Result<CardMovement> from_json(std::type_identity<CardMovement>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        CardMovement movement{
            .on = reader.needed_day("on"), .move = CardMove::received, .number = 0, .amount = {}, .note = {}};
        const auto move = card_move_from(reader.text("move"));
        const std::string number = reader.text("number");
        const auto [end, error] =
            std::from_chars(number.data(), number.data() + number.size(), movement.number);
        if (!move || error != std::errc{} || end != number.data() + number.size()) reader.broken();
        movement.move = move.value_or(CardMove::received);
        movement.amount = reader.text("amount");
        movement.note = reader.text("note");
        return movement;
    });
}

Diagnostics check(const CardMovement& movement, const rulebook::Library&) {
    Diagnostics mistakes;
    const int least = movement.move == CardMove::counted ? 0 : 1;
    if (movement.number < least || movement.number > most_cards)
        mistakes.push_back(
            mistake_in("number", "gift_card_number", {std::to_string(least), std::to_string(most_cards)}));
    const auto oere = oere_in(movement.amount);
    if (!oere || *oere == 0)
        mistakes.push_back(mistake_in("amount", "record_sheet_money", {movement.amount}));
    check_length(movement.note, "note", most_detail_characters, mistakes);
    return mistakes;
}

std::vector<CardBook> card_books(const std::vector<Kept<CardMovement>>& movements,
                                 const std::vector<IssuedCard>& issued) {
    std::map<std::int64_t, CardBook> books;
    const auto book_of = [&](const std::string& amount) -> CardBook& {
        CardBook& book = books[oere_in(amount).value_or(0)];
        book.amount = amount;
        return book;
    };
    for (const auto& kept : movements) {
        const CardMovement& movement = kept.form;
        const int sign = movement.move == CardMove::lost ? -1 : 1;
        book_of(movement.amount)
            .lines.push_back({.on = movement.on,
                              .move = movement.move,
                              .change = sign * movement.number,
                              .case_id = {},
                              .by = kept.document.actor_name,
                              .note = movement.note});
    }
    for (const IssuedCard& card : issued)
        book_of(card.amount)
            .lines.push_back({.on = card.on,
                              .move = std::nullopt,
                              .change = -1,
                              .case_id = card.case_id,
                              .by = card.by,
                              .note = {}});
    std::vector<CardBook> out;
    for (auto& [oere, book] : books) {
        work_out(book);
        out.push_back(std::move(book));
    }
    return out;
}

Outcome<Written> GiftCards::move(const Sender& sender, const CardMovement& movement) {
    if (movement.on > desk_.today())
        return problem(
            Diagnostics{mistake_in("on", "record_future_day", {movement.on.iso(), desk_.today().iso()})});
    CardMovement tidy = movement;
    if (const auto oere = oere_in(tidy.amount)) tidy.amount = amount_text(*oere);
    return movements_.write(sender, {}, tidy);
}

Outcome<std::vector<IssuedCard>> GiftCards::issued(const Who& who) const {
    const auto& parts = desk_.parts();
    const auto& vocabulary = desk_.library().vocabulary;
    const auto rows =
        parts.records.case_rows(who.municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    CaseShelf shelf(parts);
    std::vector<IssuedCard> cards;
    for (const store::CaseRow& row : *rows) {
        const auto entries = parts.records.read_case(row.key);
        if (!entries) return problem(entries.error());
        // The type of an entry stands in clear: only cases with cards are opened.
        if (std::ranges::find(*entries, issued_event, &store::Entry::type) == entries->end()) continue;
        const auto opened = shelf.open(row.key);
        if (!opened && std::holds_alternative<NotFound>(opened.error())) continue;
        if (!opened) return problem(opened.error());
        const auto state = fold(opened->entries, vocabulary);
        if (!state) return problem(state.error());
        for (const TimeLineEntry& entry : state->entries) {
            if (!entry.event || entry.corrected_by != 0 || entry.is_struck) continue;
            const auto& kind = vocabulary.events[entry.event->type];
            if (kind.name != issued_event) continue;
            cards.push_back({.on = entry.event->on,
                             .case_id = row.key.case_id,
                             .amount = amount_in(*entry.event, kind),
                             .by = shelf.name_of_account(entry.actor)});
        }
    }
    return cards;
}

Outcome<std::vector<CardBook>> GiftCards::books(const Who& who) const {
    const auto movements = movements_.all(who);
    if (!movements) return problem(movements.error());
    const auto cards = issued(who);
    if (!cards) return problem(cards.error());
    return card_books(*movements, *cards);
}

CardStanding card_standing(const CaseView& view, const rulebook::Vocabulary& vocabulary) {
    CardStanding standing;
    const auto type = vocabulary.find_event(issued_event);
    for (const auto& action : view.evaluation.actions) {
        const auto& known = vocabulary.actions[action.action];
        if (!type || !known.done_by || known.done_by->event != *type) continue;
        standing.action = &action;
        for (const auto& limit : view.evaluation.limits) {
            if (limit.rule->limit->action != known.name) continue;
            standing.limit = &limit;
            standing.is_used = !limit.max || *limit.max > 0;
            for (const auto& figure : limit.rule->limit->figures) {
                const auto* amount = figure.exactly ? figure.exactly->get<feel::Decimal>() : nullptr;
                if (figure.field == "amount" && amount != nullptr) standing.amount = amount->text();
            }
        }
    }
    return standing;
}

}  // namespace fjorten::service
