// What the pages about access show; which of them answers what is in work_access_visits.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "calendar/today.h"
#include "letters/html.h"
#include "letters/pdf.h"
#include "letters/qr_code.h"
#include "service/second_factor.h"
#include "web/csv.h"
#include "web/work_access.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

constexpr std::string_view texts = "work.access_log.";

std::string say(const WorkSetting& setting, const std::string& key,
                const std::vector<std::string>& args = {}) {
    return setting.say(std::string(texts) + key, args);
}

std::string act_words(const WorkSetting& setting, const std::string& act) {
    return setting.say("access.act." + act);
}
std::string ground_words(const WorkSetting& setting, const std::string& ground) {
    return ground.empty() ? std::string{} : setting.say("access.ground." + ground);
}
std::string outcome_words(const WorkSetting& setting, const std::string& outcome) {
    return setting.say("access.outcome." + outcome);
}
std::string role_of(const WorkSetting& setting, const service::NamedAccess& one) {
    return answer::role_words(setting.library.vocabulary, one.entry.role, setting.language());
}

/// The page about one's own access.
class OwnAccessPage {
  public:
    OwnAccessPage(const WorkSetting& setting, const OwnAccess& access) : setting_(setting), access_(access) {}

    std::string text() const {
        const std::string title = setting_.say("work.own.title");
        Html notice = error_summary(access_.problems, setting_.language());
        if (access_.must_have_factor && !access_.has_factor)
            notice += alert(Tone::warning, 2, setting_.say("work.own.must"),
                            element("p", {{"class", "alert-text"}}, setting_.say("work.own.must.text")));
        if (!access_.done.empty())
            notice += alert(Tone::success, 2, setting_.say("work.own.done." + access_.done), {});
        return work_page(
            setting_, {.title = title},
            access_.must_have_factor && !access_.has_factor
                ? all(notice, heading(1, title), factor())
                : all(notice, heading(1, title), shown_once(), factor(), password(), sessions(), tokens()));
    }

  private:
    Html form(std::string_view what, const Html& fields, const Html& submit) const {
        return post_form(setting_, setting_.to(WorkPlace::own_access),
                         all(form_fields(setting_, what), hidden_field("do", std::string(what))),
                         all(fields, submit));
    }
    std::string error_of(const std::string& field) const {
        const auto found = std::ranges::find(access_.problems, field, &Problem::field);
        return found == access_.problems.end() ? std::string{} : found->sentence;
    }

    Html shown_once() const {
        Html out;
        if (!access_.new_codes.empty()) {
            Html items;
            for (const auto& code : access_.new_codes) items += element("li", {}, element("code", {}, code));
            out += alert(Tone::info, 2, setting_.say("work.own.codes"),
                         all(element("p", {{"class", "alert-text"}}, setting_.say("work.own.codes.text")),
                             element("ul", {{"class", "codes"}}, items)));
        }
        if (!access_.new_token.empty())
            out += alert(Tone::info, 2, setting_.say("work.own.token.new"),
                         all(element("p", {{"class", "alert-text"}}, setting_.say("work.own.token.once")),
                             element("p", {}, element("code", {{"class", "long-code"}}, access_.new_token))));
        return out;
    }

    Html factor() const {
        if (!access_.has_password) return {};
        Html content;
        if (!access_.secret.empty()) {
            content = set_up();
        } else if (access_.has_factor) {
            content = all(paragraph(badge(Tone::success, Icon::done, setting_.say("work.own.factor.on"))),
                          paragraph(message_count(setting_.language(), "work.own.factor.codes",
                                                  static_cast<long>(access_.paper_codes))),
                          form("factor_begin", {},
                               button(ButtonKind::secondary, setting_.say("work.own.factor.again"))));
            if (!access_.must_have_factor)
                content += form("factor_remove", code_field(),
                                button(ButtonKind::secondary, setting_.say("work.own.factor.remove")));
        } else {
            content = all(
                paragraph(setting_.say("work.own.factor.off")),
                form("factor_begin", {}, button(ButtonKind::primary, setting_.say("work.own.factor.begin"))));
        }
        return element("section", {}, heading(2, setting_.say("work.own.factor")), content);
    }

