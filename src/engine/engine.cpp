#include "engine/engine.h"

#include <algorithm>
#include <optional>
#include <span>

#include "engine/actions.h"
#include "engine/clocks.h"
#include "engine/comparison.h"
#include "engine/next_steps.h"
#include "engine/questions.h"

namespace fjorten::engine {

using calendar::Date;
using casefile::Environment;
using casefile::nothing;
using rulebook::Edition;
using rulebook::Rule;

namespace {

/// The case as seen on the day, with everything that can be presumed put in its place.
struct View {
    View(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary,
         const casefile::CourseWords& words, const std::string& own_residence, const CompiledAuthority& law,
         const Question& question)
        : timeline(file, vocabulary, words, question.on, question.as_known),
          facts(timeline, words, own_residence),
          context(timeline, facts) {
        context.fill(ClockContext::Filled::person_only);
        timeline.presume(presume(law, context));
        context.fill(ClockContext::Filled::everything);
    }
    casefile::Timeline timeline;
    casefile::Facts facts;
    ClockContext context;
};

void add_missing(std::vector<Missing>& missing, const std::string& fact, const std::string& needed_for) {
    auto entry =
        std::find_if(missing.begin(), missing.end(), [&](const Missing& m) { return m.fact == fact; });
    if (entry == missing.end()) entry = missing.insert(missing.end(), {fact, {}});
    auto& list = entry->needed_for;
    if (std::find(list.begin(), list.end(), needed_for) == list.end()) list.push_back(needed_for);
}

class Assembly {
  public:
    Assembly(View& view, const InForce& in_force, Evaluation& evaluation)
        : view_(view),
          context_(view.context),
          in_force_(in_force),
          evaluation_(evaluation),
          environment_(context_.environments.back()) {
        context_.facts.set_day(environment_, context_.on);
        environment_[casefile::slot_of(rulebook::BuiltIn::request_service)] =
            view.timeline.requests().back().service;
        environment_[casefile::slot_of(rulebook::BuiltIn::started)] = feel::Value::unknown();
        environment_[casefile::slot_of(rulebook::BuiltIn::started_month)] = feel::Value::unknown();
    }

    void routes() {
        const auto& request = view_.timeline.requests().back();
        if (request.opened_by != nothing)
            context_.facts.set_day(environment_,
                                   view_.timeline.moments()[static_cast<std::size_t>(request.opened_by)].on);
        each_rule(&CompiledEdition::routes, [&](const Rule& rule) {
            const auto applies = rule.when ? rule.when->test(environment_) : std::optional(true);
            if (applies == std::optional(false)) return;
            const Chosen chosen = choose(*rule.route, applies, environment_);
            if (chosen.way == nullptr) ask_for_ways(rule);
            evaluation_.routes.push_back({.rule = &rule, .way = chosen.way});
            note_gaps(rule, chosen);
            for (const Rule& reading : rule.other_readings)
                note_other_reading(rule, chosen, reading, environment_);
        });
        context_.facts.set_day(environment_, context_.on);
    }

    void offers() {
        each_rule(&CompiledEdition::offers, [&](const Rule& rule) {
            const auto applies = rule.when ? rule.when->test(environment_) : std::optional(true);
            const auto eligible =
                rule.offer->eligible ? rule.offer->eligible->test(environment_) : std::optional(true);
            OfferResult result{.rule = &rule, .eligible = std::nullopt};
            if (applies == std::optional(false) || eligible == std::optional(false)) result.eligible = false;
            if (applies == std::optional(true) && eligible == std::optional(true)) result.eligible = true;
            if (!result.eligible) {
                if (!applies) ask_about(*rule.when, rule.id);
                if (!eligible) ask_about(*rule.offer->eligible, rule.id);
            }
            evaluation_.offers.push_back(result);
        });
    }

    void checklists() {
        for (const auto* edition : in_force_) {
            for (const auto& [rule, step] : edition->checklists) {
                if (rule->when && rule->when->test(environment_) == std::optional(false)) continue;
                evaluation_.checklists.push_back(checklist(*rule, step));
            }
        }
    }

    void out_of_place() {
        for (const auto& moment : view_.timeline.moments()) {
            if (!moment.out_of_place) continue;
            evaluation_.findings.push_back({.code = "out_of_place",
                                            .rule = nullptr,
                                            .args = {},
                                            .event = Reason{moment.type, moment.on, moment.presumed}});
        }
    }

    void missing_of_clocks_and_actions() {
        for (const auto& clock : evaluation_.clocks) {
            for (const auto& fact : clock.unknown) add_missing(evaluation_.missing, fact, clock.rule->id);
        }
        const auto& vocabulary = view_.timeline.vocabulary();
        for (const auto& action : evaluation_.actions) {
            for (const auto& blocker : action.because) {
                for (const auto& fact : blocker.missing)
                    add_missing(evaluation_.missing, fact, vocabulary.actions[action.action].name);
            }
        }
    }

