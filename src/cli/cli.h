// The command line: which commands there are, what they share, and how a mistake in calling them is told.
// Commands are small: they read, call the rooms below, and print. Exit codes: 0 done (or yes), 1 no (a
// scenario failed, something was found), 2 bad input or a wrong call.
#pragma once
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/messages.h"
#include "rulebook/load.h"
#include "rulebook/model.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace fjorten::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_no = 1;
inline constexpr int exit_bad_input = 2;

/// The world around a command, handed in by src/app (and by tests).
struct Shell {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool out_is_terminal = false;
    bool colour = false;
    std::string program_folder = {};   // where the binary lies, for finding what is installed with it
    Language language = Language::da;  // --language
    std::string rulebooks = {};        // --rulebooks; empty = to be found
    std::string more_rulebooks = {};   // --also: a folder with more editions; empty = none
    int exit_code = exit_ok;           // set by the command that ran
};

/// Adds one command to `parent`; its callback runs the command and sets `shell.exit_code`. Both outlive the
/// call.
using AddCommand = void (*)(CLI::App& parent, Shell& shell);

/// Runs the command that `arguments` (without the program's name) ask for and returns the exit code. `more`
/// are commands of rooms above this one.
int run(const std::vector<std::string>& arguments, Shell& shell, std::span<const AddCommand> more = {});

/// The folder of rulebooks: --rulebooks, else rulebooks/ in the working directory, else where the binary is
/// installed or was built. Empty, after saying so on `err`, if there is none.
std::optional<std::string> find_rulebooks(Shell& shell);

/// Loads rulebooks; empty, after printing every mistake on `err`, if they cannot be loaded.
std::optional<rulebook::Loaded> load_rulebooks(Shell& shell);
/// The library of them alone; empty, after printing every mistake on `err`, if it cannot be loaded.
std::optional<rulebook::Library> load_library(Shell& shell);

/// The text of a file, or of `in` when `path` is "-"; empty after printing why.
std::optional<Document> read_document_or_in(const std::string& path, Shell& shell);

/// Prints `diagnostics` on `err` and returns exit_bad_input.
int refuse(const Diagnostics& diagnostics, Shell& shell);

/// For an option whose value must be one of `words`.
CLI::Validator one_of(std::vector<std::string> words, const Shell& shell);

/// The catalogue's text for "cli.<key>".
std::string say(const Shell& shell, std::string_view key, const std::vector<std::string>& args = {});

}  // namespace fjorten::cli
