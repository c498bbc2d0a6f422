// Providers: the list, and one of them.
#include <algorithm>
#include <set>

#include "answer/words.h"
#include "web/work_register.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::Provider;

namespace {

std::string word_of(const WorkSetting& setting, const std::string& field, const std::string& value) {
    return value.empty() ? std::string{} : setting.say("work.provider." + field + "." + value);
}

std::string services_words(const WorkSetting& setting, const std::vector<std::string>& services) {
    std::string text;
    for (const auto& one : services) text += (text.empty() ? "" : ", ") + service_words(setting, one);
    return text;
}

std::string amount_words(const WorkSetting& setting, service::Kroner amount) {
    return setting.say("work.provider.amount_words", {kroner(amount.plain())});
}

std::vector<std::string> approved_today(const WorkSetting& setting, const Provider& provider) {
    std::vector<std::string> services;
    for (const auto& one : setting.library.vocabulary.services) {
        if (is_approved(provider, one.name, setting.today)) services.push_back(one.name);
    }
    return services;
}

Html standing_badge(const WorkSetting& setting, const Provider& provider) {
    if (!is_in_use(provider, setting.today))
        return badge(Tone::info, Icon::ended, setting.say("work.provider.ended"));
    const auto services = approved_today(setting, provider);
    if (services.empty()) return badge(Tone::warning, Icon::due, setting.say("work.provider.not_approved"));
    return badge(Tone::success, Icon::done,
                 setting.say("work.provider.approved_for", {services_words(setting, services)}));
}

Html today_prices(const WorkSetting& setting, const Provider& provider) {
    Html lines;
    for (const auto& price : provider.prices) {
        if (price.validity.holds_on(setting.today))
            lines += element("div", {}, service_words(setting, price.service), ": ",
                             amount_words(setting, price.amount));
    }
    return lines.empty() ? Html(setting.say("work.provider.no_price")) : lines;
}

Html provider_rows(const WorkSetting& setting, const std::vector<const KeptProvider*>& providers) {
    Table drawn{.caption = setting.say("work.provider.list"),
                .columns = {setting.say("work.provider.name"), setting.say("work.provider.standing"),
                            setting.say("work.provider.prices"), setting.say("work.provider.telephone")},
                .rows = {}};
    for (const auto* kept : providers) {
        const Provider& form = kept->form;
        const std::string kind =
            word_of(setting, "kind", form.kind) + " · " + word_of(setting, "run_by", form.run_by);
        drawn.rows.push_back(
            {all(element("a", {{"href", setting.to(WorkPlace::provider, kept->document.id)}}, form.name),
                 element("div", {{"class", "source"}}, kind)),
             standing_badge(setting, form), today_prices(setting, form), form.telephone});
    }
    return table(drawn);
}

}  // namespace

const RegisterPlaces& places_of(std::type_identity<Provider>) {
    static constexpr RegisterPlaces places{WorkPlace::providers, WorkPlace::provider_new, WorkPlace::provider,
                                           WorkPlace::provider_change, "work.provider."};
    return places;
}

std::vector<Told> told_of(const WorkSetting& setting, const Provider& provider) {
    const auto say = [&](std::string_view key) { return setting.say("work.provider." + std::string(key)); };
    std::string approvals, prices;
    for (const auto& approval : provider.approvals)
        approvals += approval.by + ": " + services_words(setting, approval.services) + ", " +
                     period_words(setting, approval.validity) + "\n";
    for (const auto& price : provider.prices)
        prices += service_words(setting, price.service) + ": " + amount_words(setting, price.amount) + ", " +
                  period_words(setting, price.validity) + "\n";
    return {{say("name"), provider.name},
            {say("kind"), word_of(setting, "kind", provider.kind)},
            {say("run_by"), word_of(setting, "run_by", provider.run_by)},
            {say("location"), word_of(setting, "location", provider.location)},
            {say("approvals"), approvals},
            {say("equivalent"), services_words(setting, provider.equivalent)},
            {say("prices"), prices},
            {say("address"), provider.address},
            {say("telephone"), provider.telephone},
            {say("email"), provider.email},
            {say("contact_person"), provider.contact_person},
            {say("terms"), provider.terms},
            {say("note"), provider.note},
            {say("ended_on"),
             provider.ended_on ? answer::plain_date(*provider.ended_on, setting.language()) : ""},
            {say("old_id"), provider.old_id}};
}

Html summary_of(const WorkSetting& setting, const KeptProvider& kept) {
    return element("p", {}, standing_badge(setting, kept.form));
}

std::string provider_list_page(const WorkSetting& setting, const std::vector<KeptProvider>& providers,
                               const std::string& search) {
    std::vector<const KeptProvider*> used, ended;
    for (const auto& kept : providers) {
        std::string text = kept.form.name + " " + kept.form.contact_person + " " + kept.form.address;
        for (const auto& service : approved_today(setting, kept.form))
            text += " " + service_words(setting, service);
        if (!is_found(search, text)) continue;
        (is_in_use(kept.form, setting.today) ? used : ended).push_back(&kept);
    }
    const auto by_name = [](const auto* a, const auto* b) { return a->form.name < b->form.name; };
    std::ranges::stable_sort(used, by_name);
    std::ranges::stable_sort(ended, by_name);
    Html main = register_search(setting, places_of(std::type_identity<Provider>{}), search);
    if (may(setting.who, service::Permission::write_registers))
        main += paragraph(button_link(ButtonKind::primary, setting.to(WorkPlace::provider_new),
                                      setting.say("work.provider.new")));
    main += used.empty()
                ? element("p", {},
                          setting.say(search.empty() ? "work.provider.none" : "work.register.found_none"))
                : provider_rows(setting, used);
    if (!ended.empty())
        main += disclosure(
            message_count(setting.language(), "work.provider.ended_list", static_cast<long>(ended.size())),
            provider_rows(setting, ended), search.empty() ? Opened::no : Opened::yes);
    const std::string title = setting.say("work.provider.title");
    return work_page(setting, {.title = title},
                     all(heading(1, title), register_tabs(setting),
                         element("p", {}, setting.say("work.provider.lead")), main));
}

}  // namespace fjorten::web
