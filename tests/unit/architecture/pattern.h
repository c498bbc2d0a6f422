// Regular expressions behind one small door: <regex> costs seconds of every source file that sees it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::architecture {

struct Match {
    std::size_t offset = 0;
    std::vector<std::string> groups;  // the whole match first
    std::size_t length() const { return groups.front().size(); }
};

/// An ECMAScript regular expression. One that cannot be read ends the process: it is our own mistake.
class Pattern {
  public:
    explicit Pattern(const std::string& expression);
    bool in(std::string_view text) const;         // somewhere in it
    bool is_all_of(std::string_view text) const;  // from its beginning to its end
    std::vector<Match> all_in(std::string_view text) const;

  private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace fjorten::architecture
