#include "app/export_case.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/export_figures.h"
#include "app/one_municipality.h"
#include "app/record_house.h"
#include "service/case_copy.h"

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

std::string_view ending_of(std::string_view media_type) {
    if (media_type == "application/pdf") return ".pdf";
    if (media_type == "image/png") return ".png";
    if (media_type == "image/jpeg") return ".jpg";
    return media_type == service::letter_type ? ".json" : ".txt";
}

bool write_file(const fs::path& path, std::string_view content) {
    std::ofstream file(path, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    return file.good();
}

bool write_all(const fs::path& folder, const service::CopiedCase& copied) {
    std::error_code failure;
    fs::create_directories(folder / "documents", failure);
    fs::permissions(folder, fs::perms::owner_all, failure);  // what is in it is about somebody
    if (failure) return false;
    bool is_written =
        write_file(folder / "case.json", copied.json) && write_file(folder / "case.pdf", copied.pdf);
    for (const auto& document : copied.documents)
        is_written = is_written && write_file(folder / "documents" /
                                                  fmt::format("{}{}", document.version,
                                                              ending_of(document.details.media_type)),
                                              document.content);
    return is_written;
}

}  // namespace

int run_export_case(const ExportCase& asked, const rulebook::Loaded& rulebooks, Language language,
                    std::ostream& out, std::ostream& err) {
    const auto refuse = [&](std::string_view key, const std::vector<std::string>& args) {
        err << "fjorten: " << message(language, key, args) << '\n';
        return cli::exit_bad_input;
    };
    std::error_code ignored;
    if (!fs::exists(asked.data + "/record.db", ignored)) return refuse("cli.verify.no_record", {asked.data});
    if (fs::exists(asked.out, ignored)) return refuse("cli.export.exists", {asked.out});
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(asked.data, desk, rulebooks.fingerprint, rulebooks.filing);
    if (!house) return refuse("cli.serve.cannot_open", {asked.data, house.error().message});
    const auto municipality = one_municipality(**house, rulebooks.library, asked.municipality, language);
    if (!municipality) {
        err << "fjorten: " << municipality.error() << '\n';
        return cli::exit_bad_input;
    }
    // Nobody in particular: whoever may run programs on this machine.
    const service::Who who{.account_id = "export",
                           .display_name = {},
                           .municipality = *municipality,
                           .role = service::Role::leader,
                           .unit = {}};
    const auto copied = (*house)->desk().copy_of_case(who, asked.case_id, {}, language);
    if (!copied) {
        const auto* const error = std::get_if<Error>(&copied.error());
        return error == nullptr ? refuse("cli.export.no_case", {asked.case_id, *municipality})
                                : refuse("cli.serve.cannot_open", {asked.data, error->message});
    }
    if (!write_all(asked.out, *copied)) return refuse("cli.export.cannot_write", {asked.out});
    out << message(language, "cli.export.done",
                   {asked.case_id, asked.out, std::to_string(copied->documents.size())})
        << '\n';
    return cli::exit_ok;
}

void add_export(CLI::App& parent, cli::Shell& shell) {
    CLI::App* const command = parent.add_subcommand("export", cli::say(shell, "help.export"));
    command->require_subcommand(1);
    add_figure_exports(*command, shell);
    CLI::App* const one = command->add_subcommand("case", cli::say(shell, "help.export.case"));
    const auto asked = std::make_shared<ExportCase>();
    one->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))->required()->type_name("DIR");
    one->add_option("--case", asked->case_id, cli::say(shell, "help.export.id"))->required()->type_name("ID");
    one->add_option("--out", asked->out, cli::say(shell, "help.export.out"))->required()->type_name("DIR");
    one->add_option("--municipality", asked->municipality, cli::say(shell, "help.export.municipality"))
        ->type_name("ID");
    one->callback([asked, &shell] {
        const auto rulebooks = cli::load_rulebooks(shell);
        shell.exit_code = rulebooks
                              ? run_export_case(*asked, *rulebooks, shell.language, shell.out, shell.err)
                              : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
