// The verdicts of one case, whichever way they were worked out: for comparing, and for a row of output.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluation.h"
#include "population/kernel.h"

namespace fjorten::population {

struct CaseVerdict {
    struct Clock {
        const rulebook::Rule* rule = nullptr;
        int instance = 1;
        engine::ClockState state = engine::ClockState::not_started;
        std::optional<calendar::Date> started = {}, due = {}, ended = {};
        std::optional<std::int32_t> days_left = {};
        bool operator==(const Clock&) const = default;
    };
    struct Limit {
        const rulebook::Rule* rule = nullptr;
        std::string person;
        int used = 0;
        std::optional<int> max = {}, earned = {};
        bool operator==(const Limit&) const = default;
    };
    struct Route {
        const rulebook::Rule* rule = nullptr;
        const rulebook::Route::Way* way = nullptr;
        bool operator==(const Route&) const = default;
    };
    struct Offer {
        const rulebook::Rule* rule = nullptr;
        std::optional<bool> eligible;
        bool operator==(const Offer&) const = default;
    };
    std::vector<Clock> clocks;
    std::vector<std::optional<bool>> actions;  // by action
    std::vector<Limit> limits;
    std::vector<Route> routes;
    std::vector<Offer> offers;
    bool operator==(const CaseVerdict&) const = default;
};

CaseVerdict verdict_of(const engine::Evaluation& evaluation);
CaseVerdict verdict_of(const Program& program, const Columns& columns, std::size_t row,
                       const Verdicts& verdicts, std::size_t at);

/// One line of JSON, with `id` as given by the input.
std::string row_of(const CaseVerdict& verdict, std::string_view id, calendar::Date on,
                   const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::population
