#include "app/digest_command.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/one_municipality.h"
#include "app/record_house.h"
#include "app/smtp.h"
#include "base/text_file.h"
#include "reports/digest.h"
#include "service/report_desk.h"

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

struct Recipient {
    std::string unit, to;
};

/// The file that says where mail goes: docs/formats/digest.md.
struct Settings {
    MailServer server;
    std::string from;
    std::vector<Recipient> recipients;
};

std::string text_at(const Node& node, std::string_view key) {
    const Node* const found = node.find(key);
    return found == nullptr ? std::string{} : found->text;
}

std::expected<Settings, Diagnostics> read_settings(const std::string& path) {
    const auto document = read_document_file(path);
    if (!document) return std::unexpected(document.error());
    const Node& root = document->root;
    const auto wrong = [&](const Node& at, std::string code, std::vector<std::string> args) {
        return std::unexpected(Diagnostics{document->diagnose(at, std::move(code), std::move(args))});
    };
    if (!root.is_map()) return wrong(root, "rulebook_expected_map", {});
    Settings settings{.server = {.url = text_at(root, "smtp"), .user = text_at(root, "user"), .password = {}},
                      .from = text_at(root, "from"),
                      .recipients = {}};
    if (text_at(root, "tls") == "none") settings.server.tls = MailServer::Tls::none;
    const std::string secret = text_at(root, "password_file");
    if (!secret.empty()) {
        auto text = read_text_file(secret, 4096);
        if (!text) return wrong(*root.find("password_file"), "rulebook_missing_key", {"password_file"});
        settings.server.password = *text;
        while (settings.server.password.ends_with('\n')) settings.server.password.pop_back();
    }
    const bool is_smtp =
        settings.server.url.starts_with("smtp://") || settings.server.url.starts_with("smtps://");
    if (!is_smtp) return wrong(root, "rulebook_missing_key", {"smtp"});
    if (!is_address(settings.from)) return wrong(root, "rulebook_missing_key", {"from"});
    const Node* const recipients = root.find("recipients");
    if (recipients == nullptr || !recipients->is_list())
        return wrong(root, "rulebook_missing_key", {"recipients"});
    for (const Node& one : recipients->items) {
        Recipient recipient{.unit = text_at(one, "unit"), .to = text_at(one, "to")};
        if (!is_address(recipient.to)) return wrong(one, "rulebook_missing_key", {"to"});
        settings.recipients.push_back(std::move(recipient));
    }
    return settings;
}

// RFC 5322, 3.3: "Mon, 02 Mar 2026 06:00:00 +0000".
std::string mail_date() {
    static constexpr std::array days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const calendar::Date day(midnight);
    const std::chrono::hh_mm_ss time(now - midnight);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days[day.weekday() - 1], day.day(),
                       months[day.month() - 1], day.year(), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

struct Asked {
    std::string data, municipality, config;
    bool is_trial = false;
};

int run_digest(const Asked& asked, const rulebook::Loaded& rulebooks, cli::Shell& shell) {
    const auto refuse = [&](const std::string& words) {
        shell.err << "fjorten: " << words << '\n';
        return cli::exit_bad_input;
    };
    const auto settings = read_settings(asked.config);
    if (!settings) return cli::refuse(settings.error(), shell);
    std::error_code ignored;
    if (!fs::exists(asked.data + "/record.db", ignored))
        return refuse(message(shell.language, "cli.verify.no_record", {asked.data}));
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(asked.data, desk, rulebooks.fingerprint, rulebooks.filing);
    if (!house)
        return refuse(message(shell.language, "cli.serve.cannot_open", {asked.data, house.error().message}));
    const auto municipality =
        one_municipality(**house, rulebooks.library, asked.municipality, shell.language);
    if (!municipality) return refuse(municipality.error());
    const service::ReportDesk reports((*house)->desk(), rulebooks.reporting);
    const service::Who who{.account_id = "digest",
                           .display_name = {},
                           .municipality = *municipality,
                           .role = service::Role::leader,
                           .unit = {}};
    const auto rows = reports.rows(who);
    if (!rows) return refuse(message(shell.language, "cli.serve.cannot_open", {asked.data, *municipality}));
    const auto sources = reports.sources(**rows, shell.language);
    const auto* const standard = reports.standard(who, reports.today());
    const std::string name = standard == nullptr ? *municipality : standard->name.in(shell.language);
    int sent = 0, failed = 0;
    for (const Recipient& recipient : settings->recipients) {
        const auto mail = reports::digest_mail(sources, reports::make_digest(sources, recipient.unit), name);
        if (asked.is_trial) {
            shell.out << recipient.to << '\n' << mail.subject << "\n\n" << mail.body << '\n';
            continue;
        }
        const auto done = send_mail(settings->server, {.from = settings->from,
                                                       .to = recipient.to,
                                                       .subject = mail.subject,
                                                       .body = mail.body,
                                                       .date = mail_date(),
                                                       .id = service::real_surroundings().random_id(24)});
        if (done) ++sent;
        else ++failed;
        if (!done)
            shell.err << "fjorten: "
                      << message(shell.language, "cli.digest.failed", {recipient.to, done.error().message})
                      << '\n';
    }
    if (!asked.is_trial) shell.out << message_count(shell.language, "cli.digest.sent", sent) << '\n';
    return failed == 0 ? cli::exit_ok : cli::exit_no;
}

}  // namespace

void add_digest(CLI::App& parent, cli::Shell& shell) {
    const auto asked = std::make_shared<Asked>();
    CLI::App* const command = parent.add_subcommand("digest", cli::say(shell, "help.digest"));
    command->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
        ->required()
        ->type_name("DIR");
    command->add_option("--config", asked->config, cli::say(shell, "help.digest.config"))
        ->required()
        ->type_name("FILE");
    command->add_option("--municipality", asked->municipality, cli::say(shell, "help.export.municipality"))
        ->type_name("ID");
    command->add_flag("--show", asked->is_trial, cli::say(shell, "help.digest.show"));
    command->callback([asked, &shell] {
        const auto rulebooks = cli::load_rulebooks(shell);
        shell.exit_code = rulebooks ? run_digest(*asked, *rulebooks, shell) : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
