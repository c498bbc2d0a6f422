// A text in the two languages of the product.
#pragma once
#include <string>

#include "base/messages.h"

namespace fjorten {

struct Bilingual {
    std::string da;
    std::string en;
    const std::string& in(Language language) const { return language == Language::da ? da : en; }
    bool operator==(const Bilingual&) const = default;
};

}  // namespace fjorten
