// The pages of the register of colleagues; what every register has is in work_register.h.
#pragma once
#include "service/staff.h"
#include "web/work_register.h"

namespace fjorten::web {

const RegisterPlaces& places_of(std::type_identity<service::StaffMember>);
std::vector<Told> told_of(const WorkSetting& setting, const service::StaffMember& member);
Fields typed_of(const service::StaffMember& member);
std::expected<service::StaffMember, std::vector<Problem>> read_typed(std::type_identity<service::StaffMember>,
                                                                     const WorkSetting& setting,
                                                                     Fields& typed);
Html form_of(std::type_identity<service::StaffMember>, const WorkSetting& setting, const RegisterForm& form);
Html summary_of(const WorkSetting& setting, const service::Kept<service::StaffMember>& kept);
std::string staff_list_page(const WorkSetting& setting,
                            const std::vector<service::Kept<service::StaffMember>>& members);

}  // namespace fjorten::web
