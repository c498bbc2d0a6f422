#include "compare/ingredients.h"

#include <algorithm>
#include <map>
#include <set>

#include "casefile/facts.h"
#include "casefile/timeline.h"
#include "feel/decimal.h"
#include "rulebook/conditions.h"

namespace fjorten::compare {

using calendar::Date;
using rulebook::BuiltIn;
using rulebook::EventType;
using rulebook::Pattern;
using rulebook::Rule;
using rulebook::Vocabulary;

namespace {

constexpr calendar::Period one_month = {.months = 1, .days = 0};

/// Field values of an event: index of the field and value.
using Told = std::vector<std::pair<std::uint16_t, feel::Value>>;

bool same(const Told& a, const Told& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && feel::same(x.second, y.second);
    });
}

class Collector {
  public:
    Collector(const Vocabulary& vocabulary, const rulebook::Edition& municipality, Date day)
        : vocabulary_(vocabulary), course_(vocabulary), municipality_(municipality), day_(day) {}

    void take(const Rule& rule) {
        take_event(course_.contact_own_wish.type, {});
        for (const Pattern* const pattern : rulebook::patterns_of(rule)) take_pattern(*pattern);
        if (rule.clock) {
            if (rule.clock->per) take_event(*rule.clock->per, {});
            if (rule.clock->per && rule.clock->when_event)
                take_fields(*rule.clock->when_event, *rule.clock->per, {});
        }
        for (const feel::Expression* const condition : rulebook::conditions_of(rule))
            take_condition(*condition);
    }

    std::vector<Ingredient> give() {
        const auto rank = usual_order();
        for (const auto& [type, variants] : events_) {
            for (const Told& told : variants) {
                ingredients_.push_back(
                    {"event " + vocabulary_.events[type].name, rank.at(type) + 1,
                     [this_type = type, told, day = day_, &words = vocabulary_](auto& file) {
                         casefile::Event event = casefile::new_event(words, this_type, day);
                         for (const auto& [field, value] : told) casefile::tell(event, field, value);
                         casefile::fill_fallbacks(event, words);
                         file.events.push_back(std::move(event));
                     }});
            }
        }
        std::ranges::stable_sort(ingredients_, {}, &Ingredient::order);
        return std::move(ingredients_);
    }

  private:
    void take_pattern(const Pattern& pattern) {
        take_event(pattern.event, pattern.demanded);
        if (!pattern.demanded.empty()) take_event(pattern.event, {});
        if (pattern.where) take_fields(*pattern.where, pattern.event, pattern.demanded);
    }

    // An event, and what it answers, which has to be there first.
    void take_event(EventType type, const Told& told) {
        if (type == casefile::CourseWords::none) return;
        auto& variants = events_[type];
        const bool is_new = variants.empty();
        if (std::ranges::none_of(variants, [&](const Told& known) { return same(known, told); }))
            variants.push_back(told);
        if (!is_new) return;
        for (const auto& group : vocabulary_.events[type].answers.groups) {
            for (const Pattern& answered : group) take_event(answered.event, answered.demanded);
        }
    }

    // Each value that a condition names for a field, beside what the pattern demands.
    void take_fields(const feel::Expression& condition, EventType type, const Told& demanded) {
        const auto& fields = vocabulary_.events[type].fields;
        const auto with = [&](std::uint16_t field, const feel::Value& value) {
            Told told = demanded;
            std::erase_if(told, [field](const auto& each) { return each.first == field; });
            told.emplace_back(field, value);
            take_event(type, told);
        };
        for (const rulebook::Slot slot : condition.slots()) {
            if (slot < vocabulary_.first_field_slot) continue;
            const auto field = static_cast<std::uint16_t>(slot - vocabulary_.first_field_slot);
            if (field >= fields.size()) continue;
            for (const feel::Value& value : values_for(condition, slot, fields[field].type))
                with(field, value);
        }
    }

    void take_condition(const feel::Expression& condition) {
        for (const rulebook::Slot slot : condition.slots()) {
            if (slot >= vocabulary_.first_field_slot) continue;
            if (slot < static_cast<rulebook::Slot>(BuiltIn::count_)) {
                take_built_in(condition, static_cast<BuiltIn>(slot), slot);
                continue;
            }
            const auto fact = std::ranges::find(vocabulary_.facts, slot, &rulebook::Fact::slot);
            if (fact != vocabulary_.facts.end()) {
                for (const feel::Value& value : values_for(condition, slot, fact->type))
                    take_fact(*fact, value);
            }
            const auto derived = std::ranges::find(vocabulary_.derived, slot, &rulebook::DerivedFact::slot);
            if (derived == vocabulary_.derived.end()) continue;
            for (const Pattern& pattern : derived->on) take_pattern(pattern);
            for (const Pattern& pattern : derived->off) take_pattern(pattern);
        }
    }

