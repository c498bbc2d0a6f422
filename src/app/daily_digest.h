// Once a day, in the early morning, beside a running server. What day it was last done is a file in the data
// folder, so that a server that is started again does not send twice.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace fjorten::app {

/// Whether it is time: `now` (UTC, "2026-03-02T09:15:27.123Z") is after four in the morning of a day that is
/// not `last` ("2026-03-01", or empty).
bool is_time_for_digest(const std::string& now, const std::string& last);

class DailyDigest {
  public:
    /// Looks at the time at once, then every minute, until it is destroyed. `send` is called from a thread of
    /// its own.
    DailyDigest(const std::string& folder, std::function<std::string()> now, std::function<void()> send);
    ~DailyDigest();

  private:
    void look();

    std::string mark_;  // path
    std::function<std::string()> now_;
    std::function<void()> send_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;  // last: it uses the rest
};

}  // namespace fjorten::app
