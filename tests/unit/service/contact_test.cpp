// Contacts: what was confirmed, for how long, and what may be printed.
#include "service/contact.h"

#include <algorithm>

#include "desk_world.h"
#include "service/register.h"

namespace fjorten::service {
namespace {

Contact board() {
    return {.kind = "complaint_body",
            .name = "Ankestyrelsen",
            .stands_for = {"ankestyrelsen"},
            .address = "Opdigtet Gade 7\r\n \n9000 Aalborg ",
            .telephone = "00 00 00 02",
            .email = "post@ank.example",
            .opening_hours = "9-15",
            .note = "",
            .validity = {.from = day("2025-01-01"), .until = day("2027-12-31")},
            .confirmed = Confirmation{.on = day("2026-03-01"), .by = "Mette"}};
}

std::vector<std::string> mistakes_in(const Contact& contact) {
    std::vector<std::string> found;
    for (const auto& mistake : check(contact, real_rulebooks()))
        found.push_back(mistake.place.file + ":" + mistake.code);
    return found;
}
using Mistakes = std::vector<std::string>;

TEST(Contacts, AreReadBackAsTheyWereWritten) {
    EXPECT_EQ(from_json(std::type_identity<Contact>{}, to_json(board())).value(), board());
    Contact unconfirmed = board();
    unconfirmed.confirmed = {};
    EXPECT_EQ(from_json(std::type_identity<Contact>{}, to_json(unconfirmed)).value(), unconfirmed);
    EXPECT_FALSE(from_json(std::type_identity<Contact>{}, R"({"kind":"other","name":"A"})"));  // no "from"
    EXPECT_FALSE(from_json(std::type_identity<Contact>{}, R"({"from":"2026-01-01","colour":"red"})"));
    EXPECT_FALSE(from_json(std::type_identity<Contact>{}, "[]"));
}

TEST(Contacts, AreConfirmedForAYear) {
    const Contact contact = board();
    EXPECT_EQ(standing_of(contact, day("2026-02-28")), Standing::unconfirmed);
    EXPECT_EQ(standing_of(contact, day("2026-03-01")), Standing::confirmed);
    EXPECT_EQ(standing_of(contact, day("2027-03-01")), Standing::confirmed);
    EXPECT_EQ(standing_of(contact, day("2027-03-02")), Standing::stale);
    EXPECT_EQ(standing_of(contact, day("2028-01-01")), Standing::not_valid);
    EXPECT_EQ(standing_of(contact, day("2024-12-31")), Standing::not_valid);
}

TEST(Contacts, ArePrintedOnlyWhenConfirmedAndWithAnAddress) {
    const auto address = address_for_letter(board(), day("2026-03-01"));
    ASSERT_TRUE(address.has_value());
    EXPECT_EQ(address->name(), "Ankestyrelsen");
    EXPECT_EQ(address->lines(), (std::vector<std::string>{"Opdigtet Gade 7", "9000 Aalborg"}));
    EXPECT_EQ(address_for_letter(board(), day("2027-03-02")).error(), Standing::stale);
    Contact nowhere = board();
    nowhere.address = " \n";
    EXPECT_EQ(address_for_letter(nowhere, day("2026-03-01")).error(), Standing::unconfirmed);
}

TEST(Contacts, AreFoundByWhatARouteCallsThemConfirmedOnesFirst) {
    Contact stale = board(), right = board(), ended = board();
    stale.confirmed->on = day("2025-01-01");
    right.name = "Den rette";
    ended.validity.until = day("2025-12-31");
    const std::vector<Contact> contacts = {ended, stale, right};
    const Contact* const found = contact_for(contacts, "ankestyrelsen", day("2026-03-17"));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->name, "Den rette");
    EXPECT_EQ(contact_for(contacts, "nobody", day("2026-03-17")), nullptr);
}

TEST(Contacts, AreNoLongerConfirmedWhenWhatCouldBePrintedChanges) {
    Contact now = board();
    now.note = "En bemærkning";
    EXPECT_EQ(next_version(now, board()).confirmed, board().confirmed);
    for (std::string Contact::* field :
         {&Contact::name, &Contact::address, &Contact::telephone, &Contact::email, &Contact::opening_hours}) {
        Contact changed = board();
        changed.*field += "x";
        EXPECT_FALSE(next_version(changed, board()).confirmed);
    }
}

TEST(Contacts, SayWhatIsWrongBesideTheField) {
    Contact contact = board();
    contact.kind = "friend";
    contact.name = "";
    contact.validity.until = day("2024-01-01");
    contact.address = contact.telephone = contact.email = "";
    EXPECT_EQ(mistakes_in(contact),
              (Mistakes{"kind:register_unknown_word", "name:register_no_name", "until:register_ends_first",
                        "address:register_nothing_to_confirm"}));
    contact = board();
    contact.kind = "municipality";
    EXPECT_EQ(mistakes_in(contact), Mistakes{"code:register_municipality_code"});
    contact.stands_for = {"0851"};
    EXPECT_TRUE(mistakes_in(contact).empty());
}

TEST(Contacts, HaveNamesForWhereTheRoutesLead) {
    const auto named = addressees(real_rulebooks(), "randers");
    EXPECT_NE(std::ranges::find(named, "ankestyrelsen", &rulebook::Named::name), named.end());
    EXPECT_TRUE(std::ranges::is_sorted(named, {}, &rulebook::Named::name));
}

class ContactRegister : public DeskTest {};

TEST_F(ContactRegister, IsConfirmedByWhoeverMayNotWriteIt) {
    add_account("lis", "0730", "leader");
    const Who leader{
        .account_id = "lis", .display_name = "Lis", .municipality = "0730", .role = Role::leader, .unit = {}};
    Register<Contact> contacts(desk);
    Contact contact = board();
    contact.confirmed = {};
    const auto written = contacts.write(by(leader), {}, contact);
    ASSERT_TRUE(written.has_value());
    EXPECT_TRUE(failed_with<Forbidden>(contacts.write(
        by_mette(), {.id = written->id, .expected_version = 1, .content = {}, .reason = {}}, contact)));
    ASSERT_TRUE(confirm_contact(desk, by_mette(), written->id, 1));
    EXPECT_EQ(contacts.find(mette, written->id)->form.confirmed,
              (Confirmation{.on = world.today, .by = "Mette"}));
    EXPECT_TRUE(failed_with<Conflict>(confirm_contact(desk, by_mette(), written->id, 1)));
    EXPECT_TRUE(failed_with<NotFound>(confirm_contact(desk, by_mette(), "NOTHERE1", 1)));
}

}  // namespace
}  // namespace fjorten::service
