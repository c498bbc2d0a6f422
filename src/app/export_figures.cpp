#include "app/export_figures.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/one_municipality.h"
#include "app/record_house.h"
#include "reports/export.h"
#include "reports/extract.h"
#include "service/report_desk.h"
#include "service/workbook.h"

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

struct Asked {
    std::string kind, data, municipality, from, to, period, out;
    bool is_public = false;
};

class FigureExport {
  public:
    FigureExport(const Asked& asked, const rulebook::Loaded& rulebooks, cli::Shell& shell)
        : asked_(asked), rulebooks_(rulebooks), shell_(shell), desk_(rulebooks.library) {}

    int run() {
        std::error_code ignored;
        if (!fs::exists(asked_.data + "/record.db", ignored))
            return refuse("cli.verify.no_record", {asked_.data});
        auto opened = RecordHouse::open(asked_.data, desk_, rulebooks_.fingerprint, rulebooks_.filing);
        if (!opened) return refuse("cli.serve.cannot_open", {asked_.data, opened.error().message});
        const auto municipality =
            one_municipality(**opened, rulebooks_.library, asked_.municipality, shell_.language);
        if (!municipality) return say_refused(municipality.error());
        const auto span = span_of(desk_.today());
        if (!span) return refuse("cli.export.period", {asked_.period + asked_.from + " " + asked_.to});
        const service::ReportDesk reports((*opened)->desk(), rulebooks_.reporting);
        // Nobody in particular: whoever may run programs on this machine.
        const service::Who who{.account_id = "export",
                               .display_name = {},
                               .municipality = *municipality,
                               .role = service::Role::leader,
                               .unit = {}};
        auto made = content(reports, who, *span);
        if (!made) {
            const auto* const error = std::get_if<Error>(&made.error());
            return refuse("cli.serve.cannot_open",
                          {asked_.data, error == nullptr ? *municipality : error->message});
        }
        return write(*made);
    }

  private:
    int refuse(std::string_view key, const std::vector<std::string>& args) {
        return say_refused(message(shell_.language, key, args));
    }
    int say_refused(const std::string& words) {
        shell_.err << "fjorten: " << words << '\n';
        return cli::exit_bad_input;
    }

    std::optional<reports::Span> span_of(calendar::Date today) const {
        using calendar::Date;
        const auto* const extract = rulebooks_.reporting.extract(asked_.kind);
        if (!asked_.from.empty() || !asked_.to.empty()) {
            const auto from = Date::parse(asked_.from), to = Date::parse(asked_.to);
            if (!from || !to || *to < *from) return std::nullopt;
            return reports::Span{.from = *from, .to = *to, .on = today};
        }
        const auto this_month = *Date::from_ymd(today.year(), today.month(), 1);
        std::string period = asked_.period;
        if (period.empty() && extract != nullptr)
            period = extract->is_yearly ? std::to_string(today.year())
                                        : this_month.plus_days(-1).iso().substr(0, 7);
        if (period.empty())
            return reports::Span{.from = calendar::subtract(today, {.months = 12, .days = 0}).plus_days(1),
                                 .to = today,
                                 .on = today};
        const bool is_year = period.size() == 4;
        const auto first = Date::parse(period + (is_year ? "-01-01" : "-01"));
        if (!first) return std::nullopt;
        const auto next = calendar::add(*first, {.months = is_year ? 12 : 1, .days = 0});
        return reports::Span{.from = *first, .to = next.plus_days(-1), .on = today};
    }

