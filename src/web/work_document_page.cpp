#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "answer/words.h"
#include "service/case_search.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

namespace {

constexpr std::size_t most_beside = 4;

std::string kind_words(const WorkSetting& setting, std::string_view media_type) {
    static constexpr std::array kinds = {
        std::pair{std::string_view("application/pdf"), "pdf"},
        std::pair{std::string_view("image/png"), "png"}, std::pair{std::string_view("image/jpeg"), "jpeg"},
        std::pair{std::string_view("text/plain"), "text"}, std::pair{service::letter_type, "letter"}};
    for (const auto& [type, key] : kinds) {
        if (type == media_type) return setting.say(std::string("work.document.kind.") + key);
    }
    return std::string(media_type);
}

// Whole kilobytes up to a megabyte, then with one decimal.
std::string size_words(const WorkSetting& setting, std::int64_t bytes) {
    static constexpr std::int64_t kilo = 1000, mega = kilo * kilo;
    if (bytes < mega) return setting.say("work.document.kb", {std::to_string((bytes + kilo - 1) / kilo)});
    const std::int64_t tenths = (bytes * 10 + mega / 2) / mega;
    return setting.say("work.document.mb", {std::to_string(tenths / 10), std::to_string(tenths % 10)});
}

std::string direction_words(const WorkSetting& setting, const service::DocumentDetails& document) {
    const std::string key = "work.document." + std::string(service::name_of(document.direction));
    return document.correspondent.empty() ? setting.say(key)
                                          : setting.say(key + ".with", {document.correspondent});
}

Html document_link(const WorkSetting& setting, const std::string& case_id, const TimeLineEntry& entry) {
    const auto& document = *entry.document;
    return element(
        "a", {{"href", setting.to(WorkPlace::document, case_id, std::to_string(entry.version))}},
        setting.say("work.document.open", {document.title, kind_words(setting, document.media_type),
                                           size_words(setting, document.bytes)}));
}

// "Afgørelse truffet, 2. marts 2026": what a document may belong to, newest first.
std::vector<Choice> event_choices(const WorkSetting& setting, const CaseView& view) {
    std::vector<Choice> choices = {{"", setting.say("work.document.about.none")}};
    for (auto entry = view.entries.rbegin(); entry != view.entries.rend(); ++entry) {
        if (!entry->event || entry->corrected_by != 0 || entry->is_struck) continue;
        choices.push_back({entry->id, setting.say("web.reason", {entry_title(setting, *entry),
                                                                 answer::plain_date(entry->occurred_on,
                                                                                    setting.language())})});
    }
    return choices;
}

std::string about_words(const WorkSetting& setting, const CaseView& view, const std::string& id) {
    const auto is_it = [&](const TimeLineEntry& entry) {
        return entry.event && entry.id == id && entry.corrected_by == 0;
    };
    const auto entry = std::ranges::find_if(view.entries, is_it);
    return id.empty() || entry == view.entries.end() ? std::string{} : entry_title(setting, *entry);
}

Html document_table(const WorkSetting& setting, const CaseView& view) {
    const auto documents = documents_of(view);
    if (documents.empty()) return paragraph(setting.say("work.document.nothing"));
    Table shown{.caption = setting.say("work.document.caption"),
                .columns = {setting.say("work.document.dated"), setting.say("work.document.title"),
                            setting.say("work.document.direction"), setting.say("work.document.about"),
                            setting.say("work.document.filed")},
                .rows = {}};
    for (const TimeLineEntry* entry : documents) {
        const auto& document = *entry->document;
        Html title = document_link(setting, view.key.case_id, *entry);
        if (!document.summary.empty()) title += element("p", {{"class", "source"}}, document.summary);
        shown.rows.push_back(
            {answer::plain_date(entry->occurred_on, setting.language()), title,
             direction_words(setting, document), about_words(setting, view, document.about),
             setting.say("work.conflict.entry",
                         {answer::plain_date(entry->recorded_on, setting.language()), entry->actor_name})});
    }
    return table(shown);
}

Html search_in_case(const WorkSetting& setting, const CaseView& view, const SmallPage& page) {
    const std::string text(value_of(page.typed, "q"));
    Html found;
    if (!text.empty()) {
        Html items;
        for (const std::int64_t version : service::entries_with(view, text)) {
            const auto entry = std::ranges::find(view.entries, version, &TimeLineEntry::version);
            const std::string href =
                setting.to(WorkPlace::case_file, view.key.case_id) + "#v" + std::to_string(version);
            items += element(
                "li", {},
                element("a", {{"href", href}},
                        setting.say("web.reason",
                                    {entry->document ? entry->document->title : entry_title(setting, *entry),
                                     answer::plain_date(entry->occurred_on, setting.language())})),
                entry->note.empty() ? Html{} : element("p", {{"class", "entry-note"}}, entry->note));
        }
        found = items.empty() ? paragraph(setting.say("work.search.none_here"))
                              : element("ul", {{"class", "nobullet-list"}}, items);
    }
    const Html field = text_field({.name = "q", .label = setting.say("work.search.here"), .value = text},
                                  {{"autocomplete", "off"}}, setting.language());
    return element(
        "section", {{"class", "narrow"}},
        post_form(setting, setting.to(WorkPlace::documents, view.key.case_id), form_fields(setting, {}),
                  all(field, button(ButtonKind::secondary, setting.say("work.search.go"), "show", "found")),
                  "search-form"),
        found);
}

/// The form to put a document into the case.
class DocumentForm {
  public:
    DocumentForm(const WorkSetting& setting, const CaseView& view, const SmallPage& page)
        : setting_(setting), view_(view), page_(page) {}

