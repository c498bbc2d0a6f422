#include "service/calendar_feed.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "service/appointment_desk.h"
#include "service/consequences.h"
#include "service/form_json.h"
#include "service/sessions.h"

namespace fjorten::service {

namespace {

// 40 of 32 characters: 200 bits.
constexpr std::size_t secret_characters = 40;
constexpr std::int64_t days_back = 31, days_ahead = 183;

}  // namespace

std::string to_json(const CalendarFeed& feed) {
    FormWriter writer;
    writer.text("account", feed.account)
        .text("secret_hash", feed.secret_hash)
        .day("opened_on", feed.opened_on);
    if (feed.is_revoked) writer.text("revoked", "yes");
    return writer.json();
}

Result<CalendarFeed> from_json(std::type_identity<CalendarFeed>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return CalendarFeed{.account = reader.text("account"),
                            .secret_hash = reader.text("secret_hash"),
                            .opened_on = reader.needed_day("opened_on"),
                            .is_revoked = reader.text("revoked") == "yes"};
    });
}

Diagnostics check(const CalendarFeed&, const rulebook::Library&) { return {}; }

Outcome<std::optional<KeptFeed>> CalendarFeeds::own(const Who& who) const {
    auto all = feeds_.all(who);
    if (!all) return problem(std::move(all.error()));
    for (KeptFeed& feed : *all) {
        if (feed.form.account == who.account_id && !feed.form.is_revoked) return std::move(feed);
    }
    return std::nullopt;
}

Outcome<std::string> CalendarFeeds::open(const Sender& sender) {
    // Another secret is drawn each time: the same request sent twice must not close what it has opened.
    const auto receipt = desk_.parts().records.receipt(sender.who.municipality, sender.idempotency_key);
    if (!receipt) return problem(receipt.error());
    if (*receipt) return std::string{};
    Sender before = sender;
    before.idempotency_key += ".off";
    if (auto revoked = revoke(before); !revoked) return problem(std::move(revoked.error()));
    const std::string secret = desk_.parts().surroundings.random_id(secret_characters);
    const auto written = feeds_.write(sender, {},
                                      {.account = sender.who.account_id,
                                       .secret_hash = Sessions::token_hash(secret),
                                       .opened_on = desk_.today()});
    if (!written) return problem(written.error());
    if (written->is_repeated) return std::string{};
    return fmt::format("{}-{}-{}", sender.who.municipality, written->id, secret);
}

Outcome<void> CalendarFeeds::revoke(const Sender& sender) {
    const auto feed = own(sender.who);
    if (!feed) return problem(feed.error());
    if (!*feed) return {};
    CalendarFeed revoked = (*feed)->form;
    revoked.is_revoked = true;
    const auto written = feeds_.write(
        sender, {.id = (*feed)->document.id, .expected_version = (*feed)->document.version}, revoked);
    if (!written) return problem(written.error());
    return {};
}

Outcome<Who> CalendarFeeds::behind(std::string_view address) const {
    const std::size_t first = address.find('-'), last = address.rfind('-');
    if (first == std::string_view::npos || first == last) return problem(NotFound{});
    const std::string_view id = address.substr(first + 1, last - first - 1),
                           secret = address.substr(last + 1);
    if (secret.size() != secret_characters) return problem(NotFound{});
    // Whoever asks is nobody yet: only to look the document up.
    const Who reader{.account_id = "calendar",
                     .display_name = {},
                     .municipality = std::string(address.substr(0, first)),
                     .role = Role::caseworker,
                     .unit = {}};
    const auto feed = feeds_.find(reader, id);
    if (!feed) return problem(feed.error());
    if (feed->form.is_revoked || feed->form.secret_hash != Sessions::token_hash(secret))
        return problem(NotFound{});
    const auto account = desk_.parts().accounts.by_id(feed->form.account);
    if (!account) return problem(account.error());
    if (!*account || (*account)->is_disabled || (*account)->municipality != reader.municipality)
        return problem(NotFound{});
    return who_is(**account);
}

Outcome<FedCalendar> CalendarFeeds::read(const Who& who) const {
    // Works out anew what has changed by the passing of days.
    const auto fresh = desk_.work_list(who, {.unit = {}, .assigned_to = who.account_id});
    if (!fresh) return problem(fresh.error());
    FedCalendar fed;
    auto appointments = AppointmentDesk(desk_).between(who, desk_.today().plus_days(-days_back),
                                                       desk_.today().plus_days(days_ahead));
    if (!appointments) return problem(std::move(appointments.error()));
    std::erase_if(*appointments, [&](const KeptAppointment& kept) {
        return kept.form.caseworker != who.account_id || kept.form.is_called_off;
    });
    fed.appointments = std::move(*appointments);
    const auto rows = desk_.parts().records.due_rows(
        who.municipality, {.unit = {}, .assigned_to = who.account_id, .with_closed = false});
    if (!rows) return problem(rows.error());
    // The law's and the municipality's reading of a deadline stand once where they end on one day.
    std::set<std::tuple<std::string, std::string, int, calendar::Date>> told;
    for (const store::DueRow& row : *rows) {
        const auto state = state_from(row.state);
        const bool is_open = state == engine::ClockState::running || state == engine::ClockState::breached;
        const auto* rule = rule_of(desk_.library(), row.clock);
        if (!is_open || !row.due || rule == nullptr) continue;
        if (!told.emplace(row.key.case_id, rule->name, row.instance, *row.due).second) continue;
        fed.deadlines.push_back({.case_id = row.key.case_id,
                                 .clock = row.clock,
                                 .instance = row.instance,
                                 .rule = rule,
                                 .due = *row.due});
    }
    return fed;
}

}  // namespace fjorten::service
