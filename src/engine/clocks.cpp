#include "engine/clocks.h"

#include <algorithm>

#include "engine/clock_run.h"
#include "engine/matter.h"

namespace fjorten::engine {

using casefile::nothing;
using rulebook::BuiltIn;
using rulebook::Edition;
using rulebook::Rule;

ClockContext::ClockContext(const casefile::Timeline& line, const casefile::Facts& the_facts)
    : timeline(line), facts(the_facts), on(line.on()), first_day(line.on()) {}

void ClockContext::fill(Filled filled) {
    if (!timeline.moments().empty()) first_day = timeline.moments().front().on;
    environments.resize(timeline.requests().size());
    for (std::size_t i = 0; i < environments.size(); ++i) {
        const auto request = static_cast<int>(i);
        if (filled == Filled::everything) facts.standing(request, environments[i]);
        else facts.of_person(request, environments[i]);
    }
}

namespace {

template <class Visit>
void each_matter(const rulebook::Clock& clock, const casefile::Timeline& timeline, Visit visit) {
    if (!clock.per) {
        for (int i = 0; i < static_cast<int>(timeline.requests().size()); ++i)
            visit(Matter::of_request(timeline, i));
        return;
    }
    for (int i = 0; i < static_cast<int>(timeline.moments().size()); ++i) {
        const auto type = timeline.moments()[static_cast<std::size_t>(i)].type;
        const auto& others = clock.per_others;
        if (type == *clock.per || std::find(others.begin(), others.end(), type) != others.end())
            visit(Matter::of_moment(timeline, i));
    }
}

/// Adds the not-started result of a clock whose matter has not come up at all.
void never_started(const Edition& edition, const CompiledClock& clock, ClockContext& context,
                   std::vector<Instance>& into) {
    auto& result = into.emplace_back().result;
    result.rule = clock.rule;
    result.edition = &edition;
    if (!clock.rule->when) return;
    auto& environment = context.environments.back();
    if (clock.reads_day) context.facts.set_day(environment, context.on);
    if (clock.reads_start) environment[casefile::slot_of(BuiltIn::started)] = feel::Value::unknown();
    if (clock.reads_month) environment[casefile::slot_of(BuiltIn::started_month)] = feel::Value::unknown();
    if (clock.reads_service)
        environment[casefile::slot_of(BuiltIn::request_service)] = context.timeline.requests().back().service;
    if (clock.rule->when->test(environment) == std::optional(false))
        result.state = ClockState::not_applicable;
}

/// Runs the clocks of one authority, one after the other, whatever editions state them.
class Collector {
  public:
    Collector(const CompiledAuthority& authority, ClockContext& context, std::vector<Instance>& all,
              std::vector<const Rule*>& without_edition)
        : authority_(authority),
          context_(context),
          all_(all),
          earlier_{all, all.size()},
          without_edition_(without_edition),
          today_(authority.in_force(context.on)) {
        // Only editions that some event of the case can have fallen under; the one in force today gives the
        // order.
        if (today_ != nullptr) editions_.push_back(today_);
        for (const auto& edition : authority.editions) {
            const bool oldest = &edition == &authority.editions.front();
            const bool before_all = oldest && context.first_day < edition.edition->from;
            if (&edition != today_ && edition.edition->from <= context.on &&
                (before_all || authority.concerns(edition, context.first_day, context.on)))
                editions_.push_back(&edition);
        }
    }

    void collect() {
        for (std::size_t e = 0; e < editions_.size(); ++e) {
            for (const auto& clock : editions_[e]->clocks) {
                const auto states_it = [&](const CompiledEdition* other) {
                    return other->find(clock.rule->name) != nullptr;
                };
                const auto here = editions_.begin() + static_cast<std::ptrdiff_t>(e);
                // One that an edition before this one in the list states is done with.
                if (std::none_of(editions_.begin(), here, states_it)) collect_clock(e, clock);
            }
        }
    }

  private:
    using Difference = std::vector<Instance>::difference_type;

    void collect_clock(std::size_t first_edition, const CompiledClock& first) {
        const auto begin = static_cast<Difference>(all_.size());
        for (std::size_t e = first_edition; e < editions_.size(); ++e) {
            const auto& edition = *editions_[e];
            const auto* clock = e == first_edition ? &first : edition.find_clock(first.rule->name);
            if (clock == nullptr) continue;
            each_matter(*clock->rule->clock, context_.timeline, [&](const Matter& matter) {
                const auto added = static_cast<Difference>(all_.size());
                ClockRun(*edition.edition, *clock, matter, context_, earlier_).instances(all_);
                const auto others = [&](const Instance& i) { return !belongs(i, *edition.edition); };
                all_.erase(std::remove_if(all_.begin() + added, all_.end(), others), all_.end());
            });
        }
        number(begin, first_edition, first);
    }

