#include "reports/places.h"

#include <fmt/format.h>

namespace fjorten::reports {

Table places_table(const Sources& sources, const Span& span, const std::vector<Place>& places) {
    const auto say = [&](std::string_view key) { return sources.say("report.places." + std::string(key)); };
    Table table{
        .id = "places",
        .title = say("title"),
        .population = say("population"),
        .lines_are = say("place"),
        .columns = {
            {.id = "price", .label = say("price"), .unit = Unit::text},
            {"courses", say("courses")},
            {.id = "ended", .label = say("ended"), .part_of = "courses"},
            {.id = "better", .label = say("better"), .part_of = "ended"},
            {.id = "share", .label = say("share"), .unit = Unit::percent, .rests_on = {"better", "ended"}},
            {.id = "dropped", .label = say("dropped"), .part_of = "ended"},
            {.id = "duties", .label = say("duties"), .unit = Unit::text},
            {.id = "lists", .label = say("lists"), .unit = Unit::text}}};
    for (const Place& place : places) {
        std::vector<std::size_t> courses, ended, better, dropped;
        int kept = 0, broken = 0;
        std::size_t known = 0;
        for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
            const Row& row = sources.rows.rows[i];
            if (!place.cases.contains(row.case_id) || !span.has(row.started)) continue;
            courses.push_back(i);
            kept += row.duties_kept;
            broken += row.duties_broken;
            if (!row.ended) continue;
            ended.push_back(i);
            if (row.status == "dropped_out") dropped.push_back(i);
            if (row.outcome_at_end != said_nothing && row.outcome_at_end != "unknown") ++known;
            if (row.outcome_at_end == "drug_free" || row.outcome_at_end == "reduced") better.push_back(i);
        }
        const Cell share = share_cell(better.size(), known, sources.reporting.smallest);
        table.lines.push_back(
            {.id = place.id,
             .label = place.name,
             .cells = {text_cell(place.price), count_cell(std::move(courses)), count_cell(std::move(ended)),
                       count_cell(std::move(better)), share, count_cell(std::move(dropped)),
                       text_cell(fmt::format("{} / {}", kept, kept + broken)),
                       text_cell(fmt::format("{} / {}", place.months_told, place.months_due))}});
    }
    table.notes = {say("note")};
    return table;
}

}  // namespace fjorten::reports
