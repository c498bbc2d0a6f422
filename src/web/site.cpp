#include "web/site.h"

#include <algorithm>
#include <charconv>

#include "answer/answer.h"
#include "answer/words.h"
#include "base/assert.h"
#include "letters/html.h"
#include "letters/pdf.h"
#include "service/certificate.h"
#include "service/report_desk.h"
#include "web/anonymous.h"
#include "web/assets.h"
#include "web/calendar_file.h"
#include "web/complain.h"
#include "web/decode.h"
#include "web/event_menu.h"
#include "web/late_letter.h"
#include "web/multipart.h"
#include "web/my_rights.h"
#include "web/packing.h"
#include "web/pages.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

Response html(std::string text, int status = 200) {
    return Response(status, std::string(html_type), std::move(text));
}

Response file(std::string media_type, std::string bytes, std::string_view name) {
    Response response(200, std::move(media_type), std::move(bytes));
    FJ_ASSERT(response.set_header("Content-Disposition", "inline; filename=\"" + std::string(name) + "\"")
                  .has_value());
    return response;
}

Response json_file(std::string text, std::string_view name) {
    return file("application/json; charset=utf-8", std::move(text), name);
}

// A page that shows the same to everybody.
std::string standing_page(Place place, const Setting& setting, const Fields& query) {
    if (place == Place::start) return start_page(setting);
    if (place == Place::compare) return compare_page(setting, value_of(query, "subject"));
    if (place == Place::standards) return standards_page(setting);
    return about_page(setting);
}

bool stands_in(const std::vector<FormMistake>& mistakes, Asked where) {
    return std::ranges::find(mistakes, where, &FormMistake::where) != mistakes.end();
}

/// One form that was sent, and what becomes of it.
class Sent {
  public:
    Sent(const service::CaseDesk& desk, const Signing& signing, const Fields& fields, Language language)
        : desk_(desk),
          signing_(signing),
          setting_{.library = desk.library(), .language = language, .today = desk.today()},
          form_(read_case_form(fields, desk.library().vocabulary)),
          go_(value_of(fields, "go")),
          certified_(value_of(fields, "certificate")) {}

    Response answer() {
        if (go_ == "situation") return html(situation_page(setting_, form_, {}));
        if (go_ == "events") return events();
        if (go_ == "add" || go_ == "every" || go_.starts_with("remove.")) return changed_rows();
        return result();
    }

  private:
    Response show(const std::vector<FormMistake>& mistakes) {
        if (stands_in(mistakes, Asked::situation))
            return html(situation_page(setting_, form_, mistakes), 422);
        ensure_row();
        return html(events_page(setting_, form_, mistakes), 422);
    }

    void ensure_row() {
        if (form_.events.empty())
            form_.events.push_back({.event = "contact_received", .on = {}, .fields = {}, .seen = {}});
    }

    Response events() {
        const auto typed = to_case(form_, setting_.library, setting_.language);
        if (!typed && stands_in(typed.error(), Asked::situation)) return show(typed.error());
        ensure_row();
        return html(events_page(setting_, form_, {}));
    }

    Response changed_rows() {
        if (go_ == "add" && form_.events.size() < max_event_rows) form_.events.emplace_back();
        if (go_ == "every") form_.shows_all_events = true;
        if (go_.starts_with("remove.")) {
            std::size_t row = form_.events.size();
            std::from_chars(go_.data() + 7, go_.data() + go_.size(), row);
            if (row < form_.events.size())
                form_.events.erase(form_.events.begin() + static_cast<std::ptrdiff_t>(row));
        }
        ensure_row();
        return html(events_page(setting_, form_, {}));
    }

    // An event was chosen whose own questions nobody has seen yet, and without an answer something stays
    // unknown.
    bool has_unseen_questions() const {
        return std::ranges::any_of(form_.events, [&](const EventRow& row) {
            const auto type = setting_.library.vocabulary.find_event(row.event);
            if (!type || row.seen == row.event) return false;
            const auto& kind = setting_.library.vocabulary.events[*type];
            return std::ranges::any_of(asked_fields(kind), [&](std::size_t i) {
                const auto& field = kind.fields[i];
                return !field.fallback && field.inherits_from.empty() &&
                       value_of(row.fields, field.name).empty();
            });
        });
    }

