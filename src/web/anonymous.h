// Writing to the municipality without a name, and coming back with a code for the answer. No cookie, no
// address of a page that tells who was there: the code travels in forms only.
#pragma once
#include "service/anonymous_desk.h"
#include "web/components.h"
#include "web/http.h"
#include "web/pages.h"

namespace fjorten::web {

/// The page, or what becomes of the form that `request` brings. `desk`: nullptr where nothing is kept; then
/// the page says where to turn instead.
Response answer_anonymous(const Setting& setting, service::AnonymousDesk* desk, const Request& request);

/// What somebody has typed, and what is wrong with it.
struct AnonymousForm {
    std::string municipality;  // id of its standard
    std::string wish, text, reach, code;
    std::vector<Problem> problems = {};
};

std::string anonymous_page(const Setting& setting, const service::AnonymousDesk* desk,
                           const AnonymousForm& form);
/// The code of what was just sent.
std::string return_code_page(const Setting& setting, const std::string& code);
/// `sent`: something was just written.
enum class JustSent { no, yes };
std::string conversation_page(const Setting& setting, const service::AnonymousDesk& desk,
                              const service::Conversation& conversation, const AnonymousForm& form,
                              JustSent sent);

}  // namespace fjorten::web
