#include "reports/official.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace fjorten::reports {

using engine::ClockState;

namespace {

using Indices = std::vector<std::size_t>;

class Official {
  public:
    Official(const Sources& sources, const Span& span)
        : sources_(sources),
          statistics_(*sources.reporting.statistics),
          span_(span),
          view_(sources.library.vocabulary, span.on) {}

    std::vector<Table> tables() {
        sort_rows();
        return {activity(), shares("kept", statistics_.guarantee, kept_), outcomes(), differences()};
    }

  private:
    enum Count { requests, starts, ends, contact_courses, treatment_courses, people, counts };

    std::string say(std::string_view key) const {
        return sources_.say("report.official." + std::string(key));
    }

    std::size_t age_of(const Row& row) const {
        const auto found = std::ranges::find_if(statistics_.ages, [&](const rulebook::Band& band) {
            return row.age && band.from <= *row.age && (!band.to || *row.age <= *band.to);
        });
        return static_cast<std::size_t>(found - statistics_.ages.begin());  // one more: not known
    }

    void sort_rows() {
        by_age_.assign(statistics_.ages.size() + 1, {});
        for (std::size_t i = 0; i < sources_.rows.rows.size(); ++i) sort_row(i);
    }

    void sort_row(std::size_t i) {
        const Row& row = sources_.rows.rows[i];
        const auto& values = view_.of(row);
        const bool is_legal_request = span_.has(row.requested), is_legal_start = span_.has(row.started),
                   is_legal_end = span_.has(row.ended);
        const auto* const left_out = first_that_holds(statistics_.left_out, values);
        const std::string why = left_out != nullptr ? "left_out." + left_out->id
                                : row.continues     ? "merged"
                                                    : std::string{};
        const auto step = [&](bool is_legal, Count what, const std::string& reason) {
            if (!is_legal) return;
            legal_[what].push_back(i);
            if (!reason.empty()) steps_[what][reason].push_back(i);
        };
        step(is_legal_request, requests, why);
        step(is_legal_start, starts, why);
        step(is_legal_end, ends,
             left_out != nullptr ? "left_out." + left_out->id
             : row.goes_on       ? "merged"
                                 : std::string{});
        kept_step(i, why, values);
        if (left_out != nullptr) return;
        auto& counted = by_age_[age_of(row)];
        const auto count = [&](bool is_counted, Count what) {
            if (is_counted) counted[what].push_back(i);
        };
        count(is_legal_request && !row.continues, requests);
        count(is_legal_start && !row.continues, starts);
        count(is_legal_end && !row.goes_on, ends);
        // A course is counted where it was under way on some day of the span.
        const auto overlaps = [&](const std::optional<calendar::Date>& from) {
            return from && *from <= span_.to && (!row.ended || *row.ended >= span_.from) &&
                   (!row.withdrawn || row.started || *row.withdrawn >= span_.from);
        };
        count(overlaps(row.requested) && !row.continues, contact_courses);
        count(overlaps(row.started) && !row.continues, treatment_courses);
        if (overlaps(row.started) && is_new_person(row)) counted[people].push_back(i);
        if (is_legal_start && !row.continues && row.requested) kept_.push_back(i);
        if (is_legal_end && !row.goes_on) ended_.push_back(i);
    }

    bool is_new_person(const Row& row) {
        return people_.insert(row.person.empty() ? row.case_id : row.person).second;
    }

    // Of the starts in the span: kept by law, and kept as the statistics have it.
    void kept_step(std::size_t i, const std::string& why, const std::vector<feel::Value>& values) {
        const Row& row = sources_.rows.rows[i];
        if (!span_.has(row.started)) return;
        const bool is_kept_by_law = row.law.state == ClockState::met;
        const auto* group = first_that_holds(statistics_.guarantee, values);
        const bool is_kept_in_statistics =
            why.empty() && group != nullptr && group == statistics_.guarantee.data();
        if (is_kept_by_law) law_kept_.push_back(i);
        if (is_kept_in_statistics) statistics_kept_.push_back(i);
        if (is_kept_by_law == is_kept_in_statistics) return;
        const auto* differs = first_that_holds(statistics_.guarantee_differs, values);
        const std::string reason = !why.empty()         ? why
                                   : differs == nullptr ? "other"
                                                        : "differs." + differs->id;
        (is_kept_by_law ? kept_less_ : kept_more_)[reason].push_back(i);
    }

    Table activity() {
        Table table{.id = "activity",
                    .title = say("activity"),
                    .population = say("population"),
                    .lines_are = say("age"),
                    .columns = {{"requests", say("requests")},
                                {"starts", say("starts")},
                                {"ends", say("ends")},
                                {"contact_courses", say("contact_courses")},
                                {"treatment_courses", say("treatment_courses")},
                                {"people", say("people")}},
                    .lines = {}};
        std::array<Indices, counts> total;
        for (std::size_t age = 0; age < by_age_.size(); ++age) {
            const bool is_unknown = age == statistics_.ages.size();
            Line line{.id = is_unknown ? "unknown" : statistics_.ages[age].id,
                      .label = is_unknown ? sources_.say("report.age_unknown")
                                          : statistics_.ages[age].label.in(sources_.language),
                      .cells = {}};
            for (std::size_t c = 0; c < counts; ++c) {
                total[c].insert(total[c].end(), by_age_[age][c].begin(), by_age_[age][c].end());
                line.cells.push_back(count_cell(by_age_[age][c]));
            }
            table.lines.push_back(std::move(line));
        }
        Line line{.id = "all", .label = sources_.say("report.total"), .cells = {}, .is_total = true};
        for (auto& rows : total) line.cells.push_back(count_cell(std::move(rows)));
        table.lines.push_back(std::move(line));
        table.notes = {statistics_.source.in(sources_.language), say("merged_note")};
        return table;
    }

