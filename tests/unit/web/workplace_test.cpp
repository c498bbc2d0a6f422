// The caseworker's pages on a real desk in memory: what a browser sends and gets.
#include "web/workplace.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "support/real_rulebooks.h"
#include "web/work_doors.h"
#include "web/work_map.h"

namespace fjorten::web {
namespace {

using calendar::Date;

/// A municipality with two caseworkers and no cases.
class House {
  public:
    House()
        : desk_(real_rulebooks(), [] { return *Date::from_ymd(2026, 3, 17); }),
          records_(store::memory_store()),
          accounts_(store::AccountStore::in_memory()),
          vault_(vault::Vault::in_memory()),
          surroundings_({.today = [] { return *Date::from_ymd(2026, 3, 17); },
                         .now = [this] { return now(); },
                         .random_id = [this](std::size_t n) { return random_id(n); }}),
          record_(desk_, *records_, *accounts_, *vault_, surroundings_),
          sessions_(*accounts_, surroundings_),
          place_(record_, sessions_, surroundings_.random_id) {
        add("mette", "Mette Holm", "caseworker");
        add("jens", "Jens Dahl", "caseworker");
        add("lone", "Lone Leder", "leader");
        add("per", "Per Politik", "policy_owner");
    }

    Workplace& place() { return place_; }
    const std::string& password_of(const std::string& name) { return passwords_[name]; }

    void add(const std::string& name, const std::string& display_name, const std::string& role) {
        store::Account account;
        account.name = name;
        account.display_name = display_name;
        account.municipality = "0730";
        account.role = role;
        account.unit = "Modtagelsen";
        account.scope = "municipality";
        passwords_[name] = sessions_.make_account(account).value();
    }

  private:
    std::string now() {
        ++ticks_;
        return "2026-03-17T08:00:" + std::to_string(10 + ticks_ / 1000 % 50) + "." +
               std::to_string(1000 + ticks_ % 1000).substr(1) + "Z";
    }
    std::string random_id(std::size_t n) {
        std::string id = std::to_string(++drawn_);
        while (id.size() < n) id.insert(0, "0");
        return id.substr(id.size() - n);
    }

    int ticks_ = 0;
    long drawn_ = 0;
    service::CaseDesk desk_;
    std::unique_ptr<store::RecordStore> records_;
    std::unique_ptr<store::AccountStore> accounts_;
    std::unique_ptr<vault::Vault> vault_;
    service::Surroundings surroundings_;
    service::RecordDesk record_;
    service::Sessions sessions_;
    Workplace place_;
    std::map<std::string, std::string> passwords_;
};

std::string form_text(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields)
        text += (text.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
    return text;
}

/// A browser as far as these pages need one: a cookie, and the hidden fields of the form it was shown.
class Browser {
  public:
    explicit Browser(House& house) : house_(house) {}

    Response get(const std::string& path) {
        Request request = request_of(Method::get, path);
        return take(house_.place().respond(request));
    }
    /// Sends `fields` with the hidden fields of the form for `path` on the page last shown.
    Response send(const std::string& path, Fields fields, std::string origin = "http://127.0.0.1:8080") {
        return post(path, with_hidden(path, std::move(fields)), std::move(origin));
    }
    Response post(const std::string& path, const Fields& fields,
                  std::string origin = "http://127.0.0.1:8080") {
        Request request = request_of(Method::post, path);
        request.content_type = "application/x-www-form-urlencoded";
        request.body = form_text(fields);
        request.origin = std::move(origin);
        return take(house_.place().respond(request));
    }
    Fields with_hidden(const std::string& path, Fields fields) const {
        const std::size_t form = page_.find("action=\"" + path + "\"");
        const std::string inside =
            form == std::string::npos ? "" : page_.substr(form, page_.find("</form>", form) - form);
        static const std::regex hidden(R"re(<input type="hidden" name="([^"]*)" value="([^"]*)">)re");
        for (std::sregex_iterator at(inside.begin(), inside.end(), hidden), end; at != end; ++at)
            fields.insert(fields.begin(), {(*at)[1], (*at)[2]});
        return fields;
    }
    Response log_in(const std::string& name) {
        get("/log-ind");
        return send("/log-ind", {{"name", name}, {"password", house_.password_of(name)}});
    }
    /// Follows a 303.
    Response follow(const Response& response) {
        return get(std::string(value_of(response.headers(), "Location")));
    }
    const std::string& page() const { return page_; }
    bool sees(std::string_view words) const { return page_.contains(words); }
    std::string cookie;
    std::string host = "127.0.0.1:8080";

