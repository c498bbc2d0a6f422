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
    : timeline_(timeline), words_(words), own_residence_(own_residence) {}

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

void Facts::set_told_facts(Environment& environment, Date on) const {
    const auto& vocabulary = timeline_.vocabulary();
    const Date known_until = std::min(on, timeline_.known_until());
    for (const auto& fact : vocabulary.facts)
        environment[fact.slot] = fact.fallback ? *fact.fallback : Value::unknown();
    // The latest word on a fact that was known by then; told "from the beginning" is the earliest.
    std::vector<std::optional<Date>> told_on(vocabulary.facts.size());
    std::vector<bool> told(vocabulary.facts.size(), false);
    for (const auto& fact : timeline_.file().facts) {
        if (fact.from && *fact.from > known_until) continue;
        const auto index = static_cast<std::size_t>(fact.slot - vocabulary.facts.front().slot);
        if (told[index] && told_on[index] && (!fact.from || *fact.from < *told_on[index])) continue;
        told[index] = true;
        told_on[index] = fact.from;
        environment[fact.slot] = fact.value;
    }
}

void Facts::set_children(Environment& environment, Date on, int past_last) const {
    const auto* children = timeline_.vocabulary().find_fact("children_under_18_at_home");
    if (children == nullptr || words_.child_at_home.type == CourseWords::none) return;
    for (int i = 0; i < past_last; ++i) {
        const auto& moment = timeline_.moments()[static_cast<std::size_t>(i)];
        if (moment.type != words_.child_at_home.type || moment.out_of_place) continue;
        const auto* at_home = moment.fields[words_.child_at_home.field].get<bool>();
        const auto* born = moment.fields[words_.child_born.field].get<Date>();
        if (at_home == nullptr || !*at_home) continue;
        const bool grown = born != nullptr && calendar::birthday(*born, 18) <= on;
        // A child that has grown up no longer says anything: what was told before stands again.
        environment[children->slot] = grown ? told_children(on) : Value(true);
        if (!grown) return;
    }
}

Value Facts::told_children(Date on) const {
    const auto* children = timeline_.vocabulary().find_fact("children_under_18_at_home");
    Environment told(timeline_.vocabulary().slot_count, Value::unknown());
    set_told_facts(told, on);
    return told[children->slot];
}

void Facts::set_day(Environment& environment, Date on) const {
    set_age(environment, on);
    set_children(environment, on, static_cast<int>(timeline_.moments().size()));
}

Value Facts::derive(const DerivedFact& fact, int request, int past_last, Environment& scratch) const {
    const auto& moments = timeline_.moments();
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
            return timeline_.matches(pattern, moment, scratch).value_or(false);
        });
    };
    bool standing = false;
    int count = 0;
    const Moment* last = nullptr;
    for (int i = first; i < past_last; ++i) {
        const auto& moment = moments[static_cast<std::size_t>(i)];
        if (moment.out_of_place) continue;
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
    const auto& vocabulary = timeline_.vocabulary();
    Environment environment(vocabulary.slot_count, Value::unknown());
    set_person(environment, timeline_.on(), request);
    const int past_last = static_cast<int>(timeline_.moments().size());
    set_told_facts(environment, timeline_.on());
    set_children(environment, timeline_.on(), past_last);
    for (const auto& fact : vocabulary.derived)
        environment[fact.slot] = derive(fact, request, past_last, environment);
    return environment;
}

Environment Facts::of_person(int request) const {
    Environment environment(timeline_.vocabulary().slot_count, Value::unknown());
    set_person(environment, timeline_.on(), request);
    return environment;
}

Environment Facts::before_moment(int index) const {
    const auto& moment = timeline_.moments()[static_cast<std::size_t>(index)];
    Environment environment(timeline_.vocabulary().slot_count, Value::unknown());
    set_person(environment, moment.on, moment.request);
    // What was told later still describes the person then; only what events did since is left out.
    set_told_facts(environment, timeline_.on());
    set_children(environment, moment.on, index);
    return environment;
}

void Facts::derive_before(int index, Slot slot, Environment& environment) const {
    const auto& derived = timeline_.vocabulary().derived;
    if (derived.empty() || slot < derived.front().slot || slot > derived.back().slot) return;
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
