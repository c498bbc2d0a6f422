// What the pages of the registers have in common.
#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "answer/words.h"
#include "service/name_words.h"
#include "web/work_date.h"
#include "web/work_form_parts.h"
#include "web/work_register.h"

namespace fjorten::web {

bool RegisterForm::has(std::string_view name, std::string_view value) const {
    return std::ranges::any_of(
        typed, [&](const auto& field) { return field.first == name && field.second == value; });
}

FieldText RegisterForm::text(const WorkSetting& setting, std::string_view texts,
                             const std::string& name) const {
    // "approval.2.by" is called as "approval.by".
    std::string key(texts);
    for (const char c : name) {
        if (c >= '0' && c <= '9') key.pop_back();
        else key += c;
    }
    return {.name = name,
            .label = setting.say(key),
            .hint = has_message(setting.language(), key + ".hint") ? setting.say(key + ".hint") : "",
            .error = error_at(problems, name),
            .value = value(name)};
}

namespace {

/// "approval.2.by" of "approval" is 2.
std::optional<std::size_t> row_of(std::string_view field, std::string_view group) {
    if (!field.starts_with(group) || !field.substr(group.size()).starts_with('.')) return std::nullopt;
    field.remove_prefix(group.size() + 1);
    std::size_t row = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), row);
    const bool is_row = error == std::errc{} && end != field.data() + field.size() && *end == '.';
    return is_row && row < 1000 ? std::optional(row) : std::nullopt;
}

}  // namespace

std::string in_row(std::string_view group, std::size_t row) {
    return std::string(group) + "." + std::to_string(row) + ".";
}

std::size_t close_up(Fields& typed, std::string_view group) {
    std::vector<std::size_t> rows;
    for (const auto& [name, value] : typed) {
        const auto row = row_of(name, group);
        const bool says_something = value.find_first_not_of(" \t\r\n") != std::string::npos;
        if (row && says_something && std::ranges::find(rows, *row) == rows.end()) rows.push_back(*row);
    }
    std::ranges::sort(rows);
    Fields closed;
    for (auto& [name, value] : typed) {
        const auto row = row_of(name, group);
        if (!row) {
            closed.emplace_back(name, std::move(value));
            continue;
        }
        const auto at = std::ranges::find(rows, *row);
        if (at == rows.end()) continue;
        const std::string rest = name.substr(in_row(group, *row).size());
        closed.emplace_back(in_row(group, static_cast<std::size_t>(at - rows.begin())) + rest,
                            std::move(value));
    }
    typed = std::move(closed);
    return rows.size();
}

Html register_tabs(const WorkSetting& setting) {
    Html items;
    static constexpr std::array tabs = {
        std::tuple{WorkPlace::providers, "work.provider.title", service::Permission::read_registers},
        std::tuple{WorkPlace::contacts, "work.contact.title", service::Permission::read_registers},
        std::tuple{WorkPlace::placements, "work.placement.all", service::Permission::place_citizens},
        std::tuple{WorkPlace::staff_list, "work.staff.title", service::Permission::read_staff}};
    for (const auto& [place, key, permission] : tabs) {
        if (!may(setting.who, permission)) continue;
        Attributes link = {{"href", setting.to(place)}};
        if (setting.address.place == place) link.push_back({"aria-current", "page"});
        items += element("li", {}, element("a", link, setting.say(key)));
    }
    return element("nav",
                   {{"class", "case-steps d-print-none"}, {"aria-label", setting.say("work.register.nav")}},
                   element("ul", {{"class", "nobullet-list"}}, items));
}

Html register_search(const WorkSetting& setting, const RegisterPlaces& places, const std::string& search) {
    const std::string label = setting.say(std::string(places.texts) + "search");
    return element("form", {{"method", "get"}, {"action", setting.to(places.list)}, {"class", "beside"}},
                   text_field({.name = "q", .label = label, .value = search}, {{"autocomplete", "off"}},
                              setting.language()),
                   element("div", {{"class", "form-group"}},
                           button(ButtonKind::secondary, setting.say("work.search.go"))));
}

bool is_found(std::string_view search, std::string_view text) {
    const auto words = service::name_words(text);
    return std::ranges::all_of(service::name_words(search), [&](const std::string& wanted) {
        return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(wanted); });
    });
}

std::string period_words(const WorkSetting& setting, const service::Validity& validity) {
    const std::string from = answer::plain_date(validity.from, setting.language());
    return validity.until ? setting.say("work.register.period",
                                        {from, answer::plain_date(*validity.until, setting.language())})
                          : setting.say("work.register.since", {from});
}

std::optional<calendar::Date> typed_day(const WorkSetting& setting, const Fields& typed,
                                        const std::string& name, std::vector<Problem>& problems) {
    const auto text = value_of(typed, name);
    if (text.empty()) return std::nullopt;
    const auto day = read_typed_date(text);
    if (!day) problems.push_back({name, words_of(day.error(), setting.language())});
    return day ? std::optional(*day) : std::nullopt;
}

service::Validity typed_period(const WorkSetting& setting, const Fields& typed, const std::string& prefix,
                               std::vector<Problem>& problems) {
    if (value_of(typed, prefix + "from").empty())
        problems.push_back({prefix + "from", setting.say("work.register.no_from")});
    const auto from = typed_day(setting, typed, prefix + "from", problems);
    return {.from = from.value_or(calendar::Date{}),
            .until = typed_day(setting, typed, prefix + "until", problems)};
}

Html check_group(const WorkSetting& setting, const FieldText& field, const std::vector<Choice>& choices,
                 const RegisterForm& form) {
    Html boxes;
    for (const Choice& choice : choices) {
        // A link to the group leads to its first box.
        const std::string id =
            boxes.empty() ? field_id(field.name) : field_id(field.name) + "-" + choice.value;
        boxes += element("div", {{"class", "form-group-checkbox"}},
                         element("input", {{"type", "checkbox"},
                                           {"class", "form-checkbox"},
                                           {"id", id},
                                           {"name", field.name},
                                           {"value", choice.value},
                                           Attribute::flag("checked", form.has(field.name, choice.value))}),
                         element("label", {{"for", id}}, choice.label));
    }
    Html notes;
    if (!field.hint.empty()) notes += element("span", {{"class", "form-hint"}}, field.hint);
    if (!field.error.empty())
        notes += element("span", {{"class", "form-error-message"}},
                         element("span", {{"class", "sr-only"}}, setting.say("web.error.prefix"), " "),
                         field.error);
    return element("div", {{"class", field.error.empty() ? "form-group" : "form-group form-error"}},
                   element("fieldset", {}, element("legend", {{"class", "form-label"}}, field.label), notes,
                           element("div", {{"class", "radios-beside"}}, boxes)));
}

std::vector<std::string> values_of(const Fields& fields, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [key, value] : fields) {
        if (key == name && !value.empty()) values.push_back(value);
    }
    return values;
}

std::string service_words(const WorkSetting& setting, std::string_view service) {
    const auto& services = setting.library.vocabulary.services;
    const auto found = std::ranges::find(services, service, &rulebook::Named::name);
    return found == services.end() ? std::string(service)
                                   : answer::capitalised(found->label.in(setting.language()));
}

std::vector<Choice> all_services(const WorkSetting& setting) {
    std::vector<Choice> choices;
    for (const auto& service : setting.library.vocabulary.services)
        choices.push_back({service.name, service_words(setting, service.name)});
    return choices;
}

}  // namespace fjorten::web
