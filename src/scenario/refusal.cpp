#include "scenario/refusal.h"

namespace fjorten::scenario {

Diagnostic explain(const engine::CannotEvaluate& refusal, const Document& document,
                   const rulebook::Library& library, calendar::Date on) {
    using Why = engine::CannotEvaluate::Why;
    const Node* const standard = document.root.find("standard");
    const Node& place = standard == nullptr ? document.root : *standard;
    if (refusal.why == Why::no_such_standard) {
        const std::vector<std::string> known = library.standards();
        std::string list;
        for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
        return document.diagnose(place, "case_unknown_standard", {refusal.standard, list},
                                 nearest_word(refusal.standard, known));
    }
    const bool is_law = refusal.why == Why::law_not_in_force;
    if (!refusal.first_edition || *refusal.first_edition <= on) {
        return document.diagnose(place, is_law ? "case_law_not_in_force" : "case_no_edition",
                                 {refusal.standard, on.iso()});
    }
    return document.diagnose(place, is_law ? "case_before_law" : "case_before_first_edition",
                             {refusal.standard, on.iso(), refusal.first_edition->iso()});
}

}  // namespace fjorten::scenario
