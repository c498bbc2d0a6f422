#include "service/case_number.h"

#include <fmt/format.h>

namespace fjorten::service {

const rulebook::Subject* subject_of_case(const casefile::CaseFile& file, calendar::Date on,
                                         const rulebook::Vocabulary& vocabulary,
                                         const rulebook::Filing& filing) {
    std::string service;
    for (const auto& event : file.events) {
        if (event.on > on) continue;
        const auto field = vocabulary.events[event.type].field_index("service");
        const auto* word = field ? event.fields[*field].get<std::string>() : nullptr;
        if (word != nullptr) service = *word;
    }
    std::optional<int> age;
    if (file.person.born) age = calendar::age_on(*file.person.born, on);
    return rulebook::subject_of(filing, service, age);
}

std::string number_of_case(std::string_view case_id, const rulebook::Subject* subject,
                           const rulebook::Filing& filing) {
    const auto hyphen = case_id.find('-');
    if (subject == nullptr || hyphen == std::string_view::npos) return std::string(case_id);
    return fmt::format("{}-{}-{}-{}", subject->number, filing.facet, case_id.substr(hyphen + 1),
                       case_id.substr(0, hyphen));
}

}  // namespace fjorten::service
