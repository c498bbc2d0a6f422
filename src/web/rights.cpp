#include "web/rights.h"

#include <algorithm>

#include "answer/answer.h"
#include "answer/figures.h"
#include "answer/words.h"
#include "web/site_map.h"

namespace fjorten::web {

using engine::ActionResult;
using engine::OfferResult;
using rulebook::Rule;

namespace {

Html sources_of(const Speaker& speaker, const Rule& rule) {
    const auto* edition = edition_of(speaker.evaluation, rule);
    return edition == nullptr ? Html{} : rule_and_source(speaker, rule, *edition);
}

Html question_list(const Speaker& speaker, const std::vector<std::string>& facts) {
    Html list;
    for (const auto& fact : facts) list += element("li", {}, question_for(speaker, fact));
    return facts.empty() ? Html{} : element("ul", {}, list);
}

Html offer_item(const Speaker& speaker, const OfferResult& offer) {
    const Rule& rule = *offer.rule;
    Html content = paragraph(rule.text.in(speaker.language));
    Html terms;
    for (const auto& term : rule.terms)
        terms += element("li", {}, answer::term_words(term, speaker.language));
    if (!terms.empty()) content += element("ul", {}, terms);
    if (rule.discretion) content += paragraph(speaker.say("web.offer.judgement"));
    std::vector<std::string> asked;
    for (const auto& missing : speaker.evaluation.missing) {
        if (std::ranges::find(missing.needed_for, rule.id) != missing.needed_for.end())
            asked.push_back(missing.fact);
    }
    if (!offer.eligible && !asked.empty())
        content += all(paragraph(speaker.say("web.why.unknown")), question_list(speaker, asked));
    const auto* edition = edition_of(speaker.evaluation, rule);
    Html sources;
    if (edition != nullptr) {
        std::string words = authority_words(speaker, *edition);
        for (const auto& source : source_words(rule, *edition, speaker.language)) words += " · " + source;
        sources =
            all(element("p", {{"class", "source"}}, words), reading_mark(speaker.language, rule, *edition),
                doubt_disclosure(speaker.language, rule, *edition));
    }
    return disclosure(rule.title.in(speaker.language), all(content, sources));
}

Html offer_group(const Speaker& speaker, std::string_view key, std::optional<bool> verdict) {
    Html items;
    for (const auto& offer : speaker.evaluation.offers) {
        if (offer.eligible == verdict) items += offer_item(speaker, offer);
    }
    return items.empty() ? Html{} : all(heading(3, speaker.say(key)), items);
}

std::string action_title(const Speaker& speaker, const ActionResult& action) {
    const std::string key = "web.action." + speaker.vocabulary().actions[action.action].name;
    return speaker.asker != Asker::caseworker && has_message(speaker.language, key)
               ? speaker.say(key)
               : answer::action_words(speaker.vocabulary(), action.action, speaker.language);
}

Html blocker_item(const Speaker& speaker, const engine::Blocker& blocker) {
    Html out = element("p", {}, element("strong", {}, blocker.rule->title.in(speaker.language)));
    out += sources_of(speaker, *blocker.rule);
    if (const auto* const edition = edition_of(speaker.evaluation, *blocker.rule))
        out += reading_mark(speaker.language, *blocker.rule, *edition);
    if (!blocker.missing.empty())
        out += all(paragraph(speaker.say("web.why.unknown")), question_list(speaker, blocker.missing));
    return element("li", {}, out);
}

Html action_item(const Speaker& speaker, const ActionResult& action) {
    Html blockers;
    for (const auto& blocker : action.because) blockers += blocker_item(speaker, blocker);
    Html content = element("ul", {{"class", "nobullet-list blockers"}}, blockers);
    if (!action.override_role.empty())
        content += paragraph(
            speaker.say("web.action.may_pass",
                        {answer::role_words(speaker.vocabulary(), action.override_role, speaker.language)}));
    const std::string& name = speaker.vocabulary().actions[action.action].name;
    for (const auto& step : speaker.evaluation.next) {
        if (step.for_what == name && step.gives == "allowed")
            content += element(
                "p", {{"class", "next"}}, icon(Icon::arrow),
                element("span", {}, speaker.say("web.next.allowed", {need_words(speaker, step.need)})));
    }
    for (const Rule* rule : action.discretion)
        content += paragraph(speaker.say("web.action.judgement", {rule->title.in(speaker.language)}));
    return disclosure(action_title(speaker, action), content);
}

// Steps that the municipality takes of its own accord stand apart from those that a citizen waits for.
enum class Whose { citizens, municipality };

Whose whose(const Speaker& speaker, const ActionResult& action) {
    return speaker.vocabulary().actions[action.action].is_awaited ? Whose::citizens : Whose::municipality;
}

Html action_group(const Speaker& speaker, Whose wanted, std::string_view key, std::optional<bool> verdict) {
    Html items;
    for (const auto& action : speaker.evaluation.actions) {
        if (action.allowed == verdict && whose(speaker, action) == wanted)
            items += action_item(speaker, action);
    }
    return items.empty() ? Html{} : all(heading(3, speaker.say(key)), items);
}

Html actions_of(const Speaker& speaker, Whose wanted) {
    Html allowed;
    for (const auto& action : speaker.evaluation.actions) {
        if (action.allowed == true && whose(speaker, action) == wanted)
            allowed +=
                element("li", {}, icon(Icon::done), element("span", {}, action_title(speaker, action)));
    }
    Html out;
    if (!allowed.empty())
        out += all(heading(3, speaker.say("web.actions.yes")),
                   element("ul", {{"class", "nobullet-list checked"}}, allowed));
    out += action_group(speaker, wanted, "web.actions.perhaps", std::nullopt);
    out += action_group(speaker, wanted, "web.actions.no", false);
    return out;
}

bool can_be_answered_here(const Speaker& speaker, const std::string& fact) {
    const auto* known = speaker.vocabulary().find_fact(fact);
    return known != nullptr && known->type.kinds.size() == 1 &&
           known->type.kinds.front() == rulebook::FieldKind::boolean;
}

// What the law and the standard disagree on is said with the title of the rule; the rest as everywhere.
std::string finding_words(const Speaker& speaker, const engine::Finding& finding) {
    const std::string own = "web.finding." + finding.code;
    if (finding.rule != nullptr && has_message(speaker.language, own))
        return speaker.say(own, {finding.rule->title.in(speaker.language), speaker.municipality()});
    return answer::text_of(finding, speaker.language);
}

}  // namespace

std::string titles_of(const Speaker& speaker, const std::vector<std::string>& names) {
    std::vector<std::string> titles;
    const auto add = [&](std::string title) {
        if (std::ranges::find(titles, title) == titles.end()) titles.push_back(std::move(title));
    };
    for (const auto& name : names) {
        if (const auto action = speaker.vocabulary().find_action(name)) {
            add(action_title(
                speaker,
                {.action = *action, .allowed = {}, .override_role = {}, .because = {}, .discretion = {}}));
            continue;
        }
        for (const auto* edition : {speaker.evaluation.law, speaker.evaluation.standard}) {
            const auto rule = std::ranges::find(edition->rules, name, &Rule::id);
            if (rule != edition->rules.end()) add(rule->title.in(speaker.language));
        }
    }
    std::string out;
    for (const auto& title : titles) out += (out.empty() ? "" : " · ") + title;
    return out;
}

std::string used_words(const Speaker& speaker, const engine::LimitResult& limit) {
    if (limit.max == 0 && limit.used == 0) return speaker.say("web.limits.none");
    std::string used = std::to_string(limit.used);
    if (limit.max) used = speaker.say("web.limits.used_of", {used, std::to_string(*limit.max)});
    if (limit.earned) used += ", " + speaker.say("answer.earned", {std::to_string(*limit.earned)});
    if (limit.min) used += ", " + speaker.say("answer.at_least", {std::to_string(*limit.min)});
    if (limit.until)
        used += ", " + speaker.say("answer.until", {answer::plain_date(*limit.until, speaker.language)});
    return used;
}

Html offers_section(const Speaker& speaker) {
    Html groups = offer_group(speaker, "web.offers.yes", true);
    groups += offer_group(speaker, "web.offers.perhaps", std::nullopt);
    const Html no = offer_group(speaker, "web.offers.no", false);
    if (groups.empty() && no.empty()) return {};
    return element("section", {}, heading(2, speaker.say("web.offers.title"), "offers"), groups, no);
}

Html actions_section(const Speaker& speaker) {
    const Html own = actions_of(speaker, Whose::citizens), others = actions_of(speaker, Whose::municipality);
    Html out = all(heading(2, speaker.say("web.actions.title"), "actions"), own);
    if (!others.empty())
        out +=
            element("div", {{"class", "own-steps"}}, disclosure(speaker.say("web.actions.others"), others));
    return element("section", {}, out);
}

Html limits_section(const Speaker& speaker) {
    if (speaker.evaluation.limits.empty()) return {};
    Table limits{.caption = speaker.say("web.limits.caption"),
                 .columns = {speaker.say("web.limits.what"), speaker.say("web.limits.used"),
                             speaker.say("web.limits.rule")},
                 .rows = {}};
    for (const auto& limit : speaker.evaluation.limits) {
        std::string title = limit.rule->title.in(speaker.language);
        if (!limit.person.empty()) title += " (" + limit.person + ")";
        limits.rows.push_back({title, used_words(speaker, limit),
                               disclosure(speaker.say("web.why"), sources_of(speaker, *limit.rule))});
    }
    return element("section", {}, heading(2, speaker.say("web.limits.title"), "limits"), table(limits));
}

Html routes_section(const Speaker& speaker) {
    if (speaker.evaluation.routes.empty()) return {};
    Html items;
    for (const auto& route : speaker.evaluation.routes) {
        const std::string to =
            route.way == nullptr ? speaker.say("web.routes.unknown") : route.way->label.in(speaker.language);
        items += element("dt", {}, route.rule->title.in(speaker.language));
        items += element("dd", {}, element("strong", {}, to),
                         disclosure(speaker.say("web.why"), sources_of(speaker, *route.rule)));
    }
    return element("section", {}, heading(2, speaker.say("web.routes.title"), "routes"),
                   element("dl", {{"class", "routes"}}, items));
}

Html offers_of(const Speaker& speaker, std::string_view service) {
    Html items;
    for (const auto& offer : speaker.evaluation.offers) {
        if (offer.rule->offer && offer.rule->offer->service == service) items += offer_item(speaker, offer);
    }
    return items;
}

Html missing_section(const Speaker& speaker, const CaseForm& form, std::string_view asked_at) {
    if (speaker.evaluation.missing.empty()) return {};
    Html questions, elsewhere_asked;
    std::vector<std::string> here;
    for (const auto& missing : speaker.evaluation.missing) {
        // What only the municipality's own steps turn on is asked where those steps are explained.
        const auto is_own_step = [&](const std::string& name) {
            const auto action = speaker.vocabulary().find_action(name);
            return action && !speaker.vocabulary().actions[*action].is_awaited;
        };
        if (std::ranges::all_of(missing.needed_for, is_own_step)) continue;
        const std::string why = speaker.say("web.missing.because", {titles_of(speaker, missing.needed_for)});
        if (can_be_answered_here(speaker, missing.fact)) {
            const std::string name = fact_field_name(missing.fact);
            here.push_back(name);
            questions += radio_group({.name = name,
                                      .label = question_for(speaker, missing.fact),
                                      .hint = why,
                                      .value = std::string(form.fact(missing.fact))},
                                     {{"yes", speaker.say("web.yes")},
                                      {"no", speaker.say("web.no")},
                                      {"", speaker.say("web.dont_know")}},
                                     RadioLayout::beside, speaker.language);
            continue;
        }
        // Whoever has said that they are 18 is not asked that again.
        const bool wants_day = missing.fact == "born" && !form.adult.empty();
        const std::string question =
            wants_day ? speaker.say(speaker.asker == Asker::relative ? "web.ask.born.relative"
                                                                     : "web.ask.born.self")
                      : question_for(speaker, missing.fact);
        const bool is_of_person =
            missing.fact == "born" || missing.fact == "adult" || missing.fact == "residence";
        const std::string where = is_of_person ? "#" + field_id(missing.fact) : "#events";
        elsewhere_asked += element(
            "li", {}, element("p", {}, element("strong", {}, question)),
            element("p", {{"class", "form-hint"}}, why),
            button(ButtonKind::link, speaker.say("web.missing.answer", {question}), "go",
                   is_of_person ? "situation" : "events",
                   {{"formaction", std::string(path_of(Place::my_dates, speaker.language)) + where}}));
    }
    if (questions.empty() && elsewhere_asked.empty()) return {};
    Fields carried = carried_fields(form, Asked::nothing);
    std::erase_if(carried,
                  [&](const auto& field) { return std::ranges::find(here, field.first) != here.end(); });
    Html content = hidden_fields(carried);
    // The first button is the one that Enter presses.
    if (!here.empty())
        content +=
            all(questions, button(ButtonKind::primary, speaker.say("web.missing.update"), "go", "result"));
    if (!elsewhere_asked.empty())
        content += element("ul", {{"class", "nobullet-list asked-elsewhere"}}, elsewhere_asked);
    return element(
        "section", {{"class", "missing d-print-none"}},
        heading(2, speaker.say("web.missing.title"), "missing"), paragraph(speaker.say("web.missing.lead")),
        element("form",
                {{"method", "post"},
                 {"action",
                  std::string(asked_at.empty() ? path_of(Place::my_dates, speaker.language) : asked_at)}},
                content));
}

Html not_stated_section(const Speaker& speaker) {
    if (speaker.evaluation.not_stated.empty()) return {};
    Html items;
    for (const auto name : speaker.evaluation.not_stated) {
        items += element("li", {}, answer::topic_words(name, speaker.language));
    }
    return element("section", {},
                   heading(2, speaker.say("web.not_stated.title", {speaker.municipality()}), "silence"),
                   paragraph(speaker.say("web.not_stated.lead")),
                   disclosure(speaker.say("web.not_stated.list"), element("ul", {}, items)));
}

Html findings_section(const Speaker& speaker) {
    Html items;
    for (const auto& finding : speaker.evaluation.findings) {
        Html content = paragraph(finding_words(speaker, finding));
        if (finding.event) content += paragraph(reason_words(speaker, *finding.event));
        if (finding.rule != nullptr)
            content += disclosure(speaker.say("web.why"), sources_of(speaker, *finding.rule));
        items += element("li", {}, content);
    }
    if (items.empty()) return {};
    return element("section", {}, heading(2, speaker.say("web.findings.title"), "findings"),
                   paragraph(speaker.say("web.findings.lead")),
                   element("ul", {{"class", "nobullet-list findings"}}, items));
}

}  // namespace fjorten::web
