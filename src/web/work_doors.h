// Which permission opens which page. Asked before any page is made, so that none can forget; the desks behind
// the pages ask once more about what is read and written there.
#pragma once
#include <span>

#include "service/authorisation.h"
#include "web/work_map.h"

namespace fjorten::web {

/// Any one of them opens it, but for one page that needs a second one besides (may_enter). Empty for the
/// doors themselves (logging in and out, the file of a calendar, whose address is its secret), which are open
/// to everybody.
std::span<const service::Permission> openers_of(WorkPlace place);

/// Whether `who` may open the page at all.
bool may_enter(const service::Who& who, WorkPlace place);

}  // namespace fjorten::web
