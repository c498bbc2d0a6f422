// Reads rulebooks/reports.yaml and rulebooks/registers/*.yaml. Every mistake is reported, at its place.
#include <algorithm>
#include <set>

#include "rulebook/condition_reader.h"
#include "rulebook/reading.h"
#include "rulebook/reporting.h"

namespace fjorten::rulebook {

namespace {

using feel::TypeKind;

/// What the readers of both kinds of file share.
class RowReader {
  public:
    RowReader(const Document& document, const Vocabulary& vocabulary)
        : report_(document), vocabulary_(vocabulary), lookup_(row_lookup(vocabulary)) {
        for (std::size_t i = 0; i < first_fact_slot; ++i)
            names_.emplace_back(name_of(static_cast<RowField>(i)));
        for (const Fact& fact : vocabulary.facts) names_.push_back(fact.name);
    }

    Diagnostics take() { return report_.take(); }

  protected:
    std::optional<feel::Expression> expression(const Node* node, TypeKind type) {
        return node == nullptr ? std::nullopt : read_expression(report_, *node, lookup_, type, names_);
    }
    // Without the expression nothing is read: the mistake stops the loading.
    feel::Expression needed(const Keys& keys, std::string_view key, TypeKind type = TypeKind::boolean) {
        auto read = expression(keys.need(key), type);
        return read ? std::move(*read) : nothing();
    }
    feel::Expression nothing() const { return *feel::Expression::compile("false", lookup_); }

    std::string id_of(const Keys& keys) {
        const Node* const id = keys.need("id");
        return id == nullptr ? std::string{} : id->text;
    }
    Bilingual words(const Keys& keys, std::string_view key) {
        const Node* const node = keys.need(key);
        return node == nullptr ? Bilingual{} : read_bilingual(report_, *node);
    }
    std::vector<NamedCondition> conditions(const Node* node) {
        std::vector<NamedCondition> read;
        if (node == nullptr) return read;
        std::set<std::string> taken;
        for (const Node* const each : read_list(report_, *node)) {
            const Keys keys(report_, *each, {"id", "label", "when"});
            read.push_back({.id = id_of(keys), .label = words(keys, "label"), .when = needed(keys, "when")});
            if (!taken.insert(read.back().id).second)
                report_.error(*each, "rulebook_repeated", {read.back().id});
        }
        return read;
    }
    std::vector<Band> bands(const Node* node) {
        std::vector<Band> read;
        if (node == nullptr) return read;
        for (const Node* const each : read_list(report_, *node)) {
            const Keys keys(report_, *each, {"id", "label", "from", "to"});
            Band band{.id = id_of(keys), .label = words(keys, "label"), .from = 0, .to = {}};
            if (const Node* const from = keys.find("from"))
                band.from = read_integer(report_, *from, 0, 150).value_or(0);
            if (const Node* const to = keys.find("to")) band.to = read_integer(report_, *to, 0, 150);
            read.push_back(std::move(band));
        }
        return read;
    }

    Report report_;
    const Vocabulary& vocabulary_;
    feel::Lookup lookup_;
    Words names_;
};

class ReportsReader : public RowReader {
  public:
    using RowReader::RowReader;

    Reporting read() {
        const Keys keys(report_, report_.document().root,
                        {"guarantees", "provider_duties", "course", "grace", "smallest", "at_risk_days",
                         "ages", "delays", "points", "populations", "measures", "statistics"});
        Reporting reporting;
        read_clocks(keys.need("guarantees"), reporting.guarantees);
        read_clocks(keys.need("provider_duties"), reporting.provider_duties);
        if (const Node* const course = keys.need("course"))
            reporting.is_start = read_condition(report_, *course, vocabulary_,
                                                vocabulary_.find_event("treatment_started"), Starts::unknown);
        if (const Node* const grace = keys.need("grace"))
            reporting.grace = read_period(report_, *grace).value_or(calendar::Period{});
        if (const Node* const smallest = keys.need("smallest"))
            reporting.smallest = read_integer(report_, *smallest, 1, 100).value_or(5);
        if (const Node* const days = keys.need("at_risk_days"))
            reporting.at_risk_days = read_integer(report_, *days, 0, 365).value_or(7);
        reporting.ages = bands(keys.need("ages"));
        read_delays(keys, reporting);
        read_points(keys, reporting);
        reporting.populations = conditions(keys.need("populations"));
        if (const Node* const measures = keys.need("measures")) {
            for (const Node* const measure : read_list(report_, *measures))
                reporting.measures.push_back(read_measure(*measure, reporting));
        }
        if (const Node* const statistics = keys.find("statistics"))
            reporting.statistics = read_statistics(*statistics);
        return reporting;
    }

