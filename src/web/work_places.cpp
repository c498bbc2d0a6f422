// Places of treatment from the register, where one is chosen for a citizen.
#include <algorithm>

#include "answer/words.h"
#include "web/work_decision.h"
#include "web/work_parts.h"
#include "web/work_register.h"

namespace fjorten::web {

using service::Provider;

service::Outcome<Places> places_in_use(const Visit& visit) {
    auto kept = service::Register<Provider>(visit.desk).all(visit.setting.who);
    if (!kept) {
        // Who may not read the register types the name.
        if (std::holds_alternative<service::Forbidden>(kept.error())) return Places{};
        return std::unexpected(std::move(kept.error()));
    }
    std::erase_if(*kept, [&](const auto& one) { return !is_in_use(one.form, visit.setting.today); });
    std::ranges::stable_sort(*kept, {}, [](const auto& one) { return one.form.name; });
    return Places(std::move(*kept));
}

Html place_names(const Places& places) {
    Html options;
    for (const auto& kept : places) options += element("option", {{"value", kept.form.name}});
    return element("datalist", {{"id", "places"}}, options);
}

namespace {

const char* flag(bool is_so) { return is_so ? "yes" : "no"; }

// What a form about this place says.
Fields fields_of(const WorkSetting& setting, const Provider& place, const std::string& service) {
    return {{"service", service},
            {"provider", place.name},
            {"kind", place.kind},
            {"approved", flag(is_approved(place, service, setting.today))},
            {"equivalent", flag(is_equivalent(place, service))}};
}

Html approval_badge(const WorkSetting& setting, const Provider& place, const std::string& service) {
    if (!is_approved(place, service, setting.today))
        return badge(Tone::warning, Icon::due, setting.say("work.places.not_approved"));
    return badge(Tone::success, Icon::done, setting.say("work.places.approved"));
}

std::string equivalence_words(const WorkSetting& setting, const Provider& place, const std::string& service) {
    return setting.say(is_equivalent(place, service) ? "web.yes" : "work.places.not_told");
}

std::string price_words(const WorkSetting& setting, const Provider& place, const std::string& service) {
    const auto price = price_on(place, service, setting.today);
    return price ? setting.say("work.provider.amount_words", {kroner(price->plain())})
                 : setting.say("work.provider.no_price");
}

}  // namespace

Html place_table(const WorkSetting& setting, const Places& places, const std::string& service,
                 const std::string& case_id) {
    if (places.empty()) return element("p", {}, setting.say("work.places.none"));
    Table drawn{.caption = service.empty() ? setting.say("work.places.list")
                                           : setting.say("work.places.list_for",
                                                         {sheet_value_words(setting, "service", service)}),
                .columns = {setting.say("work.sheet.provider"), setting.say("work.provider.standing"),
                            setting.say("work.places.equivalent"), setting.say("work.provider.prices"),
                            setting.say("work.places.pick")},
                .rows = {}};
    std::vector<const KeptProvider*> order;
    for (const auto& kept : places) order.push_back(&kept);
    // Those that may be chosen first.
    std::ranges::stable_sort(order, {}, [&](const KeptProvider* kept) {
        return 2 * static_cast<int>(!is_approved(kept->form, service, setting.today)) +
               static_cast<int>(!is_equivalent(kept->form, service));
    });
    for (const auto* kept : order) {
        const Provider& place = kept->form;
        const std::string kind = setting.say("work.provider.kind." + place.kind) + " · " +
                                 setting.say("work.provider.run_by." + place.run_by);
        const std::string pick =
            setting.to(WorkPlace::offer, case_id, {}, fields_of(setting, place, service)) + "#choose";
        drawn.rows.push_back(
            {all(element("a", {{"href", setting.to(WorkPlace::provider, kept->document.id)}}, place.name),
                 element("div", {{"class", "source"}}, kind)),
             approval_badge(setting, place, service), equivalence_words(setting, place, service),
             price_words(setting, place, service),
             element("a", {{"href", pick}}, setting.say("work.places.choose"),
                     element("span", {{"class", "sr-only"}}, " " + place.name))});
    }
    return table(drawn);
}

Html place_standing(const WorkSetting& setting, const Places& places, const std::string& name,
                    const std::string& service) {
    if (name.empty() || places.empty()) return {};
    const auto found =
        std::ranges::find_if(places, [&](const KeptProvider& kept) { return kept.form.name == name; });
    if (found == places.end())
        return element("p", {{"class", "form-hint"}}, icon(Icon::question), " ",
                       setting.say("work.places.not_in_register"));
    const Provider& place = found->form;
    return element("p", {{"class", "form-hint"}}, setting.say("work.places.in_register"), " ",
                   approval_badge(setting, place, service), " ",
                   setting.say("work.places.equivalent_is", {equivalence_words(setting, place, service)}),
                   " · ", price_words(setting, place, service));
}

}  // namespace fjorten::web
