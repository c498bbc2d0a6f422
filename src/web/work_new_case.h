// A new contact: what was typed, and the case that it makes.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "service/case_view.h"
#include "service/record_desk.h"
#include "store/account_store.h"
#include "web/components.h"
#include "web/work_pages.h"

namespace fjorten::web {

/// Exactly as typed.
struct NewCase {
    std::string name, name_unknown;
    std::string on, channel, by, own_wish;
    std::string reach, is_protected;
    std::string cpr, born, adult, residence, address, telephone, email, interpreter;
    std::string substance;
    Fields facts;  // name -> yes | no
    std::string unit, assigned_to;
    std::string from;    // an earlier case of the same person
    std::string anyway;  // "same": one more case for the person that was found
};

NewCase blank_new_case(const WorkSetting& setting);
NewCase read_new_case(const Fields& sent, const rulebook::Vocabulary& vocabulary);
Fields fields_of(const NewCase& typed);

/// The command, or everything that does not make sense, in the order of the form. `standard`: what the
/// municipality has. The day of birth is that of the CPR where there is one.
std::expected<service::OpenCase, std::vector<Problem>> to_case(const WorkSetting& setting,
                                                               const NewCase& typed,
                                                               const std::string& municipality);

struct NewCasePage {
    NewCase typed;
    std::vector<Problem> problems = {};
    /// Cases of somebody with the same CPR number, found before saving.
    std::vector<service::FoundCase> known = {};
    std::vector<store::Account> colleagues = {};
    std::string from_name;  // of the person of the earlier case
};
std::string new_case_page(const WorkSetting& setting, const NewCasePage& page);

}  // namespace fjorten::web
