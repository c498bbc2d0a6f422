// The parts that pages with sheets are made of.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

std::vector<Choice> yes_no(const WorkSetting& setting) {
    return {{"yes", setting.say("web.yes")}, {"no", setting.say("web.no")}};
}

namespace {

std::string hint_of(const WorkSetting& setting, std::string_view key) {
    const std::string hint = std::string(key) + ".hint";
    return has_message(setting.language(), hint) ? setting.say(hint) : std::string{};
}

FieldText about(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                std::string_view key) {
    return {.name = name,
            .label = setting.say(key),
            .hint = hint_of(setting, key),
            .error = page.error(name),
            .value = page.value(name)};
}

}  // namespace

Html sheet_text(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                std::string_view key, int rows) {
    return text_area(setting, about(setting, page, name, key), rows);
}

Html sheet_line(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                std::string_view key, Attributes more) {
    more.push_back({"autocomplete", "off"});
    return text_field(about(setting, page, name, key), std::move(more), setting.language());
}

Html sheet_choice(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                  std::string_view key, const std::vector<Choice>& choices) {
    return radio_group(about(setting, page, name, key), choices, RadioLayout::beside, setting.language());
}

Html service_choice(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    const auto& vocabulary = setting.library.vocabulary;
    std::vector<Choice> choices = {{"", setting.say("work.sheet.choose")}};
    for (const auto& service : vocabulary.services) {
        const auto offers = std::ranges::count_if(view.evaluation.offers, [&](const auto& offer) {
            return offer.rule->offer->service == service.name;
        });
        if (offers > 0 || view.evaluation.offers.empty())
            choices.push_back({service.name, service.label.in(setting.language())});
    }
    return select_field(about(setting, page, "service", "work.sheet.service"),
                        {{.label = {}, .choices = choices}}, setting.language());
}

std::string sheet_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page,
                       const std::string& title, const Html& content) {
    Fields typed = page.typed;
    typed.emplace_back("pass_reason", page.way_on.pass_reason);
    Html saved;
    if (page.saved) saved = saved_summary(setting, view, page.since, *page.saved);
    return work_page(setting, {.title = title, .typed = with_version(typed, view)},
                     all(unsaved_notices(setting, view, page.unsaved), case_line(setting, view),
                         heading(1, title), case_steps(setting, view), saved, content));
}

std::string sheet_field_label(const WorkSetting& setting, std::string_view field) {
    const std::size_t point = field.find('.');
    const std::string key = "work.sheet." + std::string(field.substr(0, point));
    const std::string label =
        has_message(setting.language(), key) ? setting.say(key) : std::string(field.substr(0, point));
    if (point == std::string_view::npos) return label;
    const std::string_view item = field.substr(point + 1);
    for (const auto& [id, authority] : setting.library.authorities) {
        for (const auto& rule : authority.editions.back().rules) {
            const bool is_of_form =
                rule.checklist &&
                (rule.checklist->step == "own_payment_decided" || rule.checklist->step == "decision_made" ||
                 rule.checklist->step == "plan_made" || rule.checklist->step == "follow_up_held" ||
                 rule.checklist->step == "assessment_interview_held");
            if (!is_of_form) continue;
            const auto& items = rule.checklist->items;
            const auto found = std::ranges::find(items, item, &rulebook::Checklist::Item::id);
            if (found != items.end()) return found->label.in(setting.language());
        }
    }
    return std::string(item);
}

std::string sheet_value_words(const WorkSetting& setting, std::string_view field, std::string_view value) {
    const auto& vocabulary = setting.library.vocabulary;
    if (field == "service" || field == "outcome") {
        const auto& names = field == "service" ? vocabulary.services : vocabulary.outcomes;
        const auto found = std::ranges::find(names, value, &rulebook::Named::name);
        return found == names.end() ? std::string(value) : found->label.in(setting.language());
    }
    const std::string key = "work.sheet." + std::string(field) + "." + std::string(value);
    if (value.find_first_of(" .\n") == std::string_view::npos && has_message(setting.language(), key))
        return setting.say(key);
    if (value == "yes" || value == "no") return setting.say(value == "yes" ? "web.yes" : "web.no");
    if (const auto day = calendar::Date::parse(value)) return answer::plain_date(*day, setting.language());
    return std::string(value);
}

