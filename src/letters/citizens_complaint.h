// What a citizen can send to complain: to whom, about what, since when, what happened in their own words, and
// what is asked for. A paper to fill in with a name; nothing in it is known but what was told.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "letters/paper.h"

namespace fjorten::letters {

struct CitizensComplaint {
    Language language = Language::da;
    calendar::Date on;
    std::vector<std::string> to;  // lines
    std::string about;            // choice of `about` of complaint_received: "decision", "staff", ...
    std::optional<calendar::Date> received = {};  // the day the decision came
    bool is_late = false;                         // the time to complain has passed
    std::string next = {};                        // who gets it if the municipality keeps to its decision
    std::string happened, wanted;                 // in the writer's words; empty = lines to write on
    std::vector<std::string> sources = {};
};

Paper citizens_complaint(const CitizensComplaint& complaint);

}  // namespace fjorten::letters
