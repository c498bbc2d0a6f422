#include "web/origin.h"

namespace fjorten::web {

bool is_loopback(std::string_view host) {
    const bool is_v6 = host.starts_with('[');
    const std::string_view name = is_v6 ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
    const bool is_dotted = name.find_first_not_of("0123456789.") == std::string_view::npos;
    return name == "localhost" || name == "[::1]" || (name.starts_with("127.") && is_dotted);
}

bool is_of_host(std::string_view origin, std::string_view host) {
    const std::size_t scheme = origin.find("://");
    return scheme != std::string_view::npos && origin.substr(scheme + 3) == host;
}

}  // namespace fjorten::web
