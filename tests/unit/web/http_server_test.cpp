// The limits in time, each on its own, with a server whose patience is short. Everything else that a client
// may do is tried from outside: tests/web/hostile.test.mjs.
#include "web/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace fjorten::web {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Long enough that no phase ends by itself while another is tried.
constexpr ServerLimits patient{
    .header = 20s, .body = 20s, .idle = 20s, .write = 20s, .linger = 100ms, .drain = 200ms};

class Running {
  public:
    explicit Running(const ServerLimits& limits, std::string body = "hello",
                     std::chrono::milliseconds slow = 0ms)
        : body_(std::move(body)),
          slow_(slow),
          server_(*HttpServer::listen(
              {.threads = 2, .limits = limits},
              {.respond =
                   [this](const Request& request) {
                       Response response(200, "text/plain", body_);
                       if (request.path == "/slow") response.hold_for(slow_);
                       return response;
                   },
               .refuse = [](int status, std::string_view) { return Response(status, "text/plain", "no"); },
               .log =
                   [this](const LogEntry& entry) {
                       ++answered_;
                       sent_ = entry.bytes;
                   },
               .http_date = [] { return std::string("Sun, 06 Nov 1994 08:49:37 GMT"); }})),
          thread_([this] { server_->run(); }) {}
    ~Running() { server_->stop(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    std::uint16_t port() const { return server_->port(); }
    int answered() const { return answered_; }
    std::size_t sent() const { return sent_; }

  private:
    std::string body_;
    std::chrono::milliseconds slow_;
    std::atomic<int> answered_{0};
    std::atomic<std::size_t> sent_{0};
    std::unique_ptr<HttpServer> server_;
    std::jthread thread_;
};

class Client {
  public:
    explicit Client(std::uint16_t port, int receive_buffer = 0) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (receive_buffer > 0)
            setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool send(std::string_view text) const {
        return is_connected_ &&
               ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    }
    /// Until `end` has come.
    std::string read_until(std::string_view end) const {
        std::string text;
        char byte = 0;
        while (!text.ends_with(end) && recv(socket_, &byte, 1, 0) == 1) text += byte;
        return text;
    }
    /// Everything until the server hangs up; "timeout" if it does not.
    std::string read_all() const {
        std::string text;
        std::array<char, 65536> piece{};
        for (;;) {
            const ssize_t n = recv(socket_, piece.data(), piece.size(), 0);
            if (n > 0) text.append(piece.data(), static_cast<std::size_t>(n));
            else return n == 0 || errno == ECONNRESET ? text : "timeout";
        }
    }

  private:
    int socket_;
    bool is_connected_ = false;
};

/// How long it took, to tell one limit from the other.
template <class Act>
Clock::duration time_of(const Act& act) {
    const auto begun = Clock::now();
    act();
    return Clock::now() - begun;
}

TEST(HeldAnswers, GoOutNoEarlierAndHoldUpNobodyElse) {
    const Running server(patient, "hello", 600ms);
    std::vector<std::unique_ptr<Client>> waiting;  // more than the server has threads
    const auto begun = Clock::now();
    for (int i = 0; i < 10; ++i) {
        waiting.push_back(std::make_unique<Client>(server.port()));
        ASSERT_TRUE(waiting.back()->send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    const Client other(server.port());
    ASSERT_TRUE(other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_TRUE(other.read_until("hello").ends_with("hello"));
    EXPECT_LT(Clock::now() - begun, 500ms);
    for (const auto& client : waiting) EXPECT_TRUE(client->read_until("hello").ends_with("hello"));
    EXPECT_GE(Clock::now() - begun, 600ms);
    EXPECT_LT(Clock::now() - begun, 5s);
}

TEST(HeldAnswers, ATimeThatWasWaitedBeforehandDoesNotCount) {
    const Running server(patient, "hello", 400ms);
    const Client client(server.port());
    ASSERT_TRUE(client.send("GET /slow HTTP/1.1\r\n"));
    std::this_thread::sleep_for(500ms);
    const auto took = time_of([&] {
        ASSERT_TRUE(client.send("Host: a\r\n\r\n"));
        EXPECT_TRUE(client.read_until("hello").ends_with("hello"));
    });
    EXPECT_GE(took, 390ms);
}

TEST(ServerTimeouts, AHeadThatDoesNotComeToAnEnd) {
    ServerLimits limits = patient;
    limits.header = 200ms;
    const Running server(limits);
    const Client client(server.port());
    ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "));
    const auto took = time_of([&] { EXPECT_EQ(client.read_all(), ""); });
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 5s);
    EXPECT_EQ(server.answered(), 0);
}

TEST(ServerTimeouts, AHeadThatComesByDropsIsStillOneHead) {
    ServerLimits limits = patient;
    limits.header = 300ms;
    const Running server(limits);
    const Client client(server.port());
    const auto took = time_of([&] {
        std::string_view head =
            "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        while (!head.empty() && client.send(head.substr(0, 1))) {
            head.remove_prefix(1);
            std::this_thread::sleep_for(50ms);
        }
        EXPECT_FALSE(head.empty());
    });
    EXPECT_LT(took, 3s);
    EXPECT_EQ(server.answered(), 0);
}

TEST(ServerTimeouts, ABodyThatDoesNotComeToAnEnd) {
    ServerLimits limits = patient;
    limits.body = 200ms;
    const Running server(limits);
    const Client client(server.port());
    ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nonly the beginning"));
    const auto took = time_of([&] { EXPECT_EQ(client.read_all(), ""); });
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 5s);
    EXPECT_EQ(server.answered(), 0);
}

TEST(ServerTimeouts, AConnectionThatAsksNoMore) {
    ServerLimits limits = patient;
    limits.idle = 200ms;
    const Running server(limits);
    const Client client(server.port());
    ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_TRUE(client.read_until("hello").starts_with("HTTP/1.1 200"));
    const auto took = time_of([&] { EXPECT_EQ(client.read_all(), ""); });
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 5s);
    EXPECT_EQ(server.answered(), 1);
}

TEST(ServerTimeouts, AnAnswerThatNobodyReads) {
    ServerLimits limits = patient;
    limits.write = 200ms;
    const std::size_t length = std::size_t{64} << 20;  // more than the kernel keeps on the way
    const Running server(limits, std::string(length, 'x'));
    const Client client(server.port(), 4096);
    ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    const auto took = time_of([&] {
        while (server.answered() == 0) std::this_thread::sleep_for(10ms);
    });
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 5s);
    EXPECT_LT(server.sent(), length);
    EXPECT_LT(client.read_all().size(), length);
}

TEST(ServerTimeouts, AnotherClientIsServedMeanwhile) {
    const Running server(patient);
    const Client slow(server.port()), quick(server.port());
    ASSERT_TRUE(slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhal"));
    ASSERT_TRUE(quick.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    EXPECT_TRUE(quick.read_all().ends_with("hello"));
    ASSERT_TRUE(slow.send("lo"));
    EXPECT_TRUE(slow.read_until("hello").starts_with("HTTP/1.1 200"));
}

TEST(ServerTimeouts, AServerThatIsStoppedWaitsForNobodyLong) {
    auto server = std::make_unique<Running>(patient);
    const Client slow(server->port());
    ASSERT_TRUE(slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"));
    std::this_thread::sleep_for(50ms);
    EXPECT_LT(time_of([&] { server.reset(); }), 3s);
}

}  // namespace
}  // namespace fjorten::web
