#include "engine/engine.h"

#include <algorithm>
#include <memory>

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
          facts(timeline, words, own_residence) {
        ClockContext first_look(timeline, facts, ClockContext::Filled::person_only);
        timeline.presume(presume(law, first_look));
        context = std::make_unique<ClockContext>(timeline, facts, ClockContext::Filled::everything);
    }
    casefile::Timeline timeline;
    casefile::Facts facts;
    std::unique_ptr<ClockContext> context;
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
          context_(*view.context),
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
        auto environment = environment_;
        if (request.opened_by != nothing)
            context_.facts.set_day(environment,
                                   view_.timeline.moments()[static_cast<std::size_t>(request.opened_by)].on);
        each_rule(&CompiledEdition::routes, [&](const Rule& rule) {
            const auto applies = rule.when ? rule.when->test(environment) : std::optional(true);
            if (applies == std::optional(false)) return;
            RouteResult result{.rule = &rule, .way = nullptr};
            bool any_unknown = !applies.has_value();
            for (const auto& way : rule.route->ways) {
                const auto holds = way.when ? way.when->test(environment) : std::optional(!any_unknown);
                if (holds == std::optional(true)) {
                    result.way = &way;
                    break;
                }
                if (!holds) any_unknown = true;
            }
            if (result.way == nullptr) ask_for_ways(rule, environment);
            evaluation_.routes.push_back(result);
        });
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
        each_rule(&CompiledEdition::checklists, [&](const Rule& rule) {
            if (rule.when && rule.when->test(environment_) == std::optional(false)) return;
            evaluation_.checklists.push_back(checklist(rule));
        });
    }

    void not_stated(const CompiledEdition& standard) {
        const auto& vocabulary = view_.timeline.vocabulary();
        for (const auto* names : {&vocabulary.clock_names, &vocabulary.limit_names}) {
            for (const auto& name : *names) {
                if (standard.find(name) == nullptr) evaluation_.not_stated.push_back(name);
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

    void ask_about(const feel::Expression& condition, const std::string& needed_for) {
        std::vector<std::string> names;
        ask(condition, environment_, context_.facts, names);
        for (const auto& name : names) add_missing(evaluation_.missing, name, needed_for);
    }

    void ask_for_ways(const Rule& rule, const Environment& environment) {
        std::vector<std::string> names;
        if (rule.when) ask(*rule.when, environment, context_.facts, names);
        for (const auto& way : rule.route->ways) {
            if (way.when) ask(*way.when, environment, context_.facts, names);
        }
        for (const auto& name : names) add_missing(evaluation_.missing, name, rule.id);
    }

    ChecklistResult checklist(const Rule& rule) {
        const auto& list = *rule.checklist;
        ChecklistResult result{.rule = &rule, .covered = {}, .open = {}};
        const auto& timeline = view_.timeline;
        const auto& request = timeline.requests().back();
        std::vector<std::string_view> covered;
        const casefile::Moment* step = nullptr;
        const auto step_type = timeline.vocabulary().find_event(list.step);
        for (int i = request.first; i < request.past_last; ++i) {
            const auto& moment = timeline.moments()[static_cast<std::size_t>(i)];
            if (step_type && moment.type == *step_type) step = &moment;
            if (!list.covered_by || !timeline.matches_plainly(*list.covered_by, moment)) continue;
            const auto field = timeline.vocabulary().events[moment.type].field_index(list.field);
            const auto* item = field ? moment.fields[*field].get<std::string>() : nullptr;
            if (item != nullptr) covered.push_back(*item);
        }
        std::vector<std::string> open;
        for (const auto& item : list.items) {
            const bool done = std::find(covered.begin(), covered.end(), item.id) != covered.end();
            (done ? result.covered : result.open).push_back(&item);
            if (!done) open.push_back(item.id);
        }
        // A record that names no areas at all says nothing about which were covered.
        if (step != nullptr && !covered.empty() && !result.open.empty()) {
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

std::vector<Instance> run_clocks(View& view, const CompiledAuthority& law, const CompiledAuthority& standard,
                                 std::vector<Finding>& findings) {
    std::vector<const Rule*> without_edition;
    auto instances = evaluate_clocks(law, *view.context, {}, without_edition);
    auto local = evaluate_clocks(standard, *view.context, instances, without_edition);
    for (const auto* rule : without_edition)
        findings.push_back({.code = "no_edition", .rule = rule, .args = {rule->id}, .event = std::nullopt});
    compare_with_law(instances, local, findings);
    std::move(local.begin(), local.end(), std::back_inserter(instances));
    return instances;
}

}  // namespace

Engine::Engine(const rulebook::Library& library)
    : library_(library), compiled_(compile(library)), words_(library.vocabulary) {}

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
    auto clocks = run_clocks(view, law->second, standard, evaluation.findings);
    Assembly assembly(view, in_force, evaluation);
    auto actions = evaluate_actions(in_force, *view.context, assembly.environment(), evaluation.findings);
    find_narrower_gates(in_force, assembly.environment(), evaluation.findings);
    find_closed_gates(law->second, standard, *view.context, evaluation.findings);
    evaluation.next = next_steps(clocks, actions, in_force, *view.context, assembly.environment());
    for (auto& instance : clocks) evaluation.clocks.push_back(std::move(instance.result));
    evaluation.actions = std::move(actions.actions);
    for (auto& limit : actions.limits) evaluation.limits.push_back(std::move(limit.result));
    assembly.routes();
    assembly.offers();
    assembly.checklists();
    assembly.not_stated(*standard_today);
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