    service::Outcome<std::string> content(const service::ReportDesk& desk, const service::Who& who,
                                          const reports::Span& span) {
        if (asked_.kind == "xes") {
            const auto cases = desk.cases(who);
            if (!cases) return service::problem(cases.error());
            return reports::xes_log(*cases, rulebooks_.library.vocabulary, span, shell_.language);
        }
        if (const auto* extract = rulebooks_.reporting.extract(asked_.kind)) {
            const auto rows = desk.rows_for_registers(who, span.on);
            if (!rows) return service::problem(rows.error());
            const auto sources = desk.sources(*rows, shell_.language);
            const auto figures = reports::make_extract(sources, *extract, span);
            report(reports::extract_table(sources, figures));
            return reports::extract_csv(figures);
        }
        const auto rows = desk.rows(who, span.on);
        if (!rows) return service::problem(rows.error());
        const auto* const standard = desk.standard(who, span.on);
        if (standard == nullptr) return service::problem(service::NotFound{});
        const auto sources = desk.sources(**rows, shell_.language);
        const auto detail = asked_.is_public ? reports::Detail::counts_hidden : reports::Detail::all;
        if (asked_.kind == "fhir")
            return reports::fhir_bundle(sources, reports::goal_figures(sources, *standard, span), span,
                                        detail);
        const auto tables = reports::all_tables(sources, *standard, span, detail);
        if (asked_.kind == "csv") return reports::figures_csv(tables);
        auto book = service::workbook_of(tables, span, standard->name.in(shell_.language), shell_.language);
        if (!book) return service::problem(book.error());
        return std::move(*book);
    }

    // What a file does not say: what was left out of it, and why.
    void report(const reports::Table& table) {
        for (const auto& line : table.lines) {
            if (line.cells[0].value.value_or(0) > 0 || line.id == "sent")
                shell_.err << fmt::format("{}: {:.0f}\n", line.label, *line.cells[0].value);
        }
    }

    int write(const std::string& made) {
        if (asked_.out.empty() || asked_.out == "-") {
            shell_.out << made;
            return cli::exit_ok;
        }
        std::error_code ignored;
        if (fs::exists(asked_.out, ignored)) return refuse("cli.export.exists", {asked_.out});
        std::ofstream file(asked_.out, std::ios::binary);
        // What is in it is about somebody.
        fs::permissions(asked_.out, fs::perms::owner_read | fs::perms::owner_write, ignored);
        file.write(made.data(), static_cast<std::streamsize>(made.size()));
        file.flush();
        if (!file.good()) return refuse("cli.export.cannot_write", {asked_.out});
        shell_.err << message(shell_.language, "cli.export.written", {asked_.out}) << '\n';
        return cli::exit_ok;
    }

    const Asked& asked_;
    const rulebook::Loaded& rulebooks_;
    cli::Shell& shell_;
    service::CaseDesk desk_;
};

}  // namespace

void add_figure_exports(CLI::App& parent, cli::Shell& shell) {
    // The registers are data; their names are not known before the rulebooks are read, so all are offered
    // that this program has come with.
    static constexpr std::array kinds = {"xlsx", "csv", "fhir", "xes", "smdb", "nab", "tdi"};
    for (const char* kind : kinds) {
        CLI::App* const command =
            parent.add_subcommand(kind, cli::say(shell, std::string("help.export.") + kind));
        const auto asked = std::make_shared<Asked>();
        asked->kind = kind;
        command->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
            ->required()
            ->type_name("DIR");
        command
            ->add_option("--municipality", asked->municipality, cli::say(shell, "help.export.municipality"))
            ->type_name("ID");
        command->add_option("--period", asked->period, cli::say(shell, "help.export.period"))
            ->type_name("YEAR|MONTH");
        command->add_option("--from", asked->from, cli::say(shell, "help.export.from"))->type_name("DATE");
        command->add_option("--to", asked->to, cli::say(shell, "help.export.to"))->type_name("DATE");
        command->add_option("--out", asked->out, cli::say(shell, "help.export.file"))->type_name("FILE");
        command->add_flag("--public", asked->is_public, cli::say(shell, "help.export.public"));
        command->callback([asked, &shell] {
            const auto rulebooks = cli::load_rulebooks(shell);
            shell.exit_code = rulebooks ? FigureExport(*asked, *rulebooks, shell).run() : cli::exit_bad_input;
        });
    }
}

}  // namespace fjorten::app
