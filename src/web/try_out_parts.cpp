// The parts of the pages that try rules out.
#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "compare/case_text.h"
#include "web/components.h"
#include "web/try_out.h"
#include "web/words.h"
#include "web/work_map.h"

namespace fjorten::web {

using compare::CaseChanges;
using compare::DatedChange;
using compare::Rehearsal;
using compare::ReplayedCase;
using compare::Transition;
using compare::VerdictChange;
using rulebook::Edition;
using rulebook::Rule;

namespace {

constexpr std::size_t most_bars = 12, most_listed = 60;

class Parts {
  public:
    explicit Parts(const TryOutScene& scene) : scene_(scene) {}

    Html form() const {
        std::vector<ChoiceGroup> groups;
        for (const auto& [id, authority] : scene_.library.authorities) {
            ChoiceGroup& group = groups.emplace_back();
            group.label = authority.editions.front().is_law ? say("web.the_law")
                                                            : authority.editions.back().name.in(language());
            for (const Edition& edition : authority.editions)
                group.choices.push_back({name_of_edition(edition), edition_words(edition)});
        }
        return element("form", {{"method", "get"}, {"action", scene_.path}, {"class", "filter"}},
                       select_field({.name = "from",
                                     .label = say("web.try.from"),
                                     .hint = say("web.try.from.hint"),
                                     .value = scene_.choice.from},
                                    groups, language()),
                       select_field({.name = "to",
                                     .label = say("web.try.to"),
                                     .hint = say("web.try.to.hint"),
                                     .value = scene_.choice.to},
                                    groups, language()),
                       button(ButtonKind::primary, say("web.try.show")));
    }

    Html answer(const TryOutPair& pair, const Rehearsal& rehearsal) const {
        const Html title = heading(2, edition_words(*pair.from) + " → " + edition_words(*pair.to));
        if (const CaseChanges* const chosen = find_chosen(rehearsal)) {
            return all(title, one_case(*chosen, rehearsal),
                       element("p", {}, element("a", {{"href", address({})}}, say("web.try.back"))));
        }
        return all(title, totals(rehearsal), plot(rehearsal), smallest(rehearsal), case_list(rehearsal));
    }

  private:
    Language language() const { return scene_.language; }
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(language(), key, args);
    }

    std::string edition_words(const Edition& edition) const {
        return say("web.try.edition", {edition.is_law ? say("web.the_law") : edition.name.in(language()),
                                       answer::plain_date(edition.from, language())});
    }

    std::string address(const std::string& case_name) const {
        std::string text = fmt::format("{}?from={}&to={}", scene_.path, percent_encode(scene_.choice.from),
                                       percent_encode(scene_.choice.to));
        if (!case_name.empty()) text += "&case=" + percent_encode(case_name);
        return text;
    }

    const ReplayedCase* case_named(const std::string& name) const {
        const auto found =
            std::ranges::find_if(scene_.cases, [&](const ReplayedCase* each) { return each->name == name; });
        return found == scene_.cases.end() ? nullptr : *found;
    }

    const CaseChanges* find_chosen(const Rehearsal& rehearsal) const {
        if (scene_.choice.case_name.empty() || scene_.shown == TryOutScene::Cases::only_counted)
            return nullptr;
        const auto found = std::ranges::find(rehearsal.replayed, scene_.choice.case_name, &CaseChanges::name);
        return found == rehearsal.replayed.end() ? nullptr : &*found;
    }

    Html totals(const Rehearsal& rehearsal) const {
        const auto& sums = rehearsal.totals;
        if (sums.cases == 0) return paragraph(say("web.try.no_cases"));
        Html out = element("p", {{"class", "font-lead"}},
                           say("web.try.sum", {fmt::to_string(sums.changed), fmt::to_string(sums.cases)}));
        if (sums.answered < sums.cases)
            out += paragraph(say("web.try.unanswered", {fmt::to_string(sums.cases - sums.answered)}));
        return out;
    }

