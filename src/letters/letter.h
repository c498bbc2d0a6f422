// What every letter from the municipality has in common. Letters are pure functions from plain facts to a
// paper, or to the list of everything that is missing for one: never half a letter.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "letters/paper.h"
#include "rulebook/model.h"

namespace fjorten::letters {

/// The rule of law that a decision rests on: decides where and whether one may complain.
enum class LegalBasis {
    social_services_101,   // social treatment of adults
    social_services_101a,  // anonymous treatment: no appeal to another authority
    children_33,           // social treatment under 18, from 2024
    social_services_107,   // board and lodging in residential treatment, and paying for it
    health_141,            // alcohol
    health_142             // medical treatment
};

/// From the service that was decided on and the age on that day; from 2024 those under 18 come under the
/// Children's Act. Source: law.md 1.3, 1.4.
LegalBasis basis_of(std::string_view service, int age, calendar::Date on);

/// Whether a decision on that basis can be complained about, so that its letter says how.
bool gives_guidance(LegalBasis basis);

/// Somebody in the register of authorities and contacts. Letters print `lines` and the rest only when it has
/// been confirmed.
struct Contact {
    std::string name;
    std::vector<std::string> lines = {};  // address
    std::string phone = {}, mail = {};
    std::optional<calendar::Date> confirmed_on = {};
};

enum class Protection { none, address };  // name and address protection of the CPR register

struct Recipient {
    std::string name;
    std::vector<std::string> address = {};  // never printed when protected
    Protection protection = Protection::none;
};

struct LetterHead {
    const rulebook::Library& library;
    const rulebook::Edition& standard;  // in force on `date`
    const rulebook::Edition& law;
    Language language = Language::da;
    calendar::Date date;  // of the letter
    Recipient to;
    std::string case_number = {};
    std::string unit = {};       // that decides and writes; may be empty
    std::string signed_by = {};  // name of the person who answers for it
    Contact own_contact = {};    // of that unit; left out while it is not confirmed
    /// Rules that what the letter says rests on, besides those it finds itself: their doubts are said in it.
    std::vector<const rulebook::Rule*> rests_on = {};
};

/// Something a letter cannot be written without.
struct Missing {
    std::string field;     // as in the struct asked: "reasons", "contents.situation"
    std::string sentence;  // in the language of the letter
    bool operator==(const Missing&) const = default;
};
using Letter = std::expected<Paper, std::vector<Missing>>;

}  // namespace fjorten::letters
