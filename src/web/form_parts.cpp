#include "web/form_parts.h"

namespace fjorten::web {

Html step_line(Language language, int step) {
    return element("p", {{"class", "step-subheading"}},
                   message(language, "web.step", {std::to_string(step)}));
}

Fields asked_again(const CaseForm& form, std::string go) {
    Fields fields = carried_fields(form, Asked::nothing);
    fields.emplace_back("go", std::move(go));
    return fields;
}

std::vector<std::pair<std::string, std::string>> municipalities(const rulebook::Library& library,
                                                                Language language) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& id : library.standards()) {
        const auto* authority = library.find(id);
        if (authority != nullptr && !authority->editions.empty())
            all.emplace_back(id, authority->editions.back().name.in(language));
    }
    std::ranges::sort(all, {}, &std::pair<std::string, std::string>::second);
    return all;
}

Html municipality_field(const Setting& setting, const std::string& chosen, const std::string& error) {
    ChoiceGroup group{.label = {}, .choices = {{"", message(setting.language, "web.choose")}}};
    const auto all = municipalities(setting.library, setting.language);
    for (const auto& [id, name] : all) group.choices.push_back({id, name});
    return select_field(
        {.name = "municipality",
         .label = message(setting.language, "web.municipality"),
         .hint = message(setting.language, "web.municipality.hint", {std::to_string(all.size())}),
         .error = error,
         .value = chosen},
        {group}, setting.language);
}

}  // namespace fjorten::web
