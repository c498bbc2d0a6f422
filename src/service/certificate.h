// Deadline certificates: what a deadline rests on, signed, so that anybody can check it later without asking
// us. Nothing of it is kept. Format: docs/formats/certificate.md.
#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "service/case_desk.h"
#include "vault/vault.h"

namespace fjorten::service {

struct Certified {
    const CaseAnswer& answer;
    const engine::ClockResult& clock;  // of the answer
    const rulebook::Library& library;
    std::string_view case_json;  // what the answer was worked out from
    std::string_view rulebooks;  // fingerprint of the library
    calendar::Date issued;
};

// Above that a camera no longer reads the code: the case is then named by its hash.
inline constexpr std::size_t max_certificate_case = 900;

/// The lines that are signed: "name value" each, always in the same order.
std::string certificate_text(const Certified& facts);

/// The text, the public key and the signature as one word of letters, digits, '-' and '_' behind "FJORTEN1.".
std::string signed_certificate(const vault::Vault& vault, const std::string& text);

/// A certificate whose signature holds.
struct Certificate {
    std::string key;  // that signed it: 64 hex digits
    std::string text;
    /// The value of the first line of that name, or empty.
    std::string_view value_of(std::string_view name) const;
};

/// `payload` may have been broken by blanks and line breaks. `invalid_input` when it is none, `corrupt` when
/// one byte of it was changed.
Result<Certificate> read_certificate(std::string_view payload);

/// `pdf` with the payload inside and a signature under every byte of the file.
std::string sealed_certificate(const vault::Vault& vault, std::string pdf, std::string_view payload);

/// A sealed PDF or a payload. As read_certificate; `corrupt` too when any byte of the file was changed.
Result<Certificate> read_certificate_file(std::string_view bytes);

/// The public key as people write it: 64 hex digits.
std::string key_words(std::string_view public_key);

}  // namespace fjorten::service
