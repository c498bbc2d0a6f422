// What several of the caseworker's pages show: who a case is about, an entry of the record in words, what a
// command changed, what somebody else wrote meanwhile.
#pragma once
#include <string>
#include <vector>

#include "service/case_view.h"
#include "service/outcome.h"
#include "store/account_store.h"
#include "web/html.h"
#include "web/words.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

inline Speaker caseworker_speaker(const WorkSetting& setting, const engine::Evaluation& evaluation) {
    return {.evaluation = evaluation,
            .library = setting.library,
            .language = setting.language(),
            .asker = Asker::caseworker};
}

/// Also for somebody whose name nobody knows.
std::string person_words(const WorkSetting& setting, const std::string& name);
/// "Beskyttet adresse" with its sign; nothing when it is not.
Html protected_mark(const WorkSetting& setting, bool is_protected);
/// Back to the case: its person and number, above the heading of a page about the case.
Html case_line(const WorkSetting& setting, const service::CaseView& view);

/// "Udeblevet fra aftale".
std::string entry_title(const WorkSetting& setting, const service::TimeLineEntry& entry);
/// The fields that were told, each with its label: "Afbud i tide: nej".
Html entry_details(const WorkSetting& setting, const service::TimeLineEntry& entry);

/// What entries after a version were, and what they did to the deadlines: the calm words after saving.
Html saved_summary(const WorkSetting& setting, const service::CaseView& view, std::int64_t since,
                   const service::Done& done);
/// The list of changed deadlines, worst first; empty when none changed.
Html change_list(const Speaker& speaker, const std::vector<service::Change>& changes);
enum class Reasons { folded, left_out };
Html finding_list(const Speaker& speaker, const std::vector<engine::Finding>& findings, Reasons reasons);

/// Somebody else wrote meanwhile: what, and that nothing of one's own is lost.
Html conflict_notice(const WorkSetting& setting, const service::CaseView& view,
                     const service::Conflict& conflict);

/// Whether what would help is offered as links to forms, or only said.
enum class Help { said, linked };
/// Every rule that stands in the way of an action, with its source and who may pass it.
Html blocker_list(const WorkSetting& setting, const service::CaseView& view,
                  const engine::ActionResult& action, Help help);
/// What is left to a person's judgement, in one sentence; empty if nothing is.
std::string judgement_words(const Speaker& speaker, const engine::ActionResult& action);
/// To the form of the event that is needed, or to the question for the fact.
Html need_link(const WorkSetting& setting, const service::CaseView& view, const Speaker& speaker,
               const engine::Need& need, const std::string& for_what);
/// What the desk did not understand, each beside the field that it names, else beside `field`.
std::vector<Problem> problems_of(const Diagnostics& mistakes, const std::string& field, Language language);

/// For more than a line of text.
Html text_area(const WorkSetting& setting, const FieldText& field, int rows = 3);

enum class Checked { no, yes };
Html check_box(const std::string& name, const std::string& label, Checked checked);
/// The page of a small form of the case: what came between, the case, heading, fields, save and cancel.
std::string small_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page,
                       const std::string& title, WorkPlace place, std::string_view key_ending,
                       const Html& fields);

/// Unit and person in charge, to choose from.
Html assignment_fields(const WorkSetting& setting, const std::vector<store::Account>& colleagues,
                       const std::string& unit, const std::string& person,
                       const std::vector<Problem>& problems);
/// The question for a fact, with the answers that its type allows.
Html fact_field(const Speaker& speaker, const std::string& fact, const std::string& value,
                const std::string& error);

/// A link to the form of an event, or to the page of the step that ends with it, with what it needs filled
/// in.
struct EventLink {
    rulebook::EventType event = 0;
    std::string re;
    std::vector<std::pair<std::string, feel::Value>> fields;
};
std::string event_path(const WorkSetting& setting, const std::string& case_id, const EventLink& link);
/// The fields that tell it apart, in words: "Efter 1 måned".
std::string event_link_words(const WorkSetting& setting, const EventLink& link);

}  // namespace fjorten::web
