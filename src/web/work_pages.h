// The caseworker's pages as functions of what they show. None of them reads a clock or keeps anything.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/case_view.h"
#include "service/outcome.h"
#include "store/account_store.h"
#include "web/components.h"
#include "web/http.h"
#include "web/work_event_form.h"
#include "web/work_frame.h"

namespace fjorten::web {

/// `mistake`: "wrong", "too_many", or empty. `carried` is what somebody had typed when the session ended, for
/// the page `go_to` (both may be empty).
struct LogIn {
    std::string name, mistake, go_to;
    Fields carried;
    /// Identity providers: name and what their button says.
    std::vector<std::pair<std::string, std::string>> outside = {};
};
/// The second step: the code of an app, or one on paper. `mistake`: "wrong_code" or "too_many".
std::string code_page(const WorkSetting& setting, const LogIn& log_in);
/// Between an identity provider and our own pages, or the other way: goes on by itself.
enum class Arrived { coming, leaving };
std::string arrived_page(const WorkSetting& setting, const std::string& there, Arrived way);
std::string log_in_page(const WorkSetting& setting, const LogIn& log_in);

/// Whose cases the work list shows.
enum class Whose { mine, unit, nobodys, all };
struct WorkChoice {
    Whose whose = Whose::mine;
    std::string unit, person;  // chosen from the lists, instead of `whose`
    long unseen_openings = 0;  // cases opened with a reason that no leader has looked at, for leaders
};
std::string work_list_page(const WorkSetting& setting, const service::WorkList& list,
                           const WorkChoice& choice, const std::vector<store::Account>& colleagues);

/// `found` is empty before anything was searched for.
std::string search_page(const WorkSetting& setting, const std::string& text,
                        const std::optional<std::vector<service::FoundCase>>& found,
                        const std::optional<std::vector<service::FoundDocument>>& documents = {});

/// How the case is looked at.
struct CaseLook {
    std::optional<calendar::Date> on, as_known;  // empty = today
    std::string typed_on, typed_as_known;
    std::vector<Problem> problems;
    bool shows_address = false;
    std::string why;  // "law.treatment_guarantee.1": the deadline whose reasons are open
    std::int64_t since = 0;
    std::optional<service::Done> saved;  // what was just saved, with `since`

    bool is_of_today() const { return !on && !as_known; }
};
std::string case_page(const WorkSetting& setting, const service::CaseView& view, const CaseLook& look,
                      const std::vector<store::Account>& colleagues);

/// Every event, by phase, to choose from.
std::string events_page(const WorkSetting& setting, const service::CaseView& view);

/// A form that was sent and could not be saved: why not. At most one of them.
struct Unsaved {
    std::vector<Problem> problems = {};
    std::optional<service::Blocked> blocked = {};
    std::optional<service::Conflict> conflict = {};
};

struct EventPage {
    rulebook::EventType type = 0;
    TypedEvent typed;
    std::string happened, pass_reason;  // how to go on when it is blocked
    Unsaved unsaved;
};
std::string event_page(const WorkSetting& setting, const service::CaseView& view, const EventPage& page);

struct CorrectionPage {
    std::int64_t version = 0;  // of the entry
    TypedEvent typed;
    std::string what;  // "replace" or "strike"
    std::string reason;
    Unsaved unsaved;
};
std::string correction_page(const WorkSetting& setting, const service::CaseView& view,
                            const CorrectionPage& page);

/// The small forms of the case page, on a page of their own when something came between.
struct SmallPage {
    Fields typed;
    Unsaved unsaved;
};
std::string note_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page);
std::string assignment_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page,
                            const std::vector<store::Account>& colleagues);
std::string fact_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page);
/// Whether the case may be disposed of when its time comes.
std::string hold_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page);
/// The details of the person, as fields and back.
std::string person_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page);
Fields person_fields(const WorkSetting& setting, const service::CaseView& view);
service::PersonDetails read_person(const Fields& typed);

}  // namespace fjorten::web
