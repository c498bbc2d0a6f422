#include "api/record_api.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "answer/answer.h"
#include "api/body_reader.h"
#include "api/meeting_json.h"
#include "api/problem.h"
#include "api/record_json.h"
#include "api/record_visit.h"

namespace fjorten::api {

using service::Outcome;
using service::RecordDesk;

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    path.remove_prefix(std::min(root.size(), path.size()));
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
        if (slash != std::string_view::npos && path.empty()) parts.emplace_back();  // a slash at the end
    }
    return parts;
}

std::optional<calendar::Date> Visit::day(std::string_view name, std::vector<Mistake>& mistakes) const {
    const auto said = parameter(name);
    if (!said) return std::nullopt;
    if (const auto day = calendar::Date::parse(*said)) return *day;
    mistakes.push_back({.place = fmt::format("query: {}", name),
                        .code = "case_expected_date",
                        .detail = message(language_, "diagnostic.case_expected_date", {*said})});
    return std::nullopt;
}

Reply Visit::explain(const service::Problem& problem, const Document& document) const {
    if (std::holds_alternative<service::NotFound>(problem)) return Api::refuse(404, language_);
    if (const auto* forbidden = std::get_if<service::Forbidden>(&problem))
        return refuse(403, forbidden->behind_glass.empty() ? "status_403" : "behind_glass");
    if (const auto* diagnostics = std::get_if<Diagnostics>(&problem)) return bad_body(*diagnostics, document);
    if (const auto* conflict = std::get_if<service::Conflict>(&problem)) return explain_conflict(*conflict);
    if (const auto* blocked = std::get_if<service::Blocked>(&problem)) {
        return problem_reply(
            {.status = 409,
             .kind = "blocked",
             .detail = message(language_, "api.blocked"),
             .more = {{"action", answer::to_json(blocked->action, desk_.library(), language_)}}},
            language_);
    }
    // The disk refuses, or what is kept is broken: nothing that the caller can mend.
    return refuse(503, "status_503");
}

Reply Visit::explain_conflict(const service::Conflict& conflict) const {
    Problem problem{.status = 412, .kind = "changed", .detail = message(language_, "api.changed")};
    problem.more.emplace_back("version", std::to_string(conflict.version));
    const auto seen = parts_.size() > 1 ? desk_.view(sender_.who, parts_[1])
                                        : std::unexpected(service::Problem(service::NotFound{}));
    if (seen) problem.more.emplace_back("since", entries_json(*seen, conflict.since, desk_.library()));
    Reply reply = problem_reply(problem, language_);
    reply.headers.emplace_back("ETag", etag_of(conflict.version));
    return reply;
}

Reply Visit::log_in() {
    const auto document = body();
    if (!document) return document.error();
    BodyReader reader(*document, {"name", "password", "code"});
    const std::string name = reader.text_needed("name"), password = reader.text_needed("password"),
                      code = reader.text("code");
    if (!reader.is_fine()) return bad_body(reader.take_mistakes(), *document);
    auto logged_in = sessions_.log_in(name, password);
    if (logged_in && logged_in->standing == store::Standing::needs_code)
        logged_in = sessions_.confirm(logged_in->token, code);
    // A second factor is set up in a browser.
    if (logged_in && logged_in->standing == store::Standing::needs_factor) return refuse(403, "needs_factor");
    if (!logged_in && logged_in.error().code == ErrorCode::unavailable) {
        Reply reply = refuse(429, "status_429");
        reply.headers.emplace_back("Retry-After", wait_seconds);
        return reply;
    }
    if (!logged_in && logged_in.error().code != ErrorCode::forbidden) return refuse(503, "status_503");
    if (!logged_in) return unauthorised();
    return json_reply(
        200, fmt::format(R"({{"token":"{}","who":{}}})", logged_in->token, who_json(logged_in->who)));
}

Reply Visit::work() {
    service::WorkFilter filter{.unit = parameter("unit"), .assigned_to = parameter("assigned_to")};
    if (const auto days = parameter("days")) {
        const auto [end, error] =
            std::from_chars(days->data(), days->data() + days->size(), filter.days_ahead);
        if (error != std::errc{} || end != days->data() + days->size() || filter.days_ahead < 0)
            return refuse(400, "bad_query",
                          {{.place = "query: days",
                            .code = "case_expected_integer",
                            .detail = message(language_, "diagnostic.case_expected_integer", {*days})}});
    }
    const auto list = desk_.work_list(sender_.who, filter);
    return list ? json_reply(200, work_json(*list, language_)) : explain(list.error(), {});
}

Reply Visit::colleagues() { return told(desk_.colleagues(sender_.who), {}, colleagues_json); }

Reply Visit::search() { return told(desk_.search(sender_.who, parameter("q").value_or("")), {}, found_json); }

