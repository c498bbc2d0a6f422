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

/// Where certificates are checked. `payload`: what was pasted, nullptr = nothing yet.
std::string certificate_page(const Setting& setting, const Signing& signing, const std::string* payload);

}  // namespace fjorten::web
