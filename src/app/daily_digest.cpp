#include "app/daily_digest.h"

#include <chrono>
#include <fstream>
#include <iterator>

namespace fjorten::app {

namespace {

constexpr std::size_t day_characters = 10;
constexpr std::string_view morning = "04:00";

std::string content_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

bool is_time_for_digest(const std::string& now, const std::string& last) {
    return now.size() > day_characters + morning.size() && now.substr(0, day_characters) != last &&
           now.substr(day_characters + 1, morning.size()) >= morning;
}

DailyDigest::DailyDigest(const std::string& folder, std::function<std::string()> now,
                         std::function<void()> send)
    : mark_(folder + "/digest-sent"), now_(std::move(now)), send_(std::move(send)) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            look();
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
        }
    });
}

DailyDigest::~DailyDigest() = default;

void DailyDigest::look() {
    const std::string now = now_();
    if (!is_time_for_digest(now, content_of(mark_))) return;
    // Marked first: a mail server that breaks off halfway must not be asked again every minute.
    std::ofstream(mark_, std::ios::trunc) << now.substr(0, day_characters);
    send_();
}

}  // namespace fjorten::app
