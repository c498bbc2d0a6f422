#include "app/serve.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "api/api.h"
#include "api/record_api.h"
#include "app/daily_digest.h"
#include "app/digest_sending.h"
#include "app/first_start.h"
#include "app/identity_file.h"
#include "app/internet_date.h"
#include "app/invented_cases.h"
#include "app/record_house.h"
#include "app/request_figures.h"
#include "base/assert.h"
#include "calendar/date.h"
#include "calendar/today.h"
#include "service/anonymous_courses.h"
#include "service/case_desk.h"
#include "service/draft_desk.h"
#include "service/health_desk.h"
#include "service/outside_log_in.h"
#include "service/report_desk.h"
#include "service/writing.h"
#include "store/draft_store.h"
#include "web/decode.h"
#include "web/http_server.h"
#include "web/origin.h"
#include "web/rate_limit.h"
#include "web/site.h"
#include "web/workplace.h"

namespace fjorten::app {

namespace {

/// Everything that answers by one set of rulebooks.
class World {
  public:
    /// `record` and `drafts` are nullptr where nothing is kept. Both must outlive the world.
    World(std::shared_ptr<const rulebook::Loaded> rulebooks, const std::string& scenarios,
          RecordHouse* record, service::DraftDesk* drafts, service::OutsideLogIn* outside)
        : rulebooks_(std::move(rulebooks)),
          desk_(rulebooks_->library),
          site_(
              desk_, invented_cases(scenarios, rulebooks_->library),
              {.vault = record == nullptr ? nullptr : &record->vault(), .rulebooks = rulebooks_->fingerprint},
              {.anonymous = record == nullptr ? nullptr : &record->anonymous(),
               .filing = &rulebooks_->filing,
               .reports = reports_of(record)}),
          api_(desk_) {
        if (record == nullptr) return;
        record_api_.emplace(*record_desk_, record->sessions(), &*reports_);
        courses_.emplace(record->anonymous_pages(), *record_desk_);
        health_.emplace(record->health_records(), *record_desk_);
        workplace_.emplace(*record_desk_, record->sessions(), record->surroundings().random_id,
                           web::OtherDesks{.drafts = drafts,
                                           .anonymous = &record->anonymous(),
                                           .outside = outside,
                                           .courses = &*courses_,
                                           .health = &*health_,
                                           .reports = &*reports_});
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const web::Site& site() const { return site_; }
    const api::Api& api() const { return api_; }
    api::RecordApi* record_api() { return record_api_ ? &*record_api_ : nullptr; }
    web::Workplace* workplace() { return workplace_ ? &*workplace_ : nullptr; }
    service::AnonymousCourses* courses() { return courses_ ? &*courses_ : nullptr; }
    const service::ReportDesk* reports() const { return reports_ ? &*reports_ : nullptr; }

  private:
    // Before the site, which shows its figures.
    const service::ReportDesk* reports_of(RecordHouse* record) {
        if (record == nullptr) return nullptr;
        record_desk_.emplace(record->desk_with(desk_, rulebooks_->fingerprint, rulebooks_->filing));
        reports_.emplace(*record_desk_, rulebooks_->reporting);
        return &*reports_;
    }

    std::shared_ptr<const rulebook::Loaded> rulebooks_;
    service::CaseDesk desk_;
    std::optional<service::RecordDesk> record_desk_;
    std::optional<service::ReportDesk> reports_;
    web::Site site_;
    api::Api api_;
    std::optional<api::RecordApi> record_api_;
    std::optional<service::AnonymousCourses> courses_;
    std::optional<service::HealthDesk> health_;
    std::optional<web::Workplace> workplace_;
};

/// Site, caseworkers' pages and interface behind one port. When an edition of a rulebook comes into force, a
/// new world takes the place of the old one; requests under way end in the world they began in.
class House {
  public:
    /// `record` is nullptr where nothing is kept. It must outlive the house.
    House(std::shared_ptr<const rulebook::Loaded> rulebooks, RecordHouse* record,
          service::OutsideLogIn* outside, const ServeOptions& options, std::ostream& log)
        : shelf_(rulebook_folders(options)),
          scenarios_(options.scenarios),
          drafts_(options.data),
          record_(record),
          outside_(outside),
          form_(options.log_form),
          log_(log) {
        if (record != nullptr)
            draft_desk_.emplace(drafts_, shelf_, record->surroundings(), [this] { return read_again(); });
        open(std::move(rulebooks));
    }

