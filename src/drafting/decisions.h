// What people decide about a draft, written into its text: which wording a rule follows, who stands up for a
// reading, which committees have approved.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "calendar/date.h"
#include "drafting/edit.h"

namespace fjorten::drafting {

/// Who decides, and why.
struct Decider {
    std::string name;
    calendar::Date on;
    std::string reason;
};

/// Where the rule of that name stands in `rules`; empty if there is none.
std::optional<Path> path_of_rule(const TextMap& map, std::string_view rule);

enum class Verdict { accepted, rejected };
/// Accepting a wording makes the rule follow it: the values that it has instead take their places, and those
/// that stood there become what the other wordings have instead, so nothing is lost. Rejecting the one that
/// is followed makes the rule follow the first that is not rejected. `not_found`: no such rule or wording;
/// `conflict`: nothing would be left to follow.
Result<std::string> decide_wording(std::string text, const std::string& file, std::string_view rule,
                                   std::string_view wording, Verdict verdict, const Decider& decider);

/// `rule` is empty for the doubt about the edition itself. `as` is "confirmed" or "changed".
Result<std::string> settle_doubt(std::string text, const std::string& file, std::string_view rule,
                                 std::string_view as, const Decider& decider);

/// A committee that has to approve. `conflict` if it is named already.
Result<std::string> name_committee(std::string text, const std::string& file, const std::string& committee);
Result<std::string> remove_committee(std::string text, const std::string& file, const std::string& committee);
/// `not_found` if it is not among those named.
Result<std::string> approve(std::string text, const std::string& file, const std::string& committee,
                            calendar::Date on, const std::string& recorded_by);

/// A rule of that name and form with nothing else in it, to be filled in: after the rule `after`, or at the
/// end. `conflict` if the name is taken.
struct NewRule {
    std::string name, form, after;
};
Result<std::string> add_rule(std::string text, const std::string& file, const NewRule& rule);
Result<std::string> remove_rule(std::string text, const std::string& file, std::string_view rule);

/// The node as YAML on one line, texts in quotes where they need them.
std::string in_flow(const Node& node);

}  // namespace fjorten::drafting
