// Identity as one JSON object, which is sealed. Pure.
#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/case_view.h"

namespace fjorten::service {

std::string person_json(const PersonDetails& person);
/// `corrupt` if the text is not what person_json writes.
Result<PersonDetails> person_from(std::string_view json);

}  // namespace fjorten::service
