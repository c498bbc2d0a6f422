// Letters on the pages where they are written, before they are saved.
#include "letters/html.h"
#include "web/work_complaint_parts.h"
#include "web/work_parts.h"

namespace fjorten::web {

Html not_printed_notice(const WorkSetting& setting, const service::CaseView& view,
                        const std::vector<service::NotPrinted>& not_printed) {
    Html items;
    for (const auto& one : not_printed) {
        const std::string why = one.standing ? std::string(service::name_of(*one.standing)) : "unknown";
        items += element("li", {}, setting.say("work.letter.not_printed." + why, {one.called}));
    }
    if (view.person.is_protected) items += element("li", {}, setting.say("work.letter.protected"));
    if (items.empty()) return {};
    return alert(Tone::warning, 2, setting.say("work.letter.not_printed"), element("ul", {}, items));
}

Html shown_letter(const WorkSetting& setting, const service::CaseView& view, const ShownLetter& letter) {
    if (!letter.paper) return {};
    return all(not_printed_notice(setting, view, letter.not_printed),
               element("section", {{"class", "letter-preview"}, {"id", "letter"}},
                       heading(2, setting.say("work.complaint.letter")),
                       element("div", {{"class", "panel"}}, letters::to_html(*letter.paper))));
}

}  // namespace fjorten::web
