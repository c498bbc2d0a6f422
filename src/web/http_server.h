// An HTTP/1.1 server on Boost.Beast. All of Boost.Asio is behind this header, in one translation unit.
// Limits and time limits are per phase, so that nobody can hold a connection by sending slowly.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "web/http.h"

namespace fjorten::web {

struct ServerLimits {
    std::size_t header_bytes = std::size_t{16} * 1024;
    std::size_t body_bytes = std::size_t{256} * 1024;
    std::size_t most_body_bytes = std::size_t{11} * 1024 * 1024;  // where Callbacks::takes_files says so
    int connections = 1000;
    // Each for a whole phase: the head of a request, its body, the wait for the next one, our answer.
    std::chrono::milliseconds header{10'000}, body{30'000}, idle{60'000}, write{30'000};
    std::chrono::milliseconds linger{2'000};  // for what a client still sends when we have hung up
    std::chrono::milliseconds drain{5'000};   // for requests under way when the server stops
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0 = any free one
    unsigned threads = 1;
    ServerLimits limits = {};
    /// Addresses of proxies of ours: what they say of a client (the last address in X-Forwarded-For) is
    /// believed.
    std::vector<std::string> proxies = {};
};

/// One answered request. No query, no body, no address: nothing that people typed.
struct LogEntry {
    std::string_view method;
    std::string_view path;  // as decoded; who writes the log decides which paths are shown
    int status = 0;
    std::size_t bytes = 0;
    std::chrono::microseconds took{0};
};

/// What the server calls, from several threads at once.
struct Callbacks {
    std::function<Response(const Request&)> respond;
    /// For what is refused before it is a Request: bad syntax, too large, a method that nobody here serves.
    /// `path` is empty where it could not be read.
    std::function<Response(int status, std::string_view path)> refuse;
    std::function<void(const LogEntry&)> log;
    std::function<std::string()> http_date;  // the Date header (RFC 9110, 6.6.1)
    /// Whether the body of a request may be large, asked before it is read: `head` has path, method, cookie
    /// and authorization. Not set: never.
    std::function<bool(const Request& head)> takes_files = {};
};

class HttpServer {
  public:
    /// Binds and listens. `unavailable` if the address is not one of this machine or the port is taken.
    static Result<std::unique_ptr<HttpServer>> listen(const ServerOptions& options, Callbacks callbacks);
    ~HttpServer();

    std::uint16_t port() const;
    /// Serves until stop() is called or the process gets SIGTERM or SIGINT. Answers what is under way first.
    void run();
    /// From any thread.
    void stop();

  private:
    class Impl;
    explicit HttpServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace fjorten::web
