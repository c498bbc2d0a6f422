// The house rules that a test enforces. Every check takes a tree and returns what it refuses, so that the
// checks can be tested on small trees that break them.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tree.h"

namespace fjorten::architecture {

/// The rooms without a clock, a disk, a network or chance (decision 0005).
bool in_pure_core(const TextFile& file);

/// Rooms and the rooms each may include, as written in the `fjorten_room` lines of the top CMakeLists.txt.
std::map<std::string, std::set<std::string>> rooms_of(std::string_view cmake);

Violations check_arrows(const Tree& tree);          // include lines against fjorten_room, one way only
Violations check_pure_core(const Tree& tree);       // no header in the core that reaches outside
Violations check_lengths(const Tree& tree);         // files, functions, lines
Violations check_banned_calls(const Tree& tree);    // each with what to call instead
Violations check_visible_text(const Tree& tree);    // no sentence for people in src/
Violations check_names_of_rules(const Tree& tree);  // no rule and no municipality named in src
Violations check_file_names(const Tree& tree);      // no drawer for everything
Violations check_catalogues(const Tree& tree);      // po/da.po and po/en.po say the same things
Violations check_message_keys(const Tree& tree);    // keys and codes used in src/ are in the catalogues
Violations check_decisions(const Tree& tree);       // numbered 0001, 0002, ... with their three parts
Violations check_changelog(const Tree& tree);       // names the version that CMake builds
Violations check_machine_paths(const Tree& tree);   // nothing that exists on one machine only
Violations check_lock_files(const Tree& tree);      // only the public npm registry

/// Runs of nine or more words that also stand in one of `sources` (facts carry over, sentences do not).
Violations check_taken_over_words(const Tree& tree, const Tree& sources);

/// The keys of a gettext catalogue, each with its text (plural forms joined).
struct CatalogueEntry {
    int line = 0;
    std::string text;
};
using Catalogue = std::map<std::string, CatalogueEntry>;
Catalogue read_catalogue(const TextFile& po, Violations& mistakes);

/// What may stay although a check refuses it: lines of "rule | path | words | reason"; "*" for any words.
class Allowances {
  public:
    explicit Allowances(const TextFile& list);
    /// Takes out what is allowed. Adds a violation for every allowance that allows nothing or gives no
    /// reason.
    Violations apply(Violations violations) const;

  private:
    struct Allowance {
        int line;
        std::string rule, path, words;
    };
    std::string path_;
    std::vector<Allowance> allowances_;
    Violations malformed_;
};

}  // namespace fjorten::architecture
