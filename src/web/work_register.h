// The pages of the registers: providers, and authorities and contacts. Each has a list, one document with its
// history, and a form; what differs between them is told here once for each.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "service/contact.h"
#include "service/provider.h"
#include "service/register.h"
#include "web/work_visit.h"

namespace fjorten::web {

using KeptProvider = service::Kept<service::Provider>;
using KeptContact = service::Kept<service::Contact>;

/// Where the pages of a register are, and what the keys of its texts begin with.
struct RegisterPlaces {
    WorkPlace list, fresh, one, change;
    std::string_view texts;
    service::Permission write = service::Permission::write_registers;
};
const RegisterPlaces& places_of(std::type_identity<service::Provider>);
const RegisterPlaces& places_of(std::type_identity<service::Contact>);

/// Something that a document says; a form says the same things in the same order, empty ones too.
struct Told {
    std::string label, words;
};
std::vector<Told> told_of(const WorkSetting& setting, const service::Provider& provider);
std::vector<Told> told_of(const WorkSetting& setting, const service::Contact& contact);

/// A form on its way.
struct RegisterForm {
    Fields typed;
    std::vector<Problem> problems = {};
    std::vector<Told> meanwhile = {};  // what somebody else changed since it was shown
    std::string id;                    // empty = a new one
    std::int64_t version = 0;

    std::string value(std::string_view name) const { return std::string(value_of(typed, name)); }
    bool has(std::string_view name, std::string_view value) const;
    FieldText text(const WorkSetting& setting, std::string_view texts, const std::string& name) const;
};
Fields typed_of(const service::Provider& provider);
Fields typed_of(const service::Contact& contact);
/// What was typed as a document, with rows that say nothing dropped from `typed` as well.
std::expected<service::Provider, std::vector<Problem>> read_typed(std::type_identity<service::Provider>,
                                                                  const WorkSetting& setting, Fields& typed);
std::expected<service::Contact, std::vector<Problem>> read_typed(std::type_identity<service::Contact>,
                                                                 const WorkSetting& setting, Fields& typed);
Html form_of(std::type_identity<service::Provider>, const WorkSetting& setting, const RegisterForm& form);
Html form_of(std::type_identity<service::Contact>, const WorkSetting& setting, const RegisterForm& form);

/// What stands first on the page of a document.
Html summary_of(const WorkSetting& setting, const KeptProvider& kept);
Html summary_of(const WorkSetting& setting, const KeptContact& kept);

/// `search` is what was typed to find some of them.
std::string provider_list_page(const WorkSetting& setting, const std::vector<KeptProvider>& providers,
                               const std::string& search);
enum class Which { all, to_confirm };
std::string contact_list_page(const WorkSetting& setting, const std::vector<KeptContact>& contacts,
                              const std::string& search, Which which);

// Parts of these pages.
/// From one register to the other.
Html register_tabs(const WorkSetting& setting);
Html register_search(const WorkSetting& setting, const RegisterPlaces& places, const std::string& search);
/// Whether every word of `search` begins one in `text`.
bool is_found(std::string_view search, std::string_view text);
/// "1. januar 2026 – 30. juni 2026", "fra 1. januar 2026".
std::string period_words(const WorkSetting& setting, const service::Validity& validity);
/// A day in the field `name`; a problem beside it if there is none that makes sense.
std::optional<calendar::Date> typed_day(const WorkSetting& setting, const Fields& typed,
                                        const std::string& name, std::vector<Problem>& problems);
/// Both days of a period; the first has to be there.
service::Validity typed_period(const WorkSetting& setting, const Fields& typed, const std::string& prefix,
                               std::vector<Problem>& problems);
Html check_group(const WorkSetting& setting, const FieldText& field, const std::vector<Choice>& choices,
                 const RegisterForm& form);
/// Rows of a form: the fields of row 2 of "price" are called "price.2.amount".
std::string in_row(std::string_view group, std::size_t row);
/// Numbers the rows that say something anew; gives how many there are.
std::size_t close_up(Fields& typed, std::string_view group);
std::vector<std::string> values_of(const Fields& fields, std::string_view name);
/// The label of a service.
std::string service_words(const WorkSetting& setting, std::string_view service);
std::vector<Choice> all_services(const WorkSetting& setting);

Response answer_providers(Visit& visit);
Response answer_provider(Visit& visit);
Response answer_provider_form(Visit& visit);
Response answer_contacts(Visit& visit);
Response answer_contact(Visit& visit);
Response answer_contact_form(Visit& visit);
Response answer_staff_list(Visit& visit);
Response answer_staff_member(Visit& visit);
Response answer_staff_form(Visit& visit);

}  // namespace fjorten::web
