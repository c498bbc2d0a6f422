#include "web/workplace.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/assert.h"
#include "service/outside_log_in.h"
#include "web/decode.h"
#include "web/draft_visit.h"
#include "web/multipart.h"
#include "web/my_case.h"
#include "web/origin.h"
#include "web/site.h"
#include "web/work_access.h"
#include "web/work_anonymous.h"
#include "web/work_anonymous_course.h"
#include "web/work_calendar.h"
#include "web/work_care.h"
#include "web/work_committee.h"
#include "web/work_dispatch.h"
#include "web/work_doors.h"
#include "web/work_gift_card.h"
#include "web/work_measure.h"
#include "web/work_pages.h"
#include "web/work_placement.h"
#include "web/work_register.h"
#include "web/work_reminder.h"
#include "web/work_report.h"
#include "web/work_sheet.h"
#include "web/work_visit.h"

namespace fjorten::web {

namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::size_t most_carried_characters = 60'000;

// Fields that belong to the session or to the one form, not to what was typed.
bool is_typed(const std::string& name) {
    static constexpr std::array<std::string_view, 8> not_kept = {
        "secret", "key", "show", "password", "old_password", "new_password", "code", "new_secret"};
    return std::ranges::find(not_kept, name) == not_kept.end();
}

// As long whatever the difference is.
bool is_same_secret(std::string_view a, std::string_view b) {
    unsigned char difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0 && !a.empty();
}

std::string_view cookie_name(bool is_secure) {
    return is_secure ? std::string_view("__Host-fjorten") : std::string_view("fjorten");
}

std::string_view binding_cookie(bool is_secure) {
    return is_secure ? std::string_view("__Host-fjorten-login") : std::string_view("fjorten-login");
}

}  // namespace

bool Workplace::owns(std::string_view path) { return work_address_at(path).has_value(); }

bool Workplace::is_unseen(std::string_view path) {
    const auto address = work_address_at(path);
    return address && (address->place == WorkPlace::courses || address->place == WorkPlace::course_new ||
                       address->place == WorkPlace::course);
}

std::string Workplace::pattern_of(std::string_view path) {
    auto address = work_address_at(path);
    if (!address) return {};
    if (!address->case_id.empty()) address->case_id = "*";
    static constexpr std::array named = {WorkPlace::correction, WorkPlace::document,  WorkPlace::draft_rule,
                                         WorkPlace::meeting,    WorkPlace::complaint, WorkPlace::my_document};
    if (std::ranges::find(named, address->place) != named.end()) address->item = "*";
    return path_of(*address);
}

/// A request before it is known who sent it.
class Workplace::Arrival {
  public:
    Arrival(Workplace& place, const Request& request, WorkAddress address)
        : place_(place),
          request_(request),
          is_secure_(!is_loopback(request.host)),
          address_(std::move(address)) {
        token_ = cookie_value(request.cookie, cookie_name(is_secure_));
    }

    Response respond() {
        if (request_.method == Method::post) {
            if (!takes_forms(address_.place)) return not_allowed();
            if (const int status = read_form(); status != 0) return Site::refuse(status, request_.path);
            if (address_.place == WorkPlace::outside_log_out) return told_to_log_out();
            if (!request_.origin.empty() && !is_of_host(request_.origin, request_.host))
                return problem("foreign", 403);
        } else {
            fields_ = request_.query;
            address_.query = request_.query;
        }
        if (address_.place == WorkPlace::calendar_file) return calendar_file();
        if (address_.place == WorkPlace::log_in) return log_in();
        if (address_.place == WorkPlace::outside_log_in) return leave_for_outside();
        if (address_.place == WorkPlace::outside_answer) return come_from_outside();
        const auto visitor = token_.empty()
                                 ? Result<service::Visitor>(std::unexpected(Error{ErrorCode::forbidden, {}}))
                                 : place_.sessions_.visitor(token_);
        if (!visitor && visitor.error().code != ErrorCode::forbidden) return problem("unavailable", 503);
        if (address_.place == WorkPlace::log_out) return log_out();
        if (!visitor) return address_.place == WorkPlace::code ? to(WorkPlace::log_in) : ask_to_log_in();
        const bool is_program = visitor->session.id.empty();  // tokens of programs open no pages
        if (is_program) return ask_to_log_in();
        const auto standing = visitor->session.standing;
        if (address_.place == WorkPlace::code)
            return standing == store::Standing::needs_code ? second_step() : to(home_of(visitor->who));
        if (standing == store::Standing::needs_code) return ask_to_log_in();
        if (standing == store::Standing::needs_factor && address_.place != WorkPlace::own_access)
            return to(WorkPlace::own_access);
        if (!may_enter(visitor->who, address_.place)) return refuse_door(visitor->who);
        return enter(visitor->who);
    }

