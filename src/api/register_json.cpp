#include "api/register_json.h"

#include "api/body_reader.h"
#include "api/json_shapes.h"

namespace fjorten::api {

using service::Contact;
using service::Kept;
using service::Provider;

namespace {

const std::vector<std::string> provider_members = {
    "name",      "kind",  "run_by",         "location", "approvals", "equivalent", "prices", "address",
    "telephone", "email", "contact_person", "terms",    "note",      "ended_on",   "reason"};
const std::vector<std::string> contact_members = {"kind",      "name",   "stands_for",   "address",
                                                  "telephone", "email",  "from",         "until",
                                                  "note",      "reason", "opening_hours"};

service::Approval approval_in(BodyReader& part) {
    return {.by = part.text_needed("by"), .validity = part.validity(), .services = part.texts("services")};
}

service::DayPrice price_in(BodyReader& part) {
    return {.service = part.text_needed("service"),
            .amount = part.told("amount", "record_sheet_money", service::Kroner::read),
            .validity = part.validity()};
}

template <class T>
void write_document(Json& json, const Kept<T>& kept) {
    json.text(name_of(std::type_identity<T>{}), kept.document.id);
    json.number("version", kept.document.version);
    json.day("recorded_on", kept.document.recorded_on);
    json.text("by", kept.document.actor_name);
    json.text_or_null("reason", kept.document.reason);
    json.raw("document", kept.document.content);
}

}  // namespace

std::string_view name_of(std::type_identity<Provider>) { return "provider"; }
std::string_view name_of(std::type_identity<Contact>) { return "contact"; }

std::expected<Provider, Diagnostics> form_from(std::type_identity<Provider>, const Document& body) {
    BodyReader reader(body, provider_members);
    Provider provider{
        .name = reader.text_needed("name"),
        .kind = reader.text_needed("kind"),
        .run_by = reader.text_needed("run_by"),
        .location = reader.text("location"),
        .approvals = reader.parts("approvals", {"by", "from", "until", "services"}, approval_in),
        .equivalent = reader.texts("equivalent"),
        .prices = reader.parts("prices", {"service", "amount", "from", "until"}, price_in),
        .address = reader.text("address"),
        .telephone = reader.text("telephone"),
        .email = reader.text("email"),
        .contact_person = reader.text("contact_person"),
        .terms = reader.text("terms"),
        .note = reader.text("note"),
        .ended_on = reader.day("ended_on"),
        .old_id = {}};
    if (!reader.is_fine()) return std::unexpected(reader.take_mistakes());
    return provider;
}

std::expected<Contact, Diagnostics> form_from(std::type_identity<Contact>, const Document& body) {
    BodyReader reader(body, contact_members);
    Contact contact{.kind = reader.text_needed("kind"),
                    .name = reader.text_needed("name"),
                    .stands_for = reader.texts("stands_for"),
                    .address = reader.text("address"),
                    .telephone = reader.text("telephone"),
                    .email = reader.text("email"),
                    .opening_hours = reader.text("opening_hours"),
                    .note = reader.text("note"),
                    .validity = reader.validity(),
                    .confirmed = {}};
    if (!reader.is_fine()) return std::unexpected(reader.take_mistakes());
    return contact;
}

std::string kept_json(const Kept<Provider>& kept, calendar::Date today) {
    Json json;
    json.object([&] {
        write_document(json, kept);
        json.flag("in_use", is_in_use(kept.form, today));
    });
    return json.take();
}

std::string kept_json(const Kept<Contact>& kept, calendar::Date today) {
    Json json;
    json.object([&] {
        write_document(json, kept);
        json.text("standing", name_of(standing_of(kept.form, today)));
    });
    return json.take();
}

}  // namespace fjorten::api