  private:
    Request request_of(Method method, const std::string& path) const {
        Request request{.method = method,
                        .path = path,
                        .query = {},
                        .content_type = {},
                        .accept_encoding = {},
                        .body = {}};
        if (const auto mark = path.find_first_of("?#"); mark != std::string::npos) {
            request.path = path.substr(0, mark);
            static const std::regex pair(R"re([?&]([^=&#]*)=([^&#]*))re");
            for (std::sregex_iterator at(path.begin(), path.end(), pair), end; at != end; ++at)
                request.query.emplace_back((*at)[1], (*at)[2]);
        }
        request.cookie = cookie;
        request.host = host;
        return request;
    }
    Response take(Response response) {
        if (!response.body().empty()) page_ = response.body();
        const std::string set(value_of(response.headers(), "Set-Cookie"));
        if (!set.empty()) cookie = set.substr(0, set.find(';'));
        return response;
    }

    House& house_;
    std::string page_;
};

std::string case_path(const Response& response) {
    const std::string location(value_of(response.headers(), "Location"));
    return location.substr(0, location.find('?'));
}

/// A case opened by somebody who is logged in; the browser is on its page.
std::string open_case(Browser& browser, const std::string& name, const std::string& on = "2-3-2026") {
    browser.get("/sager/ny");
    const Response opened = browser.send(
        "/sager/ny",
        {{"name", name}, {"on", on}, {"by", "citizen"}, {"residence", "own"}, {"born", "1-5-1990"}});
    EXPECT_EQ(opened.status(), 303) << browser.page();
    browser.follow(opened);
    return case_path(opened);
}

TEST(Workplace, NobodyComesInWithoutLoggingIn) {
    House house;
    Browser browser(house);
    for (const char* path :
         {"/arbejde", "/sager", "/sager/ny", "/sag/26-00001", "/sag/26-00001/haendelse/plan_made"}) {
        const Response response = browser.get(path);
        EXPECT_EQ(response.status(), 303) << path;
        EXPECT_TRUE(value_of(response.headers(), "Location").starts_with("/log-ind?to=%2F")) << path;
    }
    EXPECT_EQ(value_of(browser.get("/en/work").headers(), "Location"), "/en/log-in?to=%2Fen%2Fwork");
}

TEST(Workplace, TheCookieIsForThisHostAndNoScript) {
    House house;
    Browser browser(house);
    const Response response = browser.log_in("mette");
    EXPECT_EQ(response.status(), 303);
    EXPECT_EQ(value_of(response.headers(), "Location"), "/arbejde");
    const std::string cookie(value_of(response.headers(), "Set-Cookie"));
    EXPECT_TRUE(cookie.starts_with("fjorten="));
    EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    Browser elsewhere(house);
    elsewhere.host = "fjorten.example";
    elsewhere.get("/log-ind");
    const Response secure = elsewhere.send(
        "/log-ind", {{"name", "mette"}, {"password", house.password_of("mette")}}, "https://fjorten.example");
    const std::string strict(value_of(secure.headers(), "Set-Cookie"));
    EXPECT_TRUE(strict.starts_with("__Host-fjorten=") && strict.ends_with("; Secure")) << strict;
    EXPECT_EQ(value_of(browser.get("/arbejde").headers(), "Cache-Control"), "no-store");
}

TEST(Workplace, AWrongPasswordSaysNotWhatWasWrong) {
    House house;
    Browser browser(house);
    browser.get("/log-ind");
    const Response wrong = browser.send("/log-ind", {{"name", "mette"}, {"password", "x"}});
    EXPECT_EQ(wrong.status(), 403);
    EXPECT_TRUE(browser.sees("passer ikke"));
    EXPECT_TRUE(browser.sees("value=\"mette\""));
    EXPECT_TRUE(value_of(wrong.headers(), "Set-Cookie").empty());
}

TEST(Workplace, LoggingInLeadsNowhereElse) {
    House house;
    Browser browser(house);
    for (const char* to : {"https://evil.example/", "//evil.example/sag/1", "/log-ud", "javascript:alert(1)",
                           "/mine-datoer"}) {
        const Response response = browser.post(
            "/log-ind", {{"name", "mette"}, {"password", house.password_of("mette")}, {"to", to}});
        EXPECT_EQ(value_of(response.headers(), "Location"), "/arbejde") << to;
    }
}

TEST(Workplace, AFormOfSomebodyElseIsRefused) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    const Fields note = browser.with_hidden(path + "/note", {{"text", "hej"}});
    EXPECT_EQ(Workplace::pattern_of(path + "/note"), "/sag/*/note");
    EXPECT_EQ(browser.post(path + "/note", note, "http://evil.example").status(), 403);
    EXPECT_EQ(browser.post(path + "/note", note, "null").status(), 403);
    Fields forged = note;
    for (auto& field : forged) {
        if (field.first == "secret") field.second = "forged";
    }
    EXPECT_EQ(browser.post(path + "/note", forged, "").status(), 403);
    std::erase_if(forged, [](const auto& field) { return field.first == "secret"; });
    EXPECT_EQ(browser.post(path + "/note", forged, "").status(), 403);
    browser.get(path);
    EXPECT_FALSE(browser.sees("hej"));
    EXPECT_EQ(browser.post(path + "/note", note, "").status(), 303) << "an older browser tells no origin";
}

TEST(Workplace, AsksForTheReasonsWhereTheRulesLeaveItToJudgement) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    browser.get(path + "/haendelse/treatment_started");
    EXPECT_TRUE(browser.sees("Overladt til et skøn: "));
    EXPECT_TRUE(browser.sees("name=\"f.reason\""));
    // Nothing is judged about a no-show.
    browser.get(path + "/haendelse/appointment_missed");
    EXPECT_FALSE(browser.sees("Overladt til et skøn"));
    browser.get(path + "/haendelse/treatment_started");
    const Response started =
        browser.send(path + "/haendelse/treatment_started", {{"on", "10-3-2026"},
                                                             {"f.service", "ambulatory"},
                                                             {"f.reason", "Hashen fylder hele hverdagen"},
                                                             {"happened", "yes"}});
    ASSERT_EQ(started.status(), 303) << browser.page();
    browser.get(path);
    EXPECT_TRUE(browser.sees("Hashen fylder hele hverdagen"));
}

