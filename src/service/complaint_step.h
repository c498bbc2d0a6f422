// The next step of a complaint, with the letters and papers that belong to it: drafted to be looked at, or
// taken, all in one append.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "letters/paper.h"
#include "service/case_letters.h"
#include "service/complaint_course.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// What is told of a step; each step needs some of it (docs/formats/api.md).
struct TakeStep {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string complaint;  // id of the event that began it
    std::string step;       // that it is thought to be at
    calendar::Date on;
    Language language = Language::da;
    std::string result, how, reasons, remarks, text;
    std::optional<FileDocument> file = {};  // what the board wrote
};

struct StepDraft {
    RecordEvent command;
    std::optional<letters::Paper> letter;  // as it would go out; empty where the step sends none
    std::vector<NotPrinted> not_printed;
    Diagnostics mistakes;  // each under the name of what is missing or wrong
};

/// Pure.
StepDraft draft_step(const CaseView& view, const ComplaintCourse& course, const LetterGround& ground,
                     const TakeStep& told, const std::string& signed_by);
/// The case as one PDF, to be filed with what was sent. `title`: key of its text.
struct WholeCase {
    std::string case_id;
    std::vector<Withheld> withheld = {};
    Language language = Language::da;
    calendar::Date on;
    std::string to;
    std::string_view title;
};
Outcome<FileDocument> whole_case(const RecordDesk& desk, const Who& who, const WholeCase& wanted);

/// Forwarding sends the whole case along as one PDF.
Outcome<Done> take_step(RecordDesk& desk, const Sender& sender, const TakeStep& told);

}  // namespace fjorten::service
