#include "rulebook/editions.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten::rulebook {

namespace {

using Authorities = std::map<std::string, Authority, std::less<>>;

class Assembly {
  public:
    Assembly(std::vector<Draft> drafts, const std::map<const Document*, Report*>& reports, Complete complete)
        : drafts_(std::move(drafts)), reports_(reports), complete_(complete) {
        std::ranges::stable_sort(drafts_, [](const Draft& a, const Draft& b) {
            return std::tie(a.edition.rulebook, a.edition.from) <
                   std::tie(b.edition.rulebook, b.edition.from);
        });
    }

    Authorities assemble() {
        for (Draft& draft : drafts_) {
            Authority& authority = authorities_[draft.edition.rulebook];
            authority.id = draft.edition.rulebook;
            check_place_in_time(draft, authority);
            if (draft.amends) amend(draft, authority);
            authority.editions.push_back(draft.edition);
        }
        for (const Draft& draft : drafts_) {
            check_law(draft);
            check_municipality(draft);
            for (const Reference& reference : draft.references) check(reference);
        }
        return std::move(authorities_);
    }

  private:
    Report& report_of(const Draft& draft) const { return *reports_.at(draft.document); }

    void check_place_in_time(const Draft& draft, const Authority& authority) const {
        const Edition& edition = draft.edition;
        if (edition.until && *edition.until < edition.from) {
            report_of(draft).error(*draft.until, "rulebook_until_before_from", {edition.from.iso()});
        }
        if (authority.editions.empty()) return;
        const Edition& earlier = authority.editions.back();
        const bool overlaps =
            earlier.from == edition.from || (earlier.until && *earlier.until >= edition.from);
        if (overlaps)
            report_of(draft).error(*draft.edition_node, "rulebook_editions_overlap", {earlier.file});
    }

    void amend(Draft& draft, const Authority& authority) const {
        const auto base = std::ranges::find(authority.editions, *draft.amends, &Edition::from);
        if (base == authority.editions.end()) {
            if (complete_ == Complete::no) return;
            Words known;
            for (const Edition& edition : authority.editions) known.push_back(edition.from.iso());
            return report_of(draft).unknown(*draft.amends_node, "rulebook_unknown_edition",
                                            draft.amends->iso(), known);
        }
        std::vector<Rule> rules = base->rules;
        for (const Draft::Repeal& repeal : draft.repeals) {
            if (std::erase_if(rules, [&repeal](const Rule& rule) { return rule.name == repeal.rule; }) > 0)
                continue;
            Words known;
            for (const Rule& rule : base->rules) known.push_back(rule.name);
            report_of(draft).unknown(*repeal.node, "rulebook_unknown_rule", repeal.rule, known);
        }
        for (Rule& rule : draft.edition.rules) {
            const auto old = std::ranges::find(rules, rule.name, &Rule::name);
            if (old != rules.end()) *old = std::move(rule);
            else rules.push_back(std::move(rule));
        }
        draft.edition.rules = std::move(rules);
        for (const Source& source : base->sources) {
            auto& own = draft.edition.sources;
            if (std::ranges::find(own, source.id, &Source::id) == own.end()) own.push_back(source);
        }
        if (draft.edition.must_contain.empty()) draft.edition.must_contain = base->must_contain;
        std::vector<Outdated> outdated = base->outdated;
        for (Outdated& own : draft.edition.outdated) {
            std::erase_if(outdated, [&own](const Outdated& old) { return old.id == own.id; });
            outdated.push_back(std::move(own));
        }
        draft.edition.outdated = std::move(outdated);
    }

    void check_law(const Draft& draft) const {
        if (draft.builds_on == nullptr || complete_ == Complete::no) return;
        const auto law = authorities_.find(draft.edition.builds_on);
        if (law != authorities_.end() && law->second.editions.front().is_law) return;
        report_of(draft).error(*draft.builds_on, "rulebook_unknown_law", {draft.builds_on->text});
    }

    void check_municipality(const Draft& draft) const {
        if (draft.edition.municipality.empty()) return;
        for (const Draft& other : drafts_) {
            const bool same_rulebook = other.edition.rulebook == draft.edition.rulebook;
            const bool same_place = other.edition.municipality == draft.edition.municipality;
            if (other.edition.municipality.empty() || same_rulebook == same_place) continue;
            // Told once, at the later of the two.
            if (&other < &draft) {
                report_of(draft).error(*draft.municipality, "rulebook_other_municipality",
                                       {draft.edition.municipality, other.edition.file});
            }
        }
    }

    /// What the laws hold that rules point to: mandatory contents by number, outdated names by id.
    void check_in_law(const Reference& reference) const {
        const bool is_item = reference.wanted == Reference::Wanted::content_item;
        Words known;
        for (const auto& [id, authority] : authorities_) {
            for (const Edition& edition : authority.editions) {
                for (const ContentItem& item : edition.must_contain)
                    if (is_item) known.push_back(std::to_string(item.number));
                for (const Outdated& outdated : edition.outdated)
                    if (!is_item) known.push_back(outdated.id);
            }
        }
        if (std::ranges::find(known, reference.node->text) != known.end()) return;
        std::ranges::sort(known);
        known.erase(std::ranges::unique(known).begin(), known.end());
        reports_.at(reference.document)
            ->unknown(*reference.node, is_item ? "rulebook_unknown_item" : "rulebook_unknown_outdated",
                      reference.node->text, known);
    }

    void check(const Reference& reference) const {
        if (complete_ == Complete::no) return;
        if (reference.wanted != Reference::Wanted::any_rule && reference.wanted != Reference::Wanted::clock)
            return check_in_law(reference);
        const std::string& id = reference.node->text;
        Words known;
        for (const auto& [authority_id, authority] : authorities_) {
            for (const Edition& edition : authority.editions) {
                for (const Rule& rule : edition.rules) {
                    if (reference.wanted == Reference::Wanted::clock && !rule.clock) continue;
                    if (rule.id == id) return;
                    known.push_back(rule.id);
                }
            }
        }
        Report& report = *reports_.at(reference.document);
        report.unknown(
            *reference.node,
            reference.wanted == Reference::Wanted::clock ? "rulebook_unknown_clock" : "rulebook_unknown_rule",
            id, known);
    }

    std::vector<Draft> drafts_;
    const std::map<const Document*, Report*>& reports_;
    Complete complete_;
    Authorities authorities_;
};

}  // namespace

Authorities assemble(std::vector<Draft> drafts, const std::map<const Document*, Report*>& reports,
                     Complete complete) {
    return Assembly(std::move(drafts), reports, complete).assemble();
}

}  // namespace fjorten::rulebook
