#include "cli/trace_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "answer/json_writer.h"
#include "base/text_file.h"
#include "cli/rulebook_command.h"
#include "rulebook/citation.h"
#include "rulebook/trace.h"

namespace fjorten::cli {

namespace {

struct Traced {
    const rulebook::Edition& edition;
    const rulebook::Source& source;
    const std::string& file;
    rulebook::Trace trace;
    std::vector<rulebook::LineChange> changes;

    bool holds() const { return trace.broken.empty() && trace.unaccounted.empty(); }
};

// The one whose text this is; else the one of that file name; else the only one there is.
const rulebook::Source* source_of(const rulebook::Edition& edition, const std::string& path,
                                  const std::string& text) {
    const auto& all = edition.sources;
    const std::string name = std::filesystem::path(path).filename().string();
    const std::string hash = rulebook::sha256(text);
    const auto has_file = [](const rulebook::Source& each) { return !each.file.empty(); };
    if (const auto same = std::ranges::find(all, hash, &rulebook::Source::sha256); same != all.end())
        return &*same;
    if (const auto named = std::ranges::find(all, name, &rulebook::Source::file); named != all.end())
        return &*named;
    const auto first = std::ranges::find_if(all, has_file);
    return std::ranges::count_if(all, has_file) == 1 ? &*first : nullptr;
}

std::string range_of(int first, int last) {
    return first == last ? fmt::to_string(first) : fmt::format("{}-{}", first, last);
}

void write(answer::JsonWriter& json, const rulebook::SourceLine& line) {
    json.open_object();
    json.key("line");
    json.number(line.number);
    json.key("text");
    json.text(line.text);
    json.close_object();
}

void write_lines(answer::JsonWriter& json, std::string_view key,
                 const std::vector<rulebook::SourceLine>& lines) {
    json.key(key);
    json.open_list();
    for (const auto& line : lines) write(json, line);
    json.close_list();
}

void write_broken(answer::JsonWriter& json, const rulebook::BrokenCitation& broken) {
    json.open_object();
    json.key("rule");
    broken.rule != nullptr ? json.text(broken.rule->id) : json.null();
    json.key("lines");
    json.text(range_of(broken.first_line, broken.last_line));
    json.key("why");
    json.text(rulebook::name_of(broken.why));
    json.key("moved_to");
    broken.moved_to.first != 0 ? json.text(range_of(broken.moved_to.first, broken.moved_to.second))
                               : json.null();
    json.key("at");
    json.text(fmt::format("{}:{}", broken.place.file, broken.place.line));
    write_lines(json, "now", broken.now);
    json.close_object();
}

void write_change(answer::JsonWriter& json, const rulebook::LineChange& change) {
    const auto side = [&json](std::string_view key, const rulebook::SourceLine& line) {
        json.key(key);
        line.number != 0 ? write(json, line) : json.null();
    };
    json.open_object();
    side("was", change.was);
    side("now", change.now);
    json.key("rules");
    json.open_list();
    for (const auto* rule : change.rules) json.text(rule->id);
    json.close_list();
    json.close_object();
}

std::string as_json(const Traced& traced) {
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::pretty);
    const auto number = [&json](std::string_view key, int value) {
        json.key(key);
        json.number(value);
    };
    json.open_object();
    json.key("rulebook");
    json.text(traced.edition.rulebook);
    json.key("edition");
    json.date(traced.edition.from);
    json.key("source");
    json.text(traced.source.id);
    json.key("same_text");
    json.boolean(traced.trace.is_same_text);
    number("citations", traced.trace.citations);
    number("lines", traced.trace.lines);
    number("cited", traced.trace.cited);
    number("set_aside", traced.trace.set_aside);
    write_lines(json, "unaccounted", traced.trace.unaccounted);
    json.key("broken");
    json.open_list();
    for (const auto& broken : traced.trace.broken) write_broken(json, broken);
    json.close_list();
    json.key("changed");
    json.open_list();
    for (const auto& change : traced.changes) write_change(json, change);
    json.close_list();
    json.close_object();
    return out + '\n';
}

void print_broken(const rulebook::BrokenCitation& broken, Shell& shell) {
    const std::string range = range_of(broken.first_line, broken.last_line);
    shell.out << broken.place.file << ':' << broken.place.line << ": "
              << say(shell, fmt::format("trace.{}", rulebook::name_of(broken.why)), {range});
    if (broken.rule != nullptr) shell.out << " [" << broken.rule->id << ']';
    if (broken.moved_to.first != 0) {
        shell.out << ' '
                  << say(shell, "trace.moved", {range_of(broken.moved_to.first, broken.moved_to.second)});
    }
    shell.out << '\n';
    for (const auto& line : broken.now) shell.out << fmt::format("  {:>5} | {}\n", line.number, line.text);
}

void print_change(const rulebook::LineChange& change, Shell& shell) {
    if (change.was.number != 0)
        shell.out << fmt::format("- {:>5} | {}\n", change.was.number, change.was.text);
    if (change.now.number != 0)
        shell.out << fmt::format("+ {:>5} | {}\n", change.now.number, change.now.text);
    std::string rules;
    for (const auto* rule : change.rules) rules += (rules.empty() ? "" : ", ") + rule->id;
    if (!rules.empty()) shell.out << "          " << say(shell, "trace.cited_by", {rules}) << '\n';
}

void print_text(const Traced& traced, Shell& shell) {
    const auto heading = [&shell](std::string_view key, std::size_t count) {
        shell.out << '\n' << say(shell, key, {fmt::to_string(count)}) << '\n';
    };
    const rulebook::Trace& trace = traced.trace;
    shell.out << say(shell, "trace.head",
                     {traced.edition.rulebook, traced.edition.from.iso(), traced.source.id, traced.file})
              << '\n';
    if (!trace.is_same_text) shell.out << say(shell, "trace.other_text") << '\n';
    if (!traced.changes.empty()) heading("trace.changes", traced.changes.size());
    for (const auto& change : traced.changes) print_change(change, shell);
    if (!trace.broken.empty()) heading("trace.broken", trace.broken.size());
    for (const auto& broken : trace.broken) print_broken(broken, shell);
    if (!trace.unaccounted.empty()) heading("trace.unaccounted", trace.unaccounted.size());
    for (const auto& line : trace.unaccounted)
        shell.out << fmt::format("  {:>5} | {}\n", line.number, line.text);
    shell.out << '\n'
              << say(shell, "trace.sum",
                     {fmt::to_string(trace.lines), fmt::to_string(trace.cited),
                      fmt::to_string(trace.set_aside), fmt::to_string(trace.unaccounted.size()),
                      fmt::to_string(trace.citations), fmt::to_string(trace.broken.size())})
              << '\n';
}

}  // namespace

