// A letter of the case, as it would go out or as it went: on the screen, as PDF, and recorded as sent.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "letters/html.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"
#include "service/case_letters.h"
#include "web/date_input.h"
#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_form_parts.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"
#include "web/work_visit.h"

namespace fjorten::web {

using service::CaseLetter;
using service::CaseView;
using service::LetterKind;

namespace {

constexpr std::string_view text_prefix = "t.";
constexpr std::array<std::string_view, 2> day_fields = {"from", "reply_by"};

bool is_day(std::string_view field) { return std::ranges::find(day_fields, field) != day_fields.end(); }

struct LetterPage {
    LetterKind kind = LetterKind::decision;
    Fields typed;
    Unsaved unsaved;
    std::vector<letters::Missing> lacks;    // what the sheets do not say
    std::optional<letters::Paper> as_sent;  // the letter that is kept

    std::string value(std::string_view name) const { return std::string(value_of(typed, name)); }
};

class LetterView {
  public:
    LetterView(const WorkSetting& setting, const CaseView& view, const LetterPage& page,
               const CaseLetter& letter)
        : setting_(setting), view_(view), page_(page), letter_(letter) {}

    Html html() const {
        if (page_.as_sent) return all(was_sent(), preview(*page_.as_sent, "work.letter.as_sent"));
        Html out = all(was_sent(), not_printed_notice(setting_, view_, letter_.not_printed), form());
        if (letter_.letter) out += preview(*letter_.letter, "work.letter.preview");
        return out;
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string kind() const { return std::string(service::name_of(page_.kind)); }
    std::string day(calendar::Date date) const { return answer::plain_date(date, setting_.language()); }

    Html was_sent() const {
        if (letter_.sent == nullptr) return {};
        Html out = element("p", {}, icon(Icon::done), " ",
                           say("work.letter.sent", {day(letter_.sent->occurred_on)}));
        if (letter_.kept != nullptr) out += document_line(setting_, view_.key.case_id, *letter_.kept);
        else if (page_.kind != LetterKind::hearing) out += element("p", {}, say("work.letter.not_kept"));
        return element("div", {{"class", "panel"}}, out);
    }

    Html lacking() const {
        Html fields;
        for (const auto& one : page_.lacks) {
            const std::string name = std::string(text_prefix) + one.field;
            const FieldText about{.name = name,
                                  .label = one.sentence,
                                  .error = error_at(page_.unsaved.problems, name),
                                  .value = page_.value(name)};
            fields += is_day(one.field) ? text_field(about, {{"autocomplete", "off"}}, setting_.language())
                                        : text_area(setting_, about, 2);
        }
        if (fields.empty()) return {};
        return all(heading(2, say("work.letter.lacks")), element("p", {}, say("work.letter.lacks.text")),
                   fields);
    }

    /// `texts`: what the keys of the choices begin with.
    Html choose(const std::string& name, std::string_view key, const std::string& texts,
                const std::vector<std::string>& values) const {
        std::vector<Choice> choices;
        for (const std::string& value : values) choices.push_back({value, say(texts + value)});
        return radio_group({.name = name,
                            .label = say(key),
                            .error = error_at(page_.unsaved.problems, name),
                            .value = page_.value(name)},
                           choices, RadioLayout::beside, setting_.language());
    }

    Html form() const {
        const bool may_send = may(setting_.who, service::Permission::record_event);
        Html fields =
            all(lacking(), choose("language", "work.sheet.language", "work.sheet.language.", {"da", "en"}));
        Html buttons;
        if (may_send) {
            fields +=
                choose("channel", "work.letter.channel", "letters.sent.", {"digital_post", "letter", "hand"});
            fields += text_field({.name = "on",
                                  .label = say("work.letter.on"),
                                  .error = error_at(page_.unsaved.problems, "on"),
                                  .value = page_.value("on")},
                                 {{"autocomplete", "off"}}, setting_.language());
            buttons += button(ButtonKind::primary, say("work.letter.save"));
        }
        buttons += all(button(ButtonKind::secondary, say("work.letter.show"), "show", "letter"),
                       button(ButtonKind::secondary, say("work.letter.pdf"), "show", "pdf"));
        fields += element("div", {{"class", "button-group"}}, buttons);
        Html other;
        if (may_send && page_.kind != LetterKind::hearing) {
            const std::string event =
                page_.kind == LetterKind::decision ? "decision_sent" : "own_payment_told";
            other = element("p", {}, say("work.letter.other." + kind()), " ",
                            element("a", {{"href", setting_.to(WorkPlace::event, view_.key.case_id, event)}},
                                    say("work.letter.other." + kind() + ".link")));
        }
        return element(
            "div", {{"class", "narrow"}},
            post_form(setting_, setting_.to(WorkPlace::letter, view_.key.case_id, kind()),
                      form_fields(setting_, "letter-" + kind(), view_.version), fields, "work-form"),
            other);
    }

    Html preview(const letters::Paper& paper, std::string_view key) const {
        return element(
            "section", {{"class", "letter-preview"}, {"id", "letter"}}, heading(2, say(key)),
            element("div", {{"class", "panel"}, {"lang", paper.language == Language::da ? "da" : "en"}},
                    letters::to_html(paper)));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const LetterPage& page_;
    const CaseLetter& letter_;
};

std::string letter_page(const WorkSetting& setting, const CaseView& view, const LetterPage& page,
                        const CaseLetter& letter) {
    const std::string title = setting.say("work.letter.title." + std::string(service::name_of(page.kind)));
    return work_page(
        setting, {.title = title, .typed = with_version(page.typed, view)},
        all(unsaved_notices(setting, view, page.unsaved), case_line(setting, view), heading(1, title),
            case_steps(setting, view), LetterView(setting, view, page, letter).html()));
}

/// One letter that was asked for: shown, printed or sent.
class LetterVisit {
  public:
    LetterVisit(Visit& visit, const CaseView& view, LetterKind kind)
        : visit_(visit), view_(view), ground_(service::letter_ground(visit.desk, visit.setting.who)) {
        page_.kind = kind;
        for (const auto& [name, value] : visit.fields) {
            const bool is_ours =
                name.starts_with(text_prefix) || name == "language" || name == "channel" || name == "on";
            if (is_ours) page_.typed.emplace_back(name, value);
        }
        add_if_missing(
            "language",
            service::language_of(view, ground_.library.vocabulary, kind) == Language::da ? "da" : "en");
        add_if_missing("on", field_date(visit.setting.today));
        note_what_is_new(visit, view, page_.unsaved);
    }

    Response answer() {
        service::LetterOrder order = blank_order();
        const auto bare = service::write_letter(view_, ground_, order);
        if (!bare) return refusal(visit_, service::NotFound{});
        if (!bare->letter) page_.lacks = bare->letter.error();
        read(order);
        auto letter = service::write_letter(view_, ground_, order);
        if (!letter->letter) add_lacking(letter->letter.error());
        if (letter->kept != nullptr) return kept(*letter);
        if (visit_.intent == Intent::show && value_of(visit_.fields, "show") == "pdf" && letter->letter)
            return print(*letter->letter);
        if (visit_.intent == Intent::save) return send(order, *letter);
        return show(*letter, 200);
    }

  private:
    void add_if_missing(std::string_view name, const std::string& value) {
        if (page_.value(name).empty()) page_.typed.emplace_back(name, value);
    }
    service::LetterOrder blank_order() const {
        return {.kind = page_.kind,
                .language = page_.value("language") == "en" ? Language::en : Language::da,
                .day = visit_.setting.today,
                .signed_by = visit_.setting.who.display_name};
    }
    void read(service::LetterOrder& order) {
        const auto on = read_work_date(page_.value("on"), visit_.setting.today);
        if (on) order.day = *on;
        else page_.unsaved.problems.push_back({"on", words_of(on.error(), visit_.setting.language())});
        for (const auto& [name, value] : page_.typed) {
            if (!name.starts_with(text_prefix) || value.empty()) continue;
            const std::string field = name.substr(text_prefix.size());
            std::string text = value;
            if (is_day(field)) {
                const auto day = read_typed_date(value);
                if (day) text = day->iso();
                else
                    page_.unsaved.problems.push_back(
                        {name, words_of(day.error(), visit_.setting.language())});
            }
            order.texts[field] = std::move(text);
        }
    }
    // What only shows when something else has been filled in.
    void add_lacking(const std::vector<letters::Missing>& more) {
        for (const auto& one : more) {
            if (std::ranges::find(page_.lacks, one.field, &letters::Missing::field) == page_.lacks.end())
                page_.lacks.push_back(one);
        }
    }

    Response show(const CaseLetter& letter, int status) {
        return work_html(letter_page(visit_.setting, view_, page_, letter), status);
    }

    Response kept(const CaseLetter& letter) {
        const auto document =
            visit_.desk.document(visit_.setting.who, view_.key.case_id, letter.kept->version);
        if (!document) return refusal(visit_, document.error());
        if (auto paper = letters::paper_from_json(document->content)) page_.as_sent = std::move(*paper);
        page_.unsaved = {};
        return show(letter, 200);
    }

    Response print(const letters::Paper& paper) {
        auto pdf = letters::to_pdf(paper);
        if (!pdf) return refusal(visit_, service::Problem(pdf.error()));
        return file_response("application/pdf", std::move(*pdf), paper.title);
    }

    Response send(const service::LetterOrder& order, const CaseLetter& letter) {
        if (!letter.letter) {
            for (const auto& one : letter.letter.error())
                page_.unsaved.problems.push_back({std::string(text_prefix) + one.field, one.sentence});
        }
        if (page_.value("channel").empty())
            page_.unsaved.problems.push_back({"channel", visit_.setting.say("work.letter.mistake.channel")});
        if (!page_.unsaved.problems.empty()) return show(letter, 422);
        const auto done = service::send_letter(visit_.desk, visit_.sender(),
                                               {.case_id = view_.key.case_id,
                                                .expected_version = visit_.version(),
                                                .order = order,
                                                .channel = page_.value("channel")});
        if (done)
            return see_other(visit_.setting.to(WorkPlace::letter, view_.key.case_id,
                                               std::string(service::name_of(page_.kind))));
        if (!show_problem(visit_, done.error(), "on", page_.unsaved)) return refusal(visit_, done.error());
        return show(letter, status_of(page_.unsaved));
    }

    Visit& visit_;
    const CaseView& view_;
    service::LetterGround ground_;
    LetterPage page_;
};

}  // namespace

Response answer_letter(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const auto kind = service::letter_kind_from(visit.setting.address.item);
    if (!kind) return refusal(visit, service::NotFound{});
    return LetterVisit(visit, *view, *kind).answer();
}

}  // namespace fjorten::web
