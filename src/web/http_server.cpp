#include "web/http_server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "base/assert.h"
#include "web/decode.h"

namespace fjorten::web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using Failure = beast::error_code;
using Moment = std::chrono::steady_clock::time_point;

class Session;

/// What all sessions share. Outlives them: the server owns it and joins every thread first.
struct Shared {
    Callbacks callbacks;
    ServerLimits limits;
    std::atomic<int> connections{0};
    std::atomic<bool> is_stopping{false};
    std::vector<std::string> proxies;
    std::mutex mutex;
    std::list<std::weak_ptr<Session>> sessions;
};

std::string serialise_head(const Response& response, std::string_view date, std::string_view connection) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nConnection: {}\r\nContent-Length: {}\r\n",
                                   response.status(), reason_phrase(response.status()), date, connection,
                                   response.body().size());
    for (const auto& [name, value] : response.headers()) head += fmt::format("{}: {}\r\n", name, value);
    return head += "\r\n";
}

// What a client has done wrong when the parser gives up; 0 when there is nobody left to tell.
int status_for(const Failure& failure) {
    if (failure == http::error::header_limit || failure == http::error::buffer_overflow) return 431;
    if (failure == http::error::body_limit) return 413;
    if (failure == http::error::bad_version) return 505;
    if (failure == http::error::end_of_stream || failure == http::error::partial_message) return 0;
    return failure.category() == make_error_code(http::error::bad_value).category() ? 400 : 0;
}

// So many more than there is room for, while those who give way are being closed.
constexpr int most_leaving = 200;

