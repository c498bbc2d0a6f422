// What the pages with forms have in common.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "web/case_form.h"
#include "web/components.h"
#include "web/pages.h"

namespace fjorten::web {

inline std::string error_of(const std::vector<FormMistake>& mistakes, const std::string& field) {
    const auto found = std::ranges::find(mistakes, field, &FormMistake::field);
    return found == mistakes.end() ? std::string{} : found->sentence;
}

inline Html summary_of(const std::vector<FormMistake>& mistakes, Language language) {
    std::vector<Problem> problems;
    for (const auto& mistake : mistakes) {
        const auto row = event_row_of(mistake.field);
        const std::string where =
            row ? message(language, "web.events.number", {std::to_string(*row + 1)}) + ": " : "";
        problems.push_back({mistake.field, where + mistake.sentence});
    }
    return error_summary(problems, language);
}

/// "Trin 1 af 3".
Html step_line(Language language, int step);

/// What the other language has to be asked for the same page.
Fields asked_again(const CaseForm& form, std::string go);

Html municipality_field(const Setting& setting, const std::string& chosen, const std::string& error);

}  // namespace fjorten::web
