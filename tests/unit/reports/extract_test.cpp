// What a register is told of single cases: codes, checks, what is left out, what has to be told again.
#include "reports/extract.h"

#include "told_cases.h"

namespace fjorten::reports {
namespace {

const rulebook::Extract& extract(std::string_view id) { return *loaded_rulebooks().reporting.extract(id); }

Span month_of(std::string_view first, std::string_view on) {
    return {.from = day(first),
            .to = calendar::add(day(first), {.months = 1, .days = 0}).plus_days(-1),
            .on = day(on)};
}

constexpr const char* ended = R"({standard: randers, person: {born: 1990-05-01, residence: "0730"}, events: [
  {on: 2026-03-02, event: contact_received},
  {on: 2026-03-10, event: treatment_started, service: ambulatory, provider: own},
  {on: 2026-03-20, event: treatment_ended, status: completed, outcome: reduced}]})";

TEST(RegisterExtract, CodesWhatIsKnownAndMarksWhatNobodyAsked) {
    Told told(day("2026-04-10"));
    told.with(told_case("26-1", ended));
    const auto figures = make_extract(told.sources(), extract("smdb"), month_of("2026-03-01", "2026-04-10"));
    ASSERT_EQ(figures.rows.size(), 1U);
    EXPECT_EQ(figures.rows[0].due, day("2026-04-15"));
    EXPECT_EQ(figures.rows[0].parts, (std::vector<std::string>{"request", "start", "end"}));
    EXPECT_EQ(extract_csv(figures),
              "CPR,MyndighedsKommune,BopaelsKommune,BehandlingAnmodningDato,Henvender,"
              "BehandlingIvaerksatDato,Ydelse,"
              "Behandlingssted,BehandlingAfsluttetDato,Afslutningsaarsag,Udfald,SubstitutionStartDato,"
              "Opioidafhaengig\r\n"
              "0105909995,0730,0730,2026-03-02,1,2026-03-10,20,1,2026-03-20,1,2,,9\r\n");
}

TEST(RegisterExtract, KeepsBackWhatIsWrongAndNamesWhatIsLeftOut) {
    Told told(day("2026-04-10"));
    told.with(told_case("26-1", R"({standard: randers, person: {born: 1990-05-01}, events: [
      {on: 2026-03-02, event: contact_received},
      {on: 2026-03-10, event: treatment_started, service: ambulatory},
      {on: 2026-03-20, event: treatment_ended, outcome: reduced}]})"));
    auto nameless = told_case("26-2", ended);
    nameless.has_valid_cpr = false;
    told.with(nameless);
    told.with(told_case("26-3",
                        "{standard: randers, anonymous: true, person: {adult: true}, events: "
                        "[{on: 2026-03-02, event: contact_received}]}"));
    const auto figures = make_extract(told.sources(), extract("smdb"), month_of("2026-03-01", "2026-04-10"));
    ASSERT_EQ(figures.rows.size(), 1U);
    EXPECT_TRUE(figures.rows[0].has_errors);  // an end without a reason
    EXPECT_EQ(extract_csv(figures).find("2026-03-02"), std::string::npos);
    ASSERT_EQ(figures.excluded.size(), 1U);
    EXPECT_EQ(figures.excluded[0].first->id, "no_cpr");
    EXPECT_EQ(figures.excluded[0].second.size(), 1U);
    EXPECT_EQ(figures.anonymous, 1U);
}

TEST(RegisterExtract, SaysWhatHasToBeToldAgain) {
    const std::string late = R"({standard: randers, person: {born: 1990-05-01, residence: "0730"}, events: [
      {on: 2026-03-02, event: contact_received}, {on: 2026-04-05, event: register_reported, month: "2026-03"},
      {on: 2026-03-25, known: 2026-04-20, event: treatment_started, service: ambulatory}@]})";
    const auto with = [&](const std::string& more) {
        std::string text = late;
        text.replace(text.find('@'), 1, more);
        Told told(day("2026-05-30"));
        told.with(told_case("26-1", text));
        return make_extract(told.sources(), extract("smdb"), month_of("2026-03-01", "2026-05-30"));
    };
    const auto figures = with("");
    ASSERT_EQ(figures.again.size(), 1U);
    EXPECT_EQ(figures.again[0].reported_on, day("2026-04-05"));
    EXPECT_EQ(figures.again[0].known, day("2026-04-20"));
    EXPECT_TRUE(with(", {on: 2026-05-02, event: register_reported, month: \"2026-03\"}").again.empty());
}

TEST(RegisterExtract, HoldsBrokenGuaranteesAgainstWhatWasReported) {
    const std::string waiting =
        R"({standard: randers, person: {born: 1990-05-01, residence: "0730"}, events: [
      {on: 2026-03-02, event: contact_received}@]})";
    const auto with = [&](const std::string& more) {
        std::string text = waiting;
        text.replace(text.find('@'), 1, more);
        Told told(day("2026-05-30"));
        told.with(told_case("26-1", text));
        return make_extract(told.sources(), extract("smdb"), month_of("2026-03-01", "2026-05-30"))
            .reconciliation;
    };
    EXPECT_EQ(with("").late_by_law.size(), 1U);
    EXPECT_EQ(with("").late_missing.size(), 1U);
    // Reported while it still ran: the register does not know that it was broken.
    EXPECT_EQ(with(", {on: 2026-03-10, event: register_reported, month: \"2026-03\"}").late_missing.size(),
              1U);
    EXPECT_EQ(with(", {on: 2026-04-10, event: register_reported, month: \"2026-03\"}").late_and_told.size(),
              1U);
    EXPECT_EQ(with(", {on: 2026-03-10, event: treatment_started, service: ambulatory}").late_by_law.size(),
              0U);
}

TEST(RegisterExtract, CountsPeopleOnceAYear) {
    Told told(day("2026-12-30"));
    told.with(told_case(
        "26-1",
        R"({standard: randers, person: {born: 1990-05-01, residence: "0730"},
      facts: {opioid_dependence: true},
      events: [
      {on: 2026-02-02, event: contact_received},
      {on: 2026-02-10, event: treatment_started, service: ambulatory},
      {on: 2026-03-20, event: treatment_ended, status: completed, outcome: reduced},
      {on: 2026-08-02, event: contact_received},
      {on: 2026-08-10, event: treatment_started, service: ambulatory}]})"));
    const Span year{.from = day("2026-01-01"), .to = day("2026-12-31"), .on = day("2026-12-30")};
    const auto figures = make_extract(told.sources(), extract("tdi"), year);
    ASSERT_EQ(figures.rows.size(), 1U);
    const std::string csv = extract_csv(figures);
    EXPECT_EQ(csv.find("0105909995"), std::string::npos);  // nobody is named
    EXPECT_NE(csv.find(",98,"), std::string::npos);        // what nobody asks
}

TEST(CsvField, IsNoFormulaAndNoSecondField) {
    EXPECT_EQ(csv_field("plain"), "plain");
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_field("say \"no\""), "\"say \"\"no\"\"\"");
    EXPECT_EQ(csv_field("=1+1"), "'=1+1");
}

}  // namespace
}  // namespace fjorten::reports
