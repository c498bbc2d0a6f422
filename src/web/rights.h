// The rest of the answer: what can be offered, what is allowed or blocked and why, limits, who decides, what
// the standard does not say, and what does not fit.
#pragma once
#include "web/case_form.h"
#include "web/html.h"
#include "web/words.h"

namespace fjorten::web {

/// The titles of rules and actions by their ids, each once: "Klagefristen · Giv afslag".
std::string titles_of(const Speaker& speaker, const std::vector<std::string>& names);

/// "2 af højst 7, 1 er optjent".
std::string used_words(const Speaker& speaker, const engine::LimitResult& limit);

// Each is empty when there is nothing to say.
Html offers_section(const Speaker& speaker);
Html actions_section(const Speaker& speaker);
Html limits_section(const Speaker& speaker);
Html routes_section(const Speaker& speaker);
/// Facts that would say more, as questions that can be answered on the spot. `asked_at`: the page that is
/// asked again; "my dates" if empty.
Html missing_section(const Speaker& speaker, const CaseForm& form, std::string_view asked_at = {});
/// What the standard and the law offer of one service, each unfolding; empty if nothing.
Html offers_of(const Speaker& speaker, std::string_view service);
Html not_stated_section(const Speaker& speaker);
Html findings_section(const Speaker& speaker);

}  // namespace fjorten::web
