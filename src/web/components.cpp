#include "web/components.h"

#include <array>

namespace fjorten::web {

namespace {

// 24 by 24, one path each, drawn for this site.
std::string_view path_of_icon(Icon icon) {
    switch (icon) {
        case Icon::info:
            return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 8.5h2V17h-2v-6.5zM11 7h2v2h-2V7z";
        case Icon::overdue: return "M12 2 1 21h22L12 2zm-1 7h2v6h-2V9zm0 8h2v2h-2v-2z";
        case Icon::due: return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 5h2v7h-2V7zm0 8.5h2v2h-2v-2z";
        case Icon::running:
            return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm-1 3v6l5 3 "
                   "1-1.7-4-2.3V7z";
        case Icon::question:
            return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 15h2v2h-2v-2zm1-11a4 4 0 0 1 2.5 7c-1 .9-1.5 "
                   "1.3-1.5 2.5h-2"
                   "c0-2.3 1.1-3.2 2.1-4A2 2 0 1 0 10 10H8a4 4 0 0 1 4-4z";
        case Icon::done:
            return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.5 14.5-4-4 1.5-1.5 2.5 2.5 5.5-5.5 1.5 1.5z";
        case Icon::ended: return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM8 8h8v8H8z";
        case Icon::none:
            return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM7 11h10v2H7z";
        case Icon::arrow: return "M4 11h12l-5-5 1.5-1.5L20 12l-7.5 7.5L11 18l5-5H4z";
    }
    return {};
}

std::string_view word_of(Tone tone) {
    switch (tone) {
        case Tone::info: return "info";
        case Tone::success: return "success";
        case Tone::warning: return "warning";
        case Tone::error: return "error";
    }
    return "info";
}

Icon icon_of(Tone tone) {
    switch (tone) {
        case Tone::info: return Icon::info;
        case Tone::success: return Icon::done;
        case Tone::warning:
        case Tone::error: return Icon::overdue;
    }
    return Icon::info;
}

std::string group_class(const FieldText& field) {
    return field.error.empty() ? "form-group" : "form-group form-error";
}

std::string hint_id(const FieldText& field) {
    return field.hint.empty() ? "" : field_id(field.name) + "-hint";
}
std::string error_id(const FieldText& field) {
    return field.error.empty() ? "" : field_id(field.name) + "-error";
}

std::string described_by(const FieldText& field) {
    const std::string hint = hint_id(field), error = error_id(field);
    return hint + (hint.empty() || error.empty() ? "" : " ") + error;
}

Html hint_and_error(const FieldText& field, Language language) {
    Html out;
    if (!field.hint.empty())
        out += element("span", {{"class", "form-hint"}, {"id", hint_id(field)}}, field.hint);
    if (!field.error.empty()) {
        out += element("span", {{"class", "form-error-message"}, {"id", error_id(field)}},
                       element("span", {{"class", "sr-only"}}, message(language, "web.error.prefix"), " "),
                       field.error);
    }
    return out;
}

Attributes input_attributes(const FieldText& field, std::string style) {
    Attributes attributes = {{"id", field_id(field.name)}, {"name", field.name}, {"class", std::move(style)}};
    attributes.push_back(Attribute::unless_empty("aria-describedby", described_by(field)));
    if (!field.error.empty()) attributes.push_back({"aria-invalid", "true"});
    return attributes;
}

Html option(const Choice& choice, const std::string& chosen) {
    return element("option", {{"value", choice.value}, Attribute::flag("selected", choice.value == chosen)},
                   choice.label);
}

}  // namespace

Html icon(Icon icon) {
    return element(
        "svg",
        {{"class", "icon-svg"}, {"viewBox", "0 0 24 24"}, {"focusable", "false"}, {"aria-hidden", "true"}},
        element("path", {{"d", std::string(path_of_icon(icon))}, {"fill-rule", "evenodd"}}));
}

Html heading(int level, const Html& content, std::string id) {
    const Attributes attributes = {Attribute::unless_empty("id", std::move(id))};
    switch (level) {
        case 1: return element("h1", attributes, content);
        case 2: return element("h2", attributes, content);
        case 3: return element("h3", attributes, content);
        default: return element("h4", attributes, content);
    }
}

Html paragraph(const Html& content) { return element("p", {}, content); }

Html alert(Tone tone, int level, const Html& title, const Html& body) {
    Html head;
    const Attributes style = {{"class", "alert-heading"}};
    if (!title.empty()) {
        head = level == 2   ? element("h2", style, title)
               : level == 3 ? element("h3", style, title)
                            : element("h4", style, title);
    }
    return element("div", {{"class", "alert alert-" + std::string(word_of(tone))}},
                   element("span", {{"class", "alert-icon"}}, icon(icon_of(tone))),
                   element("div", {{"class", "alert-body"}}, head, body));
}

Html badge(Tone tone, Icon sign, const std::string& text) {
    return element("strong", {{"class", "badge badge-" + std::string(word_of(tone)) + " state"}}, icon(sign),
                   element("span", {}, text));
}

Html disclosure(const std::string& summary, const Html& content, Opened opened, std::string id) {
    return element("details",
                   {{"class", "details"},
                    Attribute::unless_empty("id", std::move(id)),
                    Attribute::flag("open", opened == Opened::yes)},
                   element("summary", {{"class", "details-summary"}}, summary),
                   element("div", {{"class", "details-text"}}, content));
}

std::string field_id(std::string_view name) {
    std::string id = "f-";
    for (const char c : name) id.push_back(c == '.' || c == '_' ? '-' : c);
    return id;
}

Html text_area_field(const FieldText& field, int rows, Language language, Attributes more) {
    Attributes attributes = input_attributes(field, "form-input");
    attributes.push_back({"rows", std::to_string(rows)});
    attributes.insert(attributes.end(), more.begin(), more.end());
    // HTML drops a line break at the very beginning of the content: one that nobody typed is put there.
    return element("div", {{"class", field.error.empty() ? "form-group" : "form-group form-error"}},
                   element("label", {{"class", "form-label"}, {"for", field_id(field.name)}}, field.label),
                   hint_and_error(field, language), element("textarea", attributes, "\n" + field.value));
}

Html text_field(const FieldText& field, Attributes more, Language language) {
    Attributes attributes = input_attributes(field, "form-input");
    attributes.insert(attributes.end(), {{"type", "text"}, {"value", field.value}});
    attributes.insert(attributes.end(), more.begin(), more.end());
    return element("div", {{"class", group_class(field)}},
                   element("label", {{"class", "form-label"}, {"for", field_id(field.name)}}, field.label),
                   hint_and_error(field, language), element("input", attributes));
}

Html radio_group(const FieldText& field, const std::vector<Choice>& choices, RadioLayout layout,
                 Language language) {
    Html options;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        // Links to the group lead to its first choice.
        const std::string id =
            i == 0 ? field_id(field.name) : field_id(field.name) + "-" + std::to_string(i + 1);
        Html hint;
        std::string hint_of;
        if (!choice.hint.empty()) {
            hint_of = id + "-hint-of-choice";
            hint = element("span", {{"class", "form-hint"}, {"id", hint_of}}, choice.hint);
        }
        options += element("div", {{"class", "form-group-radio"}},
                           element("input", {{"type", "radio"},
                                             {"class", "form-radio"},
                                             {"id", id},
                                             {"name", field.name},
                                             {"value", choice.value},
                                             Attribute::unless_empty("aria-describedby", hint_of),
                                             Attribute::flag("checked", choice.value == field.value)}),
                           element("label", {{"class", "form-label"}, {"for", id}}, choice.label), hint);
    }
    if (layout == RadioLayout::beside) options = element("div", {{"class", "radios-beside"}}, options);
    return element("div", {{"class", group_class(field)}},
                   element("fieldset", {Attribute::unless_empty("aria-describedby", described_by(field))},
                           element("legend", {{"class", "form-label"}}, field.label),
                           hint_and_error(field, language), options));
}

