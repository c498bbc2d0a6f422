#include "web/decode.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace fjorten::web {

namespace {

std::unexpected<Error> refused(std::string why) {
    return std::unexpected(Error{ErrorCode::invalid_input, std::move(why)});
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            unsigned value = 0;
            const char* const first = text.data() + i + 1;
            const char* const end = text.data() + std::min(i + 3, text.size());
            const auto read = std::from_chars(first, end, value, 16);
            if (end - first != 2 || read.ec != std::errc{} || read.ptr != end)
                return refused("after % come two hexadecimal digits");
            out.push_back(static_cast<char>(value));
            i += 2;
        } else {
            out.push_back(text[i] == '+' && plus == Plus::is_blank ? ' ' : text[i]);
        }
    }
    if (out.contains('\0')) return refused("NUL in a request");
    if (!utf8::is_valid(out)) return refused("a request must be UTF-8");
    return out;
}

Result<Fields> decode_form(std::string_view text) {
    Fields fields;
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(piece.size() + 1, text.size()));
        if (piece.empty()) continue;
        if (fields.size() == max_form_fields) return refused("more fields than any form here has");
        const std::size_t equals = piece.find('=');
        auto name = percent_decode(piece.substr(0, equals), Plus::is_blank);
        if (!name) return std::unexpected(name.error());
        auto value = percent_decode(
            equals == std::string_view::npos ? std::string_view{} : piece.substr(equals + 1), Plus::is_blank);
        if (!value) return std::unexpected(value.error());
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

Result<Target> decode_target(std::string_view target) {
    if (const std::size_t scheme = target.find("://");
        !target.starts_with('/') && scheme != std::string_view::npos) {
        const std::size_t path = target.find_first_of("/?", scheme + 3);
        target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
    }
    if (!target.starts_with('/')) return refused("a request target begins with a slash");
    const auto is_visible = [](char c) { return c > ' ' && c <= '~'; };
    if (target.contains('#') || !std::ranges::all_of(target, is_visible))
        return refused("a request target has no fragment and only visible ASCII");
    const std::size_t question = target.find('?');
    auto path = percent_decode(target.substr(0, question), Plus::is_plus);
    if (!path) return std::unexpected(path.error());
    Target decoded{.path = std::move(*path), .query = {}};
    if (question == std::string_view::npos) return decoded;
    auto query = decode_form(target.substr(question + 1));
    if (!query) return std::unexpected(query.error());
    decoded.query = std::move(*query);
    return decoded;
}

std::string media_type_of(std::string_view content_type) {
    std::string type(trimmed(content_type.substr(0, content_type.find(';'))));
    std::ranges::transform(type, type.begin(), small);
    return type;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool accepts = false;
    while (!accept_encoding.empty()) {
        std::string item(accept_encoding.substr(0, accept_encoding.find(',')));
        accept_encoding.remove_prefix(std::min(item.size() + 1, accept_encoding.size()));
        std::erase_if(item, [](char c) { return c == ' ' || c == '\t'; });
        std::ranges::transform(item, item.begin(), small);
        const std::string_view name = std::string_view(item).substr(0, item.find(';'));
        if (name != "gzip" && name != "*") continue;
        const std::size_t weight = item.find(";q=");
        const bool is_refused =
            weight != std::string::npos && item.find_first_not_of("0.", weight + 3) == std::string::npos;
        accepts = !is_refused;
        if (name == "gzip") return accepts;
    }
    return accepts;
}

}  // namespace fjorten::web
