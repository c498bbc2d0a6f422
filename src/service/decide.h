// Commands decided: from what a case is to what is written down about it, or why nothing is. Pure: what day
// it is and who asks are arguments; no clock, no disk, no chance.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "service/authorisation.h"
#include "service/case_state.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// What a decision rests on besides the case.
struct Ground {
    const rulebook::Library& library;
    const engine::Engine& engine;
    calendar::Date today;
    Role role = Role::citizen;
    std::string standard;  // of the sender's municipality
};

/// An entry to be written.
struct Draft {
    std::string type;
    calendar::Date occurred_on;
    Said said;
    std::string content = {};  // of a document
};
using Drafts = std::vector<Draft>;

/// As many entries as one append may have.
inline constexpr std::size_t most_drafts = 100;
inline constexpr std::size_t most_name_characters = 200, most_detail_characters = 1000,
                             most_text_characters = 10'000;

/// The person of `command` has been checked; `born` is what the CPR says, if there is one.
Outcome<Drafts> decide(const OpenCase& command, std::optional<calendar::Date> born, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const RecordEvent& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const CorrectEvent& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const TellFact& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const AssignCase& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const WriteNote& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const FileDocument& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const WriteSheet& command, const Ground& ground);
Outcome<Drafts> decide(const CaseState& state, const HoldCase& command, const Ground& ground);
/// `born`: as above; empty where the CPR says nothing.
Outcome<Drafts> decide(const CaseState& state, const ChangePerson& command,
                       std::optional<calendar::Date> born, const Ground& ground);

/// The entry of a document that check_document has found nothing wrong with.
Draft filed(const FileDocument& document, const std::string& about, calendar::Date today);
/// What is wrong with the details themselves, each under the name of its field.
Diagnostics check_details(const PersonDetails& person, calendar::Date today);
/// Adds a mistake of `field` if `text` is no UTF-8 or has more than `most` characters.
void check_length(std::string_view text, const char* field, std::size_t most, Diagnostics& mistakes);
/// Nothing but blanks.
bool is_blank(std::string_view text);
/// A diagnostic about a field that is in no document.
Diagnostic mistake_in(std::string field, std::string code, std::vector<std::string> args = {});

/// Whether the event is this action happening, as far as its own fields tell.
bool performs(const casefile::Event& event, const rulebook::Action& action,
              const rulebook::Vocabulary& vocabulary);
/// Every action that `event` is, and that the rules do not allow on its day, with all its blockers: also
/// those that only show when it happens. Empty if nothing forbids it; unknown facts forbid nothing.
std::vector<engine::ActionResult> closed_actions(const casefile::CaseFile& file, const casefile::Event& event,
                                                 const Ground& ground);

}  // namespace fjorten::service
