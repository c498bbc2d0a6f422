// Who looked at what, and cases opened with a reason, for programs.
#include "api/body_reader.h"
#include "api/json_shapes.h"
#include "api/record_visit.h"
#include "service/access_desk.h"

namespace fjorten::api {

namespace {

std::string lookups_json(const std::vector<service::NamedAccess>& entries) {
    Json json;
    return json
        .object([&] {
            json.list("lookups", entries, [&](const service::NamedAccess& one) {
                json.object([&] {
                    json.number("position", one.entry.position);
                    json.text("at", one.entry.at);
                    json.text("account", one.entry.account_id);
                    json.text("account_name", one.account_name);
                    json.text("role", one.entry.role);
                    json.text("act", one.entry.act);
                    json.text("outcome", one.entry.outcome);
                    json.text("ground", one.entry.ground);
                    json.text_or_null("case", one.entry.case_id);
                    json.text("detail", one.entry.detail);
                });
            });
        })
        .take();
}

}  // namespace

Reply Visit::lookups() {
    store::AccessFilter filter{.case_id = parameter("case").value_or(""),
                               .account_id = parameter("account").value_or(""),
                               .act = parameter("act").value_or(""),
                               .outcome = parameter("outcome").value_or(""),
                               .limit = service::AccessDesk::most_shown};
    std::vector<Mistake> mistakes;
    if (const auto from = day("from", mistakes)) filter.from = from->iso();
    if (const auto until = day("until", mistakes)) filter.before = until->plus_days(1).iso();
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const auto entries = service::AccessDesk(desk_).log(sender_.who, filter);
    return entries ? json_reply(200, lookups_json(*entries)) : explain(entries.error(), {});
}

Reply Visit::case_lookups() {
    const auto entries = service::AccessDesk(desk_).log_of_case(sender_.who, parts_[1]);
    return entries ? json_reply(200, lookups_json(*entries)) : explain(entries.error(), {});
}

Reply Visit::break_glass() {
    const auto document = body();
    if (!document) return document.error();
    BodyReader reader(*document, {"reason"});
    const std::string reason = reader.text_needed("reason");
    if (!reader.is_fine()) return bad_body(reader.take_mistakes(), *document);
    const auto done = service::AccessDesk(desk_).break_glass(sender_.who, parts_[1], reason);
    return done ? json_reply(200, "{}") : explain(done.error(), *document);
}

}  // namespace fjorten::api
