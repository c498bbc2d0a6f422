// Every doubt of an edition on one list, each confirmed or changed by somebody, or open.
#include <algorithm>

#include "answer/words.h"
#include "drafting/decisions.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

constexpr std::size_t longest_reason = 2000;
// A name that no rule has: rules have no capital letters.
constexpr std::string_view edition_itself = "EDITION";

/// The list, whether it is about a draft or about the edition in force.
struct DoubtList {
    const WorkSetting& setting;
    const rulebook::Edition& edition;
    const std::vector<Problem>& problems;
    const Fields& typed;
    bool may_settle = false;
    bool is_draft = false;
    std::function<Html(const std::string& rule, const Html& content)> form;
    std::function<std::string(const std::string& rule)> rule_link;  // empty: none
};

class DoubtItems {
  public:
    explicit DoubtItems(const DoubtList& list) : list_(list), setting_(list.setting) {}

    Html html() const {
        Html open, settled;
        const auto add = [&](const std::string& rule, const std::string& title, const Bilingual& doubt,
                             const std::optional<rulebook::Settlement>& who) {
            if (doubt.da.empty()) return;
            (who ? settled : open) += item(rule, title, doubt, who);
        };
        add(std::string(edition_itself), setting_.say("draft.doubt.edition"), list_.edition.doubt,
            list_.edition.settled);
        for (const auto& rule : list_.edition.rules)
            add(rule.name, rule.title.in(setting_.language()), rule.doubt, rule.settled);
        return all(heading(2, setting_.say("draft.doubts.unsettled")),
                   open.empty() ? paragraph(setting_.say("draft.doubts.none_open")) : open,
                   heading(2, setting_.say("draft.doubts.settled")),
                   settled.empty() ? paragraph(setting_.say("draft.doubts.none_settled")) : settled);
    }

  private:
    Html item(const std::string& rule, const std::string& title, const Bilingual& doubt,
              const std::optional<rulebook::Settlement>& who) const {
        const std::string link = rule == edition_itself ? std::string{} : list_.rule_link(rule);
        Html content = heading(3, link.empty() ? Html(title) : element("a", {{"href", link}}, title));
        content += paragraph(doubt.in(setting_.language()));
        content += element("p", {}, settled_words(setting_, who));
        if (list_.may_settle && (!who || list_.is_draft)) {
            const std::string field = "reason." + rule;
            const auto found = std::ranges::find(list_.problems, field, &Problem::field);
            Html buttons =
                button(ButtonKind::secondary, setting_.say("draft.doubt.confirm"), "do", "confirmed." + rule);
            if (list_.is_draft)
                buttons += button(ButtonKind::tertiary, setting_.say("draft.doubt.is_changed"), "do",
                                  "changed." + rule);
            content += disclosure(
                setting_.say(who ? "draft.doubt.again" : "draft.doubt.settle"),
                list_.form(
                    rule,
                    all(text_field({.name = field,
                                    .label = setting_.say("draft.doubt.reason"),
                                    .hint = setting_.say("draft.doubt.reason.hint"),
                                    .error = found == list_.problems.end() ? std::string{} : found->sentence,
                                    .value = std::string(value_of(list_.typed, field))},
                                   {{"autocomplete", "off"}, {"maxlength", "2000"}}, setting_.language()),
                        element("div", {{"class", "button-group"}}, buttons))),
                found == list_.problems.end() ? Opened::no : Opened::yes);
        }
        return element("article", {{"class", "panel"}, {"id", field_id("doubt." + rule)}}, content);
    }

    const DoubtList& list_;
    const WorkSetting& setting_;
};

/// What was asked: "confirmed.gift_card", with its reason.
struct Settling {
    std::string as, rule, field, reason;
    std::string mistake;  // a sentence
};

Settling asked_in(const WorkSetting& setting, const Fields& fields) {
    const std::string what(value_of(fields, "do"));
    const std::size_t dot = what.find('.');
    Settling asked;
    if (dot == std::string::npos) return asked;
    asked.as = what.substr(0, dot);
    asked.rule = what.substr(dot + 1);
    asked.field = "reason." + asked.rule;
    asked.reason = drafting::tidied(value_of(fields, asked.field));
    if (asked.reason.empty()) asked.mistake = setting.say("draft.mistake.reason");
    else if (asked.reason.size() > longest_reason)
        asked.mistake = setting.say("draft.mistake.too_long", {std::to_string(longest_reason)});
    if (asked.rule == edition_itself) asked.rule.clear();
    return asked;
}

