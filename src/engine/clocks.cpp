#include "engine/clocks.h"

#include <algorithm>

#include "engine/clock_run.h"
#include "engine/matter.h"

namespace fjorten::engine {

using casefile::nothing;
using rulebook::Edition;
using rulebook::Rule;

ClockContext::ClockContext(const casefile::Timeline& line, const casefile::Facts& the_facts)
    : timeline(line), facts(the_facts), on(line.on()) {
    for (int i = 0; i < static_cast<int>(line.requests().size()); ++i) environments.push_back(facts.standing(i));
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
    context.facts.set_age(environment, context.on);
    if (rule.when && rule.when->test(environment) == std::optional(false))
        instance.result.state = ClockState::not_applicable;
    return instance;
}

struct Collector {
    const rulebook::Authority& authority;
    ClockContext& context;
    const Edition* today;
    std::vector<const Rule*>& without_edition;

    /// Keeps an instance if the edition it was worked out under governs its start.
    void take(Instance instance, const Edition& edition, std::vector<Instance>& into) const {
        if (!instance.anchor) {
            if (&edition == today) into.push_back(std::move(instance));
            return;
        }
        const auto* governing = authority.in_force(*instance.anchor);
        const auto* rule = instance.result.rule;
        const bool applies = instance.result.state != ClockState::not_applicable;
        const bool before_all = governing == nullptr && &edition == &authority.editions.front();
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
    const bool any_full = std::any_of(instances.begin(), instances.end(), [&](const Instance& i) { return !empty(i); });
    if (any_full) std::erase_if(instances, empty);
    if (instances.empty() && today != nullptr && rule != nullptr && !started_without_edition)
        instances.push_back(never_started(*today, *rule, context));
    if (!any_full && instances.size() > 1) instances.erase(instances.begin(), instances.end() - 1);
    int instance = 0;
    for (auto& each : instances) each.result.instance = ++instance;
}

}  // namespace

std::vector<Instance> evaluate_clocks(const rulebook::Authority& authority, ClockContext& context,
                                      const std::vector<Instance>& earlier,
                                      std::vector<const Rule*>& without_edition) {
    const Edition* today = authority.in_force(context.on);
    const Collector collector{authority, context, today, without_edition};
    // Names in the order of the edition in force today, then those that only older editions have.
    std::vector<std::string_view> names;
    std::map<std::string_view, std::vector<Instance>> by_name;
    const auto run_edition = [&](const Edition& edition) {
        for (const auto& rule : edition.rules) {
            if (!rule.clock || rule.clock->presumes) continue;
            if (std::find(names.begin(), names.end(), rule.name) == names.end()) names.push_back(rule.name);
            auto& instances = by_name[rule.name];
            for (const auto& matter : matters_of(*rule.clock, context.timeline)) {
                for (auto& instance : ClockRun(edition, rule, matter, context, earlier).instances())
                    collector.take(std::move(instance), edition, instances);
            }
        }
    };
    if (today != nullptr) run_edition(*today);
    for (const auto& edition : authority.editions) {
        if (&edition != today && edition.from <= context.on) run_edition(edition);
    }
    std::vector<Instance> all;
    for (const auto name : names) {
        auto& instances = by_name[name];
        const Rule* rule = today == nullptr ? nullptr : today->find(name);
        const bool without = std::any_of(without_edition.begin(), without_edition.end(),
                                         [&](const Rule* r) { return r->name == name; });
        number(instances, today, rule, context, without);
        std::move(instances.begin(), instances.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<casefile::Presumption> presume(const rulebook::Authority& authority, ClockContext& context) {
    std::vector<casefile::Presumption> presumptions;
    const auto& timeline = context.timeline;
    for (const auto& edition : authority.editions) {
        for (const auto& rule : edition.rules) {
            if (!rule.clock || !rule.clock->presumes) continue;
            for (const auto& matter : matters_of(*rule.clock, timeline)) {
                for (const auto& instance : ClockRun(edition, rule, matter, context, {}).instances()) {
                    const auto& result = instance.result;
                    if (!result.started || !result.due || *result.due > context.on) continue;
                    if (result.state == ClockState::not_applicable || authority.in_force(*result.started) != &edition)
                        continue;
                    const int answered = timeline.moments()[static_cast<std::size_t>(instance.started_by)].answers;
                    // What was recorded wins over what would be presumed.
                    const bool recorded =
                        answered != nothing && timeline.answered_by(answered, *rule.clock->presumes,
                                                                    static_cast<int>(timeline.moments().size()));
                    if (!recorded) presumptions.push_back({*rule.clock->presumes, *result.due, instance.started_by});
                }
            }
        }
    }
    return presumptions;
}

}  // namespace fjorten::engine
