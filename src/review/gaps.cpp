// Routes and offers tried on every combination of the boundary values that they read.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "review/searches.h"
#include "rulebook/conditions.h"

namespace fjorten::review {

using rulebook::Route;
using rulebook::Rule;

namespace {

constexpr std::size_t most_cases = 6;  // of one kind and rule: more say nothing new

using Conditions = std::vector<const feel::Expression*>;

void add_conditions(const Rule& rule, Conditions& all) {
    for (const auto* condition : rulebook::conditions_of(rule)) all.push_back(condition);
}

class RouteSearch {
  public:
    RouteSearch(const Trial& trial, const Rule& rule, Remarks& remarks)
        : trial_(trial), rule_(rule), remarks_(remarks) {}

    void run() {
        Conditions conditions;
        add_conditions(rule_, conditions);
        for (const Rule& reading : rule_.other_readings) add_conditions(reading, conditions);
        dimensions_ = trial_.dimensions().of(conditions);
        for (const auto& choice : combinations(dimensions_)) {
            Draft draft = trial_.draft();
            apply(dimensions_, choice, draft);
            const auto evaluation = trial_.ask(draft);
            if (evaluation) look_at(draft, choice, *evaluation);
        }
    }

  private:
    void look_at(const Draft& draft, const std::vector<std::size_t>& choice,
                 const engine::Evaluation& evaluation) {
        for (const engine::Finding& finding : evaluation.findings) {
            if (finding.rule != &rule_) continue;
            if (finding.code == "route_gap") add("route_gap", finding, draft, choice);
            if (finding.code == "route_overlap") add("route_overlap", finding, draft, choice);
            if (finding.code == "other_reading_nobody") add("other_reading_gap", finding, draft, choice);
        }
    }

    Bilingual label(const std::string& to) const {
        const auto way = std::ranges::find(rule_.route->ways, to, &Route::Way::to);
        return way == rule_.route->ways.end() ? same(to) : way->label;
    }

    void add(const std::string& code, const engine::Finding& finding, const Draft& draft,
             const std::vector<std::size_t>& choice) {
        if (++count_[code] > most_cases) return;
        Remark remark{.code = code,
                      .place = rule_.place,
                      .rule = rule_.id,
                      .args = {same(rule_.id), described(dimensions_, choice)},
                      .shown = std::nullopt};
        for (const std::string& to : finding.args) remark.args.push_back(label(to));
        const std::string to = finding.args.empty() ? "null" : finding.args.front();
        remark.shown = trial_.shown(
            draft, remark,
            {fmt::format("routes: {{{}: {}}}", rule_.id, to), expected_finding(finding.code, rule_)});
        remarks_.push_back(std::move(remark));
    }

    const Trial& trial_;
    const Rule& rule_;
    Remarks& remarks_;
    std::vector<Dimension> dimensions_;
    std::map<std::string, std::size_t> count_;
};

// Who may have which offer, over everybody whom the offers tell apart.
class OfferSearch {
  public:
    OfferSearch(const Trial& trial, Remarks& remarks)
        : trial_(trial), start_(casefile::CourseWords(trial.vocabulary()).start_service), remarks_(remarks) {
        for (const Rule& rule : trial_.edition().rules) {
            if (rule.offer) offers_.push_back(&rule);
        }
        for (const Rule& rule : trial_.law().rules) {
            // What the law gives a right to, and the standard says that it deals with.
            const bool is_right =
                rule.clock && rule.clock->consequence == rulebook::Consequence::broken_right;
            const bool is_met_by_start =
                is_right && std::ranges::any_of(rule.clock->met_by, [this](const auto& pattern) {
                    return pattern.event == start_.type;
                });
            if (is_met_by_start && trial_.edition().find(rule.name) != nullptr) rights_.push_back(&rule);
        }
    }

    void run() {
        if (offers_.empty()) return;
        Conditions conditions;
        for (const Rule* const offer : offers_) add_conditions(*offer, conditions);
        for (const Rule* const right : rights_)
            if (right->when) conditions.push_back(&*right->when);
        dimensions_ = trial_.dimensions().of(conditions);
        const auto age = std::ranges::find(dimensions_, "age", &Dimension::name);
        age_ = static_cast<std::size_t>(age - dimensions_.begin());
        for (const auto& choice : combinations(dimensions_)) look_at(choice);
        find_holes();
    }

  private:
    struct Open {
        Draft draft;
        std::vector<bool> offers;  // by index in offers_
    };

    void look_at(const std::vector<std::size_t>& choice) {
        Draft draft = trial_.draft();
        apply(dimensions_, choice, draft);
        for (const Rule* const right : rights_)
            trial_.story().ensure(draft, right->clock->starts.events.front());
        const auto evaluation = trial_.ask(draft);
        if (!evaluation) return;
        Open open{draft, std::vector<bool>(offers_.size(), false)};
        for (const auto& result : evaluation->offers) {
            const auto at = std::ranges::find(offers_, result.rule);
            if (at != offers_.end())
                open.offers[static_cast<std::size_t>(at - offers_.begin())] =
                    result.eligible == std::optional(true);
        }
        for (const Rule* const right : rights_) look_for_nothing(*right, choice, open, *evaluation);
        look_for_two(choice, open);
        seen_.emplace(choice, std::move(open));
    }

