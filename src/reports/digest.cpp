#include "reports/digest.h"

#include <algorithm>

#include "answer/words.h"

namespace fjorten::reports {

using engine::ClockState;

Digest make_digest(const Sources& sources, std::string unit) {
    Digest digest{.unit = std::move(unit)};
    const calendar::Date on = sources.rows.on;
    const calendar::Date soon = on.plus_days(sources.reporting.at_risk_days);
    for (const Row& row : sources.rows.rows) {
        if (!digest.unit.empty() && row.unit != digest.unit) continue;
        if (row.started || row.withdrawn) continue;
        const auto any = [&](ClockState state) { return row.law.state == state || row.local.state == state; };
        std::optional<calendar::Date> due;
        for (const Promise* promise : {&row.law, &row.local}) {
            if (promise->state == ClockState::running && promise->due)
                due = due ? std::min(*due, *promise->due) : *promise->due;
        }
        if (any(ClockState::breached)) ++digest.late;
        else if (due && *due == on) ++digest.today;
        else if (due && *due <= soon) ++digest.week;
        else if (any(ClockState::unknown)) ++digest.undecided;
    }
    return digest;
}

DigestMail digest_mail(const Sources& sources, const Digest& digest, const std::string& municipality) {
    const int smallest = sources.reporting.smallest;
    const auto number = [&](int count) {
        return count > 0 && count < smallest ? sources.say("report.digest.few", {std::to_string(smallest)})
                                             : std::to_string(count);
    };
    const std::string unit = digest.unit.empty() ? sources.say("report.digest.all_units") : digest.unit;
    const std::string day = answer::plain_date(sources.rows.on, sources.language);
    DigestMail mail{.subject = sources.say("report.digest.subject", {municipality, unit, day})};
    mail.body = sources.say("report.digest.head", {municipality, unit, day}) + "\n\n";
    if (digest.is_quiet()) {
        mail.body += sources.say("report.digest.quiet") + "\n";
    } else {
        mail.body += sources.say("report.digest.late", {number(digest.late)}) + "\n" +
                     sources.say("report.digest.today", {number(digest.today)}) + "\n" +
                     sources.say("report.digest.week",
                                 {number(digest.week), std::to_string(sources.reporting.at_risk_days)}) +
                     "\n" + sources.say("report.digest.undecided", {number(digest.undecided)}) + "\n";
    }
    mail.body += "\n" + sources.say("report.digest.foot") + "\n";
    return mail;
}

}  // namespace fjorten::reports