Reply Visit::view() {
    std::vector<Mistake> mistakes;
    const auto on = day("on", mistakes), as_known = day("as_known", mistakes);
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const auto view = desk_.view(sender_.who, parts_[1], on, as_known);
    if (!view) return explain(view.error(), {});
    Reply reply = json_reply(200, case_json(*view, desk_.library(), language_));
    reply.headers.emplace_back("ETag", etag_of(view->version));
    return reply;
}

Reply Visit::open_case() {
    if (call_.idempotency_key.empty()) return refuse(428, "no_key");
    const auto document = body();
    if (!document) return document.error();
    BodyReader reader(*document, {"person", "person_id", "case", "unit", "assigned_to"});
    service::OpenCase command{.person = reader.person("person"),
                              .person_id = reader.text("person_id"),
                              .case_file = reader.part("case").value_or(Document{}),
                              .unit = reader.text("unit"),
                              .assigned_to = reader.text("assigned_to")};
    if (!reader.is_fine()) return bad_body(reader.take_mistakes(), *document);
    const auto outcome = desk_.open_case(sender_, command);
    Reply reply = done(outcome, *document, 201);
    if (outcome)
        reply.headers.emplace_back("Location", fmt::format("{}cases/{}", root, outcome->key.case_id));
    return reply;
}

Reply Visit::command() {
    static constexpr std::array<std::string_view, 8> commands = {
        "events", "corrections", "facts", "assignment", "notes", "person", "hold", "sheets"};
    if (std::ranges::find(commands, parts_[2]) == commands.end()) return Api::refuse(404, language_);
    return writing([this](auto& document, auto version) { return write(document, version); });
}

namespace {

/// "3" in quotes, as an ETag of ours.
std::optional<std::int64_t> version_in(std::string_view if_match) {
    if (if_match.size() < 3 || !if_match.starts_with('"') || !if_match.ends_with('"')) return std::nullopt;
    const std::string_view digits = if_match.substr(1, if_match.size() - 2);
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (error != std::errc{} || end != digits.data() + digits.size() || version < 0) return std::nullopt;
    return version;
}

}  // namespace

std::expected<std::int64_t, Reply> Visit::version_seen() const {
    if (call_.idempotency_key.empty()) return std::unexpected(refuse(428, "no_key"));
    if (call_.if_match.empty()) return std::unexpected(refuse(428, "no_version"));
    const auto version = version_in(call_.if_match);
    if (!version) return std::unexpected(refuse(400, "bad_version"));
    return *version;
}

Reply Visit::disposal() {
    std::vector<Mistake> mistakes;
    const auto on = day("on", mistakes);
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const auto cases = desk_.disposal(sender_.who, on);
    return cases ? json_reply(200, disposal_json(*cases, language_)) : explain(cases.error(), {});
}

Reply Visit::write(const Document& document, std::int64_t version) {
    const std::string id(parts_[1]);
    const auto run = [&](BodyReader& reader, auto method, const auto& command) {
        if (!reader.is_fine()) return bad_body(reader.take_mistakes(), document);
        return done((desk_.*method)(sender_, command), document, 200);
    };
    if (parts_[2] == "events") {
        BodyReader reader(document, {"event", "timing", "pass_reason"});
        const service::RecordEvent command{.case_id = id,
                                           .expected_version = version,
                                           .event = reader.part("event").value_or(document),
                                           .timing = reader.timing(),
                                           .pass_reason = reader.text("pass_reason")};
        return run(reader, &RecordDesk::record_event, command);
    }
    if (parts_[2] == "sheets") return write_sheet(document, version);
    if (parts_[2] == "corrections") {
        BodyReader reader(document, {"corrects", "event", "reason"});
        const service::CorrectEvent command{.case_id = id,
                                            .expected_version = version,
                                            .corrects = reader.number("corrects"),
                                            .event = reader.part("event"),
                                            .reason = reader.text("reason")};
        return run(reader, &RecordDesk::correct_event, command);
    }
    if (parts_[2] == "facts") {
        BodyReader reader(document, {"fact", "value"});
        const service::TellFact command{id, version, reader.text_needed("fact"), reader.scalar("value")};
        return run(reader, &RecordDesk::tell_fact, command);
    }
    if (parts_[2] == "assignment") {
        BodyReader reader(document, {"unit", "assigned_to"});
        const service::AssignCase command{id, version, reader.text("unit"), reader.text("assigned_to")};
        return run(reader, &RecordDesk::assign_case, command);
    }
    if (parts_[2] == "person") {
        BodyReader reader(document, {"person"});
        const service::ChangePerson command{id, version, reader.person("person")};
        return run(reader, &RecordDesk::change_person, command);
    }
    if (parts_[2] == "hold") {
        BodyReader reader(document, {"hold", "reason"});
        const std::string hold = reader.text_needed("hold");
        if (reader.is_fine() && hold != "placed" && hold != "lifted")
            return bad_body({document.diagnose(*document.root.find("hold"), "case_expected_choice",
                                               {hold, "placed, lifted"})},
                            document);
        const service::HoldCase command{
            id, version, hold == "lifted" ? service::HoldCase::Hold::lifted : service::HoldCase::Hold::placed,
            reader.text("reason")};
        return run(reader, &RecordDesk::hold_case, command);
    }
    BodyReader reader(document, {"text", "day"});
    service::WriteNote command{id, version, reader.text("text")};
    if (const std::string said = reader.text("day"); !said.empty()) {
        const auto day_said = calendar::Date::parse(said);
        if (!day_said)
            return bad_body({document.diagnose(*document.root.find("day"), "case_expected_date", {said})},
                            document);
        command.day = *day_said;
    }
    return run(reader, &RecordDesk::write_note, command);
}

