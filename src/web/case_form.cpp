#include "web/case_form.h"

#include <algorithm>
#include <charconv>

#include "base/assert.h"
#include "web/event_menu.h"

namespace fjorten::web {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// "e12.on" -> 12 and "on". Rows for which there is no room too.
std::optional<std::pair<std::size_t, std::string_view>> any_event_field(std::string_view name) {
    if (!name.starts_with('e')) return std::nullopt;
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    std::size_t row = 0;
    const auto read = std::from_chars(name.data() + 1, name.data() + dot, row);
    if (read.ec != std::errc{} || read.ptr != name.data() + dot) return std::nullopt;
    return std::pair(row, name.substr(dot + 1));
}

std::optional<std::pair<std::size_t, std::string_view>> event_field(std::string_view name) {
    const auto field = any_event_field(name);
    return field && field->first < max_event_rows ? field : std::nullopt;
}

void take_event_field(CaseForm& form, std::size_t row, std::string_view field, const std::string& value) {
    if (form.events.size() <= row) form.events.resize(row + 1);
    EventRow& event = form.events[row];
    if (field == "event") {
        event.event = value;
    } else if (field == "on") {
        event.on = value;
    } else if (field == "seen") {
        event.seen = value;
    } else if (!value.empty() && value_of(event.fields, field).empty()) {
        event.fields.emplace_back(field, value);
    }
}

constexpr std::string_view fact_prefix = "fact.";

bool belongs(Asked asked, std::string_view name) {
    if (name == "on") return asked == Asked::day;
    const bool is_event = event_field(name).has_value() || name == "every";
    if (is_event) return asked == Asked::events;
    return asked == Asked::situation;
}

}  // namespace

std::string event_field_name(std::size_t row, std::string_view field) {
    return "e" + std::to_string(row) + "." + std::string(field);
}

std::optional<std::size_t> event_row_of(std::string_view name) {
    const auto place = event_field(name);
    return place ? std::optional(place->first) : std::nullopt;
}

std::string fact_field_name(std::string_view fact) { return std::string(fact_prefix) + std::string(fact); }

CaseForm read_case_form(const Fields& fields, const rulebook::Vocabulary& vocabulary) {
    CaseForm form;
    const std::pair<std::string_view, std::string*> texts[] = {{"municipality", &form.municipality},
                                                               {"who", &form.who},
                                                               {"substance", &form.substance},
                                                               {"adult", &form.adult},
                                                               {"born", &form.born},
                                                               {"residence", &form.residence},
                                                               {"on", &form.on}};
    for (const auto& [name, typed] : fields) {
        const std::string value = trimmed(typed);
        const auto text = std::ranges::find(texts, name, [](const auto& entry) { return entry.first; });
        if (text != std::end(texts)) {
            *text->second = value;
        } else if (name == "every") {
            form.shows_all_events = true;
        } else if (const auto place = event_field(name)) {
            take_event_field(form, place->first, place->second, value);
        } else if (any_event_field(name)) {
            form.has_too_many_events = form.has_too_many_events || !value.empty();
        } else if (name.starts_with(fact_prefix)) {
            const std::string fact = name.substr(fact_prefix.size());
            if (vocabulary.find_fact(fact) != nullptr && !value.empty() && form.fact(fact).empty())
                form.facts.emplace_back(fact, value);
        }
    }
    // Fields of another kind of event are left behind when the kind is changed.
    for (EventRow& row : form.events) {
        const auto type = vocabulary.find_event(row.event);
        std::erase_if(row.fields, [&](const auto& field) {
            return !type || !vocabulary.events[*type].field_index(field.first);
        });
    }
    return form;
}

Fields carried_fields(const CaseForm& form, Asked asked) {
    Fields carried;
    const auto add = [&](std::string name, const std::string& value) {
        if (!value.empty() && !belongs(asked, name)) carried.emplace_back(std::move(name), value);
    };
    add("municipality", form.municipality);
    add("who", form.who);
    add("substance", form.substance);
    add("adult", form.adult);
    add("born", form.born);
    add("residence", form.residence);
    for (const auto& [fact, value] : form.facts) add(fact_field_name(fact), value);
    for (std::size_t row = 0; row < form.events.size(); ++row) {
        const EventRow& event = form.events[row];
        add(event_field_name(row, "event"), event.event);
        add(event_field_name(row, "on"), event.on);
        add(event_field_name(row, "seen"), event.seen);
        for (const auto& [field, value] : event.fields) add(event_field_name(row, field), value);
    }
    add("on", form.on);
    if (form.shows_all_events) add("every", "1");
    return carried;
}

}  // namespace fjorten::web
