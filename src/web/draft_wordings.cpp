// Where the source has two wordings side by side: both, what each of them makes of the rule, and the choice.
#include <algorithm>

#include "answer/words.h"
#include "compare/rule_figures.h"
#include "drafting/decisions.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

constexpr std::size_t longest_reason = 2000;

class WordingsPage {
  public:
    explicit WordingsPage(DraftVisit& visit) : visit_(visit), language_(visit.setting().language()) {}

    Response answer() {
        if (visit_.visit.intent == Intent::look) return show({}, 200);
        // "accept.plan_review.deleted"
        const std::string what = visit_.typed("do");
        const std::size_t first = what.find('.'), second = what.find('.', first + 1);
        if (first == std::string::npos || second == std::string::npos) return show({}, 200);
        const std::string rule = what.substr(first + 1, second - first - 1),
                          wording = what.substr(second + 1);
        const auto verdict =
            what.starts_with("accept.") ? drafting::Verdict::accepted : drafting::Verdict::rejected;
        const std::string field = "reason." + rule;
        const std::string reason = drafting::tidied(visit_.typed(field));
        if (reason.empty()) return show({{field, visit_.say("draft.mistake.reason")}}, 422);
        if (reason.size() > longest_reason)
            return show({{field, visit_.say("draft.mistake.too_long", {std::to_string(longest_reason)})}},
                        422);
        const drafting::Decider decider{
            .name = visit_.setting().who.display_name, .on = visit_.desk.today(), .reason = reason};
        return saved_or(
            visit_,
            [&](const std::string& text, const std::string& file) {
                return drafting::decide_wording(text, file, rule, wording, verdict, decider);
            },
            verdict == drafting::Verdict::accepted ? "wording_accepted" : "wording_rejected", rule,
            visit_.to(WorkPlace::draft_wordings) + "#" + field_id("rule." + rule),
            [this](const std::vector<Problem>& problems, int status) { return show(problems, status); },
            field);
    }

  private:
    Response show(const std::vector<Problem>& problems, int status) {
        problems_ = problems;
        Html content = paragraph(visit_.say("draft.wordings.lead"));
        if (status == 409) content = all(conflict_words(visit_, visit_.visit.version()), content);
        const auto* const edition = visit_.view.edition();
        bool has_some = false;
        for (std::size_t i = 0; edition != nullptr && i < edition->rules.size(); ++i) {
            const rulebook::Rule& rule = edition->rules[i];
            if (rule.wordings.empty()) continue;
            has_some = true;
            content += pair(rule, *edition);
        }
        if (!has_some) content += paragraph(visit_.say("draft.wordings.none"));
        return draft_page(
            visit_, {.title = visit_.say("draft.wordings.title"), .status = status, .problems = problems},
            content);
    }

    Html pair(const rulebook::Rule& rule, const rulebook::Edition& edition) const {
        Html sides;
        for (const auto& wording : rule.wordings) sides += side(rule, wording, edition);
        Html content =
            all(heading(2, rule.title.in(language_)), element("div", {{"class", "side-by-side"}}, sides));
        if (visit_.may_edit()) {
            const std::string field = "reason." + rule.name;
            const auto found = std::ranges::find(problems_, field, &Problem::field);
            content += text_field({.name = field,
                                   .label = visit_.say("draft.wordings.reason"),
                                   .error = found == problems_.end() ? std::string{} : found->sentence,
                                   .value = visit_.typed(field)},
                                  {{"autocomplete", "off"}, {"maxlength", "2000"}}, language_);
        }
        const Html section =
            element("section", {{"class", "panel wordings"}, {"id", field_id("rule." + rule.name)}}, content);
        return visit_.may_edit() ? draft_form(visit_, WorkPlace::draft_wordings, {}, section, {}) : section;
    }

    Html side(const rulebook::Rule& rule, const rulebook::Wording& wording,
              const rulebook::Edition& edition) const {
        Html content =
            element("h3", {},
                    visit_.say(wording.is_followed ? "draft.wording.followed" : "draft.wording.other",
                               {id_words(wording.id)}));
        content += paragraph(wording.says.in(language_));
        rulebook::Rule cited = rule;
        cited.cite = wording.cite;
        Html sources;
        for (const auto& words : source_words(cited, edition, language_)) sources += element("li", {}, words);
        content += element("ul", {{"class", "source"}}, sources);
        content += figures(rule, wording);
        content += decision(wording);
        if (visit_.may_edit()) {
            const std::string what = rule.name + "." + wording.id;
            content += element(
                "div", {{"class", "button-group"}},
                button(ButtonKind::secondary, visit_.say("draft.wording.accept"), "do", "accept." + what,
                       {{"aria-describedby", field_id("rule." + rule.name)}}),
                button(ButtonKind::tertiary, visit_.say("draft.wording.reject"), "do", "reject." + what));
        }
        return element("div", {{"class", wording.is_followed ? "wording wording-followed" : "wording"}},
                       content);
    }

    // Most drafts have what was inserted and what was deleted.
    std::string id_words(const std::string& id) const {
        const std::string key = "draft.wording." + id;
        return has_message(language_, key) ? visit_.say(key) : id;
    }

    // What the rule computes under this wording and not under another.
    Html figures(const rulebook::Rule& rule, const rulebook::Wording& wording) const {
        const auto& vocabulary = visit_.setting().library.vocabulary;
        const auto of = [&](const rulebook::Wording& each) {
            return compare::figures_of(each.as_rule ? *each.as_rule : rule, vocabulary);
        };
        const auto own = of(wording);
        Html items;
        for (const auto& figure : own) {
            const bool is_everywhere = std::ranges::all_of(rule.wordings, [&](const auto& other) {
                return std::ranges::any_of(of(other), [&](const auto& each) {
                    return each.key == figure.key && each.value == figure.value;
                });
            });
            if (!is_everywhere)
                items += all(element("dt", {}, figure.label.in(language_)),
                             element("dd", {}, figure.words.in(language_)));
        }
        if (items.empty()) return paragraph(visit_.say("draft.wording.no_figures"));
        return element("dl", {{"class", "facts"}}, items);
    }

    Html decision(const rulebook::Wording& wording) const {
        if (!wording.decided)
            return badge(Tone::warning, Icon::question, visit_.say("draft.wording.undecided"));
        const bool is_accepted = wording.decided->as == rulebook::Wording::Decision::As::accepted;
        return all(badge(is_accepted ? Tone::success : Tone::info, is_accepted ? Icon::done : Icon::ended,
                         visit_.say(is_accepted ? "draft.wording.accepted" : "draft.wording.rejected")),
                   element("p", {},
                           visit_.say("draft.doubt.by", {wording.decided->by,
                                                         answer::plain_date(wording.decided->on, language_),
                                                         wording.decided->reason})));
    }

    DraftVisit& visit_;
    Language language_;
    std::vector<Problem> problems_;
};

}  // namespace

Response answer_draft_wordings(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return WordingsPage(one).answer(); });
}

}  // namespace fjorten::web
