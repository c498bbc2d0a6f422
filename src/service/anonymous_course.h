// A course without a name (SEL 101 a; SUL 141 for alcohol): what is kept of it, and the case file that the
// engine reads. There is no field for free text, so nobody can write a name. Decision 0025. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"

namespace fjorten::service {

/// Something that can happen in such a course, and the event that it is for the rules.
struct CourseStep {
    std::string_view name;    // "group"; its label is "work.nameless.step.<name>"
    std::string_view event;   // of the vocabulary
    std::string_view fields;  // of it, as in a case file: "kind: group"
    enum class Ends { no, yes } ends = Ends::no;
};
/// In the order in which they are offered.
std::span<const CourseStep> course_steps();
/// nullptr: there is none.
const CourseStep* find_course_step(std::string_view name);

/// What somebody says of themselves before a course begins. Of every question only the choice is kept.
struct CourseOpening {
    std::string substance;                   // choice of `substance_kind`
    std::optional<bool> adult, other_needs;  // `other_social_needs`
    std::string provider;                    // document of the register of providers
    calendar::Date contact;                  // when they first asked
};

/// How exactly it is kept when something happened: the day where a deadline of the law is counted from it,
/// else the Monday of the week.
enum class KeptTime { week, day };

/// One line of a course. Sealed with all others of its week.
struct CourseEntry {
    std::string course;        // its number
    std::int64_t number = 0;   // in the course: 1, 2, ...
    std::string role;          // of whoever wrote it; never who
    std::string step;          // the first one says "opened"
    calendar::Date on;         // as exactly as `time` says
    std::int64_t strikes = 0;  // number of the entry that was a mistake
    // Of the first entry.
    CourseOpening opening = {};
    KeptTime time = KeptTime::week;
    std::string code_hash = {};
};

struct AnonymousCourse {
    std::string number;
    std::vector<CourseEntry> entries;  // in order; the first opens it

    const CourseOpening& opening() const { return entries.front().opening; }
    KeptTime time() const { return entries.front().time; }
    std::int64_t version() const { return static_cast<std::int64_t>(entries.size()); }
    bool is_struck(std::int64_t entry) const;
    bool is_open() const;
    /// The last thing that happened, as exactly as it is kept.
    calendar::Date last_on() const;
};

/// The week's page as it is sealed: entries in the order of course and number, which is chance, and padded,
/// so that its length does not tell how many there are.
std::string page_text(std::vector<CourseEntry> entries);
/// `corrupt` if it is not what page_text writes.
Result<std::vector<CourseEntry>> entries_in(std::string_view page);

/// Courses in the order of their numbers. Entries may come in any order, of any weeks.
std::vector<AnonymousCourse> courses_of(std::vector<CourseEntry> entries);

/// As a case file (docs/formats/case.md). `entries` may leave out what came last.
std::string case_file_of(const CourseOpening& opening, std::span<const CourseEntry> entries,
                         std::string_view standard);
/// The event that a step is, as in a case file.
std::string event_of(const CourseStep& step, calendar::Date on);

}  // namespace fjorten::service
