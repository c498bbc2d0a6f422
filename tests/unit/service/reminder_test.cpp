// Reminders to citizens, and the calendar that a caseworker subscribes to.
#include "service/reminder.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "desk_world.h"
#include "service/calendar_feed.h"

namespace fjorten::service {
namespace {

class ReminderTest : public DeskTest {
  protected:
    std::string folder =
        (std::filesystem::temp_directory_path() / ("fjorten-outbox-" + std::to_string(getpid()))).string();
    RecordDesk sending{
        calculator, *records, *accounts, *vault, world.surroundings(), {.rulebooks = {}, .outbox = folder}};
    Reminders reminders{sending};
    AppointmentDesk appointments{sending};

    void TearDown() override { std::filesystem::remove_all(folder); }

    Outcome<Done> wish(const std::string& id, std::vector<std::pair<std::string, std::string>> fields) {
        return desk.write_sheet(by_mette(), {.case_id = id,
                                             .expected_version = view(id).version,
                                             .type = std::string(sheet_type::reminder),
                                             .sheet = {.item = {}, .fields = std::move(fields)},
                                             .stage = SheetStage::draft});
    }
    std::string reminded(const std::string& name) {
        const std::string id = open(contact(name, "2026-03-10"));
        EXPECT_TRUE(wish(id, {{"wants", "yes"}, {"channel", "sms"}, {"to", "20 30 40 50"}, {"safe", "yes"}})
                        .has_value());
        return id;
    }
    KeptAppointment plan(const std::string& id, std::string_view on) {
        const auto written = appointments.plan(by_mette(),
                                               {.on = day(on),
                                                .time = "09:30",
                                                .minutes = 60,
                                                .kind = "individual",
                                                .way = "in_person",
                                                .caseworker = "mette",
                                                .case_id = id,
                                                .group = {},
                                                .place = "Lokale 2"},
                                               1);
        FJ_ASSERT(written.has_value());
        return *appointments.find(mette, written->front().id);
    }
    std::vector<std::string> waiting() {
        std::vector<std::string> texts;
        std::error_code error;
        for (std::filesystem::directory_iterator at(folder + "/0730", error), end; !error && at != end;
             at.increment(error)) {
            std::ifstream file(at->path());
            texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        }
        return texts;
    }
};

TEST_F(ReminderTest, OnlyWhoWantsThemAndOnlyUntilTheNextWorkingDay) {
    world.today = day("2026-03-20");  // a Friday
    const std::string wants = reminded("Anna Opdigtet"), silent = open(contact("Bo", "2026-03-10"));
    plan(wants, "2026-03-23");
    plan(wants, "2026-03-24");
    plan(silent, "2026-03-23");
    const auto due = reminders.due(mette);
    ASSERT_EQ(due->size(), 1U);
    EXPECT_EQ(due->front().wish.to, "20 30 40 50");
    EXPECT_FALSE(due->front().is_queued);
    EXPECT_EQ(reminders.queue(by_mette()).value(), 1);
    EXPECT_EQ(reminders.queue(by_mette()).value(), 0);  // never twice
    EXPECT_TRUE(reminders.due(mette)->front().is_queued);
    const auto texts = waiting();
    ASSERT_EQ(texts.size(), 1U);
    EXPECT_EQ(texts.front(),
              R"({"format":"fjorten-reminder-1","channel":"sms","to":"20 30 40 50","text":)"
              R"("Husk din aftale mandag den 23. marts 2026 kl. 9.30. Du kan ikke svare på denne besked.",)"
              R"("not_after":"2026-03-23"})"
              "\n");
    for (const char* secret : {"Anna", "Lokale", "Randers", wants.c_str()})
        EXPECT_FALSE(texts.front().contains(secret)) << secret;
}

TEST_F(ReminderTest, StopWhenTheWishIsTakenBackOrTheAppointmentCalledOff) {
    const std::string one = reminded("Anna"), two = reminded("Bo");
    plan(one, "2026-03-18");
    const auto kept = plan(two, "2026-03-18");
    EXPECT_EQ(reminders.queue(by_mette()).value(), 2);
    ASSERT_TRUE(wish(one, {{"wants", "no"}}).has_value());
    EXPECT_FALSE(reminder_wish(view(one)).has_value());
    ASSERT_TRUE(reminders.take_back(mette, one, {}).has_value());
    EXPECT_EQ(waiting().size(), 1U);
    ASSERT_TRUE(reminders.take_back(mette, {}, kept.document.id).has_value());
    EXPECT_TRUE(waiting().empty());
    EXPECT_EQ(reminders.due(mette)->size(), 1U);
}

TEST_F(ReminderTest, AWishSaysWhereToAndThatNobodyElseReadsIt) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    EXPECT_EQ(codes(wish(id, {{"channel", "sms"}})), (std::vector<std::string>{"record_sheet_missing"}));
    EXPECT_EQ(codes(wish(id, {{"wants", "yes"}, {"channel", "sms"}, {"to", "1234567"}})),
              (std::vector<std::string>{"reminder_telephone", "reminder_safe"}));
    EXPECT_EQ(codes(wish(id, {{"wants", "yes"}, {"channel", "email"}, {"to", "a@b"}, {"safe", "yes"}})),
              (std::vector<std::string>{"reminder_email"}));
    EXPECT_TRUE(
        wish(id, {{"wants", "yes"}, {"channel", "email"}, {"to", "a@b.dk"}, {"safe", "yes"}}).has_value());
    Who auditor = mette;
    auditor.role = Role::auditor;
    EXPECT_TRUE(failed_with<Forbidden>(reminders.due(auditor)));
}

class FeedTest : public DeskTest {
  protected:
    CalendarFeeds feeds{desk};
};

TEST_F(FeedTest, AnAddressIsShownOnceAndCanBeTakenBack) {
    const Sender sender = by_mette();
    const std::string address = feeds.open(sender).value();
    EXPECT_TRUE(feeds.open(sender).value().empty());  // the same press sent twice
    EXPECT_EQ(feeds.behind(address)->account_id, "mette");
    const auto kept = feeds.own(mette);
    ASSERT_TRUE(kept->has_value());
    EXPECT_FALSE((*kept)->document.content.contains(address.substr(address.rfind('-') + 1)));
    const std::string second = feeds.open(by_mette()).value();
    EXPECT_FALSE(feeds.behind(address).has_value());
    EXPECT_TRUE(feeds.behind(second).has_value());
    std::string wrong = second;
    wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
    for (const std::string& other :
         {wrong, std::string("0730"), std::string("--"), "0810" + second.substr(4)})
        EXPECT_FALSE(feeds.behind(other).has_value()) << other;
    ASSERT_TRUE(feeds.revoke(by_mette()).has_value());
    EXPECT_FALSE(feeds.behind(second).has_value());
}

TEST_F(FeedTest, AClosedAccountHasNoCalendar) {
    const std::string address = feeds.open(by_mette()).value();
    auto account = **accounts->by_id("mette");
    account.is_disabled = true;
    ASSERT_TRUE(accounts->put(account));
    EXPECT_FALSE(feeds.behind(address).has_value());
}

TEST_F(FeedTest, HasOwnAppointmentsAndTheDeadlinesOfOwnCases) {
    OpenCase mine = contact("Anna", "2026-03-10");
    mine.assigned_to = "mette";
    const std::string id = open(mine);
    open(contact("Bo", "2026-03-10"));
    AppointmentDesk appointments(desk);
    Appointment one{.on = day("2026-03-20"),
                    .time = "09:30",
                    .minutes = 60,
                    .kind = "individual",
                    .way = "video",
                    .caseworker = "mette",
                    .case_id = id,
                    .group = {},
                    .place = {}};
    ASSERT_TRUE(appointments.plan(by_mette(), one, 1).has_value());
    one.caseworker = "bo";
    ASSERT_TRUE(appointments.plan(by_mette(), one, 1).has_value());
    const auto fed = feeds.read(mette);
    ASSERT_TRUE(fed.has_value());
    EXPECT_EQ(fed->appointments.size(), 1U);
    ASSERT_FALSE(fed->deadlines.empty());
    for (const auto& deadline : fed->deadlines) EXPECT_EQ(deadline.case_id, id);
}

}  // namespace
}  // namespace fjorten::service
