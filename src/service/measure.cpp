#include "service/measure.h"

#include <algorithm>
#include <charconv>

#include "service/assessment.h"

namespace fjorten::service {

namespace {

constexpr std::string_view scale = "scale";
constexpr int longest_scale = 100;

std::optional<int> whole(const std::optional<feel::Value>& value) {
    const auto* const number = value ? value->get<feel::Decimal>() : nullptr;
    const auto as_int = number == nullptr ? std::nullopt : number->as_int64();
    return as_int && *as_int >= 0 && *as_int <= longest_scale ? std::optional(static_cast<int>(*as_int))
                                                              : std::nullopt;
}

}  // namespace

std::vector<Measure> measures_of(const rulebook::Edition* standard) {
    std::vector<Measure> measures;
    if (standard == nullptr) return measures;
    for (const rulebook::Rule& rule : standard->rules) {
        Measure measure{.rule = &rule, .questions = {}};
        for (const rulebook::Term& term : rule.terms) {
            const auto least = whole(term.min), most = whole(term.max);
            if (term.unit == scale && least && most && *least < *most)
                measure.questions.push_back({.term = &term, .least = *least, .most = *most});
        }
        if (!measure.questions.empty()) measures.push_back(std::move(measure));
    }
    return measures;
}

const Measure* find_measure(const std::vector<Measure>& measures, std::string_view name) {
    const auto found =
        std::ranges::find_if(measures, [&](const Measure& measure) { return measure.rule->name == name; });
    return found == measures.end() ? nullptr : &*found;
}

std::optional<int> mark_in(std::string_view value, const MeasureQuestion& question) {
    int mark = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), mark);
    const bool is_whole = error == std::errc{} && end == value.data() + value.size() && !value.empty();
    return is_whole && mark >= question.least && mark <= question.most ? std::optional(mark) : std::nullopt;
}

std::vector<Measured> measured_in(const std::vector<TimeLineEntry>& entries, const Measure& measure) {
    std::vector<Measured> found;
    for (const TimeLineEntry* entry : sheets_of(entries, sheet_type::measure, measure.rule->name)) {
        const auto said = calendar::Date::parse(entry->sheet->value("on"));
        const calendar::Date on = said ? *said : entry->occurred_on;
        if (std::ranges::find(found, on, &Measured::on) != found.end()) continue;  // newest first
        Measured day{.on = on, .marks = {}, .sheet = entry};
        for (const auto& question : measure.questions)
            day.marks.push_back(mark_in(entry->sheet->value("mark." + question.term->id), question));
        found.push_back(std::move(day));
    }
    std::ranges::stable_sort(found, {}, &Measured::on);
    return found;
}

}  // namespace fjorten::service
