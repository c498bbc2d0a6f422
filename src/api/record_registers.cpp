// The registers of providers and contacts over the interface for programs.
#include "api/body_reader.h"
#include "api/meeting_json.h"
#include "api/record_visit.h"
#include "api/register_json.h"

namespace fjorten::api {

using service::Contact;
using service::Provider;
using service::Register;

Reply Visit::written(const service::Outcome<service::Written>& outcome, const Document& document,
                     std::string_view name) const {
    if (!outcome) return explain(outcome.error(), document);
    Reply reply = json_reply(outcome->version == 1 ? 201 : 200, written_json(name, *outcome));
    reply.headers.emplace_back("ETag", etag_of(outcome->version));
    return reply;
}

Reply Visit::registers() {
    const bool is_contacts = parts_[0] == "contacts";
    const bool reads = call_.verb == Verb::get;
    if (parts_.size() == 3 && is_contacts && parts_[2] == "confirm")
        return only(Verb::post, [this] { return confirm(); });
    if (parts_.size() > 2) return Api::refuse(404, language_);
    if (!reads) return is_contacts ? write_register<Contact>() : write_register<Provider>();
    if (parts_.size() == 1) return is_contacts ? list_register<Contact>() : list_register<Provider>();
    return is_contacts ? read_register<Contact>() : read_register<Provider>();
}

template <class T>
Reply Visit::list_register() {
    const auto all = Register<T>(desk_).all(sender_.who);
    if (!all) return explain(all.error(), {});
    std::string list;
    for (const auto& kept : *all) list += (list.empty() ? "" : ",") + kept_json(kept, desk_.today());
    return json_reply(200, fmt::format(R"({{"{}s":[{}]}})", name_of(std::type_identity<T>{}), list));
}

// One with every version that there was, oldest first.
template <class T>
Reply Visit::read_register() {
    const auto history = Register<T>(desk_).history(sender_.who, parts_[1]);
    if (!history) return explain(history.error(), {});
    std::string versions;
    for (const auto& kept : *history)
        versions += (versions.empty() ? "" : ",") + kept_json(kept, desk_.today());
    Reply reply = json_reply(200, fmt::format(R"({{"history":[{}]}})", versions));
    reply.headers.emplace_back("ETag", etag_of(history->back().document.version));
    return reply;
}

// A new one, or all of one as it is from now on.
template <class T>
Reply Visit::write_register() {
    return writing_one([this](const Document& document, std::string id, std::int64_t seen) {
        auto form = form_from(std::type_identity<T>{}, document);
        if (!form) return bad_body(form.error(), document);
        if (!id.empty()) {
            const auto before = Register<T>(desk_).find(sender_.who, id);
            if (!before) return explain(before.error(), document);
            *form = next_version(std::move(*form), before->form);
        }
        const Node* const reason = document.root.find("reason");
        return written(Register<T>(desk_).write(sender_,
                                                {.id = std::move(id),
                                                 .expected_version = seen,
                                                 .content = {},
                                                 .reason = reason == nullptr ? std::string{} : reason->text},
                                                *form),
                       document, name_of(std::type_identity<T>{}));
    });
}

Reply Visit::confirm() {
    const auto version = version_seen();
    if (!version) return version.error();
    return written(confirm_contact(desk_, sender_, std::string(parts_[1]), *version), {}, "contact");
}

}  // namespace fjorten::api