std::optional<Method> method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get: return Method::get;
        case http::verb::head: return Method::head;
        case http::verb::post: return Method::post;
        default: return std::nullopt;
    }
}

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(tcp::socket socket, Shared& shared)
        : shared_(shared), stream_(std::move(socket)), hold_(stream_.get_executor()) {
        Failure ignored;
        peer_ = stream_.socket().remote_endpoint(ignored).address().to_string();
        wait_from_now();
    }
    ~Session() { --shared_.connections; }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start() {
        asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_header(); });
    }

    /// Since when nothing whole has come from the client; none while a request is being answered.
    std::optional<Moment> waits_since() const {
        const auto since = waits_since_.load();
        return since == 0 ? std::nullopt : std::optional(Moment(Moment::duration(since)));
    }

    /// Closes the connection if nothing is under way on it. Makes room for others.
    void give_way() {
        asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
            if (self->waits_since()) self->close();
        });
    }

    /// The same, where it is between two requests.
    void close_if_idle() {
        asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
            if (self->is_idle_) self->close();
        });
    }

  private:
    void wait_from_now() { waits_since_ = std::chrono::steady_clock::now().time_since_epoch().count(); }

    void wait_for_next() {
        wait_from_now();
        if (buffer_.size() > 0) return read_header();
        is_idle_ = true;
        if (shared_.is_stopping) return close();
        stream_.expires_after(shared_.limits.idle);
        stream_.async_read_some(buffer_.prepare(4096),
                                [self = shared_from_this()](Failure failure, std::size_t n) {
                                    if (failure) return self->close();
                                    self->buffer_.commit(n);
                                    self->read_header();
                                });
    }

    void read_header() {
        is_idle_ = false;
        method_ = Method::get;
        path_.clear();
        begun_ = std::chrono::steady_clock::now();
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes));
        parser_->body_limit(shared_.limits.most_body_bytes);  // until the head has been seen
        stream_.expires_after(shared_.limits.header);
        http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](Failure failure, std::size_t) { self->on_header(failure); });
    }

    void on_header(Failure failure) {
        if (failure) return on_failure(failure);
        waits_since_ = 0;
        auto& message = parser_->get();
        const auto target = decode_target({message.target().data(), message.target().size()});
        const auto method = method_of(message.method());
        if (target) path_ = target->path;
        if (method) method_ = *method;
        if (!method) return refuse(405);
        const auto hosts = message.count(http::field::host);
        if (!target || hosts > 1 || (hosts == 0 && message.version() >= 11)) return refuse(400);
        // We undo no coding but chunked, and it stands once (RFC 9112, 6.1).
        const auto coding = message[http::field::transfer_encoding];
        if (!coding.empty() && !beast::iequals(coding, "chunked")) return refuse(400);
        query_ = std::move(target->query);
        if (parser_->is_done()) return respond();
        if (!takes_files()) {
            if (parser_->content_length().value_or(0) > shared_.limits.body_bytes) return refuse(413);
            parser_->body_limit(shared_.limits.body_bytes);
        }
        const auto expectation = message[http::field::expect];
        if (beast::iequals(expectation, "100-continue")) return send_continue();
        read_body();
    }

    bool takes_files() {
        if (!shared_.callbacks.takes_files) return false;
        const auto& message = parser_->get();
        Request head{.method = method_,
                     .path = path_,
                     .query = {},
                     .content_type = {},
                     .accept_encoding = {},
                     .body = {}};
        head.cookie = std::string(message[http::field::cookie]);
        head.authorization = std::string(message[http::field::authorization]);
        head.host = std::string(message[http::field::host]);
        return shared_.callbacks.takes_files(head);
    }

    void send_continue() {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(go_on),
                          [self = shared_from_this()](Failure failure, std::size_t) {
                              if (failure) return self->close();
                              self->read_body();
                          });
    }

    void read_body() {
        stream_.expires_after(shared_.limits.body);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](Failure failure, std::size_t) {
                             if (failure) return self->on_failure(failure);
                             self->respond();
                         });
    }

    void on_failure(Failure failure) {
        const int status = status_for(failure);
        if (status == 0) return close();
        if (path_.empty() && parser_) {
            const auto target = parser_->get().target();
            if (const auto decoded = decode_target({target.data(), target.size()})) path_ = decoded->path;
        }
        refuse(status);
    }

    void refuse(int status) {
        must_close_ =
            true;  // what follows on this connection cannot be told apart from the rest of this request
        Response response = shared_.callbacks.refuse(status, path_);
        if (status == 405) FJ_ASSERT(response.set_header("Allow", "GET, HEAD, POST").has_value());
        send(std::move(response));
    }

    void respond() {
        come_ = std::chrono::steady_clock::now();
        auto& message = parser_->get();
        Request request{.method = method_,
                        .path = path_,
                        .query = std::move(query_),
                        .content_type = {},
                        .accept_encoding = {},
                        .body = std::move(message.body())};
        const auto header = [&message](auto name) { return std::string(message[name]); };
        request.content_type = header(http::field::content_type);
        request.accept_encoding = header(http::field::accept_encoding);
        request.cookie = header(http::field::cookie);
        request.authorization = header(http::field::authorization);
        request.origin = header(http::field::origin);
        request.host = header(http::field::host);
        request.idempotency_key = header("Idempotency-Key");
        request.if_match = header(http::field::if_match);
        request.accept_language = header(http::field::accept_language);
        request.client = client_of(header("X-Forwarded-For"));
        must_close_ = !message.keep_alive();
        try {
            send(shared_.callbacks.respond(request));
        } catch (const std::exception&) {  // out of memory: of this request, not of the process
            must_close_ = true;
            send(shared_.callbacks.refuse(500, path_));
        }
    }

    // A proxy adds the address it sees at the end: what stands before that, anybody can write.
    std::string client_of(std::string_view forwarded) const {
        const bool is_ours = std::ranges::find(shared_.proxies, peer_) != shared_.proxies.end();
        if (!is_ours || forwarded.empty()) return peer_;
        const std::size_t comma = forwarded.rfind(',');
        std::string_view last = comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1);
        last.remove_prefix(std::min(last.find_first_not_of(' '), last.size()));
        Failure failure;
        const auto address = asio::ip::make_address(std::string(last.substr(0, 64)), failure);
        return failure ? peer_ : address.to_string();
    }

    void send(Response response) {
        add_security_headers(response);
        must_close_ = must_close_ || shared_.is_stopping;
        response_.emplace(std::move(response));
        head_ =
            serialise_head(*response_, shared_.callbacks.http_date(), must_close_ ? "close" : "keep-alive");
        if (response_->held_for().count() == 0) return write_out();
        // The request came in whole before it was answered: nobody can wait the time away beforehand.
        hold_.expires_at(come_ + response_->held_for());
        stream_.expires_never();
        hold_.async_wait([self = shared_from_this()](Failure failure) {
            if (failure) return self->close();
            self->write_out();
        });
    }

    void write_out() {
        const std::string_view body = method_ == Method::head ? std::string_view{} : response_->body();
        const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_), asio::buffer(body)};
        stream_.expires_after(shared_.limits.write);
        asio::async_write(stream_, buffers, [self = shared_from_this()](Failure failure, std::size_t bytes) {
            self->on_sent(failure, bytes);
        });
    }

    void on_sent(Failure failure, std::size_t bytes) {
        static constexpr std::array names = {"GET", "HEAD", "POST"};
        const auto took = std::chrono::steady_clock::now() - begun_;
        shared_.callbacks.log({.method = names[static_cast<std::size_t>(method_)],
                               .path = path_,
                               .status = response_->status(),
                               .bytes = bytes,
                               .took = std::chrono::duration_cast<std::chrono::microseconds>(took)});
        response_.reset();
        if (failure) return close();
        if (must_close_) return linger();
        parser_.reset();
        wait_for_next();
    }

    // A client that is still sending would get a reset instead of our answer: read on for a moment, and drop
    // it.
    void linger() {
        Failure ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(shared_.limits.linger);
        drop_rest();
    }

    void drop_rest() {
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(65536),
                                [self = shared_from_this()](Failure failure, std::size_t n) {
                                    self->dropped_ += n;
                                    if (failure || self->dropped_ > self->shared_.limits.most_body_bytes * 2)
                                        return self->close();
                                    self->drop_rest();
                                });
    }

    void close() {
        is_idle_ = false;
        Failure ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
        stream_.close();
    }

    Shared& shared_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<Response> response_;
    std::string head_;
    Method method_ = Method::get;
    std::string path_;
    Fields query_;
    Moment begun_, come_;
    asio::steady_timer hold_;
    std::size_t dropped_ = 0;
    bool must_close_ = false;
    bool is_idle_ = false;
    std::string peer_;
    std::atomic<Moment::duration::rep> waits_since_{0};
};

}  // namespace