TEST(Workplace, LeadersTryRulesOutOnTheirOwnCases) {
    House house;
    Browser caseworker(house);
    caseworker.log_in("mette");
    const std::string path = open_case(caseworker, "Anna Opdigtet");
    EXPECT_EQ(caseworker.get("/arbejde/proev").status(), 403);
    Browser leader(house);
    leader.log_in("lone");
    EXPECT_EQ(leader.get("/arbejde/proev").status(), 200);
    EXPECT_TRUE(leader.sees("selected>Randers")) << leader.page();
    leader.get("/arbejde/proev?from=randers@2021-12-13&to=mariagerfjord@2024-01-01");
    EXPECT_TRUE(leader.sees("1 af 1 sager får et andet svar")) << leader.page();
    EXPECT_TRUE(leader.sees("href=\"" + path + "\""));
    EXPECT_FALSE(leader.sees("Anna Opdigtet"));
    // The owner of the standard may count, and not read.
    Browser owner(house);
    owner.log_in("per");
    owner.get("/arbejde/proev?from=randers@2021-12-13&to=mariagerfjord@2024-01-01");
    EXPECT_TRUE(owner.sees("1 af 1 sager får et andet svar"));
    EXPECT_FALSE(owner.sees(path.substr(path.rfind('/') + 1)));
}

