#include "service/staff.h"

#include <algorithm>

#include <fmt/format.h>

#include "service/decide.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

constexpr int staff_item = 13;  // what the qualifications and the training of the staff are
constexpr std::size_t most_steps = 200;

/// "P1Y" of one year, "P14D" of fourteen days; empty for a term that is no time.
std::optional<calendar::Period> period_of(const rulebook::Term& term) {
    const auto& value = term.exactly ? term.exactly : term.max;
    const auto* const number = value ? value->get<feel::Decimal>() : nullptr;
    const auto times = number == nullptr ? std::nullopt : number->as_int64();
    if (!times || *times < 1 || *times > 1000) return std::nullopt;
    const auto count = static_cast<std::int32_t>(*times);
    if (term.unit == "years") return calendar::Period{.months = 12 * count, .days = 0};
    if (term.unit == "months") return calendar::Period{.months = count, .days = 0};
    if (term.unit == "weeks") return calendar::Period{.months = 0, .days = 7 * count};
    if (term.unit == "days") return calendar::Period{.months = 0, .days = count};
    return std::nullopt;
}

}  // namespace

std::string to_json(const StaffMember& member) {
    boost::json::array steps;
    for (const auto& step : member.steps)
        steps.emplace_back(
            FormWriter().text("promise", step.promise).day("on", step.on).text("what", step.what).take());
    return FormWriter()
        .text("name", member.name)
        .text("title", member.title)
        .day("employed_on", member.employed_on)
        .day("left_on", member.left_on)
        .list("steps", std::move(steps))
        .json();
}

Result<StaffMember> from_json(std::type_identity<StaffMember>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return StaffMember{.name = reader.text("name"),
                           .title = reader.text("title"),
                           .employed_on = reader.needed_day("employed_on"),
                           .left_on = reader.day("left_on"),
                           .steps = reader.parts("steps", [](FormReader& part) {
                               return StaffStep{.promise = part.text("promise"),
                                                .on = part.needed_day("on"),
                                                .what = part.text("what")};
                           })};
    });
}

Diagnostics check(const StaffMember& member, const rulebook::Library&) {
    Diagnostics mistakes;
    if (is_blank(member.name)) mistakes.push_back(mistake_in("name", "register_no_name"));
    check_length(member.name, "name", most_name_characters, mistakes);
    check_length(member.title, "position", most_name_characters, mistakes);
    if (member.left_on && *member.left_on < member.employed_on)
        mistakes.push_back(mistake_in("left_on", "register_ends_first"));
    if (member.steps.size() > most_steps)
        mistakes.push_back(mistake_in("step.0.on", "register_too_many", {std::to_string(most_steps)}));
    for (std::size_t i = 0; i < member.steps.size(); ++i) {
        const auto& step = member.steps[i];
        const std::string prefix = fmt::format("step.{}.", i);
        check_length(step.what, (prefix + "what").c_str(), most_name_characters, mistakes);
        if (step.promise.empty() && is_blank(step.what))
            mistakes.push_back(mistake_in(prefix + "what", "register_choose"));
    }
    return mistakes;
}

std::vector<StaffPromise> staff_promises(const rulebook::Edition& standard) {
    std::vector<StaffPromise> promises;
    for (const auto& rule : standard.rules) {
        if (!rule.duty || std::ranges::find(rule.items, staff_item) == rule.items.end()) continue;
        StaffPromise promise{.rule = &rule, .every = {}, .within = {}};
        for (const auto& term : rule.terms) {
            if (term.id == "interval") promise.every = period_of(term);
            if (term.id == "length") promise.within = period_of(term);
        }
        promises.push_back(promise);
    }
    return promises;
}

std::vector<PromiseStanding> standings_of(const StaffMember& member,
                                          const std::vector<StaffPromise>& promises) {
    std::vector<PromiseStanding> standings;
    for (const auto& promise : promises) {
        PromiseStanding standing{.promise = promise, .last = {}, .due = {}};
        for (const auto& step : member.steps) {
            if (step.promise == promise.rule->name && (!standing.last || *standing.last < step.on))
                standing.last = step.on;
        }
        if (promise.every)
            standing.due = calendar::add(standing.last.value_or(member.employed_on), *promise.every);
        else if (promise.within && !standing.last)
            standing.due = calendar::add(member.employed_on, *promise.within);
        standings.push_back(standing);
    }
    return standings;
}

}  // namespace fjorten::service
