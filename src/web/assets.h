// Stylesheet, fonts and icons, taken into the program by cmake/assets.cmake.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "web/http.h"

namespace fjorten::web {

struct Bytes {
    constexpr Bytes() = default;
    constexpr Bytes(const char* first, const char* past_last) : first_(first), past_last_(past_last) {}
    std::string_view view() const { return {first_, past_last_}; }

  private:
    const char* first_ = nullptr;
    const char* past_last_ = nullptr;
};

struct Asset {
    std::string_view name;
    std::string_view media_type;
    Bytes plain, gzipped;  // gzipped only for text
};

extern const std::span<const Asset> assets;
/// "/assets/<hash of all of them>/": changes with every change, so browsers may keep what is in it.
extern const std::string_view asset_folder;

std::string asset_path(std::string_view name);

/// The asset at `request.path`, or 404.
Response serve_asset(const Request& request);

}  // namespace fjorten::web
