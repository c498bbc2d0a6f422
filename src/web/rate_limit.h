// How many requests one address may send. In memory only, under hashes that change with every start.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>

namespace fjorten::web {

class RateLimit {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    /// At once, and so many more every second: a whole office may share one address.
    static constexpr double most_at_once = 600, per_second = 100;
    static constexpr std::size_t most_addresses = 20'000;

    RateLimit();
    /// Whether `client` may send one more request. This machine itself always may.
    bool take(std::string_view client, Moment now);

  private:
    struct Bucket {
        double left = most_at_once;
        Moment at;
    };
    std::uint64_t salt_[2];
    std::mutex mutex_;
    std::map<std::uint64_t, Bucket> buckets_;
};

}  // namespace fjorten::web
