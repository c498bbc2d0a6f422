#include "cli/replay_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "answer/json_writer.h"
#include "answer/page.h"
#include "calendar/today.h"
#include "cli/change_output.h"
#include "cli/sides.h"
#include "compare/replay.h"
#include "compare/replayed_case.h"
#include "scenario/scenario.h"

namespace fjorten::cli {

namespace {

/// The cases that are to be replayed, and what became of the other files.
struct Reading {
    std::vector<compare::ReplayedCase> cases;
    std::size_t elsewhere = 0;  // cases of another municipality
    std::size_t refused = 0;    // scenarios that are meant to be refused
    bool is_unreadable = false;
};

void read_case(const std::string& path, const Side& from, std::optional<calendar::Date> on,
               calendar::Date today, Reading& reading, Shell& shell) {
    const auto document = read_document_file(path);
    auto file = document ? casefile::read_case(*document, from.library->vocabulary)
                         : std::unexpected(document.error());
    if (!file) {
        if (document && compare::expects_refusal(*document)) {
            ++reading.refused;
            return;
        }
        refuse(file.error(), shell);
        reading.is_unreadable = true;
        return;
    }
    if (!from.edition->is_law && file->standard != from.edition->rulebook) {
        ++reading.elsewhere;
        return;
    }
    std::vector<calendar::Date> days = compare::days_asked_about(*document);
    if (on) days = {*on};
    if (days.empty()) days = {today};
    reading.cases.push_back({.name = path, .file = std::move(*file), .days = std::move(days)});
}

// Told while it lasts, where somebody watches; every so many cases.
class Progress {
  public:
    Progress(std::size_t count, Shell& shell) : count_(count), shell_(shell) {}
    void step() {
        constexpr std::size_t every = 1000;
        if (++done_ % every == 0)
            shell_.err << say(shell_, "replay.progress", {fmt::to_string(done_), fmt::to_string(count_)})
                       << std::endl;
    }

  private:
    std::size_t count_, done_ = 0;
    Shell& shell_;
};

using Replayed = std::vector<compare::CaseChanges>;

void print_totals(const compare::ReplayTotals& totals, const Reading& reading, answer::Page& page,
                  const Shell& shell) {
    page.heading(say(shell, "replay.totals"));
    page.paragraph(2,
                   say(shell, "replay.sum", {fmt::to_string(totals.changed), fmt::to_string(totals.cases)}));
    const auto others = [&](std::string_view key, std::size_t count) {
        if (count > 0) page.paragraph(2, say(shell, key, {fmt::to_string(count)}), answer::Tone::quiet);
    };
    others("replay.unanswered", totals.cases - totals.answered);
    others("replay.elsewhere", reading.elsewhere);
    others("replay.refused", reading.refused);
    for (const auto& total : totals.by_rule)
        page.paragraph(2, fmt::format("{:>7} {}", total.cases, total.rule));
}

std::string as_text(const Replayed& replayed, const Reading& reading, const std::pair<Side, Side>& sides,
                    const Shell& shell) {
    answer::Page page(shell.colour ? answer::Colour::ansi : answer::Colour::none);
    page.heading(sides.first.words(shell.language) + " -> " + sides.second.words(shell.language));
    for (const auto& each : replayed) {
        if (each.changes.empty()) continue;
        page.heading(each.name);
        for (const auto& [on, change] : each.changes) {
            page.paragraph(2, on.iso() + " " + change_words(change, shell.language), answer::Tone::plain, 2);
            page.paragraph(14, reason_words(change), answer::Tone::quiet);
        }
    }
    print_totals(compare::totals_of(replayed), reading, page, shell);
    return page.take();
}

void write_totals(answer::JsonWriter& json, const compare::ReplayTotals& totals, const Reading& reading) {
    const auto number = [&json](std::string_view key, std::size_t value) {
        json.key(key);
        json.number(static_cast<std::int64_t>(value));
    };
    json.key("totals");
    json.open_object();
    number("cases", totals.cases);
    number("answered", totals.answered);
    number("changed", totals.changed);
    number("elsewhere", reading.elsewhere);
    number("refused", reading.refused);
    json.key("by_rule");
    json.open_list();
    for (const auto& total : totals.by_rule) {
        json.open_object();
        json.key("rule");
        json.text(total.rule);
        number("cases", total.cases);
        json.close_object();
    }
    json.close_list();
    json.close_object();
}

std::string as_json(const Replayed& replayed, const Reading& reading, const std::pair<Side, Side>& sides,
                    Language language) {
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::pretty);
    json.open_object();
    for (const auto& [key, side] : {std::pair{"from", &sides.first}, std::pair{"to", &sides.second}}) {
        json.key(key);
        json.open_object();
        json.key("rulebook");
        json.text(side->edition->rulebook);
        json.key("edition");
        json.date(side->edition->from);
        json.close_object();
    }
    json.key("cases");
    json.open_list();
    for (const auto& each : replayed) {
        if (each.changes.empty()) continue;
        json.open_object();
        json.key("case");
        json.text(each.name);
        json.key("changes");
        json.open_list();
        for (const auto& [on, change] : each.changes) {
            json.open_object();
            json.key("on");
            json.date(on);
            json.key("change");
            write_change(json, change, language);
            json.close_object();
        }
        json.close_list();
        json.close_object();
    }
    json.close_list();
    write_totals(json, compare::totals_of(replayed), reading);
    json.close_object();
    return out + '\n';
}

}  // namespace

int replay_cases(const ReplayCases& what, calendar::Date today, Shell& shell) {
    const auto sides = sides_of(what.from, what.to, shell);
    if (!sides) return exit_bad_input;
    std::optional<calendar::Date> on;
    if (!what.on.empty()) {
        const auto day = calendar::Date::parse(what.on);
        if (!day)
            return refuse({{.place = {.file = "--on"},
                            .code = "case_expected_date",
                            .args = {what.on},
                            .source_line = {},
                            .suggestion = {}}},
                          shell);
        on = *day;
    }
    Reading reading;
    for (const std::string& path : what.paths) {
        for (const std::string& file : scenario::scenario_files(path))
            read_case(file, sides->first, on, today, reading, shell);
    }
    const rulebook::Edition& town = *sides->first.edition;
    const compare::World from(*sides->first.library, town, town);
    const compare::World to(*sides->second.library, *sides->second.edition, town);
    Progress progress(reading.cases.size(), shell);
    Replayed replayed;
    for (const auto& each : reading.cases) {
        replayed.push_back(compare::replay(from, to, each));
        progress.step();
    }
    shell.out << (what.format == "json" ? as_json(replayed, reading, *sides, shell.language)
                                        : as_text(replayed, reading, *sides, shell));
    return reading.is_unreadable ? exit_bad_input : exit_ok;
}

void add_replay(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<ReplayCases>();
    CLI::App* const command = rulebook.add_subcommand("replay", say(shell, "help.rulebook_replay"));
    command->add_option("--from", what->from, say(shell, "help.replay_from"))->required()->type_name("A");
    command->add_option("--to", what->to, say(shell, "help.replay_to"))->required()->type_name("B");
    command->add_option("CASES", what->paths, say(shell, "help.replay_cases"))->required()->type_name("");
    command->add_option("--on", what->on, say(shell, "help.replay_on"))->type_name("DATE");
    command->add_option("--format", what->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback(
        [what, &shell] { shell.exit_code = replay_cases(*what, calendar::today_in_copenhagen(), shell); });
}

}  // namespace fjorten::cli