    /// What operations wants to know, for Prometheus: on a port of its own, which nobody else can reach.
    web::Callbacks figure_callbacks() {
        return {.respond =
                    [this](const web::Request& request) {
                        if (request.path != "/metrics") return web::Site::refuse(404, request.path);
                        return web::Response(200, "text/plain; version=0.0.4; charset=utf-8", figures());
                    },
                .refuse = [](int status, std::string_view path) { return web::Site::refuse(status, path); },
                .log = [](const web::LogEntry&) {},
                .http_date = [] { return internet_date("GMT"); }};
    }

    /// Sends the digests of the day by the rulebooks in force now; what fails is a line of the log.
    void send_digests(const DigestSettings& settings, const std::string& municipality, Language language) {
        const std::shared_ptr<World> now = world();
        if (now->reports() == nullptr) return;
        const auto outcome = app::send_digests(settings, *now->reports(), municipality, language, nullptr);
        const std::lock_guard lock(log_mutex_);
        for (const auto& [to, why] : outcome.failed)
            log_ << "fjorten: " << message(language, "cli.digest.failed", {to, why}) << '\n' << std::flush;
    }

    web::Callbacks callbacks() {
        return {.respond = [this](const web::Request& request) { return respond(request); },
                .refuse = [](int status, std::string_view path) { return refuse(status, path); },
                .log = [this](const web::LogEntry& entry) { write_log(entry); },
                .http_date = [] { return internet_date("GMT"); },
                .takes_files =
                    [this](const web::Request& head) {
                        const std::shared_ptr<World> now = world();
                        return now->workplace() != nullptr &&
                               (now->workplace()->takes_files(head) ||
                                now->record_api()->takes_files(head.path, head.authorization));
                    }};
    }

  private:
    std::string figures() {
        std::vector<std::pair<std::string, std::int64_t>> entries;
        if (record_ != nullptr) {
            const auto all = record_->records().municipalities();
            for (const std::string& one : all ? *all : std::vector<std::string>{}) {
                const auto head = record_->records().chain_head(one);
                if (head && *head) entries.emplace_back(one, (*head)->position);
            }
        }
        return figures_.text(entries);
    }

    static web::Response from(api::Reply reply) {
        web::Response response(reply.status, std::move(reply.media_type), std::move(reply.body));
        if (!reply.allow.empty()) FJ_ASSERT(response.set_header("Allow", reply.allow).has_value());
        for (const auto& [name, value] : reply.headers)
            FJ_ASSERT(response.set_header(name, value).has_value());
        return response;
    }

    static bool is_of_api(std::string_view path) {
        return api::Api::owns(path) || api::RecordApi::owns(path);
    }

    void open(std::shared_ptr<const rulebook::Loaded> rulebooks) {
        auto world = std::make_shared<World>(std::move(rulebooks), scenarios_, record_,
                                             draft_desk_ ? &*draft_desk_ : nullptr, outside_);
        const std::lock_guard lock(mutex_);
        world_ = std::move(world);
    }

    Result<void> read_again() {
        auto loaded = shelf_.load();
        if (!loaded) return std::unexpected(Error{ErrorCode::corrupt, render(loaded.error(), Language::en)});
        open(std::make_shared<const rulebook::Loaded>(std::move(*loaded)));
        return {};
    }

    std::shared_ptr<World> world() {
        const std::lock_guard lock(mutex_);
        return world_;
    }

    web::Response respond(const web::Request& request) {
        if (!rate_.take(request.client, std::chrono::steady_clock::now())) {
            web::Response response = refuse(429, request.path);
            FJ_ASSERT(response.set_header("Retry-After", "1").has_value());
            return response;
        }
        web::Response response = answer(request);
        // RFC 6797: whoever reached us by TLS once comes that way for two years.
        if (!web::is_loopback(request.host))
            FJ_ASSERT(response.set_header("Strict-Transport-Security", "max-age=63072000").has_value());
        return response;
    }

