#include "web/draft_parts.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "answer/words.h"
#include "review/review.h"
#include "web/work_pages.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

struct Tab {
    WorkPlace place;
    std::string_view key;
};
constexpr std::array tabs = {
    Tab{WorkPlace::draft, "draft.tab.rules"},          Tab{WorkPlace::draft_wordings, "draft.tab.wordings"},
    Tab{WorkPlace::draft_doubts, "draft.tab.doubts"},  Tab{WorkPlace::draft_read, "draft.tab.read"},
    Tab{WorkPlace::draft_try, "draft.tab.try"},        Tab{WorkPlace::draft_source, "draft.tab.source"},
    Tab{WorkPlace::draft_history, "draft.tab.history"}};

Html tab_list(const DraftVisit& visit) {
    Html items;
    for (const Tab& tab : tabs) {
        Attributes attributes = {{"href", visit.to(tab.place)}};
        if (tab.place == visit.setting().address.place) attributes.push_back({"aria-current", "page"});
        items += element("li", {}, element("a", attributes, visit.say(tab.key)));
    }
    return element("nav", {{"aria-label", visit.say("draft.tabs")}},
                   element("ul", {{"class", "nobullet-list tabs"}}, items));
}

std::string where_words(const DraftVisit& visit) {
    const auto* const edition = visit.view.edition();
    const Language language = visit.setting().language();
    const std::string name = edition == nullptr ? visit.rulebook : edition->name.in(language);
    const std::string from = edition == nullptr ? "" : answer::plain_date(edition->from, language);
    return visit.say(visit.view.is_closed ? "draft.where.closed" : "draft.where",
                     {visit.view.id, name, from, std::to_string(visit.view.step.version)});
}

// Fields that belong to the form and not to what was typed.
Fields typed_fields(const Fields& fields) {
    Fields typed = fields;
    std::erase_if(typed, [](const auto& field) {
        return field.first == "secret" || field.first == "key" || field.first == "show" ||
               field.first == "do";
    });
    return typed;
}

}  // namespace