    Environment& environment() { return environment_; }

  private:
    template <class Visit>
    void each_rule(std::vector<const Rule*> CompiledEdition::* rules, Visit visit) {
        for (const auto* edition : in_force_) {
            for (const auto* rule : edition->*rules) visit(*rule);
        }
    }

    /// Where a route leads: to the first way that is true, or nowhere.
    struct Chosen {
        const rulebook::Route::Way* way = nullptr;
        const rulebook::Route::Way* as_well = nullptr;  // another one whose own condition is true too
        bool is_known = true;                           // false: facts are missing
    };

    static Chosen choose(const rulebook::Route& route, std::optional<bool> applies,
                         const Environment& environment) {
        Chosen chosen;
        chosen.is_known = applies.has_value();
        for (const auto& way : route.ways) {
            if (chosen.way != nullptr && (!way.when || way.to == chosen.way->to)) continue;
            const auto holds = way.when ? way.when->test(environment) : std::optional(chosen.is_known);
            if (!holds && chosen.way == nullptr) chosen.is_known = false;
            if (holds != std::optional(true)) continue;
            if (chosen.way == nullptr) chosen.way = &way;
            else if (chosen.as_well == nullptr) chosen.as_well = &way;
        }
        return chosen;
    }

    void note(const Rule& rule, std::string code, std::vector<std::string> args) {
        evaluation_.findings.push_back(
            {.code = std::move(code), .rule = &rule, .args = std::move(args), .event = std::nullopt});
    }

    /// Nobody, or two, for this person: that is the rulebook's mistake, and it matters here.
    void note_gaps(const Rule& rule, const Chosen& chosen) {
        if (chosen.way == nullptr && chosen.is_known) note(rule, "route_gap", {});
        if (chosen.as_well != nullptr) note(rule, "route_overlap", {chosen.way->to, chosen.as_well->to});
    }

    /// The source may be read in another way, and then somebody else would handle this person.
    void note_other_reading(const Rule& rule, const Chosen& chosen, const Rule& reading,
                            const Environment& environment) {
        const auto applies = reading.when ? reading.when->test(environment) : std::optional(true);
        const Chosen other =
            applies == std::optional(false) ? Chosen{} : choose(*reading.route, applies, environment);
        if (!chosen.is_known || !other.is_known || chosen.way == nullptr) return;
        if (other.way == nullptr) note(rule, "other_reading_nobody", {chosen.way->to});
        else if (other.way->to != chosen.way->to)
            note(rule, "other_reading", {chosen.way->to, other.way->to});
    }

    void ask_about(const feel::Expression& condition, const std::string& needed_for) {
        std::vector<std::string> names;
        ask(condition, environment_, context_.facts, names);
        for (const auto& name : names) add_missing(evaluation_.missing, name, needed_for);
    }

    void ask_for_ways(const Rule& rule) {
        std::vector<std::string> names;
        if (rule.when) ask(*rule.when, environment_, context_.facts, names);
        for (const auto& way : rule.route->ways) {
            if (way.when) ask(*way.when, environment_, context_.facts, names);
        }
        for (const auto& name : names) add_missing(evaluation_.missing, name, rule.id);
    }

    ChecklistResult checklist(const Rule& rule, std::optional<rulebook::EventType> step_type) {
        const auto& list = *rule.checklist;
        ChecklistResult result{.rule = &rule, .covered = {}, .open = {}};
        const auto& timeline = view_.timeline;
        const auto& request = timeline.requests().back();
        std::vector<std::string_view> covered;
        const casefile::Moment* step = nullptr;
        for (int i = request.first; i < request.past_last; ++i) {
            const auto& moment = timeline.moments()[static_cast<std::size_t>(i)];
            if (step_type && moment.type == *step_type) step = &moment;
            if (!list.covered_by || list.covered_by->event != moment.type) continue;
            if (!timeline.matches_plainly(*list.covered_by, moment)) continue;
            const auto field = timeline.vocabulary().events[moment.type].field_index(list.field);
            const auto* item = field ? moment.fields[*field].get<std::string>() : nullptr;
            if (item != nullptr) covered.push_back(*item);
        }
        if (covered.empty()) result.open.reserve(list.items.size());
        for (const auto& item : list.items) {
            const bool done = std::find(covered.begin(), covered.end(), item.id) != covered.end();
            (done ? result.covered : result.open).push_back(&item);
        }
        // A record that names no areas at all says nothing about which were covered.
        if (step != nullptr && !covered.empty() && !result.open.empty()) {
            std::vector<std::string> open;
            for (const auto* item : result.open) open.push_back(item->id);
            evaluation_.findings.push_back({.code = "checklist_incomplete",
                                            .rule = &rule,
                                            .args = std::move(open),
                                            .event = Reason{step->type, step->on, false}});
        }
        return result;
    }

