// What the municipality does and sees of placements: asking a place to take a citizen, and the list of all
// that were asked.
#include <algorithm>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"
#include "web/work_placement.h"

namespace fjorten::web {

using service::CaseView;
using service::KeptPlacement;
using service::Placement;
using service::PlacementDesk;

namespace {

struct PlacingPage {
    const CaseView& view;
    const Places& places;
    const std::vector<KeptPlacement>& placements;
    Fields typed;
    Unsaved unsaved = {};

    std::string value(std::string_view name) const { return std::string(value_of(typed, name)); }
};

std::string name_of_place(const Places& places, const std::string& id) {
    const auto found = std::ranges::find(places, id, [](const auto& kept) { return kept.document.id; });
    return found == places.end() ? id : found->form.name;
}

Html standing(const WorkSetting& setting, const PlacingPage& page) {
    Html out;
    for (const auto& kept : page.placements) {
        const Placement& form = kept.form;
        Html lines = element("p", {}, element("strong", {}, name_of_place(page.places, form.provider)), " ",
                             placement_state(setting, form));
        lines += element("p", {}, placement_words(setting, form));
        if (!form.reason.empty()) lines += element("p", {{"class", "area-words"}}, form.reason);
        if (form.is_open())
            lines += post_form(setting, setting.to(WorkPlace::placing, page.view.key.case_id),
                               form_fields(setting, "end-" + kept.document.id, kept.document.version),
                               all(hidden_field("end", kept.document.id),
                                   button(ButtonKind::secondary, setting.say("work.placement.end"))),
                               "one-press");
        out += element("section", {{"class", "panel"}}, lines);
    }
    return out;
}

Html form_of(const WorkSetting& setting, const PlacingPage& page) {
    if (page.places.empty()) return element("p", {}, setting.say("work.places.none"));
    const auto text = [&](const std::string& name, std::string_view key) {
        return FieldText{.name = name,
                         .label = setting.say(key),
                         .hint = {},
                         .error = error_at(page.unsaved.problems, name),
                         .value = page.value(name)};
    };
    std::vector<Choice> providers = {{"", setting.say("work.sheet.choose")}};
    for (const auto& kept : page.places) providers.push_back({kept.document.id, kept.form.name});
    std::vector<Choice> services = all_services(setting);
    services.insert(services.begin(), Choice{"", setting.say("work.sheet.choose")});
    const Html fields = all(
        select_field(text("provider", "work.sheet.provider"), {{.label = {}, .choices = providers}},
                     setting.language()),
        select_field(text("service", "work.sheet.service"), {{.label = {}, .choices = services}},
                     setting.language()),
        element("div", {{"class", "beside"}},
                text_field(text("from", "work.sheet.from"), {{"autocomplete", "off"}}, setting.language()),
                text_field(text("until", "work.sheet.until"), {{"autocomplete", "off"}}, setting.language())),
        element("p", {{"class", "form-hint"}}, setting.say("work.placement.tells")),
        save_buttons(setting, page.view, "work.placement.ask"));
    return post_form(setting, setting.to(WorkPlace::placing, page.view.key.case_id),
                     form_fields(setting, "placing", page.view.version), fields, "work-form");
}

std::string placing_page(const WorkSetting& setting, const PlacingPage& page) {
    const std::string title = setting.say("work.placement.title");
    const bool is_placed =
        std::ranges::any_of(page.placements, [](const auto& kept) { return kept.form.is_open(); });
    Html blocked;
    if (page.unsaved.blocked)
        blocked = alert(Tone::warning, 2, setting.say("work.placement.blocked"),
                        blocker_list(setting, page.view, page.unsaved.blocked->action, Help::linked));
    return work_page(
        setting, {.title = title, .typed = page.typed},
        element("div", {{"class", "narrow"}}, error_summary(page.unsaved.problems, setting.language()),
                blocked, case_line(setting, page.view), heading(1, title), standing(setting, page),
                is_placed ? Html{} : form_of(setting, page)));
}

// What was decided is what the place is asked for.
Fields as_decided(const WorkSetting& setting, const CaseView& view, const Places& places) {
    Fields typed;
    const auto* made = standing_event(setting, view, "decision_made");
    const auto* sheet =
        made == nullptr ? nullptr : service::sheet_behind(view.entries, *made, service::sheet_type::decision);
    const auto* chosen = standing_event(setting, view, "provider_chosen");
    std::string place = chosen == nullptr ? std::string{} : told_text(setting, *chosen, "provider");
    typed.emplace_back("from", field_date(setting.today));
    if (made != nullptr) typed.emplace_back("service", told_text(setting, *made, "service"));
    if (sheet != nullptr) {
        for (const auto& [name, value] : as_typed(*sheet->sheet)) {
            if (name == "from") typed.front().second = value;
            if (name == "until") typed.emplace_back("until", value);
            if (name == "provider" && place.empty()) place = value;
        }
    }
    for (const auto& kept : places) {
        if (kept.form.name == place) typed.emplace_back("provider", kept.document.id);
    }
    return typed;
}

Response save_placing(Visit& visit, PlacingPage page) {
    const auto& setting = visit.setting;
    const std::string here = setting.to(WorkPlace::placing, page.view.key.case_id);
    PlacementDesk desk(visit.desk);
    service::Outcome<service::Written> written = service::problem(service::NotFound{});
    if (const std::string end(value_of(visit.fields, "end")); !end.empty()) {
        written = desk.end(visit.sender(), end, visit.version(), {});
    } else {
        for (const char* name : {"provider", "service", "from", "until"})
            page.typed.emplace_back(name, value_of(visit.fields, name));
        const service::Validity validity = typed_period(setting, page.typed, "", page.unsaved.problems);
        if (page.unsaved.problems.empty())
            written = desk.place(visit.sender(), {.case_id = page.view.key.case_id,
                                                  .provider = page.value("provider"),
                                                  .service = page.value("service"),
                                                  .validity = validity,
                                                  .state = {},
                                                  .reason = {},
                                                  .answered_on = {},
                                                  .ended_on = {}});
    }
    if (written) return see_other(here);
    if (page.unsaved.problems.empty() && !show_problem(visit, written.error(), "provider", page.unsaved))
        return refusal(visit, written.error());
    return work_html(placing_page(setting, page), status_of(page.unsaved));
}

}  // namespace

Html placement_state(const WorkSetting& setting, const Placement& placement) {
    const Tone tone = placement.state == "accepted"   ? Tone::success
                      : placement.state == "declined" ? Tone::error
                      : placement.state == "asked"    ? Tone::warning
                                                      : Tone::info;
    const Icon sign = placement.state == "accepted"   ? Icon::done
                      : placement.state == "declined" ? Icon::overdue
                      : placement.state == "asked"    ? Icon::running
                                                      : Icon::ended;
    return badge(tone, sign, setting.say("work.placement.state." + placement.state));
}

std::string placement_words(const WorkSetting& setting, const Placement& placement) {
    return service_words(setting, placement.service) + ", " + period_words(setting, placement.validity);
}

Response answer_placing(Visit& visit) {
    const auto& setting = visit.setting;
    const auto view = visit.desk.view(setting.who, setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const auto places = places_in_use(visit);
    if (!places) return refusal(visit, places.error());
    const auto placements = PlacementDesk(visit.desk).of_case(setting.who, view->key.case_id);
    if (!placements) return refusal(visit, placements.error());
    PlacingPage page{.view = *view, .places = *places, .placements = *placements, .typed = {}};
    if (visit.intent == Intent::save) return save_placing(visit, std::move(page));
    page.typed = visit.intent == Intent::look ? as_decided(setting, *view, *places) : visit.fields;
    return work_html(placing_page(setting, page));
}

}  // namespace fjorten::web