Response with_draft(Visit& visit, const std::function<Response(DraftVisit&)>& page) {
    if (visit.others.drafts == nullptr) return refusal(visit, service::NotFound{});
    const std::string rulebook = visit.desk.standard_of(visit.setting.who.municipality);
    auto view = visit.others.drafts->view(visit.setting.who, rulebook, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    DraftVisit one{
        .visit = visit, .desk = *visit.others.drafts, .rulebook = rulebook, .view = std::move(*view)};
    return page(one);
}

Response draft_page(const DraftVisit& visit, const DraftFrame& frame, const Html& content) {
    const bool is_sent = visit.visit.intent != Intent::look;
    Fields typed = frame.typed;
    if (typed.empty() && is_sent && frame.status != 200) typed = typed_fields(visit.visit.fields);
    return work_html(work_page(visit.setting(), {.title = frame.title, .typed = typed},
                               all(error_summary(frame.problems, visit.setting().language()),
                                   element("p", {{"class", "case-line"}},
                                           element("a", {{"href", visit.setting().to(WorkPlace::drafts)}},
                                                   visit.say("draft.all")),
                                           " / ", where_words(visit)),
                                   heading(1, frame.title), tab_list(visit), content)),
                     frame.status);
}

Html draft_form(const DraftVisit& visit, WorkPlace place, const std::string& item, const Html& content,
                std::string style) {
    return post_form(visit.setting(), visit.to(place, item),
                     form_fields(visit.setting(), "draft", visit.view.step.version), content,
                     std::move(style));
}

Response saved_or(DraftVisit& visit, const service::DraftEdit& edit, const std::string& did,
                  const std::string& about, const std::string& next,
                  const std::function<Response(const std::vector<Problem>&, int status)>& again,
                  const std::string& field) {
    if (visit.visit.intent == Intent::show) return again({}, 200);
    const auto saved = visit.desk.change(visit.visit.sender(), visit.rulebook, visit.at(), edit, did, about);
    if (saved) return see_other(next);
    if (const auto* mistakes = std::get_if<Diagnostics>(&saved.error())) {
        std::vector<Problem> problems;
        for (const Diagnostic& mistake : *mistakes)
            problems.push_back({field, mistake_words(mistake, visit.setting().language())});
        return again(problems, 422);
    }
    if (std::holds_alternative<service::Conflict>(saved.error())) return again({}, 409);
    const auto* const error = std::get_if<Error>(&saved.error());
    if (error != nullptr && (error->code == ErrorCode::invalid_input || error->code == ErrorCode::conflict))
        return again({{field, visit.say("draft.mistake.cannot_be_written")}}, 422);
    return refusal(visit.visit, saved.error());
}

std::string time_words(std::string_view at, Language language) {
    const auto day = calendar::Date::parse(at.substr(0, 10));
    if (!day || at.size() < 16) return std::string(at);
    return message(language, "draft.time",
                   {answer::plain_date(*day, language), std::string(at.substr(11, 5))});
}

std::string step_words(const DraftVisit& visit, const store::DraftStep& step) {
    std::string about = step.about;
    const auto* const edition = visit.view.edition();
    const auto* const rule = edition == nullptr ? nullptr : edition->find(about);
    if (rule != nullptr) about = rule->title.in(visit.setting().language());
    else if (const auto day = calendar::Date::parse(about))
        about = answer::plain_date(*day, visit.setting().language());
    return visit.say("draft.did." + step.did, {step.by, about});
}

Html conflict_words(const DraftVisit& visit, std::int64_t seen) {
    const auto steps = visit.desk.history(visit.setting().who, visit.view.id);
    Html items;
    for (const auto& step : steps.value_or(std::vector<store::DraftStep>{})) {
        if (step.version > seen)
            items += element("li", {}, step_words(visit, step), " (",
                             time_words(step.at, visit.setting().language()), ")");
    }
    if (items.empty()) return {};
    return alert(Tone::warning, 2, visit.say("draft.conflict"),
                 all(element("ul", {}, items), paragraph(visit.say("draft.conflict.on"))));
}

std::string mistake_words(const Diagnostic& mistake, Language language) {
    std::string words = message(language, "diagnostic." + mistake.code, mistake.args);
    if (!mistake.suggestion.empty())
        words += " " + message(language, "cli.did_you_mean", {mistake.suggestion});
    if (mistake.place.line > 0)
        words = message(language, "draft.at",
                        {std::to_string(mistake.place.line), std::to_string(mistake.place.column), words});
    return words;
}

Html mistake_list(const Diagnostics& mistakes, Language language) {
    Html items;
    for (const Diagnostic& mistake : mistakes) {
        Html line;
        if (!mistake.source_line.empty())
            line = element("div", {}, element("code", {{"class", "source-line"}}, mistake.source_line));
        items += element("li", {}, mistake_words(mistake, language), line);
    }
    return element("ul", {{"class", "mistakes"}}, items);
}

review::Remarks remarks_on(const DraftVisit& visit, const std::string& rule) {
    if (!visit.view.loaded) return {};
    const auto path = std::filesystem::path(visit.desk.shelf().shipped()) / "lint.yaml";
    review::OperativeWords words;
    if (const auto document = read_document_file(path.string())) {
        if (auto read = review::read_operative_words(*document)) words = std::move(*read);
    }
    const auto& library = visit.view.loaded->library;
    review::Remarks found = review::review(library, visit.rulebook, visit.desk.today(), words);
    const std::string id = visit.rulebook + "." + rule;
    std::erase_if(found, [&](const review::Remark& remark) {
        // Doubts have a list of their own.
        return remark.code == "doubt" || remark.place.file != visit.view.file ||
               (!rule.empty() && remark.rule != id);
    });
    return found;
}

Html remark_list(const DraftVisit& visit, const review::Remarks& remarks) {
    Html items;
    const Language language = visit.setting().language();
    for (const review::Remark& remark : remarks) {
        const std::string where =
            visit.say("draft.at", {std::to_string(remark.place.line), std::to_string(remark.place.column),
                                   sentence(remark, language)});
        const std::string name = remark.rule.substr(remark.rule.find('.') + 1);
        const auto* const edition = visit.view.edition();
        const bool is_rule = edition != nullptr && !remark.rule.empty() && edition->find(name) != nullptr;
        Html link;
        if (is_rule && name != visit.setting().address.item)
            link = all(" ", element("a", {{"href", visit.to(WorkPlace::draft_rule, name)}},
                                    edition->find(name)->title.in(language)));
        items += element("li", {}, where, link);
    }
    return element("ul", {{"class", "mistakes"}}, items);
}

Html settled_words(const WorkSetting& setting, const std::optional<rulebook::Settlement>& settled) {
    if (!settled) return badge(Tone::warning, Icon::question, setting.say("draft.doubt.open"));
    const bool is_confirmed = settled->as == rulebook::Settlement::As::confirmed;
    return all(
        badge(Tone::success, Icon::done,
              setting.say(is_confirmed ? "draft.doubt.confirmed" : "draft.doubt.changed")),
        " ",
        setting.say("draft.doubt.by",
                    {settled->by, answer::plain_date(settled->on, setting.language()), settled->reason}));
}

}  // namespace fjorten::web
