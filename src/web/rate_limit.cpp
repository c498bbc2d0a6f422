#include "web/rate_limit.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace fjorten::web {

RateLimit::RateLimit() { randombytes_buf(salt_, sizeof salt_); }

bool RateLimit::take(std::string_view client, Moment now) {
    if (client.starts_with("127.") || client == "::1") return true;
    std::uint64_t hash = 0;
    static_assert(sizeof hash == crypto_shorthash_BYTES && sizeof salt_ == crypto_shorthash_KEYBYTES);
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hash),
                     reinterpret_cast<const unsigned char*>(client.data()), client.size(),
                     reinterpret_cast<const unsigned char*>(salt_));
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= most_addresses)
        std::erase_if(buckets_,
                      [&](const auto& one) { return now - one.second.at > std::chrono::minutes(1); });
    if (buckets_.size() >= most_addresses) buckets_.clear();
    auto [found, is_new] = buckets_.try_emplace(hash, Bucket{.at = now});
    Bucket& bucket = found->second;
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    bucket.left = std::min(most_at_once, bucket.left + seconds * per_second);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
}

}  // namespace fjorten::web