class HttpServer::Impl {
  public:
    Impl(const ServerOptions& options, Callbacks callbacks)
        : threads_(std::max(1U, options.threads)),
          context_(static_cast<int>(threads_)),
          acceptor_(asio::make_strand(context_)),
          signals_(context_),
          drain_(acceptor_.get_executor()) {
        shared_.callbacks = std::move(callbacks);
        shared_.limits = options.limits;
        shared_.proxies = options.proxies;
        raise_file_limit();
    }

    Result<void> listen(const ServerOptions& options) {
        const auto failed = [](const Failure& failure) {
            return std::unexpected(Error{ErrorCode::unavailable, failure.message()});
        };
        Failure failure;
        const auto address = asio::ip::make_address(options.address, failure);
        if (failure) return failed(failure);
        const tcp::endpoint endpoint(address, options.port);
        acceptor_.open(endpoint.protocol(), failure);
        if (!failure) acceptor_.set_option(asio::socket_base::reuse_address(true), failure);
        if (!failure) acceptor_.bind(endpoint, failure);
        if (!failure) acceptor_.listen(asio::socket_base::max_listen_connections, failure);
        if (failure) return failed(failure);
        port_ = acceptor_.local_endpoint(failure).port();
        return {};
    }

    std::uint16_t port() const { return port_; }

