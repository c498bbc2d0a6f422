// Complaints of a case on its pages.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "letters/paper.h"
#include "service/complaint_course.h"
#include "service/complaint_step.h"
#include "web/html.h"
#include "web/words.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

/// A case with its complaints, on the screen.
struct ComplaintScene {
    const WorkSetting& setting;
    const service::CaseView& view;
    const SmallPage& page;
    const rulebook::Filing& filing;
    Speaker speaker;

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting.say(key, args);
    }
    std::string typed(std::string_view name) const { return std::string(value_of(page.typed, name)); }
    std::string error(std::string_view name) const;
    std::string day(calendar::Date date) const;
};

/// "Klage over afgørelsen".
std::string complaint_title(const ComplaintScene& scene, const service::ComplaintCourse& course);
/// The labels of where a complaint goes, the law's first; empty if nobody says.
std::string way_words(const ComplaintScene& scene, const std::vector<engine::RouteResult>& ways);
/// The form for what comes next with a complaint; empty where that is written down elsewhere.
Html complaint_step_form(const ComplaintScene& scene, const service::ComplaintCourse& course);
/// To the event form that records the decision which is due.
Html decision_link(const ComplaintScene& scene, const service::ComplaintCourse& course);

/// All complaints of the case, and the one form to put another one in.
std::string complaints_page(const WorkSetting& setting, const service::CaseView& view,
                            const rulebook::Filing& filing, const SmallPage& page,
                            const std::vector<service::ComplaintCourse>& courses);
/// A letter before it is saved.
struct ShownLetter {
    std::optional<letters::Paper> paper;
    std::vector<service::NotPrinted> not_printed;
};
/// The letter as it would go out, and what it does not print; empty where none was asked for.
Html shown_letter(const WorkSetting& setting, const service::CaseView& view, const ShownLetter& letter);
/// What a letter does not print, and why: for whoever sends it.
Html not_printed_notice(const WorkSetting& setting, const service::CaseView& view,
                        const std::vector<service::NotPrinted>& not_printed);
/// One of them: whom it goes to, its deadlines, what has happened, and the next step.
std::string complaint_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page,
                           const service::ComplaintCourse& course, const ShownLetter& letter);

}  // namespace fjorten::web
