// How long a name has to wait after wrong passwords. Bounded on both sides: guessing becomes slow, and nobody
// is locked out for good by somebody else's guesses.
#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace fjorten::service {

class LoginBackoff {
  public:
    using Instant = std::chrono::sys_seconds;
    static constexpr std::chrono::seconds longest_wait{30};
    static constexpr std::chrono::minutes forgotten_after{15};
    static constexpr std::size_t most_names = 10'000;

    /// So many failures cost nothing: five for a name; more where many people share an address.
    explicit LoginBackoff(int free_attempts = 5) : free_attempts_(free_attempts) {}

    /// Whether an attempt may be made now. What is refused here does not count as an attempt.
    bool may_try(std::string_view name, Instant now);
    void failed(std::string_view name, Instant now);
    void succeeded(std::string_view name);

  private:
    struct Attempts {
        int failures = 0;
        Instant last, next;
    };
    void forget(Instant now);

    int free_attempts_;
    std::mutex mutex_;
    std::map<std::string, Attempts, std::less<>> names_;
};

}  // namespace fjorten::service
