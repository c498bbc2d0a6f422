// Letters about a complaint and about seeing the file.
#pragma once
#include "letters/letter.h"

namespace fjorten::letters {

/// What a letter says of the complaint.
struct ComplaintFacts {
    calendar::Date complained_on;
    std::optional<calendar::Date> decided_on = {};  // the decision that it is about
    std::string board = {};                         // who gets it next
    std::optional<calendar::Date> forward_by = {};  // the last day to forward it
    std::optional<calendar::Date> missed = {};      // the last day to complain, where it came later
    std::vector<std::string> sources = {};          // law that it rests on
};

enum class Reassessed { upheld, granted, partly_granted };

/// To the citizen: what came of looking at the decision again, why, and what happens now.
Letter reassessment_letter(const LetterHead& head, const ComplaintFacts& facts, Reassessed result,
                           const std::string& reasons);
/// To the board, with the file: what is complained about, whether in time, what the municipality thinks.
/// `head.to` is the board.
Letter forwarding_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& person,
                         const std::string& remarks);
/// To whoever complained about something else than a decision; `passed_to`: empty where the letter is the
/// answer.
Letter answer_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& passed_to,
                     const std::string& text);

struct GivenUp {
    std::string what, reason;
};
/// To whoever asked to see the file.
Letter file_access_letter(const LetterHead& head, calendar::Date asked_on, std::size_t documents,
                          const std::vector<GivenUp>& withheld, const std::vector<std::string>& complain,
                          const std::string& remarks);

}  // namespace fjorten::letters
