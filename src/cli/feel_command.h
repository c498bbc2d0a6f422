// fjorten feel tck DIR: how the condition language does on the test cases of OMG's DMN TCK.
#pragma once
#include <iosfwd>
#include <string>

namespace fjorten::cli {

/// Runs every test file below `dir` against the model beside it. One line for each case that is wrong or
/// refused, then "N passed, M wrong, K refused". A case is refused when it needs what is outside the scope of
/// the language. Returns 0 if nothing is wrong, 1 if something is, 2 if `dir` holds no tests.
int run_feel_tck(const std::string& dir, std::ostream& out);

}  // namespace fjorten::cli