    Html html() const {
        const Html fields =
            all(form_fields(setting_, "document", view_.version),
                file_field(setting_, page_, setting_.say("work.document.file")),
                text_field(field("title"), {{"autocomplete", "off"}, {"maxlength", "200"}}),
                radio_group(field("direction"),
                            {{"in", setting_.say("work.document.in")},
                             {"out", setting_.say("work.document.out")},
                             {"internal", setting_.say("work.document.internal")}},
                            RadioLayout::beside, setting_.language()),
                text_field(field("dated"), {{"autocomplete", "off"}}),
                text_field(field("correspondent"), {{"autocomplete", "off"}, {"maxlength", "200"}}),
                select_field(field("about"), {{.label = {}, .choices = event_choices(setting_, view_)}},
                             setting_.language()),
                text_area(setting_, field("summary")),
                button(ButtonKind::primary, setting_.say("work.document.save")));
        return element("form",
                       {{"method", "post"},
                        {"action", setting_.to(WorkPlace::documents, view_.key.case_id)},
                        {"enctype", "multipart/form-data"},
                        {"class", "work-form"}},
                       fields);
    }

  private:
    FieldText field(const std::string& name) const {
        const auto problem = std::ranges::find(page_.unsaved.problems, name, &Problem::field);
        const std::string key = "work.document." + name;
        const bool has_hint = has_message(setting_.language(), key + ".hint");
        std::string value(value_of(page_.typed, name));
        if (value.empty() && name == "dated") value = field_date(setting_.today);
        if (value.empty() && name == "direction") value = "in";
        return {.name = name,
                .label = setting_.say(key),
                .hint = has_hint ? setting_.say(key + ".hint") : std::string{},
                .error = problem == page_.unsaved.problems.end() ? std::string{} : problem->sentence,
                .value = std::move(value)};
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    const SmallPage& page_;
};

}  // namespace

// A browser does not let us put the file back that was chosen: the page says so.
Html file_field(const WorkSetting& setting, const SmallPage& page, const std::string& label) {
    const auto problem = std::ranges::find(page.unsaved.problems, "file", &Problem::field);
    const bool is_wrong = problem != page.unsaved.problems.end();
    const bool was_sent = !page.unsaved.problems.empty();
    const std::string id = field_id("file");
    Html notes = element("span", {{"class", "form-hint"}, {"id", id + "-hint"}},
                         setting.say("work.document.file.hint"));
    std::string described = id + "-hint";
    if (was_sent) {
        described += " " + id + "-error";
        notes += element("span", {{"class", "form-error-message"}, {"id", id + "-error"}},
                         element("span", {{"class", "sr-only"}}, setting.say("web.error.prefix"), " "),
                         is_wrong ? problem->sentence : setting.say("work.document.choose_again"));
    }
    return element("div", {{"class", was_sent ? "form-group form-error" : "form-group"}},
                   element("label", {{"class", "form-label"}, {"for", id}}, label), notes,
                   element("input", {{"type", "file"},
                                     {"id", id},
                                     {"name", "file"},
                                     {"class", "form-input"},
                                     {"accept", ".pdf,.png,.jpg,.jpeg,.txt"},
                                     {"aria-describedby", described}}));
}

std::vector<const TimeLineEntry*> documents_of(const CaseView& view) {
    std::vector<const TimeLineEntry*> documents;
    for (auto entry = view.entries.rbegin(); entry != view.entries.rend(); ++entry) {
        if (entry->document) documents.push_back(&*entry);
    }
    return documents;
}

Html document_line(const WorkSetting& setting, const std::string& case_id, const TimeLineEntry& entry) {
    if (!entry.document) return {};
    Html out = element("p", {{"class", "entry-fields"}}, document_link(setting, case_id, entry), " · ",
                       direction_words(setting, *entry.document));
    if (!entry.document->summary.empty())
        out += element("p", {{"class", "entry-note"}}, entry.document->summary);
    return out;
}

Html documents_section(const CaseScene& scene) {
    const auto documents = documents_of(scene.view);
    Html items;
    for (std::size_t i = 0; i < std::min(documents.size(), most_beside); ++i)
        items += element("li", {}, document_line(scene.setting, scene.view.key.case_id, *documents[i]),
                         element("p", {{"class", "source"}},
                                 answer::plain_date(documents[i]->occurred_on, scene.speaker.language)));
    Html list;
    if (!items.empty()) list = element("ul", {{"class", "nobullet-list"}}, items);
    const std::string way = documents.empty() ? scene.say("work.document.first")
                                              : message_count(scene.speaker.language, "work.document.all",
                                                              static_cast<int>(documents.size()));
    return element(
        "section", {{"class", "side-part"}}, heading(2, scene.say("work.document.documents"), "documents"),
        list, element("p", {}, element("a", {{"href", scene.to(WorkPlace::documents)}}, way)),
        element(
            "p", {},
            element("a", {{"href", scene.to(WorkPlace::complaints)}}, scene.say("work.complaint.complaints")),
            " · ",
            element("a", {{"href", scene.to(WorkPlace::file_access)}}, scene.say("work.access.title"))));
}

std::string documents_page(const WorkSetting& setting, const CaseView& view, const SmallPage& page) {
    Html notices = error_summary(page.unsaved.problems, setting.language());
    if (page.unsaved.conflict) notices += conflict_notice(setting, view, *page.unsaved.conflict);
    Html form;
    if (may(setting.who, service::Permission::file_document))
        form = element("div", {{"class", "narrow"}},
                       heading(2, setting.say("work.document.file_one"), "file-one"),
                       DocumentForm(setting, view, page).html());
    return work_page(
        setting, {.title = setting.say("work.document.documents"), .typed = page.typed},
        all(notices, case_line(setting, view), heading(1, setting.say("work.document.documents")),
            document_table(setting, view), search_in_case(setting, view, page), form));
}

}  // namespace fjorten::web
