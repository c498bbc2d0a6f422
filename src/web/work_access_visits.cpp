// Requests about access: one's own, who looked at what, and cases opened with a reason.
#include <algorithm>
#include <charconv>

#include "base/assert.h"
#include "service/second_factor.h"
#include "web/work_access.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

std::string text_in(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

/// One request to the page about one's own access.
class OwnAccessVisit {
  public:
    explicit OwnAccessVisit(Visit& visit)
        : visit_(visit),
          accounts_(visit.desk.parts().accounts),
          factor_(accounts_, visit.desk.parts().vault, visit.desk.parts().surroundings) {}

    Response answer() {
        const auto visitor = visit_.sessions->visitor(visit_.token);
        if (!visitor) return refusal(visit_, visitor.error());
        page_.session_id = visitor->session.id;
        page_.must_have_factor = visit_.sessions->must_have_factor();
        const auto account = accounts_.by_id(visitor->who.account_id);
        if (!account) return refusal(visit_, account.error());
        if (!*account) return refusal(visit_, service::NotFound{});
        account_ = **account;
        if (visit_.intent == Intent::save) {
            if (auto done = act(); !done) return refusal(visit_, done.error());
        }
        return show();
    }

  private:
    Result<void> act() {
        const std::string what = text_in(visit_, "do");
        // Until the second factor is set up, nothing else can be done here.
        const bool is_half = visit_.sessions->who(visit_.token).has_value() == false;
        if (what == "factor_begin" && !account_.password_hash.empty()) page_.secret = factor_.draw();
        else if (what == "factor_confirm") return confirm_factor();
        else if (is_half) return {};
        else if (what == "factor_remove") return remove_factor();
        else if (what == "password") return change_password();
        else if (what == "session_end") return end_session();
        else if (what == "token_end")
            return done_as("token", accounts_.end_token(account_.id, text_in(visit_, "token")));
        else if (what == "token_make") return make_token();
        return {};
    }

    Result<void> done_as(std::string what, Result<void> done) {
        if (done) page_.done = std::move(what);
        return done;
    }

    void mistake(std::string field, std::string_view key) {
        page_.problems.push_back({std::move(field), visit_.setting.say(key)});
    }

    Result<void> confirm_factor() {
        const std::string secret = text_in(visit_, "new_secret");
        auto codes = factor_.enrol(account_, secret, text_in(visit_, "code"));
        if (!codes && codes.error().code == ErrorCode::forbidden) {
            page_.secret = secret.size() == 32 ? secret : factor_.draw();
            mistake("code", "work.own.factor.wrong");
            return {};
        }
        if (!codes) return std::unexpected(codes.error());
        page_.new_codes = std::move(*codes);
        return done_as("factor", visit_.sessions->complete(visit_.token));
    }

    Result<void> remove_factor() {
        if (page_.must_have_factor) return {};
        const auto checked = factor_.check(account_, text_in(visit_, "code"));
        if (!checked && checked.error().code == ErrorCode::forbidden) {
            mistake("code", "work.own.factor.wrong");
            return {};
        }
        return checked ? done_as("factor_removed", factor_.remove(account_)) : checked;
    }

    Result<void> change_password() {
        const auto changed = visit_.sessions->change_password(
            visit_.token, value_of(visit_.fields, "old_password"), value_of(visit_.fields, "new_password"));
        if (changed) return done_as("password", {});
        switch (changed.error().code) {
            case ErrorCode::forbidden: mistake("old_password", "work.own.password.wrong"); return {};
            case ErrorCode::invalid_input: mistake("new_password", "work.own.password.weak"); return {};
            case ErrorCode::unavailable: mistake("old_password", "work.log_in.too_many"); return {};
            default: return changed;
        }
    }

    Result<void> end_session() {
        const auto sessions = accounts_.sessions_of(account_.id);
        if (!sessions) return std::unexpected(sessions.error());
        const auto one = std::ranges::find(*sessions, text_in(visit_, "session"), &store::Session::id);
        if (one == sessions->end()) return {};
        return done_as("session", accounts_.end_session(one->token_hash));
    }

    Result<void> make_token() {
        const std::string days = text_in(visit_, "days");
        service::Sessions::NewToken token{
            .label = text_in(visit_, "label"),
            .grant = text_in(visit_, "scope") == "write" ? service::Grant::write : service::Grant::read,
            .days = 0};
        std::from_chars(days.data(), days.data() + days.size(), token.days);
        auto made = visit_.sessions->make_api_token(visit_.setting.who, token);
        if (made) {
            page_.new_token = std::move(*made);
            return {};
        }
        if (made.error().code != ErrorCode::invalid_input) return std::unexpected(made.error());
        if (token.label.empty()) mistake("label", "work.own.token.needs_label");
        else mistake("days", "work.own.token.needs_days");
        return {};
    }

    Response show() {
        const auto account = accounts_.by_id(account_.id);
        if (!account) return refusal(visit_, account.error());
        auto sessions = accounts_.sessions_of(account_.id);
        if (!sessions) return refusal(visit_, sessions.error());
        auto tokens = accounts_.tokens_of(account_.id);
        if (!tokens) return refusal(visit_, tokens.error());
        const auto paper = accounts_.recovery_codes(account_.id);
        if (!paper) return refusal(visit_, paper.error());
        page_.sessions = std::move(*sessions);
        page_.tokens = std::move(*tokens);
        page_.paper_codes = *paper;
        page_.has_password = *account && !(*account)->password_hash.empty();
        page_.has_factor = *account && service::SecondFactor::is_set(**account);
        return work_html(own_access_page(visit_.setting, page_), page_.problems.empty() ? 200 : 422);
    }

    Visit& visit_;
    store::AccountStore& accounts_;
    service::SecondFactor factor_;
    store::Account account_;
    OwnAccess page_;
};

std::optional<calendar::Date> day_in(const Visit& visit, const std::string& name, AccessLogPage& page) {
    const std::string typed = text_in(visit, name);
    if (typed.empty()) return std::nullopt;
    const auto day = read_work_date(typed, visit.setting.today);
    if (day) return *day;
    page.problems.push_back({name, words_of(day.error(), visit.setting.language())});
    return std::nullopt;
}

Response as_file(std::string media_type, std::string content, std::string_view name) {
    Response response(200, std::move(media_type), std::move(content));
    FJ_ASSERT(response.set_header("Cache-Control", "no-store").has_value());
    FJ_ASSERT(response.set_header("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"")
                  .has_value());
    return response;
}

}  // namespace

Response answer_own_access(Visit& visit) { return OwnAccessVisit(visit).answer(); }

Response answer_access_log(Visit& visit) {
    service::AccessDesk desk(visit.desk);
    AccessLogPage page;
    for (const char* name : {"account", "act", "outcome", "case", "from", "until"})
        page.asked.emplace_back(name, text_in(visit, name));
    const auto from = day_in(visit, "from", page), until = day_in(visit, "until", page);
    store::AccessFilter filter{.case_id = text_in(visit, "case"),
                               .account_id = text_in(visit, "account"),
                               .act = text_in(visit, "act"),
                               .outcome = text_in(visit, "outcome"),
                               .from = from ? from->iso() : std::string{},
                               .before = until ? until->plus_days(1).iso() : std::string{},
                               .limit = service::AccessDesk::most_shown};
    const bool is_file = text_in(visit, "as") == "csv";
    if (is_file) filter.limit = service::AccessDesk::most_exported;
    auto entries =
        desk.log(visit.setting.who, filter, is_file ? service::act::export_log : service::act::read_log);
    if (!entries) return refusal(visit, entries.error());
    if (is_file && page.problems.empty())
        return as_file("text/csv; charset=utf-8", access_csv(visit.setting, *entries), "access.csv");
    page.entries = std::move(*entries);
    page.accounts = visit.desk.parts()
                        .accounts.of(visit.setting.who.municipality)
                        .value_or(std::vector<store::Account>{});
    return work_html(access_log_page(visit.setting, page), page.problems.empty() ? 200 : 422);
}

Response answer_glasses(Visit& visit) {
    service::AccessDesk desk(visit.desk);
    if (visit.intent == Intent::save) {
        if (auto seen = desk.see_glass(visit.setting.who, text_in(visit, "glass")); !seen)
            return refusal(visit, seen.error());
        return see_other(visit.setting.to(WorkPlace::glasses));
    }
    const auto glasses = desk.glasses(visit.setting.who);
    if (!glasses) return refusal(visit, glasses.error());
    return work_html(glasses_page(visit.setting, *glasses));
}

Response answer_glass(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::break_glass))
        return refusal(visit, service::Forbidden{});
    const std::string reason = text_in(visit, "reason");
    if (visit.intent != Intent::save) return work_html(glass_page(visit.setting, reason, {}));
    const auto done =
        service::AccessDesk(visit.desk).break_glass(visit.setting.who, visit.setting.address.case_id, reason);
    if (done) return see_other(visit.setting.to(WorkPlace::case_file, visit.setting.address.case_id));
    const auto* const mistakes = std::get_if<Diagnostics>(&done.error());
    if (mistakes == nullptr) return refusal(visit, done.error());
    return work_html(
        glass_page(visit.setting, reason, problems_of(*mistakes, "reason", visit.setting.language())), 422);
}

Response answer_case_log(Visit& visit) {
    const auto entries =
        service::AccessDesk(visit.desk).log_of_case(visit.setting.who, visit.setting.address.case_id);
    if (!entries) return refusal(visit, entries.error());
    if (visit.setting.address.place == WorkPlace::case_log)
        return work_html(case_log_page(visit.setting, visit.setting.address.case_id, *entries));
    auto pdf = case_log_pdf(visit.setting, *entries);
    if (!pdf) return refusal(visit, pdf.error());
    return as_file("application/pdf", std::move(*pdf), visit.setting.address.case_id + ".pdf");
}

}  // namespace fjorten::web
