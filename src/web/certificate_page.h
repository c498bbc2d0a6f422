// Deadline certificates: asked for on the page of the answer, checked by everybody.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "vault/vault.h"
#include "web/clock_cards.h"
#include "web/pages.h"

namespace fjorten::web {

/// What signs certificates; without a vault there are none.
struct Signing {
    const vault::Vault* vault = nullptr;
    std::string rulebooks = {};  // fingerprint
};

/// The deadlines that a certificate can be had for, as the choices of a field: "law.treatment_guarantee 1".
std::vector<Choice> certifiable(const Speaker& speaker);

/// The sealed PDF for the deadline chosen; empty when there is no such deadline.
std::optional<Result<std::string>> certificate_pdf(const Setting& setting, const Signing& signing,
                                                   const service::CaseAnswer& answer,
                                                   std::string_view case_json, std::string_view chosen);

/// What somebody wants to have checked: a file wins over what was pasted.
struct CheckedCertificate {
    std::optional<std::string> payload = {};  // empty = nothing yet
    std::optional<std::string> file = {};     // its bytes
};

/// Where certificates are checked.
std::string certificate_page(const Setting& setting, const Signing& signing, const CheckedCertificate& sent);

}  // namespace fjorten::web
