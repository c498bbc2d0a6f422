// Gift cards: what is in the drawer (received, counted, lost), what was handed out as events of cases, and
// whether the two agree. Who may have one is the rulebook's limit and the engine's. Format of the movements:
// docs/formats/registers.md.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "service/record_desk.h"
#include "service/register.h"

namespace fjorten::service {

enum class CardMove { received, counted, lost };
std::string_view name_of(CardMove move);
std::optional<CardMove> card_move_from(std::string_view name);

/// Something that happened to the drawer.
struct CardMovement {
    calendar::Date on;
    CardMove move = CardMove::received;
    int number = 0;      // of cards; of `counted`: as many as lay there
    std::string amount;  // kroner on each, "200"
    std::string note;
    bool operator==(const CardMovement&) const = default;
};

namespace register_kind {
inline constexpr RegisterKind gift_cards{"gift_cards", Permission::keep_gift_cards,
                                         Permission::keep_gift_cards};
}
inline const RegisterKind& register_kind_of(std::type_identity<CardMovement>) {
    return register_kind::gift_cards;
}
std::string to_json(const CardMovement& movement);
Result<CardMovement> from_json(std::type_identity<CardMovement>, std::string_view json);
/// Fields "number", "amount", "note".
Diagnostics check(const CardMovement& movement, const rulebook::Library& library);

/// A card that a citizen was given.
struct IssuedCard {
    calendar::Date on;
    std::string case_id;
    std::string amount;  // as the event says; empty where it does not
    std::string by;      // display name of who recorded it
};

/// One line of the book of cards of one amount.
struct CardLine {
    calendar::Date on;
    std::optional<CardMove> move;  // empty = issued
    int change = 0;                // of the stock
    int stock = 0;                 // after it
    int difference = 0;            // of a count: as many more than the book said, negative where some lack
    std::string case_id, by, note;
};

struct CardBook {
    std::string amount;
    std::vector<CardLine> lines;  // oldest first; on one day received, issued, lost, counted
    int stock = 0;
    bool adds_up = true;  // nothing was issued that was not there, and no count differed
};

/// One book for each amount, smallest first. Pure.
std::vector<CardBook> card_books(const std::vector<Kept<CardMovement>>& movements,
                                 const std::vector<IssuedCard>& issued);

class GiftCards {
  public:
    /// `desk` must outlive it.
    explicit GiftCards(RecordDesk& desk) : desk_(desk), movements_(desk) {}

    Outcome<Written> move(const Sender& sender, const CardMovement& movement);
    /// Looks through every case that a card was recorded in.
    Outcome<std::vector<CardBook>> books(const Who& who) const;

  private:
    Outcome<std::vector<IssuedCard>> issued(const Who& who) const;
    RecordDesk& desk_;
    Register<CardMovement> movements_;
};

/// What the rules say of gift cards in a case today.
struct CardStanding {
    const engine::ActionResult* action = nullptr;
    const engine::LimitResult* limit = nullptr;  // nullptr = the standard says nothing of them
    std::string amount;                          // kroner by the rulebook; empty where it says none
    bool is_used = false;                        // the standard gives cards at all
};
/// Points into `view`.
CardStanding card_standing(const CaseView& view, const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::service
