// The caseworker's pages as functions of what they show.
#include "web/work_pages.h"

#include <gtest/gtest.h>

#include "service/sheet.h"
#include "web/work_new_case.h"
#include "work_case.h"

namespace fjorten::web {
namespace {

using calendar::Date;

const Date today = *Date::from_ymd(2026, 3, 17);
const std::string hostile = "<script>alert('x')</script>\"&";

bool says(const std::string& page, std::string_view words) { return page.contains(words); }

service::WorkItem item(std::string name, std::string_view clock, engine::ClockState state, int days_left) {
    const auto* law = real_rulebooks().find("law")->in_force(today);
    service::WorkItem made;
    made.key = {"0730", "26-" + name.substr(0, 2)};
    made.person_name = std::move(name);
    made.rule = law->find(clock);
    made.clock = "law." + std::string(clock);
    made.state = state;
    made.due = today.plus_days(days_left);
    made.days_left = days_left;
    return made;
}

service::WorkList work_list() {
    service::WorkList list;
    list.on = today;
    list.items = {item("Anna", "treatment_guarantee", engine::ClockState::breached, -5),
                  item(hostile, "doctor_talk", engine::ClockState::running, 0),
                  item("Carl", "follow_up_1_month", engine::ClockState::running, 3)};
    list.items[1].is_protected = true;
    list.overdue = list.due_today = list.coming = 1;
    list.cases = 3;
    return list;
}

TEST(WorkListPage, ToldApartByPlaceSignAndWord) {
    const std::string page = work_list_page(work_setting(), work_list(), {}, {});
    const auto overdue = page.find("id=\"overdue\""), now = page.find("id=\"today\""),
               soon = page.find("id=\"coming\"");
    ASSERT_NE(overdue, std::string::npos);
    EXPECT_LT(overdue, now);
    EXPECT_LT(now, soon);
    EXPECT_LT(overdue, page.find("5 dage for sent"));
    EXPECT_TRUE(says(page, "Om 3 dage"));
    EXPECT_TRUE(says(page, "Beskyttet adresse"));
    EXPECT_TRUE(says(page, "Lovens rettighed"));
}

TEST(WorkListPage, OfThousandsTheMostSeriousAreShownAndTheRestCounted) {
    service::WorkList list = work_list();
    for (int i = 0; i < 20'000; ++i)
        list.items.push_back(
            item("Borger " + std::to_string(i), "treatment_guarantee", engine::ClockState::breached, -1));
    const std::string page = work_list_page(work_setting(), list, {}, {});
    EXPECT_LT(page.size(), 1'000'000U);
    EXPECT_TRUE(says(page, "Anna"));
    EXPECT_TRUE(says(page, "Borger 198"));
    EXPECT_FALSE(says(page, "Borger 199"));
    EXPECT_TRUE(says(page, "19801 til"));
}

TEST(WorkListPage, EveryLineLeadsToWhatWouldMeetItAndToANoShow) {
    const std::string page = work_list_page(work_setting(), work_list(), {}, {});
    EXPECT_TRUE(says(page, "href=\"/sag/26-An/haendelse/treatment_started\""));
    EXPECT_TRUE(says(page, "href=\"/sag/26-An/haendelse/appointment_missed\""));
    EXPECT_TRUE(says(page, "href=\"/sag/26-Ca/haendelse/follow_up_held?f.mark=1_month\""));
    EXPECT_TRUE(says(page, "href=\"/sag/26-An?why=law.treatment_guarantee.1#why\""));
}

TEST(WorkListPage, WhoMayOnlyLookGetsNoActions) {
    WorkSetting setting = work_setting();
    setting.who.role = service::Role::auditor;
    EXPECT_FALSE(says(work_list_page(setting, work_list(), {}, {}), "/haendelse/"));
}

TEST(WorkPages, EveryKindOfSheetHasATitleInBothLanguages) {
    for (const auto& kind : service::sheet_kinds()) {
        for (const Language language : {Language::da, Language::en})
            EXPECT_TRUE(has_message(language, "work.entry." + std::string(kind.type))) << kind.type;
    }
}

TEST(WorkPages, NamesAreNeverMarkup) {
    auto view = case_view(late_case, today);
    view.person = {.name = hostile,
                   .cpr = "0105901234",
                   .address = hostile,
                   .telephone = hostile,
                   .email = hostile,
                   .is_protected = false,
                   .reach_safely = hostile,
                   .interpreter = hostile};
    view.unit = view.assigned_to = view.assigned_to_name = hostile;
    view.entries.front().note = hostile;
    view.entries.front().actor_name = hostile;
    store::Account colleague;
    colleague.id = colleague.display_name = colleague.unit = hostile;
    WorkSetting setting = work_setting();
    setting.who.display_name = hostile;
    CaseLook look;
    look.typed_on = look.typed_as_known = look.why = hostile;
    NewCasePage fresh;
    fresh.typed = read_new_case({{"name", hostile}, {"on", hostile}, {"cpr", hostile}, {"reach", hostile}},
                                real_rulebooks().vocabulary);
    fresh.colleagues = {colleague};
    fresh.from_name = hostile;
    TypedEvent typed{.on = hostile, .known = hostile, .re = hostile, .fields = {{"notice", hostile}}};
    Unsaved unsaved{.problems = {{"on", hostile}}, .conflict = service::Conflict{1, {1}}};
    for (const std::string& page :
         {case_page(setting, view, look, {colleague}), work_list_page(setting, work_list(), {}, {colleague}),
          search_page(
              setting, hostile,
              std::vector<service::FoundCase>{{view.key, hostile, true, true, hostile, hostile, today}}),
          new_case_page(setting, fresh), note_page(setting, view, {{{"text", hostile}}, unsaved}),
          assignment_page(setting, view, {{{"unit", hostile}}, unsaved}, {colleague}),
          event_page(setting, view,
                     {*real_rulebooks().vocabulary.find_event("appointment_missed"), typed, "yes", hostile,
                      unsaved}),
          correction_page(setting, view, {1, typed, "replace", hostile, unsaved}),
          log_in_page(setting, {hostile, "wrong", hostile, {{hostile, hostile}}})}) {
        EXPECT_FALSE(says(page, "<script>"));
        EXPECT_TRUE(says(page, "&lt;script&gt;"));
    }
}

TEST(CasePage, WhatMattersNowComesFirstWithItsReasons) {
    const auto view = case_view(late_case, today);
    const std::string page = case_page(work_setting(), view, {}, {});
    EXPECT_TRUE(says(page, "Anna Opdigtet"));
    EXPECT_TRUE(says(page, "1 dag for sent"));
    EXPECT_TRUE(says(page, "2. marts 2026 + 14 dage = 16. marts 2026"));
    EXPECT_TRUE(says(page, "Bragt i orden med:"));
    EXPECT_TRUE(says(page, "/sag/26-4F7K/haendelse/treatment_started"));
    EXPECT_LT(page.find("id=\"clocks\""), page.find("id=\"course\""));
    EXPECT_FALSE(says(page, "<title>Anna")) << "the history of a browser needs no names";
}

TEST(CasePage, ThereIsOneSecretAndOneKeyInEveryForm) {
    const auto view = case_view(late_case, today);
    const std::string page = case_page(work_setting(), view, {}, {});
    std::size_t forms = 0, secrets = 0;
    for (auto at = page.find("method=\"post\""); at != std::string::npos;
         at = page.find("method=\"post\"", at + 1))
        ++forms;
    for (auto at = page.find("secret-of-the-session"); at != std::string::npos;
         at = page.find("secret-of-the-session", at + 1))
        ++secrets;
    EXPECT_GT(forms, 3U);
    EXPECT_EQ(forms, secrets);
    EXPECT_TRUE(says(page, "value=\"key-of-the-page-note\""));
}

TEST(CasePage, AProtectedAddressIsShownOnlyWhenAskedFor) {
    auto view = case_view(late_case, today);
    view.person.is_protected = true;
    view.person.address = "Hemmelig Vej 1";
    EXPECT_FALSE(says(case_page(work_setting(), view, {}, {}), "Hemmelig Vej"));
    CaseLook look;
    look.shows_address = true;
    EXPECT_TRUE(says(case_page(work_setting(), view, look, {}), "Hemmelig Vej"));
}

TEST(CasePage, AnotherDayIsForLookingOnly) {
    const auto view = case_view(late_case, today);
    CaseLook look;
    look.on = *Date::from_ymd(2026, 3, 10);
    const std::string page = case_page(work_setting(), view, look, {});
    EXPECT_TRUE(says(page, "Du ser ikke sagen, som den er i dag"));
    EXPECT_FALSE(says(page, "/haendelse/"));
    EXPECT_FALSE(says(page, "name=\"version\""));
}

TEST(CasePage, WhatWasCorrectedStaysVisible) {
    auto view = case_view(
        late_case + "  - {on: 2026-03-05, event: appointment_missed, notice: false, known: 2026-03-09}\n",
        today);
    view.entries[0].corrected_by = 3;
    const std::string page = case_page(work_setting(), view, {}, {});
    EXPECT_TRUE(says(page, "<del>"));
    EXPECT_TRUE(says(page, "Rettet, se det rigtige"));
    EXPECT_TRUE(says(page, "Kendt siden 9. marts 2026"));
    EXPECT_TRUE(says(page, "Afbud i tide: nej"));
    EXPECT_TRUE(says(page, "/sag/26-4F7K/ret/2"));
    EXPECT_FALSE(says(page, "/sag/26-4F7K/ret/1\"")) << "what is corrected already is not corrected again";
}

TEST(CasePage, AfterSavingItSaysWhatChanged) {
    const auto before = case_view(late_case, *Date::from_ymd(2026, 3, 10));
    const auto view = case_view(late_case, today);
    service::Done done;
    for (std::size_t i = 0; i < view.evaluation.clocks.size(); ++i) {
        if (view.evaluation.clocks[i].rule->id == "law.treatment_guarantee")
            done.changes.push_back(
                {"law.treatment_guarantee", 1, before.evaluation.clocks[i], view.evaluation.clocks[i]});
    }
    ASSERT_EQ(done.changes.size(), 1U);
    CaseLook look;
    look.saved = done;
    const std::string page = case_page(work_setting(), view, look, {});
    EXPECT_TRUE(says(page, "En frist er overskredet"));
    EXPECT_TRUE(says(page, "før: Fristen løber"));
    EXPECT_LT(page.find("id=\"saved\""), page.find("<h1>"));
}

TEST(EventPage, ABlockedActionShowsEveryBlockerAndTheWaysOn) {
    const auto view = case_view(late_case, today);
    const auto refuse = *real_rulebooks().vocabulary.find_action("refuse");
    const auto found = std::ranges::find(view.evaluation.actions, refuse, &engine::ActionResult::action);
    ASSERT_NE(found, view.evaluation.actions.end());
    ASSERT_FALSE(found->because.empty());
    EventPage page{.type = *real_rulebooks().vocabulary.find_event("decision_made"),
                   .typed = {.on = "17-3-2026", .known = {}, .re = {}, .fields = {{"result", "refused"}}},
                   .happened = {},
                   .pass_reason = {},
                   .unsaved = {.blocked = service::Blocked{*found}}};
    const std::string text = event_page(work_setting(), view, page);
    for (const auto& blocker : found->because) EXPECT_TRUE(says(text, blocker.rule->title.da));
    EXPECT_TRUE(says(text, "Det er allerede sket"));
    EXPECT_TRUE(says(text, "value=\"refused\" checked")) << "what was typed is still there";
    EXPECT_FALSE(says(text, "pass_reason\" class")) << "only the named role may pass";
    page.unsaved.blocked->action.override_role = "caseworker";
    EXPECT_TRUE(says(event_page(work_setting(), view, page), "name=\"pass_reason\" class"));
}

TEST(EventPage, AConflictShowsWhatIsNewAndKeepsWhatWasTyped) {
    const auto view =
        case_view(late_case + "  - {on: 2026-03-05, event: appointment_missed, notice: false}\n", today);
    const std::string text = event_page(work_setting(), view,
                                        {*real_rulebooks().vocabulary.find_event("plan_made"),
                                         {.on = "min dag", .known = {}, .re = {}, .fields = {}},
                                         {},
                                         {},
                                         {.conflict = service::Conflict{2, {2}}}});
    EXPECT_TRUE(says(text, "Intet af det, du skrev, er tabt"));
    EXPECT_TRUE(says(text, "Udeblevet fra aftale"));
    EXPECT_TRUE(says(text, "value=\"min dag\""));
    EXPECT_TRUE(says(text, "name=\"version\" value=\"2\""));
}

TEST(CasePage, ARuleThatWasPassedIsCalledByItsTitle) {
    const auto view =
        case_view(late_case +
                      "  - {on: 2026-03-10, event: gate_passed, action: grant_residential, rule: "
                      "law.decision_on_assessment, reason: kan ikke vente}\n",
                  today);
    const std::string page = case_page(work_setting(), view, {}, {});
    EXPECT_TRUE(says(page, "kan ikke vente"));
    EXPECT_FALSE(says(page, "law.decision_on_assessment"));
}

TEST(WorkPages, InventedPeopleAreCalledSo) {
    WorkSetting setting = work_setting();
    EXPECT_TRUE(says(work_list_page(setting, work_list(), {}, {}), "opdigtede"));
    setting.demonstration = Demonstration::no;
    EXPECT_FALSE(says(work_list_page(setting, work_list(), {}, {}), "opdigtede"));
}

TEST(WorkListPage, WhatCannotBeWorkedOutIsAnsweredNotMet) {
    service::WorkList list = work_list();
    list.items = {item("Anna", "treatment_guarantee", engine::ClockState::unknown, -5)};
    list.undecided = 1;
    const std::string page = work_list_page(work_setting(), list, {}, {});
    EXPECT_TRUE(says(page, "id=\"undecided\""));
    EXPECT_TRUE(says(page, "href=\"/sag/26-An#missing\""));
    EXPECT_FALSE(says(page, "treatment_started"));
    EXPECT_FALSE(says(page, "dage for sent"));
}

TEST(WorkPages, BothLanguagesSayEverything) {
    const auto view = case_view(late_case, today);
    const std::string english = case_page(work_setting(Language::en), view, {}, {});
    EXPECT_TRUE(says(english, "<html lang=\"en\">"));
    EXPECT_TRUE(says(english, "1 day late"));
    for (const std::string& page : {english, case_page(work_setting(), view, {}, {})}) {
        EXPECT_FALSE(says(page, ">work."));
        EXPECT_FALSE(says(page, ">web."));
    }
    EXPECT_TRUE(says(english, "href=\"/sag/26-4F7K\""));
}

}  // namespace
}  // namespace fjorten::web
