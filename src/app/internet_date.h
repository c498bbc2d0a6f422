// Dates as mail and HTTP write them.
#pragma once
#include <string>
#include <string_view>

namespace fjorten::app {

/// Now, "Mon, 02 Mar 2026 06:00:00 " and then how the format calls UTC: "GMT" (RFC 9110, 5.6.7) or "+0000"
/// (RFC 5322, 3.3).
std::string internet_date(std::string_view zone);

}  // namespace fjorten::app