    Html code_field() const {
        return text_field({.name = "code",
                           .label = setting_.say("work.own.factor.code"),
                           .hint = setting_.say("work.own.factor.code.hint"),
                           .error = error_of("code")},
                          {{"autocomplete", "one-time-code"}, {"inputmode", "numeric"}}, setting_.language());
    }

    Html set_up() const {
        const std::string address =
            service::totp_address(setting_.say("web.site"), setting_.who.display_name, access_.secret);
        const auto code = letters::qr_code(address, setting_.say("work.own.factor.qr"));
        std::string groups;
        for (std::size_t i = 0; i < access_.secret.size(); ++i)
            groups += (i > 0 && i % 4 == 0 ? " " : "") + access_.secret.substr(i, 1);
        Html shown = code ? letters::to_html(*code) : Html{};
        return all(element("ol", {}, element("li", {}, setting_.say("work.own.factor.step.app"), shown),
                           element("li", {}, setting_.say("work.own.factor.step.typed"), " ",
                                   element("code", {{"class", "long-code"}}, groups)),
                           element("li", {}, setting_.say("work.own.factor.step.code"))),
                   form("factor_confirm", all(hidden_field("new_secret", access_.secret), code_field()),
                        button(ButtonKind::primary, setting_.say("work.own.factor.confirm"))));
    }

    Html password_field(const std::string& name, const std::string& label, const std::string& autocomplete,
                        const std::string& hint = {}) const {
        return text_field({.name = name, .label = label, .hint = hint, .error = error_of(name)},
                          {{"type", "password"}, {"autocomplete", autocomplete}}, setting_.language());
    }

    Html password() const {
        if (!access_.has_password) return {};
        return element(
            "section", {}, heading(2, setting_.say("work.own.password")),
            form(
                "password",
                all(password_field("old_password", setting_.say("work.own.password.old"), "current-password"),
                    password_field("new_password", setting_.say("work.own.password.new"), "new-password",
                                   setting_.say("work.own.password.hint",
                                                {std::to_string(service::Sessions::shortest_password)}))),
                button(ButtonKind::secondary, setting_.say("work.own.password.change"))));
    }

    Html sessions() const {
        Table all_sessions{
            .caption = setting_.say("work.own.sessions"),
            .columns = {setting_.say("work.own.session.began"), setting_.say("work.own.session.used"),
                        setting_.say("work.own.session.ends"), setting_.say("work.own.session.end")},
            .rows = {}};
        for (const auto& session : access_.sessions) {
            const bool is_this = session.id == access_.session_id;
            const Html end = is_this ? Html(setting_.say("work.own.session.this"))
                                     : form("session_end", hidden_field("session", session.id),
                                            button(ButtonKind::link, setting_.say("work.own.session.end")));
            all_sessions.rows.push_back({moment_words(session.started_at, setting_.language()),
                                         moment_words(session.last_used_at, setting_.language()),
                                         moment_words(session.ends_at, setting_.language()), end});
        }
        return element("section", {}, table(all_sessions));
    }

