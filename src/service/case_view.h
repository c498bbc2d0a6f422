// A case as the screens and the interface for programs see it.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "engine/evaluation.h"
#include "rulebook/filing.h"
#include "service/document.h"
#include "service/sheet.h"
#include "store/entry.h"

namespace fjorten::service {

/// Identity. Lives apart from events, sealed under the person's key.
struct PersonDetails {
    std::string name;
    std::string cpr;      // ten digits, or empty
    std::string address;  // never shown to those who may not see it when is_protected
    std::string telephone, email;
    bool is_protected = false;
    std::string reach_safely;  // how and when to reach the person without others noticing
    std::string interpreter;   // language, or empty
};

/// One line of the time line.
struct TimeLineEntry {
    std::int64_t version = 0;
    std::string id;    // of the event in the case file ("e7"), which `re` and corrections name
    std::string type;  // event of the vocabulary, or one of the record's own (docs/formats/record.md)
    calendar::Date occurred_on;
    std::string recorded_at;
    calendar::Date recorded_on;  // that day in Copenhagen
    std::string actor, actor_name;
    std::optional<casefile::Event> event;             // the event as it was written
    std::string note;                                 // free text: of a note, or the reason of a correction
    std::optional<Sheet> sheet;                       // what was worked out in writing, see sheet.h
    std::string fact, value;                          // of fact_told; the value as in a case file, JSON
    std::string unit, assigned_to, assigned_to_name;  // of case_opened and case_assigned
    std::optional<DocumentDetails> document;          // of document_filed; its day is `occurred_on`
    std::int64_t corrects = 0;      // version of the entry that this one corrects or strikes
    std::int64_t corrected_by = 0;  // version of the entry that corrected or struck this one
    bool is_struck = false;         // struck, not replaced
};

/// Another case of the same person.
struct OtherCase {
    std::string case_id;
    bool is_open = true;
    calendar::Date last_event_on;
    /// It was over when this one began, less than twelve months before: the person came back.
    bool came_back = false;
};

/// Everything about one case on one day. Points into the library.
struct CaseView {
    store::CaseKey key;
    std::int64_t version = 0;
    std::string number;  // as it is written in letters, "27.51.04-G01-4F7KQ-26"
    const rulebook::Subject* subject =
        nullptr;  // what it is about, in the list of subjects; nullptr = not known
    std::string person_id;
    PersonDetails person;              // without the address where that is protected from who asks
    bool has_replacement_cpr = false;  // the CPR is one of our own making (day + 60)
    std::string unit, assigned_to, assigned_to_name;
    bool is_open = true;
    std::vector<TimeLineEntry> entries;  // oldest first, by the day it happened, then by version
    casefile::CaseFile file;             // what the engine was given: corrections applied
    std::vector<OtherCase> other_cases;  // newest first
    std::string case_file;               // the same as JSON, docs/formats/case.md
    engine::Question question;
    engine::Evaluation evaluation;
};

/// A deadline that is not as it was before a command: of what the command changed, or made wrong afterwards.
struct Change {
    std::string clock;  // full id
    int instance = 1;
    std::optional<engine::ClockResult> before, after;  // either may be missing
};

/// What a command did. `findings` are those that were not there before.
struct Done {
    store::CaseKey key;
    std::int64_t version = 0;
    bool is_repeated = false;  // the same request had been done already
    std::vector<Change> changes;
    std::vector<engine::Finding> findings;
};

/// One line of the work list: the most serious deadline of a case that needs somebody.
struct WorkItem {
    store::CaseKey key;
    std::string person_name;
    bool is_protected = false;
    std::string unit, assigned_to, assigned_to_name;
    const rulebook::Rule* rule = nullptr;  // of the clock
    std::string clock;                     // full id
    int instance = 1;
    engine::ClockState state = engine::ClockState::running;
    std::optional<calendar::Date> due;
    int days_left = 0;
    int consequence = 0;  // rank, most serious first
    int more = 0;         // further deadlines of the same case that are due or overdue
};

struct WorkList {
    calendar::Date on;
    std::vector<WorkItem> items;  // by consequence, then date
    int overdue = 0, due_today = 0, undecided = 0, coming = 0, cases = 0;
};

/// A document found by its title, or (version 0) a case found by the number of its subject.
struct FoundDocument {
    store::CaseKey key;
    std::string person_name;
    bool is_protected = false;
    std::string number;  // of the case, as it is written in letters
    std::int64_t version = 0;
    std::string title;
    calendar::Date dated;
};

struct FoundCase {
    store::CaseKey key;
    std::string person_name;
    bool is_protected = false;
    bool is_open = true;
    std::string unit, assigned_to_name;
    calendar::Date last_event_on;
    /// Of a case outside one's reach only number, unit and days are told.
    enum class Reach { within, outside } reach = Reach::within;
};

}  // namespace fjorten::service
