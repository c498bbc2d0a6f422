// Several documents as one PDF: a paper first, then what came with it, page after page.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fjorten::letters {

struct Enclosure {
    std::string title;
    std::string_view media_type;  // application/pdf, image/png or image/jpeg
    std::string_view content;
};

struct Bundle {
    std::string pdf;
    std::vector<std::size_t> left_out;  // enclosures that cannot be opened: locked, or broken
};

inline constexpr std::size_t most_enclosed_pages = 5000;

/// `first` and then the pages of each enclosure, with an entry of the outline for each. Nothing of an
/// enclosure runs or leads anywhere: fields and remarks stay as drawing, links and scripts go.
/// `unavailable` if `first` itself is no PDF.
Result<Bundle> bundle_pdf(std::string_view first, const std::vector<Enclosure>& enclosures);

}  // namespace fjorten::letters
