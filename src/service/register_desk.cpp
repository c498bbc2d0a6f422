#include "service/register_desk.h"

#include <fmt/format.h>

#include "base/document.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

constexpr std::string_view entry_name = "document_written";
constexpr std::size_t most_content_bytes = 65'536;
constexpr std::size_t id_characters = 8;
constexpr int most_draws = 8;

std::string prefix_of(const RegisterKind& kind) {
    return fmt::format("{}{}/", store::register_prefix, kind.name);
}

store::CaseKey key_of(const Who& who, const RegisterKind& kind, std::string_view id) {
    return {.municipality = who.municipality, .case_id = prefix_of(kind) + std::string(id)};
}

std::string id_in(const store::CaseKey& key) { return key.case_id.substr(key.case_id.rfind('/') + 1); }

std::string place_of(const store::CaseKey& key, std::int64_t version) {
    return fmt::format("{}/{}/{}", key.municipality, key.case_id, version);
}

Error broken() { return Error{ErrorCode::corrupt, "a document of a register does not say what it should"}; }

/// The text of `member` of a JSON object that this file has written.
std::optional<std::string> member_of(const std::string& json, std::string_view member) {
    const auto document = read_document(json, "entry.json");
    const Node* const found = document ? document->root.find(member) : nullptr;
    return found == nullptr ? std::nullopt : std::optional(found->text);
}

/// Documents as they lie in the store: sealed under a key of their own, whose name stands beside them.
class DocumentShelf {
  public:
    explicit DocumentShelf(const DeskParts& parts) : parts_(parts), names_(parts) {}

    /// Empty if its key was destroyed.
    Outcome<std::optional<RegisterDocument>> opened(const store::Entry& entry) {
        const auto key_id = member_of(entry.payload, "key_id");
        if (!key_id) return problem(broken());
        const auto text = parts_.vault.unseal(*key_id, entry.sealed, place_of(entry.key, entry.version));
        if (!text && text.error().code == ErrorCode::not_found) return std::nullopt;
        if (!text) return problem(text.error());
        auto content = member_of(*text, "content");
        auto reason = member_of(*text, "reason");
        if (!content || !reason) return problem(broken());
        return RegisterDocument{.id = id_in(entry.key),
                                .version = entry.version,
                                .content = std::move(*content),
                                .reason = std::move(*reason),
                                .recorded_at = entry.recorded_at,
                                .recorded_on = recorded_day(entry.recorded_at),
                                .actor = entry.actor,
                                .actor_name = names_.name_of_account(entry.actor)};
    }

    Outcome<std::vector<RegisterDocument>> opened(const Result<std::vector<store::Entry>>& entries) {
        if (!entries) return problem(entries.error());
        std::vector<RegisterDocument> documents;
        for (const store::Entry& entry : *entries) {
            auto document = opened(entry);
            if (!document) return problem(std::move(document.error()));
            if (*document) documents.push_back(std::move(**document));
        }
        return documents;
    }

    Outcome<store::NewEntry> sealed(const store::CaseKey& key, const vault::KeyId& key_id,
                                    const WriteDocument& command, calendar::Date today) const {
        const std::string text = fmt::format(R"({{"content":{},"reason":{}}})", json_text(command.content),
                                             json_text(command.reason));
        auto sealed = parts_.vault.seal(key_id, text, place_of(key, command.expected_version + 1));
        if (!sealed) return problem(sealed.error());
        return store::NewEntry{.type = std::string(entry_name),
                               .occurred_on = today,
                               .payload = fmt::format(R"({{"key_id":{}}})", json_text(key_id)),
                               .sealed = std::move(*sealed)};
    }

  private:
    const DeskParts& parts_;
    CaseShelf names_;
};

Diagnostics check(const WriteDocument& command) {
    Diagnostics mistakes;
    const auto document = read_document(command.content, "content");
    if (command.content.size() > most_content_bytes)
        mistakes.push_back(
            mistake_in("content", "record_text_too_long", {std::to_string(most_content_bytes)}));
    else if (!document || !document->root.is_map())
        mistakes.push_back(mistake_in("content", "register_no_object"));
    check_length(command.reason, "reason", most_detail_characters, mistakes);
    return mistakes;
}

/// One document on its way. Made anew for each.
class DocumentWriting {
  public:
    DocumentWriting(const DeskParts& parts, const Sender& sender, const RegisterKind& kind,
                    const WriteDocument& command)
        : parts_(parts),
          sender_(sender),
          kind_(kind),
          command_(command),
          fingerprint_(request_fingerprint(parts, sender, mark_of(kind.name, command))) {}