    Html bar(const Transition& transition, std::size_t most) const {
        const std::string width = fmt::to_string(transition.cases * 100 / std::max<std::size_t>(most, 1));
        const std::string words = say(
            "web.try.change",
            {transition.label.in(language()), transition.from.in(language()), transition.to.in(language())});
        return element("li", {},
                       element("p", {{"class", "try-line"}}, element("span", {}, words),
                               element("strong", {}, fmt::to_string(transition.cases))),
                       element("svg",
                               {{"class", "try-bar"},
                                {"viewBox", "0 0 100 6"},
                                {"preserveAspectRatio", "none"},
                                {"aria-hidden", "true"},
                                {"focusable", "false"}},
                               element("rect", {{"class", "try-whole"}, {"width", "100"}, {"height", "6"}}),
                               element("rect", {{"class", "try-part"}, {"width", width}, {"height", "6"}})));
    }

    // The changes that most cases see as bars, and all of them as a table.
    Html plot(const Rehearsal& rehearsal) const {
        const auto& transitions = rehearsal.transitions;
        if (transitions.empty()) return {};
        Html bars;
        for (std::size_t i = 0; i < std::min(transitions.size(), most_bars); ++i)
            bars += bar(transitions[i], rehearsal.totals.cases);
        Table numbers{.caption = say("web.try.table.caption"),
                      .columns = {say("web.try.column.what"), say("web.try.column.from"),
                                  say("web.try.column.to"), say("web.try.column.cases")},
                      .rows = {}};
        for (const Transition& transition : transitions)
            numbers.rows.push_back({transition.label.in(language()), transition.from.in(language()),
                                    transition.to.in(language()), fmt::to_string(transition.cases)});
        return all(heading(3, say("web.try.plot")), paragraph(say("web.try.plot.means")),
                   element("ul", {{"class", "nobullet-list try-plot"}}, bars), web::table(numbers),
                   rules(rehearsal));
    }

    Html rules(const Rehearsal& rehearsal) const {
        Table numbers{.caption = say("web.try.rules.caption"),
                      .columns = {say("web.try.column.rule"), say("web.try.column.cases")},
                      .rows = {}};
        for (const auto& total : rehearsal.totals.by_rule)
            numbers.rows.push_back({rule_title(rehearsal, total.rule), fmt::to_string(total.cases)});
        return numbers.rows.empty() ? Html{} : web::table(numbers);
    }

    std::string rule_title(const Rehearsal& rehearsal, const std::string& id) const {
        for (const auto* world : {rehearsal.from.get(), rehearsal.to.get()}) {
            for (const auto& [name, authority] : world->library().authorities) {
                for (const Edition& edition : authority.editions) {
                    const auto found = std::ranges::find(edition.rules, id, &Rule::id);
                    if (found != edition.rules.end())
                        return edition.name.in(language()) + ": " + found->title.in(language());
                }
            }
        }
        return id;
    }

    std::string change_words(const VerdictChange& change) const {
        const auto words = [&](const std::optional<compare::Verdict>& side) {
            return side ? side->words.in(language()) : say("compare.not_stated");
        };
        std::string label = change.either().label.in(language());
        const std::size_t mark = change.either().name.find('#');
        if (mark != std::string::npos) label += " " + change.either().name.substr(mark);
        return say("web.try.change", {label, words(change.from), words(change.to)});
    }

    Html reasons(const VerdictChange& change, const Rehearsal& rehearsal) const {
        Html content;
        for (const Rule* const rule : change.reasons()) {
            const Edition* const edition = edition_with(rehearsal, *rule);
            if (edition != nullptr)
                content += all(element("p", {}, element("strong", {}, rule->title.in(language()))),
                               rule_and_source(language(), *rule, *edition));
        }
        return content.empty() ? Html{} : disclosure(say("web.try.why"), content);
    }

