// What a folder gets when the program starts on it for the first time: an account to log in with, or invented
// people to try the program out on.
#pragma once
#include <iosfwd>
#include <string>

#include "app/record_house.h"
#include "base/diagnostic.h"
#include "base/messages.h"
#include "rulebook/model.h"

namespace fjorten::app {

/// The file in a data folder that says that its people are invented.
std::string demonstration_mark(const std::string& folder);

/// Marks `folder` (made if it is not there) as one of invented people. `forbidden` if it holds a record that
/// is not marked: real people must not be called invented.
Result<void> mark_as_demonstration(const std::string& folder, calendar::Date today);

/// Where there is no account yet: makes one for a caseworker of `municipality` and says its name and password
/// on `out`, which is the only time anybody can see it.
Result<void> make_first_account(RecordHouse& house, const std::string& municipality, Language language,
                                std::ostream& out);

/// Reads the demonstrations in `folder`, gives their accounts new passwords and says them on `out`; where
/// nothing is written yet, plays them. What is wrong with them goes to `mistakes`.
Result<void> make_demonstration(RecordHouse& house, const std::string& folder, const std::string& rulebooks,
                                Language language, std::ostream& out, Diagnostics& mistakes);

}  // namespace fjorten::app