  private:
    bool is_post() const { return request_.method == Method::post; }

    std::string origin() const { return (is_secure_ ? "https://" : "http://") + std::string(request_.host); }
    Response to(WorkPlace place) const {
        return see_other(path_of({.place = place, .language = address_.language}));
    }

    // Whoever has no work list begins somewhere else.
    Response refuse_door(const service::Who& who) const {
        if (address_.place == WorkPlace::work && may_enter(who, home_of(who))) return to(home_of(who));
        return work_html(work_error_page(setting(who), "forbidden", WorkFrame::Inside::yes), 403);
    }

    // Gives the status of the refusal, or 0.
    int read_form() {
        if (has_file_field(address_.place) && is_multipart(request_.content_type)) {
            auto sent = decode_multipart(request_.content_type, request_.body);
            if (!sent) return 400;
            fields_ = std::move(sent->fields);
            files_ = std::move(sent->files);
            return 0;
        }
        if (media_type_of(request_.content_type) != form_type) return 415;
        auto sent = decode_form(request_.body);
        if (!sent) return 400;
        fields_ = std::move(*sent);
        return 0;
    }

    WorkSetting setting(service::Who who) const {
        return {.library = place_.desk_.library(),
                .today = place_.desk_.today(),
                .who = std::move(who),
                .form_secret = token_.empty() ? std::string{} : service::Sessions::form_secret(token_),
                .key = place_.random_id_(20),
                .address = address_,
                .demonstration = place_.desk_.is_demonstration() ? Demonstration::yes : Demonstration::no};
    }

    Response problem(std::string_view what, int status) const {
        return work_html(work_error_page(setting({}), what, WorkFrame::Inside::no), status);
    }

    Response not_allowed() const {
        Response response = Site::refuse(405, request_.path);
        FJ_ASSERT(response.set_header("Allow", "GET, HEAD").has_value());
        return response;
    }

    Response enter(const service::Who& who) {
        Visit visit{.desk = place_.desk_,
                    .setting = setting(who),
                    .fields = fields_,
                    .intent = Intent::look,
                    .files = std::move(files_),
                    .others = place_.others_,
                    .origin = origin(),
                    .sessions = &place_.sessions_,
                    .token = token_};
        if (!is_post()) return dispatch(visit);
        const bool is_ours = is_same_secret(value_of(fields_, "secret"), visit.setting.form_secret);
        // A form from before the session was renewed is shown again, if the browser says that it is ours.
        const bool is_older = !is_ours && is_of_host(request_.origin, request_.host);
        if (!is_ours && !is_older) return problem("foreign", 403);
        visit.intent = is_older || !value_of(fields_, "show").empty() ? Intent::show : Intent::save;
        return dispatch(visit);
    }

    // For a calendar program, which cannot log in: its address is the secret. Whatever is wrong with it, the
    // answer is that there is no such page.
    Response calendar_file() const {
        service::CalendarFeeds feeds(place_.desk_);
        const auto who = feeds.behind(address_.case_id);
        if (!who) return Site::refuse(404, request_.path);
        const auto calendar = feeds.read(*who);
        if (!calendar) return Site::refuse(404, request_.path);
        Response response(200, "text/calendar; charset=utf-8", feed_file(setting(*who), *calendar));
        FJ_ASSERT(response.set_header("Cache-Control", "private, no-store").has_value());
        FJ_ASSERT(response.set_header("Referrer-Policy", "no-referrer").has_value());
        return response;
    }

    Response ask_to_log_in() {
        address_.query = is_post() ? Fields{} : request_.query;
        LogIn page{.name = {}, .mistake = {}, .go_to = path_of(address_), .carried = {}};
        if (!is_post())
            return see_other(path_of(
                {.place = WorkPlace::log_in, .language = address_.language, .query = {{"to", page.go_to}}}));
        std::size_t characters = 0;
        for (const auto& [name, value] : fields_) {
            characters += name.size() + value.size();
            if (is_typed(name) && characters < most_carried_characters)
                page.carried.emplace_back(name, value);
        }
        return work_html(log_in_page(setting({}), page), 403);
    }

    // Where to after logging in: one of our own pages, or the work list.
    WorkAddress goal() const {
        const auto target = decode_target(value_of(fields_, "to"));
        auto address = target ? work_address_at(target->path) : std::nullopt;
        if (!address || address->place == WorkPlace::log_in || address->place == WorkPlace::log_out)
            return {.place = WorkPlace::work, .language = address_.language};
        address->query = target->query;
        return *address;
    }

