// The day of a centre over the interface for programs: appointments, who came, and groups.
#include <algorithm>

#include "api/body_reader.h"
#include "api/centre_json.h"
#include "api/record_visit.h"

namespace fjorten::api {

using service::AppointmentDesk;

namespace {

constexpr std::int64_t usual_days = 7;

}  // namespace

Reply Visit::centre() {
    const bool is_groups = parts_[0] == "groups";
    if (parts_.size() == 3) {
        if (is_groups || parts_[2] != "attendance") return Api::refuse(404, language_);
        return only(Verb::post, [this] { return record_attendance(); });
    }
    if (is_groups) {
        if (call_.verb != Verb::get) return write_group();
        if (parts_.size() == 2) return only(Verb::post, [this] { return write_group(); });
        return told(AppointmentDesk(desk_).groups(sender_.who), {}, groups_json);
    }
    return call_.verb == Verb::get ? appointments() : write_appointment();
}

Reply Visit::appointments() {
    const AppointmentDesk desk(desk_);
    if (parts_.size() == 2) {
        const auto kept = desk.find(sender_.who, parts_[1]);
        if (!kept) return explain(kept.error(), {});
        const auto people = desk.participants(sender_.who, *kept);
        if (!people) return explain(people.error(), {});
        Reply reply = json_reply(200, appointment_json(*kept, *people));
        reply.headers.emplace_back("ETag", etag_of(kept->document.version));
        return reply;
    }
    std::vector<Mistake> mistakes;
    const auto from = day("from", mistakes), until = day("until", mistakes);
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const calendar::Date first = from.value_or(desk_.today());
    auto found = desk.between(sender_.who, first, until.value_or(first.plus_days(usual_days - 1)));
    if (!found) return explain(found.error(), {});
    const auto caseworker = parameter("caseworker"), group = parameter("group");
    std::erase_if(*found, [&](const service::KeptAppointment& kept) {
        return (caseworker && kept.form.caseworker != *caseworker) || (group && kept.form.group != *group);
    });
    return json_reply(200, appointments_json(*found));
}

// New ones, or one as it is from now on: its day stays.
Reply Visit::write_appointment() {
    return writing_one([this](const Document& document, const std::string& id, std::int64_t seen) {
        std::string times;
        const auto appointment = appointment_from(document, times);
        if (!appointment) return bad_body(appointment.error(), document);
        AppointmentDesk desk(desk_);
        if (id.empty()) {
            int number = 1;
            if (!times.empty()) {
                const auto [end, error] = std::from_chars(times.data(), times.data() + times.size(), number);
                if (error != std::errc{} || end != times.data() + times.size()) number = 0;
            }
            const auto planned = desk.plan(sender_, *appointment, number);
            return planned ? json_reply(201, written_documents_json(*planned))
                           : explain(planned.error(), document);
        }
        auto kept = desk.find(sender_.who, id);
        if (!kept) return explain(kept.error(), document);
        kept->document.version = seen;
        return written_document(desk.change(sender_, *kept, *appointment), document, 200);
    });
}

Reply Visit::written_document(const service::Outcome<service::Written>& outcome, const Document& document,
                              int status) const {
    if (!outcome) return explain(outcome.error(), document);
    Reply reply = json_reply(status, written_documents_json({*outcome}));
    reply.headers.emplace_back("ETag", etag_of(outcome->version));
    return reply;
}

Reply Visit::record_attendance() {
    if (call_.idempotency_key.empty()) return refuse(428, "no_key");
    const auto document = body();
    if (!document) return document.error();
    BodyReader reader(*document, {"case", "attendance", "person", "timing", "pass_reason"});
    const std::string case_id = reader.text_needed("case"), said = reader.text_needed("attendance");
    service::Attended attended{.attendance = service::Attendance::attended,
                               .person = reader.text("person"),
                               .timing = reader.timing(),
                               .pass_reason = reader.text("pass_reason")};
    Diagnostics mistakes = reader.take_mistakes();
    const auto attendance = service::attendance_from(said);
    const Node* const node = document->root.is_map() ? document->root.find("attendance") : nullptr;
    if (!attendance && node != nullptr)
        mistakes.push_back(document->diagnose(*node, "record_sheet_choice", {said}));
    if (!mistakes.empty()) return bad_body(mistakes, *document);
    attended.attendance = *attendance;
    AppointmentDesk desk(desk_);
    const auto kept = desk.find(sender_.who, parts_[1]);
    if (!kept) return explain(kept.error(), *document);
    const auto people = desk.participants(sender_.who, *kept);
    if (!people) return explain(people.error(), *document);
    const auto one = std::ranges::find_if(
        *people, [&](const service::Participant& other) { return other.view.key.case_id == case_id; });
    if (one == people->end()) return Api::refuse(404, language_);
    return done(desk.record(sender_, *kept, one->view, attended), *document, 200);
}

Reply Visit::write_group() {
    return writing_one([this](const Document& document, const std::string& id, std::int64_t seen) {
        const auto group = group_from(document);
        if (!group) return bad_body(group.error(), document);
        return written_document(
            AppointmentDesk(desk_).write_group(sender_, {.id = id, .expected_version = seen}, *group),
            document, id.empty() ? 201 : 200);
    });
}

}  // namespace fjorten::api