    Table shares(std::string id, const std::vector<rulebook::NamedCondition>& groups, const Indices& rows) {
        Table table{
            .id = id,
            .title = say(id),
            .population = say(id + "_population"),
            .lines_are = say("group"),
            .columns = {{"count", say("count")},
                        {.id = "share", .label = say("share"), .unit = Unit::percent, .rests_on = {"count"}}},
            .lines = {}};
        std::map<const rulebook::NamedCondition*, Indices> by_group;
        for (const std::size_t i : rows)
            by_group[first_that_holds(groups, view_.of(sources_.rows.rows[i]))].push_back(i);
        for (const auto& group : groups) {
            auto& counted = by_group[&group];
            const Cell share = share_cell(counted.size(), rows.size(), sources_.reporting.smallest);
            table.lines.push_back({.id = group.id,
                                   .label = group.id + ": " + group.label.in(sources_.language),
                                   .cells = {count_cell(std::move(counted)), share}});
        }
        table.lines.push_back({.id = "all",
                               .label = sources_.say("report.total"),
                               .cells = {count_cell(rows), {}},
                               .is_total = true});
        table.notes.push_back(statistics_.source.in(sources_.language));
        return table;
    }

    Table outcomes() {
        Table table = shares("outcomes", statistics_.outcomes, ended_);
        if (const auto& doubt = statistics_.doubt.in(sources_.language); !doubt.empty())
            table.notes.push_back(doubt);
        return table;
    }

    std::string reason_words(const std::string& reason) const {
        const auto dot = reason.find('.');
        const std::string kind = reason.substr(0, dot);
        const auto& list = kind == "left_out" ? statistics_.left_out : statistics_.guarantee_differs;
        const auto found = std::ranges::find(list, dot == std::string::npos ? reason : reason.substr(dot + 1),
                                             &rulebook::NamedCondition::id);
        return found == list.end() ? say("reason." + kind) : found->label.in(sources_.language);
    }

    void add_step(Table& table, std::string id, std::string label, double sign, const Indices& rows) const {
        Cell cell = count_cell(rows);
        cell.value = sign * static_cast<double>(rows.size());
        table.lines.push_back({.id = std::move(id), .label = std::move(label), .cells = {std::move(cell)}});
    }

    // From the legal figure, down and up, to the statistical one. The steps add up.
    Table differences() {
        Table table{.id = "differences",
                    .title = say("differences"),
                    .population = say("differences_population"),
                    .lines_are = say("step"),
                    .columns = {{"count", say("count")}},
                    .lines = {}};
        static constexpr std::array<std::string_view, 3> names = {"requests", "starts", "ends"};
        auto close_sum = [&table, first = std::size_t{0}]() mutable {
            table.sums.emplace_back(first, table.lines.size() - 1);
            first = table.lines.size();
        };
        for (const Count what : {requests, starts, ends}) {
            const std::string name(names[what]);
            add_step(table, name + ".legal", say(name + "_legal"), 1, legal_[what]);
            for (const auto& [reason, rows] : steps_[what])
                add_step(table, name + "." + reason, reason_words(reason), -1, rows);
            Indices counted;
            for (const auto& of_age : by_age_)
                counted.insert(counted.end(), of_age[what].begin(), of_age[what].end());
            add_step(table, name + ".statistics", say(name + "_statistics"), 1, counted);
            close_sum();
        }
        add_step(table, "kept.legal", say("kept_legal"), 1, law_kept_);
        for (const auto& [reason, rows] : kept_less_)
            add_step(table, "kept.less." + reason, reason_words(reason), -1, rows);
        for (const auto& [reason, rows] : kept_more_)
            add_step(table, "kept.more." + reason, reason_words(reason), 1, rows);
        add_step(table, "kept.statistics", say("kept_statistics"), 1, statistics_kept_);
        close_sum();
        table.notes.push_back(say("never_begun_note"));
        return table;
    }

    const Sources& sources_;
    const rulebook::Statistics& statistics_;
    const Span& span_;
    RowView view_;
    std::vector<std::array<Indices, counts>> by_age_;
    std::array<Indices, counts> legal_;
    std::array<std::map<std::string, Indices>, counts> steps_;
    Indices kept_, ended_, law_kept_, statistics_kept_;
    std::map<std::string, Indices> kept_less_, kept_more_;
    std::set<std::string> people_;
};

}  // namespace

std::vector<Table> official_tables(const Sources& sources, const Span& span) {
    if (!sources.reporting.statistics) return {};
    return Official(sources, span).tables();
}

}  // namespace fjorten::reports
