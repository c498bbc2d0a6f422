// A rulebook in memory: one authority's rules in force for a period. Format: docs/formats/rulebook.md.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "calendar/date.h"
#include "rulebook/rule_forms.h"
#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

enum class Form { clock, recurring, limit, gate, route, offer, checklist, duty, goal, notice, statement };

/// Lines of a source that say nothing and need no rule. What they are is checked by `trace`.
struct SetAside {
    enum class As { page_number, link, repeated_head };
    int first_line = 0, last_line = 0;
    As as = As::page_number;
    Place place;
};

struct Source {
    std::string id;
    std::string title;
    std::string publisher;
    std::string edition;
    std::string file;    // name of the text file the lines refer to; empty for a law cited by paragraph
    std::string sha256;  // of that file
    std::vector<SetAside> set_aside;
    Place place;
};

/// Where a rule comes from. Either a paragraph ("101(4)") or lines with the hash of their normalised text.
struct Citation {
    std::string source;
    std::string paragraph;
    int first_line = 0, last_line = 0;
    std::string hash;
    Place place;       // where it is written
    std::string text;  // "sel:101(4)" or "randers_2021:202-205", made by written()
    std::string written() const;
};

/// Something that a quality standard must contain (in Denmark the 15 items of BEK 1477 section 4(1)); stands
/// in the law.
struct ContentItem {
    int number = 0;
    Bilingual title;
    Place place;
};

/// A provision, an authority or a register that no longer goes by this name, and what stands there now;
/// stands in the law.
struct Outdated {
    std::string id;
    Bilingual name;
    calendar::Date since;  // the first day on which it was out of date
    Bilingual now;
    std::vector<std::string> words;  // how texts write it, in small letters
    Place place;
};

/// Who has stood up for the reading that a doubt records; until then it is somebody's guess.
struct Settlement {
    enum class As { confirmed, changed };  // the reading stands, or the rule was changed because of the doubt
    As as = As::confirmed;
    std::string by;  // name of the person
    calendar::Date on;
    std::string reason;
};

struct Rule;

/// One of the wordings that a source has side by side for the same thing. The rule follows one of them.
struct Wording {
    std::string id;
    Bilingual says;  // in our own words
    std::vector<Citation> cite;
    bool is_followed = false;
    struct Decision {
        enum class As { accepted, rejected };
        As as = As::accepted;
        std::string by;
        calendar::Date on;
        std::string reason;
    };
    std::optional<Decision> decided;
    std::shared_ptr<const Rule> as_rule;  // what the rule would be under it; null for the one followed
    Place place;
};

/// A committee that has to approve an edition, or has done so.
struct Approval {
    std::string committee;
    std::optional<calendar::Date> on;  // empty: not yet
    std::string recorded_by;
};

struct Rule {
    Form form = Form::statement;
    std::string name;  // without the rulebook
    std::string id;    // "randers.gift_card"
    Bilingual title, text;
    std::vector<Citation> cite;
    std::vector<std::string> carries;  // rows of requirements.csv
    std::vector<int> items;            // the mandatory contents that it serves, by ContentItem::number
    std::vector<std::string> refers;   // what its source refers to that may be outdated, by Outdated::id
    std::optional<feel::Expression> when;
    bool discretion = false;
    Bilingual doubt;
    std::optional<Settlement> settled;  // of the doubt
    std::vector<Wording> wordings;
    std::vector<Term> terms;
    Place place;  // where it is written

    // Exactly the one that `form` says is filled (clock for both clock and recurring).
    std::optional<Clock> clock;
    std::optional<Limit> limit;
    std::optional<Gate> gate;
    std::optional<Route> route;
    std::optional<Offer> offer;
    std::optional<Checklist> checklist;
    std::optional<Duty> duty;
    std::optional<Notice> notice;
    std::optional<Goal> goal;

    /// Routes: the same rule as its source may also be read. They decide nothing: they show whom the choice
    /// of reading concerns.
    std::vector<Rule> other_readings;
};

struct Edition {
    std::string rulebook;  // "law", "randers"
    bool is_law = false;
    Bilingual name;
    std::string municipality;  // four digits; empty for the law
    std::string builds_on;     // rulebook id of the law
    calendar::Date from;
    std::optional<calendar::Date> until;  // last day in force; empty = until the next edition
    std::vector<Source> sources;
    std::vector<Rule> rules;
    std::vector<ContentItem> must_contain;  // laws only
    std::vector<Outdated> outdated;         // laws only
    Bilingual doubt;
    std::optional<Settlement> settled;  // of the doubt
    std::vector<Approval> approvals;
    std::string file;
    Place place;  // of its date
    const Rule* find(std::string_view name) const;
};

/// All editions of one authority, oldest first, never overlapping.
struct Authority {
    std::string id;
    std::vector<Edition> editions;
    /// The edition in force on `day`, or nullptr: never the nearest one.
    const Edition* in_force(calendar::Date day) const;
};

/// The vocabulary and every rulebook of one folder, loaded and checked.
struct Library {
    Vocabulary vocabulary;
    std::map<std::string, Authority, std::less<>> authorities;
    const Authority* find(std::string_view id) const;
    /// Ids of the municipal standards, in alphabetical order.
    std::vector<std::string> standards() const;
};

}  // namespace fjorten::rulebook
