// Small changes to a rulebook document, one figure at a time, for seeing whether a scenario notices.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/document.h"
#include "scenario/coverage.h"

namespace fjorten::scenario {

/// One change: what stands at `path` (indexes of entries and items from the root) is replaced.
struct Mutant {
    std::vector<std::size_t> path;
    Node replacement;
    std::string rule;  // full id
    Figure figure;
};

/// Every figure of the rules in `document`, in the order of the text.
std::vector<Mutant> mutants_of(const Document& document);

/// The node at `path`, which must exist.
Node& node_at(Node& root, const std::vector<std::size_t>& path);

/// A condition with one of its literals changed each time: numbers one higher, periods longer, true for
/// false. Other text in quotation marks stays.
std::vector<std::string> changed_conditions(const std::string& condition);

/// The same period with its last number one higher ("P14D" -> "P15D").
std::string longer_period(const std::string& period);

}  // namespace fjorten::scenario
