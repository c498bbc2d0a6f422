#include "population/totals.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace fjorten::population {

namespace {

using Counts = std::array<std::uint64_t, 256>;

Counts histogram(const std::vector<std::uint8_t>& codes, std::size_t rows) {
    // Four tables, so that equal codes in a row do not wait for each other.
    std::array<std::array<std::uint32_t, 256>, 4> parts{};
    for (std::size_t i = 0; i < rows; ++i) ++parts[i % 4][codes[i]];
    Counts counts{};
    for (std::size_t c = 0; c < counts.size(); ++c)
        counts[c] = std::uint64_t{parts[0][c]} + parts[1][c] + parts[2][c] + parts[3][c];
    return counts;
}

std::uint8_t code_of(const std::optional<bool>& told) { return !told ? not_known : *told ? yes : no; }

template <std::size_t size>
void add_codes(const Counts& counts, std::array<std::uint64_t, size>& into) {
    for (std::size_t i = 0; i < size; ++i) into[i] += counts[i];
}

template <std::size_t size>
void add_array(const std::array<std::uint64_t, size>& from, std::array<std::uint64_t, size>& into) {
    for (std::size_t i = 0; i < size; ++i) into[i] += from[i];
}

bool is_reached(int used, std::optional<int> max, std::optional<int> earned) {
    const int room = std::min(max.value_or(1'000'000), earned.value_or(1'000'000));
    return used >= room;
}

/// Rows for which something differs, while rule after rule is looked at.
class Changes {
  public:
    Changes(std::size_t rows, Totals& totals) : any_(rows), these_(rows), totals_(totals) {}
    template <class Each>
    void differ(const std::vector<Each>& a, const std::vector<Each>& b) {
        for (std::size_t i = 0; i < these_.size(); ++i)
            these_[i] = static_cast<std::uint8_t>(these_[i] | (a[i] != b[i] ? 1 : 0));
    }
    void all_but(const std::vector<std::uint8_t>& codes, std::uint8_t silent) {
        for (std::size_t i = 0; i < these_.size(); ++i)
            these_[i] = static_cast<std::uint8_t>(these_[i] | (codes[i] != silent ? 1 : 0));
    }
    void all() { std::ranges::fill(these_, std::uint8_t{1}); }
    /// What was found is of the rule of that name.
    void are_of(const std::string& name) {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < these_.size(); ++i) {
            count += these_[i];
            any_[i] |= these_[i];
        }
        if (count > 0) totals_.changed_by[name] += count;
        std::ranges::fill(these_, std::uint8_t{0});
    }
    void conclude() { totals_.changed += static_cast<std::uint64_t>(std::ranges::count(any_, 1)); }

  private:
    std::vector<std::uint8_t> any_, these_;
    Totals& totals_;
};

/// The outputs of both sides that have the same name, or one of them alone.
template <class Name>
void each_pair(std::size_t from, std::size_t to, Name name,
               const std::function<void(std::optional<std::size_t>, std::optional<std::size_t>)>& visit) {
    for (std::size_t a = 0; a < from; ++a) {
        std::optional<std::size_t> found;
        for (std::size_t b = 0; b < to && !found; ++b) {
            if (name(0, a) == name(1, b)) found = b;
        }
        visit(a, found);
    }
    for (std::size_t b = 0; b < to; ++b) {
        bool is_there = false;
        for (std::size_t a = 0; a < from && !is_there; ++a) is_there = name(0, a) == name(1, b);
        if (!is_there) visit(std::nullopt, b);
    }
}

/// The verdicts of a case by rule, as text: equal text is an equal verdict.
std::map<std::string, std::string> by_rule(const CaseVerdict& verdict,
                                           const rulebook::Vocabulary& vocabulary) {
    std::map<std::string, std::string> all;
    const auto day = [](const std::optional<calendar::Date>& date) { return date ? date->iso() : "-"; };
    for (const auto& clock : verdict.clocks)
        all[clock.rule->id] += std::string(engine::name_of(clock.state)) + day(clock.started) +
                               day(clock.due) + day(clock.ended) + ";";
    for (std::size_t a = 0; a < verdict.actions.size(); ++a)
        all[vocabulary.actions[a].name] = std::to_string(code_of(verdict.actions[a]));
    for (const auto& limit : verdict.limits)
        all[limit.rule->id] += limit.person + std::to_string(limit.used) + "/" +
                               std::to_string(limit.max.value_or(-1)) + "/" +
                               std::to_string(limit.earned.value_or(-1)) + ";";
    for (const auto& route : verdict.routes) all[route.rule->id] = route.way == nullptr ? "" : route.way->to;
    for (const auto& offer : verdict.offers) all[offer.rule->id] = std::to_string(code_of(offer.eligible));
    return all;
}

}  // namespace

