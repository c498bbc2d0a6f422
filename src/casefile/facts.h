// The environment that conditions read: person, told facts and the facts that events add up to.
#pragma once
#include <optional>
#include <vector>

#include "calendar/date.h"
#include "casefile/timeline.h"
#include "feel/value.h"
#include "rulebook/vocabulary.h"

namespace fjorten::casefile {

class Facts {
  public:
    Facts(const Timeline& timeline, const CourseWords& words, const std::string& own_residence);

    /// Everything as it stands on the day asked about, in request `request`.
    Environment standing(int request) const;
    void standing(int request, Environment& environment) const;
    /// The person alone: every fact is unknown.
    void of_person(int request, Environment& environment) const;
    /// As it stood just before moment `index`, on the day of that moment. Derived facts are unknown until
    /// `derive_before` works them out one by one.
    void before_moment(int index, Environment& environment) const;
    bool is_derived(rulebook::Slot slot) const;
    /// `slot` must be that of a derived fact.
    void derive_before(int index, rulebook::Slot slot, Environment& environment) const;
    /// Sets what depends on the day a clock or route starts: age, adult, and whether a registered child is
    /// under 18.
    void set_day(Environment& environment, calendar::Date on) const;
    /// The name to ask for when a slot is unknown: age and adult are asked for as `born`.
    std::string fact_to_ask(rulebook::Slot slot) const;

    const Timeline& timeline() const { return timeline_; }

  private:
    feel::Value opened_on(int request) const;
    void set_person(Environment& environment, calendar::Date today, int request) const;
    feel::Value told(const rulebook::Fact& fact, calendar::Date on) const;
    void set_children(Environment& environment, calendar::Date on, int past_last) const;
    void set_age(Environment& environment, calendar::Date on) const;
    feel::Value derive(const rulebook::DerivedFact& fact, int request, int past_last,
                       const Environment& environment) const;

    const Timeline& timeline_;
    const CourseWords& words_;
    std::string own_residence_;
    Environment told_;  // what was told of the person, on the day asked about; the rest unknown
};

rulebook::Slot slot_of(rulebook::BuiltIn built_in);

}  // namespace fjorten::casefile
