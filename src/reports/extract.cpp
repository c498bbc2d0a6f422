#include "reports/extract.h"

#include <algorithm>
#include <set>

namespace fjorten::reports {

using calendar::Date;
using feel::Value;

namespace {

std::string text_of(const Value& value) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* day = value.get<Date>()) return day->iso();
    if (const auto* yes = value.get<bool>()) return *yes ? "true" : "false";
    return feel::to_text(value);
}

std::string coded(const rulebook::ExtractColumn& column, const std::vector<Value>& row) {
    const Value value = column.value.evaluate(row);
    if (value.is_unknown()) return column.when_unknown;
    if (value.is_null()) return column.when_null;
    const std::string text = text_of(value);
    if (column.codes.empty()) return text;
    const auto code = std::ranges::find(column.codes, text, &std::pair<std::string, std::string>::first);
    return code == column.codes.end() ? column.when_null : code->second;
}

bool is_late(const Promise& promise) {
    return promise.state == engine::ClockState::breached || promise.state == engine::ClockState::met_late;
}

class Extraction {
  public:
    Extraction(const Sources& sources, const rulebook::Extract& extract, const Span& span)
        : sources_(sources),
          extract_(extract),
          span_(span),
          view_(sources.library.vocabulary, span.on),
          figures_{.extract = &extract,
                   .month = span.from.iso().substr(0, extract.is_yearly ? 4 : 7),
                   .anonymous = sources.rows.anonymous} {
        for (const auto& exclusion : extract.exclusions) figures_.excluded.emplace_back(&exclusion, Rows_{});
    }

    ExtractFigures run() {
        for (std::size_t i = 0; i < sources_.rows.rows.size(); ++i) take(i);
        return std::move(figures_);
    }

  private:
    using Rows_ = std::vector<std::size_t>;

    void take(std::size_t i) {
        const Row& row = sources_.rows.rows[i];
        const auto& values = view_.of(row);
        if (!holds(extract_.concerns, values)) return;
        ExtractRow out{.row = i, .values = {}, .parts = {}, .due = {}};
        find_parts(values, out);
        const bool is_asked = !out.parts.empty() && !(extract_.is_yearly && !is_first(row));
        const auto* excluded = first_that_holds(extract_.exclusions, values);
        if (excluded != nullptr) {
            const auto at = static_cast<std::size_t>(excluded - extract_.exclusions.data());
            if (is_asked) figures_.excluded[at].second.push_back(i);
        } else if (is_asked) {
            check(values, out);
            for (const auto& column : extract_.columns) out.values.push_back(coded(column, values));
            figures_.rows.push_back(out);
        }
        reconcile(i, excluded != nullptr || has_errors(values));
        if (excluded == nullptr) tell_again(i);
    }

    bool is_first(const Row& row) {
        return seen_.insert(row.person.empty() ? row.case_id : row.person).second;
    }

    void find_parts(const std::vector<Value>& values, ExtractRow& out) const {
        for (std::size_t p = 0; p < extract_.parts.size(); ++p) {
            const Value value = extract_.part_days[p].evaluate(values);
            const auto* day = value.get<Date>();
            if (day == nullptr || !span_.has(*day)) continue;
            out.parts.push_back(extract_.parts[p].id);
            const Date due = due_of(p, *day);
            out.due = out.due ? std::min(*out.due, due) : due;
        }
    }

    Date due_of(std::size_t part, Date day) const {
        const auto& within = extract_.part_within[part];
        if (within != calendar::Period{}) return calendar::add(day, within);
        if (!extract_.due_on) return Date::last();
        const Date first = *Date::from_ymd(day.year(), day.month(), 1);
        return calendar::add(first, {.months = 1, .days = 0})
            .plus_days(static_cast<int>(*extract_.due_on) - 1);
    }

    bool has_errors(const std::vector<Value>& values) const {
        return std::ranges::any_of(extract_.checks, [&](const rulebook::ExtractCheck& check) {
            return check.weight == rulebook::ExtractCheck::Weight::error && holds(check.wrong, values);
        });
    }

    void check(const std::vector<Value>& values, ExtractRow& out) {
        for (const auto& check : extract_.checks) {
            if (!holds(check.wrong, values)) continue;
            figures_.flaws.push_back({&check, out.row});
            if (check.weight == rulebook::ExtractCheck::Weight::error) out.has_errors = true;
        }
    }

