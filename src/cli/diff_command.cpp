#include "cli/diff_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/diff_output.h"

namespace fjorten::cli {

namespace {

// Where cases of an edition of the law are tried: any municipality will do.
const rulebook::Edition* town_of(const Side& side) {
    if (!side.edition->is_law) return side.edition;
    const auto standards = side.library->standards();
    return standards.empty() ? nullptr : &side.library->find(standards.front())->editions.back();
}

// The first day on which everything that a case needs is in force.
calendar::Date first_day_of(const Side& a, const Side& b, const rulebook::Edition& town) {
    calendar::Date first = std::max({a.edition->from, b.edition->from, town.from});
    for (const auto& [id, authority] : a.library->authorities) {
        if (authority.editions.front().is_law) first = std::max(first, authority.editions.front().from);
    }
    return first;
}

}  // namespace

int diff_rulebooks(const DiffRulebooks& what, Shell& shell) {
    const auto sides = sides_of(what.a, what.b, shell);
    if (!sides) return exit_bad_input;
    const auto& [a, b] = *sides;
    const rulebook::Edition* const town = town_of(a);
    if (town == nullptr) {
        shell.err << "fjorten: " << say(shell, "compare.no_town") << '\n';
        return exit_bad_input;
    }
    compare::EditionDiff diff = compare::diff(*a.edition, *b.edition, a.library->vocabulary);
    if (!what.rule.empty()) {
        std::erase_if(diff.rules, [&](const auto& difference) { return difference.name != what.rule; });
        const bool is_known = a.edition->find(what.rule) != nullptr || b.edition->find(what.rule) != nullptr;
        if (!is_known) {
            shell.err << "fjorten: " << say(shell, "unknown_rule", {what.rule}) << '\n';
            return exit_bad_input;
        }
    }
    const compare::World world_a(*a.library, *a.edition, *town), world_b(*b.library, *b.edition, *town);
    const auto found = compare::find_smallest_case(
        world_a, world_b, diff,
        {.standard = town->rulebook, .first_day = first_day_of(a, b, *town), .rule = what.rule});
    const Compared compared{a, b, diff, found};
    if (what.only_case) {
        shell.out << case_file(compared, shell.language);
        return found.smallest ? exit_ok : exit_no;
    }
    const auto colour = shell.colour ? answer::Colour::ansi : answer::Colour::none;
    shell.out << (what.format == "json" ? diff_as_json(compared, shell.language)
                                        : diff_as_text(compared, shell.language, colour));
    return exit_ok;
}

void add_diff(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<DiffRulebooks>();
    CLI::App* const command = rulebook.add_subcommand("diff", say(shell, "help.rulebook_diff"));
    command->add_option("A", what->a, say(shell, "help.diff_a"))->required()->type_name("");
    command->add_option("B", what->b, say(shell, "help.diff_b"))->required()->type_name("");
    command->add_option("--rule", what->rule, say(shell, "help.diff_rule"))->type_name("NAME");
    command->add_flag("--case", what->only_case, say(shell, "help.diff_case"));
    command->add_option("--format", what->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback([what, &shell] { shell.exit_code = diff_rulebooks(*what, shell); });
}

}  // namespace fjorten::cli
