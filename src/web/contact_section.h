// Where one turns to: what the standard says of how the municipality is reached, with what happens next, what
// may be brought and who may come along. Numbers and addresses say when they were last confirmed, or that
// nobody has.
#pragma once
#include "web/case_form.h"
#include "web/html.h"
#include "web/words.h"

namespace fjorten::web {

/// What the standard and the law say of the ways in that `about` names (`about` of a notice); empty if they
/// say nothing.
Html ways_in(const Speaker& speaker, std::string_view about);

Html contact_section(const Speaker& speaker, const CaseForm& form);

}  // namespace fjorten::web
