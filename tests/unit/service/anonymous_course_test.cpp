// Courses without a name: the rules they follow, who may see them, how they are found again, and what is on
// the disk.
#include <set>

#include "base/text_file.h"
#include "desk_world.h"
#include "service/anonymous_courses.h"
#include "support/temp_folder.h"

namespace fjorten::service {
namespace {

class AnonymousCourseTest : public DeskTest {
  protected:
    TempFolder folder{"/dev/shm"};
    std::unique_ptr<store::AnonymousStore> pages = *store::AnonymousStore::open(folder / "anonymous.db");
    rulebook::Filing filing = loaded_rulebooks().filing;
    std::unique_ptr<RecordDesk> own;
    std::unique_ptr<AnonymousCourses> courses;
    std::string inside, outside;

    void SetUp() override {
        DeskTest::SetUp();
        make();
        inside = place("Huset", "inside");
        outside = place("Stedet i nabobyen", "outside");
    }
    void make() {
        own = std::make_unique<RecordDesk>(calculator, *records, *accounts, *vault, world.surroundings(),
                                           DeskSettings{.rulebooks = "a", .filing = filing});
        courses = std::make_unique<AnonymousCourses>(*pages, *own);
    }
    Who with_role(Role role) const {
        Who who = mette;
        who.role = role;
        return who;
    }
    std::string place(const std::string& name, const std::string& location) {
        Provider provider;
        provider.name = name;
        provider.kind = "public";
        provider.run_by = location == "inside" ? "own" : "external";
        provider.location = location;
        provider.approvals = {{.by = "Socialtilsyn Nord",
                               .validity = {.from = day("2020-01-01"), .until = {}},
                               .services = {"anonymous"}}};
        const auto written = Register<Provider>(*own).write(by(with_role(Role::leader)), {}, provider);
        FJ_ASSERT(written.has_value());
        return written->id;
    }
    CourseOpening opening(const std::string& substance = "drugs") {
        return {.substance = substance,
                .adult = true,
                .other_needs = false,
                .provider = inside,
                .contact = world.today};
    }
    AnonymousCourse open(const std::string& substance = "drugs") {
        auto opened = courses->open(mette, opening(substance), courses->draw_code());
        FJ_ASSERT(opened.has_value());
        return *opened;
    }
    Outcome<AnonymousCourse> record(const AnonymousCourse& course, const std::string& step,
                                    Timing timing = Timing::before_it_happens) {
        return courses->record(mette, course.number, course.version(),
                               {.step = step, .on = world.today, .timing = timing});
    }
    bool says_guarantee(const AnonymousCourse& course, std::string_view clock) {
        const auto answer = courses->answer(mette, course);
        FJ_ASSERT(answer.has_value());
        return std::ranges::any_of(answer->evaluation.clocks, [&](const engine::ClockResult& one) {
            return one.rule->id == clock && one.due && one.state != engine::ClockState::not_applicable;
        });
    }
};

TEST_F(AnonymousCourseTest, AGroupAndOneClosingTalkAndThenItIsOver) {
    auto course = record(open(), "begun");
    ASSERT_TRUE(course);
    course = record(*course, "group");
    ASSERT_TRUE(course);
    course = record(*course, "closing");
    ASSERT_TRUE(course);
    const auto again = record(*course, "group");
    ASSERT_TRUE(failed_with<Blocked>(again));
    EXPECT_EQ(std::get<Blocked>(again.error()).action.because.front().rule->id, "law.closing_talk");
    EXPECT_TRUE(record(*course, "group", Timing::has_happened));  // what has happened can be written
    course = courses->one(mette, course->number);
    course = record(*course, "completed");
    ASSERT_TRUE(course);
    EXPECT_FALSE(course->is_open());
    EXPECT_EQ(codes(record(*course, "group")), std::vector<std::string>{"anonymous_ended"});
}

TEST_F(AnonymousCourseTest, WhoGetsOtherHelpOrIsUnderageOrDoesNotSayIsOfferedHelpByName) {
    for (const auto& [adult, needs] : std::vector<std::pair<std::optional<bool>, std::optional<bool>>>{
             {true, true}, {false, false}, {true, std::nullopt}}) {
        CourseOpening asked = opening();
        asked.adult = adult;
        asked.other_needs = needs;
        EXPECT_TRUE(failed_with<Blocked>(courses->open(mette, asked, courses->draw_code())));
    }
    // Alcohol is without a name for everybody who wishes it.
    CourseOpening alcohol = opening("alcohol");
    alcohol.other_needs = true;
    EXPECT_TRUE(courses->open(mette, alcohol, courses->draw_code()));
    EXPECT_EQ(courses->all(mette)->size(), 1U);
}

TEST_F(AnonymousCourseTest, ForAlcoholTheFourteenDaysAreKeptAndOtherwiseOnlyTheWeek) {
    const AnonymousCourse drugs = open(), alcohol = open("alcohol");
    EXPECT_EQ(drugs.time(), KeptTime::week);
    EXPECT_EQ(drugs.opening().contact, day("2026-03-16"));  // Monday
    EXPECT_FALSE(says_guarantee(drugs, "law.treatment_guarantee"));
    EXPECT_FALSE(says_guarantee(drugs, "law.follow_up_1_month"));
    EXPECT_EQ(alcohol.time(), KeptTime::day);
    EXPECT_EQ(alcohol.opening().contact, world.today);
    EXPECT_TRUE(says_guarantee(alcohol, "law.alcohol_guarantee"));
    const auto answer = courses->answer(mette, alcohol);
    for (const auto& clock : answer->evaluation.clocks) {
        const bool is_of_law = clock.rule->id == "law.alcohol_guarantee";
        EXPECT_EQ(is_of_law ? clock.due : day("2026-03-31"), day("2026-03-31"));
    }
}

TEST_F(AnonymousCourseTest, AfterTheEndThereIsNoFollowUpNoReportAndNoComplaint) {
    auto course = record(open(), "begun");
    course = record(*course, "completed");
    ASSERT_TRUE(course);
    world.today = world.today.plus_days(40);
    const auto answer = courses->answer(mette, *course);
    ASSERT_TRUE(answer);
    for (const auto& clock : answer->evaluation.clocks) {
        const bool is_quiet = clock.state == engine::ClockState::not_applicable ||
                              clock.state == engine::ClockState::not_started;
        EXPECT_TRUE(is_quiet) << clock.rule->id << " " << engine::name_of(clock.state);
    }
}

TEST_F(AnonymousCourseTest, OnlyTheOwnerOfTheCodeFindsItAgain) {
    const std::string code = courses->draw_code();
    const auto opened = courses->open(mette, opening(), code);
    ASSERT_TRUE(opened);
    EXPECT_EQ(courses->by_code(mette, code)->number, opened->number);
    const auto quick = courses->wait();
    EXPECT_TRUE(failed_with<NotFound>(courses->by_code(mette, courses->draw_code())));
    EXPECT_GT(courses->wait(), quick);
    // The button once more is the same course.
    EXPECT_EQ(courses->open(mette, opening(), code)->number, opened->number);
    EXPECT_EQ(courses->all(mette)->size(), 1U);
    EXPECT_EQ(codes(courses->open(mette, opening(), "abe abe")), std::vector<std::string>{"anonymous_code"});
}

TEST_F(AnonymousCourseTest, LeavingForHelpByNameTakesTheCodeAndLeavesNoLink) {
    const std::string code = courses->draw_code();
    const auto course = courses->open(mette, opening(), code);
    ASSERT_TRUE(course);
    EXPECT_TRUE(failed_with<NotFound>(courses->leave(mette, course->number, 1, courses->draw_code())));
    const AnonymousCourse other = open();
    EXPECT_TRUE(failed_with<NotFound>(courses->leave(mette, other.number, 1, code)));
    const auto left = courses->leave(mette, course->number, 1, code);
    ASSERT_TRUE(left);
    EXPECT_FALSE(left->is_open());
    // As anybody else's that ended for another reason.
    const auto ended = record(other, "other_end");
    ASSERT_TRUE(ended);
    CourseEntry a = left->entries.back(), b = ended->entries.back();
    a.course = b.course;
    EXPECT_EQ(page_text({a}), page_text({b}));
}

TEST_F(AnonymousCourseTest, AMistakeIsStruckAndStays) {
    auto course = record(open(), "begun");
    course = record(*course, "completed");
    ASSERT_TRUE(course);
    course = courses->strike(mette, course->number, course->version(), 3);
    ASSERT_TRUE(course);
    EXPECT_TRUE(course->is_open());
    EXPECT_EQ(course->entries.size(), 4U);
    EXPECT_TRUE(failed_with<NotFound>(courses->strike(mette, course->number, course->version(), 1)));
    EXPECT_TRUE(failed_with<NotFound>(courses->strike(mette, course->number, course->version(), 3)));
    EXPECT_TRUE(failed_with<Conflict>(courses->strike(mette, course->number, 1, 2)));
}

TEST_F(AnonymousCourseTest, OthersSeeNothing) {
    open();
    for (const Role role : {Role::doctor, Role::leader, Role::provider, Role::auditor, Role::administrator,
                            Role::policy_owner, Role::citizen}) {
        EXPECT_TRUE(failed_with<Forbidden>(courses->all(with_role(role)))) << name_of(role);
        EXPECT_TRUE(failed_with<Forbidden>(courses->open(with_role(role), opening(), courses->draw_code())));
    }
    Who elsewhere = mette;
    elsewhere.municipality = "0840";
    EXPECT_TRUE(courses->all(elsewhere)->empty());
}

TEST_F(AnonymousCourseTest, TwoPlacesAreNeededAndOneOfThemOutside) {
    EXPECT_TRUE(courses->providers(mette)->are_enough());
    AnonymousProviders only = *courses->providers(mette);
    std::erase_if(only.all, [&](const auto& one) { return one.document.id == outside; });
    EXPECT_FALSE(only.are_enough());
    place("Et til i byen", "inside");
    only = *courses->providers(mette);
    std::erase_if(only.all, [&](const auto& one) { return one.document.id == outside; });
    EXPECT_EQ(only.all.size(), 2U);
    EXPECT_FALSE(only.are_enough());
    CourseOpening nowhere = opening();
    nowhere.provider = "no-such-place";
    EXPECT_EQ(codes(courses->open(mette, nowhere, courses->draw_code())),
              std::vector<std::string>{"nameless_provider"});
}

TEST_F(AnonymousCourseTest, NothingOfItIsInTheFileButTheWeek) {
    const std::string code = courses->draw_code();
    const auto course = courses->open(mette, opening(), code);
    ASSERT_TRUE(record(*course, "begun"));
    const std::string file = read_text_file(folder / "anonymous.db").value();
    for (const std::string& secret : {course->number, code, std::string("mette"), std::string("caseworker"),
                                      std::string("opened"), inside, std::string("2026-03-17")})
        EXPECT_FALSE(file.contains(secret)) << secret;
    EXPECT_TRUE(file.contains("2026-03-16"));
}

TEST_F(AnonymousCourseTest, ItsChainHoldsAndTellsWhatWasChanged) {
    open();
    world.today = world.today.plus_days(7);
    open();
    EXPECT_TRUE(pages->verify("0730")->empty());
    auto all = *pages->pages("0730");
    ASSERT_EQ(all.size(), 2U);
    // Somebody with the file and a tool.
    pages.reset();
    auto file =
        *disk::Database::open(folder / "anonymous.db", disk::Access::read_write, disk::Journal::rollback);
    EXPECT_FALSE(file->run("DELETE FROM page"));
    EXPECT_FALSE(file->run("UPDATE page SET sealed = x'00' WHERE week = '2026-03-16'"));
    ASSERT_TRUE(file->run("UPDATE page SET sealed = x'00' WHERE week = '2026-03-23'"));
    file.reset();
    pages = *store::AnonymousStore::open(folder / "anonymous.db");
    const auto faults = *pages->verify("0730");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().code, "hash");
}

TEST_F(AnonymousCourseTest, WhatIsKeptLongEnoughGoesOnlyByAConfirmedRule) {
    auto course = record(open(), "completed");
    ASSERT_TRUE(course);
    const AnonymousCourse goes_on = open("alcohol");
    world.today = world.today.plus_days(3 * 366);
    ASSERT_TRUE(courses->tidy());
    EXPECT_EQ(courses->all(mette)->size(), 2U);  // nobody has confirmed it
    for (auto& rule : filing.keeping) rule.is_confirmed = true;
    make();
    ASSERT_TRUE(courses->tidy());
    EXPECT_EQ(courses->all(mette)->size(), 2U);  // one that goes on holds its week's page
    ASSERT_TRUE(record(goes_on, "completed"));
    world.today = world.today.plus_days(3 * 366);
    ASSERT_TRUE(courses->tidy());
    EXPECT_TRUE(courses->all(mette)->empty());
    EXPECT_TRUE(pages->verify("0730")->empty());
}

}  // namespace
}  // namespace fjorten::service
