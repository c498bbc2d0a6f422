// Documents of the registers of providers and contacts in and out of the interface for programs.
// docs/formats/registers.md says what stands in them.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "service/contact.h"
#include "service/provider.h"
#include "service/register.h"

namespace fjorten::api {

/// What the id of a document is called: "provider", "contact".
std::string_view name_of(std::type_identity<service::Provider>);
std::string_view name_of(std::type_identity<service::Contact>);

/// The document that a body tells, or every mistake at its place.
std::expected<service::Provider, Diagnostics> form_from(std::type_identity<service::Provider>,
                                                        const Document& body);
std::expected<service::Contact, Diagnostics> form_from(std::type_identity<service::Contact>,
                                                       const Document& body);

/// As it stands, with how it is on the day asked about: whether the provider is in use, where the contact
/// stands.
std::string kept_json(const service::Kept<service::Provider>& kept, calendar::Date today);
std::string kept_json(const service::Kept<service::Contact>& kept, calendar::Date today);

}  // namespace fjorten::api
