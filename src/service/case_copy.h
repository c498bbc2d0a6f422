// A case as it is given out of the house: to the citizen who asks to see the file, or to the appeals board.
// As a paper, as one PDF with all documents, and as JSON (docs/formats/case_copy.md). Pure.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/messages.h"
#include "letters/paper.h"
#include "rulebook/model.h"
#include "service/case_view.h"
#include "service/document.h"

namespace fjorten::service {

struct CaseCopy {
    const CaseView& view;
    const std::vector<FiledDocument>& documents;  // with their contents
    const std::vector<Withheld>& withheld;
    const rulebook::Library& library;
    Language language = Language::da;
};

/// Every entry by day, deadlines, the list of documents, and those that are letters or plain text. What is
/// withheld says only that, and why. An address that is protected is never in it.
letters::Paper case_paper(const CaseCopy& copy);
/// That paper, and the PDFs and pictures after it. `unavailable` if there is no font to write with.
Result<std::string> case_pdf(const CaseCopy& copy);
std::string case_json(const CaseCopy& copy);

}  // namespace fjorten::service