    WorkAddress goal_of(const service::Who& who) const {
        WorkAddress there = goal();
        if (there.place == WorkPlace::work || !may_enter(who, there.place))
            there = {.place = home_of(who), .language = address_.language};
        return there;
    }

    Response second_step() {
        LogIn page = typed_log_in();
        if (!is_post()) return work_html(code_page(setting({}), page));
        if (!is_same_secret(value_of(fields_, "secret"), service::Sessions::form_secret(token_)))
            return problem("foreign", 403);
        const auto entered = place_.sessions_.confirm(token_, value_of(fields_, "code"));
        if (entered) return let_in(*entered, page);
        page.mistake = entered.error().code == ErrorCode::unavailable ? "too_many" : "wrong_code";
        return work_html(code_page(setting({}), page), page.mistake == "too_many" ? 429 : 403);
    }

    std::vector<std::pair<std::string, std::string>> outside_doors() const {
        std::vector<std::pair<std::string, std::string>> doors;
        if (place_.others_.outside == nullptr) return doors;
        for (const auto& provider : place_.others_.outside->providers())
            doors.emplace_back(provider.settings.id, provider.label.in(address_.language));
        return doors;
    }

    // The address is the same in both languages: it is written down at the identity provider.
    std::string answer_at() const {
        return origin() + path_of({.place = WorkPlace::outside_answer, .language = Language::da});
    }

    Response leave_for_outside() {
        if (place_.others_.outside == nullptr) return Site::refuse(404, request_.path);
        const auto begun = place_.others_.outside->begin(address_.case_id, answer_at(),
                                                         std::string(value_of(fields_, "to")));
        if (!begun && begun.error().code == ErrorCode::not_found) return Site::refuse(404, request_.path);
        if (!begun) return problem("outside", 503);
        Response response = see_other(begun->address);
        // Lax: it has to come along when the identity provider sends the browser back.
        set_cookie(response, begun->binding, "; Max-Age=600", binding_cookie(is_secure_), "Lax");
        return response;
    }

    Response come_from_outside() {
        if (place_.others_.outside == nullptr) return Site::refuse(404, request_.path);
        const auto entered = place_.others_.outside->finish(
            value_of(request_.query, "state"), value_of(request_.query, "code"),
            cookie_value(request_.cookie, binding_cookie(is_secure_)));
        if (!entered) {
            const bool is_unknown = entered.error().code == ErrorCode::not_found;
            const bool is_down = entered.error().code == ErrorCode::unavailable;
            return problem(is_unknown ? "not_yours"
                           : is_down  ? "outside"
                                      : "not_let_in",
                           is_down ? 503 : 403);
        }
        fields_ = {{"to", entered->go_to}};
        token_ = entered->logged_in.token;
        const WorkAddress there = goal_of(entered->logged_in.who);
        // A page of ours in between: the cookie of the session goes along only from there.
        Response response =
            work_html(arrived_page(setting(entered->logged_in.who), path_of(there), Arrived::coming));
        set_cookie(response, token_, {});
        return response;
    }

    Response told_to_log_out() {
        if (place_.others_.outside == nullptr || !is_post()) return Site::refuse(404, request_.path);
        const auto left = place_.others_.outside->leave(value_of(fields_, "logout_token"));
        // OpenID Connect Back-Channel Logout 1.0, 2.8.
        return work_html({}, left ? 200 : left.error().code == ErrorCode::forbidden ? 400 : 503);
    }

    LogIn typed_log_in() const {
        LogIn page{.name = std::string(value_of(fields_, "name")),
                   .mistake = {},
                   .go_to = std::string(value_of(fields_, "to")),
                   .carried = {}};
        static constexpr std::string_view prefix = "typed.";
        for (const auto& [name, value] : fields_) {
            if (name.starts_with(prefix)) page.carried.emplace_back(name.substr(prefix.size()), value);
        }
        return page;
    }