    View& view_;
    ClockContext& context_;
    const InForce& in_force_;
    Evaluation& evaluation_;
    Environment& environment_;
};

/// Tells the facts that say how a clock stands, once it has been run.
void tell_clock_states(View& view, const std::vector<Instance>& instances) {
    for (const auto* fact : view.timeline.words().clock_states) {
        for (std::size_t r = 0; r < view.context.environments.size(); ++r) {
            const auto here = [&](const Instance& i) {
                return (i.request == static_cast<int>(r) || i.request == nothing) &&
                       i.result.rule->id == fact->clock;
            };
            const auto last = std::find_if(instances.rbegin(), instances.rend(), here);
            if (last != instances.rend())
                view.context.environments[r][fact->slot] =
                    feel::Value(std::string(name_of(last->result.state)));
        }
    }
}

std::vector<Instance> run_clocks(View& view, const CompiledAuthority& law, const CompiledAuthority& standard,
                                 std::size_t usual_count, std::vector<Finding>& findings) {
    std::vector<const Rule*> without_edition;
    std::vector<Instance> instances;
    instances.reserve(usual_count);
    evaluate_clocks(law, view.context, instances, without_edition);
    tell_clock_states(view, instances);
    const auto of_law = instances.size();
    evaluate_clocks(standard, view.context, instances, without_edition);
    tell_clock_states(view, instances);
    for (const auto* rule : without_edition)
        findings.push_back({.code = "no_edition", .rule = rule, .args = {rule->id}, .event = std::nullopt});
    const std::span<const Instance> all(instances);
    compare_with_law(all.first(of_law), all.subspan(of_law), findings);
    return instances;
}

}  // namespace

Engine::Engine(const rulebook::Library& library)
    : library_(library), words_(library.vocabulary), compiled_(compile(library, words_)) {}

std::expected<Evaluation, CannotEvaluate> Engine::evaluate(const casefile::CaseFile& file,
                                                           const Question& question) const {
    using Why = CannotEvaluate::Why;
    const auto found = compiled_.find(file.standard);
    if (found == compiled_.end() || found->second.editions.empty() ||
        found->second.editions.front().edition->is_law)
        return std::unexpected(CannotEvaluate{Why::no_such_standard, file.standard, std::nullopt});
    const auto& standard = found->second;
    const auto* standard_today = standard.in_force(question.on);
    if (standard_today == nullptr) {
        const Date first = standard.editions.front().edition->from;
        return std::unexpected(
            CannotEvaluate{question.on < first ? Why::before_first_edition : Why::no_edition_in_force,
                           file.standard, first});
    }
    const auto& builds_on = standard_today->edition->builds_on;
    const auto law = compiled_.find(builds_on);
    const auto* law_today = law == compiled_.end() ? nullptr : law->second.in_force(question.on);
    if (law_today == nullptr)
        return std::unexpected(CannotEvaluate{Why::law_not_in_force, builds_on, std::nullopt});
    Evaluation evaluation;
    evaluation.on = question.on;
    evaluation.standard = standard_today->edition;
    evaluation.law = law_today->edition;

    View view(file, library_.vocabulary, words_, evaluation.standard->municipality, law->second, question);
    const InForce in_force{law_today, standard_today};
    // A case has few instances more than there are clocks.
    const auto usual_count = law_today->clocks.size() + standard_today->clocks.size() + 8;
    auto clocks = run_clocks(view, law->second, standard, usual_count, evaluation.findings);
    Assembly assembly(view, in_force, evaluation);
    auto actions = evaluate_actions(in_force, view.context, assembly.environment(), evaluation.findings);
    find_narrower_gates(in_force, assembly.environment(), evaluation.findings);
    find_closed_gates(law->second, standard, view.context, evaluation.findings);
    evaluation.next = next_steps(clocks, actions, in_force, view.context, assembly.environment());
    evaluation.clocks.reserve(clocks.size());
    for (auto& instance : clocks) evaluation.clocks.push_back(std::move(instance.result));
    evaluation.actions = std::move(actions.actions);
    for (auto& limit : actions.limits) evaluation.limits.push_back(std::move(limit.result));
    assembly.routes();
    assembly.offers();
    assembly.checklists();
    evaluation.not_stated = standard_today->not_stated;
    assembly.out_of_place();
    assembly.missing_of_clocks_and_actions();
    return evaluation;
}

std::expected<Evaluation, CannotEvaluate> evaluate(const rulebook::Library& library,
                                                   const casefile::CaseFile& file, const Question& question) {
    return Engine(library).evaluate(file, question);
}

std::string_view name_of(ClockState state) {
    switch (state) {
        case ClockState::not_started: return "not_started";
        case ClockState::running: return "running";
        case ClockState::met: return "met";
        case ClockState::met_late: return "met_late";
        case ClockState::breached: return "breached";
        case ClockState::lifted: return "lifted";
        case ClockState::stopped: return "stopped";
        case ClockState::not_applicable: return "not_applicable";
        case ClockState::unknown: return "unknown";
    }
    return "unknown";
}

}  // namespace fjorten::engine
