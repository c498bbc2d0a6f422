#include "cli/population_command.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <ostream>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "answer/json_writer.h"
#include "answer/page.h"
#include "calendar/today.h"
#include "population/stream.h"

namespace fjorten::cli {

namespace {

using population::Streamed;
using population::Totals;

struct PopulationOptions {
    std::string file, on, rows, against;
    std::string format = "text";
    std::size_t threads = 0;
};

void number(answer::JsonWriter& json, std::string_view key, std::uint64_t value) {
    json.key(key);
    json.number(static_cast<std::int64_t>(value));
}

template <class Each, class Write>
void object(answer::JsonWriter& json, std::string_view key, const std::map<std::string, Each>& map,
            Write write) {
    json.key(key);
    json.open_object();
    for (const auto& [name, value] : map) {
        json.key(name);
        json.open_object();
        write(value);
        json.close_object();
    }
    json.close_object();
}

std::string as_json(const Streamed& streamed, bool is_compared) {
    const Totals& totals = streamed.totals;
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::pretty);
    json.open_object();
    number(json, "cases", totals.cases);
    number(json, "in_columns", totals.in_columns);
    number(json, "one_by_one", totals.one_by_one);
    number(json, "not_evaluated", totals.not_evaluated);
    number(json, "refused", streamed.refused);
    json.key("standards");
    json.open_object();
    for (const auto& [name, count] : totals.standards) number(json, name, count);
    json.close_object();
    object(json, "clocks", totals.clocks, [&](const auto& states) {
        for (std::size_t s = 0; s < states.size(); ++s)
            if (states[s] > 0) number(json, name_of(static_cast<engine::ClockState>(s)), states[s]);
    });
    const auto told = [&](const std::array<std::uint64_t, 3>& counts) {
        number(json, "true", counts[population::yes]);
        number(json, "false", counts[population::no]);
        number(json, "unknown", counts[population::not_known]);
    };
    object(json, "actions", totals.actions, told);
    object(json, "limits", totals.limits, [&](const Totals::OfLimit& limit) {
        number(json, "cases", limit.cases);
        number(json, "used", limit.used);
        number(json, "at_the_limit", limit.at_the_limit);
    });
    object(json, "routes", totals.routes, [&](const auto& ways) {
        for (const auto& [to, count] : ways) number(json, to.empty() ? "nowhere" : to, count);
    });
    object(json, "offers", totals.offers, told);
    if (is_compared) {
        number(json, "changed", totals.changed);
        json.key("changed_by");
        json.open_object();
        for (const auto& [rule, count] : totals.changed_by) number(json, rule, count);
        json.close_object();
    }
    json.close_object();
    return out + '\n';
}

std::string as_text(const Streamed& streamed, bool is_compared, const Shell& shell) {
    const Totals& totals = streamed.totals;
    answer::Page page(shell.colour ? answer::Colour::ansi : answer::Colour::none);
    const auto line = [&](std::string_view name, const std::string& counts) {
        page.paragraph(2, fmt::format("{:<40} {}", name, counts));
    };
    const auto heading = [&](std::string_view key) {
        page.heading(say(shell, "population." + std::string(key)));
    };
    page.heading(say(shell, "population.sum", {fmt::to_string(totals.cases)}));
    page.paragraph(
        2,
        say(shell, "population.ways", {fmt::to_string(totals.in_columns), fmt::to_string(totals.one_by_one)}),
        answer::Tone::quiet);
    if (totals.not_evaluated > 0)
        page.paragraph(2, say(shell, "population.not_evaluated", {fmt::to_string(totals.not_evaluated)}));
    heading("clocks");
    for (const auto& [id, states] : totals.clocks) {
        std::string counts;
        for (std::size_t s = 0; s < states.size(); ++s) {
            if (states[s] == 0) continue;
            const auto state =
                message(shell.language, "state." + std::string(name_of(static_cast<engine::ClockState>(s))));
            counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", state, states[s]);
        }
        line(id, counts);
    }
    const auto told = [&](std::string_view key,
                          const std::map<std::string, std::array<std::uint64_t, 3>>& all) {
        heading(key);
        for (const auto& [id, counts] : all) {
            line(id, say(shell, "population.told",
                         {fmt::to_string(counts[population::yes]), fmt::to_string(counts[population::no]),
                          fmt::to_string(counts[population::not_known])}));
        }
    };
    told("actions", totals.actions);
    heading("limits");
    for (const auto& [id, limit] : totals.limits)
        line(id, say(shell, "population.limit",
                     {fmt::to_string(limit.used), fmt::to_string(limit.at_the_limit),
                      fmt::to_string(limit.cases)}));
    heading("routes");
    for (const auto& [id, ways] : totals.routes) {
        std::string counts;
        for (const auto& [to, count] : ways)
            counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ",
                                  to.empty() ? say(shell, "population.nowhere") : to, count);
        line(id, counts);
    }
    told("offers", totals.offers);
    if (is_compared) {
        page.heading(say(shell, "population.changed", {fmt::to_string(totals.changed)}));
        for (const auto& [rule, count] : totals.changed_by) line(rule, fmt::to_string(count));
    }
    return page.take();
}

