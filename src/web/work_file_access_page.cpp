// File access: who asked, until when, what is given and what is not, and the copy of the whole case.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_file_access.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

class AccessPage {
  public:
    AccessPage(const WorkSetting& setting, const CaseView& view, const FileAccessPage& page)
        : setting_(setting),
          view_(view),
          page_(page),
          speaker_(caseworker_speaker(setting, view.evaluation)) {}

    Html html() const {
        Html notices = error_summary(page_.form.unsaved.problems, setting_.language());
        if (page_.form.unsaved.conflict)
            notices += conflict_notice(setting_, view_, *page_.form.unsaved.conflict);
        return all(notices, case_line(setting_, view_), heading(1, say("work.access.title")), requests(),
                   preview(), answer_form(), copies());
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string day(calendar::Date date) const { return answer::plain_date(date, setting_.language()); }
    std::string typed(std::string_view name) const { return std::string(value_of(page_.form.typed, name)); }
    std::string error(std::string_view name) const {
        const auto& problems = page_.form.unsaved.problems;
        const auto found = std::ranges::find(problems, name, &Problem::field);
        return found == problems.end() ? std::string{} : found->sentence;
    }

    Html clocks(const casefile::Event& request) const {
        Html out;
        for (const auto& clock : view_.evaluation.clocks) {
            const bool is_its = clock.edition != nullptr && clock.rule != nullptr &&
                                std::ranges::any_of(clock.because, [&](const engine::Reason& reason) {
                                    return reason.event == request.type && reason.on == request.on;
                                });
            if (!is_its) continue;
            out += element("p", {{"class", "clock-line"}}, state_badge(speaker_, clock), " ",
                           due_words(speaker_, clock), " ",
                           element("span", {{"class", "says"}}, authority_words(speaker_, *clock.edition)));
        }
        return out;
    }

    Html requests() const {
        Html items;
        for (const auto& request : page_.requests) {
            const std::string answered = request.answered == nullptr
                                             ? say("work.access.open")
                                             : say("work.access.answered", {day(request.answered->on)});
            Html body = all(element("strong", {}, say("work.access.asked", {day(request.asked->on)})), " ",
                            answered, clocks(*request.asked));
            if (request.answered != nullptr) {
                for (const TimeLineEntry* document : documents_of(view_)) {
                    if (document->document->about == request.answered->id)
                        body += document_line(setting_, view_.key.case_id, *document);
                }
            }
            items += element("li", {}, body);
        }
        Html list = items.empty() ? paragraph(say("work.access.none"))
                                  : element("ul", {{"class", "nobullet-list"}}, items);
        if (may(setting_.who, service::Permission::record_event))
            list +=
                element("p", {},
                        button_link(ButtonKind::secondary,
                                    setting_.to(WorkPlace::event, view_.key.case_id, "file_access_requested"),
                                    say("work.access.ask")));
        return element("section", {}, heading(2, say("work.access.requests")), list);
    }

    Html preview() const { return shown_letter(setting_, view_, page_.letter); }

    // What was sent and lies in the case as no document: to be filed before anybody gets the case.
    Html gaps() const {
        static constexpr std::array<std::string_view, 4> sent = {
            "decision_sent", "party_hearing_sent", "complaint_forwarded", "concern_notification_sent"};
        Html items;
        for (const TimeLineEntry& entry : view_.entries) {
            if (!entry.event || entry.corrected_by != 0 || entry.is_struck) continue;
            const auto& name = setting_.library.vocabulary.events[entry.event->type].name;
            const bool is_filed = std::ranges::any_of(view_.entries, [&](const TimeLineEntry& other) {
                return other.document &&
                       (other.document->about == entry.id ||
                        (!entry.event->re.empty() && other.document->about == entry.event->re));
            });
            if (std::ranges::find(sent, name) == sent.end() || is_filed) continue;
            items +=
                element("li", {}, say("web.reason", {entry_title(setting_, entry), day(entry.occurred_on)}));
        }
        if (items.empty()) return {};
        return alert(
            Tone::warning, 3, say("work.access.gaps"),
            all(element("ul", {}, items),
                element("p", {},
                        element("a", {{"href", setting_.to(WorkPlace::documents, view_.key.case_id)}},
                                say("work.access.file_first")))));
    }

    Html withheld_fields() const {
        Html rows;
        for (const TimeLineEntry& entry : view_.entries) {
            const std::string name = "withheld." + std::to_string(entry.version);
            const std::string title = entry.document ? entry.document->title : entry_title(setting_, entry);
            const std::string label = say("web.reason", {title, day(entry.occurred_on)});
            Html about = entry_details(setting_, entry);
            if (!entry.note.empty()) about += element("p", {{"class", "entry-note"}}, entry.note);
            rows +=
                element("li", {{"class", "withhold"}},
                        text_field({.name = name, .label = label, .error = error(name), .value = typed(name)},
                                   {{"autocomplete", "off"}, {"maxlength", "500"}}, setting_.language()),
                        about);
        }
        const bool is_open = std::ranges::any_of(page_.form.typed, [](const auto& field) {
            return field.first.starts_with("withheld.") && !field.second.empty();
        });
        return disclosure(say("work.access.withhold"),
                          all(element("p", {}, say("work.access.withhold.hint")),
                              element("ul", {{"class", "nobullet-list"}}, rows)),
                          is_open ? Opened::yes : Opened::no, "withhold");
    }

    Html answer_form() const {
        const bool is_asked = std::ranges::any_of(
            page_.requests, [](const service::FileRequest& request) { return request.answered == nullptr; });
        if (!is_asked || !may(setting_.who, service::Permission::copy_case)) return {};
        const std::string on = typed("on");
        const Html fields =
            all(form_fields(setting_, "access", view_.version), gaps(),
                text_field({.name = "on",
                            .label = say("work.access.on"),
                            .error = error("on"),
                            .value = on.empty() ? field_date(setting_.today) : on},
                           {{"autocomplete", "off"}}, setting_.language()),
                withheld_fields(),
                text_area(setting_, {.name = "remarks",
                                     .label = say("work.access.remarks"),
                                     .error = error("remarks"),
                                     .value = typed("remarks")}),
                error("journal").empty()
                    ? Html{}
                    : element("span", {{"class", "form-error-message"}, {"id", "f-journal-error"}},
                              error("journal")),
                check_box("journal", say("work.access.journal"),
                          typed("journal") == "yes" ? Checked::yes : Checked::no),
                element("div", {{"class", "button-group"}},
                        button(ButtonKind::primary, say("work.access.answer")),
                        button(ButtonKind::secondary, say("work.complaint.show_letter"), "show", "letter")));
        return element("section", {{"class", "narrow"}}, heading(2, say("work.access.answer_title")),
                       post_form(setting_, setting_.to(WorkPlace::file_access, view_.key.case_id), Html{},
                                 fields, "work-form"));
    }

    Html copies() const {
        if (!may(setting_.who, service::Permission::copy_case)) return {};
        Html items;
        for (const auto& [kind, key] :
             {std::pair{"pdf", "work.access.pdf"}, std::pair{"json", "work.access.json"}})
            items +=
                element("li", {},
                        element("a", {{"href", setting_.to(WorkPlace::case_copy, view_.key.case_id, kind)}},
                                say(key)));
        items += element("li", {},
                         element("a", {{"href", setting_.to(WorkPlace::hold, view_.key.case_id)}},
                                 say("work.hold.title")));
        return element("section", {}, heading(2, say("work.access.copies")), element("ul", {}, items));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const FileAccessPage& page_;
    Speaker speaker_;
};

}  // namespace

std::string file_access_page(const WorkSetting& setting, const CaseView& view, const FileAccessPage& page) {
    return work_page(setting, {.title = setting.say("work.access.title"), .typed = page.form.typed},
                     AccessPage(setting, view, page).html());
}

}  // namespace fjorten::web