    Outcome<Written> run() {
        auto before = answered();
        if (!before) return problem(std::move(before.error()));
        if (*before) return std::move(**before);
        if (auto mistakes = check(command_); !mistakes.empty()) return problem(std::move(mistakes));
        if (!command_.id.empty()) return next_version();
        if (command_.expected_version != 0) return problem(NotFound{});
        const auto key_id = parts_.vault.make_key();
        if (!key_id) return problem(key_id.error());
        Outcome<Written> answer = problem(NotFound{});
        // The id is drawn: one that is taken is drawn again.
        for (int draw = 0; draw < most_draws; ++draw) {
            const std::string id = command_.id_begins + parts_.surroundings.random_id(id_characters);
            answer = append(key_of(sender_.who, kind_, id), *key_id);
            if (answer || !std::holds_alternative<Conflict>(answer.error())) break;
        }
        return answer;
    }

  private:
    /// What the request was answered the first time.
    Outcome<std::optional<Written>> answered() const {
        const auto receipt = parts_.records.receipt(sender_.who.municipality, sender_.idempotency_key);
        if (!receipt) return problem(receipt.error());
        if (!*receipt) return std::nullopt;
        if ((*receipt)->fingerprint != fingerprint_)
            return problem(Diagnostics{mistake_in("idempotency_key", "record_key_reused")});
        return Written{.id = id_in((*receipt)->key), .version = (*receipt)->version, .is_repeated = true};
    }

    Outcome<Written> next_version() const {
        const store::CaseKey key = key_of(sender_.who, kind_, command_.id);
        const auto entries = parts_.records.read_case(key);
        if (!entries) return problem(entries.error());
        if (entries->empty()) return problem(NotFound{});
        const auto key_id = member_of(entries->back().payload, "key_id");
        if (!key_id) return problem(broken());
        if (entries->back().version != command_.expected_version) return conflict(key);
        return append(key, *key_id);
    }

    Outcome<Written> append(const store::CaseKey& key, const vault::KeyId& key_id) const {
        auto entry = DocumentShelf(parts_).sealed(key, key_id, command_, parts_.surroundings.today());
        if (!entry) return problem(std::move(entry.error()));
        store::Append append;
        append.key = append.row.key = key;
        append.expected_version = command_.expected_version;
        append.row.version = command_.expected_version + 1;
        append.idempotency_key = sender_.idempotency_key;
        append.fingerprint = fingerprint_;
        append.actor = sender_.who.account_id;
        append.recorded_at = parts_.surroundings.now();
        append.entries = {std::move(*entry)};
        const auto appended = parts_.records.append(append);
        if (appended && !appended->is_repeated)
            return Written{.id = id_in(key), .version = appended->version, .is_repeated = false};
        if (!appended && appended.error().code != ErrorCode::conflict) return problem(appended.error());
        // Somebody was faster: this very request, sent twice, or another one.
        auto now = answered();
        if (!now) return problem(std::move(now.error()));
        if (*now) return std::move(**now);
        return conflict(key);
    }

    std::unexpected<Problem> conflict(const store::CaseKey& key) const {
        const auto entries = parts_.records.read_case(key);
        if (!entries) return problem(entries.error());
        Conflict conflict{.version = static_cast<std::int64_t>(entries->size()), .since = {}};
        for (auto v = command_.expected_version + 1; v <= conflict.version; ++v) conflict.since.push_back(v);
        return problem(std::move(conflict));
    }

    const DeskParts& parts_;
    const Sender& sender_;
    const RegisterKind& kind_;
    const WriteDocument& command_;
    std::string fingerprint_;
};

}  // namespace

Outcome<Written> RegisterDesk::write(const Sender& sender, const RegisterKind& kind,
                                     const WriteDocument& command) {
    if (!may(sender.who, kind.write)) return problem(Forbidden{});
    if (!is_idempotency_key(sender.idempotency_key))
        return problem(Diagnostics{mistake_in("idempotency_key", "record_key_length")});
    return DocumentWriting(parts_, sender, kind, command).run();
}

Outcome<std::vector<RegisterDocument>> RegisterDesk::all(const Who& who, const RegisterKind& kind,
                                                         std::string_view begins) const {
    if (!may(who, kind.read)) return problem(Forbidden{});
    return DocumentShelf(parts_).opened(
        parts_.records.read_registers(who.municipality, prefix_of(kind) + std::string(begins)));
}

Outcome<RegisterDocument> RegisterDesk::find(const Who& who, const RegisterKind& kind,
                                             std::string_view id) const {
    auto versions = history(who, kind, id);
    if (!versions) return problem(std::move(versions.error()));
    return std::move(versions->back());
}

Outcome<std::vector<RegisterDocument>> RegisterDesk::history(const Who& who, const RegisterKind& kind,
                                                             std::string_view id) const {
    if (!may(who, kind.read)) return problem(Forbidden{});
    auto versions = DocumentShelf(parts_).opened(parts_.records.read_case(key_of(who, kind, id)));
    if (versions && versions->empty()) return problem(NotFound{});
    return versions;
}

}  // namespace fjorten::service
