// What the forms about a case have in common: long texts, what came between when something could not be
// saved, and the buttons at the end.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/case_view.h"
#include "web/components.h"
#include "web/html.h"
#include "web/http.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

/// The sentence about a field; empty if it is fine.
std::string error_at(const std::vector<Problem>& problems, std::string_view field);

/// What came between, first thing on the page.
Html unsaved_notices(const WorkSetting& setting, const service::CaseView& view, const Unsaved& unsaved);
/// How to go on when the rules are in the way.
struct WayOn {
    std::string happened, pass_reason;
};
Html blocked_part(const WorkSetting& setting, const service::CaseView& view, const Unsaved& unsaved,
                  const WayOn& way_on);
/// Save and cancel.
Html save_buttons(const WorkSetting& setting, const service::CaseView& view, std::string_view key);
/// What has been shown of the case goes along when the page is asked for in the other language.
Fields with_version(Fields typed, const service::CaseView& view);

}  // namespace fjorten::web
