#include "cli/certificate_command.h"

#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "base/text_file.h"
#include "service/certificate.h"

namespace fjorten::cli {

namespace {

std::string without_line_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

bool is_key(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

int run_certificate_verify(const std::string& what, const std::string& key, Shell& shell) {
    std::string bytes = what;
    if (!what.starts_with("FJORTEN1.")) {
        auto file = read_text_file(what);
        if (!file) return refuse(file.error(), shell);
        bytes = std::move(*file);
    }
    const auto certificate = service::read_certificate_file(bytes);
    if (!certificate) {
        const bool is_changed = certificate.error().code == ErrorCode::corrupt;
        shell.err << "fjorten: "
                  << say(shell, is_changed ? "certificate.changed" : "certificate.none",
                         {certificate.error().message})
                  << '\n';
        return is_changed ? exit_no : exit_bad_input;
    }
    std::string wanted = key;
    if (!key.empty() && !is_key(key)) {
        const auto file = read_text_file(key);
        if (!file) return refuse(file.error(), shell);
        wanted = without_line_end(*file);
    }
    shell.out << certificate->text << "key " << certificate->key << '\n';
    if (wanted.empty()) {
        shell.out << say(shell, "certificate.holds_by_any") << '\n';
        return exit_ok;
    }
    if (wanted != certificate->key) {
        shell.err << "fjorten: " << say(shell, "certificate.another_key", {wanted}) << '\n';
        return exit_no;
    }
    shell.out << say(shell, "certificate.holds") << '\n';
    return exit_ok;
}

void add_certificate(CLI::App& parent, Shell& shell) {
    CLI::App* const command = parent.add_subcommand("certificate", say(shell, "help.certificate"));
    command->require_subcommand(1);
    CLI::App* const verify = command->add_subcommand("verify", say(shell, "help.certificate_verify"));
    struct Asked {
        std::string what, key;
    };
    const auto asked = std::make_shared<Asked>();
    verify->add_option("FILE", asked->what, say(shell, "help.certificate_file"))->required()->type_name("");
    verify->add_option("--key", asked->key, say(shell, "help.certificate_key"))->type_name("KEY");
    verify->callback(
        [asked, &shell] { shell.exit_code = run_certificate_verify(asked->what, asked->key, shell); });
}

}  // namespace fjorten::cli