TEST(Workplace, FromTheFirstContactToALateFactAndItsCorrection) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    EXPECT_TRUE(browser.sees("Behandlingsgarantien"));
    EXPECT_TRUE(browser.sees("1 dag for sent"));
    // A no-show: opened, answered, saved.
    browser.get(path + "/haendelse/appointment_missed");
    EXPECT_TRUE(browser.sees("value=\"17-3-2026\""));
    const Response missed =
        browser.send(path + "/haendelse/appointment_missed", {{"on", "17-3-2026"}, {"f.notice", "no"}});
    EXPECT_EQ(missed.status(), 303);
    browser.follow(missed);
    EXPECT_TRUE(browser.sees("Udeblevet fra aftale, 17. marts 2026"));
    // Treatment had begun in time, and nobody had written it down.
    browser.get(path + "/haendelse/treatment_started");
    const Response started = browser.send(path + "/haendelse/treatment_started",
                                          {{"on", "10-3"}, {"f.service", "ambulatory"}, {"happened", "yes"}});
    EXPECT_EQ(started.status(), 303) << browser.page();
    browser.follow(started);
    EXPECT_TRUE(browser.sees("Kendt siden 17. marts 2026"));
    EXPECT_TRUE(browser.sees("før: Overskredet"));
    // It was another day.
    const std::regex link(path + "/ret/(\\d+)\"");
    std::smatch found;
    const std::string of_the_start =
        browser.page().substr(browser.page().find("<strong>Behandling begyndt</strong>"));
    ASSERT_TRUE(std::regex_search(of_the_start, found, link));
    const std::string correction = path + "/ret/" + found[1].str();
    browser.get(correction);
    EXPECT_EQ(
        browser.send(correction, {{"what", "replace"}, {"on", "12-3"}, {"f.service", "ambulatory"}}).status(),
        422);
    EXPECT_TRUE(browser.sees("Skriv en begrundelse"));
    const Response corrected = browser.send(
        correction,
        {{"what", "replace"}, {"on", "17-3"}, {"f.service", "ambulatory"}, {"reason", "skrevet forkert"}});
    EXPECT_EQ(corrected.status(), 303) << browser.page();
    browser.follow(corrected);
    EXPECT_TRUE(browser.sees("<del>"));
    EXPECT_TRUE(browser.sees("skrevet forkert"));
    EXPECT_TRUE(browser.sees("En frist er overskredet")) << "the late correction says what it made wrong";
}

TEST(Workplace, ADoubleClickSavesOnce) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    const Fields note = browser.with_hidden(path + "/note", {{"text", "kun en gang"}});
    const Response first = browser.post(path + "/note", note), second = browser.post(path + "/note", note);
    EXPECT_EQ(first.status(), 303);
    EXPECT_EQ(second.status(), 303);
    EXPECT_EQ(value_of(first.headers(), "Location"), value_of(second.headers(), "Location"));
    browser.get(path);
    const auto once = browser.page().find("kun en gang");
    ASSERT_NE(once, std::string::npos);
    EXPECT_EQ(browser.page().find("kun en gang", once + 1), std::string::npos);
}

TEST(Workplace, WhoeverSavesSecondSeesWhatIsNewAndKeepsWhatWasTyped) {
    House house;
    Browser mette(house), jens(house);
    mette.log_in("mette");
    jens.log_in("jens");
    const std::string path = open_case(mette, "Anna Opdigtet");
    const std::string form = path + "/haendelse/appointment_missed";
    mette.get(form);
    jens.get(path);
    EXPECT_EQ(jens.send(path + "/note", {{"text", "hun har ringet"}}).status(), 303);
    const Response late = mette.send(form, {{"on", "16-3-2026"}, {"f.notice", "yes"}});
    EXPECT_EQ(late.status(), 409);
    EXPECT_TRUE(mette.sees("Intet af det, du skrev, er tabt"));
    EXPECT_TRUE(mette.sees("hun har ringet"));
    EXPECT_TRUE(mette.sees("Jens Dahl"));
    EXPECT_TRUE(mette.sees("value=\"16-3-2026\""));
    EXPECT_EQ(mette.send(form, {{"on", "16-3-2026"}, {"f.notice", "yes"}}).status(), 303) << "and once more";
}