  private:
    void read_clocks(const Node* names, std::vector<std::string>& into) {
        if (names == nullptr) return;
        for (const Node* const name : read_list(report_, *names)) {
            if (read_choice(report_, *name, vocabulary_.clock_names)) into.push_back(name->text);
        }
    }

    void read_delays(const Keys& keys, Reporting& reporting) {
        const Node* const delays = keys.need("delays");
        if (delays == nullptr) return;
        for (const Node* const each : read_list(report_, *delays)) {
            const Keys of_delay(report_, *each, {"id", "label", "events"});
            DelayReason delay{.id = id_of(of_delay), .label = words(of_delay, "label"), .events = {}};
            const Node* const events = of_delay.find("events");
            if (events != nullptr) {
                for (const Node* const event : read_list(report_, *events)) {
                    const auto type = vocabulary_.find_event(event->text);
                    if (type) delay.events.push_back(*type);
                    else report_.error(*event, "rulebook_unknown_event", {event->text});
                }
            }
            reporting.delays.push_back(std::move(delay));
        }
    }

    void read_points(const Keys& keys, Reporting& reporting) {
        const Node* const points = keys.need("points");
        if (points == nullptr) return;
        for (const Node* const each : read_list(report_, *points)) {
            const Keys of_point(report_, *each, {"id", "label", "after"});
            Point point{.id = id_of(of_point), .label = words(of_point, "label"), .after = {}};
            if (const Node* const after = of_point.need("after"); after != nullptr && after->text != "P0D")
                point.after = read_period(report_, *after).value_or(calendar::Period{});
            reporting.points.push_back(std::move(point));
        }
    }

    Measure read_measure(const Node& node, const Reporting& before) {
        const Keys keys(report_, node,
                        {"id", "label", "counts", "initial", "day", "exclusions", "exceptions", "numerator",
                         "better", "as"});
        Measure measure{.id = id_of(keys),
                        .label = words(keys, "label"),
                        .counts = words(keys, "counts"),
                        .initial = needed(keys, "initial"),
                        .day = needed(keys, "day", TypeKind::date),
                        .exclusions = conditions(keys.find("exclusions")),
                        .exceptions = conditions(keys.find("exceptions")),
                        .numerator = needed(keys, "numerator")};
        if (const Node* const as = keys.find("as")) {
            if (const Measure* const other = before.measure(as->text)) {
                measure.exclusions = other->exclusions;
                measure.exceptions = other->exceptions;
            } else {
                report_.error(*as, "rulebook_unknown_measure", {as->text});
            }
        }
        if (const Node* const better = keys.need("better"))
            measure.better = read_enum<Measure::Better>(
                                 report_, *better,
                                 {{"higher", Measure::Better::higher}, {"lower", Measure::Better::lower}})
                                 .value_or(Measure::Better::higher);
        return measure;
    }

    Statistics read_statistics(const Node& node) {
        const Keys keys(
            report_, node,
            {"source", "doubt", "left_out", "ages", "guarantee", "guarantee_differs", "outcomes"});
        Statistics statistics{.source = words(keys, "source"),
                              .doubt = {},
                              .left_out = conditions(keys.need("left_out")),
                              .ages = bands(keys.need("ages")),
                              .guarantee = conditions(keys.need("guarantee")),
                              .outcomes = conditions(keys.need("outcomes")),
                              .guarantee_differs = conditions(keys.need("guarantee_differs"))};
        if (const Node* const doubt = keys.find("doubt")) statistics.doubt = read_bilingual(report_, *doubt);
        return statistics;
    }
};

class ExtractReader : public RowReader {
  public:
    using RowReader::RowReader;

    Extract read() {
        const Keys keys(report_, report_.document().root,
                        {"id", "title", "basis", "doubt", "concerns", "exclusions", "parts", "due_on",
                         "yearly", "columns", "checks"});
        Extract extract{.id = id_of(keys),
                        .title = words(keys, "title"),
                        .doubt = {},
                        .basis = {},
                        .concerns = needed(keys, "concerns"),
                        .exclusions = conditions(keys.need("exclusions")),
                        .parts = {},
                        .part_days = {},
                        .part_within = {},
                        .due_on = {},
                        .columns = {},
                        .checks = {}};
        if (const Node* const basis = keys.need("basis"))
            extract.basis = read_text(report_, *basis).value_or("");
        if (const Node* const doubt = keys.find("doubt")) extract.doubt = read_bilingual(report_, *doubt);
        if (const Node* const due = keys.find("due_on"))
            extract.due_on = static_cast<unsigned>(read_integer(report_, *due, 1, 28).value_or(1));
        if (const Node* const yearly = keys.find("yearly"))
            extract.is_yearly = read_flag(report_, *yearly).value_or(false);
        read_parts(keys, extract);
        if (const Node* const columns = keys.need("columns")) {
            for (const Node* const column : read_list(report_, *columns))
                extract.columns.push_back(read_column(*column));
        }
        if (const Node* const checks = keys.find("checks")) {
            for (const Node* const check : read_list(report_, *checks))
                extract.checks.push_back(read_check(*check));
        }
        return extract;
    }

