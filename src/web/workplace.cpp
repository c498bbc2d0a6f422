#include "web/workplace.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/assert.h"
#include "web/decode.h"
#include "web/draft_visit.h"
#include "web/multipart.h"
#include "web/origin.h"
#include "web/site.h"
#include "web/work_anonymous.h"
#include "web/work_calendar.h"
#include "web/work_committee.h"
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
    return name != "secret" && name != "key" && name != "show" && name != "password";
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

// The pages of the centre's day; empty for every other.
std::optional<Response> of_centre(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::calendar: return answer_calendar(visit);
        case WorkPlace::appointment_new: return answer_new_appointment(visit);
        case WorkPlace::appointment: return answer_appointment(visit);
        case WorkPlace::groups: return answer_groups(visit);
        case WorkPlace::group: return answer_group(visit);
        case WorkPlace::sessions: return answer_sessions(visit);
        case WorkPlace::measure: return answer_measure(visit);
        case WorkPlace::case_gift_cards: return answer_case_cards(visit);
        case WorkPlace::gift_cards: return answer_card_books(visit);
        case WorkPlace::gift_card_list: return answer_card_list(visit);
        case WorkPlace::reminder_wish: return answer_reminder_wish(visit);
        case WorkPlace::reminders: return answer_reminders(visit);
        case WorkPlace::calendar_feed: return answer_feed(visit);
        default: return std::nullopt;
    }
}

// Registers, and the places and colleagues that stand in them.
std::optional<Response> of_registers(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::staff_list: return answer_staff_list(visit);
        case WorkPlace::staff_member: return answer_staff_member(visit);
        case WorkPlace::staff_new:
        case WorkPlace::staff_change: return answer_staff_form(visit);
        case WorkPlace::placing: return answer_placing(visit);
        case WorkPlace::placements: return answer_placements(visit);
        case WorkPlace::placement: return answer_placement(visit);
        case WorkPlace::discharges: return answer_discharges(visit);
        case WorkPlace::place_prices: return answer_place_prices(visit);
        case WorkPlace::providers: return answer_providers(visit);
        case WorkPlace::provider: return answer_provider(visit);
        case WorkPlace::provider_new:
        case WorkPlace::provider_change: return answer_provider_form(visit);
        case WorkPlace::contacts: return answer_contacts(visit);
        case WorkPlace::contact: return answer_contact(visit);
        case WorkPlace::contact_new:
        case WorkPlace::contact_change: return answer_contact_form(visit);
        default: return std::nullopt;
    }
}

// Figures, and the supervision that looks behind them.
std::optional<Response> of_reports(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::reports: return answer_reports(visit);
        case WorkPlace::report_goals: return answer_report_goals(visit);
        case WorkPlace::report_statistics: return answer_report_statistics(visit);
        case WorkPlace::report_places: return answer_report_places(visit);
        case WorkPlace::report_cases: return answer_report_cases(visit);
        case WorkPlace::report_registers: return answer_report_registers(visit);
        case WorkPlace::report_file: return answer_report_file(visit);
        case WorkPlace::foresight: return answer_foresight(visit);
        case WorkPlace::supervision: return answer_supervision(visit);
        case WorkPlace::supervision_report: return answer_supervision_report(visit);
        case WorkPlace::supervised_case: return answer_supervised_case(visit);
        default: return std::nullopt;
    }
}

Response dispatch(Visit& visit) {
    if (auto response = of_centre(visit)) return std::move(*response);
    if (auto response = of_registers(visit)) return std::move(*response);
    if (auto response = of_reports(visit)) return std::move(*response);
    switch (visit.setting.address.place) {
        case WorkPlace::search: return answer_search(visit);
        case WorkPlace::new_case: return answer_new_case(visit);
        case WorkPlace::case_file: return answer_case(visit);
        case WorkPlace::events: return answer_events(visit);
        case WorkPlace::event: return answer_event(visit);
        case WorkPlace::correction: return answer_correction(visit);
        case WorkPlace::note: return answer_note(visit);
        case WorkPlace::assignment: return answer_assignment(visit);
        case WorkPlace::fact: return answer_fact(visit);
        case WorkPlace::person: return answer_person(visit);
        case WorkPlace::documents: return answer_documents(visit);
        case WorkPlace::document: return answer_document(visit);
        case WorkPlace::try_out: return answer_try_out(visit);
        case WorkPlace::intake: return answer_intake(visit);
        case WorkPlace::assessment: return answer_assessment(visit);
        case WorkPlace::area: return answer_area(visit);
        case WorkPlace::questionnaire: return answer_questionnaire(visit);
        case WorkPlace::recommendation: return answer_recommendation(visit);
        case WorkPlace::decision: return answer_decision(visit);
        case WorkPlace::offer: return answer_offer(visit);
        case WorkPlace::payment: return answer_payment(visit);
        case WorkPlace::hearing: return answer_hearing(visit);
        case WorkPlace::plan: return answer_plan(visit);
        case WorkPlace::follow_ups:
        case WorkPlace::follow_up: return answer_follow_up(visit);
        case WorkPlace::letter: return answer_letter(visit);
        case WorkPlace::committee: return answer_committee(visit);
        case WorkPlace::meeting: return answer_meeting(visit);
        case WorkPlace::complaints: return answer_complaints(visit);
        case WorkPlace::complaint: return answer_complaint(visit);
        case WorkPlace::file_access: return answer_file_access(visit);
        case WorkPlace::case_copy: return answer_case_copy(visit);
        case WorkPlace::hold: return answer_hold(visit);
        case WorkPlace::conversations: return answer_conversations(visit);
        case WorkPlace::conversation: return answer_conversation(visit);
        case WorkPlace::drafts: return answer_drafts(visit);
        case WorkPlace::doubts: return answer_doubts(visit);
        case WorkPlace::draft: return answer_draft(visit);
        case WorkPlace::draft_rule: return answer_draft_rule(visit);
        case WorkPlace::draft_new_rule: return answer_draft_new_rule(visit);
        case WorkPlace::draft_wordings: return answer_draft_wordings(visit);
        case WorkPlace::draft_doubts: return answer_draft_doubts(visit);
        case WorkPlace::draft_read: return answer_draft_read(visit);
        case WorkPlace::draft_try: return answer_draft_try(visit);
        case WorkPlace::draft_source: return answer_draft_source(visit);
        case WorkPlace::draft_history: return answer_draft_history(visit);
        case WorkPlace::draft_file: return answer_draft_file(visit);
        default: break;
    }
    return answer_work_list(visit);
}

