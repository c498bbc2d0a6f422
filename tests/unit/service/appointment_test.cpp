// Appointments, groups, and whether somebody came.
#include "service/appointment_desk.h"

#include "desk_world.h"
#include "service/measure.h"

namespace fjorten::service {
namespace {

Appointment appointment_on(std::string_view on, std::string_view time = "09:30") {
    return {.on = day(on),
            .time = std::string(time),
            .minutes = 60,
            .kind = "individual",
            .way = "in_person",
            .caseworker = "mette",
            .case_id = "26-AAAA",
            .group = {},
            .place = "Lokale 2"};
}

std::vector<std::string> mistakes_in(const Appointment& appointment) {
    std::vector<std::string> found;
    for (const auto& mistake : check(appointment, real_rulebooks()))
        found.push_back(mistake.place.file + ":" + mistake.code);
    return found;
}
using Mistakes = std::vector<std::string>;

TEST(Appointments, AreReadBackAsTheyWereWritten) {
    Appointment one = appointment_on("2026-03-20");
    EXPECT_EQ(from_json(std::type_identity<Appointment>{}, to_json(one)).value(), one);
    one.is_called_off = true;
    one.case_id.clear();
    one.group = "G";
    EXPECT_EQ(from_json(std::type_identity<Appointment>{}, to_json(one)).value(), one);
    EXPECT_FALSE(from_json(std::type_identity<Appointment>{}, R"({"on":"2026-03-20","time":"25:00"})"));
    const Group group{.name = "Tirsdag",
                      .service = "day",
                      .place = "Salen",
                      .members = {{.case_id = "26-A", .period = {.from = day("2026-01-01"), .until = {}}}},
                      .ended_on = day("2026-06-01")};
    EXPECT_EQ(from_json(std::type_identity<Group>{}, to_json(group)).value(), group);
}

TEST(Appointments, SayWhatIsWrongWithThem) {
    EXPECT_TRUE(mistakes_in(appointment_on("2026-03-20")).empty());
    Appointment wrong = appointment_on("2026-03-20", "9.30");
    wrong.minutes = 601;
    wrong.kind = "party";
    wrong.way = "pigeon";
    wrong.caseworker = " ";
    wrong.group = "G";
    wrong.place.clear();
    EXPECT_EQ(mistakes_in(wrong), (Mistakes{"time:appointment_time", "minutes:appointment_minutes",
                                            "kind:record_sheet_missing", "way:record_sheet_missing",
                                            "caseworker:record_sheet_missing", "case:appointment_whose"}));
    Appointment at_home = appointment_on("2026-03-20");
    at_home.way = "mobile";  // an address of somebody is in their case alone
    EXPECT_EQ(mistakes_in(at_home), (Mistakes{"place:appointment_place"}));
}

TEST(Appointments, OverlapWhereTheSamePersonWouldBeTwice) {
    std::vector<KeptAppointment> others;
    const auto add = [&](const char* id, const Appointment& one) {
        KeptAppointment kept{.document = {}, .form = one};
        kept.document.id = id;
        others.push_back(std::move(kept));
    };
    add("self", appointment_on("2026-03-20"));
    add("inside", appointment_on("2026-03-20", "10:00"));
    add("after", appointment_on("2026-03-20", "10:30"));
    add("other day", appointment_on("2026-03-21"));
    Appointment other = appointment_on("2026-03-20", "10:00");
    other.caseworker = "bo";
    other.case_id = "26-BBBB";
    add("of others", other);
    other.case_id = "26-AAAA";
    add("same citizen", other);
    other.is_called_off = true;
    add("called off", other);
    std::vector<std::string> found;
    for (const auto* one : overlapping(others.front().form, "self", others))
        found.push_back(one->document.id);
    EXPECT_EQ(found, (std::vector<std::string>{"inside", "same citizen"}));
}

TEST(Groups, HaveTheSizeThatTheStandardSays) {
    const auto* with = real_rulebooks().find("broenderslev")->in_force(day("2026-03-17"));
    const auto size = group_size(*with, "day");
    ASSERT_TRUE(size.has_value());
    EXPECT_EQ(size->least, 8);
    EXPECT_EQ(size->most, 10);
    EXPECT_FALSE(group_size(*with, "ambulatory").has_value());
    const auto* without = real_rulebooks().find("thisted")->in_force(day("2026-03-17"));
    EXPECT_FALSE(group_size(*without, "day").has_value());
}

TEST(Groups, CountThoseWhoAreInOnTheDay) {
    const Group group{
        .name = "A",
        .service = {},
        .place = {},
        .members = {{.case_id = "1", .period = {.from = day("2026-01-01"), .until = day("2026-02-01")}},
                    {.case_id = "1", .period = {.from = day("2026-01-15"), .until = {}}},
                    {.case_id = "2", .period = {.from = day("2026-03-01"), .until = {}}}},
        .ended_on = {}};
    EXPECT_EQ(group.members_on(day("2026-02-01")), (std::vector<std::string>{"1"}));
    EXPECT_EQ(group.members_on(day("2026-03-01")), (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(group.members_on(day("2025-12-31")).empty());
}

class AppointmentTest : public DeskTest {
  protected:
    AppointmentDesk appointments{desk};

    KeptAppointment planned(Appointment one, const std::string& case_id) {
        one.case_id = case_id;
        const auto written = appointments.plan(by_mette(), one, 1);
        FJ_ASSERT(written.has_value());
        return *appointments.find(mette, written->front().id);
    }
    Outcome<Done> recorded(const KeptAppointment& kept, Attended attended) {
        return appointments.record(by_mette(), kept, view(kept.form.case_id), attended);
    }
    std::string field(const TimeLineEntry* entry, std::string_view name) {
        const auto& kind = real_rulebooks().vocabulary.events[entry->event->type];
        return feel::to_text(entry->event->fields[*kind.field_index(name)]);
    }
};

TEST_F(AppointmentTest, ArePlannedAWeekApartAndFoundByTheirDays) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    Appointment one = appointment_on("2026-03-20");
    one.case_id = id;
    const Sender sender = by_mette();
    const auto written = appointments.plan(sender, one, 3);
    ASSERT_TRUE(written.has_value());
    EXPECT_TRUE(written->front().id.starts_with("2026-03-20-"));
    const auto again = appointments.plan(sender, one, 3);  // sent twice
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->back().id, written->back().id);
    EXPECT_EQ(appointments.between(mette, day("2026-03-16"), day("2026-03-22"))->size(), 1U);
    EXPECT_EQ(appointments.between(mette, day("2026-03-01"), day("2026-04-30"))->size(), 3U);
    EXPECT_EQ(codes(appointments.plan(by_mette(), appointment_on("2026-03-16"), 0)),
              (std::vector<std::string>{"appointment_past_day", "appointment_times"}));
    one.case_id = "26-GONE";
    EXPECT_TRUE(failed_with<NotFound>(appointments.plan(by_mette(), one, 1)));
    Who auditor = mette;
    auditor.role = Role::auditor;
    EXPECT_TRUE(failed_with<Forbidden>(appointments.between(auditor, day("2026-03-01"), day("2026-03-30"))));
}

TEST_F(AppointmentTest, ChangedByTwoAtOnceIsAConflict) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    const auto seen = planned(appointment_on("2026-03-20"), id);
    Appointment off = seen.form;
    off.is_called_off = true;
    ASSERT_TRUE(appointments.change(by_mette(), seen, off).has_value());
    EXPECT_TRUE(failed_with<Conflict>(appointments.change(by_mette(), seen, seen.form)));
    EXPECT_EQ(codes(recorded(*appointments.find(mette, seen.document.id), {})),
              (std::vector<std::string>{"appointment_called_off"}));
}

TEST_F(AppointmentTest, WhoCameIsAnEventOfTheCaseOnce) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    const auto kept = planned(appointment_on("2026-03-17"), id);
    ASSERT_TRUE(recorded(kept, {}).has_value());
    const auto people = appointments.participants(mette, kept);
    ASSERT_EQ(people->size(), 1U);
    ASSERT_NE(people->front().recorded, nullptr);
    EXPECT_EQ(people->front().attendance, Attendance::attended);
    EXPECT_EQ(people->front().recorded->type, "session_held");
    EXPECT_EQ(field(people->front().recorded, "minutes"), "60");
    // What was recorded by mistake is struck, and can be recorded anew.
    const auto seen = view(id);
    ASSERT_TRUE(desk.correct_event(by_mette(), {.case_id = id,
                                                .expected_version = seen.version,
                                                .corrects = people->front().recorded->version,
                                                .event = {},
                                                .reason = "Forkert sag"})
                    .has_value());
    EXPECT_EQ(recorded_from(view(id), kept.document.id), nullptr);
    ASSERT_TRUE(recorded(kept, {.attendance = Attendance::cancelled}).has_value());
    EXPECT_EQ(appointments.participants(mette, kept)->front().attendance, Attendance::cancelled);
}

