#include "casefile/facts.h"

#include <algorithm>

namespace fjorten::casefile {

using calendar::Date;
using feel::Value;
using rulebook::BuiltIn;
using rulebook::DerivedFact;
using rulebook::Scope;
using rulebook::Slot;

Slot slot_of(BuiltIn built_in) { return static_cast<Slot>(built_in); }

Facts::Facts(const Timeline& timeline, const CourseWords& words, const std::string& own_residence)
    : timeline_(timeline), words_(words), own_residence_(own_residence), told_(words.nothing_told) {
    for (const auto& fact : timeline.vocabulary().facts) told_[fact.slot] = told(fact, timeline.on());
}

void Facts::set_age(Environment& environment, Date on) const {
    const auto& person = timeline_.file().person;
    auto& age = environment[slot_of(BuiltIn::age)];
    auto& adult = environment[slot_of(BuiltIn::adult)];
    if (person.born && *person.born <= on) {
        const int years = calendar::age_on(*person.born, on);
        age = Value::number(years);
        adult = Value(years >= 18);
    } else {
        age = Value::unknown();
        adult = person.adult ? Value(*person.adult) : Value::unknown();
    }
}

Value Facts::told(const rulebook::Fact& fact, Date on) const {
    const Date known_until = std::min(on, timeline_.known_until());
    // The latest word on a fact that was known by then; told "from the beginning" is the earliest.
    const ToldFact* latest = nullptr;
    for (const auto& word : timeline_.file().facts) {
        if (word.slot != fact.slot || (word.from && *word.from > known_until)) continue;
        const bool older = latest != nullptr && latest->from && (!word.from || *word.from < *latest->from);
        if (!older) latest = &word;
    }
    if (latest != nullptr) return latest->value;
    return fact.fallback ? *fact.fallback : Value::unknown();
}

void Facts::set_children(Environment& environment, Date on, int past_last) const {
    if (words_.children == nullptr || words_.child_at_home.type == CourseWords::none) return;
    for (int i = 0; i < past_last; ++i) {
        const auto& moment = timeline_.moments()[static_cast<std::size_t>(i)];
        if (moment.type != words_.child_at_home.type || moment.out_of_place) continue;
        const auto* at_home = moment.fields[words_.child_at_home.field].get<bool>();
        const auto* born = moment.fields[words_.child_born.field].get<Date>();
        if (at_home == nullptr || !*at_home) continue;
        const bool grown = born != nullptr && calendar::birthday(*born, 18) <= on;
        // A child that has grown up no longer says anything: what was told before stands again.
        environment[words_.children->slot] = grown ? told(*words_.children, on) : Value(true);
        if (!grown) return;
    }
}

void Facts::set_day(Environment& environment, Date on) const {
    set_age(environment, on);
    set_children(environment, on, static_cast<int>(timeline_.moments().size()));
}

Value Facts::derive(const DerivedFact& fact, int request, int past_last,
                    const Environment& environment) const {
    const auto& moments = timeline_.moments();
    const auto& filter =
        words_.derived_from[static_cast<std::size_t>(&fact - timeline_.vocabulary().derived.data())];
    int first = 0;
    if (fact.scope == Scope::request) first = timeline_.requests()[static_cast<std::size_t>(request)].first;
    if (fact.scope == Scope::request)
        past_last = std::min(past_last, timeline_.requests()[static_cast<std::size_t>(request)].past_last);
    if (fact.scope == Scope::course) {
        first = past_last;
        for (int i = past_last - 1; i >= 0 && first == past_last; --i) {
            if (moments[static_cast<std::size_t>(i)].type == words_.start_service.type) first = i;
        }
    }
    const auto any = [&](const std::vector<rulebook::Pattern>& patterns, const Moment& moment) {
        return std::any_of(patterns.begin(), patterns.end(), [&](const rulebook::Pattern& pattern) {
            return Timeline::matches(pattern, moment, environment).value_or(false);
        });
    };
    if (!filter.may_share(timeline_.types())) first = past_last;
    bool standing = false;
    int count = 0;
    const Moment* last = nullptr;
    for (int i = first; i < past_last; ++i) {
        const auto& moment = moments[static_cast<std::size_t>(i)];
        if (!filter.may_hold(moment.type) || moment.out_of_place) continue;
        if (any(fact.on, moment)) {
            standing = true;
            ++count;
            last = &moment;
        } else if (any(fact.off, moment)) {
            standing = false;
        }
    }
    switch (fact.kind) {
        case DerivedFact::Kind::standing: return Value(standing);
        case DerivedFact::Kind::count: return Value::number(count);
        case DerivedFact::Kind::day_of: return last == nullptr ? Value() : Value(last->on);
        case DerivedFact::Kind::state_of: return Value::unknown();  // until the engine has run the clock
        case DerivedFact::Kind::latest: {
            if (last == nullptr) return Value();
            const auto field = timeline_.vocabulary().events[last->type].field_index(fact.field);
            return field ? last->fields[*field] : Value::unknown();
        }
    }
    return Value::unknown();
}

Value Facts::opened_on(int request) const {
    const int opened_by = timeline_.requests()[static_cast<std::size_t>(request)].opened_by;
    return opened_by == nothing ? Value()
                                : Value(timeline_.moments()[static_cast<std::size_t>(opened_by)].on);
}

void Facts::set_person(Environment& environment, Date today, int request) const {
    const auto& person = timeline_.file().person;
    environment[slot_of(BuiltIn::today)] = Value(today);
    environment[slot_of(BuiltIn::born)] = person.born ? Value(*person.born) : Value::unknown();
    environment[slot_of(BuiltIn::residence)] =
        person.residence.empty() ? Value::unknown() : Value(person.residence);
    environment[slot_of(BuiltIn::own_residence)] = Value(own_residence_);
    environment[slot_of(BuiltIn::anonymous)] = Value(timeline_.file().anonymous);
    environment[slot_of(BuiltIn::request_service)] =
        timeline_.requests()[static_cast<std::size_t>(request)].service;
    environment[slot_of(BuiltIn::request_opened)] = opened_on(request);
    set_age(environment, today);
}

Environment Facts::standing(int request) const {
    Environment environment;
    standing(request, environment);
    return environment;
}

void Facts::standing(int request, Environment& environment) const {
    environment = told_;
    set_person(environment, timeline_.on(), request);
    const int past_last = static_cast<int>(timeline_.moments().size());
    set_children(environment, timeline_.on(), past_last);
    for (const auto& fact : timeline_.vocabulary().derived)
        environment[fact.slot] = derive(fact, request, past_last, environment);
}

void Facts::of_person(int request, Environment& environment) const {
    environment = words_.nothing_told;
    set_person(environment, timeline_.on(), request);
}

void Facts::before_moment(int index, Environment& environment) const {
    const auto& moment = timeline_.moments()[static_cast<std::size_t>(index)];
    // What was told later still describes the person then; only what events did since is left out.
    environment = told_;
    set_person(environment, moment.on, moment.request);
    set_children(environment, moment.on, index);
}

bool Facts::is_derived(Slot slot) const {
    const auto& derived = timeline_.vocabulary().derived;
    return !derived.empty() && slot >= derived.front().slot && slot <= derived.back().slot;
}

void Facts::derive_before(int index, Slot slot, Environment& environment) const {
    const auto& derived = timeline_.vocabulary().derived;
    const auto& fact = derived[slot - derived.front().slot];
    const auto& moment = timeline_.moments()[static_cast<std::size_t>(index)];
    environment[slot] = derive(fact, moment.request, index, environment);
}

std::string Facts::fact_to_ask(Slot slot) const {
    if (slot == slot_of(BuiltIn::age) || slot == slot_of(BuiltIn::adult)) return "born";
    const auto& names = timeline_.vocabulary().slot_names;
    return slot < names.size() ? names[slot] : std::string();
}

}  // namespace fjorten::casefile