Reply Visit::write_sheet(const Document& document, std::int64_t version) {
    BodyReader reader(document, {"type", "item", "fields", "stage", "timing", "pass_reason"});
    service::WriteSheet command{.case_id = std::string(parts_[1]),
                                .expected_version = version,
                                .type = reader.text_needed("type"),
                                .sheet = {.item = reader.text("item"), .fields = {}},
                                .pass_reason = reader.text("pass_reason")};
    if (reader.word("stage", {"draft", "final"}) == "final") command.stage = service::SheetStage::final;
    command.timing = reader.timing();
    Diagnostics mistakes = reader.take_mistakes();
    const Node* const fields = document.root.find("fields");
    if (fields != nullptr && !fields->is_map())
        mistakes.push_back(document.diagnose(*fields, "case_expected_map", {"fields"}));
    if (fields != nullptr && fields->is_map()) {
        for (const auto& [name, value] : fields->entries) {
            if (value.is_scalar()) command.sheet.fields.emplace_back(name.text, value.text);
            else mistakes.push_back(document.diagnose(value, "case_expected_text", {name.text}));
        }
    }
    if (!mistakes.empty()) return bad_body(mistakes, document);
    return done(desk_.write_sheet(sender_, command), document, 200);
}

Reply Visit::meetings() {
    if (call_.verb != Verb::get) return write_meeting();
    const service::Committee committee(desk_);
    if (parts_.size() == 1) return told(committee.meetings(sender_.who), {}, meetings_json);
    const auto meeting = committee.find(sender_.who, parts_[1]);
    if (!meeting) return explain(meeting.error(), {});
    const auto agenda = committee.agenda(sender_.who, meeting->form);
    if (!agenda) return explain(agenda.error(), {});
    Reply reply = json_reply(200, meeting_json(*meeting, *agenda));
    reply.headers.emplace_back("ETag", etag_of(meeting->document.version));
    return reply;
}

// A new one, or all of one as it is from now on.
Reply Visit::write_meeting() {
    return writing_one([this](const Document& document, std::string id, std::int64_t seen) {
        const auto meeting = meeting_from(document);
        if (!meeting) return bad_body(meeting.error(), document);
        return written(
            service::Committee(desk_).write(
                sender_, {.id = std::move(id), .expected_version = seen, .content = {}, .reason = {}},
                *meeting),
            document, "meeting");
    });
}

bool RecordApi::owns(std::string_view path) { return path.starts_with(root); }

std::string RecordApi::pattern_of(std::string_view path) {
    const auto parts = parts_of(path);
    const bool is_case = parts.size() > 1 && parts[0] == "cases";
    static constexpr std::array<std::string_view, 34> known = {
        "session",    "end",         "work",        "colleagues", "cases",     "events",  "facts",
        "notes",      "corrections", "assignment",  "person",     "documents", "sheets",  "meetings",
        "complaints", "copy",        "pdf",         "disposal",   "hold",      "letters", "decision",
        "hearing",    "payment",     "file_access", "providers",  "contacts",  "confirm", "appointments",
        "groups",     "attendance",  "lookups",     "opening",    "figures",   ""};
    std::string out(root.substr(0, root.size() - 1));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool is_word = !(is_case && i == 1) && std::ranges::find(known, parts[i]) != known.end();
        out += fmt::format("/{}", is_word ? parts[i] : std::string_view("*"));
    }
    return out;
}

bool RecordApi::takes_files(std::string_view path, std::string_view authorization) const {
    static constexpr std::string_view scheme = "Bearer ";
    const auto parts = parts_of(path);
    return owns(path) && parts.size() == 3 && parts[0] == "cases" && parts[2] == "documents" &&
           authorization.starts_with(scheme) &&
           sessions_.who(authorization.substr(scheme.size())).has_value();
}

Reply RecordApi::answer(const Call& call) { return Visit(desk_, sessions_, reports_, call).answer(); }

}  // namespace fjorten::api