    Html tokens() const {
        Html list;
        if (!access_.tokens.empty()) {
            Table rows{.caption = setting_.say("work.own.tokens"),
                       .columns = {setting_.say("work.own.token.label"), setting_.say("work.own.token.scope"),
                                   setting_.say("work.own.token.ends"), setting_.say("work.own.token.used"),
                                   setting_.say("work.own.token.end")},
                       .rows = {}};
            for (const auto& token : access_.tokens) {
                const auto used = calendar::Date::parse(token.last_used_on);
                rows.rows.push_back({token.label, setting_.say("work.own.token.scope." + token.scope),
                                     moment_words(token.ends_at, setting_.language()),
                                     used ? answer::plain_date(*used, setting_.language())
                                          : setting_.say("work.own.token.never"),
                                     form("token_end", hidden_field("token", token.id),
                                          button(ButtonKind::link, setting_.say("work.own.token.end")))});
            }
            list = table(rows);
        }
        const Html fields =
            all(text_field({.name = "label",
                            .label = setting_.say("work.own.token.label"),
                            .hint = setting_.say("work.own.token.label.hint"),
                            .error = error_of("label")},
                           {}, setting_.language()),
                radio_group({.name = "scope", .label = setting_.say("work.own.token.scope"), .value = "read"},
                            {{.value = "read", .label = setting_.say("work.own.token.scope.read")},
                             {.value = "write", .label = setting_.say("work.own.token.scope.write")}},
                            RadioLayout::below, setting_.language()),
                text_field({.name = "days",
                            .label = setting_.say("work.own.token.days"),
                            .error = error_of("days"),
                            .value = "90"},
                           {{"inputmode", "numeric"}}, setting_.language()));
        return element("section", {}, heading(2, setting_.say("work.own.tokens")),
                       paragraph(setting_.say("work.own.tokens.lead")), list,
                       disclosure(setting_.say("work.own.token.make"),
                                  form("token_make", fields,
                                       button(ButtonKind::secondary, setting_.say("work.own.token.make")))));
    }

    const WorkSetting& setting_;
    const OwnAccess& access_;
};

std::string what_words(const WorkSetting& setting, const service::NamedAccess& one) {
    const std::string outcome = one.entry.outcome == service::access_outcome::shown
                                    ? std::string{}
                                    : " (" + outcome_words(setting, one.entry.outcome) + ")";
    return act_words(setting, one.entry.act) + outcome;
}

}  // namespace

std::string moment_words(std::string_view utc, Language language) {
    const auto instant = calendar::instant_from(utc);
    const auto moment = instant ? calendar::civil_moment_in_copenhagen(*instant)
                                : Result<calendar::CivilMoment>(std::unexpected(instant.error()));
    if (!moment) return std::string(utc);
    return message(language, "work.moment",
                   {answer::plain_date(moment->day, language), fmt::format("{:02}", moment->hour),
                    fmt::format("{:02}", moment->minute)});
}

std::string own_access_page(const WorkSetting& setting, const OwnAccess& access) {
    return OwnAccessPage(setting, access).text();
}