TEST(Workplace, WhatWasTypedOutlivesTheSession) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    const std::string form = path + "/haendelse/complaint_received";
    browser.get(form);
    const Fields typed = browser.with_hidden(form, {{"on", "min dag"}, {"f.about", "staff"}});
    browser.cookie.clear();
    EXPECT_EQ(browser.post(form, typed).status(), 403);
    EXPECT_TRUE(browser.sees("Du var logget ud"));
    const Response back =
        browser.send("/log-ind", {{"name", "mette"}, {"password", house.password_of("mette")}});
    EXPECT_EQ(back.status(), 200);
    EXPECT_TRUE(browser.sees("value=\"min dag\""));
    EXPECT_TRUE(browser.sees("value=\"staff\" selected"));
    EXPECT_EQ(browser.send(form, {{"on", "i dag"}, {"f.about", "staff"}}).status(), 303) << browser.page();
}

TEST(Workplace, PeopleAreFoundWithoutStandingInAnAddress) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    open_case(browser, "Anna Opdigtet");
    const std::string second = open_case(browser, "Bo Opdigtet", "3-3-2026");
    browser.get("/sager");
    EXPECT_EQ(browser.send("/sager", {{"q", "opdigtet"}}).status(), 200);
    EXPECT_TRUE(browser.sees("2 sager"));
    const Response one = browser.send("/sager", {{"q", "bo"}});
    EXPECT_EQ(one.status(), 303);
    EXPECT_EQ(case_path(one), second);
    EXPECT_EQ(browser.get("/sager?q=Anna").status(), 200);
    EXPECT_FALSE(browser.sees("Anna"));
}

TEST(Workplace, ASecondCaseForTheSamePersonIsNotMadeByMistake) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    for (int i = 0; i < 2; ++i) {
        browser.get("/sager/ny");
        const Response response = browser.send(
            "/sager/ny",
            {{"name", "Anna Opdigtet"}, {"on", "2-3"}, {"by", "citizen"}, {"cpr", "010590-1234"}});
        EXPECT_EQ(response.status(), i == 0 ? 303 : 409);
    }
    EXPECT_TRUE(browser.sees("Personen har en sag i forvejen"));
    const Response anyway = browser.send("/sager/ny", {{"name", "Anna Opdigtet"},
                                                       {"on", "2-3"},
                                                       {"by", "citizen"},
                                                       {"cpr", "010590-1234"},
                                                       {"anyway", "yes"}});
    EXPECT_EQ(anyway.status(), 303) << browser.page();
}

TEST(Workplace, SmallFormsOfTheCase) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    EXPECT_EQ(browser.send(path + "/note", {{"text", "  "}}).status(), 422);
    EXPECT_TRUE(browser.sees("Skriv noget i notatet"));
    browser.get(path + "/tildel");
    const Response given = browser.send(path + "/tildel", {{"assigned_to", ""}, {"unit", "Aften"}});
    EXPECT_EQ(given.status(), 303) << browser.page();
    browser.follow(given);
    EXPECT_TRUE(browser.sees("Ingen ansvarlig"));
    browser.get(path + "/oplysning?fact=pregnant");
    const Response told = browser.send(path + "/oplysning", {{"fact", "pregnant"}, {"value", "yes"}});
    EXPECT_EQ(told.status(), 303) << browser.page();
    browser.follow(told);
    EXPECT_TRUE(browser.sees("Gravid: ja"));
    browser.get(path + "/person");
    const Response changed = browser.send(
        path + "/person",
        {{"name", "Anna Nyt Navn"}, {"reach", "kun sms"}, {"protected", "yes"}, {"address", "Vej 1"}});
    EXPECT_EQ(changed.status(), 303) << browser.page();
    browser.follow(changed);
    EXPECT_TRUE(browser.sees("Anna Nyt Navn"));
    EXPECT_TRUE(browser.sees("kun sms"));
    EXPECT_FALSE(browser.sees("Vej 1"));
    browser.get(path + "?address=1");
    EXPECT_TRUE(browser.sees("Vej 1"));
}