    bool would_meet(const Rule& right, const Rule& offer) const {
        const Fields started = {{start_.field, feel::Value(offer.offer->service)}};
        return std::ranges::any_of(right.clock->met_by, [&](const rulebook::Pattern& pattern) {
            return pattern.event == start_.type && trial_.story().holds(pattern, started);
        });
    }

    // Somebody has the right, and nothing that would honour it is open.
    void look_for_nothing(const Rule& right, const std::vector<std::size_t>& choice, const Open& open,
                          const engine::Evaluation& evaluation) {
        const engine::ClockResult* const clock = clock_in(evaluation, right);
        if (clock == nullptr || clock->state != engine::ClockState::running) return;
        for (std::size_t i = 0; i < offers_.size(); ++i) {
            if (open.offers[i] && would_meet(right, *offers_[i])) return;
        }
        // The same age once: what else was varied says no more about who is left out.
        const std::size_t age = age_ < choice.size() ? choice[age_] : 0;
        if (!gaps_.insert({right.id, age}).second) return;
        std::vector<std::string> closed;
        for (std::size_t i = 0; i < offers_.size(); ++i)
            if (!open.offers[i]) closed.push_back(offers_[i]->id + ": false");
        Remark remark{.code = "offer_gap",
                      .place = trial_.edition().place,
                      .rule = {},
                      .args = {described(dimensions_, choice), same(right.id)},
                      .shown = std::nullopt};
        remark.shown = trial_.shown(open.draft, remark,
                                    {fmt::format("clocks: {{{}}}", expected_clock(*clock)),
                                     fmt::format("offers: {{{}}}", fmt::join(closed, ", "))});
        remarks_.push_back(std::move(remark));
    }

    void look_for_two(const std::vector<std::size_t>& choice, const Open& open) {
        for (std::size_t i = 0; i < offers_.size(); ++i) {
            for (std::size_t k = i + 1; k < offers_.size(); ++k) {
                const bool same_service = offers_[i]->offer->service == offers_[k]->offer->service;
                const bool is_judged = offers_[i]->discretion || offers_[k]->discretion;
                if (!open.offers[i] || !open.offers[k] || !same_service || is_judged) continue;
                if (!overlaps_.emplace(std::pair(i, k), true).second) continue;
                Remark remark{
                    .code = "offer_overlap",
                    .severity = Severity::note,
                    .place = offers_[k]->place,
                    .rule = offers_[k]->id,
                    .args = {same(offers_[i]->id), same(offers_[k]->id), described(dimensions_, choice)},
                    .shown = std::nullopt};
                remark.shown = trial_.shown(
                    open.draft, remark,
                    {fmt::format("offers: {{{}: true, {}: true}}", offers_[i]->id, offers_[k]->id)});
                remarks_.push_back(std::move(remark));
            }
        }
    }

    bool has_service(const std::vector<std::size_t>& choice, const std::string& service) const {
        const auto open = seen_.find(choice);
        for (std::size_t i = 0; open != seen_.end() && i < offers_.size(); ++i) {
            if (open->second.offers[i] && offers_[i]->offer->service == service) return true;
        }
        return false;
    }

    // The same person at each boundary age: a service may begin or end with age, not stop in between.
    void find_holes() {
        if (age_ == dimensions_.size()) return;
        const std::size_t ages = dimensions_[age_].choices.size();
        std::vector<std::string> told;
        for (const auto& [choice, open] : seen_) {
            for (const Rule* const offer : offers_) {
                const std::string& service = offer->offer->service;
                const auto at = [&](std::size_t age) {
                    auto other = choice;
                    other[age_] = age;
                    return has_service(other, service);
                };
                if (at(choice[age_]) || std::ranges::find(told, service) != told.end()) continue;
                bool older = false, younger = false;
                for (std::size_t age = 0; age < ages; ++age) {
                    if (age < choice[age_]) older = older || at(age);
                    if (age > choice[age_]) younger = younger || at(age);
                }
                if (!older || !younger) continue;
                told.push_back(service);
                Remark remark{.code = "age_gap",
                              .place = offer->place,
                              .rule = offer->id,
                              .args = {same(service), described(dimensions_, choice)},
                              .shown = std::nullopt};
                remark.shown =
                    trial_.shown(open.draft, remark, {fmt::format("offers: {{{}: false}}", offer->id)});
                remarks_.push_back(std::move(remark));
            }
        }
    }

    const Trial& trial_;
    casefile::CourseWords::Flagged start_;
    Remarks& remarks_;
    std::vector<const Rule*> offers_;
    std::vector<const Rule*> rights_;
    std::vector<Dimension> dimensions_;
    std::size_t age_ = 0;
    std::map<std::vector<std::size_t>, Open> seen_;
    std::map<std::pair<std::size_t, std::size_t>, bool> overlaps_;
    std::set<std::pair<std::string, std::size_t>> gaps_;
};

}  // namespace

void find_route_gaps(const Trial& trial, Remarks& remarks) {
    for (const Rule& rule : trial.edition().rules) {
        if (rule.route) RouteSearch(trial, rule, remarks).run();
    }
}

void find_offer_gaps(const Trial& trial, Remarks& remarks) {
    if (!trial.edition().is_law) OfferSearch(trial, remarks).run();
}

}  // namespace fjorten::review