TEST_F(AppointmentTest, TwoWhoRecordAtOnceDoNotRecordTwice) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    const auto kept = planned(appointment_on("2026-03-17"), id);
    const auto seen_by_both = view(id);
    ASSERT_TRUE(appointments.record(by_mette(), kept, seen_by_both, {}).has_value());
    EXPECT_FALSE(appointments.record(by_mette(), kept, seen_by_both, {}).has_value());
    long held = 0;
    for (const auto& entry : view(id).entries) held += entry.type == "session_held" ? 1 : 0;
    EXPECT_EQ(held, 1);
}

TEST_F(AppointmentTest, StayingAwayIsAMissedAppointmentBeforeACourseAndASessionInOne) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    const auto first = planned(appointment_on("2026-03-17"), id);
    ASSERT_TRUE(recorded(first, {.attendance = Attendance::stayed_away}).has_value());
    EXPECT_EQ(recorded_from(view(id), first.document.id)->type, "appointment_missed");
    EXPECT_EQ(appointments.participants(mette, first)->front().attendance, Attendance::stayed_away);

    ASSERT_TRUE(record(id, view(id).version,
                       "{on: 2026-03-17, event: treatment_started, service: ambulatory, provider: own}",
                       Timing::has_happened)
                    .has_value());
    const auto second = planned(appointment_on("2026-03-17", "13:00"), id);
    ASSERT_TRUE(recorded(second, {.attendance = Attendance::stayed_away}).has_value());
    const auto after = view(id);
    EXPECT_EQ(recorded_from(after, second.document.id)->type, "session_held");
    EXPECT_EQ(appointments.participants(mette, second)->front().attendance, Attendance::stayed_away);
}

