// The two editions that a command lays beside each other, as a person names them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/cli.h"
#include "rulebook/model.h"

namespace fjorten::cli {

struct Side {
    std::shared_ptr<const rulebook::Library> library;  // keeps `edition`
    const rulebook::Edition* edition = nullptr;
    /// "Randers, 2021-12-13".
    std::string words(Language language) const;
};

/// Each of `a` and `b` is ID (its newest edition), ID@DATE (the one in force that day) or the path of a YAML
/// file: a draft, which is read beside the other rulebooks and stands in for the edition of the same day.
/// Empty, after saying why on `err`.
std::optional<std::pair<Side, Side>> sides_of(const std::string& a, const std::string& b, Shell& shell);

}  // namespace fjorten::cli
