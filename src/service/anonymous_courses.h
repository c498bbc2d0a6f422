// The desk of courses without a name: opened after the talk that clarifies, written by staff, found again
// with a code that only their owner has. Nothing of them is in the record, in a log, or under a person's key.
// Decision 0025; what remains: docs/security/linkability.md.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/filing.h"
#include "service/anonymous_course.h"
#include "service/guess_brake.h"
#include "service/outcome.h"
#include "service/provider.h"
#include "service/record_desk.h"
#include "service/register.h"
#include "service/return_code.h"
#include "store/anonymous_store.h"

namespace fjorten::service {

/// Whom somebody without a name may choose between (SEL 101 a, stk. 2).
struct AnonymousProviders {
    std::vector<Kept<Provider>> all;  // in use and approved for it today
    bool are_enough() const { return all.size() >= 2 && has_outside(); }
    /// One outside the municipality.
    bool has_outside() const;
};

/// Calls may come from several threads at once. All need Permission::run_anonymous_courses.
class AnonymousCourses {
  public:
    /// All must outlive it.
    AnonymousCourses(store::AnonymousStore& store, const RecordDesk& desk)
        : store_(store), desk_(desk), parts_(desk.parts()) {}

    /// A code to be handed to the citizen with the course that is opened with it; empty if there are no
    /// words.
    std::string draw_code() const;
    Outcome<AnonymousProviders> providers(const Who& who) const;

    /// A new course. The same code once more gives the same course: nothing is written twice. Blocked if the
    /// rules do not allow it, or for want of an answer; Diagnostics on `substance`, `provider`, `contact`,
    /// `code`.
    Outcome<AnonymousCourse> open(const Who& who, const CourseOpening& opening, std::string_view code);
    struct Happened {
        std::string step;
        calendar::Date on;
        Timing timing = Timing::before_it_happens;
    };
    /// Conflict if somebody wrote after version `seen`; Blocked as the rules say; Diagnostics on `step`,
    /// `on`.
    Outcome<AnonymousCourse> record(const Who& who, std::string_view number, std::int64_t seen,
                                    const Happened& happened);
    /// That entry was a mistake: it stays, and counts no more. The first cannot be struck.
    Outcome<AnonymousCourse> strike(const Who& who, std::string_view number, std::int64_t seen,
                                    std::int64_t entry);
    /// The citizen wants help in their own name, and says so with their code: the course ends as any other.
    /// Nothing says why, and nothing of it goes along. NotFound if the code is not that of the course.
    Outcome<AnonymousCourse> leave(const Who& who, std::string_view number, std::int64_t seen,
                                   std::string_view code);

    /// Open ones, then ended ones, each in the order of their numbers.
    Outcome<std::vector<AnonymousCourse>> all(const Who& who) const;
    Outcome<AnonymousCourse> one(const Who& who, std::string_view number) const;
    /// NotFound for a code of no course; guessing makes `wait` longer.
    Outcome<AnonymousCourse> by_code(const Who& who, std::string_view code);
    std::chrono::milliseconds wait();
    TypedCode read_code(std::string_view typed) const;
    /// By the ordinary engine, today.
    Outcome<CaseAnswer> answer(const Who& who, const AnonymousCourse& course) const;

    /// Begins the week's page and writes it anew, whether or not anything happened, and destroys the keys of
    /// pages that a confirmed rule keeps no longer: once a day, whoever comes by.
    Result<void> tidy();
    /// How long a course is kept after it ended, and whether the municipality stands by it.
    const rulebook::Keeping* keeping() const;

  private:
    using Change = std::function<Outcome<CourseEntry>(const std::vector<AnonymousCourse>&)>;
    Outcome<AnonymousCourse> write(const Who& who, const Change& change);
    Result<std::vector<CourseEntry>> opened(const store::AnonymousPage& page) const;
    Result<std::vector<CourseEntry>> opened(const std::vector<store::AnonymousPage>& pages) const;
    Result<std::vector<AnonymousCourse>> courses(std::string_view municipality) const;
    Result<void> put(const std::string& municipality, const std::vector<store::AnonymousPage>& pages,
                     std::optional<CourseEntry> entry);
    Result<void> dispose(const std::vector<store::AnonymousPage>& pages) const;
    Outcome<CaseAnswer> evaluate(const Who& who, const CourseOpening& opening,
                                 std::span<const CourseEntry> entries, calendar::Date on) const;
    std::string hash_of_code(std::string_view municipality, std::string_view code) const;
    Diagnostics check(const Who& who, const CourseOpening& opening, std::string_view code) const;

    store::AnonymousStore& store_;
    const RecordDesk& desk_;
    const DeskParts& parts_;
    GuessBrake brake_;
};

}  // namespace fjorten::service
