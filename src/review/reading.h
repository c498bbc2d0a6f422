// What is found by reading an edition, without trying a case.
#pragma once
#include "review/remark.h"
#include "review/words.h"
#include "rulebook/model.h"

namespace fjorten::review {

/// The mandatory contents that no rule serves ("missing_item"), references that were out of date on `today`
/// ("outdated_reference"), goals whose time has run out ("goal_expired"), statements that do more than inform
/// ("operative_text_in_statement"), what the standard does not state ("not_stated") and every doubt
/// ("doubt"). `law` is what the standard builds on, or the law itself.
void read_edition(const rulebook::Vocabulary& vocabulary, const rulebook::Edition& edition,
                  const rulebook::Edition& law, calendar::Date today, const OperativeWords& words,
                  Remarks& remarks);

}  // namespace fjorten::review
