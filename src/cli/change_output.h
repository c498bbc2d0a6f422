// Verdicts that change, for people and for programs: the same wherever two editions are compared.
#pragma once
#include <string>
#include <vector>

#include "answer/json_writer.h"
#include "answer/page.h"
#include "base/messages.h"
#include "compare/verdicts.h"

namespace fjorten::cli {

/// "Plan review: running, due 1 June 2024 -> running, due 1 July 2024".
std::string change_words(const compare::VerdictChange& change, Language language);
/// "randers.plan_review (randers_2021:202-205)", each rule that made the change.
std::string reason_words(const compare::VerdictChange& change);
/// {"kind", "name", "label", "from", "to", "because"}: from and to are null where it is not stated.
void write_change(answer::JsonWriter& json, const compare::VerdictChange& change, Language language);

/// The citations of a rule, "randers_2021:202-205, sel:101(4)".
std::string citations_of(const rulebook::Rule& rule);
void write_citations(answer::JsonWriter& json, const rulebook::Rule& rule);

}  // namespace fjorten::cli
