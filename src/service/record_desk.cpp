// The commands. What they have in common is in writing.cpp, what they decide in decide*.cpp.
#include "service/record_desk.h"

#include <algorithm>

#include "service/cpr.h"
#include "service/name_words.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

PersonDetails tidied(PersonDetails person) {
    person.name = trimmed(person.name);
    person.cpr = trimmed(person.cpr);
    if (const auto cpr = read_cpr(person.cpr)) person.cpr = cpr->digits;
    return person;
}

std::optional<calendar::Date> born_by(const PersonDetails& person) {
    const auto cpr = read_cpr(person.cpr);
    return cpr ? std::optional(cpr->born) : std::nullopt;
}

/// What was known, and over it what is said now.
PersonDetails merged(PersonDetails known, const PersonDetails& said) {
    const auto take = [](std::string& old, const std::string& now) {
        if (!now.empty()) old = now;
    };
    take(known.name, said.name);
    take(known.cpr, said.cpr);
    take(known.address, said.address);
    take(known.telephone, said.telephone);
    take(known.email, said.email);
    take(known.reach_safely, said.reach_safely);
    take(known.interpreter, said.interpreter);
    known.is_protected = known.is_protected || said.is_protected;
    return known;
}

/// Whose case it is: somebody known, or somebody new.
class PersonChoice {
  public:
    PersonChoice(const DeskParts& parts, const CaseShelf& shelf, std::string municipality)
        : parts_(parts), shelf_(shelf), municipality_(std::move(municipality)) {}

    struct Chosen {
        std::string person_id, key_id;  // empty: somebody new
        PersonDetails details;
    };

    Outcome<Chosen> choose(const OpenCase& command) const {
        const PersonDetails said = tidied(command.person);
        if (!command.person_id.empty()) return known(command.person_id, said);
        if (auto mistakes = check_details(said, parts_.surroundings.today()); !mistakes.empty())
            return problem(std::move(mistakes));
        const auto same = with_cpr(said, {});
        if (!same) return problem(same.error());
        if (!*same) return Chosen{.person_id = {}, .key_id = {}, .details = said};
        const auto details = shelf_.person(**same);
        if (!details) return problem(details.error());
        // The number is that of somebody else, or the name has changed: a person has to say which.
        if (name_words(details->name) != name_words(said.name))
            return problem(Diagnostics{mistake_in("cpr", "record_cpr_taken")});
        return Chosen{
            .person_id = (*same)->person_id, .key_id = (*same)->key_id, .details = merged(*details, said)};
    }

    /// The person in the municipality with the CPR of `person`, other than `but`.
    Outcome<std::optional<store::PersonRow>> with_cpr(const PersonDetails& person,
                                                      const std::string& but) const {
        if (person.cpr.empty()) return std::nullopt;
        const auto ids =
            parts_.records.find_people(municipality_, {shelf_.blind_cpr(municipality_, person.cpr)});
        if (!ids) return problem(ids.error());
        const auto other = std::ranges::find_if(*ids, [&](const std::string& id) { return id != but; });
        if (other == ids->end()) return std::nullopt;
        auto row = parts_.records.read_person(municipality_, *other);
        if (!row) return problem(row.error());
        return std::move(*row);
    }

  private:
    Outcome<Chosen> known(const std::string& person_id, const PersonDetails& said) const {
        const auto row = parts_.records.read_person(municipality_, person_id);
        if (!row) return problem(row.error());
        if (!*row) return problem(NotFound{});
        auto details = shelf_.person(**row);
        if (!details) return problem(std::move(details.error()));
        Chosen chosen{.person_id = person_id, .key_id = (*row)->key_id, .details = std::move(*details)};
        if (said.name.empty()) return chosen;
        if (auto mistakes = check_details(said, parts_.surroundings.today()); !mistakes.empty())
            return problem(std::move(mistakes));
        const auto other = with_cpr(said, person_id);
        if (!other) return problem(other.error());
        if (*other) return problem(Diagnostics{mistake_in("cpr", "record_cpr_taken")});
        chosen.details = said;
        return chosen;
    }

    const DeskParts& parts_;
    const CaseShelf& shelf_;
    std::string municipality_;
};

/// A command that needs nothing but the case.
template <class Command>
Outcome<Done> change(const DeskParts& parts, const Sender& sender, Permission permission,
                     const Command& command) {
    Writing writing(parts, sender, mark_of(command));
    if (auto answer = writing.answered_before(permission)) return std::move(*answer);
    return writing.change(
        command.case_id, command.expected_version,
        [&](const CaseState& state, const Ground& ground) { return decide(state, command, ground); });
}

/// A mistake unless it is nobody or somebody of the municipality who may have cases.
Diagnostics check_assignee(const DeskParts& parts, const Who& who, const std::string& account_id) {
    if (account_id.empty()) return {};
    const auto account = parts.accounts.by_id(account_id);
    const bool is_fine = account && *account && (*account)->municipality == who.municipality &&
                         !(*account)->is_disabled &&
                         may({.account_id = account_id,
                              .display_name = {},
                              .municipality = who.municipality,
                              .role = role_from((*account)->role),
                              .unit = {}},
                             Permission::record_event);
    if (is_fine) return {};
    return {mistake_in("assigned_to", "record_unknown_account")};
}

}  // namespace

