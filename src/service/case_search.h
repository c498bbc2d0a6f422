// Finding what was written: in one case, and in the open cases of a municipality. What is sealed cannot be
// searched in the store: cases are opened one by one, and nothing of what is searched for is kept.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/case_view.h"

namespace fjorten::service {

/// Versions of the entries whose note, or whose document's title, summary or correspondent, has every word of
/// `text`, or a word that begins with it; in the order of the case. None for no words.
std::vector<std::int64_t> entries_with(const CaseView& view, std::string_view text);

}  // namespace fjorten::service