TEST(Workplace, ForgedRequestsMakeNoCrash) {
    House house;
    Browser browser(house);
    browser.log_in("mette");
    const std::string path = open_case(browser, "Anna Opdigtet");
    for (const std::string& forged :
         {path + "/ret/99", path + "/ret/x", path + "/ret/1", path + "/haendelse/nothing",
          std::string("/sag/26-99999"), path + "?on=nonsense", path + "?on=1-1-1900", path + "?since=-5",
          path + "?since=99999999999999999999", path + "?known=1-1-2020", path + "/oplysning",
          std::string("/arbejde?of=chosen&unit=x&person=y")})
        EXPECT_LT(browser.get(forged).status(), 500) << forged;
    for (const char* what : {"/note", "/tildel", "/oplysning", "/person", "/ret/1", "/haendelse/plan_made"}) {
        browser.get(path);
        const Fields hidden = browser.with_hidden(path + "/note", {});
        EXPECT_LT(browser.post(path + what, hidden).status(), 500) << what;
    }
    EXPECT_EQ(browser.post("/arbejde", {}).status(), 405);
    EXPECT_EQ(browser.post(path, {}).status(), 405);
}

// Every place with every role: the page of each opens for those whom the one table of roles
// (service/authorisation.cpp) gives one of the permissions that its line in the table of doors names.
TEST(Workplace, EveryPageOpensForThoseOfTheTablesAndNobodyElse) {
    using enum WorkPlace;
    // For everybody, logged in or not.
    static const std::set<WorkPlace> doors = {log_in,         log_out,         code,         outside_log_in,
                                              outside_answer, outside_log_out, calendar_file};
    House house;
    Browser caseworker(house);
    caseworker.log_in("mette");
    const std::string case_id = open_case(caseworker, "Anna Opdigtet").substr(5);
    for (const service::Role role : service::all_roles()) {
        const std::string name(service::name_of(role));
        house.add("all." + name, name, name);
        Browser browser(house);
        browser.log_in("all." + name);
        const service::Who who{
            .account_id = "x", .display_name = {}, .municipality = "0730", .role = role, .unit = {}};
        for (int i = 0; i <= static_cast<int>(supervised_case); ++i) {
            const auto place = static_cast<WorkPlace>(i);
            if (doors.contains(place)) continue;
            const std::string path = path_of({.place = place, .case_id = case_id, .item = "1"});
            ASSERT_FALSE(openers_of(place).empty()) << path << " has no line in the table of doors";
            const bool is_open = may_enter(who, place);
            const int status = browser.get(path).status();
            const bool was_shut = status == 403 || (place == work && status == 303);
            EXPECT_EQ(was_shut, !is_open) << name << " at " << path << ": " << status;
        }
    }
}

// Said once more by hand, for what would hurt most.
TEST(Workplace, NobodyReadsACaseWhoHasNoBusinessThere) {
    const auto opens = [](service::Role role, WorkPlace place) {
        return std::ranges::any_of(openers_of(place), [&](const service::Permission permission) {
            return may(
                {.account_id = "x", .display_name = {}, .municipality = "0730", .role = role, .unit = {}},
                permission);
        });
    };
    using enum service::Role;
    for (const service::Role role : {provider, policy_owner, auditor, administrator, citizen}) {
        for (const WorkPlace place : {WorkPlace::case_file, WorkPlace::document, WorkPlace::case_copy,
                                      WorkPlace::person, WorkPlace::search, WorkPlace::conversation})
            EXPECT_FALSE(opens(role, place)) << static_cast<int>(place) << " " << name_of(role);
    }
    for (const service::Role role : service::all_roles()) {
        EXPECT_EQ(opens(role, WorkPlace::my_case), role == citizen);
        EXPECT_EQ(opens(role, WorkPlace::access_log), role == leader || role == auditor);
        EXPECT_EQ(opens(role, WorkPlace::own_access), role != citizen);
    }
}

}  // namespace
}  // namespace fjorten::web
