#include "review/dimension.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "casefile/facts.h"
#include "review/remark.h"

namespace fjorten::review {

using calendar::Date;
using feel::Value;
using rulebook::BuiltIn;
using rulebook::DerivedFact;
using rulebook::Slot;

namespace {

constexpr std::string_view another_town = "0101";
constexpr std::string_view yet_another_town = "0147";

std::set<Slot> slots_of(std::span<const feel::Expression* const> conditions) {
    std::set<Slot> slots;
    for (const auto* condition : conditions)
        slots.insert(condition->slots().begin(), condition->slots().end());
    return slots;
}

bool has(const std::set<Slot>& slots, BuiltIn built_in) {
    return slots.contains(casefile::slot_of(built_in));
}

void add_new(std::vector<Value>& values, const Value& value) {
    const bool is_there =
        std::ranges::any_of(values, [&value](const Value& each) { return feel::same(each, value); });
    if (!is_there) values.push_back(value);
}

Bilingual labelled(const Bilingual& label, const Bilingual& value) {
    return {label.da + ": " + value.da, label.en + ": " + value.en};
}

// Somebody of that age on `day`: on the very birthday, or, one year below a boundary, on the last day before
// it.
void be_aged(Draft& draft, int years, bool just_below) {
    draft.person.born = just_below ? calendar::subtract(draft.day, {(years + 1) * 12, 0}).plus_days(1)
                                   : calendar::subtract(draft.day, {years * 12, 0});
}

}  // namespace

Bilingual words_for(const rulebook::FieldType& type, const Value& value) {
    if (const auto* flag = value.get<bool>()) return said(*flag ? "review.yes" : "review.no");
    if (const auto* text = value.get<std::string>()) {
        const auto at = std::ranges::find(type.choices, *text);
        const auto index = static_cast<std::size_t>(at - type.choices.begin());
        if (at != type.choices.end() && index < type.choice_labels.size() &&
            !type.choice_labels[index].da.empty())
            return type.choice_labels[index];
        return same(*text);
    }
    return same(feel::to_text(value));
}

std::vector<Value> Dimensions::literals(Conditions conditions, Slot slot) const {
    std::vector<Value> values;
    for (const auto* condition : conditions) {
        for (const auto& [compared, literal] : condition->compared_literals()) {
            if (compared == slot) add_new(values, literal);
        }
    }
    return values;
}

Dimension Dimensions::of_age(Conditions conditions, bool reads_adult) const {
    std::set<int, std::greater<>> ages, below;
    const auto bound = [&](int years) {
        ages.insert({years, years + 1});
        if (years > 0) ages.insert(years - 1), below.insert(years - 1);
    };
    if (reads_adult) bound(18);
    for (const Value& literal : literals(conditions, casefile::slot_of(BuiltIn::age))) {
        if (const auto* number = literal.get<feel::Decimal>()) {
            for (int years = 0; years <= 120; ++years)
                if (*number == feel::Decimal(years)) bound(years);
        }
    }
    if (ages.empty()) ages.insert({18, 40});
    Dimension dimension{"age", {}};
    for (const int years : ages) {
        const bool just_below = below.contains(years);
        dimension.choices.push_back(
            {said("review.age", {same(fmt::to_string(years))}),
             [years, just_below](Draft& draft) { be_aged(draft, years, just_below); }});
    }
    return dimension;
}

Dimension Dimensions::of_residence() const {
    Dimension dimension{"residence", {}};
    const std::string own = own_;
    const std::string other(own == another_town ? yet_another_town : another_town);
    dimension.choices.push_back({{}, [own](Draft& draft) { draft.person.residence = own; }});
    dimension.choices.push_back(
        {said("review.lives_elsewhere"), [other](Draft& draft) { draft.person.residence = other; }});
    return dimension;
}

Dimension Dimensions::of_service(Conditions conditions) const {
    Dimension dimension{"request_service", {}};
    dimension.choices.push_back({{}, [](Draft&) {}});
    const auto flagged = words_.application_service;
    if (flagged.type == casefile::CourseWords::none) return dimension;
    std::vector<Value> services = literals(conditions, casefile::slot_of(BuiltIn::request_service));
    for (const rulebook::Named& service : vocabulary_.services) {
        const std::size_t before = services.size();
        add_new(services, Value(service.name));
        if (services.size() != before) break;  // one that no condition names stands for all others
    }
    for (const Value& service : services) {
        const auto* name = service.get<std::string>();
        if (name == nullptr) continue;
        const auto known = std::ranges::find(vocabulary_.services, *name, &rulebook::Named::name);
        const Bilingual label = known == vocabulary_.services.end() ? same(*name) : known->label;
        dimension.choices.push_back(
            {said("review.applies_for", {label}), [this, flagged, service](Draft& draft) {
                 story_.ensure(draft, flagged.type, {{flagged.field, service}});
             }});
    }
    return dimension;
}

std::vector<Value> Dimensions::around(const rulebook::FieldType& type, std::vector<Value> literals) const {
    std::vector<Value> values;
    for (const Value& literal : literals) {
        const auto* number = literal.get<feel::Decimal>();
        const auto* day = literal.get<Date>();
        for (const int step : {0, -1, 1}) {
            if (number != nullptr) {
                if (const auto sum = feel::add(*number, feel::Decimal(step))) add_new(values, Value(*sum));
            } else if (day != nullptr) {
                add_new(values, Value(day->plus_days(step)));
            }
        }
        if (number == nullptr && day == nullptr) add_new(values, literal);
    }
    if (type.feel_type().kind == feel::TypeKind::boolean) values = {Value(false), Value(true)};
    for (const std::string& choice : type.choices) {
        const std::size_t before = values.size();
        add_new(values, Value(choice));
        if (values.size() != before) break;
    }
    return values;
}

Dimension Dimensions::of_fact(const rulebook::Fact& fact, Conditions conditions) const {
    std::vector<Value> values = around(fact.type, literals(conditions, fact.slot));
    if (fact.fallback) {
        std::erase_if(values, [&fact](const Value& each) { return feel::same(each, *fact.fallback); });
        values.insert(values.begin(), *fact.fallback);
    }
    Dimension dimension{fact.name, {}};
    for (const Value& value : values) {
        const bool need_not_be_told = fact.fallback && feel::same(value, *fact.fallback);
        const std::string name = fact.name;
        if (need_not_be_told) dimension.choices.push_back({{}, [](Draft&) {}});
        else
            dimension.choices.push_back(
                {labelled(fact.label, words_for(fact.type, value)),
                 [name, value](Draft& draft) { draft.facts.emplace_back(name, value); }});
    }
    return dimension;
}

void Dimensions::add_standing(const DerivedFact& fact, Dimension& dimension) const {
    for (const rulebook::Pattern& pattern : fact.on) {
        dimension.choices.push_back(
            {fact.label, [this, &pattern](Draft& draft) { story_.ensure(draft, pattern); }});
    }
}

void Dimensions::add_days(const DerivedFact& fact, Dimension& dimension) const {
    // A day that is compared with another: the same, the next, the days around a fortnight, a month later.
    for (const int later : {0, 1, 14, 15, 30}) {
        dimension.choices.push_back({fact.label, [this, &fact, later](Draft& draft) {
                                         const Date day = draft.day;
                                         draft.day = day.plus_days(later);
                                         if (!fact.on.empty()) story_.happen(draft, fact.on.front());
                                         draft.on = std::max(draft.on, draft.day);
                                         draft.day = day;
                                     }});
    }
}

void Dimensions::add_latest(const DerivedFact& fact, Conditions conditions, Dimension& dimension) const {
    if (fact.on.empty()) return;
    const rulebook::Pattern& pattern = fact.on.front();
    const auto field = vocabulary_.events[pattern.event].field_index(fact.field);
    if (!field) return;
    const auto add = [&](const std::function<Value(const Draft&)>& value, const Bilingual& words) {
        dimension.choices.push_back(
            {labelled(fact.label, words), [this, &pattern, field, value](Draft& draft) {
                 Fields fields = story_.fields_for(pattern).value_or(Fields{});
                 fields.emplace_back(*field, value(draft));
                 story_.ensure(draft, pattern.event, fields);
             }});
    };
    if (fact.type.feel_type().kind == feel::TypeKind::date) {
        for (const int step : {-1, 0, 1})
            add([step](const Draft& draft) { return Value(draft.on.plus_days(step)); },
                said(step < 0    ? "review.yesterday"
                     : step == 0 ? "review.today"
                                 : "review.tomorrow"));
        return;
    }
    for (const Value& value : around(fact.type, literals(conditions, fact.slot)))
        add([value](const Draft&) { return value; }, words_for(fact.type, value));
}

void Dimensions::add_counts(const DerivedFact& fact, Conditions conditions, Dimension& dimension) const {
    std::set<int> counts = {1};
    for (const Value& literal : literals(conditions, fact.slot)) {
        for (int n = 0; n <= 100; ++n) {
            const auto* number = literal.get<feel::Decimal>();
            if (number != nullptr && *number == feel::Decimal(n))
                counts.insert({std::max(n - 1, 1), n, n + 1});
        }
    }
    for (const int count : counts) {
        dimension.choices.push_back(
            {labelled(fact.label, same(fmt::to_string(count))), [this, &fact, count](Draft& draft) {
                 for (int i = 0; i < count && !fact.on.empty(); ++i) story_.happen(draft, fact.on.front());
             }});
    }
}

Dimension Dimensions::of_derived(const DerivedFact& fact, Conditions conditions) const {
    Dimension dimension{fact.name, {{{}, [](Draft&) {}}}};
    switch (fact.kind) {
        case DerivedFact::Kind::standing: add_standing(fact, dimension); break;
        case DerivedFact::Kind::count: add_counts(fact, conditions, dimension); break;
        case DerivedFact::Kind::latest: add_latest(fact, conditions, dimension); break;
        case DerivedFact::Kind::day_of: add_days(fact, dimension); break;
        case DerivedFact::Kind::state_of: break;  // the clock's own events are dimensions already
    }
    // What is looked for within a course needs one.
    const rulebook::EventType start = words_.start_service.type;
    const bool needs_course =
        fact.scope == rulebook::Scope::course && start != casefile::CourseWords::none &&
        std::ranges::none_of(fact.on, [start](const auto& each) { return each.event == start; });
    for (Choice& choice : dimension.choices) {
        if (!needs_course || choice.words.da.empty()) continue;
        choice.apply = [this, start, inner = std::move(choice.apply)](Draft& draft) {
            story_.ensure(draft, start, {});
            inner(draft);
        };
    }
    return dimension;
}

std::vector<Dimension> Dimensions::of(Conditions conditions) const {
    const std::set<Slot> slots = slots_of(conditions);
    std::vector<Dimension> all;
    for (const rulebook::Fact& fact : vocabulary_.facts) {
        if (slots.contains(fact.slot)) all.push_back(of_fact(fact, conditions));
    }
    if (has(slots, BuiltIn::anonymous)) {
        all.push_back({"anonymous", {{{}, [](Draft&) {}}, {said("review.anonymous"), [](Draft& draft) {
                                                               draft.anonymous = true;
                                                           }}}});
    }
    if (has(slots, BuiltIn::age) || has(slots, BuiltIn::adult) || has(slots, BuiltIn::born))
        all.push_back(of_age(conditions, has(slots, BuiltIn::adult)));
    if (has(slots, BuiltIn::residence)) all.push_back(of_residence());
    if (has(slots, BuiltIn::request_service)) all.push_back(of_service(conditions));
    for (const DerivedFact& fact : vocabulary_.derived) {
        if (slots.contains(fact.slot)) all.push_back(of_derived(fact, conditions));
    }
    return all;
}

std::vector<std::vector<std::size_t>> combinations(const std::vector<Dimension>& dimensions,
                                                   std::size_t most) {
    std::vector<std::vector<std::size_t>> all = {{}};
    const auto departures = [](const std::vector<std::size_t>& choice) {
        return std::ranges::count_if(choice, [](std::size_t each) { return each != 0; });
    };
    std::size_t total = 1;
    for (const Dimension& dimension : dimensions)
        total = std::min(total * dimension.choices.size(), most + 1);
    // More than can be tried: as many departures from the plainest as there is room for.
    const auto at_most = static_cast<std::ptrdiff_t>(total <= most ? dimensions.size() : 3);
    for (const Dimension& dimension : dimensions) {
        std::vector<std::vector<std::size_t>> longer;
        for (const auto& begun : all) {
            for (std::size_t i = 0; i < dimension.choices.size(); ++i) {
                auto choice = begun;
                choice.push_back(i);
                if (departures(choice) <= at_most) longer.push_back(std::move(choice));
            }
        }
        all = std::move(longer);
    }
    std::ranges::stable_sort(all, {}, departures);
    if (all.size() > most) all.resize(most);
    return all;
}

void apply(const std::vector<Dimension>& dimensions, const std::vector<std::size_t>& choice, Draft& draft) {
    for (std::size_t i = 0; i < dimensions.size(); ++i) dimensions[i].choices[choice[i]].apply(draft);
}

Bilingual described(const std::vector<Dimension>& dimensions, const std::vector<std::size_t>& choice) {
    std::vector<Bilingual> words;
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        const Bilingual& each = dimensions[i].choices[choice[i]].words;
        if (!each.da.empty()) words.push_back(each);
    }
    return words.empty() ? said("review.anybody") : listed(words);
}

std::string names_of(const std::vector<Dimension>& dimensions) {
    std::string names;
    for (const Dimension& dimension : dimensions) names += (names.empty() ? "" : ", ") + dimension.name;
    return names.empty() ? "-" : names;
}

}  // namespace fjorten::review