namespace {

Html sheet_fields(const WorkSetting& setting, const service::Sheet& sheet) {
    const Fields typed = as_typed(sheet);
    Html list;
    for (std::size_t i = 0; i < sheet.fields.size(); ++i) {
        const auto& [name, value] = sheet.fields[i];
        const std::string shown =
            service::oere_in(value) ? typed[i].second : sheet_value_words(setting, name, value);
        list += all(element("dt", {}, sheet_field_label(setting, name)), element("dd", {}, shown));
    }
    return element("dl", {{"class", "sheet-fields"}}, list);
}

}  // namespace

Html earlier_sheets(const WorkSetting& setting, const std::vector<const TimeLineEntry*>& sheets) {
    if (sheets.empty()) return {};
    Html items;
    for (const auto* entry : sheets)
        items += element("li", {},
                         element("p", {{"class", "source"}},
                                 setting.say("work.entry.recorded",
                                             {answer::plain_date(entry->recorded_on, setting.language()),
                                              entry->actor_name})),
                         sheet_fields(setting, *entry->sheet));
    return disclosure(setting.say("work.sheet.earlier", {std::to_string(sheets.size())}),
                      element("ol", {{"class", "nobullet-list earlier"}}, items));
}

Html rule_list(const WorkSetting& setting, const CaseView& view,
               const std::vector<const rulebook::Rule*>& rules) {
    const Speaker speaker = caseworker_speaker(setting, view.evaluation);
    Html items;
    for (const auto* rule : rules) {
        const auto* edition = edition_of(view.evaluation, *rule);
        Html why;
        if (edition != nullptr)
            why = disclosure(setting.say("web.why"), rule_and_source(speaker, *rule, *edition));
        items += element("li", {}, element("strong", {}, rule->title.in(setting.language())),
                         element("p", {}, rule->text.in(setting.language())), why);
    }
    return element("ul", {{"class", "nobullet-list rule-list"}}, items);
}

Html one_press(const WorkSetting& setting, const CaseView& view, const OnePress& press) {
    Html fields = form_fields(setting, "press-" + std::string(press.event), view.version);
    fields += hidden_field("on", field_date(setting.today));
    for (const auto& [name, value] : press.fields) fields += hidden_field("f." + name, value);
    return post_form(setting, setting.to(WorkPlace::event, view.key.case_id, std::string(press.event)),
                     fields, button(ButtonKind::secondary, press.label), "one-press");
}

namespace {

struct Step {
    WorkPlace place;
    std::string_view key;
    std::string_view done_by;  // event; empty = never done
};
constexpr std::array steps = {
    Step{WorkPlace::intake, "work.step.intake", ""},
    Step{WorkPlace::assessment, "work.step.assessment", "assessment_completed"},
    Step{WorkPlace::recommendation, "work.step.recommendation", "recommendation_made"},
    Step{WorkPlace::decision, "work.step.decision", "decision_made"},
    Step{WorkPlace::offer, "work.step.offer", "provider_chosen"},
    Step{WorkPlace::payment, "work.step.payment", "own_payment_decided"},
    Step{WorkPlace::plan, "work.step.plan", "plan_made"},
    Step{WorkPlace::sessions, "work.step.sessions", ""},
    Step{WorkPlace::follow_ups, "work.step.follow_up", ""}};

}  // namespace

Html case_steps(const WorkSetting& setting, const CaseView& view) {
    Html items;
    for (const Step& step : steps) {
        Attributes link = {{"href", setting.to(step.place, view.key.case_id)}};
        const bool is_here = setting.address.place == step.place;
        if (is_here) link.push_back({"aria-current", "page"});
        Html content = setting.say(step.key);
        if (service::standing_event(view.entries, setting.library.vocabulary, step.done_by) != nullptr)
            content = all(icon(Icon::done), content, unseen(setting.say("work.step.done")));
        items += element("li", {}, element("a", link, content));
    }
    return element("nav",
                   {{"class", "case-steps d-print-none"}, {"aria-label", setting.say("work.step.nav")}},
                   element("ul", {{"class", "nobullet-list"}}, items));
}

}  // namespace fjorten::web