    Response log_in() {
        if (!is_post()) {
            const auto known = place_.sessions_.who(token_);
            if (known) return see_other(path_of(goal_of(*known)));
            LogIn page{
                .name = {}, .mistake = {}, .go_to = std::string(value_of(fields_, "to")), .carried = {}};
            page.outside = outside_doors();
            address_.query.clear();
            if (!page.go_to.empty()) address_.query.emplace_back("to", page.go_to);
            return work_html(log_in_page(setting({}), page));
        }
        LogIn page = typed_log_in();
        if (!place_.may_try(request_.client)) {
            page.mistake = "too_many";
            page.outside = outside_doors();
            return work_html(log_in_page(setting({}), page), 429);
        }
        const auto computer =
            value_of(fields_, "shared") == "yes" ? service::Computer::shared : service::Computer::own;
        const auto entered = place_.sessions_.log_in(page.name, value_of(fields_, "password"), computer);
        if (!entered) {
            place_.failed(request_.client);
            page.mistake = entered.error().code == ErrorCode::unavailable ? "too_many" : "wrong";
            page.outside = outside_doors();
            return work_html(log_in_page(setting({}), page), page.mistake == "wrong" ? 403 : 429);
        }
        return let_in(*entered, page);
    }

    // To where they wanted to go, with what they had typed; or first to what is still missing.
    Response let_in(const service::LoggedIn& entered, const LogIn& page) {
        token_ = entered.token;
        if (entered.standing == store::Standing::needs_code) {
            address_ = {.place = WorkPlace::code, .language = address_.language};
            Response response = work_html(code_page(setting({}), page));
            set_cookie(response, token_, {});
            return response;
        }
        if (entered.standing == store::Standing::needs_factor) {
            Response response = to(WorkPlace::own_access);
            set_cookie(response, token_, {});
            return response;
        }
        address_ = goal_of(entered.who);
        Response response = page.carried.empty() ? see_other(path_of(address_)) : go_on(page, entered.who);
        set_cookie(response, token_, {});
        return response;
    }

    // What was typed when the session had ended is in its form again, to be looked at and saved.
    Response go_on(const LogIn& page, const service::Who& who) {
        Visit visit{.desk = place_.desk_,
                    .setting = setting(who),
                    .fields = page.carried,
                    .intent = Intent::show,
                    .others = place_.others_};
        return dispatch(visit);
    }

    Response log_out() {
        const bool is_ours =
            is_post() && !token_.empty() &&
            is_same_secret(value_of(fields_, "secret"), service::Sessions::form_secret(token_));
        const std::string outside = is_ours ? end_outside() : std::string{};
        if (is_ours) place_.sessions_.log_out(token_);
        // By a page of ours: what a form leads to may not be another site.
        Response response = outside.empty()
                                ? to(is_ours || token_.empty() ? WorkPlace::log_in : WorkPlace::work)
                                : work_html(arrived_page(setting({}), outside, Arrived::leaving));
        if (is_ours) set_cookie(response, {}, "; Max-Age=0");
        return response;
    }

    // Whoever came in from outside is logged out there as well.
    std::string end_outside() const {
        if (place_.others_.outside == nullptr) return {};
        const auto who = place_.sessions_.visitor(token_);
        if (!who) return {};
        const auto account = place_.desk_.parts().accounts.by_id(who->who.account_id);
        if (!account || !*account) return {};
        return place_.others_.outside->after(
            **account, origin() + path_of({.place = WorkPlace::log_in, .language = address_.language}));
    }

    // RFC 6265bis: __Host- binds the cookie to this host and to TLS.
    void set_cookie(Response& response, std::string_view token, std::string_view more,
                    std::string_view name = {}, std::string_view same_site = "Strict") const {
        std::string cookie = std::string(name.empty() ? cookie_name(is_secure_) : name) + "=" +
                             std::string(token) + "; Path=/; HttpOnly; SameSite=" + std::string(same_site);
        if (is_secure_) cookie += "; Secure";
        cookie += more;
        FJ_ASSERT(response.set_header("Set-Cookie", cookie).has_value());
    }

    Workplace& place_;
    const Request& request_;
    bool is_secure_;
    WorkAddress address_;
    std::string token_;
    Fields fields_;
    std::vector<SentFile> files_;
};

bool Workplace::takes_files(const Request& head) const {
    const auto address = work_address_at(head.path);
    if (!address || !has_file_field(address->place)) return false;
    const auto token = cookie_value(head.cookie, cookie_name(!is_loopback(head.host)));
    return !token.empty() && sessions_.who(token).has_value();
}

bool Workplace::may_try(std::string_view client) {
    return is_loopback(client) || by_address_.may_try(client, sessions_.now());
}
void Workplace::failed(std::string_view client) { by_address_.failed(client, sessions_.now()); }

Response Workplace::respond(const Request& request) {
    auto address = work_address_at(request.path);
    if (!address) return Site::refuse(404, request.path);
    return Arrival(*this, request, std::move(*address)).respond();
}

}  // namespace fjorten::web
