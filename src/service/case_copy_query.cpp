// A whole case, with every document, to be given out.
#include "service/access.h"
#include "service/case_copy.h"
#include "service/case_shelf.h"
#include "service/reach.h"
#include "service/record_desk.h"

namespace fjorten::service {

Outcome<CopiedCase> RecordDesk::copy_of_case(const Who& who, std::string_view case_id,
                                             const std::vector<Withheld>& withheld, Language language) const {
    if (!may(who, Permission::copy_case)) return problem(Forbidden{});
    const auto seen = view(who, case_id);
    if (!seen) return problem(seen.error());
    const CaseShelf shelf(parts_);
    const auto opened = open_to(parts_, shelf, who, case_id, act::copy);
    if (!opened) return problem(opened.error());
    CopiedCase copied;
    for (const TimeLineEntry& entry : seen->entries) {
        if (!entry.document) continue;
        auto content = shelf.content(*opened, entry.version);
        if (!content) return problem(std::move(content.error()));
        copied.documents.push_back({.details = *entry.document,
                                    .version = entry.version,
                                    .dated = entry.occurred_on,
                                    .recorded_on = entry.recorded_on,
                                    .content = std::move(*content)});
    }
    const CaseCopy copy{.view = *seen,
                        .documents = copied.documents,
                        .withheld = withheld,
                        .library = library(),
                        .language = language};
    auto pdf = case_pdf(copy);
    if (!pdf) return problem(std::move(pdf.error()));
    copied.pdf = std::move(*pdf);
    copied.json = case_json(copy);
    return copied;
}

}  // namespace fjorten::service
