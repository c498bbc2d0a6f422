#include "app/serve.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "api/api.h"
#include "base/assert.h"
#include "calendar/date.h"
#include "service/case_desk.h"
#include "web/decode.h"
#include "web/http_server.h"
#include "web/site.h"

namespace fjorten::app {

namespace {

// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date() {
    static constexpr std::array days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const calendar::Date day(midnight);
    const std::chrono::hh_mm_ss time(now - midnight);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[day.weekday() - 1], day.day(),
                       months[day.month() - 1], day.year(), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

/// Site and interface behind one port.
class House {
  public:
    House(const rulebook::Library& library, std::ostream& log)
        : desk_(library), site_(desk_), api_(desk_), log_(log) {}

    web::Callbacks callbacks() {
        return {.respond = [this](const web::Request& request) { return respond(request); },
                .refuse = [](int status, std::string_view path) { return refuse(status, path); },
                .log = [this](const web::LogEntry& entry) { write_log(entry); },
                .http_date = http_date};
    }

  private:
    static web::Response from(api::Reply reply) {
        web::Response response(reply.status, std::move(reply.media_type), std::move(reply.body));
        if (!reply.allow.empty()) FJ_ASSERT(response.set_header("Allow", reply.allow).has_value());
        return response;
    }

    web::Response respond(const web::Request& request) const {
        if (!api::Api::owns(request.path)) return site_.respond(request);
        return from(
            api_.answer({.verb = request.method == web::Method::post ? api::Verb::post : api::Verb::get,
                         .path = request.path,
                         .query = request.query,
                         .media_type = web::media_type_of(request.content_type),
                         .body = request.body}));
    }

    static web::Response refuse(int status, std::string_view path) {
        return api::Api::owns(path) ? from(api::Api::refuse(status, Language::en))
                                    : web::Site::refuse(status, path);
    }

    // A path that is none of ours may be somebody's own words: it is not written down.
    void write_log(const web::LogEntry& entry) {
        const bool is_ours = api::Api::owns(entry.path) || web::Site::knows(entry.path);
        const std::string line =
            fmt::format("{} {} {} {} B {} us\n", entry.method, is_ours ? entry.path : "-", entry.status,
                        entry.bytes, entry.took.count());
        const std::lock_guard lock(mutex_);
        log_ << line << std::flush;
    }

    service::CaseDesk desk_;
    web::Site site_;
    api::Api api_;
    std::ostream& log_;
    std::mutex mutex_;
};

}  // namespace

int run_serve(const ServeOptions& options, const rulebook::Library& library, Language language,
              std::ostream& out, std::ostream& log) {
    std::error_code ignored;
    if (!options.data.empty() && std::filesystem::exists(options.data, ignored) &&
        !std::filesystem::is_directory(options.data, ignored)) {
        log << "fjorten: " << message(language, "cli.serve.no_folder", {options.data}) << '\n';
        return cli::exit_bad_input;
    }
    House house(library, log);
    const auto server =
        web::HttpServer::listen({.address = options.address,
                                 .port = options.port,
                                 .threads = std::max(1U, std::thread::hardware_concurrency())},
                                house.callbacks());
    if (!server) {
        log << "fjorten: "
            << message(language, "cli.serve.cannot_listen",
                       {options.address, std::to_string(options.port), server.error().message})
            << '\n';
        return cli::exit_bad_input;
    }
    const bool is_v6 = options.address.contains(':');
    const std::string host = is_v6 ? "[" + options.address + "]" : options.address;
    out << message(language, "cli.serve.listening", {fmt::format("http://{}:{}/", host, (*server)->port())})
        << std::endl;
    (*server)->run();
    return cli::exit_ok;
}

void add_serve(CLI::App& parent, cli::Shell& shell) {
    const auto options = std::make_shared<ServeOptions>();
    CLI::App* const command = parent.add_subcommand("serve", cli::say(shell, "help.serve"));
    command->add_option("--data", options->data, cli::say(shell, "help.serve.data"))->type_name("DIR");
    command->add_option("--port", options->port, cli::say(shell, "help.serve.port"))->type_name("N");
    command->add_option("--listen", options->address, cli::say(shell, "help.serve.listen"))
        ->type_name("ADDRESS");
    command->callback([options, &shell] {
        const auto library = cli::load_library(shell);
        shell.exit_code = library ? run_serve(*options, *library, shell.language, shell.out, shell.err)
                                  : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