    /// True if the edition that the instance was worked out under governs its start.
    bool belongs(const Instance& instance, const Edition& edition) {
        if (!instance.anchor) return today_ != nullptr && &edition == today_->edition;
        const auto* governing = authority_.authority->in_force(*instance.anchor);
        const auto* rule = instance.result.rule;
        const bool applies = instance.result.state != ClockState::not_applicable;
        const bool before_all = governing == nullptr && &edition == authority_.editions.front().edition;
        if (before_all && applies &&
            std::find(without_edition_.begin(), without_edition_.end(), rule) == without_edition_.end())
            without_edition_.push_back(rule);
        return governing == &edition;
    }

    /// Puts the instances from `begin` on in order and numbers them.
    void number(Difference begin, std::size_t edition, const CompiledClock& clock) {
        const auto count = [&] { return static_cast<Difference>(all_.size()) - begin; };
        const auto place = [](const Instance& i) { return i.root != nothing ? i.root : i.request; };
        if (count() > 1) {
            std::stable_sort(all_.begin() + begin, all_.end(), [&](const Instance& a, const Instance& b) {
                if (place(a) != place(b)) return place(a) < place(b);
                return a.anchor && b.anchor && *a.anchor < *b.anchor;
            });
        }
        // A request that was never made starts nothing: its empty instance is shown only if there is no
        // other.
        const auto empty = [](const Instance& i) { return i.root == nothing && !i.anchor; };
        const bool any_full = !std::all_of(all_.begin() + begin, all_.end(), empty);
        if (any_full) all_.erase(std::remove_if(all_.begin() + begin, all_.end(), empty), all_.end());
        if (count() == 0 && today_ != nullptr) {
            const bool is_todays = editions_[edition] == today_;
            show_never_started(is_todays ? &clock : today_->find_clock(clock.rule->name));
        }
        if (!any_full && count() > 1) all_.erase(all_.begin() + begin, all_.end() - 1);
        int instance = 0;
        for (auto each = all_.begin() + begin; each != all_.end(); ++each) each->result.instance = ++instance;
    }

    void show_never_started(const CompiledClock* clock) {
        if (clock == nullptr) return;
        const bool started_without_edition =
            std::any_of(without_edition_.begin(), without_edition_.end(),
                        [&](const Rule* rule) { return rule->name == clock->rule->name; });
        if (!started_without_edition) never_started(*today_->edition, *clock, context_, all_);
    }

    const CompiledAuthority& authority_;
    ClockContext& context_;
    std::vector<Instance>& all_;
    Earlier earlier_;
    std::vector<const Rule*>& without_edition_;
    const CompiledEdition* today_;
    std::vector<const CompiledEdition*> editions_;
};

}  // namespace

void evaluate_clocks(const CompiledAuthority& authority, ClockContext& context,
                     std::vector<Instance>& instances, std::vector<const Rule*>& without_edition) {
    Collector(authority, context, instances, without_edition).collect();
}

std::vector<casefile::Presumption> presume(const CompiledAuthority& authority, ClockContext& context) {
    std::vector<casefile::Presumption> presumptions;
    const auto& timeline = context.timeline;
    const auto end = static_cast<int>(timeline.moments().size());
    std::vector<Instance> instances;
    for (const auto& edition : authority.editions) {
        if (!authority.concerns(edition, context.first_day, context.on)) continue;
        for (const auto& clock : edition.presumptions) {
            instances.clear();
            each_matter(*clock.rule->clock, timeline, [&](const Matter& matter) {
                ClockRun(*edition.edition, clock, matter, context, {instances}).instances(instances);
            });
            for (const auto& instance : instances) {
                const auto& result = instance.result;
                if (!result.started || !result.due || *result.due > context.on) continue;
                if (result.state == ClockState::not_applicable) continue;
                if (authority.authority->in_force(*result.started) != edition.edition) continue;
                const int answered =
                    timeline.moments()[static_cast<std::size_t>(instance.started_by)].answers;
                // What was recorded wins over what would be presumed.
                const auto presumed = *clock.rule->clock->presumes;
                const bool recorded = answered != nothing && timeline.answered_by(answered, presumed, end);
                if (!recorded) presumptions.push_back({presumed, *result.due, instance.started_by});
            }
        }
    }
    return presumptions;
}

}  // namespace fjorten::engine