std::string access_log_page(const WorkSetting& setting, const AccessLogPage& page) {
    const std::string title = say(setting, "title");
    const auto asked = [&](std::string_view name) { return std::string(value_of(page.asked, name)); };
    const auto choice = [&](const std::string& name, const std::vector<Choice>& choices) {
        std::vector<Choice> with_all = {{.value = "", .label = say(setting, "any")}};
        with_all.insert(with_all.end(), choices.begin(), choices.end());
        return select_field({.name = name, .label = say(setting, name), .value = asked(name)},
                            {{.label = {}, .choices = with_all}}, setting.language());
    };
    std::vector<Choice> people, acts, outcomes;
    for (const auto& account : page.accounts) people.push_back({account.id, account.display_name});
    for (const std::string_view act :
         {service::act::view, service::act::document, service::act::health, service::act::copy,
          service::act::search, service::act::search_documents, service::act::work_list,
          service::act::calendar, service::act::committee, service::act::placed_citizen,
          service::act::disposal, service::act::figures, service::act::extract, service::act::supervision,
          service::act::rules_tried, service::act::break_glass, service::act::read_log,
          service::act::export_log})
        acts.push_back({std::string(act), act_words(setting, std::string(act))});
    for (const std::string_view outcome :
         {service::access_outcome::shown, service::access_outcome::none, service::access_outcome::refused})
        outcomes.push_back({std::string(outcome), outcome_words(setting, std::string(outcome))});
    const auto text = [&](const std::string& name) {
        const auto wrong = std::ranges::find(page.problems, name, &Problem::field);
        return text_field({.name = name,
                           .label = say(setting, name),
                           .error = wrong == page.problems.end() ? std::string{} : wrong->sentence,
                           .value = asked(name)},
                          {}, setting.language());
    };
    Table rows{.caption = say(setting, "caption"),
               .columns = {say(setting, "when"), say(setting, "account"), say(setting, "act"),
                           say(setting, "case"), say(setting, "ground")},
               .rows = {}};
    for (const auto& one : page.entries)
        rows.rows.push_back(
            {moment_words(one.entry.at, setting.language()),
             all(one.account_name, element("span", {{"class", "account-role"}}, role_of(setting, one))),
             what_words(setting, one), one.entry.case_id, ground_words(setting, one.entry.ground)});
    Fields kept;
    for (const auto& [name, value] : page.asked) {
        if (!value.empty()) kept.emplace_back(name, value);
    }
    // What is asked for stands in a form: an address would keep the number of a case.
    const Html filter = element(
        "form", {{"method", "post"}, {"action", setting.to(WorkPlace::access_log)}, {"class", "filter"}},
        form_fields(setting, {}), choice("account", people), choice("act", acts), choice("outcome", outcomes),
        text("case"), text("from"), text("until"), button(ButtonKind::secondary, say(setting, "show")),
        button(ButtonKind::secondary, say(setting, "csv"), "as", "csv"));
    const Html list = page.entries.empty() ? paragraph(say(setting, "nothing")) : table(rows);
    return work_page(setting, {.title = title, .typed = kept},
                     all(error_summary(page.problems, setting.language()), heading(1, title),
                         paragraph(say(setting, "lead")),
                         paragraph(element("a", {{"href", setting.to(WorkPlace::glasses)}},
                                           setting.say("work.glass.list"))),
                         filter, list));
}

std::string access_csv(const WorkSetting& setting, const std::vector<service::NamedAccess>& entries) {
    std::string csv = "\xEF\xBB\xBF";
    csv += csv_line({say(setting, "number"), say(setting, "when"), say(setting, "account"),
                     say(setting, "role"), say(setting, "act"), say(setting, "outcome"),
                     say(setting, "ground"), say(setting, "case"), say(setting, "detail")});
    for (const auto& one : entries)
        csv += csv_line({std::to_string(one.entry.position), one.entry.at, one.account_name,
                         role_of(setting, one), act_words(setting, one.entry.act),
                         outcome_words(setting, one.entry.outcome), ground_words(setting, one.entry.ground),
                         one.entry.case_id, one.entry.detail});
    return csv;
}

std::string glasses_page(const WorkSetting& setting, const std::vector<service::OpenedWithReason>& glasses) {
    const std::string title = setting.say("work.glass.list");
    Table rows{.caption = title,
               .columns = {say(setting, "when"), say(setting, "account"), say(setting, "case"),
                           setting.say("work.glass.reason"), setting.say("work.glass.seen")},
               .rows = {}};
    for (const auto& one : glasses) {
        Html seen =
            one.glass.seen_by.empty()
                ? Html{}
                : Html(setting.say("work.glass.seen_by",
                                   {one.seen_by_name, moment_words(one.glass.seen_at, setting.language())}));
        const bool may_see = one.glass.seen_by.empty() &&
                             may(setting.who, service::Permission::review_glass) &&
                             one.glass.account_id != setting.who.account_id;
        if (may_see)
            seen = post_form(setting, setting.to(WorkPlace::glasses),
                             all(form_fields(setting, one.glass.id), hidden_field("glass", one.glass.id)),
                             button(ButtonKind::secondary, setting.say("work.glass.see")));
        else if (one.glass.seen_by.empty()) seen = Html(setting.say("work.glass.waits"));
        rows.rows.push_back({moment_words(one.glass.broken_at, setting.language()), one.account_name,
                             one.glass.case_id,
                             one.reason.empty() ? setting.say("work.glass.erased") : one.reason, seen});
    }
    return work_page(setting, {.title = title},
                     all(heading(1, title), paragraph(setting.say("work.glass.list.lead")),
                         glasses.empty() ? paragraph(setting.say("work.glass.none")) : table(rows)));
}

