// Looking at one document of a case.
#include <algorithm>

#include "service/access.h"
#include "service/case_shelf.h"
#include "service/reach.h"
#include "service/record_desk.h"

namespace fjorten::service {

Outcome<FiledDocument> RecordDesk::document(const Who& who, std::string_view case_id,
                                            std::int64_t version) const {
    if (!may(who, Permission::read_case) && !may(who, Permission::read_own_case)) return problem(Forbidden{});
    const CaseShelf shelf(parts_);
    const auto opened = open_to(parts_, shelf, who, case_id, act::document);
    if (!opened) return problem(opened.error());
    const auto entry = std::ranges::find(opened->entries, version, &Recorded::version);
    if (entry == opened->entries.end() || !entry->said.document) return problem(NotFound{});
    auto content = shelf.content(*opened, version);
    if (!content) return problem(std::move(content.error()));
    return FiledDocument{.details = *entry->said.document,
                         .version = version,
                         .dated = entry->occurred_on,
                         .recorded_on = entry->recorded_on,
                         .content = std::move(*content)};
}

}  // namespace fjorten::service
