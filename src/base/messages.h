// The message catalogue: all text that people meet and that does not come from a rulebook.
// Sources are po/da.po and po/en.po, compiled into the program; keys are stable dotted names.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace fjorten {

enum class Language { da, en };

/// "da" and "en"; anything else is Danish.
Language language_from(std::string_view code);
std::string_view code_of(Language language);

/// The text for `key` with {1}, {2}, ... replaced by `args`. A key that is missing from the catalogue is our
/// own mistake: it is shown as the key itself, and a test refuses catalogues with holes.
std::string message(Language language, std::string_view key, const std::vector<std::string>& args = {});

/// Chooses the singular or plural form (msgid_plural) for `count`, which also fills {1}.
std::string message_count(Language language, std::string_view key, long count);

/// True if the catalogue knows `key`.
bool has_message(Language language, std::string_view key);

}  // namespace fjorten
