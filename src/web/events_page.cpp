#include "answer/words.h"
#include "web/event_menu.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

class EventsForm {
  public:
    EventsForm(const Setting& setting, const CaseForm& form, const std::vector<FormMistake>& mistakes)
        : setting_(setting),
          vocabulary_(setting.library.vocabulary),
          form_(form),
          mistakes_(mistakes),
          action_(path_of(Place::my_dates, setting.language)) {}

    Html html() {
        Html rows;
        for (std::size_t row = 0; row < form_.events.size(); ++row) rows += event_row(row);
        // The first button of a form is the one that Enter presses: the answer, not "remove".
        return element(
            "form", {{"method", "post"}, {"class", "wide-form"}, {"action", action_}, {"id", "events"}},
            element(
                "div", {{"class", "enter-goes-here"}, {"aria-hidden", "true"}},
                button(ButtonKind::primary, say("web.events.result"), "go", "result", {{"tabindex", "-1"}})),
            rows, more_events(), day(), hidden_fields(carried_fields(form_, Asked::events)),
            form_.shows_all_events ? hidden_field("every", "1") : Html{},
            element("div", {{"class", "button-group"}},
                    button(ButtonKind::primary, say("web.events.result"), "go", "result"),
                    button(ButtonKind::secondary, say("web.events.back"), "go", "situation")));
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, key, args);
    }
    std::string error(const std::string& field) const { return error_of(mistakes_, field); }

    Html more_events() const {
        Html buttons;
        if (form_.events.size() < max_event_rows) {
            const std::string next = "#" + field_id(event_field_name(form_.events.size(), "event"));
            buttons += button(ButtonKind::tertiary, say("web.events.add"), "go", "add",
                              {{"formaction", action_ + next}});
        }
        if (!form_.shows_all_events)
            buttons += button(ButtonKind::tertiary, say("web.events.every"), "go", "every",
                              {{"formaction", action_ + "#events"}});
        return element("div", {{"class", "button-group more-events"}}, buttons);
    }

    Html day() const {
        return text_field(
            {.name = "on",
             .label = say("web.on"),
             .hint = say("web.on.hint", {answer::plain_date(setting_.today, setting_.language)}),
             .error = error("on"),
             .value = form_.on},
            {{"autocomplete", "off"}}, setting_.language);
    }

    std::vector<ChoiceGroup> menu(const std::string& chosen) const {
        std::vector<ChoiceGroup> groups = {{.label = {}, .choices = {{"", say("web.events.choose")}}}};
        bool is_listed = chosen.empty();
        const MenuSize size = form_.shows_all_events ? MenuSize::every : MenuSize::common;
        for (const EventPhase& phase : event_menu(vocabulary_, size, setting_.language)) {
            ChoiceGroup group{.label = phase.label, .choices = {}};
            for (const rulebook::EventType event : phase.events) {
                const std::string& name = vocabulary_.events[event].name;
                is_listed = is_listed || name == chosen;
                group.choices.push_back({name, label_of(name)});
            }
            groups.push_back(std::move(group));
        }
        // What was chosen from the long list stays in the short one.
        if (!is_listed) groups.front().choices.push_back({chosen, label_of(chosen)});
        return groups;
    }

    std::string label_of(const std::string& event) const {
        const auto type = vocabulary_.find_event(event);
        return type ? event_label(vocabulary_, *type, setting_.language) : event;
    }

    bool shows_own_wish(const EventRow& row) const {
        const auto by = value_of(row.fields, "by");
        return by.empty() ? form_.who == "relative" : by != "citizen";
    }

    Html event_row(std::size_t row) const {
        const EventRow& event = form_.events[row];
        const std::string select = event_field_name(row, "event"), when = event_field_name(row, "on");
        const std::string number = std::to_string(row + 1);
        Html content = select_field(
            {.name = select, .label = say("web.events.what"), .error = error(select), .value = event.event},
            menu(event.event), setting_.language);
        content += text_field({.name = when,
                               .label = say("web.events.when"),
                               .hint = say("web.date.hint"),
                               .error = error(when),
                               .value = event.on},
                              {{"autocomplete", "off"}}, setting_.language);
        if (const auto type = vocabulary_.find_event(event.event)) {
            for (const std::size_t index : asked_fields(vocabulary_.events[*type]))
                content += own_field(row, *type, index);
            content += hidden_field(event_field_name(row, "seen"), event.event);
        }
        if (form_.events.size() > 1)
            content += button(ButtonKind::link, say("web.events.remove", {number}), "go",
                              "remove." + std::to_string(row), {{"formaction", action_ + "#events"}});
        return element("fieldset", {{"class", "event-row panel"}},
                       element("legend", {}, say("web.events.number", {number})), content);
    }

    Html own_field(std::size_t row, rulebook::EventType type, std::size_t index) const {
        const auto& kind = vocabulary_.events[type];
        const auto& field = kind.fields[index];
        const EventRow& event = form_.events[row];
        if (field.name == "own_wish" && !shows_own_wish(event)) return {};
        // Whether somebody cancelled in time matters only where they did not come.
        const bool came = value_of(event.fields, "attended") != "no";
        if (field.name == "notice" && kind.field_index("attended") && came) return {};
        FieldText text{.name = event_field_name(row, field.name),
                       .label = field_label(kind, field, setting_.language),
                       .hint = {},
                       .error = {},
                       .value = std::string(value_of(event.fields, field.name))};
        text.error = error(text.name);
        const bool is_flag = field.type.kinds.front() == rulebook::FieldKind::boolean;
        ChoiceGroup choices{.label = {}, .choices = {{"", say("web.not_said")}}};
        if (is_flag) {
            choices.choices.push_back({"yes", say("web.yes")});
            choices.choices.push_back({"no", say("web.no")});
            return select_field(text, {choices}, setting_.language);
        }
        if (!field.type.choices.empty()) {
            for (std::size_t i = 0; i < field.type.choices.size(); ++i)
                choices.choices.push_back(
                    {field.type.choices[i], choice_label(vocabulary_, field, i, setting_.language)});
            return select_field(text, {choices}, setting_.language);
        }
        if (field.type.kinds.front() == rulebook::FieldKind::date) text.hint = say("web.date.hint");
        if (field.type.kinds.front() == rulebook::FieldKind::month) text.hint = say("web.month.hint");
        return text_field(text, {{"autocomplete", "off"}}, setting_.language);
    }

    const Setting& setting_;
    const rulebook::Vocabulary& vocabulary_;
    const CaseForm& form_;
    const std::vector<FormMistake>& mistakes_;
    std::string action_;
};

}  // namespace

std::string events_page(const Setting& setting, const CaseForm& form,
                        const std::vector<FormMistake>& mistakes, MoreAsked more_asked) {
    const auto say = [&](std::string_view key) { return message(setting.language, key); };
    Html notice;
    if (more_asked == MoreAsked::yes)
        notice = alert(Tone::info, 2, say("web.events.more.title"),
                       element("p", {{"class", "alert-text"}}, say("web.events.more.text")));
    if (form.who == "relative")
        notice += alert(Tone::info, 2, say("web.events.relative.title"),
                        element("p", {{"class", "alert-text"}}, say("web.events.relative.text")));
    return page({.language = setting.language,
                 .place = Place::my_dates,
                 .title = say("web.events.title"),
                 .asked_with = asked_again(form, "events")},
                all(summary_of(mistakes, setting.language), step_line(setting.language, 2),
                    heading(1, say("web.events.title")),
                    element("p", {{"class", "font-lead"}}, say("web.events.lead")), notice,
                    EventsForm(setting, form, mistakes).html()));
}

}  // namespace fjorten::web