    web::Response answer(const web::Request& request) {
        const std::shared_ptr<World> now = world();
        turn_the_day(*now);
        if (now->workplace() != nullptr && web::Workplace::owns(request.path))
            return now->workplace()->respond(request);
        if (!is_of_api(request.path)) return now->site().respond(request);
        const api::Call call{.verb = request.method == web::Method::post ? api::Verb::post : api::Verb::get,
                             .path = request.path,
                             .query = request.query,
                             .media_type = web::media_type_of(request.content_type),
                             .body = request.body,
                             .authorization = request.authorization,
                             .idempotency_key = request.idempotency_key,
                             .if_match = request.if_match};
        if (api::Api::owns(request.path)) return from(now->api().answer(call));
        if (now->record_api() == nullptr) return refuse(404, request.path);
        return from(now->record_api()->answer(call));
    }

    static web::Response refuse(int status, std::string_view path) {
        return is_of_api(path) ? from(api::Api::refuse(status, Language::en))
                               : web::Site::refuse(status, path);
    }

    // Whoever is the first to ask for anything on a day finds where the chains stood the day before, which is
    // signed; and the pages of courses without a name are written anew: so a file that has changed says
    // nothing about anybody (decisions 0024 and 0025).
    void turn_the_day(World& now) {
        if (record_ == nullptr || now.courses() == nullptr) return;
        const calendar::Date today = record_->surroundings().today();
        if (turned_.exchange(today.day_number()) == today.day_number()) return;
        const auto kept = record_->keep_heads(today);
        const auto tidied = now.courses()->tidy();
        const std::lock_guard lock(log_mutex_);
        if (!kept) log_ << message(Language::en, "cli.serve.no_head", {kept.error().message}) << std::endl;
        if (!tidied) log_ << message(Language::en, "cli.serve.not_turned") << std::endl;
    }

    // A path that is none of ours may be somebody's own words: it is not written down.
    void write_log(const web::LogEntry& entry) {
        if (web::Site::is_unseen(entry.path) || web::Workplace::is_unseen(entry.path)) return;
        std::string path = "-";
        if (api::Api::owns(entry.path) || web::Site::knows(entry.path)) path = entry.path;
        else if (api::RecordApi::owns(entry.path)) path = api::RecordApi::pattern_of(entry.path);
        else if (web::Workplace::owns(entry.path)) path = web::Workplace::pattern_of(entry.path);
        figures_.count({.method = entry.method, .path = path, .status = entry.status, .took = entry.took});
        const std::string line = log_line(form_, entry, path);
        const std::lock_guard lock(log_mutex_);
        log_ << line << std::flush;
    }

    service::RulebookShelf shelf_;
    std::string scenarios_;  // folder of the invented cases
    store::DraftStore drafts_;
    RecordHouse* record_;
    service::OutsideLogIn* outside_;
    std::optional<service::DraftDesk> draft_desk_;
    std::shared_ptr<World> world_;
    std::mutex mutex_;                     // of world_
    std::atomic<std::int32_t> turned_{0};  // the day that was begun, by its number
    web::RateLimit rate_;
    LogForm form_;
    RequestFigures figures_;
    std::ostream& log_;
    std::mutex log_mutex_;
};

}  // namespace

namespace {

/// Opens what is kept and fills it as the options say. What fails is said on `log`.
class Opening {
  public:
    Opening(const ServeOptions& options, const rulebook::Loaded& rulebooks, Language language,
            std::ostream& out, std::ostream& log)
        : options_(options), rulebooks_(rulebooks), language_(language), out_(out), log_(log) {}

    std::unique_ptr<RecordHouse> open(const service::CaseDesk& desk) {
        if (municipality_code(desk).empty()) return nullptr;
        if (!options_.demonstrations.empty()) {
            if (auto marked = mark_as_demonstration(options_.data, desk.today()); !marked)
                return refuse(marked.error().code == ErrorCode::forbidden ? "cli.serve.not_invented"
                                                                          : "cli.serve.cannot_open",
                              marked.error().message);
        }
        auto house = RecordHouse::open(options_.data, desk, rulebooks_.fingerprint, rulebooks_.filing,
                                       options_.factor);
        if (!house) return refuse("cli.serve.cannot_open", house.error().message);
        return std::move(*house);
    }

