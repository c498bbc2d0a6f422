// The health record: who may, what must be said, what the rules hear, and when it may go.
#include "service/health_desk.h"

#include <set>

#include "desk_world.h"

namespace fjorten::service {
namespace {

class HealthTest : public DeskTest {
  protected:
    using Fields = std::vector<std::pair<std::string, std::string>>;
    std::unique_ptr<store::RecordStore> health_store = store::memory_store();
    std::unique_ptr<RecordDesk> own;
    std::unique_ptr<HealthDesk> health;
    Who doctor{.account_id = "lone",
               .display_name = "Lone",
               .municipality = "0840",
               .role = Role::doctor,
               .unit = {}};

    void SetUp() override {
        mette.municipality = "0840";
        add_account("mette", "0840", "caseworker");
        add_account("lone", "0840", "doctor");
        own =
            std::make_unique<RecordDesk>(calculator, *records, *accounts, *vault, world.surroundings(),
                                         DeskSettings{.rulebooks = "a", .filing = loaded_rulebooks().filing});
        health = std::make_unique<HealthDesk>(*health_store, *own);
    }
    Outcome<HealthRecord> write(const std::string& id, const std::string& kind, Fields fields) {
        fields.emplace_back("profession", "doctor");
        return health->write(by(doctor), {.case_id = id,
                                          .expected_version = view(id).version,
                                          .expected_health_version = health->read(doctor, id)->version,
                                          .kind = kind,
                                          .sheet = {.item = {}, .fields = std::move(fields)}});
    }
    /// With everything that the standard asks for.
    Fields decision(const std::string& id) {
        Fields fields = {{"result", "granted"},
                         {"preparation", "Metadon"},
                         {"cheapest", "yes"},
                         {"handout_place", "Klinikken"},
                         {"social_support", "Ugentlige samtaler"}};
        for (const auto* item : health->parts(view(id), *find_health_kind("decision")))
            fields.emplace_back("part." + item->id, "Aftalt.");
        return fields;
    }
    std::string in_substitution() {
        const std::string id = open(contact("Anne", "2026-03-10"));
        own->tell_fact(by_mette(),
                       {.case_id = id, .expected_version = 2, .fact = "opioid_dependence", .value = "true"})
            .value();
        FJ_ASSERT(record(id, 3, "{on: 2026-03-10, event: application_received, service: substitution}")
                      .has_value());
        const auto written = write(id, "decision", decision(id));
        FJ_ASSERT(written.has_value());
        return id;
    }
    std::string text_of_case(const std::string& id) {
        std::string all = view(id).case_file;
        for (const auto& entry : view(id).entries) all += entry.note + entry.type;
        return all;
    }
};

TEST_F(HealthTest, OnlyDoctorsReadAndWrite) {
    const std::string id = in_substitution();
    for (const Role role : {Role::caseworker, Role::intake, Role::decider, Role::leader, Role::provider,
                            Role::auditor, Role::administrator, Role::policy_owner}) {
        Who other = doctor;
        other.role = role;
        EXPECT_TRUE(failed_with<Forbidden>(health->read(other, id))) << name_of(role);
        EXPECT_TRUE(failed_with<Forbidden>(health->write(by(other), {.case_id = id,
                                                                     .expected_version = 1,
                                                                     .expected_health_version = 1,
                                                                     .kind = "note",
                                                                     .sheet = {}})));
    }
    Who elsewhere = doctor;
    elsewhere.municipality = "0730";
    EXPECT_TRUE(failed_with<NotFound>(health->read(elsewhere, id)));
    EXPECT_EQ(health->read(doctor, id)->entries.size(), 1U);
}

TEST_F(HealthTest, TheSocialCaseHearsThatItHappenedAndNothingOfWhatWasFound) {
    const std::string id = in_substitution();
    ASSERT_TRUE(write(id, "urine", {{"taken", "yes"}, {"announced", "no"}, {"findings", "Spor af Zyxwvut"}}));
    EXPECT_TRUE(text_of_case(id).contains("urine_test_taken"));
    EXPECT_FALSE(text_of_case(id).contains("Zyxwvut"));
    EXPECT_FALSE(text_of_case(id).contains("Metadon"));
    EXPECT_EQ(health->read(doctor, id)->entries.front().sheet.value("findings"), "Spor af Zyxwvut");
    const auto chain = *records->read_chain("0840", 0, 1000);
    for (const auto& entry : chain)
        EXPECT_FALSE(entry.sealed.contains("Zyxwvut") || entry.payload.contains("Zyxwvut"));
}

TEST_F(HealthTest, ADecisionSettlesWhatTheStandardSaysAndGoesWithSocialSupport) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    own->tell_fact(by_mette(),
                   {.case_id = id, .expected_version = 2, .fact = "opioid_dependence", .value = "true"})
        .value();
    ASSERT_TRUE(record(id, 3, "{on: 2026-03-10, event: application_received, service: substitution}"));
    const auto missing = write(id, "decision", {{"result", "granted"}, {"preparation", "Metadon"}});
    ASSERT_TRUE(failed_with<Diagnostics>(missing));
    std::set<std::string> fields;
    for (const auto& one : std::get<Diagnostics>(missing.error())) fields.insert(one.place.file);
    for (const char* field : {"part.dose", "part.intake_control", "part.vaccinations", "social_support",
                              "handout_place", "cheapest"})
        EXPECT_TRUE(fields.contains(field)) << field;
    EXPECT_FALSE(text_of_case(id).contains("substitution_started"));
    // Another preparation than the cheapest takes a reason.
    Fields dear = decision(id);
    for (auto& [name, value] : dear) {
        if (name == "cheapest") value = "no";
    }
    EXPECT_EQ(codes(write(id, "decision", dear)), std::vector<std::string>{"record_reasons_needed"});
    dear.emplace_back("exception", "Bivirkninger.");
    EXPECT_TRUE(write(id, "decision", dear));
    EXPECT_TRUE(text_of_case(id).contains("substitution_started"));
    EXPECT_FALSE(has_social_treatment(view(id), desk.library().vocabulary));
}

TEST_F(HealthTest, ADoseDoesNotSimplyGoOnAfterAMissedReview) {
    const std::string id = in_substitution();
    const Fields handout = {{"handout_place", "Klinikken"}, {"intake", "supervised"}};
    ASSERT_TRUE(write(id, "handout", handout));
    world.today = day("2026-09-17");  // the review was due within half a year
    EXPECT_TRUE(write(id, "handout", handout));
    world.today = day("2026-09-18");
    EXPECT_EQ(codes(write(id, "handout", handout)), std::vector<std::string>{"health_review_overdue"});
    Fields despite = handout;
    despite.emplace_back("despite", "Lægen ser borgeren i morgen.");
    EXPECT_TRUE(write(id, "handout", despite));
    ASSERT_TRUE(
        write(id, "review",
              {{"goes_on", "unchanged"}, {"part.plan", "Som før."}, {"part.earlier_plan", "Holdt."}}));
    EXPECT_TRUE(write(id, "handout", handout));
}

TEST_F(HealthTest, AnUnannouncedTestEveryThirdMonthWhereChildrenLiveAtHome) {
    const std::string id = in_substitution();
    const auto state = [&] { return state_of(view(id).evaluation, "rebild.urine_test"); };
    ASSERT_TRUE(record(id, view(id).version,
                       "{on: 2026-03-17, event: child_registered, born: 2020-01-01, at_home: true}"));
    EXPECT_EQ(state(), "running");
    world.today = day("2026-06-10");
    ASSERT_TRUE(write(id, "urine", {{"taken", "yes"}, {"announced", "yes"}}));
    world.today = day("2026-06-18");
    EXPECT_EQ(state(), "breached");                      // an announced one does not count
    ASSERT_TRUE(write(id, "urine", {{"taken", "no"}}));  // a refusal is no test, and stops nothing
    EXPECT_EQ(state(), "breached");
    ASSERT_TRUE(write(id, "urine", {{"taken", "yes"}, {"announced", "no"}}));
    EXPECT_EQ(state(), "met_late");
}

TEST_F(HealthTest, NothingFollowsABrokenAgreementByItself) {
    const std::string id = in_substitution();
    ASSERT_TRUE(
        write(id, "agreement", {{"attendance", "Hver uge"}, {"conduct", "Roligt"}, {"signed", "no"}}));
    EXPECT_EQ(codes(write(id, "sanction",
                          {{"breach", "Udeblev"},
                           {"heard", "Var syg"},
                           {"consequence", "ends"},
                           {"with_leader", "Leder B."},
                           {"reasons", "..."}})),
              std::vector<std::string>{"health_complaint_untold"});
    EXPECT_TRUE(write(id, "sanction",
                      {{"breach", "Udeblev"},
                       {"heard", "Var syg"},
                       {"consequence", "daily_handout"},
                       {"with_leader", "Leder B."},
                       {"reasons", "..."},
                       {"complaint_told", "yes"}}));
    EXPECT_EQ(codes(write(id, "decision", {{"result", "refused"}})),
              (std::vector<std::string>{"record_reasons_needed", "health_complaint_untold"}));
}

TEST_F(HealthTest, AntabusTakesAClinicAndTheCitizensOwnWish) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    EXPECT_EQ(codes(write(id, "antabus", {{"prescriber", "Egen læge"}, {"plan", "Mandag"}})),
              (std::vector<std::string>{"record_sheet_missing", "record_sheet_missing"}));
    EXPECT_EQ(codes(write(
                  id, "antabus",
                  {{"prescriber", "Egen læge"}, {"clinic", "Klinik"}, {"plan", "Mandag"}, {"wanted", "no"}})),
              std::vector<std::string>{"health_unwanted"});
    EXPECT_TRUE(
        write(id, "antabus",
              {{"prescriber", "Egen læge"}, {"clinic", "Klinik"}, {"plan", "Mandag"}, {"wanted", "yes"}}));
}

