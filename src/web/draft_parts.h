// What the pages about drafts of rulebooks have in common.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "review/remark.h"
#include "service/draft_desk.h"
#include "web/components.h"
#include "web/work_visit.h"

namespace fjorten::web {

/// A request about one draft, with the draft as it is now.
struct DraftVisit {
    Visit& visit;
    service::DraftDesk& desk;
    std::string rulebook;  // id of the municipality's standard
    service::DraftView view;

    const WorkSetting& setting() const { return visit.setting; }
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return visit.setting.say(key, args);
    }
    std::string typed(std::string_view name) const { return std::string(value_of(visit.fields, name)); }
    bool may_edit() const {
        return may(visit.setting.who, service::Permission::edit_drafts) && !view.is_closed;
    }
    service::DraftAt at() const { return {.draft = view.id, .version = visit.version()}; }
    std::string to(WorkPlace place, std::string item = {}, Fields query = {}) const {
        return visit.setting.to(place, view.id, std::move(item), std::move(query));
    }
};

/// Finds the draft that the address names and answers with `page`, or says why it cannot be shown.
Response with_draft(Visit& visit, const std::function<Response(DraftVisit&)>& page);

/// The page of a draft: where one is, what state it is in, the ways to its other pages.
struct DraftFrame {
    std::string title;
    Fields typed = {};
    int status = 200;
    std::vector<Problem> problems = {};
};
Response draft_page(const DraftVisit& visit, const DraftFrame& frame, const Html& content);

/// A form of the draft with what every one carries.
Html draft_form(const DraftVisit& visit, WorkPlace place, const std::string& item, const Html& content,
                std::string style = "work-form");

/// Saves, and goes on to `next`; or shows `again` with what came between.
Response saved_or(DraftVisit& visit, const service::DraftEdit& edit, const std::string& did,
                  const std::string& about, const std::string& next,
                  const std::function<Response(const std::vector<Problem>&, int status)>& again,
                  const std::string& field);

/// "3. december 2026 kl. 14.05" of a time in UTC, in Danish time of day as written down (UTC).
std::string time_words(std::string_view at, Language language);
/// "Vera Opdigt ændrede reglen »Planen«".
std::string step_words(const DraftVisit& visit, const store::DraftStep& step);
/// Who wrote what after the version that was seen.
Html conflict_words(const DraftVisit& visit, std::int64_t seen);

/// A mistake in words, with its place.
std::string mistake_words(const Diagnostic& mistake, Language language);
Html mistake_list(const Diagnostics& mistakes, Language language);
/// What the review of the draft remarks on; of one rule, by its name, or of all.
review::Remarks remarks_on(const DraftVisit& visit, const std::string& rule = {});
Html remark_list(const DraftVisit& visit, const review::Remarks& remarks);

/// The state of a doubt: who has settled it, or that nobody has.
Html settled_words(const WorkSetting& setting, const std::optional<rulebook::Settlement>& settled);

}  // namespace fjorten::web
