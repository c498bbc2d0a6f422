#include "service/certificate.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "base/assert.h"
#include "rulebook/citation.h"
#include "vault/signature.h"

namespace fjorten::service {

namespace {

constexpr std::string_view mark = "FJORTEN1.";
constexpr std::string_view title = "fjorten-certificate 1\n";
constexpr std::string_view inside_pdf = "%FJORTEN1.";
constexpr std::string_view seal_line = "%fjorten-seal ";
constexpr std::size_t public_bytes = crypto_sign_PUBLICKEYBYTES;
constexpr std::size_t signature_bytes = crypto_sign_BYTES;
constexpr std::size_t max_payload = 16 * 1024;
constexpr int alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encoded(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), alphabet), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), alphabet);
    text.pop_back();
    return text;
}

// Only the one way of writing them: the last character may hold bits that no byte needs.
Result<std::string> decoded(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                         text.data(), text.size(), nullptr, &size, nullptr, alphabet);
    bytes.resize(failed == 0 ? size : 0);
    if (failed != 0 || encoded(bytes) != text)
        return std::unexpected(Error{ErrorCode::corrupt, "not written as certificates are"});
    return bytes;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out),
                         [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
    return out;
}

void add(std::string& text, std::string_view name, std::string_view value) {
    text += name;
    text += ' ';
    text += value;
    text += '\n';
}

// Without line breaks and the blanks that indent; inside strings JSON has neither.
std::string on_one_line(std::string_view json) {
    std::string out;
    bool is_indent = false;
    for (const char c : json) {
        if (c == '\n' || c == '\r') is_indent = true;
        if (c == '\n' || c == '\r' || (is_indent && c == ' ')) continue;
        is_indent = false;
        out += c;
    }
    return out;
}

std::string edition_words(const rulebook::Edition& edition) {
    return edition.rulebook + "@" + edition.from.iso();
}

std::string closed_day_name(calendar::ClosedDay day) { return std::string(calendar::id_of(day)); }

}  // namespace

std::string certificate_text(const Certified& facts) {
    const engine::ClockResult& clock = facts.clock;
    const engine::Evaluation& evaluation = facts.answer.evaluation;
    const auto event = [&](const engine::Reason& reason) {
        return facts.library.vocabulary.events[reason.event].name + " " + reason.on.iso() +
               (reason.presumed ? " presumed" : "");
    };
    std::string text(title);
    add(text, "issued", facts.issued.iso());
    add(text, "on", evaluation.on.iso());
    add(text, "law", edition_words(*evaluation.law));
    add(text, "standard", edition_words(*evaluation.standard));
    add(text, "rulebooks", facts.rulebooks);
    add(text, "rule", clock.rule->id);
    add(text, "instance", std::to_string(clock.instance));
    add(text, "state", engine::name_of(clock.state));
    if (clock.started) add(text, "started", clock.started->iso());
    if (clock.raw_due) add(text, "before-rolling", clock.raw_due->iso());
    if (clock.moved_by) add(text, "moved-by", closed_day_name(*clock.moved_by));
    if (clock.due) add(text, "due", clock.due->iso());
    if (clock.ended) add(text, "ended", clock.ended->iso());
    for (const auto& reason : clock.because) add(text, "because", event(reason));
    if (clock.ended_by) add(text, "ended-by", event(*clock.ended_by));
    if (facts.case_json.size() <= max_certificate_case) {
        add(text, "case", on_one_line(facts.case_json));
    } else {
        add(text, "case-sha256", rulebook::sha256(facts.case_json));
    }
    return text;
}

std::string signed_certificate(const vault::Vault& vault, const std::string& text) {
    return std::string(mark) + encoded(vault.signing_key() + vault.signature_of(text) + text);
}

std::string_view Certificate::value_of(std::string_view name) const {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        if (line.starts_with(name) && line.substr(name.size()).starts_with(' '))
            return line.substr(name.size() + 1);
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return {};
}

Result<Certificate> read_certificate(std::string_view payload) {
    if (payload.size() > max_payload)
        return std::unexpected(Error{ErrorCode::invalid_input, "longer than any certificate"});
    const std::string word = without_blanks(payload);
    if (!word.starts_with(mark))
        return std::unexpected(Error{ErrorCode::invalid_input, "a certificate begins with FJORTEN1."});
    const auto bytes = decoded(std::string_view(word).substr(mark.size()));
    if (!bytes) return std::unexpected(bytes.error());
    const std::string_view all = *bytes;
    if (all.size() <= public_bytes + signature_bytes)
        return std::unexpected(Error{ErrorCode::corrupt, "a part of the certificate is missing"});
    const std::string_view key = all.substr(0, public_bytes);
    const std::string_view text = all.substr(public_bytes + signature_bytes);
    if (!vault::is_signed(text, all.substr(public_bytes, signature_bytes), key))
        return std::unexpected(Error{ErrorCode::corrupt, "the signature does not hold"});
    if (!text.starts_with(title))
        return std::unexpected(Error{ErrorCode::invalid_input, "signed, and not a certificate"});
    return Certificate{.key = key_words(key), .text = std::string(text)};
}

// PDF (ISO 32000-1, 7.2.3) ignores comments. The payload stands before "startxref", where no offset counts,
// and the signature of the file behind its end.
std::string sealed_certificate(const vault::Vault& vault, std::string pdf, std::string_view payload) {
    const std::size_t at = pdf.rfind("startxref");
    FJ_ASSERT(at != std::string::npos && payload.starts_with(mark));
    pdf.insert(at, "%" + std::string(payload) + "\n");
    if (!pdf.ends_with('\n')) pdf += '\n';
    return pdf + std::string(seal_line) + encoded(vault.signature_of(pdf)) + "\n";
}

Result<Certificate> read_certificate_file(std::string_view bytes) {
    if (!bytes.starts_with("%PDF-")) return read_certificate(bytes);
    const std::size_t seal = bytes.rfind(seal_line);
    const std::size_t begin = bytes.rfind(inside_pdf);
    if (seal == std::string_view::npos || begin == std::string_view::npos || begin > seal ||
        !bytes.ends_with('\n'))
        return std::unexpected(Error{ErrorCode::invalid_input, "a PDF without a certificate, or cut short"});
    const std::string_view line = bytes.substr(begin + 1, bytes.find('\n', begin) - begin - 1);
    auto certificate = read_certificate(line);
    if (!certificate) return certificate;
    const std::string_view signature_text =
        bytes.substr(seal + seal_line.size(), bytes.size() - 1 - seal - seal_line.size());
    const auto signature = decoded(signature_text);
    const auto all = decoded(line.substr(mark.size()));
    if (!signature || !all ||
        !vault::is_signed(bytes.substr(0, seal), *signature, std::string_view(*all).substr(0, public_bytes)))
        return std::unexpected(Error{ErrorCode::corrupt, "the file is not as it was signed"});
    return certificate;
}

std::string key_words(std::string_view public_key) {
    std::string text(public_key.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(public_key), public_key.size());
    text.pop_back();
    return text;
}

}  // namespace fjorten::service
