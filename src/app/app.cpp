#include "app/app.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/account_command.h"
#include "app/backup_command.h"
#include "app/digest_command.h"
#include "app/disposal_command.h"
#include "app/export_case.h"
#include "app/import_command.h"
#include "app/keys_command.h"
#include "app/rebuild.h"
#include "app/serve.h"
#include "cli/cli.h"

namespace fjorten::app {

namespace {

std::string program_folder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::string{} : program.parent_path().string();
}

// https://no-color.org: present and not empty.
bool wants_colour() {
    const char* const refused = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    return (refused == nullptr || *refused == '\0') && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
}

}  // namespace

int run(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const bool is_terminal = isatty(STDOUT_FILENO) == 1;
    cli::Shell shell{.in = std::cin,
                     .out = std::cout,
                     .err = std::cerr,
                     .out_is_terminal = is_terminal,
                     .colour = is_terminal && wants_colour(),
                     .program_folder = program_folder()};
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    static constexpr std::array<cli::AddCommand, 10> more = {
        add_serve,  add_rebuild, add_export,  add_disposal, add_import,
        add_backup, add_restore, add_account, add_keys,     add_digest};
    return cli::run(arguments, shell, more);
}

}  // namespace fjorten::app