int bad_day(const std::string& text, Shell& shell) {
    return refuse({{.place = {.file = "--on", .line = 0, .column = 0},
                    .code = "case_expected_date",
                    .args = {text},
                    .source_line = {},
                    .suggestion = {}}},
                  shell);
}

int cannot(std::string_view key, const std::string& file, Shell& shell) {
    shell.err << "fjorten: " << say(shell, key, {file}) << '\n';
    return exit_bad_input;
}

int evaluate(const PopulationOptions& options, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    std::optional<rulebook::Library> other;
    if (!options.against.empty()) {
        auto loaded = rulebook::load_library_folder(options.against);
        if (!loaded) return refuse(loaded.error(), shell);
        other = std::move(loaded->library);
    }
    population::StreamOptions how{
        .on = calendar::today_in_copenhagen(), .threads = options.threads, .progress = {}, .write = {}};
    if (how.threads == 0) how.threads = std::max(1U, std::thread::hardware_concurrency());
    if (!options.on.empty()) {
        const auto day = calendar::Date::parse(options.on);
        if (!day) return bad_day(options.on, shell);
        how.on = *day;
    }
    std::ifstream file;
    if (options.file != "-") file.open(options.file, std::ios::binary);
    if (options.file != "-" && !file) return cannot("population.cannot_read", options.file, shell);
    std::istream& in = options.file == "-" ? shell.in : file;
    const auto format = options.file.ends_with(".csv") ? population::Intake::Format::table
                                                       : population::Intake::Format::json_lines;
    population::Intake intake(format, options.file, library->vocabulary);
    std::ofstream rows;
    if (!options.rows.empty()) {
        rows.open(options.rows, std::ios::binary);
        if (!rows) return cannot("population.cannot_write", options.rows, shell);
        how.write = [&rows](const std::string& text) { rows << text; };
    }
    auto told = std::chrono::steady_clock::now();
    how.progress = [&](std::uint64_t cases) {
        if (std::chrono::steady_clock::now() - told < std::chrono::seconds(1)) return;
        told = std::chrono::steady_clock::now();
        shell.err << say(shell, "population.progress", {fmt::to_string(cases)}) << std::endl;
    };
    const engine::Engine engine(*library);
    const population::Worker::Rules rules{*library, engine};
    std::optional<engine::Engine> other_engine;
    if (other) other_engine.emplace(*other);
    std::optional<population::Worker::Rules> against;
    if (other) against.emplace(population::Worker::Rules{*other, *other_engine});
    const auto streamed = population::evaluate_stream(in, intake, rules, against ? &*against : nullptr, how);
    if (!streamed.mistakes.empty()) refuse(streamed.mistakes, shell);
    rows.flush();
    if (!options.rows.empty() && !rows) return cannot("population.cannot_write", options.rows, shell);
    shell.out << (options.format == "json" ? as_json(streamed, other.has_value())
                                           : as_text(streamed, other.has_value(), shell));
    if (streamed.refused > 0)
        shell.err << "fjorten: " << say(shell, "population.refused", {fmt::to_string(streamed.refused)})
                  << '\n';
    return streamed.mistakes.empty() ? exit_ok : exit_bad_input;
}

}  // namespace

void add_population(CLI::App& parent, Shell& shell) {
    const auto options = std::make_shared<PopulationOptions>();
    CLI::App* const command = parent.add_subcommand("population", say(shell, "help.population"));
    command->add_option("CASES", options->file, say(shell, "help.population_cases"))
        ->required()
        ->type_name("");
    command->add_option("--on", options->on, say(shell, "help.population_on"))->type_name("DATE");
    command->add_option("--rows", options->rows, say(shell, "help.population_rows"))->type_name("FILE");
    command->add_option("--against", options->against, say(shell, "help.population_against"))
        ->type_name("DIR");
    command->add_option("--threads", options->threads, say(shell, "help.population_threads"))->type_name("N");
    command->add_option("--format", options->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback([options, &shell] { shell.exit_code = evaluate(*options, shell); });
}

}  // namespace fjorten::cli
