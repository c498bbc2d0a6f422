// Answering whoever asked to see the file, and the copy of the whole case as a file.
#include <algorithm>
#include <array>
#include <charconv>

#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_file_access.h"
#include "web/work_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

using service::CaseView;

namespace {

constexpr std::string_view withheld_prefix = "withheld.";

std::string typed(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

std::vector<service::Withheld> withheld_in(const Visit& visit, const CaseView& view) {
    std::vector<service::Withheld> withheld;
    for (const auto& [name, value] : visit.fields) {
        if (!name.starts_with(withheld_prefix) || value.find_first_not_of(" \t\r\n") == std::string::npos)
            continue;
        std::int64_t version = 0;
        const char* const end = name.data() + name.size();
        const auto read = std::from_chars(name.data() + withheld_prefix.size(), end, version);
        const bool is_there =
            read.ptr == end &&
            std::ranges::find(view.entries, version, &service::TimeLineEntry::version) != view.entries.end();
        if (is_there) withheld.push_back({.version = version, .reason = value});
    }
    return withheld;
}

}  // namespace

Response answer_file_access(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    FileAccessPage page{.form = {.typed = visit.fields, .unsaved = {}},
                        .requests = service::file_requests(*view, visit.desk.library().vocabulary),
                        .letter = {}};
    static constexpr std::array<std::string_view, 4> own = {"secret", "key", "show", "version"};
    std::erase_if(page.form.typed,
                  [](const auto& field) { return std::ranges::find(own, field.first) != own.end(); });
    note_what_is_new(visit, *view, page.form.unsaved);
    const auto show = [&](int status) {
        return work_html(file_access_page(visit.setting, *view, page), status);
    };
    const auto request = std::ranges::find(page.requests, nullptr, &service::FileRequest::answered);
    if (visit.intent == Intent::look || request == page.requests.end()) return show(200);
    if (!may(visit.setting.who, service::Permission::copy_case)) return refusal(visit, service::Forbidden{});
    const auto on = read_work_date(typed(visit, "on"), visit.setting.today);
    if (!on) page.form.unsaved.problems.push_back({"on", words_of(on.error(), visit.setting.language())});
    const service::GiveFile told{.case_id = view->key.case_id,
                                 .expected_version = visit.version(),
                                 .on = on ? *on : visit.setting.today,
                                 .language = visit.setting.language(),
                                 .remarks = typed(visit, "remarks"),
                                 .withheld = withheld_in(visit, *view)};
    if (visit.intent == Intent::show) {
        auto letter =
            service::file_letter(*view, service::letter_ground(visit.desk, visit.setting.who), *request, told,
                                 visit.setting.who.display_name, page.letter.not_printed);
        if (letter) page.letter.paper = std::move(*letter);
        return show(200);
    }
    if (typed(visit, "journal") != "yes")
        page.form.unsaved.problems.push_back({"journal", visit.setting.say("work.access.mistake.journal")});
    if (!page.form.unsaved.problems.empty()) return show(422);
    const auto done = service::give_file(visit.desk, visit.sender(), told);
    if (done) return see_other(visit.setting.to(WorkPlace::file_access, view->key.case_id));
    if (!show_problem(visit, done.error(), "on", page.form.unsaved)) return refusal(visit, done.error());
    return show(status_of(page.form.unsaved));
}

Response answer_case_copy(Visit& visit) {
    const auto& address = visit.setting.address;
    if (address.item != "pdf" && address.item != "json") return refusal(visit, service::NotFound{});
    auto copy = visit.desk.copy_of_case(visit.setting.who, address.case_id, {}, address.language);
    if (!copy) return refusal(visit, copy.error());
    const bool is_pdf = address.item == "pdf";
    return file_response(is_pdf ? "application/pdf" : "application/json",
                         is_pdf ? std::move(copy->pdf) : std::move(copy->json), address.case_id);
}

}  // namespace fjorten::web
