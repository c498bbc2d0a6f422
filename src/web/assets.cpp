#include "web/assets.h"

#include <algorithm>

#include "base/assert.h"
#include "web/decode.h"

namespace fjorten::web {

std::string asset_path(std::string_view name) { return std::string(asset_folder) + std::string(name); }

Response serve_asset(const Request& request) {
    const std::string_view path = request.path;
    const std::string_view name =
        path.starts_with(asset_folder) ? path.substr(asset_folder.size()) : std::string_view{};
    const auto found = std::ranges::find(assets, name, &Asset::name);
    if (found == assets.end()) return Response(404, "text/plain; charset=utf-8", "404\n");
    const bool is_packed = !found->gzipped.view().empty() && accepts_gzip(request.accept_encoding);
    auto response = Response::of_static(200, std::string(found->media_type),
                                        is_packed ? found->gzipped.view() : found->plain.view());
    FJ_ASSERT(response.set_header("Cache-Control", "public, max-age=31536000, immutable").has_value());
    FJ_ASSERT(response.set_header("Vary", "Accept-Encoding").has_value());
    if (is_packed) FJ_ASSERT(response.set_header("Content-Encoding", "gzip").has_value());
    return response;
}

}  // namespace fjorten::web
