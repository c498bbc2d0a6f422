// Makes guessing return codes slow, for everybody alike: who guesses is not known, since no address is looked
// at. Nobody is locked out: an answer only takes longer, and less so minute by minute.
#pragma once
#include <chrono>
#include <mutex>

namespace fjorten::service {

class GuessBrake {
  public:
    using Instant = std::chrono::sys_seconds;
    static constexpr std::chrono::milliseconds shortest{300};
    static constexpr std::chrono::milliseconds longest{6000};
    static constexpr std::chrono::milliseconds per_miss{100};
    static constexpr std::chrono::minutes halves_every{1};

    /// How long after a code came in its answer goes out, whatever the answer is: longer than looking takes.
    std::chrono::milliseconds wait(Instant now);
    void missed(Instant now);

  private:
    void forget(Instant now);

    std::mutex mutex_;
    std::chrono::milliseconds beyond_{0};
    Instant since_{};
};

}  // namespace fjorten::service
