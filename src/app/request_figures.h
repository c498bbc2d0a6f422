// What operations sees of the requests: a line of the log for each, and sums for Prometheus. Nothing that
// anybody typed, and nothing of the pages where nobody may be seen.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http_server.h"

namespace fjorten::app {

enum class LogForm { line, json };

/// One line with its line feed. `path`: the entry's, without what is about one case.
std::string log_line(LogForm form, const web::LogEntry& entry, std::string_view path);

struct AnsweredRequest {
    std::string_view method, path;
    int status = 0;
    std::chrono::microseconds took{0};
};

class RequestFigures {
  public:
    /// From several threads at once.
    void count(const AnsweredRequest& request);
    /// The text format of Prometheus, 0.0.4. `entries`: how long the record of each municipality is.
    std::string text(const std::vector<std::pair<std::string, std::int64_t>>& entries) const;

  private:
    static constexpr std::array<std::int64_t, 8> bounds_us = {1'000,   5'000,   20'000,    50'000,
                                                              100'000, 500'000, 1'000'000, 5'000'000};
    struct Sums {
        std::map<std::pair<std::string, int>, std::int64_t> by_method_and_status;
        std::array<std::int64_t, bounds_us.size() + 1> by_time{};
        std::int64_t us = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Sums> by_path_;
};

}  // namespace fjorten::app
