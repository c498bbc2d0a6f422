// Danish civil registration numbers (CPR): law.md section 4. The number is confidential
// (databeskyttelsesloven § 11): it is sealed wherever it is kept and stands in no address and no log.
#pragma once
#include <expected>
#include <string>
#include <string_view>

#include "calendar/date.h"

namespace fjorten::service {

struct Cpr {
    std::string digits;  // ten
    calendar::Date born;
    bool is_replacement = false;  // of our own making: day + 60, until the real number is known
};

enum class CprMistake { not_ten_digits, no_such_day };

/// Ten digits with or without a hyphen after the sixth, blanks around allowed. The seventh digit says the
/// century. Modulus 11 is not asked for: since 2007 numbers are issued that fail it.
std::expected<Cpr, CprMistake> read_cpr(std::string_view text);

}  // namespace fjorten::service
