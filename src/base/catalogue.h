// The compiled message catalogues (GNU .mo), put into the program by cmake/messages.cmake.
#pragma once
#include <span>

namespace fjorten {

extern const std::span<const unsigned char> catalogue_da;
extern const std::span<const unsigned char> catalogue_en;

}  // namespace fjorten