    /// Done when the address is ours: what is said here is said once.
    bool fill(RecordHouse& house, const service::CaseDesk& desk) {
        Diagnostics mistakes;
        const auto filled = options_.demonstrations.empty()
                                ? make_first_account(house, municipality_code(desk), language_, out_)
                                : make_demonstration(house, options_.demonstrations, rulebooks_.fingerprint,
                                                     language_, out_, mistakes);
        if (!filled) refuse("cli.serve.cannot_open", filled.error().message);
        log_ << render(mistakes, language_);
        return filled && mistakes.empty();
    }

  private:
    std::unique_ptr<RecordHouse> refuse(std::string_view why, const std::string& detail) {
        log_ << "fjorten: " << message(language_, why, {options_.data, detail}) << '\n';
        return nullptr;
    }

    std::string municipality_code(const service::CaseDesk& desk) {
        const auto standards = desk.library().standards();
        const std::string id = options_.municipality.empty()
                                   ? message(language_, "cli.serve.first_municipality")
                                   : options_.municipality;
        if (auto code = service::code_of_municipality(desk.library(), id); !code.empty()) return code;
        std::string known;
        for (const auto& one : standards) known += (known.empty() ? "" : ", ") + one;
        log_ << "fjorten: " << message(language_, "cli.serve.no_municipality", {id, known}) << '\n';
        return {};
    }

