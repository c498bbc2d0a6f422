// Documents, letters, complaints and copies of a case over the interface for programs.
#include "api/letters_body.h"
#include "api/record_visit.h"
#include "letters/pdf.h"

namespace fjorten::api {

// The body is the document itself; what is said of it stands in the query.
Reply Visit::file_document() {
    const auto version = version_seen();
    if (!version) return version.error();
    std::vector<Mistake> mistakes;
    const auto dated = day("dated", mistakes);
    const std::string direction = parameter("direction").value_or("in");
    if (!service::direction_from(direction)) {
        using enum service::Direction;
        const std::string known =
            fmt::format("{}, {}, {}", name_of(incoming), name_of(outgoing), name_of(internal));
        mistakes.push_back(
            {.place = "query: direction",
             .code = "case_expected_choice",
             .detail = message(language_, "diagnostic.case_expected_choice", {direction, known})});
    }
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const bool is_unsaid = call_.media_type.empty() || call_.media_type == "application/octet-stream";
    const auto said = [&](std::string_view name) { return parameter(name).value_or(""); };
    return done(desk_.file_document(sender_, {.case_id = std::string(parts_[1]),
                                              .expected_version = *version,
                                              .title = said("title"),
                                              .summary = said("summary"),
                                              .direction = *service::direction_from(direction),
                                              .dated = dated,
                                              .correspondent = said("correspondent"),
                                              .media_type = is_unsaid ? std::string{} : call_.media_type,
                                              .file_name = said("file_name"),
                                              .content = call_.body,
                                              .about = said("about")}),
                {}, 200);
}

Reply Visit::document() {
    std::int64_t version = 0;
    const std::string_view number = parts_[3];
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), version);
    if (error != std::errc{} || end != number.data() + number.size()) return Api::refuse(404, language_);
    auto filed = desk_.document(sender_.who, parts_[1], version);
    if (!filed) return explain(filed.error(), {});
    Reply reply{.status = 200, .media_type = filed->details.media_type, .body = std::move(filed->content)};
    reply.headers.emplace_back("Content-Disposition", "attachment");
    return reply;
}

Reply Visit::complaints() {
    const auto view = desk_.view(sender_.who, parts_[1]);
    return view ? json_reply(200, complaints_json(*view, desk_.library(), desk_.filing(), language_))
                : explain(view.error(), {});
}

// As it would go out today; `as=pdf`: to be printed.
Reply Visit::letter() {
    const auto kind = service::letter_kind_from(parts_[3]);
    const auto view = desk_.view(sender_.who, parts_[1]);
    if (!view) return explain(view.error(), {});
    if (!kind) return Api::refuse(404, language_);
    const auto letter = service::write_letter(
        *view, service::letter_ground(desk_, sender_.who),
        {.kind = *kind, .language = language_, .day = desk_.today(), .signed_by = sender_.who.display_name});
    if (!letter) return Api::refuse(404, language_);
    if (parameter("as") != "pdf" || !letter->letter) return json_reply(200, letter_json(*letter));
    auto pdf = letters::to_pdf(*letter->letter);
    if (!pdf) return refuse(503, "status_503");
    Reply reply{.status = 200, .media_type = "application/pdf", .body = std::move(*pdf)};
    reply.headers.emplace_back("Content-Disposition", "attachment");
    return reply;
}

Reply Visit::send_letter(const Document& document, std::int64_t version) {
    const auto kind = service::letter_kind_from(parts_[3]);
    if (!kind) return Api::refuse(404, language_);
    auto told = letter_from(document, desk_.today());
    if (!told) return bad_body(told.error(), document);
    told->case_id = parts_[1];
    told->expected_version = version;
    told->order.kind = *kind;
    return done(service::send_letter(desk_, sender_, *told), document, 200);
}

Reply Visit::take_step(const Document& document, std::int64_t version) {
    auto told = step_from(document, desk_.today());
    if (!told) return bad_body(told.error(), document);
    told->case_id = parts_[1];
    told->complaint = parts_[3];
    told->expected_version = version;
    return done(service::take_step(desk_, sender_, *told), document, 200);
}

Reply Visit::give_file(const Document& document, std::int64_t version) {
    auto told = file_answer_from(document, desk_.today());
    if (!told) return bad_body(told.error(), document);
    told->case_id = parts_[1];
    told->expected_version = version;
    return done(service::give_file(desk_, sender_, *told), document, 200);
}

Reply Visit::copy() {
    auto copied = desk_.copy_of_case(sender_.who, parts_[1], {}, language_);
    if (!copied) return explain(copied.error(), {});
    const bool is_pdf = parts_.size() == 4;
    Reply reply{.status = 200,
                .media_type = is_pdf ? "application/pdf" : std::string(json_type),
                .body = is_pdf ? std::move(copied->pdf) : std::move(copied->json)};
    reply.headers.emplace_back("Content-Disposition", "attachment");
    return reply;
}

}  // namespace fjorten::api
