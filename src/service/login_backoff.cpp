#include "service/login_backoff.h"

#include <algorithm>

namespace fjorten::service {

bool LoginBackoff::may_try(std::string_view name, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = names_.find(name);
    return found == names_.end() || now >= found->second.next || now >= found->second.last + forgotten_after;
}

void LoginBackoff::failed(std::string_view name, Instant now) {
    const std::lock_guard lock(mutex_);
    if (names_.size() >= most_names) forget(now);
    Attempts& attempts = names_[std::string(name)];
    if (now >= attempts.last + forgotten_after) attempts.failures = 0;
    ++attempts.failures;
    attempts.last = now;
    // 1, 2, 4, ... seconds after the free attempts.
    const int beyond = std::clamp(attempts.failures - free_attempts_, 0, 10);
    const std::chrono::seconds wait{beyond == 0 ? 0 : 1 << (beyond - 1)};
    attempts.next = now + std::min(wait, longest_wait);
}

void LoginBackoff::succeeded(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto found = names_.find(name); found != names_.end()) names_.erase(found);
}

// Old names go first; if somebody fills the list with new ones, all go, and guessing starts at 1 second
// again.
void LoginBackoff::forget(Instant now) {
    std::erase_if(names_, [&](const auto& one) { return now >= one.second.last + forgotten_after; });
    if (names_.size() >= most_names) names_.clear();
}

}  // namespace fjorten::service