void Totals::add(const Totals& other) {
    cases += other.cases;
    in_columns += other.in_columns;
    one_by_one += other.one_by_one;
    not_evaluated += other.not_evaluated;
    changed += other.changed;
    for (const auto& [id, count] : other.standards) standards[id] += count;
    for (const auto& [id, counts] : other.clocks) add_array(counts, clocks[id]);
    for (const auto& [id, counts] : other.actions) add_array(counts, actions[id]);
    for (const auto& [id, counts] : other.offers) add_array(counts, offers[id]);
    for (const auto& [id, ways] : other.routes) {
        for (const auto& [to, count] : ways) routes[id][to] += count;
    }
    for (const auto& [id, limit] : other.limits) {
        limits[id].cases += limit.cases;
        limits[id].used += limit.used;
        limits[id].at_the_limit += limit.at_the_limit;
    }
    for (const auto& [id, count] : other.changed_by) changed_by[id] += count;
    for (const auto& [id, rules] : other.gaps) gaps[id] = rules;
}

void count(const CaseVerdict& verdict, const rulebook::Vocabulary& vocabulary, Totals& totals) {
    for (const auto& clock : verdict.clocks)
        ++totals.clocks[clock.rule->id][static_cast<std::size_t>(clock.state)];
    for (std::size_t a = 0; a < verdict.actions.size(); ++a)
        ++totals.actions[vocabulary.actions[a].name][code_of(verdict.actions[a])];
    for (const auto& offer : verdict.offers) ++totals.offers[offer.rule->id][code_of(offer.eligible)];
    for (const auto& route : verdict.routes)
        ++totals.routes[route.rule->id][route.way == nullptr ? "" : route.way->to];
    for (const auto& limit : verdict.limits) {
        auto& total = totals.limits[limit.rule->id];
        ++total.cases;
        total.used += static_cast<std::uint64_t>(limit.used);
        if (is_reached(limit.used, limit.max, limit.earned)) ++total.at_the_limit;
    }
}

void count(const Program& program, const Verdicts& verdicts, std::size_t rows,
           const rulebook::Vocabulary& vocabulary, Totals& totals) {
    for (std::size_t i = 0; i < program.clocks.size(); ++i)
        add_codes(histogram(verdicts.clocks[i].state, rows), totals.clocks[program.clocks[i].rule->id]);
    for (std::size_t a = 0; a < program.actions; ++a)
        add_codes(histogram(verdicts.told[a], rows), totals.actions[vocabulary.actions[a].name]);
    for (std::size_t i = 0; i < program.offers.size(); ++i)
        add_codes(histogram(verdicts.told[program.actions + i], rows), totals.offers[program.offers[i]->id]);
    for (std::size_t i = 0; i < program.routes.size(); ++i) {
        const auto counts = histogram(verdicts.routes[i], rows);
        const auto& ways = program.routes[i]->route->ways;
        for (std::size_t w = 0; w < ways.size(); ++w) {
            if (counts[w] > 0) totals.routes[program.routes[i]->id][ways[w].to] += counts[w];
        }
        if (counts[nowhere] > 0) totals.routes[program.routes[i]->id][""] += counts[nowhere];
    }
    for (std::size_t i = 0; i < program.limits.size(); ++i) {
        auto& total = totals.limits[program.limits[i]->id];
        const auto& columns = verdicts.limits[i];
        total.cases += rows;
        for (std::size_t r = 0; r < rows; ++r) {
            total.used += static_cast<std::uint64_t>(columns.used[r]);
            total.at_the_limit += columns.used[r] >= columns.earned[r] ? 1U : 0U;
        }
    }
}

