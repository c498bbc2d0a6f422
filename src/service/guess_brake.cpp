#include "service/guess_brake.h"

#include <algorithm>

namespace fjorten::service {

void GuessBrake::forget(Instant now) {
    while (beyond_.count() > 0 && now >= since_ + halves_every) {
        beyond_ /= 2;
        since_ += halves_every;
    }
    if (beyond_.count() == 0 || now < since_) since_ = now;
}

std::chrono::milliseconds GuessBrake::wait(Instant now) {
    const std::lock_guard lock(mutex_);
    forget(now);
    return std::min(shortest + beyond_, longest);
}

void GuessBrake::missed(Instant now) {
    const std::lock_guard lock(mutex_);
    forget(now);
    beyond_ = std::min(beyond_ + per_miss, longest);
}

}  // namespace fjorten::service
