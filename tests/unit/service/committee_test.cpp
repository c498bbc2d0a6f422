// Meetings and their agendas.
#include "service/committee.h"

#include "desk_world.h"
#include "service/routes.h"
#include "service/sheet.h"

namespace fjorten::service {
namespace {

Meeting meeting_on(std::string_view on) {
    return {.on = day(on),
            .unit = "Visitationsudvalg",
            .place = "Lokale 3",
            .members = {"leder", "læge"},
            .cases = {}};
}

std::vector<std::string> mistakes_in(const Meeting& meeting) {
    std::vector<std::string> found;
    for (const auto& mistake : check(meeting, real_rulebooks()))
        found.push_back(mistake.place.file + ":" + mistake.code);
    return found;
}
using Mistakes = std::vector<std::string>;

TEST(Meetings, AreReadBackAsTheyWereWritten) {
    Meeting meeting = meeting_on("2026-03-20");
    meeting.cases = {"26-AAAA", "26-BBBB"};
    EXPECT_EQ(from_json(std::type_identity<Meeting>{}, to_json(meeting)).value(), meeting);
    meeting.is_called_off = true;
    EXPECT_EQ(from_json(std::type_identity<Meeting>{}, to_json(meeting)).value(), meeting);
    EXPECT_FALSE(from_json(std::type_identity<Meeting>{}, R"({"unit":"A"})"));  // on no day
    EXPECT_FALSE(from_json(std::type_identity<Meeting>{}, R"({"on":"2026-03-20","cases":"26-AAAA"})"));
}

TEST(Meetings, NeedAUnitAndMembersAndHaveLimits) {
    EXPECT_EQ(mistakes_in({}), (Mistakes{"unit:record_sheet_missing", "members:committee_members"}));
    Meeting meeting = meeting_on("2026-03-20");
    EXPECT_TRUE(mistakes_in(meeting).empty());
    meeting.members.assign(31, "x");
    meeting.cases.assign(101, "26-AAAA");
    EXPECT_EQ(mistakes_in(meeting), (Mistakes{"members:committee_too_many", "cases:committee_too_many"}));
}

TEST(Meetings, TheNextIsTheFirstOfTheUnitThatIsNotCalledOff) {
    std::vector<KeptMeeting> meetings;
    for (const char* on : {"2026-04-10", "2026-03-10", "2026-03-24", "2026-03-31"})
        meetings.push_back({.document = {}, .form = meeting_on(on)});
    meetings[2].form.is_called_off = true;
    const auto* next = next_meeting(meetings, "Visitationsudvalg", day("2026-03-17"));
    ASSERT_NE(next, nullptr);
    EXPECT_EQ(next->form.on, day("2026-03-31"));
    EXPECT_EQ(next_meeting(meetings, "Andre", day("2026-03-17")), nullptr);
    EXPECT_EQ(next_meeting(meetings, "Visitationsudvalg", day("2026-05-01")), nullptr);
}

class CommitteeTest : public DeskTest {
  protected:
    Committee committee{desk};

    /// A case that is recommended for `service`.
    std::string recommended(const std::string& name, const std::string& contacted, const std::string& service,
                            const std::string& urgent = {}) {
        const std::string id = open(contact(name, contacted));
        Sheet sheet{.item = {}, .fields = {{"service", service}, {"grounds", "Fordi."}}};
        if (!urgent.empty()) sheet.set("urgent", urgent);
        const auto done = desk.write_sheet(by_mette(), {.case_id = id,
                                                        .expected_version = view(id).version,
                                                        .type = std::string(sheet_type::recommendation),
                                                        .sheet = std::move(sheet),
                                                        .stage = SheetStage::final});
        EXPECT_TRUE(done.has_value());
        return id;
    }
    std::vector<std::string> names(const std::vector<AgendaItem>& items) {
        std::vector<std::string> found;
        for (const auto& item : items) found.push_back(item.person_name);
        return found;
    }
    using Names = std::vector<std::string>;
};

TEST_F(CommitteeTest, TheAgendaBeginsWithWhoCannotWaitThenByTheGuarantee) {
    const std::string late = recommended("Sen", "2026-03-15", "residential"),
                      soon = recommended("Snart", "2026-03-11", "residential"),
                      now = recommended("Nu", "2026-03-16", "residential", "Kan ikke være hjemme."),
                      gone = recommended("For sent", "2026-03-05", "residential");
    Meeting meeting = meeting_on("2026-03-20");
    meeting.cases = {late, soon, now, gone, "26-GONE"};  // one that is no longer there
    const auto agenda = committee.agenda(mette, meeting);
    ASSERT_TRUE(agenda.has_value());
    EXPECT_EQ(names(*agenda), (Names{"For sent", "Nu", "Snart", "Sen"}));
    EXPECT_TRUE((*agenda)[0].cannot_wait);  // due on 19 March, before the meeting
    EXPECT_EQ((*agenda)[0].guarantee, day("2026-03-19"));
    EXPECT_EQ((*agenda)[0].days_left, 2);
    EXPECT_FALSE((*agenda)[2].cannot_wait);
    EXPECT_EQ((*agenda)[2].service, "residential");
}

TEST_F(CommitteeTest, WhoWaitsIsRecommendedForTheUnitAndOnNoAgenda) {
    const std::string on_agenda = recommended("På dagsordenen", "2026-03-10", "residential");
    const std::string waiting = recommended("Venter", "2026-03-11", "residential");
    open(contact("Uden indstilling", "2026-03-12"));
    const std::string unit = unit_of(view(waiting).evaluation, Task::decision);
    ASSERT_FALSE(unit.empty());
    Meeting meeting = meeting_on("2026-03-20");
    meeting.unit = unit;
    meeting.cases = {on_agenda};
    ASSERT_TRUE(committee.write(by_mette(), {}, meeting));
    EXPECT_EQ(names(committee.waiting(mette, unit).value()), Names{"Venter"});
    EXPECT_TRUE(committee.waiting(mette, "Andre")->empty());
}

TEST_F(CommitteeTest, MeetingsComeLatestFirst) {
    for (const char* on : {"2026-03-20", "2026-04-20", "2026-03-30"})
        ASSERT_TRUE(committee.write(by_mette(), {}, meeting_on(on)));
    const auto meetings = committee.meetings(mette);
    ASSERT_EQ(meetings->size(), 3U);
    EXPECT_EQ(meetings->front().form.on, day("2026-04-20"));
    EXPECT_EQ(meetings->back().form.on, day("2026-03-20"));
}

}  // namespace
}  // namespace fjorten::service