RecordDesk::RecordDesk(const CaseDesk& desk, store::RecordStore& records, store::AccountStore& accounts,
                       vault::Vault& vault, Surroundings surroundings, DeskSettings settings)
    : parts_{.desk = desk,
             .records = records,
             .accounts = accounts,
             .vault = vault,
             .surroundings = std::move(surroundings),
             .settings = std::move(settings)} {}

std::string RecordDesk::standard_of(std::string_view municipality) const {
    return service::standard_of(library(), municipality);
}

Outcome<Done> RecordDesk::open_case(const Sender& sender, const OpenCase& command) {
    Writing writing(parts_, sender, mark_of(command));
    if (auto answer = writing.answered_before(Permission::open_case)) return std::move(*answer);
    if (auto mistakes = check_assignee(parts_, sender.who, command.assigned_to); !mistakes.empty())
        return problem(std::move(mistakes));
    const std::string& municipality = sender.who.municipality;
    auto chosen = PersonChoice(parts_, writing.shelf(), municipality).choose(command);
    if (!chosen) return problem(std::move(chosen.error()));
    const auto drafts = decide(command, born_by(chosen->details), writing.ground());
    if (!drafts) return problem(drafts.error());
    if (chosen->person_id.empty()) {
        const auto key = parts_.vault.make_key();
        if (!key) return problem(key.error());
        chosen->key_id = *key;
        chosen->person_id = parts_.surroundings.random_id(16);
    }
    const auto row = writing.shelf().sealed(municipality, chosen->person_id, chosen->key_id, chosen->details);
    if (!row) return problem(row.error());
    return writing.open(*row, *drafts);
}

Outcome<Done> RecordDesk::record_event(const Sender& sender, const RecordEvent& command) {
    return change(parts_, sender, Permission::record_event, command);
}

Outcome<Done> RecordDesk::correct_event(const Sender& sender, const CorrectEvent& command) {
    return change(parts_, sender, Permission::correct_event, command);
}

Outcome<Done> RecordDesk::tell_fact(const Sender& sender, const TellFact& command) {
    return change(parts_, sender, Permission::tell_fact, command);
}

Outcome<Done> RecordDesk::write_note(const Sender& sender, const WriteNote& command) {
    return change(parts_, sender, Permission::write_note, command);
}

Outcome<Done> RecordDesk::hold_case(const Sender& sender, const HoldCase& command) {
    return change(parts_, sender, Permission::hold_case, command);
}

Outcome<Done> RecordDesk::file_document(const Sender& sender, const FileDocument& command) {
    return change(parts_, sender, Permission::file_document, command);
}

Outcome<Done> RecordDesk::write_sheet(const Sender& sender, const WriteSheet& command) {
    const bool decides = command.stage == SheetStage::final &&
                         (command.type == sheet_type::decision || command.type == sheet_type::payment);
    return change(parts_, sender, decides ? Permission::make_decision : Permission::write_sheet, command);
}

Outcome<Done> RecordDesk::assign_case(const Sender& sender, const AssignCase& command) {
    Writing writing(parts_, sender, mark_of(command));
    if (auto answer = writing.answered_before(Permission::assign_case)) return std::move(*answer);
    if (auto mistakes = check_assignee(parts_, sender.who, command.assigned_to); !mistakes.empty())
        return problem(std::move(mistakes));
    return writing.change(
        command.case_id, command.expected_version,
        [&](const CaseState& state, const Ground& ground) { return decide(state, command, ground); });
}

Outcome<Done> RecordDesk::change_person(const Sender& sender, const ChangePerson& command) {
    Writing writing(parts_, sender, mark_of(command));
    if (auto answer = writing.answered_before(Permission::change_person)) return std::move(*answer);
    const PersonDetails person = tidied(command.person);
    if (auto mistakes = check_details(person, today()); !mistakes.empty())
        return problem(std::move(mistakes));
    const std::string& municipality = sender.who.municipality;
    const PersonChoice choice(parts_, writing.shelf(), municipality);
    return writing.change(
        command.case_id, command.expected_version,
        [&](const CaseState& state, const Ground& ground) {
            return decide(state, command, born_by(person), ground);
        },
        [&](const OpenedCase& opened) -> Outcome<std::optional<store::PersonRow>> {
            const auto& row = opened.person_row;
            const auto other = choice.with_cpr(person, row.person_id);
            if (!other) return problem(other.error());
            if (*other) return problem(Diagnostics{mistake_in("cpr", "record_cpr_taken")});
            auto sealed = writing.shelf().sealed(municipality, row.person_id, row.key_id, person);
            if (!sealed) return problem(std::move(sealed.error()));
            return std::move(*sealed);
        });
}

}  // namespace fjorten::service
