// What a case is about in the municipalities' list of subjects, and the number that follows from it. Pure.
#pragma once
#include <string>
#include <string_view>

#include "casefile/casefile.h"
#include "rulebook/filing.h"

namespace fjorten::service {

/// By the latest service that was begun, decided or asked for by that day, and the age; nullptr where nothing
/// fits.
const rulebook::Subject* subject_of_case(const casefile::CaseFile& file, calendar::Date on,
                                         const rulebook::Vocabulary& vocabulary,
                                         const rulebook::Filing& filing);

/// "27.51.04-G01-4F7KQ-26": subject, facet, serial, year; the number of the case as it is without a subject.
std::string number_of_case(std::string_view case_id, const rulebook::Subject* subject,
                           const rulebook::Filing& filing);

}  // namespace fjorten::service