    Response result() {
        auto typed = to_case(form_, setting_.library, setting_.language);
        if (!typed) return show(typed.error());
        if (has_unseen_questions()) return html(events_page(setting_, form_, {}, MoreAsked::yes));
        if (go_ == "case") return json_file(std::move(typed->json), "case.json");
        const auto answer = desk_.answer(
            {.document = std::move(typed->document), .with = {}, .on = typed->on, .as_known = {}});
        if (!answer) return explain(answer.error());
        if (go_ == "json")
            return json_file(answer::to_json(answer->evaluation, setting_.library, setting_.language,
                                             answer::JsonStyle::pretty),
                             "answer.json");
        if (go_ == "calendar")
            return file("text/calendar; charset=utf-8", calendar_file(setting_, form_, *answer),
                        message(setting_.language, "web.calendar.file") + ".ics");
        if (go_ == "late" || go_ == "late.pdf") return late(*answer);
        if (go_ == "certificate") {
            auto pdf = certificate_pdf(setting_, signing_, *answer, typed->json, certified_);
            if (pdf && !*pdf) return Site::refuse(500, path_of(Place::my_dates, setting_.language));
            if (pdf)
                return file("application/pdf", std::move(**pdf),
                            message(setting_.language, "web.certificate.file") + ".pdf");
        }
        return html(result_page(setting_, form_, *answer,
                                signing_.vault != nullptr ? Certificates::offered : Certificates::none));
    }

    // Without a deadline that has passed there is nothing to send.
    Response late(const service::CaseAnswer& answer) const {
        const auto letter = late_letter(setting_, form_, answer);
        if (!letter) return html(result_page(setting_, form_, answer));
        if (go_ == "late") return html(letters::to_html_file(*letter));
        auto pdf = letters::to_pdf(*letter);
        if (!pdf) return Site::refuse(500, path_of(Place::my_dates, setting_.language));
        return file("application/pdf", std::move(*pdf), message(setting_.language, "web.late.file") + ".pdf");
    }

    Response explain(const service::Refusal& refusal) {
        if (const auto* none = std::get_if<service::NoRules>(&refusal)) {
            const std::string sentence =
                none->why.first_edition
                    ? message(setting_.language, "web.mistake.before_first",
                              {answer::plain_date(*none->why.first_edition, setting_.language)})
                    : message(setting_.language, "web.mistake.no_rules");
            return show({{"on", sentence, Asked::events}});
        }
        // What the form lets through and the case does not, such as a very long text.
        std::vector<FormMistake> mistakes;
        for (const auto& diagnostic : std::get<Diagnostics>(refusal))
            mistakes.push_back({event_field_name(0, "event"),
                                message(setting_.language, "diagnostic." + diagnostic.code, diagnostic.args),
                                Asked::events});
        return show(mistakes);
    }

    const service::CaseDesk& desk_;
    const Signing& signing_;
    Setting setting_;
    CaseForm form_;
    std::string go_;
    std::string certified_;  // the deadline that a certificate is asked for
};

}  // namespace

namespace {

bool is_key_file(std::string_view path) {
    const auto found = below(Place::certificate, path);
    return found && found->first == "/key.txt";
}

}  // namespace

bool Site::knows(std::string_view path) {
    return place_at(path).has_value() || below(Place::standards, path).has_value() || is_key_file(path) ||
           path.starts_with(asset_folder);
}

bool Site::is_unseen(std::string_view path) {
    const auto place = place_at(path);
    return place && place->first == Place::anonymous;
}

Response Site::refuse(int status, std::string_view path) {
    return html(error_page(language_at(path), status), status);
}

Response Site::my_dates(const Request& request, Language language) const {
    if (request.method == Method::post) {
        if (media_type_of(request.content_type) != form_type) return refuse(415, request.path);
        const auto fields = decode_form(request.body);
        if (!fields) return refuse(400, request.path);
        return Sent(desk_, signing_, *fields, language).answer();
    }
    CaseForm form;
    form.municipality = value_of(request.query, "municipality");
    return html(
        situation_page({.library = desk_.library(), .language = language, .today = desk_.today()}, form, {}));
}