bool takes_forms(WorkPlace place) {
    static constexpr std::array only_shown = {WorkPlace::work,
                                              WorkPlace::case_file,
                                              WorkPlace::events,
                                              WorkPlace::draft_read,
                                              WorkPlace::draft_history,
                                              WorkPlace::draft_file,
                                              WorkPlace::draft_try,
                                              WorkPlace::document,
                                              WorkPlace::try_out,
                                              WorkPlace::intake,
                                              WorkPlace::case_copy,
                                              WorkPlace::providers,
                                              WorkPlace::provider,
                                              WorkPlace::contacts,
                                              WorkPlace::calendar,
                                              WorkPlace::sessions,
                                              WorkPlace::gift_card_list,
                                              WorkPlace::calendar_file,
                                              WorkPlace::staff_list,
                                              WorkPlace::staff_member,
                                              WorkPlace::placements,
                                              WorkPlace::conversations,
                                              WorkPlace::reports,
                                              WorkPlace::report_goals,
                                              WorkPlace::report_statistics,
                                              WorkPlace::report_places,
                                              WorkPlace::report_cases,
                                              WorkPlace::report_registers,
                                              WorkPlace::report_file,
                                              WorkPlace::foresight,
                                              WorkPlace::supervision,
                                              WorkPlace::supervision_report};
    return std::ranges::find(only_shown, place) == only_shown.end();
}

bool has_file_field(WorkPlace place) {
    return place == WorkPlace::documents || place == WorkPlace::complaints || place == WorkPlace::complaint;
}

}  // namespace

bool Workplace::owns(std::string_view path) { return work_address_at(path).has_value(); }

std::string Workplace::pattern_of(std::string_view path) {
    auto address = work_address_at(path);
    if (!address) return {};
    if (!address->case_id.empty()) address->case_id = "*";
    static constexpr std::array named = {WorkPlace::correction, WorkPlace::document, WorkPlace::draft_rule,
                                         WorkPlace::meeting, WorkPlace::complaint};
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
            if (!request_.origin.empty() && !is_of_host(request_.origin, request_.host))
                return problem("foreign", 403);
        } else {
            fields_ = request_.query;
            address_.query = request_.query;
        }
        if (address_.place == WorkPlace::calendar_file) return calendar_file();
        if (address_.place == WorkPlace::log_in) return log_in();
        const auto who = token_.empty()
                             ? Result<service::Who>(std::unexpected(Error{ErrorCode::forbidden, {}}))
                             : place_.sessions_.who(token_);
        if (!who && who.error().code != ErrorCode::forbidden) return problem("unavailable", 503);
        if (address_.place == WorkPlace::log_out) return log_out();
        if (!who) return ask_to_log_in();
        return enter(*who);
    }

  private:
    bool is_post() const { return request_.method == Method::post; }

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
                    .origin = (is_secure_ ? "https://" : "http://") + std::string(request_.host)};
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
            if (!token_.empty() && place_.sessions_.who(token_)) return see_other(path_of(goal()));
            LogIn page{
                .name = {}, .mistake = {}, .go_to = std::string(value_of(fields_, "to")), .carried = {}};
            address_.query.clear();
            if (!page.go_to.empty()) address_.query.emplace_back("to", page.go_to);
            return work_html(log_in_page(setting({}), page));
        }
        LogIn page = typed_log_in();
        const auto entered = place_.sessions_.log_in(page.name, value_of(fields_, "password"));
        if (!entered) {
            page.mistake = entered.error().code == ErrorCode::unavailable ? "too_many" : "wrong";
            return work_html(log_in_page(setting({}), page), page.mistake == "wrong" ? 403 : 429);
        }
        token_ = entered->token;
        address_ = goal();
        if (address_.place == WorkPlace::work)
            address_ = {.place = home_of(entered->who), .language = address_.language};
        Response response = page.carried.empty() ? see_other(path_of(address_)) : go_on(page, entered->who);
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
        if (is_ours) place_.sessions_.log_out(token_);
        Response response =
            see_other(path_of({.place = is_ours || token_.empty() ? WorkPlace::log_in : WorkPlace::work,
                               .language = address_.language}));
        if (is_ours) set_cookie(response, {}, "; Max-Age=0");
        return response;
    }

    // RFC 6265bis: __Host- binds the cookie to this host and to TLS.
    void set_cookie(Response& response, std::string_view token, std::string_view more) const {
        std::string cookie = std::string(cookie_name(is_secure_)) + "=" + std::string(token) +
                             "; Path=/; HttpOnly; SameSite=Strict";
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

Response Workplace::respond(const Request& request) {
    auto address = work_address_at(request.path);
    if (!address) return Site::refuse(404, request.path);
    return Arrival(*this, request, std::move(*address)).respond();
}

}  // namespace fjorten::web
