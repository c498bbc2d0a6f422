// Providers: what is approved when, what a day costs, and what is no provider.
#include "service/provider.h"

#include <algorithm>

#include "desk_world.h"
#include "service/register.h"

namespace fjorten::service {
namespace {

Validity from(std::string_view first) { return {.from = day(first), .until = {}}; }
Validity between(std::string_view first, std::string_view last) {
    return {.from = day(first), .until = day(last)};
}

Provider klokken() {
    return {.name = "Klokkeblomsten",
            .kind = "private",
            .run_by = "external",
            .location = "outside",
            .approvals = {{.by = "Socialtilsyn Nord",
                           .validity = between("2025-01-01", "2026-06-30"),
                           .services = {"residential", "day"}}},
            .equivalent = {"day"},
            .prices = {{.service = "residential",
                        .amount = {245'000},
                        .validity = between("2025-01-01", "2025-12-31")},
                       {.service = "residential", .amount = {251'050}, .validity = from("2026-01-01")}},
            .address = "Opdigtet Allé 1\n8900 Randers C",
            .telephone = "00 00 00 01",
            .email = "post@klokken.example",
            .contact_person = "Opdigt",
            .terms = "14 dage",
            .note = "Intet",
            .ended_on = day("2026-12-31"),
            .old_id = "L-7"};
}

Provider huset() {
    Provider provider;
    provider.name = "Huset";
    provider.kind = "public";
    provider.run_by = "own";
    return provider;
}

std::vector<std::string> mistakes_in(const Provider& provider) {
    std::vector<std::string> found;
    for (const auto& mistake : check(provider, real_rulebooks()))
        found.push_back(mistake.place.file + ":" + mistake.code);
    return found;
}
using Mistakes = std::vector<std::string>;

TEST(Providers, AreReadBackAsTheyWereWritten) {
    EXPECT_EQ(from_json(std::type_identity<Provider>{}, to_json(klokken())).value(), klokken());
    const Provider bare = huset();
    EXPECT_EQ(from_json(std::type_identity<Provider>{}, to_json(bare)).value(), bare);
    EXPECT_TRUE(mistakes_in(klokken()).empty());
    EXPECT_TRUE(mistakes_in(bare).empty());
}

TEST(Providers, AreOfNoOtherForm) {
    for (const char* text :
         {"", "[]", "{", R"({"name":1})", R"({"name":"A","colour":"red"})", R"({"equivalent":"day"})",
          R"({"equivalent":[1]})", R"({"ended_on":"31-12-2026"})", R"({"approvals":[1]})",
          R"({"approvals":[{"by":"A"}]})",
          R"({"prices":[{"service":"day","amount":"x","from":"2026-01-01"}]})",
          R"({"prices":[{"service":"day","amount":"1","from":"2026-01-01","more":"1"}]})"}) {
        const auto read = from_json(std::type_identity<Provider>{}, text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::corrupt) << text;
    }
}

TEST(Providers, AreApprovedFromDayToDayForSomeServices) {
    const Provider provider = klokken();
    EXPECT_FALSE(is_approved(provider, "residential", day("2024-12-31")));
    EXPECT_TRUE(is_approved(provider, "residential", day("2025-01-01")));
    EXPECT_TRUE(is_approved(provider, "day", day("2026-06-30")));
    EXPECT_FALSE(is_approved(provider, "day", day("2026-07-01")));
    EXPECT_FALSE(is_approved(provider, "detox", day("2026-01-01")));
    EXPECT_TRUE(is_approved(provider, "", day("2026-01-01")));
    EXPECT_FALSE(is_approved(provider, "", day("2026-07-01")));
    EXPECT_TRUE(is_equivalent(provider, "day"));
    EXPECT_FALSE(is_equivalent(provider, "residential"));
    EXPECT_TRUE(is_in_use(provider, day("2026-12-31")));
    EXPECT_FALSE(is_in_use(provider, day("2027-01-01")));
}

TEST(Providers, CostWhatHoldsThatDay) {
    EXPECT_EQ(price_on(klokken(), "residential", day("2025-12-31")), Kroner{245'000});
    EXPECT_EQ(price_on(klokken(), "residential", day("2026-01-01")), Kroner{251'050});
    EXPECT_EQ(price_on(klokken(), "residential", day("2024-12-31")), std::nullopt);
    EXPECT_EQ(price_on(klokken(), "day", day("2026-01-01")), std::nullopt);
}

TEST(Providers, SayWhatIsWrongBesideTheField) {
    EXPECT_EQ(mistakes_in({}),
              (Mistakes{"name:register_no_name", "kind:register_choose", "run_by:register_choose"}));
    Provider provider = klokken();
    provider.kind = "secret";
    provider.location = "moon";
    provider.approvals[0].by = " ";
    provider.approvals[0].services = {"magic"};
    provider.approvals[0].validity.until = day("2024-01-01");
    provider.equivalent = {"magic"};
    EXPECT_EQ(mistakes_in(provider),
              (Mistakes{"kind:register_unknown_word", "location:register_unknown_word",
                        "approval.0.by:register_approved_by", "approval.0.until:register_ends_first",
                        "approval.0.services:register_unknown_word", "equivalent:register_unknown_word"}));
    provider = klokken();
    provider.note = std::string(1001, 'x');
    provider.approvals[0].services = {};
    EXPECT_EQ(mistakes_in(provider),
              (Mistakes{"note:record_text_too_long", "approval.0.services:register_no_service"}));
}

TEST(Providers, HaveOnePriceForAServiceOnADay) {
    Provider provider = klokken();
    provider.prices[0].validity.until = day("2026-01-01");
    EXPECT_EQ(mistakes_in(provider), Mistakes{"price.1.from:register_two_prices"});
    provider.prices[0].service = "day";
    EXPECT_TRUE(mistakes_in(provider).empty());
    provider.prices.assign(51, provider.prices[0]);
    EXPECT_EQ(mistakes_in(provider).front(), "price.0.service:register_too_many");
}

class ProviderRegister : public DeskTest {};

TEST_F(ProviderRegister, KeepsWhatIsRightAndRefusesTheRest) {
    add_account("lis", "0730", "leader");
    const Who leader{
        .account_id = "lis", .display_name = "Lis", .municipality = "0730", .role = Role::leader, .unit = {}};
    Register<Provider> providers(desk);
    EXPECT_TRUE(failed_with<Forbidden>(providers.write(by_mette(), {}, klokken())));
    Provider unplaced = huset();
    unplaced.run_by.clear();
    EXPECT_EQ(codes(providers.write(by(leader), {}, unplaced)), std::vector<std::string>{"register_choose"});
    const auto written = providers.write(by(leader), {}, klokken());
    ASSERT_TRUE(written.has_value());
    EXPECT_EQ(providers.find(mette, written->id)->form, klokken());
    ASSERT_EQ(providers.all(mette)->size(), 1U);
}

}  // namespace
}  // namespace fjorten::service
