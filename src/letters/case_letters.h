// The letters about a decision: before it, with it, about paying, and when the guarantee is not kept.
#pragma once
#include <map>

#include "letters/letter.h"

namespace fjorten::letters {

enum class Decided { granted, refused, partly_granted };

struct DecisionLetter {
    Decided result = Decided::granted;
    std::string service = {};  // name in the vocabulary
    LegalBasis basis = LegalBasis::social_services_101;
    std::string applied_for = {};     // in words, if it differs from what was decided
    std::string facts = {};           // what the decision rests on; needed unless granted
    std::string reasons = {};         // why; needed unless granted
    std::string hearing_answer = {};  // what the citizen said before, in short
    std::string not_granted = {};     // what was refused; needed when partly granted
    std::string scope = {};           // how much and how long; needed when anything is granted
    std::string provider = {};        // needed when anything is granted
    std::string own_payment = {};     // "none" in words, or what and for what
    std::optional<calendar::Date> starts_on = {};
    std::optional<calendar::Date> applied_on = {};
    /// Where complaints go: label of the standard's route, and the register's entry for it. The label is
    /// needed whenever the letter has complaint guidance of an authority.
    std::string complaint_to = {};
    std::optional<Contact> complaint_contact = {};
    /// By id of the items that the rulebooks' checklists for this decision name (see decision_contents).
    std::map<std::string, std::string> contents = {};
    /// Information that the standard says must be given, chosen by whoever knows which conditions hold.
    std::vector<const rulebook::Rule*> notices = {};
};

/// The items that a decision must say something about, by the checklists of both rulebooks whose step is
/// `decision_made`. Only checklists without a condition: whether the others hold is known to the case.
std::vector<rulebook::Checklist::Item> decision_contents(const LetterHead& head);
/// Information to citizens that goes with a decision, as far as it depends on no condition.
std::vector<const rulebook::Rule*> decision_notices(const LetterHead& head);

Letter decision_letter(const LetterHead& head, const DecisionLetter& decision);

/// Forvaltningsloven § 19: what the authority knows and means to decide, before it decides against somebody.
struct HearingLetter {
    std::string about = {};     // what is going to be decided
    std::string facts = {};     // and where each comes from
    std::string leads_to = {};  // what the decision is likely to be
    std::optional<calendar::Date> reply_by = {};
};
Letter hearing_letter(const LetterHead& head, const HearingLetter& hearing);

struct PaymentLine {
    std::string what = {}, amount = {};
};
struct OwnPaymentLetter {
    std::string amount = {};  // "1.250 kr. om måneden"
    std::string pays_for = {};
    std::optional<calendar::Date> from = {};
    std::string reasons = {};
    std::vector<PaymentLine> calculation = {};  // income, housing, debt, fixed costs
    std::string complaint_to = {};
    std::optional<Contact> complaint_contact = {};
};
Letter own_payment_letter(const LetterHead& head, const OwnPaymentLetter& payment);

/// The guarantee is not kept: said to the citizen with the reason, what happens now and what they may choose.
struct OverrunLetter {
    std::optional<calendar::Date> asked_on = {}, due = {};
    std::optional<calendar::Date> expected_on = {};  // when treatment is now expected to begin
    std::string reasons = {};
};
Letter overrun_letter(const LetterHead& head, const OverrunLetter& overrun);

/// A deadline of case handling that the municipality has set itself is not kept (retssikkerhedsloven § 3), or
/// access to the file is not decided in time (forvaltningsloven § 16).
enum class Delayed { case_handling, file_access };
struct DelayLetter {
    Delayed what = Delayed::case_handling;
    std::optional<calendar::Date> due = {}, expected_on = {};
    std::string reasons = {};
};
Letter delay_letter(const LetterHead& head, const DelayLetter& delay);

}  // namespace fjorten::letters
