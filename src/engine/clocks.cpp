#include "engine/clocks.h"

#include <algorithm>

#include "engine/clock_run.h"
#include "engine/matter.h"

namespace fjorten::engine {

using casefile::nothing;
using rulebook::Edition;
using rulebook::Rule;

ClockContext::ClockContext(const casefile::Timeline& line, const casefile::Facts& the_facts, Filled filled)
    : timeline(line),
      facts(the_facts),
      on(line.on()),
      first_day(line.moments().empty() ? line.on() : line.moments().front().on) {
    environments.reserve(line.requests().size());
    for (int i = 0; i < static_cast<int>(line.requests().size()); ++i)
        environments.push_back(filled == Filled::everything ? facts.standing(i) : facts.of_person(i));
}

namespace {

std::vector<Matter> matters_of(const rulebook::Clock& clock, const casefile::Timeline& timeline) {
    std::vector<Matter> matters;
    if (!clock.per) {
        for (int i = 0; i < static_cast<int>(timeline.requests().size()); ++i)
            matters.push_back(Matter::of_request(timeline, i));
        return matters;
    }
    for (int i = 0; i < static_cast<int>(timeline.moments().size()); ++i) {
        const auto type = timeline.moments()[static_cast<std::size_t>(i)].type;
        const auto& others = clock.per_others;
        if (type == *clock.per || std::find(others.begin(), others.end(), type) != others.end())
            matters.push_back(Matter::of_moment(timeline, i));
    }
    return matters;
}

/// The not-started result of a clock whose matter has not come up at all.
Instance never_started(const Edition& edition, const Rule& rule, ClockContext& context) {
    Instance instance;
    instance.result.rule = &rule;
    instance.result.edition = &edition;
    auto& environment = context.environments.back();
    context.facts.set_day(environment, context.on);
    if (rule.when && rule.when->test(environment) == std::optional(false))
        instance.result.state = ClockState::not_applicable;
    return instance;
}

struct Collector {
    const CompiledAuthority& authority;
    const Edition* today;
    std::vector<const Rule*>& without_edition;

    /// Keeps an instance if the edition it was worked out under governs its start.
    void take(Instance instance, const Edition& edition, std::vector<Instance>& into) const {
        if (!instance.anchor) {
            if (&edition == today) into.push_back(std::move(instance));
            return;
        }
        const auto* governing = authority.authority->in_force(*instance.anchor);
        const auto* rule = instance.result.rule;
        const bool applies = instance.result.state != ClockState::not_applicable;
        const bool before_all = governing == nullptr && &edition == authority.editions.front().edition;
        if (before_all && applies &&
            std::find(without_edition.begin(), without_edition.end(), rule) == without_edition.end())
            without_edition.push_back(rule);
        if (governing == &edition) into.push_back(std::move(instance));
    }
};

void number(std::vector<Instance>& instances, const Edition* today, const Rule* rule, ClockContext& context,
            bool started_without_edition) {
    const auto place = [](const Instance& i) { return i.root != nothing ? i.root : i.request; };
    std::stable_sort(instances.begin(), instances.end(), [&](const Instance& a, const Instance& b) {
        if (place(a) != place(b)) return place(a) < place(b);
        return a.anchor && b.anchor && *a.anchor < *b.anchor;
    });
    // A request that was never made starts nothing: its empty instance is shown only if there is no other.
    const auto empty = [](const Instance& i) { return i.root == nothing && !i.anchor; };
    const bool any_full =
        std::any_of(instances.begin(), instances.end(), [&](const Instance& i) { return !empty(i); });
    if (any_full) std::erase_if(instances, empty);
    if (instances.empty() && today != nullptr && rule != nullptr && !started_without_edition)
        instances.push_back(never_started(*today, *rule, context));
    if (!any_full && instances.size() > 1) instances.erase(instances.begin(), instances.end() - 1);
    int instance = 0;
    for (auto& each : instances) each.result.instance = ++instance;
}

}  // namespace

std::vector<Instance> evaluate_clocks(const CompiledAuthority& authority, ClockContext& context,
                                      const std::vector<Instance>& earlier,
                                      std::vector<const Rule*>& without_edition) {
    const CompiledEdition* today = authority.in_force(context.on);
    const Edition* today_edition = today == nullptr ? nullptr : today->edition;
    const Collector collector{authority, today_edition, without_edition};
    // Only editions that some event of the case can have fallen under; the one in force today gives the
    // order.
    std::vector<const CompiledEdition*> editions;
    if (today != nullptr) editions.push_back(today);
    for (const auto& edition : authority.editions) {
        const bool oldest = &edition == &authority.editions.front();
        const bool before_all = oldest && context.first_day < edition.edition->from;
        if (&edition != today && edition.edition->from <= context.on &&
            (before_all || authority.concerns(edition, context.first_day, context.on)))
            editions.push_back(&edition);
    }
    std::vector<Instance> all;
    std::vector<Instance> instances;
    for (std::size_t e = 0; e < editions.size(); ++e) {
        for (const auto* rule : editions[e]->clocks) {
            const auto has_rule = [&](const CompiledEdition* other) {
                return other->find(rule->name) != nullptr;
            };
            const auto here = editions.begin() + static_cast<std::ptrdiff_t>(e);
            if (std::any_of(editions.begin(), here, has_rule))
                continue;  // done with an earlier edition in the list
            instances.clear();
            for (auto edition = here; edition != editions.end(); ++edition) {
                const auto* same = e + 1 == editions.size() ? rule : (*edition)->find(rule->name);
                if (same == nullptr || !same->clock) continue;
                for (const auto& matter : matters_of(*same->clock, context.timeline)) {
                    ClockRun run(*(*edition)->edition, *same, matter, context, earlier);
                    for (auto& instance : run.instances())
                        collector.take(std::move(instance), *(*edition)->edition, instances);
                }
            }
            const bool without = std::any_of(without_edition.begin(), without_edition.end(),
                                             [&](const Rule* r) { return r->name == rule->name; });
            const Rule* rule_today = today == nullptr ? nullptr : today->find(rule->name);
            number(instances, today_edition, rule_today, context, without);
            std::move(instances.begin(), instances.end(), std::back_inserter(all));
        }
    }
    return all;
}

std::vector<casefile::Presumption> presume(const CompiledAuthority& authority, ClockContext& context) {
    std::vector<casefile::Presumption> presumptions;
    const auto& timeline = context.timeline;
    const auto end = static_cast<int>(timeline.moments().size());
    for (const auto& edition : authority.editions) {
        if (!authority.concerns(edition, context.first_day, context.on)) continue;
        for (const auto* rule : edition.presumptions) {
            for (const auto& matter : matters_of(*rule->clock, timeline)) {
                for (const auto& instance :
                     ClockRun(*edition.edition, *rule, matter, context, {}).instances()) {
                    const auto& result = instance.result;
                    if (!result.started || !result.due || *result.due > context.on) continue;
                    if (result.state == ClockState::not_applicable) continue;
                    if (authority.authority->in_force(*result.started) != edition.edition) continue;
                    const int answered =
                        timeline.moments()[static_cast<std::size_t>(instance.started_by)].answers;
                    // What was recorded wins over what would be presumed.
                    const bool recorded =
                        answered != nothing && timeline.answered_by(answered, *rule->clock->presumes, end);
                    if (!recorded)
                        presumptions.push_back({*rule->clock->presumes, *result.due, instance.started_by});
                }
            }
        }
    }
    return presumptions;
}

}  // namespace fjorten::engine
