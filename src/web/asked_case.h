// From a few answers in a form to an answer of the engine: what the pages have in common that ask little.
#pragma once
#include <optional>
#include <vector>

#include "service/case_desk.h"
#include "web/case_form.h"
#include "web/pages.h"

namespace fjorten::web {

struct AskedCase {
    std::vector<FormMistake> mistakes;          // in the order of the form
    std::optional<service::CaseAnswer> answer;  // empty if there are any
};

/// Asks about today. Events without a day have not happened.
AskedCase ask_case(const Setting& setting, const service::CaseDesk& desk, const CaseForm& form);

/// The events of `form` are these, each with the day and the fields that were typed in its row.
void set_events(CaseForm& form, const std::vector<std::string>& events);

/// Whoever says when they got a decision, and not when it was made, is taken to have got it the same day: the
/// engine counts for each decision.
void suppose_decision_made(CaseForm& form);

}  // namespace fjorten::web
