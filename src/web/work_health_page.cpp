// The health record: what was written, newest first, and a form for each kind of entry. For doctors only; the
// pages of the case show nothing of it.
#include <algorithm>

#include "answer/words.h"
#include "service/assessment.h"
#include "service/complaint_course.h"
#include "web/date_input.h"
#include "web/work_care.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::HealthEntry;
using service::HealthKind;
using service::HealthRecord;
using service::SheetField;
using service::SheetValue;

namespace {

std::string say(const WorkSetting& setting, std::string_view key, const std::vector<std::string>& args = {}) {
    return setting.say("work.health." + std::string(key), args);
}

std::string kind_words(const WorkSetting& setting, std::string_view kind) {
    return say(setting, "kind." + std::string(kind));
}

// A part is called as the checklist that it comes from calls it, also one that no longer holds.
std::string field_words(const WorkSetting& setting, std::string_view name) {
    const std::size_t point = name.find('.');
    if (point == std::string_view::npos) return say(setting, "field." + std::string(name));
    const std::string_view item = name.substr(point + 1);
    for (const auto& [id, authority] : setting.library.authorities) {
        for (const auto& rule : authority.editions.back().rules) {
            const bool is_medical =
                rule.checklist && std::ranges::any_of(service::health_kinds(), [&](const HealthKind& kind) {
                    return !kind.step.empty() && kind.step == rule.checklist->step;
                });
            if (!is_medical) continue;
            const auto& items = rule.checklist->items;
            const auto found = std::ranges::find(items, item, &rulebook::Checklist::Item::id);
            if (found != items.end()) return found->label.in(setting.language());
        }
    }
    return std::string(item);
}

std::string value_words(const WorkSetting& setting, std::string_view name, std::string_view value) {
    const std::string key = "work.health.value." + std::string(value);
    const bool is_word = value.find_first_of(" .\n") == std::string_view::npos;
    if (is_word && has_message(setting.language(), key)) return setting.say(key);
    if (value == "yes" || value == "no") return setting.say(value == "yes" ? "web.yes" : "web.no");
    const auto day = calendar::Date::parse(value);
    return day && (name == "until" || name == "next") ? answer::plain_date(*day, setting.language())
                                                      : std::string(value);
}

Html entry_html(const WorkSetting& setting, const HealthEntry& entry) {
    Html list;
    for (const auto& [name, value] : entry.sheet.fields) {
        if (name == "on" || name == "profession") continue;
        list += all(element("dt", {}, field_words(setting, name)),
                    element("dd", {{"class", "typed-text"}}, value_words(setting, name, value)));
    }
    const std::string by =
        say(setting, entry.profession == service::Profession::doctor ? "by.doctor" : "by.other");
    return element("li", {},
                   element("div", {{"class", "panel"}},
                           heading(3, all(kind_words(setting, entry.kind), ", ",
                                          answer::plain_date(entry.on, setting.language()))),
                           element("p", {{"class", "source"}},
                                   setting.say("work.entry.recorded",
                                               {answer::plain_date(entry.recorded_on, setting.language()),
                                                entry.actor_name}),
                                   " · ", by),
                           element("dl", {{"class", "sheet-fields"}}, list)));
}

// What a doctor must not overlook before anything else is done.
Html warnings(const WorkSetting& setting, const CaseView& view) {
    const auto& vocabulary = setting.library.vocabulary;
    Html out;
    if (const auto* overdue = service::overdue_review(view.evaluation, vocabulary))
        out += alert(
            Tone::error, 2, say(setting, "overdue"),
            paragraph(say(setting, "overdue.text", {answer::plain_date(*overdue->due, setting.language())})));
    const bool has_medicine =
        service::standing_event(view.entries, vocabulary, "substitution_started") != nullptr;
    if (has_medicine && !service::has_social_treatment(view, vocabulary))
        out += alert(Tone::warning, 2, say(setting, "no_social"), paragraph(say(setting, "no_social.text")));
    return out;
}

// Complaints about treatment go the health way, never the way of the social case.
Html complaints(const WorkSetting& setting, const CaseView& view, const rulebook::Filing& filing) {
    Html items;
    const auto ways = service::ways_of_complaint(view.evaluation, filing, "health");
    for (const auto* routes : {&ways.first, &ways.appeal}) {
        for (const engine::RouteResult& route : *routes) {
            if (route.way == nullptr) continue;
            items += element("li", {}, element("strong", {}, route.way->label.in(setting.language())), ": ",
                             route.rule->text.in(setting.language()));
        }
    }
    return all(heading(2, say(setting, "complaints")), element("ul", {}, items));
}

class Form {
  public:
    Form(const WorkSetting& setting, const HealthKind& kind, const HealthForm& form)
        : setting_(setting), kind_(kind), form_(form) {}

