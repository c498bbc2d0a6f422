// The code that somebody who writes without a name comes back with: words of a list that is data
// (rulebooks/filing.yaml), drawn by chance. Pure but for the chance that is handed in.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "rulebook/filing.h"

namespace fjorten::service {

/// "abe havn ..." `random_id` gives so many characters of Crockford's base 32, as Surroundings does; each
/// word takes twelve of them (60 bits), so that none is likelier than another by more than one in 10^14.
std::string draw_return_code(const rulebook::ReturnCode& rule,
                             const std::function<std::string(std::size_t)>& random_id);

/// What somebody typed, as the code is kept: small letters, one blank between words. Signs and line breaks
/// between words do not count.
struct TypedCode {
    enum class Fault { none, unknown_word, too_few, too_many } fault = Fault::none;
    std::string code;
    std::string word, nearest;  // the first that is none of the list, and what it may have been
};
TypedCode read_return_code(const rulebook::ReturnCode& rule, std::string_view typed);

}  // namespace fjorten::service
