// The caseworker's desk: commands and queries on the record. Commands load, decide (a pure function) and
// append; the only place where the clock, chance, the store and the core meet.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/messages.h"
#include "calendar/date.h"
#include "service/authorisation.h"
#include "service/case_desk.h"
#include "service/case_view.h"
#include "service/disposal.h"
#include "service/document.h"
#include "service/outcome.h"
#include "store/account_store.h"
#include "store/record_store.h"
#include "vault/vault.h"

namespace fjorten::service {

/// What the outside world gives; a simulation gives its own.
struct Surroundings {
    std::function<calendar::Date()> today;              // in Copenhagen
    std::function<std::string()> now;                   // UTC, "2026-03-02T09:15:27.123Z"
    std::function<std::string(std::size_t)> random_id;  // so many characters, unguessable
};
Surroundings real_surroundings();

/// What every command carries.
struct Sender {
    Who who;
    std::string
        idempotency_key;  // made when the form was shown or by the calling program; 8 to 64 characters
};

struct OpenCase {
    PersonDetails person;   // with `person_id`: replaces what is known, unless the name is empty
    std::string person_id;  // an earlier case of the same person; empty = somebody new, or found by CPR
    Document case_file;     // case file of docs/formats/case.md: person, facts and first events; no standard
    std::string unit;
    std::string assigned_to;
};

enum class Timing { before_it_happens, has_happened };

struct RecordEvent {
    std::string case_id;
    std::int64_t expected_version = 0;
    Document event;  // as in a case file
    /// `has_happened`: recorded even if a gate is closed (with a finding). Otherwise the answer is Blocked.
    Timing timing = Timing::before_it_happens;
    std::string pass_reason;  // passes the reasoned gates that are closed, recorded as gate_passed
    /// Filed in the same append, each about this event: of them only what is said of the document itself
    /// counts. `note`: written in the same append, with the day of the event; empty = none.
    std::vector<FileDocument> documents = {};
    std::string note = {};
    /// What it was made from, where that and not itself says whether it comes again (request_mark.h).
    std::string mark = {};
};

struct CorrectEvent {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::int64_t corrects = 0;      // version of the entry
    std::optional<Document> event;  // what is right; empty = it never happened
    std::string reason;
};

struct TellFact {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string fact, value;  // as in a case file
};

struct AssignCase {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string unit, assigned_to;
};

struct ChangePerson {
    std::string case_id;
    std::int64_t expected_version = 0;
    PersonDetails person;  // all of it, as it is from now on
    // What the rules read of the person; empty = as before. A CPR number says the birthday.
    std::optional<calendar::Date> born = {};
    std::optional<bool> adult = {};
    std::string residence = {};  // municipality code
};

struct WriteNote {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string text;
    std::optional<calendar::Date> day = {};  // the day that it is about; empty = today
};

/// Whether a sheet is only kept, or what it says is done: the event that it leads to is recorded with it.
enum class SheetStage { draft, final };

struct WriteSheet {
    std::string case_id;
    std::int64_t expected_version = 0;
    std::string type;  // of sheet.h
    Sheet sheet;
    SheetStage stage = SheetStage::draft;
    // Of the event, as RecordEvent has them.
    Timing timing = Timing::before_it_happens;
    std::string pass_reason = {};
};

/// Nothing of the case may be disposed of while a hold stands (a complaint, a lawsuit, an audit).
struct HoldCase {
    std::string case_id;
    std::int64_t expected_version = 0;
    enum class Hold { placed, lifted } hold = Hold::placed;
    std::string reason;
};

struct WorkFilter {
    std::optional<std::string> unit, assigned_to;
    int days_ahead = 14;
};

/// A case as the engine reads it, without who it is about.
struct KeptCase {
    std::string case_id;
    casefile::CaseFile file;
};
struct KeptCases {
    std::vector<KeptCase> cases;
    std::size_t left_out = 0;  // there were more than asked for
};

class AccessLedger;

struct DeskSettings {
    std::string rulebooks;          // fingerprint of the library: with another one, lists are worked out anew
    rulebook::Filing filing = {};   // how cases are numbered and kept
    bool is_demonstration = false;  // the people are invented; every page says so
    std::string outbox = {};        // folder of messages to be sent (store/outbox.h); empty = there is none
    AccessLedger* ledger = nullptr;  // where looks are noted (service/access.h); null = a trial run
};

/// What the desk works with.
struct DeskParts {
    const CaseDesk& desk;
    store::RecordStore& records;
    store::AccountStore& accounts;
    vault::Vault& vault;
    Surroundings surroundings;
    DeskSettings settings;
};

class RecordDesk {
  public:
    /// All must outlive the desk.
    RecordDesk(const CaseDesk& desk, store::RecordStore& records, store::AccountStore& accounts,
               vault::Vault& vault, Surroundings surroundings, DeskSettings settings = {});

