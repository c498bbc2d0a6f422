// Money: Danish kroner, counted in hundredths.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fjorten::service {

struct Kroner {
    std::int64_t oere = 0;
    auto operator<=>(const Kroner&) const = default;

    /// "1.234,50", "1 234,5", "1234.50", "1234": at most two decimals, a point before three digits divides
    /// thousands. Empty if it is none, negative, or ten million kroner and more.
    static std::optional<Kroner> read(std::string_view text);
    /// "1234.50", as JSON and CSV have it.
    std::string plain() const;
};

}  // namespace fjorten::service
