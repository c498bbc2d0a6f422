// Documents: the list and what is put in, and one of them as a file.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/utf8.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

namespace {

std::string typed(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

std::string_view ending_of(std::string_view media_type) {
    if (media_type == "application/pdf") return ".pdf";
    if (media_type == "image/png") return ".png";
    if (media_type == "image/jpeg") return ".jpg";
    if (media_type == service::letter_type || media_type == "application/json") return ".json";
    if (media_type == "text/csv") return ".csv";
    return ".txt";
}

/// What was typed, or the problems with it beside their fields.
std::optional<service::FileDocument> command_in(Visit& visit, Unsaved& unsaved) {
    const auto file = std::ranges::find(visit.files, "file", &SentFile::field);
    if (file == visit.files.end())
        unsaved.problems.push_back({"file", visit.setting.say("work.document.mistake.file")});
    if (typed(visit, "title").find_first_not_of(" \t\r\n") == std::string::npos)
        unsaved.problems.push_back({"title", visit.setting.say("work.document.mistake.title")});
    const auto day = read_work_date(typed(visit, "dated"), visit.setting.today);
    if (!day) unsaved.problems.push_back({"dated", words_of(day.error(), visit.setting.language())});
    if (!unsaved.problems.empty()) return std::nullopt;
    return service::FileDocument{
        .case_id = visit.setting.address.case_id,
        .expected_version = visit.version(),
        .title = typed(visit, "title"),
        .summary = typed(visit, "summary"),
        .direction =
            service::direction_from(typed(visit, "direction")).value_or(service::Direction::incoming),
        .dated = *day,
        .correspondent = typed(visit, "correspondent"),
        .media_type = {},
        .file_name = file->name,
        .content = std::move(file->content),
        .about = typed(visit, "about")};
}

}  // namespace

std::string attachment_header(std::string_view name, std::string_view media_type) {
    std::string whole = service::tidied_file_name(name);
    if (whole.empty()) whole = "document";
    if (!whole.ends_with(ending_of(media_type)) && !(media_type == "image/jpeg" && whole.ends_with(".jpeg")))
        whole += ending_of(media_type);
    std::string plain;
    for (const char32_t c : utf8::code_points(whole))
        plain += c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%' ? static_cast<char>(c) : '_';
    return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, percent_encode(whole));
}

Response file_response(std::string_view media_type, std::string content, std::string_view name) {
    const std::string type =
        std::string(media_type) + (media_type.starts_with("text/") ? "; charset=utf-8" : "");
    Response response(200, type, std::move(content));
    FJ_ASSERT(response.set_header("Content-Disposition", attachment_header(name, media_type)).has_value());
    FJ_ASSERT(response.set_header("Cache-Control", "no-store").has_value());
    return response;
}

Response answer_documents(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    SmallPage page{.typed = visit.fields, .unsaved = {}};
    std::erase_if(page.typed, [](const auto& field) {
        return field.first == "secret" || field.first == "key" || field.first == "show" ||
               field.first == "version";
    });
    note_what_is_new(visit, *view, page.unsaved);
    if (visit.intent != Intent::save) return work_html(documents_page(visit.setting, *view, page));
    if (!may(visit.setting.who, service::Permission::file_document))
        return refusal(visit, service::Forbidden{});
    const auto command = command_in(visit, page.unsaved);
    if (!command) return work_html(documents_page(visit.setting, *view, page), 422);
    const auto done = visit.desk.file_document(visit.sender(), *command);
    if (done) return saved(visit, *done);
    if (!show_problem(visit, done.error(), "file", page.unsaved)) return refusal(visit, done.error());
    for (Problem& problem : page.unsaved.problems) {
        if (problem.field == "content") problem.field = "file";
    }
    return work_html(documents_page(visit.setting, *view, page), status_of(page.unsaved));
}

Response answer_document(Visit& visit) {
    const std::string& item = visit.setting.address.item;
    std::int64_t version = 0;
    const auto read = std::from_chars(item.data(), item.data() + item.size(), version);
    if (read.ec != std::errc{} || read.ptr != item.data() + item.size())
        return refusal(visit, service::NotFound{});
    auto document = visit.desk.document(visit.setting.who, visit.setting.address.case_id, version);
    if (!document) return refusal(visit, document.error());
    return document_response(visit, std::move(*document));
}

Response document_response(const Visit& visit, service::FiledDocument document) {
    const auto& details = document.details;
    // A letter is read as it was printed.
    if (details.media_type == service::letter_type && value_of(visit.fields, "as") != "json") {
        const auto paper = letters::paper_from_json(document.content);
        auto pdf = paper ? letters::to_pdf(*paper) : Result<std::string>(std::unexpected(paper.error()));
        if (!pdf) return refusal(visit, service::Problem(pdf.error()));
        return file_response("application/pdf", std::move(*pdf), details.title);
    }
    return file_response(details.media_type, std::move(document.content),
                         details.file_name.empty() ? details.title : details.file_name);
}

}  // namespace fjorten::web
