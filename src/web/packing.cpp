#include "web/packing.h"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

#include "base/assert.h"
#include "web/decode.h"

namespace fjorten::web {

namespace {

namespace zlib = boost::beast::zlib;

constexpr std::size_t smallest = 1400;  // one packet carries it anyway

void append_little_endian(std::string& out, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(number >> shift & 0xFF));
}

}  // namespace

std::string gzipped(std::string_view text) {
    // RFC 1952, 2.3: magic, deflate, no flags, no time, no hint, unknown system.
    std::string out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
    const std::size_t head = out.size();
    zlib::deflate_stream stream;
    out.resize(head + stream.upper_bound(text.size()) + 16);
    zlib::z_params step;
    step.next_in = text.data();
    step.avail_in = text.size();
    step.next_out = out.data() + head;
    step.avail_out = out.size() - head;
    boost::system::error_code ended;
    stream.write(step, zlib::Flush::finish, ended);
    FJ_ASSERT(ended == zlib::error::end_of_stream);
    out.resize(head + step.total_out);
    boost::crc_32_type checksum;
    checksum.process_bytes(text.data(), text.size());
    append_little_endian(out, checksum.checksum());
    append_little_endian(out, static_cast<std::uint32_t>(text.size()));
    return out;
}

Response packed(Response response, const Request& request) {
    const std::string media_type(value_of(response.headers(), "Content-Type"));
    if (!media_type.starts_with("text/html") || response.body().size() < smallest) return response;
    FJ_ASSERT(response.set_header("Vary", "Accept-Encoding").has_value());
    if (!accepts_gzip(request.accept_encoding)) return response;
    Response small(response.status(), media_type, gzipped(response.body()));
    for (const auto& [name, value] : response.headers()) FJ_ASSERT(small.set_header(name, value).has_value());
    FJ_ASSERT(small.set_header("Content-Encoding", "gzip").has_value());
    small.hold_for(response.held_for());
    return small;
}

}  // namespace fjorten::web
