// Authorities and contacts: the list, one of them, and its form.
#include <algorithm>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_register.h"

namespace fjorten::web {

using service::Contact;
using service::Standing;

namespace {

constexpr std::string_view texts = "work.contact.";

std::string say(const WorkSetting& setting, const std::string& key,
                const std::vector<std::string>& args = {}) {
    return setting.say(std::string(texts) + key, args);
}

bool is_code(const std::string& text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Html standing_badge(const WorkSetting& setting, const Contact& contact) {
    const Standing standing = standing_of(contact, setting.today);
    const Tone tone = standing == Standing::confirmed   ? Tone::success
                      : standing == Standing::not_valid ? Tone::info
                                                        : Tone::warning;
    const Icon sign = standing == Standing::confirmed   ? Icon::done
                      : standing == Standing::not_valid ? Icon::ended
                                                        : Icon::due;
    return badge(tone, sign, say(setting, "standing." + std::string(name_of(standing))));
}

std::string confirmed_words(const WorkSetting& setting, const Contact& contact) {
    return contact.confirmed
               ? say(setting, "confirmed_by",
                     {answer::plain_date(contact.confirmed->on, setting.language()), contact.confirmed->by})
               : say(setting, "never_confirmed");
}

std::vector<rulebook::Named> all_addressees(const WorkSetting& setting) {
    for (const auto& [id, authority] : setting.library.authorities) {
        if (authority.editions.back().municipality == setting.who.municipality)
            return service::addressees(setting.library, id);
    }
    return service::addressees(setting.library, {});
}

std::string addressee_words(const WorkSetting& setting, const std::vector<rulebook::Named>& known,
                            const std::string& name) {
    const auto found = std::ranges::find(known, name, &rulebook::Named::name);
    return found == known.end() ? name : answer::capitalised(found->label.in(setting.language()));
}

bool needs_asking(const WorkSetting& setting, const Contact& contact) {
    const Standing standing = standing_of(contact, setting.today);
    return standing == Standing::stale || standing == Standing::unconfirmed;
}

}  // namespace

const RegisterPlaces& places_of(std::type_identity<Contact>) {
    static constexpr RegisterPlaces places{WorkPlace::contacts, WorkPlace::contact_new, WorkPlace::contact,
                                           WorkPlace::contact_change, texts};
    return places;
}

std::vector<Told> told_of(const WorkSetting& setting, const Contact& contact) {
    const auto known = all_addressees(setting);
    std::string stands_for;
    for (const auto& name : contact.stands_for)
        stands_for += (stands_for.empty() ? "" : ", ") + addressee_words(setting, known, name);
    return {{say(setting, "name"), contact.name},
            {say(setting, "kind"), contact.kind.empty() ? "" : say(setting, "kind." + contact.kind)},
            {say(setting, "stands_for"), stands_for},
            {say(setting, "address"), contact.address},
            {say(setting, "telephone"), contact.telephone},
            {say(setting, "email"), contact.email},
            {say(setting, "opening_hours"), contact.opening_hours},
            {say(setting, "note"), contact.note},
            {say(setting, "valid"), period_words(setting, contact.validity)},
            {say(setting, "confirmed"), confirmed_words(setting, contact)}};
}

Html summary_of(const WorkSetting& setting, const KeptContact& kept) {
    Html out = element("p", {}, standing_badge(setting, kept.form));
    if (needs_asking(setting, kept.form)) out += element("p", {}, say(setting, "not_printed"));
    if (may(setting.who, service::Permission::confirm_addresses))
        out += post_form(setting, setting.to(WorkPlace::contact, kept.document.id),
                         form_fields(setting, "confirm", kept.document.version),
                         all(element("p", {{"class", "form-hint"}}, say(setting, "confirm.hint")),
                             button(ButtonKind::secondary, say(setting, "confirm"))),
                         "one-press d-print-none");
    return out;
}

Fields typed_of(const Contact& contact) {
    Fields typed = {{"name", contact.name},       {"kind", contact.kind},
                    {"address", contact.address}, {"telephone", contact.telephone},
                    {"email", contact.email},     {"opening_hours", contact.opening_hours},
                    {"note", contact.note},       {"from", field_date(contact.validity.from)}};
    if (contact.validity.until) typed.emplace_back("until", field_date(*contact.validity.until));
    for (const auto& name : contact.stands_for)
        typed.emplace_back(is_code(name) ? "code" : "stands_for", name);
    return typed;
}

std::expected<Contact, std::vector<Problem>> read_typed(std::type_identity<Contact>,
                                                        const WorkSetting& setting, Fields& typed) {
    std::vector<Problem> problems;
    const auto value = [&](std::string_view name) { return std::string(value_of(typed, name)); };
    Contact contact{.kind = value("kind"),
                    .name = value("name"),
                    .stands_for = values_of(typed, "stands_for"),
                    .address = value("address"),
                    .telephone = value("telephone"),
                    .email = value("email"),
                    .opening_hours = value("opening_hours"),
                    .note = value("note"),
                    .validity = typed_period(setting, typed, "", problems),
                    .confirmed = {}};
    if (const std::string code = value("code"); !code.empty()) {
        if (is_code(code)) contact.stands_for.push_back(code);
        else problems.push_back({"code", say(setting, "no_code")});
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return contact;
}

Html form_of(std::type_identity<Contact>, const WorkSetting& setting, const RegisterForm& form) {
    const auto text = [&](const std::string& name) { return form.text(setting, texts, name); };
    const auto line = [&](const std::string& name) {
        return text_field(text(name), {{"autocomplete", "off"}}, setting.language());
    };
    std::vector<Choice> kinds, goals;
    for (const auto kind : service::contact_kinds)
        kinds.push_back({std::string(kind), say(setting, "kind." + std::string(kind))});
    for (const auto& named : all_addressees(setting))
        goals.push_back({named.name, answer::capitalised(named.label.in(setting.language()))});
    // What no route of today leads to is kept.
    for (const auto& name : values_of(form.typed, "stands_for")) {
        if (std::ranges::find(goals, name, &Choice::value) == goals.end()) goals.push_back({name, name});
    }
    return all(line("name"), radio_group(text("kind"), kinds, RadioLayout::beside, setting.language()),
               check_group(setting, text("stands_for"), goals, form), line("code"),
               text_area(setting, text("address"), 3), line("telephone"), line("email"),
               text_area(setting, text("opening_hours"), 2), text_area(setting, text("note"), 2),
               element("div", {{"class", "beside"}}, line("from"), line("until")));
}

std::string contact_list_page(const WorkSetting& setting, const std::vector<KeptContact>& contacts,
                              const std::string& search, Which which) {
    std::vector<const KeptContact*> shown;
    long to_confirm = 0;
    for (const auto& kept : contacts) {
        to_confirm += needs_asking(setting, kept.form) ? 1 : 0;
        if (which == Which::to_confirm && !needs_asking(setting, kept.form)) continue;
        if (is_found(search, kept.form.name + " " + kept.form.address)) shown.push_back(&kept);
    }
    std::ranges::stable_sort(shown, {}, [](const auto* kept) { return kept->form.name; });
    Html main = register_search(setting, places_of(std::type_identity<Contact>{}), search);
    if (may(setting.who, service::Permission::write_registers))
        main += paragraph(
            button_link(ButtonKind::primary, setting.to(WorkPlace::contact_new), say(setting, "new")));
    if (which == Which::to_confirm)
        main += paragraph(element("a", {{"href", setting.to(WorkPlace::contacts)}}, say(setting, "all")));
    else if (to_confirm > 0)
        main += paragraph(
            element("a", {{"href", setting.to(WorkPlace::contacts, {}, {}, {{"of", "unconfirmed"}})}},
                    message_count(setting.language(), "work.contact.to_confirm", to_confirm)));
    Table drawn{.caption = say(setting, which == Which::all ? "list" : "list_to_confirm"),
                .columns = {say(setting, "name"), say(setting, "standing"), say(setting, "telephone"),
                            say(setting, "confirmed")},
                .rows = {}};
    for (const auto* kept : shown)
        drawn.rows.push_back(
            {all(element("a", {{"href", setting.to(WorkPlace::contact, kept->document.id)}}, kept->form.name),
                 element("div", {{"class", "source"}}, say(setting, "kind." + kept->form.kind))),
             standing_badge(setting, kept->form), kept->form.telephone,
             confirmed_words(setting, kept->form)});
    const bool is_filtered = !search.empty() || which == Which::to_confirm;
    main +=
        drawn.rows.empty()
            ? element("p", {}, is_filtered ? setting.say("work.register.found_none") : say(setting, "none"))
            : table(drawn);
    const std::string title = say(setting, "title");
    return work_page(
        setting, {.title = title},
        all(heading(1, title), register_tabs(setting), element("p", {}, say(setting, "lead")), main));
}

}  // namespace fjorten::web