TEST_F(HealthTest, AComplaintAboutTreatmentGoesTheHealthWay) {
    const std::string id = in_substitution();
    const auto ways = view(id).evaluation.routes;
    const auto to = [&](std::string_view rule) {
        for (const auto& route : ways) {
            if (route.rule->id == rule && route.way != nullptr) return route.way->to;
        }
        return std::string{};
    };
    EXPECT_EQ(to("law.complaint_health"), "patient_complaints");
    EXPECT_EQ(to("law.complaint_appeal"), "appeals_board");
}

TEST_F(HealthTest, SentTwiceItIsWrittenOnceAndTwoAtOnceIsAConflict) {
    const std::string id = in_substitution();
    const Sender sender = by(doctor);
    const WriteHealth command{
        .case_id = id,
        .expected_version = view(id).version,
        .expected_health_version = 1,
        .kind = "urine",
        .sheet = {.item = {}, .fields = {{"taken", "yes"}, {"announced", "no"}, {"profession", "other"}}}};
    ASSERT_TRUE(health->write(sender, command));
    ASSERT_TRUE(health->write(sender, command));
    EXPECT_EQ(health->read(doctor, id)->entries.size(), 2U);
    EXPECT_TRUE(failed_with<Conflict>(health->write(by(doctor), command)));
    EXPECT_TRUE(store::verify_chain(*health_store, "0840", {})->empty());
}

