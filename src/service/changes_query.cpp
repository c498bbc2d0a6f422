// The query "what came of it": what a stretch of entries did to the deadlines of a case.
#include "service/access.h"
#include "service/case_shelf.h"
#include "service/reach.h"
#include "service/record_desk.h"
#include "service/writing.h"

namespace fjorten::service {

Outcome<Done> RecordDesk::changes_since(const Who& who, std::string_view case_id, std::int64_t since) const {
    if (!may(who, Permission::read_case)) return std::unexpected(Problem(Forbidden{}));
    const CaseShelf shelf(parts_);
    auto opened = open_to(parts_, shelf, who, case_id, act::view);
    if (!opened) return std::unexpected(std::move(opened.error()));
    std::vector<Recorded> earlier = opened->entries;
    std::erase_if(earlier, [&](const Recorded& entry) { return entry.version > since; });
    return what_came_of(parts_, opened->key, earlier, opened->entries);
}

}  // namespace fjorten::service
