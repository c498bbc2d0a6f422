// The ground on which a rulebook is tried: one edition of a standard, the law beside it, a plain day, and the
// engine.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "casefile/facts.h"
#include "engine/engine.h"
#include "review/dimension.h"
#include "review/draft.h"
#include "review/remark.h"
#include "rulebook/model.h"

namespace fjorten::review {

class Trial {
  public:
    /// Tries `edition`. A law is tried together with the first standard that builds on it. Nothing where
    /// there is no day on which a standard and its law are both in force. `library` must outlive the trial.
    static std::unique_ptr<Trial> of(const rulebook::Library& library, const rulebook::Edition& edition,
                                     calendar::Date today);

    const rulebook::Library& library() const { return library_; }
    const rulebook::Vocabulary& vocabulary() const { return library_.vocabulary; }
    const rulebook::Edition& edition() const { return edition_; }
    const rulebook::Edition& standard() const { return standard_; }
    const rulebook::Edition& law() const { return law_; }
    const Story& story() const { return story_; }
    const Dimensions& dimensions() const { return dimensions_; }
    /// A Monday on which both editions are in force.
    calendar::Date day() const { return day_; }

    /// A case in which nothing is known and nothing has happened.
    Draft draft() const;
    std::optional<engine::Evaluation> ask(const Draft& draft) const;
    /// What conditions read in that case, `started` being its day.
    casefile::Environment environment(const Draft& draft) const;
    Shown shown(const Draft& draft, const Remark& remark, const std::vector<std::string>& expected) const;

  private:
    Trial(const rulebook::Library& library, const rulebook::Edition& edition,
          const rulebook::Edition& standard, const rulebook::Edition& law, calendar::Date day);

    const rulebook::Library& library_;
    const rulebook::Edition& edition_;
    const rulebook::Edition& standard_;
    const rulebook::Edition& law_;
    calendar::Date day_;
    engine::Engine engine_;
    casefile::CourseWords words_;
    Story story_;
    Dimensions dimensions_;
};

/// The last result of that clock, or nullptr.
const engine::ClockResult* clock_in(const engine::Evaluation& evaluation, const rulebook::Rule& rule);
/// "id: {state: running, due: 2026-03-16}", as a scenario expects it.
std::string expected_clock(const engine::ClockResult& clock);
std::string expected_finding(const std::string& code, const rulebook::Rule& rule);

}  // namespace fjorten::review