Html select_field(const FieldText& field, const std::vector<ChoiceGroup>& groups, Language language) {
    Html options;
    for (const ChoiceGroup& group : groups) {
        Html inside;
        for (const Choice& choice : group.choices) inside += option(choice, field.value);
        options += group.label.empty() ? inside : element("optgroup", {{"label", group.label}}, inside);
    }
    return element("div", {{"class", group_class(field)}},
                   element("label", {{"class", "form-label"}, {"for", field_id(field.name)}}, field.label),
                   hint_and_error(field, language),
                   element("select", input_attributes(field, "form-select"), options));
}

Html button(ButtonKind kind, const std::string& label, std::string name, std::string value, Attributes more) {
    static constexpr std::array classes = {"button button-primary", "button button-secondary",
                                           "button button-tertiary", "function-link"};
    Attributes attributes = {{"type", "submit"}, {"class", classes[static_cast<std::size_t>(kind)]}};
    if (!name.empty())
        attributes.insert(attributes.end(), {{"name", std::move(name)}, {"value", std::move(value)}});
    attributes.insert(attributes.end(), more.begin(), more.end());
    return element("button", attributes, label);
}

Html hidden_field(std::string name, std::string value) {
    return element("input", {{"type", "hidden"}, {"name", std::move(name)}, {"value", std::move(value)}});
}

Html hidden_fields(const Fields& fields) {
    Html out;
    for (const auto& [name, value] : fields) out += hidden_field(name, value);
    return out;
}

Html error_summary(const std::vector<Problem>& problems, Language language) {
    if (problems.empty()) return {};
    Html list;
    for (const Problem& problem : problems) {
        const std::string words =
            problem.label.empty() ? problem.sentence
                                  : message(language, "web.error.named", {problem.label, problem.sentence});
        list += element(
            "li", {},
            element("a", {{"class", "function-link"}, {"href", "#" + field_id(problem.field)}}, words));
    }
    return element("div",
                   {{"class", "error-summary"},
                    {"role", "alert"},
                    {"tabindex", "-1"},
                    Attribute::flag("autofocus", true)},
                   alert(Tone::error, 2,
                         message_count(language, "web.error.summary", static_cast<long>(problems.size())),
                         element("ul", {{"class", "nobullet-list"}}, list)));
}

Html table(const Table& table) {
    Html head, body;
    for (const auto& column : table.columns) head += element("th", {{"scope", "col"}}, column);
    for (const auto& row : table.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string column = i < table.columns.size() ? table.columns[i] : std::string{};
            cells += i == 0 ? element("th", {{"scope", "row"}}, row[i])
                            : element("td", {{"data-title", column}}, row[i]);
        }
        body += element("tr", {}, cells);
    }
    return element("div", {{"class", "table-frame"}},
                   element("table", {{"class", "table table--compact rows-become-blocks"}},
                           element("caption", {}, table.caption),
                           element("thead", {}, element("tr", {}, head)), element("tbody", {}, body)));
}

}  // namespace fjorten::web
