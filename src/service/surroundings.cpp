#include <sodium.h>

#include "base/assert.h"
#include "calendar/today.h"
#include "service/record_desk.h"

namespace fjorten::service {

namespace {

// Crockford's base 32: no I, L, O or U, so that nothing read aloud or typed from paper is mistaken.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(alphabet.size() == 32);

std::string random_characters(std::size_t count) {
    FJ_ASSERT(sodium_init() >= 0);
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    for (char& c : out) c = alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    return out;
}

}  // namespace

Surroundings real_surroundings() {
    return {
        .today = calendar::today_in_copenhagen, .now = calendar::now_in_utc, .random_id = random_characters};
}

}  // namespace fjorten::service