// "randers" or "randers.pdf", in force today or on ?on=.
Response Site::standard(const Request& request, std::string_view name, Language language) const {
    const bool is_pdf = name.ends_with(".pdf");
    const std::string id(is_pdf ? name.substr(0, name.size() - 4) : name);
    const std::string_view asked = value_of(request.query, "on");
    const auto on = asked.empty() ? desk_.today() : calendar::Date::parse(asked);
    if (!on) return refuse(404, request.path);
    const auto found = letters::find_publication(desk_.library(), id, *on, language);
    if (!found) return refuse(404, request.path);
    if (!is_pdf)
        return html(standard_page({.library = desk_.library(), .language = language, .today = desk_.today()},
                                  *found, how_well_kept(behind_.reports, found->standard, language)));
    auto pdf = letters::to_pdf(letters::standard_paper(*found));
    if (!pdf) return refuse(500, request.path);
    Response response(200, "application/pdf", std::move(*pdf));
    const std::string file =
        id + "-" + found->standard.from.iso() + "-" + std::string(code_of(language)) + ".pdf";
    FJ_ASSERT(response.set_header("Content-Disposition", "inline; filename=\"" + file + "\"").has_value());
    return response;
}

// What is pasted or sent may be kept by nobody: it goes out with the page and nowhere else.
Response Site::certificate(const Request& request, Language language) const {
    const Setting setting = setting_in(language);
    if (request.method != Method::post) return html(certificate_page(setting, signing_, {}));
    CheckedCertificate sent;
    if (is_multipart(request.content_type)) {
        auto form = decode_multipart(request.content_type, request.body);
        if (!form) return refuse(400, request.path);
        sent.payload = std::string(value_of(form->fields, "payload"));
        if (!form->files.empty()) sent.file = std::move(form->files.front().content);
    } else {
        if (media_type_of(request.content_type) != form_type) return refuse(415, request.path);
        const auto fields = decode_form(request.body);
        if (!fields) return refuse(400, request.path);
        sent.payload = std::string(value_of(*fields, "payload"));
    }
    return html(certificate_page(setting, signing_, sent));
}

// The pages that take forms, or something in their address.
std::optional<Response> Site::asked(const Request& request, Place place, const Setting& setting) const {
    switch (place) {
        case Place::certificate: return certificate(request, setting.language);
        case Place::my_dates: return my_dates(request, setting.language);
        case Place::anonymous: return answer_anonymous(setting, behind_.anonymous, request);
        case Place::rights: return answer_my_rights(setting, desk_, request);
        case Place::turn: return answer_where_to_turn(setting, desk_, request);
        case Place::complain: {
            static const rulebook::Filing nothing;
            return answer_complain(setting, desk_, behind_.filing == nullptr ? nothing : *behind_.filing,
                                   request);
        }
        case Place::relatives:
            if (request.method != Method::post) return answer_relatives(setting, desk_, request);
            return std::nullopt;
        case Place::professionals:
            if (request.method != Method::post) return answer_professionals(setting, desk_, request);
            return std::nullopt;
        case Place::start:
        case Place::compare:
        case Place::try_out:
        case Place::standards:
        case Place::about: break;
    }
    return std::nullopt;
}

Response Site::respond(const Request& request) const {
    // A return code is a secret of its page.
    return is_unseen(request.path) ? answer(request) : packed(answer(request), request);
}

Response Site::answer(const Request& request) const {
    const auto place = place_at(request.path);
    if (place) {
        if (auto answered = asked(request, place->first, setting_in(place->second)))
            return std::move(*answered);
    }
    if (is_key_file(request.path) && signing_.vault != nullptr && request.method != Method::post)
        return file("text/plain; charset=utf-8", service::key_words(signing_.vault->signing_key()) + "\n",
                    "key.txt");
    if (request.method == Method::post) {
        if (!knows(request.path)) return refuse(404, request.path);
        Response response = refuse(405, request.path);
        FJ_ASSERT(response.set_header("Allow", "GET, HEAD").has_value());
        return response;
    }
    if (place) {
        const Setting setting{.library = desk_.library(), .language = place->second, .today = desk_.today()};
        Response response =
            html(place->first == Place::try_out ? try_out_page(setting, invented_, request.query)
                                                : standing_page(place->first, setting, request.query));
        FJ_ASSERT(response.set_header("Cache-Control", "no-cache").has_value());
        return response;
    }
    if (const auto standard_at = below(Place::standards, request.path))
        return standard(request, standard_at->first.substr(1), standard_at->second);
    if (request.path.starts_with("/assets/")) return serve_asset(request);
    return refuse(404, request.path);
}

}  // namespace fjorten::web