  private:
    void read_parts(const Keys& keys, Extract& extract) {
        const Node* const parts = keys.need("parts");
        if (parts == nullptr) return;
        for (const Node* const each : read_list(report_, *parts)) {
            const Keys of_part(report_, *each, {"id", "label", "day", "within"});
            extract.parts.push_back(
                {.id = id_of(of_part), .label = words(of_part, "label"), .when = nothing()});
            extract.part_days.push_back(needed(of_part, "day", TypeKind::date));
            calendar::Period within;
            if (const Node* const node = of_part.find("within"))
                within = read_period(report_, *node).value_or(calendar::Period{});
            extract.part_within.push_back(within);
        }
    }

    ExtractColumn read_column(const Node& node) {
        const Keys keys(report_, node, {"name", "label", "value", "codes", "null", "not_asked"});
        ExtractColumn column{.name = {},
                             .label = words(keys, "label"),
                             .value = needed(keys, "value", TypeKind::any),
                             .codes = {},
                             .when_null = {},
                             .when_unknown = {}};
        if (const Node* const name = keys.need("name")) column.name = read_text(report_, *name).value_or("");
        if (const Node* const codes = keys.find("codes")) {
            if (!codes->is_map()) report_.error(*codes, "rulebook_expected_map");
            for (const auto& [key, value] : codes->entries) column.codes.emplace_back(key.text, value.text);
        }
        if (const Node* const text = keys.find("null")) column.when_null = text->text;
        if (const Node* const text = keys.find("not_asked")) column.when_unknown = text->text;
        return column;
    }

    ExtractCheck read_check(const Node& node) {
        const Keys keys(report_, node, {"id", "says", "wrong", "weight"});
        ExtractCheck check{.id = id_of(keys), .says = words(keys, "says"), .wrong = needed(keys, "wrong")};
        if (const Node* const weight = keys.find("weight"))
            check.weight = read_enum<ExtractCheck::Weight>(report_, *weight,
                                                           {{"error", ExtractCheck::Weight::error},
                                                            {"warning", ExtractCheck::Weight::warning}})
                               .value_or(ExtractCheck::Weight::error);
        return check;
    }
};

void refuse(Diagnostics& found, const Rule& rule, std::string code, std::string word, const Words& right) {
    found.push_back({.place = rule.place,
                     .code = std::move(code),
                     .args = {std::move(word), joined(right)},
                     .source_line = {},
                     .suggestion = {}});
}

// A goal that counts what nobody has defined would never be measured.
void check_goals(const Reporting& reporting, const Library& library, Diagnostics& found) {
    const auto ids = [](const auto& all) {
        Words words;
        for (const auto& one : all) words.push_back(one.id);
        return words;
    };
    for (const auto& [name, authority] : library.authorities) {
        for (const Edition& edition : authority.editions) {
            for (const Rule& rule : edition.rules) {
                if (!rule.goal) continue;
                if (reporting.measure(rule.goal->measure) == nullptr)
                    refuse(found, rule, "rulebook_unknown_measure", rule.goal->measure,
                           ids(reporting.measures));
                if (!rule.goal->population.empty() && reporting.population(rule.goal->population) == nullptr)
                    refuse(found, rule, "rulebook_unknown_population", rule.goal->population,
                           ids(reporting.populations));
                for (const std::string& point : rule.goal->measured_at) {
                    if (reporting.point(point) == nullptr)
                        refuse(found, rule, "rulebook_unknown_point", point, ids(reporting.points));
                }
            }
        }
    }
}

}  // namespace

std::expected<Reporting, Diagnostics> read_reporting(const Document& document,
                                                     const std::vector<Document>& registers,
                                                     const Library& library) {
    ReportsReader reader(document, library.vocabulary);
    Reporting reporting = reader.read();
    Diagnostics found = reader.take();
    for (const Document& file : registers) {
        ExtractReader extract_reader(file, library.vocabulary);
        reporting.extracts.push_back(extract_reader.read());
        std::ranges::move(extract_reader.take(), std::back_inserter(found));
    }
    if (found.empty()) check_goals(reporting, library, found);
    if (!found.empty()) return std::unexpected(std::move(found));
    return reporting;
}

}  // namespace fjorten::rulebook
