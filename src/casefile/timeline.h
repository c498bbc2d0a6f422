// What is visible of a case on a day, what answers what, and the requests that the events fall into.
// Source: design section 4, "Readings" (fixed): requests, answering without `re`, nothing after the day asked
// about.
#pragma once
#include <cstdint>
#include <forward_list>
#include <optional>
#include <span>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "rulebook/vocabulary.h"

namespace fjorten::casefile {

using Environment = std::vector<feel::Value>;

/// The event types that something looks for. Types share 64 places: a type that is not looked for may seem to
/// be, one that is never gets lost.
class EventFilter {
  public:
    void add(const rulebook::Pattern& pattern) { places_ |= place_of(pattern.event); }
    void add(const std::vector<rulebook::Pattern>& patterns) {
        for (const auto& pattern : patterns) add(pattern);
    }
    void add(rulebook::EventType type) { places_ |= place_of(type); }
    bool may_share(const EventFilter& other) const { return (places_ & other.places_) != 0; }
    bool may_hold(rulebook::EventType type) const { return (places_ & place_of(type)) != 0; }

  private:
    static std::uint64_t place_of(rulebook::EventType type) { return std::uint64_t{1} << (type % 64U); }
    std::uint64_t places_ = 0;
};

/// What the course of a case turns on, looked up once in the vocabulary, which must outlive it.
struct CourseWords {
    explicit CourseWords(const rulebook::Vocabulary& vocabulary);
    struct Flagged {
        rulebook::EventType type = none;
        std::uint16_t field = 0;
    };
    static constexpr rulebook::EventType none = 0xffff;
    Flagged contact_own_wish, application_own_wish, application_service, start_service;
    Flagged decision_result, decision_service, end_status, reassessment_result, appeal_result;
    Flagged child_born, child_at_home;
    Flagged gate_passed_action, gate_passed_rule;
    rulebook::EventType withdrawn = none;
    const rulebook::Fact* children = nullptr;                // whether there are children under 18 at home
    std::vector<EventFilter> derived_from;                   // by derived fact
    std::vector<const rulebook::DerivedFact*> clock_states;  // those that say how a clock stands
    std::vector<std::vector<rulebook::ActionId>> done_by;    // by event type: the actions it may be
    Environment nothing_told;  // every slot up to the fields of an event, all unknown
};

inline constexpr int nothing = -1;

struct Moment {
    const Event* told = nullptr;  // nullptr for a presumed event
    rulebook::EventType type = 0;
    calendar::Date on;
    std::span<const feel::Value> fields = {};
    int answers = nothing;  // index of the moment it answers
    int request = 0;        // index of the request it falls into
    bool presumed = false;
    bool out_of_place = false;  // it answers nothing although it must
};

struct Request {
    int first = 0, past_last = 0;  // the moments [first, past_last) fall into it
    int opened_by = nothing;       // the contact or application that opened it
    int ended_by = nothing;        // the moment that ended it
    /// The service last applied for, else last granted, else last begun; null when none was named.
    feel::Value service = {};  // by the day asked about
};

/// A presumed event: it is taken to have happened on `on` because of moment `because`.
struct Presumption {
    rulebook::EventType type = 0;
    calendar::Date on;
    int because = nothing;
};

class Timeline {
  public:
    /// Sees what happened on or before `on` and, with `as_known`, was known by then.
    Timeline(const CaseFile& file, const rulebook::Vocabulary& vocabulary, const CourseWords& words,
             calendar::Date on, std::optional<calendar::Date> as_known);
    Timeline(const Timeline&) = delete;
    Timeline& operator=(const Timeline&) = delete;

    /// Adds presumed events in their places. Call once, before reading requests.
    void presume(std::vector<Presumption> presumptions);

    const std::vector<Moment>& moments() const { return moments_; }
    const std::vector<Request>& requests() const { return requests_; }
    /// The types of the moments.
    const EventFilter& types() const { return types_; }
    const CaseFile& file() const { return file_; }
    const rulebook::Vocabulary& vocabulary() const { return vocabulary_; }
    const CourseWords& words() const { return words_; }
    calendar::Date on() const { return on_; }
    /// The last day whose knowledge counts.
    calendar::Date known_until() const { return as_known_ && *as_known_ < on_ ? *as_known_ : on_; }
    std::optional<calendar::Date> as_known() const { return as_known_; }

    /// True if `moment` is `root` or answers it, directly or through others, without passing another moment
    /// of the same type as `root`.
    bool belongs_to(int moment, int root) const;
    /// True if a moment of type `type` before `before` answers `candidate`, directly or through others.
    bool answered_by(int candidate, rulebook::EventType type, int before) const;

    /// The same as it stood at the end of `day`.
    feel::Value service_by(const Request& request, calendar::Date day) const;

    /// True if an event of this type can begin a new request once the present one has ended.
    bool can_begin_request(rulebook::EventType type) const {
        return type == words_.contact_own_wish.type || type == words_.application_own_wish.type ||
               type == words_.start_service.type;
    }

    /// What an event of this type, told now without `re`, would answer; nothing if nothing fits.
    int would_answer(rulebook::EventType type) const {
        return find_answered(type, static_cast<int>(moments_.size()));
    }

    /// Whether the pattern's condition holds for the moment; unknown is nullopt. `environment` holds the
    /// facts, that is the slots up to the fields of an event.
    static std::optional<bool> matches(const rulebook::Pattern& pattern, const Moment& moment,
                                       const Environment& environment) {
        if (pattern.event != moment.type) return false;
        if (!pattern.where) return true;
        return pattern.where->test(environment, moment.fields);
    }
    /// True if one of them certainly holds.
    static bool matches_any(const std::vector<rulebook::Pattern>& patterns, const Moment& moment,
                            const Environment& environment) {
        for (const auto& pattern : patterns) {
            if (matches(pattern, moment, environment).value_or(false)) return true;
        }
        return false;
    }
    /// The same for one pattern that reads fields only.
    bool matches_plainly(const rulebook::Pattern& pattern, const Moment& moment) const {
        return matches(pattern, moment, words_.nothing_told).value_or(false);
    }

  private:
    void link(int index);
    int find_answered(rulebook::EventType type, int before) const;
    void inherit_fields(int index);
    Moment presumed(const Presumption& presumption);
    void build_requests();
    bool ends_request(int index, const Request& request, bool course_runs) const;
    bool refusal_stands(int index, const Request& request) const;
    /// Changed on complaint or appeal, a refusal counts as never made.
    bool changed_on_complaint(int decision) const;
    bool opens(const Moment& moment) const;

    const CaseFile& file_;
    const rulebook::Vocabulary& vocabulary_;
    const CourseWords& words_;
    calendar::Date on_;
    std::optional<calendar::Date> as_known_;
    std::vector<Moment> moments_;
    std::vector<Request> requests_;
    EventFilter types_;
    // Storage for fields that differ from what was told.
    std::forward_list<std::vector<feel::Value>> inherited_;
};

}  // namespace fjorten::casefile