    static const Edition* edition_with(const Rehearsal& rehearsal, const Rule& rule) {
        for (const auto* world : {rehearsal.from.get(), rehearsal.to.get()}) {
            for (const auto& [name, authority] : world->library().authorities) {
                for (const Edition& edition : authority.editions) {
                    const bool is_here = std::ranges::any_of(
                        edition.rules, [&rule](const Rule& each) { return &each == &rule; });
                    if (is_here) return &edition;
                }
            }
        }
        return nullptr;
    }

    Html smallest(const Rehearsal& rehearsal) const {
        Html out = heading(3, say("web.try.smallest"));
        const std::string tried = fmt::to_string(rehearsal.smallest.tried);
        if (!rehearsal.smallest.smallest) return all(out, paragraph(say("web.try.smallest.none", {tried})));
        const compare::SmallCase& found = *rehearsal.smallest.smallest;
        Html changes;
        for (const VerdictChange& change : found.changes)
            changes += element("li", {}, change_words(change), reasons(change, rehearsal));
        out += paragraph(say("web.try.smallest.means", {answer::plain_date(found.on, language()), tried}));
        out += element("pre", {{"class", "case-text"}, {"tabindex", "0"}},
                       compare::case_text(found.file, scene_.library.vocabulary));
        return all(out, element("ul", {}, changes));
    }

    Html case_name(const CaseChanges& changes) const {
        const ReplayedCase* const file = case_named(changes.name);
        const bool has_title = file != nullptr && !file->title.empty();
        // The titles of scenarios are English.
        const Html words = has_title ? element("span", {{"lang", "en"}}, file->title) : Html(changes.name);
        return element("a",
                       {{"href", scene_.opens_at.empty() ? address(changes.name)
                                                         : scene_.opens_at + percent_encode(changes.name)}},
                       words);
    }

    Html case_list(const Rehearsal& rehearsal) const {
        if (rehearsal.totals.changed == 0) return {};
        Html out = heading(3, say("web.try.cases"));
        if (scene_.shown == TryOutScene::Cases::only_counted)
            return all(out, paragraph(say("web.try.only_counted")));
        Table cases{.caption = say("web.try.cases.caption"),
                    .columns = {say("web.try.column.case"), say("web.try.column.changes")},
                    .rows = {}};
        for (const CaseChanges& changes : rehearsal.replayed) {
            if (changes.changes.empty() || cases.rows.size() == most_listed) continue;
            Html lines;
            for (const DatedChange& dated : changes.changes) lines += element("li", {}, dated_words(dated));
            cases.rows.push_back({case_name(changes), element("ul", {}, lines)});
        }
        out += web::table(cases);
        if (rehearsal.totals.changed > most_listed)
            out += paragraph(
                say("web.try.more_cases", {fmt::to_string(rehearsal.totals.changed - most_listed)}));
        return out;
    }

    std::string dated_words(const DatedChange& dated) const {
        return say("web.try.dated", {answer::plain_date(dated.on, language()), change_words(dated.change)});
    }

    Html one_case(const CaseChanges& changes, const Rehearsal& rehearsal) const {
        const ReplayedCase* const file = case_named(changes.name);
        Html out;
        if (file != nullptr && !file->title.empty())
            out += heading(3, element("span", {{"lang", "en"}}, file->title));
        else out += heading(3, changes.name);
        if (file != nullptr)
            out += element("pre", {{"class", "case-text"}, {"tabindex", "0"}},
                           compare::case_text(file->file, scene_.library.vocabulary));
        if (changes.changes.empty()) return all(out, paragraph(say("web.try.same")));
        Html lines;
        for (const DatedChange& dated : changes.changes)
            lines += element("li", {}, dated_words(dated), reasons(dated.change, rehearsal));
        return all(out, element("ul", {}, lines));
    }

    const TryOutScene& scene_;
};

}  // namespace

Html try_out_form(const TryOutScene& scene) { return Parts(scene).form(); }

Html try_out_answer(const TryOutScene& scene, const TryOutPair& pair, const Rehearsal& rehearsal) {
    return Parts(scene).answer(pair, rehearsal);
}

}  // namespace fjorten::web
