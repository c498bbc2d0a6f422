#include "rulebook/conditions.h"

namespace fjorten::rulebook {

namespace {

using Patterns = std::vector<const Pattern*>;

void add(Patterns& all, const std::vector<Pattern>& more) {
    for (const Pattern& pattern : more) all.push_back(&pattern);
}
void add(Patterns& all, const std::optional<Pattern>& one) {
    if (one) all.push_back(&*one);
}

void add_clock(Patterns& all, const Clock& clock) {
    add(all, clock.starts.events);
    for (const Clock::StartsWhen& other : clock.starts_when) add(all, other.starts.events);
    for (const auto* list : {&clock.needs, &clock.unless, &clock.met_by, &clock.lifted_by, &clock.excused_by,
                             &clock.stopped_by}) {
        add(all, *list);
    }
    if (clock.before) add(all, clock.before->event);
    if (clock.again) add(all, clock.again->on);
}

}  // namespace

std::vector<const Pattern*> patterns_of(const Rule& rule) {
    Patterns all;
    if (rule.clock) add_clock(all, *rule.clock);
    if (rule.limit) {
        all.push_back(&rule.limit->counts);
        add(all, rule.limit->since);
        if (rule.limit->earned) {
            all.push_back(&rule.limit->earned->by);
            add(all, rule.limit->earned->consumed_by);
        }
    }
    if (rule.checklist) add(all, rule.checklist->covered_by);
    return all;
}

std::vector<const feel::Expression*> conditions_of(const Rule& rule) {
    std::vector<const feel::Expression*> all;
    const auto take = [&all](const std::optional<feel::Expression>& condition) {
        if (condition) all.push_back(&*condition);
    };
    take(rule.when);
    if (rule.clock) {
        take(rule.clock->when_event);
        for (const Clock::StartsWhen& other : rule.clock->starts_when) all.push_back(&other.when);
    }
    if (rule.limit) {
        take(rule.limit->brought_forward);
        if (rule.limit->earned) take(rule.limit->earned->brought_forward);
    }
    if (rule.gate) take(rule.gate->requires_that);
    if (rule.route) {
        for (const Route::Way& way : rule.route->ways) take(way.when);
    }
    if (rule.offer) take(rule.offer->eligible);
    for (const Pattern* const pattern : patterns_of(rule)) take(pattern->where);
    return all;
}

}  // namespace fjorten::rulebook
