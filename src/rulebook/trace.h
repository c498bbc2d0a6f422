// A rulebook against the text it comes from: does every citation still say what it said, and which lines does
// no rule account for?
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rulebook/model.h"

namespace fjorten::rulebook {

struct SourceLine {
    int number = 0;    // from 1
    std::string text;  // trimmed, white space folded
};

/// A citation, or lines set aside, that the text does not bear out.
struct BrokenCitation {
    enum class Why {
        no_such_lines,
        blank_lines,
        too_many_lines,
        changed,
        not_a_page_number,
        not_a_link,
        not_repeated
    };
    Why why = Why::changed;
    const Rule* rule = nullptr;  // nullptr = lines set aside
    Place place;                 // where it is written
    int first_line = 0, last_line = 0;
    /// Where the very same text stands now, if it has only moved; both 0 = nowhere.
    std::pair<int, int> moved_to = {0, 0};
    std::vector<SourceLine> now = {};  // what stands in these lines
};

struct Trace {
    bool is_same_text = false;  // the SHA-256 is that of the source
    int lines = 0;              // that are not blank
    int cited = 0;              // of these, accounted for by a rule
    int set_aside = 0;          // of these, declared to say nothing
    int citations = 0;          // checked
    std::vector<SourceLine> unaccounted;
    std::vector<BrokenCitation> broken;
};

/// `source` is one of `edition`, `text` what its file says now.
Trace trace(const Edition& edition, const Source& source, std::string_view text);

/// A line that is not as it was. One of the numbers is 0 where the line was added or left out.
struct LineChange {
    SourceLine was, now;
    std::vector<const Rule*> rules;  // that cite the line as it was
};

/// Line by line, in order; blank lines and white space do not count.
std::vector<LineChange> changed_lines(const Edition& edition, const Source& source, std::string_view was,
                                      std::string_view now);

std::string_view name_of(BrokenCitation::Why why);

}  // namespace fjorten::rulebook
