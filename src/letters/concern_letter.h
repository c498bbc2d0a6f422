// A notification about a child to the authority for children (SEL 153, from 2024 BL 133): facts, and nothing
// of the case besides.
#pragma once
#include <string>
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "letters/paper.h"

namespace fjorten::letters {

struct ConcernLetter {
    Language language = Language::da;
    calendar::Date date;
    std::string to, from;  // the authority for children; the municipality
    std::string child;     // name and birthday, as somebody wrote them
    std::string facts, seen_by, family_effort, citizen_words;
    std::string unshown;           // why the citizen has not read it; empty = has read it
    std::vector<std::string> law;  // "Barnets lov, § 133"
};

Paper concern_letter(const ConcernLetter& letter);

}  // namespace fjorten::letters