    const ServeOptions& options_;
    const rulebook::Loaded& rulebooks_;
    Language language_;
    std::ostream& out_;
    std::ostream& log_;
};

}  // namespace

std::vector<std::string> rulebook_folders(const ServeOptions& options) {
    if (options.data.empty()) return {options.rulebooks};
    return {options.rulebooks, store::DraftStore(options.data).rulebooks()};
}

namespace {

// Identity providers by their file; what is wrong in it is said on `log`.
bool open_outside(const ServeOptions& options, const rulebook::Loaded& rulebooks, RecordHouse& record,
                  Language language, std::ostream& log, std::optional<service::OutsideLogIn>& outside) {
    auto providers = read_identity_file(options.identity, rulebooks.library);
    if (!providers) {
        log << render(providers.error(), language);
        return false;
    }
    outside.emplace(std::move(*providers), world_of(record), record.accounts(), record.records(),
                    record.vault(), record.sessions(), record.surroundings().today);
    return true;
}

}  // namespace

int run_serve(const ServeOptions& options, const rulebook::Loaded& rulebooks, Language language,
              std::ostream& out, std::ostream& log) {
    const service::CaseDesk desk(rulebooks.library);
    std::unique_ptr<RecordHouse> record;
    Opening opening(options, rulebooks, language, out, log);
    if (!options.data.empty()) {
        record = opening.open(desk);
        if (record == nullptr) return cli::exit_bad_input;
    }
    std::optional<service::OutsideLogIn> outside;
    if (!options.identity.empty() && record != nullptr &&
        !open_outside(options, rulebooks, *record, language, log, outside))
        return cli::exit_bad_input;
    // The first world answers by the library that the caller has; it outlives the house.
    House house(std::shared_ptr<const rulebook::Loaded>(std::shared_ptr<void>(), &rulebooks), record.get(),
                outside ? &*outside : nullptr, options, log);
    const auto cannot_listen = [&](const std::string& address, int port, const Error& error) {
        log << "fjorten: "
            << message(language, "cli.serve.cannot_listen", {address, std::to_string(port), error.message})
            << '\n';
        return cli::exit_bad_input;
    };
    const auto server = web::HttpServer::listen({.address = options.address,
                                                 .port = options.port,
                                                 .threads = std::max(1U, std::thread::hardware_concurrency()),
                                                 .limits = {},
                                                 .proxies = options.proxies},
                                                house.callbacks());
    if (!server) return cannot_listen(options.address, options.port, server.error());
    if (record != nullptr && !opening.fill(*record, desk)) return cli::exit_bad_input;
    const bool is_v6 = options.address.contains(':');
    const std::string host = is_v6 ? "[" + options.address + "]" : options.address;
    out << message(language, "cli.serve.listening", {fmt::format("http://{}:{}/", host, (*server)->port())})
        << std::endl;
    Result<std::unique_ptr<web::HttpServer>> beside = std::unique_ptr<web::HttpServer>();
    if (options.metrics_port >= 0) {
        beside = web::HttpServer::listen({.port = static_cast<std::uint16_t>(options.metrics_port)},
                                         house.figure_callbacks());
        if (!beside) return cannot_listen("127.0.0.1", options.metrics_port, beside.error());
        out << message(language, "cli.serve.metrics",
                       {fmt::format("http://127.0.0.1:{}/metrics", (*beside)->port())})
            << std::endl;
    }
    std::optional<DailyDigest> daily;
    if (record != nullptr && !options.digest.empty()) {
        const auto settings = read_digest_settings(options.digest);
        if (!settings) {
            log << render(settings.error(), language);
            return cli::exit_bad_input;
        }
        daily.emplace(options.data, record->surroundings().now,
                      [&house, &options, &desk, language, settings = *settings] {
                          const std::string id = options.municipality.empty()
                                                     ? message(language, "cli.serve.first_municipality")
                                                     : options.municipality;
                          house.send_digests(settings, service::code_of_municipality(desk.library(), id),
                                             language);
                      });
    }
    std::jthread watching;
    if (*beside) watching = std::jthread([&] { (*beside)->run(); });
    (*server)->run();
    if (*beside) (*beside)->stop();
    return cli::exit_ok;
}

void add_serve(CLI::App& parent, cli::Shell& shell) {
    struct Asked {
        ServeOptions options;
        bool wants_demonstration = false;
    };
    const auto asked = std::make_shared<Asked>();
    ServeOptions& options = asked->options;
    CLI::App* const command = parent.add_subcommand("serve", cli::say(shell, "help.serve"));
    CLI::Option* const data =
        command->add_option("--data", options.data, cli::say(shell, "help.serve.data"))->type_name("DIR");
    command->add_option("--port", options.port, cli::say(shell, "help.serve.port"))->type_name("N");
    command->add_option("--listen", options.address, cli::say(shell, "help.serve.listen"))
        ->type_name("ADDRESS");
    command->add_option("--municipality", options.municipality, cli::say(shell, "help.serve.municipality"))
        ->type_name("ID");
    command->add_option("--proxy", options.proxies, cli::say(shell, "help.serve.proxy"))
        ->type_name("ADDRESS");
    command->add_option("--identity", options.identity, cli::say(shell, "help.serve.identity"))
        ->type_name("FILE")
        ->needs(data);
    command
        ->add_flag_callback(
            "--require-second-factor", [asked] { asked->options.factor = service::FactorPolicy::required; },
            cli::say(shell, "help.serve.second_factor"))
        ->needs(data);
    command->add_option("--digest", options.digest, cli::say(shell, "help.serve.digest"))
        ->needs(data)
        ->type_name("FILE");
    command->add_option("--metrics", options.metrics_port, cli::say(shell, "help.serve.metrics"))
        ->type_name("N")
        ->check(CLI::Range(0, 65535));
    command->add_flag_callback(
        "--json-log", [asked] { asked->options.log_form = LogForm::json; },
        cli::say(shell, "help.serve.json_log"));
    command
        ->add_flag("--demonstration", asked->wants_demonstration, cli::say(shell, "help.serve.demonstration"))
        ->needs(data);
    command->callback([asked, &shell] {
        shell.exit_code = cli::exit_bad_input;
        const auto shipped = cli::find_rulebooks(shell);
        if (!shipped) return;
        asked->options.rulebooks = *shipped;
        const auto rulebooks = rulebook::load_library_folders(rulebook_folders(asked->options));
        if (!rulebooks) {
            shell.exit_code = cli::refuse(rulebooks.error(), shell);
            return;
        }
        // Beside the rulebooks, wherever those were found.
        asked->options.scenarios =
            (std::filesystem::path(*cli::find_rulebooks(shell)) / "../scenarios").lexically_normal().string();
        if (asked->wants_demonstration)
            asked->options.demonstrations =
                (std::filesystem::path(*shipped) / "../demonstration").lexically_normal().string();
        shell.exit_code = run_serve(asked->options, *rulebooks, shell.language, shell.out, shell.err);
    });
}

}  // namespace fjorten::app
