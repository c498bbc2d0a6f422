// What the record gives, as JSON. docs/formats/api.md lists every key.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/messages.h"
#include "rulebook/model.h"
#include "service/authorisation.h"
#include "service/case_view.h"
#include "service/disposal.h"
#include "store/account_store.h"

namespace fjorten::api {

/// Whom each complaint of the case goes to, whether it came in time, what is next.
std::string complaints_json(const service::CaseView& view, const rulebook::Library& library,
                            const rulebook::Filing& filing, Language language);
std::string disposal_json(const std::vector<service::Disposable>& cases, Language language);
std::string who_json(const service::Who& who);
std::string done_json(const service::Done& done, const rulebook::Library& library, Language language);
std::string case_json(const service::CaseView& view, const rulebook::Library& library, Language language);
std::string work_json(const service::WorkList& list, Language language);
std::string found_json(const std::vector<service::FoundCase>& found);
std::string colleagues_json(const std::vector<store::Account>& accounts);
/// A list of the entries of `view` with these versions.
std::string entries_json(const service::CaseView& view, const std::vector<std::int64_t>& versions,
                         const rulebook::Library& library);

}  // namespace fjorten::api
