// fjorten serve: the public site, the caseworkers' desk and the interface for programs, on one port.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "app/request_figures.h"
#include "cli/cli.h"
#include "service/sessions.h"

namespace fjorten::app {

struct ServeOptions {
    std::string data;  // folder for what is kept; empty = the public site alone, which keeps nothing
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;            // 0 = any free one
    std::string municipality = {};        // of the first account: id of its standard
    std::string rulebooks = "rulebooks";  // folder of those that are shipped
    std::string demonstrations = {};      // folder of invented people to fill `data` with; empty = none
    std::string identity = {};  // file of identity providers (docs/formats/identity.md); empty = none
    service::FactorPolicy factor = service::FactorPolicy::offered;
    std::vector<std::string> proxies = {};  // addresses that are believed about their clients
    std::string scenarios = {};             // folder of the cases that rules are tried out on; empty = none
    int metrics_port = -1;                  // on loopback, for Prometheus; 0 = any free one, -1 = none
    LogForm log_form = LogForm::line;
    std::string digest = {};  // file that says where the daily digests go; empty = nowhere
};

/// Where the rulebooks are read from: those shipped, then the editions that came into force in `data`.
std::vector<std::string> rulebook_folders(const ServeOptions& options);

/// Says on `out` what accounts it made and where it listens, then serves until SIGTERM or SIGINT. Returns an
/// exit code: 2 when the address or the record in `data` cannot be had. `log` gets a line for every request:
/// method, path, status, bytes and time; never what somebody typed.
int run_serve(const ServeOptions& options, const rulebook::Loaded& rulebooks, Language language,
              std::ostream& out, std::ostream& log);

/// The command, for cli::run.
void add_serve(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