    Outcome<Done> open_case(const Sender& sender, const OpenCase& command);
    Outcome<Done> record_event(const Sender& sender, const RecordEvent& command);
    Outcome<Done> correct_event(const Sender& sender, const CorrectEvent& command);
    Outcome<Done> tell_fact(const Sender& sender, const TellFact& command);
    Outcome<Done> assign_case(const Sender& sender, const AssignCase& command);
    Outcome<Done> change_person(const Sender& sender, const ChangePerson& command);
    Outcome<Done> write_sheet(const Sender& sender, const WriteSheet& command);
    Outcome<Done> write_note(const Sender& sender, const WriteNote& command);
    Outcome<Done> hold_case(const Sender& sender, const HoldCase& command);
    Outcome<Done> file_document(const Sender& sender, const FileDocument& command);

    Outcome<WorkList> work_list(const Who& who, const WorkFilter& filter);
    /// By CPR (with or without hyphen), by names (whole words, in any order and any case), or by case number.
    /// Names find what is within reach; a number also says that there is a case outside it.
    Outcome<std::vector<FoundCase>> search(const Who& who, std::string_view text) const;
    /// Documents by title, summary or correspondent (words or their beginnings) and cases by the number of
    /// their subject, in the open cases of whoever asks: of their unit, or of all where they have none.
    Outcome<std::vector<FoundDocument>> find_documents(const Who& who, std::string_view text,
                                                       Language language) const;
    /// `on`: empty = today. `as_known`: the case as it was written down then.
    Outcome<CaseView> view(const Who& who, std::string_view case_id, std::optional<calendar::Date> on = {},
                           std::optional<calendar::Date> as_known = {}) const;
    /// The same as part of something else that shows it: noted as that (act:: of service/access.h).
    Outcome<CaseView> glimpse(const Who& who, std::string_view case_id, std::string_view act) const;
    /// The case for one line of a list, if it is within reach. Not noted: whoever makes the list notes that.
    Outcome<CaseView> listed(const Who& who, std::string_view case_id) const;
    /// The document that entry `version` of the case filed; NotFound if it filed none.
    Outcome<FiledDocument> document(const Who& who, std::string_view case_id, std::int64_t version) const;
    /// Every case, with whether it may go and by which rule; `on`: empty = today.
    Outcome<std::vector<Disposable>> disposal(const Who& who, std::optional<calendar::Date> on = {}) const;
    /// The whole case to be given out, without what is withheld: docs/formats/case_copy.md.
    Outcome<CopiedCase> copy_of_case(const Who& who, std::string_view case_id,
                                     const std::vector<Withheld>& withheld, Language language) const;
    /// What the entries after version `since` did to the deadlines, and which findings they brought, seen
    /// today: for the summary after saving, and for whoever saves second. A command that answers Done gives
    /// the same for its own entries.
    Outcome<Done> changes_since(const Who& who, std::string_view case_id, std::int64_t since) const;
    /// People who can be given a case.
    Outcome<std::vector<store::Account>> colleagues(const Who& who) const;

    /// The cases of the municipality, those with the latest events first, at most `most`: to try rules out.
    Outcome<KeptCases> kept_cases(const Who& who, std::size_t most) const;

    /// Drops what the lists show and works it out again from the entries.
    Outcome<int> rebuild_lists(const Who& who, const std::function<void(int)>& progress);

    calendar::Date today() const { return parts_.surroundings.today(); }
    const rulebook::Library& library() const { return parts_.desk.library(); }
    /// The standard of a municipality's code, or empty.
    std::string standard_of(std::string_view municipality) const;
    /// What the desks beside this one work with (register_desk.h).
    const DeskParts& parts() const { return parts_; }
    const rulebook::Filing& filing() const { return parts_.settings.filing; }
    bool is_demonstration() const { return parts_.settings.is_demonstration; }

  private:
    DeskParts parts_;
};

}  // namespace fjorten::service
