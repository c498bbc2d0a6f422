#include "population/verdict.h"

#include <fmt/format.h>

#include <iterator>

namespace fjorten::population {

using calendar::Date;
using engine::ClockState;

namespace {

std::optional<Date> day_at(const std::vector<Number>& days, std::size_t at) {
    return days[at] == untold ? std::nullopt : std::optional(Date::from_day_number(days[at]));
}

std::optional<bool> told(std::uint8_t code) {
    return code == not_known ? std::nullopt : std::optional(code == yes);
}

CaseVerdict::Clock clock_at(const ClockOutput& output, const Verdicts::ClockColumns& columns, std::size_t at,
                            Date on) {
    CaseVerdict::Clock clock{.rule = output.rule, .instance = output.instance};
    clock.state = static_cast<ClockState>(columns.state[at]);
    clock.started = day_at(columns.started, at);
    clock.due = day_at(columns.due, at);
    clock.ended = day_at(columns.ended, at);
    const bool is_open = clock.state == ClockState::running || clock.state == ClockState::breached;
    if (is_open && clock.due) clock.days_left = calendar::days_between(on, *clock.due);
    return clock;
}

void add_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
        else out += c;
    }
    out += '"';
}

void add_day(std::string& out, std::string_view key, const std::optional<Date>& day) {
    out += key;
    if (!day) {
        out += "null";
        return;
    }
    const auto text = day->iso_characters();
    out += '"';
    out.append(text.data(), text.size());
    out += '"';
}

void add_number(std::string& out, std::string_view key, const std::optional<int>& number) {
    out += key;
    out += number ? fmt::to_string(*number) : "null";
}

std::string_view word(const std::optional<bool>& told) { return !told ? "null" : *told ? "true" : "false"; }

template <class Each, class Write>
void add_list(std::string& out, std::string_view key, const std::vector<Each>& list, Write write) {
    out += key;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) out += ',';
        write(list[i], i);
    }
}

}  // namespace

CaseVerdict verdict_of(const engine::Evaluation& evaluation) {
    CaseVerdict verdict;
    for (const auto& clock : evaluation.clocks)
        verdict.clocks.push_back({clock.rule, clock.instance, clock.state, clock.started, clock.due,
                                  clock.ended, clock.days_left});
    for (const auto& action : evaluation.actions) verdict.actions.push_back(action.allowed);
    for (const auto& limit : evaluation.limits)
        verdict.limits.push_back({limit.rule, limit.person, limit.used, limit.max, limit.earned});
    for (const auto& route : evaluation.routes) verdict.routes.push_back({route.rule, route.way});
    for (const auto& offer : evaluation.offers) verdict.offers.push_back({offer.rule, offer.eligible});
    return verdict;
}

CaseVerdict verdict_of(const Program& program, const Columns& columns, std::size_t row,
                       const Verdicts& verdicts, std::size_t at) {
    CaseVerdict verdict;
    const Date on = Date::from_day_number(columns.on()[row]);
    for (std::size_t i = 0; i < program.clocks.size(); ++i) {
        if (verdicts.clocks[i].state[at] != absent)
            verdict.clocks.push_back(clock_at(program.clocks[i], verdicts.clocks[i], at, on));
    }
    for (std::size_t i = 0; i < program.actions; ++i) verdict.actions.push_back(told(verdicts.told[i][at]));
    for (std::size_t i = 0; i < program.limits.size(); ++i) {
        const auto& limit = *program.limits[i]->limit;
        CaseVerdict::Limit result{.rule = program.limits[i], .person = {}};
        result.used = verdicts.limits[i].used[at];
        result.max = limit.max;
        if (limit.earned) result.earned = verdicts.limits[i].earned[at];
        verdict.limits.push_back(std::move(result));
    }
    for (std::size_t i = 0; i < program.routes.size(); ++i) {
        const auto way = verdicts.routes[i][at];
        if (way == absent) continue;
        const auto& ways = program.routes[i]->route->ways;
        verdict.routes.push_back({program.routes[i], way == nowhere ? nullptr : &ways[way]});
    }
    for (std::size_t i = 0; i < program.offers.size(); ++i)
        verdict.offers.push_back({program.offers[i], told(verdicts.told[program.actions + i][at])});
    return verdict;
}

std::string row_of(const CaseVerdict& verdict, std::string_view id, Date on,
                   const rulebook::Vocabulary& vocabulary) {
    std::string out = "{\"id\":";
    add_text(out, id);
    add_day(out, ",\"on\":", on);
    add_list(out, ",\"clocks\":[", verdict.clocks, [&](const CaseVerdict::Clock& clock, std::size_t) {
        out += "{\"id\":";
        add_text(out, clock.rule->id);
        add_number(out, ",\"instance\":", clock.instance);
        out += ",\"state\":";
        add_text(out, engine::name_of(clock.state));
        add_day(out, ",\"started\":", clock.started);
        add_day(out, ",\"due\":", clock.due);
        add_day(out, ",\"ended\":", clock.ended);
        add_number(out, ",\"days_left\":", clock.days_left);
        out += '}';
    });
    add_list(out, "],\"actions\":{", verdict.actions, [&](const std::optional<bool>& allowed, std::size_t i) {
        add_text(out, vocabulary.actions[i].name);
        out += ':';
        out += word(allowed);
    });
    add_list(out, "},\"limits\":[", verdict.limits, [&](const CaseVerdict::Limit& limit, std::size_t) {
        out += "{\"id\":";
        add_text(out, limit.rule->id);
        if (!limit.person.empty()) {
            out += ",\"person\":";
            add_text(out, limit.person);
        }
        add_number(out, ",\"used\":", limit.used);
        add_number(out, ",\"max\":", limit.max);
        if (limit.earned) add_number(out, ",\"earned\":", limit.earned);
        out += '}';
    });
    add_list(out, "],\"routes\":{", verdict.routes, [&](const CaseVerdict::Route& route, std::size_t) {
        add_text(out, route.rule->id);
        out += ':';
        if (route.way == nullptr) out += "null";
        else add_text(out, route.way->to);
    });
    add_list(out, "},\"offers\":{", verdict.offers, [&](const CaseVerdict::Offer& offer, std::size_t) {
        add_text(out, offer.rule->id);
        out += ':';
        out += word(offer.eligible);
    });
    out += "}}\n";
    return out;
}

}  // namespace fjorten::population
