// The letters about a complaint.
#pragma once
#include "letters/letter.h"

namespace fjorten::letters {

/// We have it, what happens now and by when.
struct ComplaintReceipt {
    std::optional<calendar::Date> received_on = {};
    std::string about = {};                        // in words: "afgørelsen af 3. marts 2026"
    std::string handled_by = {};                   // who looks at it; label of the standard's route
    std::optional<calendar::Date> answer_by = {};  // due day of the clock, if there is one
    bool is_decision = true;                       // else about staff or handling, which nobody forwards
};
Letter complaint_receipt(const LetterHead& head, const ComplaintReceipt& receipt);

enum class Reassessed { upheld, granted, partly_granted };
struct ReassessmentLetter {
    Reassessed result = Reassessed::upheld;
    LegalBasis basis = LegalBasis::social_services_101;
    std::optional<calendar::Date> complained_on = {},
                                  decided_on = {};  // the complaint, the decision complained about
    std::string reasons = {};
    std::string changed = {};                         // what the new decision is; needed unless upheld
    std::string not_changed = {};                     // needed when partly granted
    std::optional<calendar::Date> forwarded_on = {};  // needed when upheld
    std::string board = {};                           // where it was forwarded; needed when upheld
};
Letter reassessment_letter(const LetterHead& head, const ReassessmentLetter& letter);

/// To the board: `head.to` is the board as the register has it.
struct ForwardingLetter {
    std::string citizen = {};  // name and birthday, or what identifies the case to the board
    std::optional<calendar::Date> decided_on = {}, complained_on = {}, reassessed_on = {};
    std::string decision = {};  // what was decided, in short
    std::string reasons = {};   // why it was upheld
    std::vector<std::string> enclosures = {};
};
Letter forwarding_letter(const LetterHead& head, const ForwardingLetter& letter);

}  // namespace fjorten::letters