TEST_F(AppointmentTest, RelativesAreNamedAndCountedApart) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    Appointment talk = appointment_on("2026-03-17");
    talk.kind = "relative";
    const auto kept = planned(talk, id);
    EXPECT_EQ(codes(recorded(kept, {})), (std::vector<std::string>{"appointment_person"}));
    ASSERT_TRUE(recorded(kept, {.attendance = Attendance::attended, .person = "Karen", .pass_reason = {}})
                    .has_value());
    EXPECT_EQ(field(recorded_from(view(id), kept.document.id), "person"), "\"Karen\"");
}

TEST_F(AppointmentTest, WhatOneRelativeHasHadIsNotHadByAnother) {
    mette.municipality = "0840";  // its standard has a cap for each
    const std::string id = open(contact("Anna", "2026-03-10"));
    const auto talk = [&](const char* who) {
        return record(
            id, view(id).version,
            std::string("{on: 2026-03-17, event: session_held, kind: relative, person: ") + who + "}");
    };
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(talk("Karen").has_value());
    EXPECT_TRUE(failed_with<Blocked>(talk("Karen")));
    EXPECT_TRUE(talk("Ole").has_value());              // although everybody named so far had had theirs
    EXPECT_TRUE(failed_with<Blocked>(talk("Karen")));  // although Ole has some left
}

TEST_F(AppointmentTest, AnAssessmentTalkIsTheEventOfTheAssessment) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    Appointment talk = appointment_on("2026-03-17");
    talk.kind = "assessment";
    const auto kept = planned(talk, id);
    ASSERT_TRUE(recorded(kept, {}).has_value());
    EXPECT_EQ(recorded_from(view(id), kept.document.id)->type, "assessment_interview_held");
}