    void run() {
        Failure ignored;
        signals_.add(SIGINT, ignored);
        signals_.add(SIGTERM, ignored);
        signals_.async_wait([this](Failure failure, int) {
            if (!failure) stop();
        });
        accept();
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads_; ++i) others.emplace_back([this] { context_.run(); });
        context_.run();
    }

    void stop() {
        asio::post(acceptor_.get_executor(), [this] {
            if (shared_.is_stopping.exchange(true)) return;
            Failure ignored;
            acceptor_.close(ignored);
            signals_.cancel(ignored);
            const std::lock_guard lock(shared_.mutex);
            bool any = false;
            for (const auto& weak : shared_.sessions) {
                if (const auto session = weak.lock()) {
                    any = true;
                    session->close_if_idle();
                }
            }
            if (!any) return;
            drain_.expires_after(shared_.limits.drain);
            drain_.async_wait([this](Failure) { context_.stop(); });
            watch_drain();
        });
    }

  private:
    // A connection is a file: as many as the machine lets us have.
    static void raise_file_limit() {
        rlimit limit{};
        if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
        limit.rlim_cur = limit.rlim_max;
        [[maybe_unused]] const int done = setrlimit(RLIMIT_NOFILE, &limit);
    }

    void accept() {
        acceptor_.async_accept(asio::make_strand(context_), [this](Failure failure, tcp::socket socket) {
            if (shared_.is_stopping || !acceptor_.is_open()) return;
            // No more files: those who only wait go, and we try again a little later.
            if (failure == asio::error::no_descriptors) {
                make_room();
                return accept_later();
            }
            if (!failure) admit(std::move(socket));
            accept();
        });
    }

    void accept_later() {
        const auto timer =
            std::make_shared<asio::steady_timer>(acceptor_.get_executor(), std::chrono::milliseconds(50));
        timer->async_wait([this, timer](Failure) {
            if (!shared_.is_stopping && acceptor_.is_open()) accept();
        });
    }

    // Whoever has waited longest without sending a whole request. False if everybody is being answered.
    bool make_room() {
        std::shared_ptr<Session> longest;
        std::optional<Moment> since;
        const std::lock_guard lock(shared_.mutex);
        for (const auto& weak : shared_.sessions) {
            const auto session = weak.lock();
            const auto waits = session ? session->waits_since() : std::nullopt;
            if (!waits || (since && *since <= *waits)) continue;
            since = waits;
            longest = session;
        }
        if (longest) longest->give_way();
        return longest != nullptr;
    }

    // With no room left somebody who only waits gives way, so that nobody can keep others out by waiting.
    // Where everybody is being answered, one connection too many is closed at once.
    void admit(tcp::socket socket) {
        if (shared_.connections >= shared_.limits.connections && !make_room()) return;
        if (shared_.connections >= shared_.limits.connections + most_leaving) return;
        ++shared_.connections;
        Failure ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto session = std::make_shared<Session>(std::move(socket), shared_);
        {
            const std::lock_guard lock(shared_.mutex);
            std::erase_if(shared_.sessions, [](const auto& weak) { return weak.expired(); });
            shared_.sessions.push_back(session);
        }
        session->start();
    }

    void watch_drain() {
        const auto timer =
            std::make_shared<asio::steady_timer>(acceptor_.get_executor(), std::chrono::milliseconds(20));
        timer->async_wait([this, timer](Failure) {
            if (shared_.connections > 0) return watch_drain();
            drain_.cancel();
        });
    }

    unsigned threads_;
    Shared shared_;
    asio::io_context context_;
    tcp::acceptor acceptor_;
    asio::signal_set signals_;
    asio::steady_timer drain_;
    std::uint16_t port_ = 0;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ServerOptions& options, Callbacks callbacks) {
    auto impl = std::make_unique<Impl>(options, std::move(callbacks));
    if (const auto listening = impl->listen(options); !listening) return std::unexpected(listening.error());
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const { return impl_->port(); }
void HttpServer::run() { impl_->run(); }
void HttpServer::stop() { impl_->stop(); }

}  // namespace fjorten::web