    Html fields() const {
        Html out;
        for (const SheetField& field : kind_.fields) {
            if (!field.name.ends_with('.')) {
                out += one(field, std::string(field.name), field_words(setting_, field.name));
                continue;
            }
            for (const auto* item : form_.parts)
                out += one(field, std::string(field.name) + item->id, item->label.in(setting_.language()));
        }
        return out;
    }

  private:
    Html one(const SheetField& field, const std::string& name, const std::string& label) const {
        const std::string hint = "work.health.hint." + name;
        const FieldText text{
            .name = name,
            .label = label,
            .hint = has_message(setting_.language(), hint) ? setting_.say(hint) : std::string{},
            .error = error_at(form_.problems, name),
            .value = std::string(value_of(form_.typed, name))};
        const Language language = setting_.language();
        std::vector<Choice> choices;
        switch (field.value) {
            case SheetValue::choice:
                for (const auto value : field.choices) {
                    if (!value.empty())
                        choices.push_back({std::string(value), value_words(setting_, name, value)});
                }
                return radio_group(text, choices, RadioLayout::beside, language);
            case SheetValue::flag: return radio_group(text, yes_no(setting_), RadioLayout::beside, language);
            case SheetValue::text: return text_area(setting_, text, 3);
            default: return text_field(text, {{"autocomplete", "off"}}, language);
        }
    }

    const WorkSetting& setting_;
    const HealthKind& kind_;
    const HealthForm& form_;
};

}  // namespace

std::string health_page(const WorkSetting& setting, const CaseView& view, const HealthRecord& record,
                        const rulebook::Filing& filing) {
    Html links, entries;
    for (const HealthKind& kind : service::health_kinds())
        links += element(
            "li", {},
            element("a",
                    {{"href", setting.to(WorkPlace::health_entry, view.key.case_id, std::string(kind.name))}},
                    kind_words(setting, kind.name)));
    for (const HealthEntry& entry : record.entries) entries += entry_html(setting, entry);
    const std::string title = say(setting, "title");
    Html main = all(case_line(setting, view), heading(1, title),
                    element("p", {{"class", "font-lead"}}, say(setting, "lead")), warnings(setting, view),
                    deadlines_met_by(setting, view,
                                     {"doctor_talk_held", "substitution_started", "doctor_review_held",
                                      "urine_test_taken"}));
    if (may(setting.who, service::Permission::write_health))
        main += all(heading(2, say(setting, "write")),
                    element("ul", {{"class", "nobullet-list care-links"}}, links));
    main += all(heading(2, say(setting, "entries")),
                entries.empty() ? paragraph(say(setting, "none"))
                                : element("ol", {{"class", "nobullet-list"}}, entries),
                complaints(setting, view, filing));
    return work_page(setting, {.title = title}, main);
}