    // Yes and no; the choices that are named and one that is not; numbers at, below and above a bound.
    std::vector<feel::Value> values_for(const feel::Expression& condition, rulebook::Slot slot,
                                        const rulebook::FieldType& type) const {
        if (std::ranges::find(type.kinds, rulebook::FieldKind::boolean) != type.kinds.end())
            return {feel::Value(true), feel::Value(false)};
        std::vector<feel::Value> values;
        for (const auto& [compared, literal] : condition.compared_literals()) {
            if (compared != slot) continue;
            if (const auto* number = literal.get<feel::Decimal>()) {
                for (const auto& near :
                     {feel::subtract(*number, feel::Decimal(1)), feel::add(*number, feel::Decimal(1))})
                    if (near) values.emplace_back(*near);
                values.push_back(literal);
            } else if (literal.is<std::string>()) {
                values.push_back(literal);
            }
        }
        const auto unnamed = std::ranges::find_if(type.choices, [&](const std::string& choice) {
            return std::ranges::none_of(values, [&](const feel::Value& v) { return feel::same(v, choice); });
        });
        if (unnamed != type.choices.end()) values.emplace_back(*unnamed);
        return values;
    }

    void add(std::string group, std::string what, std::function<void(casefile::CaseFile&)> tell) {
        if (told_.insert(group + " " + what).second)
            ingredients_.push_back({std::move(group), 0, std::move(tell)});
    }

    void take_fact(const rulebook::Fact& fact, const feel::Value& value) {
        add(fact.name, feel::to_text(value), [slot = fact.slot, value](casefile::CaseFile& file) {
            file.facts.push_back({.slot = slot, .value = value, .from = {}});
        });
    }

    void take_age(int years) {
        const Date turned = calendar::subtract(day_, {.months = years * 12, .days = 0});
        for (const Date born : {turned, calendar::add(turned, one_month)}) {
            add("born", born.iso(), [born](casefile::CaseFile& file) { file.person.born = born; });
        }
    }

    void take_built_in(const feel::Expression& condition, BuiltIn what, rulebook::Slot slot) {
        switch (what) {
            case BuiltIn::adult: return take_age(18);
            case BuiltIn::age:
            case BuiltIn::born:
                for (const auto& [compared, literal] : condition.compared_literals()) {
                    const auto* const bound = compared == slot ? literal.get<feel::Decimal>() : nullptr;
                    const auto years = bound != nullptr ? bound->as_int64() : std::nullopt;
                    if (years && *years > 0 && *years < 120) take_age(static_cast<int>(*years));
                }
                return;
            case BuiltIn::residence:
                add("residence", "own", [code = municipality_.municipality](casefile::CaseFile& file) {
                    file.person.residence = code;
                });
                // No municipality has this code, so it is never the own one.
                return add("residence", "other",
                           [](casefile::CaseFile& file) { file.person.residence = "9999"; });
            case BuiltIn::anonymous:
                return add("anonymous", "yes", [](casefile::CaseFile& file) { file.anonymous = true; });
            case BuiltIn::request_service: return take_services(condition, slot);
            default: return;
        }
    }

    void take_services(const feel::Expression& condition, rulebook::Slot slot) {
        const auto& [type, field] = course_.application_service;
        if (type == casefile::CourseWords::none) return;
        take_event(type, {});
        for (const auto& [compared, literal] : condition.compared_literals()) {
            if (compared == slot && literal.is<std::string>()) take_event(type, {{field, literal}});
        }
    }

    // The place of each event type in the phases; those in none come last.
    std::map<EventType, std::size_t> usual_order() const {
        std::map<EventType, std::size_t> rank;
        for (const rulebook::Phase& phase : vocabulary_.phases) {
            for (const EventType type : phase.events) rank.emplace(type, rank.size());
        }
        for (EventType type = 0; type < vocabulary_.events.size(); ++type) rank.emplace(type, rank.size());
        return rank;
    }

    const Vocabulary& vocabulary_;
    casefile::CourseWords course_;
    const rulebook::Edition& municipality_;
    Date day_;
    std::map<EventType, std::vector<Told>> events_;
    std::vector<Ingredient> ingredients_;
    std::set<std::string> told_;
};

}  // namespace

std::vector<Ingredient> ingredients_of(const std::vector<const Rule*>& rules, const Vocabulary& vocabulary,
                                       const rulebook::Edition& municipality, Date day) {
    Collector collector(vocabulary, municipality, day);
    for (const Rule* const rule : rules) {
        if (rule != nullptr) collector.take(*rule);
    }
    return collector.give();
}

std::vector<Date> days_to_begin(const std::vector<const Rule*>& rules, Date first) {
    std::vector<Date> days = {first};
    const bool rolls = std::ranges::any_of(rules, [](const Rule* rule) {
        return rule != nullptr && rule->clock &&
               (rule->clock->roll_to_working_day || rule->clock->working_days);
    });
    if (!rolls) return days;
    for (int i = 1; i < 7; ++i) days.push_back(first.plus_days(i));
    for (const Rule* const rule : rules) {
        if (rule == nullptr || !rule->clock || !rule->clock->within) continue;
        for (const auto& [month, day] : {std::pair{6U, 5U}, std::pair{12U, 24U}, std::pair{12U, 31U}}) {
            for (int year = first.year(); year <= first.year() + 7; ++year) {
                const auto closed = Date::from_ymd(year, month, day);
                const Date begin = calendar::subtract(*closed, *rule->clock->within);
                // On a weekend it would be closed for everybody.
                if (begin < first || closed->weekday() > 5) continue;
                days.push_back(begin);
                break;
            }
        }
    }
    return days;
}

}  // namespace fjorten::compare