int trace_rulebook(const TraceRulebook& what, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    const rulebook::Edition* const edition = edition_of(*library, what.id, what.edition, shell);
    if (edition == nullptr) return exit_bad_input;
    const auto text = read_text_file(what.source);
    if (!text) return refuse(text.error(), shell);
    const rulebook::Source* const source = source_of(*edition, what.source, *text);
    if (source == nullptr) {
        shell.err << "fjorten: " << say(shell, "trace.no_source", {what.id, what.source}) << '\n';
        return exit_bad_input;
    }
    Traced traced{*edition, *source, what.source, rulebook::trace(*edition, *source, *text), {}};
    if (!what.was.empty()) {
        const auto was = read_text_file(what.was);
        if (!was) return refuse(was.error(), shell);
        traced.changes = rulebook::changed_lines(*edition, *source, *was, *text);
    }
    if (what.format == "json") shell.out << as_json(traced);
    else print_text(traced, shell);
    return traced.holds() ? exit_ok : exit_no;
}

void add_trace(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<TraceRulebook>();
    CLI::App* const command = rulebook.add_subcommand("trace", say(shell, "help.rulebook_trace"));
    command->add_option("ID", what->id, say(shell, "help.rulebook_id"))->required()->type_name("");
    command->add_option("--source", what->source, say(shell, "help.trace_source"))
        ->required()
        ->type_name("FILE");
    command->add_option("--was", what->was, say(shell, "help.trace_was"))->type_name("FILE");
    command->add_option("--edition", what->edition, say(shell, "help.rulebook_edition"))->type_name("DATE");
    command->add_option("--format", what->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback([what, &shell] { shell.exit_code = trace_rulebook(*what, shell); });
}

}  // namespace fjorten::cli
