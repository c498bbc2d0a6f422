// Letters of a case about what was decided in it: written from its events and sheets, the rulebooks in force
// and the register of contacts, and recorded as sent together with the letter itself.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letters/letter.h"
#include "rulebook/filing.h"
#include "service/case_view.h"
#include "service/contact.h"
#include "service/record_desk.h"

namespace fjorten::service {

enum class LetterKind { decision, hearing, payment };
std::string_view name_of(LetterKind kind);
std::optional<LetterKind> letter_kind_from(std::string_view name);

/// The value of a field of an event as text; empty if it was not told.
std::string told_text(const TimeLineEntry& entry, const rulebook::Vocabulary& vocabulary,
                      std::string_view field);

/// What letters are written from besides the case.
struct LetterGround {
    const rulebook::Library& library;
    const rulebook::Filing& filing;
    std::vector<Contact> contacts;
};
/// With the register, as far as whoever asks may read it.
LetterGround letter_ground(const RecordDesk& desk, const Who& who);

/// What is chosen for one letter. `texts`: what the sheets did not say, by the field that was missing.
struct LetterOrder {
    LetterKind kind = LetterKind::decision;
    Language language = Language::da;
    calendar::Date day;  // on which it is sent
    std::string signed_by;
    std::map<std::string, std::string> texts = {};
};

/// An address that the letter does not print. `standing`: why; empty = the register has nobody by that name.
struct NotPrinted {
    std::string called;
    std::optional<Standing> standing;
};

struct CaseLetter {
    const TimeLineEntry* about = nullptr;  // the event
    letters::Letter letter;
    bool gives_guidance = false;  // says how to complain
    std::vector<NotPrinted> not_printed;
    const TimeLineEntry* sent = nullptr;  // the event that says so; of a hearing, the event itself
    const TimeLineEntry* kept = nullptr;  // the letter as it was sent
};

/// Head of every letter to the person of the case; `unit`: who writes, where a sheet says so. The case has a
/// standard. What is not printed is added to `not_printed`.
letters::LetterHead letter_head(const CaseView& view, const LetterGround& ground, const LetterOrder& order,
                                std::string unit, std::vector<NotPrinted>& not_printed);

/// The language that the sheet behind the letter asks for; Danish where none does.
Language language_of(const CaseView& view, const rulebook::Vocabulary& vocabulary, LetterKind kind);

/// Empty while nothing has happened that the letter would be about.
std::optional<CaseLetter> write_letter(const CaseView& view, const LetterGround& ground,
                                       const LetterOrder& order);

struct SendLetter {
    std::string case_id;
    std::int64_t expected_version = 0;
    LetterOrder order;
    std::string channel;  // "digital_post", "letter" or "hand"
};
/// Files the letter, signed by the sender, and records that it was sent. Diagnostics name each field that it
/// lacks; NotFound while there is nothing to write about.
Outcome<Done> send_letter(RecordDesk& desk, const Sender& sender, SendLetter command);

/// A letter as a document of the case, to `correspondent`.
FileDocument letter_document(const letters::Paper& paper, calendar::Date on,
                             const std::string& correspondent);

}  // namespace fjorten::service
