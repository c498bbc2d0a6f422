// All standards beside each other as a table: one row for each subject, one column for each rulebook.
#pragma once
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "calendar/date.h"
#include "rulebook/model.h"

namespace fjorten::compare {

/// `contents`: what assessments, plans and decisions must cover. `told`: prices, telephones and other
/// figures of rules that compute nothing.
enum class Topic { clocks, limits, offers, routes, goals, contents, told };
std::string_view name_of(Topic topic);

struct Row {
    std::string name;   // of the rules, or the service that is offered
    Bilingual subject;  // "How often the treatment plan is reviewed"
    /// For each column the rules on the subject; none = not stated there.
    std::vector<std::vector<const rulebook::Rule*>> cells;
};

struct Section {
    Topic topic;
    std::vector<Row> rows;
};

struct SideBySide {
    std::vector<const rulebook::Edition*> columns;
    std::vector<Section> sections;  // in the order of Topic
};

/// The editions in force on `day` of the rulebooks `ids`, in that order; those that have none that day are
/// left out. Names of the vocabulary first, in its order, as far as any column has a rule for them; then what
/// else the columns state.
SideBySide side_by_side(const rulebook::Library& library, const std::vector<std::string>& ids,
                        calendar::Date day);

}  // namespace fjorten::compare