Response show_draft(DraftVisit& visit, const std::vector<Problem>& problems, int status) {
    Html content = paragraph(visit.say("draft.doubts.lead"));
    if (status == 409) content = all(conflict_words(visit, visit.visit.version()), content);
    if (const auto* const edition = visit.view.edition()) {
        const DoubtList list{
            .setting = visit.setting(),
            .edition = *edition,
            .problems = problems,
            .typed = visit.visit.fields,
            .may_settle = visit.may_edit(),
            .is_draft = true,
            .form =
                [&](const std::string&, const Html& fields) {
                    return draft_form(visit, WorkPlace::draft_doubts, {}, fields);
                },
            .rule_link = [&](const std::string& rule) { return visit.to(WorkPlace::draft_rule, rule); }};
        content += DoubtItems(list).html();
    }
    return draft_page(
        visit, {.title = visit.say("draft.doubts.title"), .status = status, .problems = problems}, content);
}

}  // namespace

Response answer_draft_doubts(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) {
        if (one.visit.intent == Intent::look) return show_draft(one, {}, 200);
        const Settling asked = asked_in(one.setting(), one.visit.fields);
        const bool is_known = asked.as == "confirmed" || asked.as == "changed";
        if (!is_known) return show_draft(one, {}, 200);
        if (!asked.mistake.empty()) return show_draft(one, {{asked.field, asked.mistake}}, 422);
        const drafting::Decider decider{
            .name = one.setting().who.display_name, .on = one.desk.today(), .reason = asked.reason};
        return saved_or(
            one,
            [&](const std::string& text, const std::string& file) {
                return drafting::settle_doubt(text, file, asked.rule, asked.as, decider);
            },
            "doubt_settled", asked.rule,
            one.to(WorkPlace::draft_doubts) + "#" +
                field_id("doubt." + (asked.rule.empty() ? std::string(edition_itself) : asked.rule)),
            [&](const std::vector<Problem>& problems, int status) {
                return show_draft(one, problems, status);
            },
            asked.field);
    });
}

Response answer_doubts(Visit& visit) {
    const WorkSetting& setting = visit.setting;
    if (visit.others.drafts == nullptr) return refusal(visit, service::NotFound{});
    if (!may(setting.who, service::Permission::read_drafts)) return refusal(visit, service::Forbidden{});
    const auto* const authority = setting.library.find(visit.desk.standard_of(setting.who.municipality));
    const auto* const edition = authority == nullptr ? nullptr : authority->in_force(setting.today);
    if (edition == nullptr) return refusal(visit, service::NotFound{});
    const auto show = [&](const std::vector<Problem>& problems, int status) {
        const DoubtList list{.setting = setting,
                             .edition = *edition,
                             .problems = problems,
                             .typed = visit.fields,
                             .may_settle = may(setting.who, service::Permission::edit_drafts),
                             .is_draft = false,
                             .form =
                                 [&](const std::string& rule, const Html& fields) {
                                     return post_form(setting, setting.to(WorkPlace::doubts),
                                                      form_fields(setting, "doubt-" + rule), fields,
                                                      "work-form");
                                 },
                             .rule_link = [](const std::string&) { return std::string{}; }};
        const std::string title =
            setting.say("draft.doubts.of", {answer::plain_date(edition->from, setting.language())});
        Fields typed;
        if (visit.intent != Intent::look)
            for (const auto& field : visit.fields)
                if (field.first.starts_with("reason.")) typed.push_back(field);
        return work_html(work_page(setting, {.title = title, .typed = typed},
                                   all(error_summary(problems, setting.language()),
                                       element("p", {{"class", "case-line"}},
                                               element("a", {{"href", setting.to(WorkPlace::drafts)}},
                                                       setting.say("draft.all"))),
                                       heading(1, title), paragraph(setting.say("draft.doubts.of.lead")),
                                       DoubtItems(list).html())),
                         status);
    };
    if (visit.intent != Intent::save) return show({}, 200);
    const Settling asked = asked_in(setting, visit.fields);
    if (asked.as != "confirmed") return show({}, 200);
    if (!asked.mistake.empty()) return show({{asked.field, asked.mistake}}, 422);
    const auto confirmed = visit.others.drafts->confirm(visit.sender(), *edition, asked.rule, asked.reason);
    if (confirmed)
        return see_other(
            setting.to(WorkPlace::doubts) + "#" +
            field_id("doubt." + (asked.rule.empty() ? std::string(edition_itself) : asked.rule)));
    const auto* const mistakes = std::get_if<Diagnostics>(&confirmed.error());
    if (mistakes == nullptr) return refusal(visit, confirmed.error());
    return show({{asked.field, mistake_words(mistakes->front(), setting.language())}}, 409);
}

}  // namespace fjorten::web