TEST_F(AppointmentTest, AGroupComesTogether) {
    const std::string a = open(contact("Anna", "2026-03-10")), b = open(contact("Bo", "2026-03-10"));
    Group group{.name = "Tirsdag", .service = {}, .place = {}, .members = {}, .ended_on = {}};
    for (const auto& id : {a, b, std::string("26-GONE")})
        group.members.push_back({.case_id = id, .period = {.from = day("2026-03-01"), .until = {}}});
    const auto written = appointments.write_group(by_mette(), {}, group);
    ASSERT_TRUE(written.has_value());
    Appointment meeting = appointment_on("2026-03-17");
    meeting.case_id.clear();
    meeting.group = written->id;
    meeting.kind = "group";
    const auto planned_one = appointments.plan(by_mette(), meeting, 1);
    ASSERT_TRUE(planned_one.has_value());
    const auto kept = *appointments.find(mette, planned_one->front().id);
    const auto people = appointments.participants(mette, kept);
    ASSERT_EQ(people->size(), 2U);
    ASSERT_TRUE(appointments.record(by_mette(), kept, people->front().view, {}).has_value());
    const auto week = appointments.calendar(mette, day("2026-03-16"), day("2026-03-22"),
                                            {.caseworker = {}, .group = {}, .case_id = b});
    ASSERT_EQ(week->size(), 1U);
    EXPECT_EQ(week->front().name, "Tirsdag");
    EXPECT_EQ(week->front().expected, 2);
    EXPECT_EQ(week->front().recorded, 1);
}

// What is measured at every session.
class MeasureTest : public DeskTest {
  protected:
    Outcome<Done> answer(const std::string& id, std::vector<std::pair<std::string, std::string>> fields,
                         const std::string& item = "session_follow_up") {
        return desk.write_sheet(by_mette(), {.case_id = id,
                                             .expected_version = view(id).version,
                                             .type = std::string(sheet_type::measure),
                                             .sheet = {.item = item, .fields = std::move(fields)},
                                             .stage = SheetStage::draft});
    }
};

TEST_F(MeasureTest, TheQuestionsAndTheirScaleAreTheStandards) {
    const std::string id = open(contact("Anna", "2026-03-10"));
    EXPECT_EQ(codes(answer(id, {{"on", "2026-03-17"}})), (std::vector<std::string>{"record_sheet_missing"}));
    EXPECT_EQ(codes(answer(id, {{"mark.wellbeing", "11"}, {"mark.unheard", "1"}})),
              (std::vector<std::string>{"record_sheet_mark", "record_sheet_field"}));
    EXPECT_EQ(codes(answer(id, {{"mark.wellbeing", "1"}}, "unheard")),
              (std::vector<std::string>{"record_sheet_item"}));
    EXPECT_EQ(codes(answer(id, {{"mark.wellbeing", "1"}, {"on", "2026-03-18"}})),
              (std::vector<std::string>{"record_future_day"}));
    ASSERT_TRUE(answer(id, {{"mark.wellbeing", "7"}, {"on", "2026-03-17"}}).has_value());
    ASSERT_TRUE(answer(id, {{"mark.wellbeing", "3"}, {"on", "2026-03-10"}}).has_value());
    ASSERT_TRUE(answer(id, {{"mark.wellbeing", "8"}, {"mark.help", "0"}, {"on", "2026-03-17"}}).has_value());
    const auto seen = view(id);
    const auto measures = measures_of(seen.evaluation.standard);
    ASSERT_EQ(measures.size(), 1U);
    const auto days = measured_in(seen.entries, measures.front());
    ASSERT_EQ(days.size(), 2U);  // the later sheet of a day counts
    EXPECT_EQ(days[0].marks[0], 3);
    EXPECT_EQ(days[1].marks[0], 8);
    EXPECT_EQ(days[1].marks[1], std::nullopt);
    EXPECT_EQ(days[1].marks.back(), 0);
}

TEST_F(MeasureTest, WhereTheStandardSaysNothingNothingIsMeasured) {
    EXPECT_TRUE(measures_of(nullptr).empty());
    EXPECT_TRUE(measures_of(real_rulebooks().find("thisted")->in_force(day("2026-03-17"))).empty());
}

}  // namespace
}  // namespace fjorten::service
