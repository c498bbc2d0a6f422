#include "service/contact.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "service/decide.h"
#include "service/form_json.h"
#include "service/register.h"

namespace fjorten::service {

namespace {

/// The lines of a postal address that say something.
std::vector<std::string> lines_of(const std::string& address) {
    std::vector<std::string> lines;
    std::istringstream text(address);
    for (std::string line; std::getline(text, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (!is_blank(line)) lines.push_back(line);
    }
    return lines;
}

bool is_code(std::string_view text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string to_json(const Contact& contact) {
    FormWriter writer;
    writer.text("kind", contact.kind)
        .text("name", contact.name)
        .texts("stands_for", contact.stands_for)
        .text("address", contact.address)
        .text("telephone", contact.telephone)
        .text("email", contact.email)
        .text("opening_hours", contact.opening_hours)
        .text("note", contact.note)
        .validity(contact.validity);
    if (contact.confirmed)
        writer.day("confirmed_on", contact.confirmed->on).text("confirmed_by", contact.confirmed->by);
    return writer.json();
}

Result<Contact> from_json(std::type_identity<Contact>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        Contact contact{.kind = reader.text("kind"),
                        .name = reader.text("name"),
                        .stands_for = reader.texts("stands_for"),
                        .address = reader.text("address"),
                        .telephone = reader.text("telephone"),
                        .email = reader.text("email"),
                        .opening_hours = reader.text("opening_hours"),
                        .note = reader.text("note"),
                        .validity = reader.validity(),
                        .confirmed = {}};
        const auto on = reader.day("confirmed_on");
        std::string by = reader.text("confirmed_by");
        if (on) contact.confirmed = Confirmation{.on = *on, .by = std::move(by)};
        return contact;
    });
}

Diagnostics check(const Contact& contact, const rulebook::Library&) {
    Diagnostics mistakes;
    if (contact.kind.empty()) mistakes.push_back(mistake_in("kind", "register_choose"));
    else if (std::ranges::find(contact_kinds, contact.kind) == std::end(contact_kinds))
        mistakes.push_back(mistake_in("kind", "register_unknown_word", {contact.kind}));
    if (is_blank(contact.name)) mistakes.push_back(mistake_in("name", "register_no_name"));
    check_length(contact.name, "name", most_name_characters, mistakes);
    check_length(contact.address, "address", most_detail_characters, mistakes);
    check_length(contact.telephone, "telephone", most_name_characters, mistakes);
    check_length(contact.email, "email", most_name_characters, mistakes);
    check_length(contact.opening_hours, "opening_hours", most_detail_characters, mistakes);
    check_length(contact.note, "note", most_detail_characters, mistakes);
    for (const auto& one : contact.stands_for)
        check_length(one, "stands_for", most_name_characters, mistakes);
    const bool has_code = std::ranges::any_of(contact.stands_for, is_code);
    if (contact.kind == "municipality" && !has_code)
        mistakes.push_back(mistake_in("code", "register_municipality_code"));
    if (contact.validity.until && *contact.validity.until < contact.validity.from)
        mistakes.push_back(mistake_in("until", "register_ends_first"));
    // Nobody can say that nothing is right.
    const bool says_something =
        !is_blank(contact.address) || !is_blank(contact.telephone) || !is_blank(contact.email);
    if (contact.confirmed && !says_something)
        mistakes.push_back(mistake_in("address", "register_nothing_to_confirm"));
    return mistakes;
}

Standing standing_of(const Contact& contact, calendar::Date day) {
    if (!contact.validity.holds_on(day)) return Standing::not_valid;
    if (!contact.confirmed || contact.confirmed->on > day) return Standing::unconfirmed;
    return day <= calendar::add(contact.confirmed->on, confirmation_lasts) ? Standing::confirmed
                                                                           : Standing::stale;
}

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::confirmed: return "confirmed";
        case Standing::stale: return "stale";
        case Standing::unconfirmed: return "unconfirmed";
        case Standing::not_valid: break;
    }
    return "not_valid";
}

std::expected<ConfirmedAddress, Standing> address_for_letter(const Contact& contact, calendar::Date day) {
    const Standing standing = standing_of(contact, day);
    if (standing != Standing::confirmed) return std::unexpected(standing);
    auto lines = lines_of(contact.address);
    if (lines.empty()) return std::unexpected(Standing::unconfirmed);
    return ConfirmedAddress(contact.name, std::move(lines));
}

const Contact* contact_for(const std::vector<Contact>& contacts, std::string_view addressee,
                           calendar::Date day) {
    const Contact* best = nullptr;
    for (const Contact& contact : contacts) {
        const bool is_meant = std::ranges::find(contact.stands_for, addressee) != contact.stands_for.end();
        if (!is_meant || !contact.validity.holds_on(day)) continue;
        if (best == nullptr || standing_of(contact, day) < standing_of(*best, day)) best = &contact;
    }
    return best;
}

Contact next_version(Contact now, const Contact& before) {
    const bool is_as_before = now.name == before.name && now.address == before.address &&
                              now.telephone == before.telephone && now.email == before.email &&
                              now.opening_hours == before.opening_hours;
    now.confirmed = is_as_before ? before.confirmed : std::nullopt;
    return now;
}

Outcome<Written> confirm_contact(const RecordDesk& desk, const Sender& sender, const std::string& id,
                                 std::int64_t expected_version) {
    static constexpr RegisterKind confirming{register_kind::contact.name, register_kind::contact.read,
                                             Permission::confirm_addresses};
    auto kept = Register<Contact>(desk).find(sender.who, id);
    if (!kept) return problem(std::move(kept.error()));
    kept->form.confirmed = Confirmation{.on = desk.today(), .by = sender.who.display_name};
    if (auto mistakes = check(kept->form, desk.library()); !mistakes.empty())
        return problem(std::move(mistakes));
    return RegisterDesk(desk).write(
        sender, confirming,
        {.id = id, .expected_version = expected_version, .content = to_json(kept->form), .reason = {}});
}

std::vector<rulebook::Named> addressees(const rulebook::Library& library, std::string_view standard) {
    std::map<std::string, Bilingual, std::less<>> labels;
    for (const auto& [id, authority] : library.authorities) {
        for (const rulebook::Edition& edition : authority.editions) {
            if (!edition.is_law && id != standard) continue;
            for (const rulebook::Rule& rule : edition.rules) {
                if (!rule.route) continue;
                for (const auto& way : rule.route->ways) labels.insert_or_assign(way.to, way.label);
            }
        }
    }
    std::vector<rulebook::Named> named;
    for (auto& [name, label] : labels)
        named.push_back({.name = name, .label = std::move(label), .place = {}});
    return named;
}

}  // namespace fjorten::service