void count_changes(const CaseVerdict& from, const CaseVerdict& to, const rulebook::Vocabulary& vocabulary,
                   const rulebook::Vocabulary& other_vocabulary, Totals& totals) {
    const auto before = by_rule(from, vocabulary);
    const auto after = by_rule(to, other_vocabulary);
    std::set<std::string> changed;
    for (const auto& [rule, verdict] : before) {
        const auto found = after.find(rule);
        if (found == after.end() || found->second != verdict) changed.insert(rule);
    }
    for (const auto& [rule, verdict] : after) {
        if (!before.contains(rule)) changed.insert(rule);
    }
    for (const auto& rule : changed) ++totals.changed_by[rule];
    if (!changed.empty()) ++totals.changed;
}

namespace {

void compare_clocks(const Worked& from, const Worked& to, Changes& changes) {
    const auto side = [&](int which) -> const Worked& { return which == 0 ? from : to; };
    const auto clock_name = [&](int which, std::size_t i) {
        const auto& output = side(which).program.clocks[i];
        return output.rule->id + "#" + std::to_string(output.instance);
    };
    std::map<std::string, std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>>>
        clocks;
    each_pair(from.program.clocks.size(), to.program.clocks.size(), clock_name, [&](auto a, auto b) {
        clocks[(a ? from.program.clocks[*a] : to.program.clocks[*b]).rule->id].emplace_back(a, b);
    });
    for (const auto& [id, pairs] : clocks) {
        for (const auto& [a, b] : pairs) {
            if (!a || !b) {
                const auto& only = a ? from.verdicts.clocks[*a] : to.verdicts.clocks[*b];
                changes.all_but(only.state, absent);
                continue;
            }
            const auto& x = from.verdicts.clocks[*a];
            const auto& y = to.verdicts.clocks[*b];
            changes.differ(x.state, y.state);
            changes.differ(x.started, y.started);
            changes.differ(x.due, y.due);
            changes.differ(x.ended, y.ended);
        }
        changes.are_of(id);
    }
}

}  // namespace

void count_changes(const Worked& from, const Worked& to, std::size_t rows,
                   const rulebook::Vocabulary& vocabulary, Totals& totals) {
    Changes changes(rows, totals);
    const auto side = [&](int which) -> const Worked& { return which == 0 ? from : to; };
    compare_clocks(from, to, changes);
    for (std::size_t a = 0; a < from.program.actions; ++a) {
        changes.differ(from.verdicts.told[a], to.verdicts.told[a]);
        changes.are_of(vocabulary.actions[a].name);
    }
    const auto limit_name = [&](int which, std::size_t i) { return side(which).program.limits[i]->id; };
    each_pair(from.program.limits.size(), to.program.limits.size(), limit_name, [&](auto a, auto b) {
        if (a && b) {
            changes.differ(from.verdicts.limits[*a].used, to.verdicts.limits[*b].used);
            changes.differ(from.verdicts.limits[*a].earned, to.verdicts.limits[*b].earned);
            if (from.program.limits[*a]->limit->max != to.program.limits[*b]->limit->max) changes.all();
        } else {
            changes.all();
        }
        changes.are_of(a ? limit_name(0, *a) : limit_name(1, *b));
    });
    const auto route_name = [&](int which, std::size_t i) { return side(which).program.routes[i]->id; };
    each_pair(from.program.routes.size(), to.program.routes.size(), route_name, [&](auto a, auto b) {
        const auto leads = [&](const Worked& which, std::size_t i, std::size_t row) -> std::string_view {
            const auto way = which.verdicts.routes[i][row];
            if (way == absent) return "\1";
            return way == nowhere ? std::string_view() : which.program.routes[i]->route->ways[way].to;
        };
        if (a && b) {
            std::vector<std::string_view> x(rows), y(rows);
            for (std::size_t r = 0; r < rows; ++r) {
                x[r] = leads(from, *a, r);
                y[r] = leads(to, *b, r);
            }
            changes.differ(x, y);
        } else {
            changes.all_but(a ? from.verdicts.routes[*a] : to.verdicts.routes[*b], absent);
        }
        changes.are_of(a ? route_name(0, *a) : route_name(1, *b));
    });
    const auto offer_name = [&](int which, std::size_t i) { return side(which).program.offers[i]->id; };
    each_pair(from.program.offers.size(), to.program.offers.size(), offer_name, [&](auto a, auto b) {
        if (a && b)
            changes.differ(from.verdicts.told[from.program.actions + *a],
                           to.verdicts.told[to.program.actions + *b]);
        else changes.all();
        changes.are_of(a ? offer_name(0, *a) : offer_name(1, *b));
    });
    changes.conclude();
}

}  // namespace fjorten::population