    // Of the guarantees that the law calls broken: will the register know?
    void reconcile(std::size_t i, bool is_kept_back) {
        const Row& row = sources_.rows.rows[i];
        if (!span_.has(row.requested) || !is_late(row.law)) return;
        auto& found = figures_.reconciliation;
        found.late_by_law.push_back(i);
        if (is_kept_back) {
            found.late_not_sendable.push_back(i);
            return;
        }
        const Date late_from = row.law.due ? row.law.due->plus_days(1) : *row.requested;
        const bool is_told =
            std::ranges::any_of(row.reported, [&](const auto& report) { return report.second >= late_from; });
        if (is_told) found.late_and_told.push_back(i);
        else if (due_of(0, *row.requested) < span_.on) found.late_missing.push_back(i);
    }

    void tell_again(std::size_t i) {
        const Row& row = sources_.rows.rows[i];
        for (const auto& [month, on] : row.reported) {
            if (!month.starts_with(figures_.month)) continue;
            for (const auto& [happened, known] : row.late_facts) {
                const bool is_told_since = std::ranges::any_of(
                    row.reported, [&, known = known](const auto& report) { return report.second >= known; });
                if (happened.iso().substr(0, 7) == month && known > on && !is_told_since)
                    figures_.again.push_back(
                        {.row = i, .month = month, .reported_on = on, .happened = happened, .known = known});
            }
        }
    }

    const Sources& sources_;
    const rulebook::Extract& extract_;
    const Span& span_;
    RowView view_;
    ExtractFigures figures_;
    std::set<std::string> seen_;
};

}  // namespace

ExtractFigures make_extract(const Sources& sources, const rulebook::Extract& extract, const Span& span) {
    return Extraction(sources, extract, span).run();
}

std::string csv_field(std::string_view text) {
    static constexpr std::string_view formula = "=+-@\t\r";
    std::string out(text);
    if (!out.empty() && formula.contains(out.front())) out.insert(0, 1, '\'');
    if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
    std::string quoted = "\"";
    for (const char c : out) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string extract_csv(const ExtractFigures& figures) {
    std::string out;
    const auto line = [&out](const auto& fields, auto text) {
        for (std::size_t i = 0; i < fields.size(); ++i)
            out += (i == 0 ? "" : ",") + csv_field(text(fields[i]));
        out += "\r\n";
    };
    line(figures.extract->columns, [](const rulebook::ExtractColumn& column) { return column.name; });
    for (const ExtractRow& row : figures.rows) {
        if (!row.has_errors) line(row.values, [](const std::string& value) { return value; });
    }
    return out;
}

Table extract_table(const Sources& sources, const ExtractFigures& figures) {
    Table table{.id = figures.extract->id,
                .title = figures.extract->title.in(sources.language),
                .population = sources.say("report.extract.population", {figures.month}),
                .lines_are = sources.say("report.extract.lines"),
                .columns = {{"count", sources.say("report.extract.count")}},
                .lines = {}};
    const auto add = [&](std::string id, std::string label, std::vector<std::size_t> rows) {
        table.lines.push_back(
            {.id = std::move(id), .label = std::move(label), .cells = {count_cell(std::move(rows))}});
    };
    std::vector<std::size_t> sent, faulty;
    for (const auto& row : figures.rows) (row.has_errors ? faulty : sent).push_back(row.row);
    add("sent", sources.say("report.extract.sent"), sent);
    add("faulty", sources.say("report.extract.faulty"), faulty);
    for (const auto& check : figures.extract->checks) {
        std::vector<std::size_t> rows;
        for (const Flaw& flaw : figures.flaws) {
            if (flaw.check == &check) rows.push_back(flaw.row);
        }
        const bool is_error = check.weight == rulebook::ExtractCheck::Weight::error;
        add("check." + check.id,
            sources.say(is_error ? "report.extract.error" : "report.extract.warning",
                        {check.says.in(sources.language)}),
            std::move(rows));
    }
    for (const auto& [exclusion, rows] : figures.excluded)
        add("excluded." + exclusion->id,
            sources.say("report.extract.excluded", {exclusion->label.in(sources.language)}), rows);
    std::vector<std::size_t> again;
    for (const TellAgain& one : figures.again) again.push_back(one.row);
    add("again", sources.say("report.extract.again"), again);
    const auto& found = figures.reconciliation;
    add("late", sources.say("report.extract.late"), found.late_by_law);
    add("late_told", sources.say("report.extract.late_told"), found.late_and_told);
    add("late_kept_back", sources.say("report.extract.late_kept_back"), found.late_not_sendable);
    add("late_missing", sources.say("report.extract.late_missing"), found.late_missing);
    table.notes = {sources.say("report.extract.basis", {figures.extract->basis})};
    if (const auto& doubt = figures.extract->doubt.in(sources.language); !doubt.empty())
        table.notes.push_back(doubt);
    if (figures.anonymous > 0)
        table.notes.push_back(message_count(sources.language, "report.extract.anonymous",
                                            static_cast<long>(figures.anonymous)));
    return table;
}

}  // namespace fjorten::reports