std::string glass_page(const WorkSetting& setting, const std::string& reason,
                       const std::vector<Problem>& problems) {
    const std::string title = setting.say("work.glass.title");
    const std::string& case_id = setting.address.case_id;
    const Html form = post_form(
        setting, setting.to(WorkPlace::glass, case_id), form_fields(setting, "glass"),
        all(text_area(setting, {.name = "reason",
                                .label = setting.say("work.glass.why"),
                                .hint = setting.say("work.glass.why.hint"),
                                .error = problems.empty() ? std::string{} : problems.front().sentence,
                                .value = reason}),
            button(ButtonKind::primary, setting.say("work.glass.open"))));
    return work_page(
        setting, {.title = title},
        element("div", {{"class", "narrow"}}, error_summary(problems, setting.language()), heading(1, title),
                paragraph(setting.say("work.glass.lead",
                                      {case_id, std::to_string(service::AccessDesk::glass_holds.count())})),
                form));
}

Html case_log_table(const WorkSetting& setting, const std::vector<service::NamedAccess>& entries) {
    if (entries.empty()) return paragraph(say(setting, "nothing"));
    Table rows{.caption = say(setting, "of_case"),
               .columns = {say(setting, "when"), say(setting, "account"), say(setting, "act"),
                           say(setting, "ground")},
               .rows = {}};
    for (const auto& one : entries)
        rows.rows.push_back(
            {moment_words(one.entry.at, setting.language()),
             all(one.account_name, element("span", {{"class", "account-role"}}, role_of(setting, one))),
             what_words(setting, one), ground_words(setting, one.entry.ground)});
    return table(rows);
}

std::string case_log_page(const WorkSetting& setting, const std::string& case_id,
                          const std::vector<service::NamedAccess>& entries) {
    const std::string title = say(setting, "of_case");
    return work_page(
        setting, {.title = title},
        all(paragraph(element("a", {{"href", setting.to(WorkPlace::case_file, case_id)}}, case_id)),
            heading(1, title), paragraph(say(setting, "of_case.lead")),
            paragraph(button_link(ButtonKind::secondary, setting.to(WorkPlace::case_log_file, case_id, "pdf"),
                                  say(setting, "pdf"))),
            case_log_table(setting, entries)));
}

Result<std::string> case_log_pdf(const WorkSetting& setting,
                                 const std::vector<service::NamedAccess>& entries) {
    letters::Table rows{.caption = say(setting, "of_case"),
                        .columns = {say(setting, "when"), say(setting, "account"), say(setting, "role"),
                                    say(setting, "act"), say(setting, "ground")},
                        .rows = {}};
    for (const auto& one : entries)
        rows.rows.push_back({letters::plain(moment_words(one.entry.at, setting.language())),
                             letters::plain(one.account_name), letters::plain(role_of(setting, one)),
                             letters::plain(what_words(setting, one)),
                             letters::plain(ground_words(setting, one.entry.ground))});
    letters::Paper paper{
        .language = setting.language(),
        .title = say(setting, "of_case"),
        .head = {{say(setting, "made"), answer::plain_date(setting.today, setting.language())}},
        .blocks = {letters::Paragraph{.text = letters::plain(say(setting, "of_case.lead"))}},
        .footer = setting.say("web.site")};
    if (rows.rows.empty())
        paper.blocks.emplace_back(letters::Paragraph{.text = letters::plain(say(setting, "nothing"))});
    else paper.blocks.emplace_back(std::move(rows));
    return letters::to_pdf(paper);
}

}  // namespace fjorten::web
