// The pages of meetings and their agendas.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/committee.h"
#include "web/work_visit.h"

namespace fjorten::web {

struct MeetingForm {
    Fields typed;
    std::vector<Problem> problems = {};
};
std::string committee_page(const WorkSetting& setting, const std::vector<service::KeptMeeting>& meetings,
                           const MeetingForm& form, const std::vector<std::string>& units);

struct MeetingPage {
    service::KeptMeeting meeting;
    std::vector<service::AgendaItem> agenda;
    std::optional<std::vector<service::AgendaItem>> waiting = {};  // empty = not asked for
    std::vector<Problem> problems = {};
};
std::string meeting_page(const WorkSetting& setting, const MeetingPage& page);

Response answer_committee(Visit& visit);
Response answer_meeting(Visit& visit);

/// For a case that is recommended: the next meeting of whoever decides it, and how to get on its agenda, or
/// that the meeting comes too late.
Html meeting_line(const WorkSetting& setting, const service::CaseView& view,
                  const std::vector<service::KeptMeeting>& meetings);

}  // namespace fjorten::web
