// Which handler answers which call.
#include "api/record_visit.h"

namespace fjorten::api {

Reply Visit::answer() {
    if (parts_.size() == 1 && parts_[0] == "session") return only(Verb::post, [this] { return log_in(); });
    const std::string_view token = bearer();
    const auto who = sessions_.who(token);
    if (!who && who.error().code != ErrorCode::forbidden) return refuse(503, "status_503");
    if (!who) return unauthorised();
    // Citizens have pages of their own.
    if (who->role == service::Role::citizen) return refuse(403, "status_403");
    sender_.who = *who;
    sender_.idempotency_key = call_.idempotency_key;
    if (parts_.size() == 2 && parts_[0] == "session" && parts_[1] == "end")
        return only(Verb::post, [&] {
            sessions_.log_out(token);
            return json_reply(200, "{}");
        });
    if (parts_.size() == 1 && parts_[0] == "work") return only(Verb::get, [this] { return work(); });
    if (parts_.size() == 1 && parts_[0] == "disposal") return only(Verb::get, [this] { return disposal(); });
    if (parts_.size() == 1 && parts_[0] == "figures") return only(Verb::get, [this] { return figures(); });
    if (parts_.size() == 1 && parts_[0] == "colleagues")
        return only(Verb::get, [this] { return colleagues(); });
    if (!parts_.empty() && parts_.size() <= 2 && parts_[0] == "meetings") return meetings();
    if (!parts_.empty() && (parts_[0] == "providers" || parts_[0] == "contacts")) return registers();
    const bool is_centre = !parts_.empty() && (parts_[0] == "appointments" || parts_[0] == "groups");
    if (is_centre && parts_.size() <= 3) return centre();
    if (parts_.size() == 1 && parts_[0] == "cases") return call_.verb == Verb::get ? search() : open_case();
    if (parts_.size() == 2 && parts_[0] == "cases") return only(Verb::get, [this] { return view(); });
    if (parts_.size() == 3 && parts_[0] == "cases" && parts_[2] == "complaints")
        return only(Verb::get, [this] { return complaints(); });
    const bool is_copy = parts_.size() >= 3 && parts_[0] == "cases" && parts_[2] == "copy";
    if (is_copy && (parts_.size() == 3 || (parts_.size() == 4 && parts_[3] == "pdf")))
        return only(Verb::get, [this] { return copy(); });
    if (parts_.size() == 1 && parts_[0] == "lookups") return only(Verb::get, [this] { return lookups(); });
    if (parts_.size() == 3 && parts_[0] == "cases" && parts_[2] == "lookups")
        return only(Verb::get, [this] { return case_lookups(); });
    if (parts_.size() == 3 && parts_[0] == "cases" && parts_[2] == "opening")
        return only(Verb::post, [this] { return break_glass(); });
    if (parts_.size() == 3 && parts_[0] == "cases" && parts_[2] == "documents")
        return only(Verb::post, [this] { return file_document(); });
    if (parts_.size() == 4 && parts_[0] == "cases" && parts_[2] == "documents")
        return only(Verb::get, [this] { return document(); });
    if (parts_.size() == 4 && parts_[0] == "cases" && parts_[2] == "letters")
        return call_.verb == Verb::get
                   ? letter()
                   : writing([this](auto& body, auto seen) { return send_letter(body, seen); });
    if (parts_.size() == 4 && parts_[0] == "cases" && parts_[2] == "complaints")
        return writing([this](auto& body, auto seen) { return take_step(body, seen); });
    if (parts_.size() == 3 && parts_[0] == "cases" && parts_[2] == "file_access")
        return writing([this](auto& body, auto seen) { return give_file(body, seen); });
    if (parts_.size() == 3 && parts_[0] == "cases") return command();
    return Api::refuse(404, language_);
}

}  // namespace fjorten::api