std::string health_form_page(const WorkSetting& setting, const CaseView& view, const HealthRecord& record,
                             const HealthKind& kind, const HealthForm& form) {
    const std::string title = kind_words(setting, kind.name);
    Html main = error_summary(form.problems, setting.language());
    if (form.meanwhile == HealthForm::Meanwhile::yes)
        main += element(
            "div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
            alert(Tone::warning, 2, say(setting, "meanwhile"), paragraph(say(setting, "meanwhile.do"))));
    main += all(case_line(setting, view),
                paragraph(element("a", {{"href", setting.to(WorkPlace::health, view.key.case_id)}},
                                  say(setting, "title"))),
                heading(1, title), warnings(setting, view));
    main +=
        post_form(setting, setting.to(WorkPlace::health_entry, view.key.case_id, std::string(kind.name)),
                  all(form_fields(setting, "health", view.version),
                      hidden_field("health_version", std::to_string(record.version))),
                  all(Form(setting, kind, form).fields(), button(ButtonKind::primary, say(setting, "save"))),
                  "work-form");
    return work_page(setting, {.title = title, .typed = form.typed},
                     element("div", {{"class", "narrow"}}, main));
}

namespace {

// The sheet that was typed; days that are none become problems.
service::Sheet sheet_in(const Visit& visit, const HealthKind& kind, HealthForm& form) {
    service::Sheet sheet;
    for (const auto& [name, value] : visit.fields) {
        const SheetField* const field = service::SheetKind{kind.name, kind.fields}.find(name);
        if (field == nullptr) continue;
        form.typed.emplace_back(name, value);
        if (value.empty()) continue;
        if (field->value != SheetValue::day) {
            sheet.set(name, value);
            continue;
        }
        const auto day = name == "on" ? read_work_date(value, visit.setting.today) : read_typed_date(value);
        if (day) sheet.set(name, day->iso());
        else form.problems.push_back({name, words_of(day.error(), visit.setting.language())});
    }
    return sheet;
}

}  // namespace

Response answer_health(Visit& visit) {
    if (visit.others.health == nullptr) return refusal(visit, service::NotFound{});
    const auto record = visit.others.health->read(visit.setting.who, visit.setting.address.case_id);
    if (!record) return refusal(visit, record.error());
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    return work_html(health_page(visit.setting, *view, *record, visit.desk.filing()));
}

Response answer_health_entry(Visit& visit) {
    const auto* const kind = service::find_health_kind(visit.setting.address.item);
    if (visit.others.health == nullptr || kind == nullptr) return refusal(visit, service::NotFound{});
    const auto& setting = visit.setting;
    const auto record = visit.others.health->read(setting.who, setting.address.case_id);
    if (!record) return refusal(visit, record.error());
    const auto view = visit.desk.view(setting.who, setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    HealthForm form;
    form.parts = visit.others.health->parts(*view, *kind);
    service::Sheet sheet = sheet_in(visit, *kind, form);
    if (visit.intent == Intent::look && value_of(form.typed, "on").empty())
        form.typed.emplace_back("on", field_date(setting.today));
    if (visit.intent != Intent::save)
        return work_html(health_form_page(setting, *view, *record, *kind, form));
    if (!form.problems.empty()) return work_html(health_form_page(setting, *view, *record, *kind, form), 422);
    const auto written =
        visit.others.health->write(visit.sender(), {.case_id = setting.address.case_id,
                                                    .expected_version = visit.version(),
                                                    .expected_health_version = visit.number("health_version"),
                                                    .kind = std::string(kind->name),
                                                    .sheet = std::move(sheet)});
    if (written) return see_other(setting.to(WorkPlace::health, setting.address.case_id));
    if (std::holds_alternative<service::Conflict>(written.error())) {
        form.meanwhile = HealthForm::Meanwhile::yes;
        return work_html(health_form_page(setting, *view, *record, *kind, form), 409);
    }
    const auto* const mistakes = std::get_if<Diagnostics>(&written.error());
    if (mistakes == nullptr) return refusal(visit, written.error());
    form.problems = problems_of(*mistakes, "on", setting.language());
    for (Problem& problem : form.problems) problem.label = field_words(setting, problem.field);
    return work_html(health_form_page(setting, *view, *record, *kind, form), 422);
}

}  // namespace fjorten::web
