// Forms of sheets (service/sheet.h): what was typed, and back, and the answer to every such form.
#pragma once
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/assessment.h"
#include "service/case_view.h"
#include "service/sheet.h"
#include "web/work_form_parts.h"
#include "web/work_pages.h"
#include "web/work_visit.h"

namespace fjorten::web {

/// A page with the form of a sheet. Fields are called as in the sheet.
struct SheetPage {
    Fields typed;
    WayOn way_on;
    Unsaved unsaved;
    // What was just saved here, and the version before it.
    std::int64_t since = 0;
    std::optional<service::Done> saved;

    std::string value(std::string_view name) const { return std::string(value_of(typed, name)); }
    std::string error(std::string_view name) const { return error_at(unsaved.problems, name); }
};

/// As people write them: days and amounts in the Danish way.
Fields as_typed(const service::Sheet& sheet);
/// The sheet, or what makes no sense in it, beside the field.
std::expected<service::Sheet, std::vector<Problem>> to_sheet(const WorkSetting& setting,
                                                             const service::SheetKind& kind, std::string item,
                                                             const Fields& typed);
/// "1.250,50" of "1250.50".
std::string kroner(std::string_view amount);
/// "1250.5" of "1.250,5 kr."; what is no amount stays as it is.
std::string typed_amount(std::string typed);

struct SheetForm {
    std::string_view type;
    std::string item = {};
    /// What stands in the form before anything was written.
    std::function<Fields(const service::CaseView&)> blank = {};
    std::function<std::string(const service::CaseView&, const SheetPage&)> page;
    /// Where to when it is saved; empty = this page again.
    std::function<std::string(const service::CaseView&)> after = {};
};
/// Shows the form, saves it (`go`: "final" does what it says, anything else keeps it), shows it again.
Response answer_sheet(Visit& visit, const SheetForm& form);

Response answer_assessment(Visit& visit);
Response answer_area(Visit& visit);
Response answer_questionnaire(Visit& visit);
Response answer_intake(Visit& visit);
Response answer_recommendation(Visit& visit);
Response answer_decision(Visit& visit);
Response answer_payment(Visit& visit);
Response answer_hearing(Visit& visit);
Response answer_offer(Visit& visit);
Response answer_plan(Visit& visit);
Response answer_follow_up(Visit& visit);

// Fields of such forms.
Html sheet_text(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                std::string_view key, int rows = 3);
Html sheet_line(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                std::string_view key, Attributes more = {});
Html sheet_choice(const WorkSetting& setting, const SheetPage& page, const std::string& name,
                  std::string_view key, const std::vector<Choice>& choices);
/// The services of the standard's offers, or all where it says nothing of offers.
Html service_choice(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::vector<Choice> yes_no(const WorkSetting& setting);

/// Notices, the case, the heading, what was saved; then `content`.
std::string sheet_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page,
                       const std::string& title, const Html& content);
/// What was written before, folded away: when, by whom, and every field that was told.
Html earlier_sheets(const WorkSetting& setting, const std::vector<const service::TimeLineEntry*>& sheets);
/// "work.sheet.<field>"; of a field that each checklist item has, the item's own label.
std::string sheet_field_label(const WorkSetting& setting, std::string_view field);
std::string sheet_value_words(const WorkSetting& setting, std::string_view field, std::string_view value);
/// The steps from contact to decision as links, with the one that is open marked.
Html case_steps(const WorkSetting& setting, const service::CaseView& view);
/// Rules as a list: title, text, source folded away.
Html rule_list(const WorkSetting& setting, const service::CaseView& view,
               const std::vector<const rulebook::Rule*>& rules);
/// A form that records an event with one press.
struct OnePress {
    std::string_view event;
    std::vector<std::pair<std::string, std::string>> fields = {};
    std::string label;
};
Html one_press(const WorkSetting& setting, const service::CaseView& view, const OnePress& press);

}  // namespace fjorten::web
