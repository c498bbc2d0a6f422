// One call to the record over the interface for programs; its handlers stand in record_*.cpp.
#pragma once
#include <algorithm>
#include <charconv>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "api/problem.h"
#include "api/record_api.h"
#include "api/record_json.h"
#include "base/document.h"
#include "service/register_desk.h"

namespace fjorten::api {

inline constexpr std::string_view root = "/api/v1/";
inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view wait_seconds = "30";

inline Reply json_reply(int status, std::string body) {
    body.push_back('\n');
    return {.status = status, .media_type = std::string(json_type), .body = std::move(body)};
}

inline std::string etag_of(std::int64_t version) { return fmt::format("\"{}\"", version); }

/// Parts of a path behind the root: {"cases", "26-4F7KQ", "events"}.
std::vector<std::string_view> parts_of(std::string_view path);

/// One call and its answer.
class Visit {
  public:
    Visit(service::RecordDesk& desk, service::Sessions& sessions, const service::ReportDesk* reports,
          const Call& call)
        : desk_(desk), sessions_(sessions), reports_(reports), call_(call), parts_(parts_of(call.path)) {
        for (const auto& [name, value] : call.query) {
            if (name == "language") language_ = language_from(value);
        }
    }

    Reply answer();

  private:
    template <class Handler>
    Reply only(Verb verb, Handler handler) {
        if (call_.verb == verb) return handler();
        Reply reply = Api::refuse(405, language_);
        reply.allow = verb == Verb::get ? "GET, HEAD" : "POST";
        return reply;
    }

    std::string_view bearer() const {
        static constexpr std::string_view scheme = "Bearer ";
        const std::string_view header = call_.authorization;
        return header.starts_with(scheme) ? header.substr(scheme.size()) : std::string_view{};
    }

    /// A command on a case: with the version that was seen, and a body.
    template <class Handler>
    Reply writing(Handler handler) {
        return only(Verb::post, [&] {
            const auto version = version_seen();
            if (!version) return version.error();
            const auto document = body();
            return document ? handler(*document, *version) : document.error();
        });
    }

    /// Something new, or what the path names as it is from now on: `handler` gets the body, its id (empty = a
    /// new one) and the version that was seen.
    template <class Handler>
    Reply writing_one(Handler handler) {
        if (parts_.size() == 2)
            return writing([&](const Document& document, std::int64_t seen) {
                return handler(document, std::string(parts_[1]), seen);
            });
        if (call_.idempotency_key.empty()) return refuse(428, "no_key");
        const auto document = body();
        return document ? handler(*document, std::string{}, std::int64_t{0}) : document.error();
    }

    Reply refuse(int status, const std::string& kind, std::vector<Mistake> mistakes = {}) const {
        return problem_reply({.status = status,
                              .kind = kind,
                              .detail = message(language_, "api." + kind),
                              .mistakes = std::move(mistakes)},
                             language_);
    }

    Reply unauthorised() const {
        Reply reply = refuse(401, "status_401");
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
        return reply;
    }

    /// The body as a document; or the refusal.
    std::expected<Document, Reply> body() const {
        const bool is_json = call_.media_type == json_type;
        if (!is_json && call_.media_type != "application/yaml")
            return std::unexpected(Api::refuse(415, language_));
        auto document = read_document(call_.body, is_json ? "body.json" : "body.yaml");
        if (document) return std::move(*document);
        Problem problem{.status = 400, .kind = "bad_syntax", .detail = message(language_, "api.bad_syntax")};
        for (const auto& diagnostic : document.error())
            problem.mistakes.push_back(mistake_of(diagnostic, "body", nullptr, language_));
        return std::unexpected(problem_reply(problem, language_));
    }

    Reply bad_body(const Diagnostics& diagnostics, const Document& document) const {
        Problem problem{.status = 422, .kind = "bad_body", .detail = message(language_, "api.bad_body")};
        for (const auto& diagnostic : diagnostics) {
            if (problem.mistakes.size() == most_mistakes) {
                problem.left_out = diagnostics.size() - most_mistakes;
                break;
            }
            // What is in no document has the name of its part.
            const bool is_body = diagnostic.place.file == document.file;
            problem.mistakes.push_back(mistake_of(diagnostic, is_body ? "body" : diagnostic.place.file,
                                                  is_body ? &document : nullptr, language_));
        }
        return problem_reply(problem, language_);
    }

    Reply explain(const service::Problem& problem, const Document& document) const;
    Reply explain_conflict(const service::Conflict& conflict) const;

    template <class T>
    Reply told(const service::Outcome<T>& outcome, const Document& document,
               std::string (*json_of)(const T&)) const {
        return outcome ? json_reply(200, json_of(*outcome)) : explain(outcome.error(), document);
    }
    Reply done(const service::Outcome<service::Done>& outcome, const Document& document, int status) const {
        if (!outcome) return explain(outcome.error(), document);
        Reply reply = json_reply(status, done_json(*outcome, desk_.library(), language_));
        reply.headers.emplace_back("ETag", etag_of(outcome->version));
        return reply;
    }

    Reply log_in();
    Reply work();
    Reply colleagues();
    Reply search();
    Reply open_case();
    Reply view();
    Reply command();
    Reply file_document();
    Reply document();
    Reply complaints();
    Reply letter();
    Reply send_letter(const Document& document, std::int64_t version);
    Reply take_step(const Document& document, std::int64_t version);
    Reply give_file(const Document& document, std::int64_t version);
    Reply copy();
    Reply disposal();
    Reply figures();
    std::expected<std::int64_t, Reply> version_seen() const;
    Reply write(const Document& document, std::int64_t version);
    Reply write_sheet(const Document& document, std::int64_t version);
    Reply meetings();
    Reply write_meeting();
    Reply registers();
    template <class T>
    Reply list_register();
    template <class T>
    Reply read_register();
    template <class T>
    Reply write_register();
    Reply confirm();
    Reply written(const service::Outcome<service::Written>& outcome, const Document& document,
                  std::string_view name) const;
    Reply lookups();
    Reply case_lookups();
    Reply break_glass();
    Reply centre();
    Reply appointments();
    Reply write_appointment();
    Reply record_attendance();
    Reply write_group();
    Reply written_document(const service::Outcome<service::Written>& outcome, const Document& document,
                           int status) const;

    std::optional<std::string> parameter(std::string_view name) const {
        for (const auto& [key, value] : call_.query) {
            if (key == name) return value;
        }
        return std::nullopt;
    }
    /// A day, if it is said; a mistake if it is none.
    std::optional<calendar::Date> day(std::string_view name, std::vector<Mistake>& mistakes) const;

    service::RecordDesk& desk_;
    service::Sessions& sessions_;
    const service::ReportDesk* reports_;
    const Call& call_;
    std::vector<std::string_view> parts_;
    service::Sender sender_;
    Language language_ = Language::da;
};

}  // namespace fjorten::api
