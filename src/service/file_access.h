// Answering whoever asked to see the file: the letter, the whole case without what is withheld, and the
// event.
#pragma once
#include <string>
#include <vector>

#include "service/case_letters.h"

namespace fjorten::service {

struct FileRequest {
    const casefile::Event* asked = nullptr;
    const casefile::Event* answered = nullptr;  // nullptr = not yet
};
/// Oldest first. An answer is to the request it names, else to the oldest that is open.
std::vector<FileRequest> file_requests(const CaseView& view, const rulebook::Vocabulary& vocabulary);

struct GiveFile {
    std::string case_id;
    std::int64_t expected_version = 0;
    calendar::Date on;
    Language language = Language::da;
    std::string remarks;
    std::vector<Withheld> withheld;
};

/// To the oldest request that is open; NotFound if none is.
letters::Letter file_letter(const CaseView& view, const LetterGround& ground, const FileRequest& request,
                            const GiveFile& told, const std::string& signed_by,
                            std::vector<NotPrinted>& not_printed);
Outcome<Done> give_file(RecordDesk& desk, const Sender& sender, const GiveFile& told);

}  // namespace fjorten::service
