// The form of a rule: which fields each form of rule has, what stands in them, and what of the rulebook's
// text changes when they are sent. The name of a field is the path of its value in the rule: "cite.0.lines".
#pragma once
#include <map>
#include <string>
#include <vector>

#include "drafting/edit.h"
#include "rulebook/model.h"
#include "web/components.h"
#include "web/http.h"

namespace fjorten::web {

struct RuleField {
    enum class Look {
        line,
        area,
        choice,
        patterns,  // events, one on each line, with "| condition" behind one that has one
        list,      // words with commas between
        written    // as YAML on one line: what no form shows better
    };
    std::string name;  // "within", "to.1.label.da"
    std::string word;  // of its texts in the catalogue: "within", "to.label.da"
    Look look = Look::line;
    drafting::Value::Kind kind = drafting::Value::Kind::bare;
    std::vector<Choice> choices = {};
};

/// Fields that belong together: one on its own, the two languages of a text, or one row of a list.
struct FieldGroup {
    std::string word;  // of its heading; empty for a field on its own
    int row = -1;      // of a list
    std::vector<RuleField> fields;
};

/// What the form needs to know besides the rule.
struct FieldWords {
    const rulebook::Vocabulary& vocabulary;
    std::vector<Choice> sources;  // of the edition
    Language language;
};

/// Every field of the rule at `rule`, its lists with one empty row more.
std::vector<FieldGroup> fields_of(const drafting::TextMap& map, const drafting::Path& rule,
                                  const FieldWords& words);
/// What stands in a field now.
std::string shown_in(const drafting::TextMap& map, const drafting::Path& rule, const RuleField& field);

/// The changes that make the rule say what was typed; nothing for what is the same. `hashes` has the hash for
/// lines of a source ("rebild_standard:12-14").
using Hashes = std::map<std::string, std::string, std::less<>>;
std::vector<drafting::Change> changes_of(const drafting::TextMap& map, const drafting::Path& rule,
                                         const std::vector<FieldGroup>& groups, const Fields& typed,
                                         const Hashes& hashes);

/// The field whose value stands at that place of the text; empty if none does.
std::string field_at(const drafting::TextMap& map, const drafting::Path& rule,
                     const std::vector<FieldGroup>& groups, int line, int column);

}  // namespace fjorten::web
