#include "service/daily_head.h"

#include <sodium.h>

#include <set>

#include <fmt/format.h>

#include "base/document.h"
#include "vault/signature.h"

namespace fjorten::service {

namespace {

constexpr std::string_view format = "fjorten head 1";

std::string hex_of(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return hex;
}
std::string hex_of(const store::Hash& hash) {
    return hex_of({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<std::string> bytes_of(std::string_view hex) {
    std::string bytes(hex.size() / 2, '\0');
    std::size_t length = 0;
    const int code = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(),
                                    hex.size(), nullptr, &length, nullptr);
    return code == 0 && length * 2 == hex.size() ? std::optional(bytes) : std::nullopt;
}

// What is signed: the file up to its signature.
std::string signed_text(const DailyHead& head) {
    const auto chain = [](const store::ChainHead& one) {
        return fmt::format(R"({{"position":{},"hash":"{}"}})", one.position, hex_of(one.hash));
    };
    return fmt::format(
        "{{\"format\":\"{}\",\n\"municipality\":\"{}\",\n\"day\":\"{}\",\n\"record\":{},\n"
        "\"access\":{},\n\"key\":\"{}\",\n",
        format, head.municipality, head.day.iso(), chain(head.record), chain(head.access), hex_of(head.key));
}

std::string text_of(const Node& node, std::string_view name) {
    const Node* const found = node.find(name);
    return found == nullptr ? std::string{} : found->text;
}

std::optional<store::ChainHead> chain_of(const Node* node) {
    if (node == nullptr) return std::nullopt;
    const Node* const position = node->find("position");
    const auto number = position == nullptr ? std::nullopt : position->as_integer();
    const auto hash = bytes_of(text_of(*node, "hash"));
    store::ChainHead head;
    if (!number || *number < 0 || !hash || hash->size() != head.hash.size()) return std::nullopt;
    head.position = *number;
    for (std::size_t i = 0; i < hash->size(); ++i) head.hash[i] = static_cast<unsigned char>((*hash)[i]);
    return head;
}

Result<bool> has_entry(const store::RecordStore& records, const DailyHead& head) {
    if (head.record.position == 0) return true;
    const auto entries = records.read_chain(head.municipality, head.record.position - 1, 1);
    if (!entries && entries.error().code != ErrorCode::corrupt) return std::unexpected(entries.error());
    return entries && !entries->empty() && entries->front().position == head.record.position &&
           entries->front().hash == head.record.hash;
}

Result<bool> has_look(const store::AccessLog* access, const DailyHead& head) {
    if (head.access.position == 0) return true;
    if (access == nullptr) return false;
    const auto hash = access->hash_at(head.municipality, head.access.position);
    if (!hash && hash.error().code != ErrorCode::corrupt) return std::unexpected(hash.error());
    return hash && *hash && **hash == head.access.hash;
}

}  // namespace

Result<std::vector<DailyHead>> make_heads(const store::RecordStore& records, const store::AccessLog& access,
                                          const vault::Vault& vault, calendar::Date day) {
    const auto recorded = records.municipalities();
    if (!recorded) return std::unexpected(recorded.error());
    const auto looked = access.municipalities();
    if (!looked) return std::unexpected(looked.error());
    std::set<std::string> all(recorded->begin(), recorded->end());
    all.insert(looked->begin(), looked->end());
    std::vector<DailyHead> heads;
    for (const std::string& municipality : all) {
        const auto record = records.chain_head(municipality);
        if (!record) return std::unexpected(record.error());
        const auto log = access.head(municipality);
        if (!log) return std::unexpected(log.error());
        DailyHead head{.municipality = municipality,
                       .day = day,
                       .record = record->value_or(store::ChainHead{}),
                       .access = log->value_or(store::ChainHead{}),
                       .key = vault.signing_key(),
                       .signature = {}};
        head.signature = vault.signature_of(signed_text(head));
        heads.push_back(std::move(head));
    }
    return heads;
}

std::string head_text(const DailyHead& head) {
    return signed_text(head) + fmt::format("\"signature\":\"{}\"}}\n", hex_of(head.signature));
}

Result<DailyHead> read_head(std::string_view text) {
    const auto wrong = [] {
        return std::unexpected(Error{ErrorCode::corrupt, "that is no signed head of a day"});
    };
    const auto document = read_document(std::string(text), "head.json");
    if (!document || !document->root.is_map()) return wrong();
    const Node& root = document->root;
    const auto day = calendar::Date::parse(text_of(root, "day"));
    const auto record = chain_of(root.find("record")), access = chain_of(root.find("access"));
    const auto key = bytes_of(text_of(root, "key")), signature = bytes_of(text_of(root, "signature"));
    if (!day || !record || !access || !key || !signature) return wrong();
    DailyHead head{.municipality = text_of(root, "municipality"),
                   .day = *day,
                   .record = *record,
                   .access = *access,
                   .key = *key,
                   .signature = *signature};
    // Byte for byte as it is written: nothing else hides in it.
    return head_text(head) == text ? Result<DailyHead>(std::move(head)) : wrong();
}

bool is_signed(const DailyHead& head) {
    return vault::is_signed(signed_text(head), head.signature, head.key);
}

Result<std::vector<HeadFault>> check_head(const DailyHead& head, const store::RecordStore& records,
                                          const store::AccessLog* access) {
    std::vector<HeadFault> faults;
    if (!is_signed(head)) faults.push_back({"head_signature", head});
    const auto recorded = has_entry(records, head);
    if (!recorded) return std::unexpected(recorded.error());
    if (!*recorded) faults.push_back({"head_record", head});
    const auto looked = has_look(access, head);
    if (!looked) return std::unexpected(looked.error());
    if (!*looked) faults.push_back({"head_access", head});
    return faults;
}

}  // namespace fjorten::service