TEST_F(HealthTest, DoctorsNotesAreKeptTenYearsAndOthersFiveAndNoneBecauseTheSocialCaseGoes) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Fields note = {{"findings", "Rask."}, {"profession", "other"}};
    ASSERT_TRUE(health->write(by(doctor), {.case_id = id,
                                           .expected_version = 2,
                                           .expected_health_version = 0,
                                           .kind = "note",
                                           .sheet = {.item = {}, .fields = note}}));
    Who leader = doctor;
    leader.role = Role::leader;
    const auto fate = [&](const char* on) { return health->disposal(leader, day(on))->front(); };
    EXPECT_EQ(fate("2031-03-18").fate, Fate::open);  // the case is open
    ASSERT_TRUE(record(id, 2, "{on: 2026-03-17, event: request_withdrawn}"));
    world.today = day("2026-06-01");
    ASSERT_TRUE(
        desk.work_list(mette, {.unit = {}, .assigned_to = {}, .days_ahead = 14}));  // the case is over
    world.today = day("2026-03-17");
    EXPECT_EQ(fate("2031-03-16").fate, Fate::not_yet);
    EXPECT_EQ(fate("2031-03-17").fate, Fate::may_go);
    ASSERT_TRUE(write(id, "note", {{"findings", "Set af læge."}}));
    EXPECT_EQ(fate("2036-03-16").fate, Fate::not_yet);
    EXPECT_EQ(*fate("2036-03-17").may_go_on, day("2036-03-17"));
    EXPECT_EQ(fate("2036-03-17").fate, Fate::may_go);
    EXPECT_TRUE(failed_with<Forbidden>(health->disposal(doctor, day("2036-03-17"))));
    // Erasing the social case leaves it readable: it has a key of its own.
    const auto person = *records->read_person("0840", view(id).person_id);
    const auto own_key = *health_store->read_person("0840", view(id).person_id);
    ASSERT_NE(person->key_id, own_key->key_id);
    const auto entries = *health_store->read_case({"0840", view(id).person_id});
    ASSERT_TRUE(vault->destroy_key(person->key_id));
    EXPECT_TRUE(vault->unseal(own_key->key_id, entries.front().sealed, "0840/" + own_key->person_id + "/1"));
}

}  // namespace
}  // namespace fjorten::service
