#include "web/work_case_parts.h"

#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/event_menu.h"
#include "web/rights.h"

namespace fjorten::web {

using engine::ActionResult;

namespace {

constexpr std::size_t most_likely_events = 7;

void add(std::vector<EventLink>& links, EventLink link) {
    const bool is_there = std::ranges::find(links, link.event, &EventLink::event) != links.end();
    if (!is_there && links.size() < most_likely_events) links.push_back(std::move(link));
}

// What answers the event that was written last: after a decision, that it was sent.
void add_answers(const CaseScene& scene, std::vector<EventLink>& links) {
    const service::TimeLineEntry* last = nullptr;
    for (const auto& entry : scene.view.entries) {
        if (entry.event && entry.corrected_by == 0 && (last == nullptr || entry.version > last->version))
            last = &entry;
    }
    if (last == nullptr) return;
    const auto& events = scene.setting.library.vocabulary.events;
    std::size_t added = 0;
    for (rulebook::EventType type = 0; type < events.size() && added < 2; ++type) {
        const bool is_answer = std::ranges::any_of(events[type].answers.groups, [&](const auto& group) {
            return std::ranges::find(group, last->event->type, &rulebook::Pattern::event) != group.end();
        });
        if (!is_answer || !events[type].answers.must) continue;
        add(links, {.event = type, .re = {}, .fields = {}});
        ++added;
    }
}

// What would meet the open duties, in their order; then what answers the last event, and what is usual at any
// time.
std::vector<EventLink> likely_events(const CaseScene& scene) {
    std::vector<EventLink> links;
    for (const ClockPair& pair : scene.pairs) {
        if (pair.first().rule->clock->kind == rulebook::ClockKind::right) continue;
        for (const auto* clock : {pair.law, pair.local}) {
            for (const auto& step : scene.view.evaluation.next) {
                const bool is_its = clock != nullptr && step.for_what == clock->rule->id &&
                                    step.instance == clock->instance && step.gives != "known";
                if (!is_its) continue;
                for (const auto& need : step.need) {
                    if (need.event) add(links, {.event = *need.event, .re = need.re, .fields = need.fields});
                }
            }
        }
    }
    if (links.size() > most_likely_events - 3) links.resize(most_likely_events - 3);
    add_answers(scene, links);
    const auto& vocabulary = scene.setting.library.vocabulary;
    for (const ActionResult& action : scene.view.evaluation.actions) {
        const auto& done_by = vocabulary.actions[action.action].done_by;
        if (action.allowed == true && vocabulary.actions[action.action].is_awaited && done_by)
            add(links, {.event = done_by->event, .re = {}, .fields = {}});
    }
    static constexpr std::array<std::string_view, 2> usual = {"appointment_missed", "contact_received"};
    if (links.size() > most_likely_events - usual.size()) links.resize(most_likely_events - usual.size());
    for (const std::string_view name : usual) {
        if (const auto event = vocabulary.find_event(name)) {
            add(links, {.event = *event, .re = {}, .fields = {}});
        }
    }
    return links;
}

// The event that is the action, with the fields that make it so.
EventLink link_of(const rulebook::Vocabulary& vocabulary, const rulebook::Pattern& pattern) {
    EventLink link{.event = pattern.event, .re = {}, .fields = {}};
    const auto& fields = vocabulary.events[pattern.event].fields;
    for (const auto& [field, value] : pattern.demanded) {
        if (field < fields.size()) link.fields.emplace_back(fields[field].name, value);
    }
    return link;
}

}  // namespace

Html event_phases(const WorkSetting& setting, const std::string& case_id, int heading_level) {
    const auto& vocabulary = setting.library.vocabulary;
    Html phases;
    for (const EventPhase& phase : event_menu(vocabulary, MenuSize::every, setting.language())) {
        Html links;
        for (const rulebook::EventType event : phase.events)
            links += element(
                "li", {},
                element("a", {{"href", setting.to(WorkPlace::event, case_id, vocabulary.events[event].name)}},
                        answer::event_words(vocabulary, event, setting.language())));
        phases += element("div", {}, heading(heading_level, phase.label),
                          element("ul", {{"class", "nobullet-list event-links"}}, links));
    }
    return element("div", {{"class", "event-phases"}}, phases);
}

Html record_section(const CaseScene& scene) {
    if (!scene.can(service::Permission::record_event)) return {};
    Html links;
    for (const EventLink& link : likely_events(scene))
        links += element(
            "li", {},
            button_link(ButtonKind::secondary, event_path(scene.setting, scene.view.key.case_id, link),
                        event_link_words(scene.setting, link)));
    return element(
        "section", {{"class", "record d-print-none"}}, heading(2, scene.say("work.record.title"), "record"),
        element("ul", {{"class", "nobullet-list likely"}}, links),
        disclosure(scene.say("work.record.every"), event_phases(scene.setting, scene.view.key.case_id, 3)),
        note_form(scene));
}

Html case_findings(const CaseScene& scene) {
    const Html list = finding_list(scene.speaker, scene.view.evaluation.findings, Reasons::folded);
    if (list.empty()) return {};
    return element("section", {}, heading(2, scene.say("web.findings.title"), "findings"), list);
}

namespace {

// What is worked out from events cannot be told: it is recorded.
Html answer_by_events(const CaseScene& scene, const rulebook::DerivedFact& fact) {
    const auto& vocabulary = scene.setting.library.vocabulary;
    Html links;
    for (const auto& pattern : fact.on)
        links += button_link(ButtonKind::secondary,
                             event_path(scene.setting, scene.view.key.case_id, link_of(vocabulary, pattern)),
                             event_link_words(scene.setting, link_of(vocabulary, pattern)));
    return element("p", {{"class", "answers"}}, links);
}

Html answer_buttons(const CaseScene& scene, const std::string& fact, const std::string& question) {
    const auto& vocabulary = scene.setting.library.vocabulary;
    const auto derived = std::ranges::find(vocabulary.derived, fact, &rulebook::DerivedFact::name);
    if (derived != vocabulary.derived.end()) return answer_by_events(scene, *derived);
    const rulebook::Fact* const known = vocabulary.find_fact(fact);
    const bool is_flag = known != nullptr && known->type.kinds.front() == rulebook::FieldKind::boolean;
    const Html fields =
        all(form_fields(scene.setting, "fact-" + fact, scene.view.version), hidden_field("fact", fact));
    const std::string action = scene.to(WorkPlace::fact);
    // What the CPR number says, and where somebody lives, belongs to the person.
    if (!is_flag || known == nullptr)
        return element("p", {{"class", "answers"}},
                       element("a",
                               {{"href", known == nullptr ? scene.to(WorkPlace::person)
                                                          : scene.to(WorkPlace::fact, {{"fact", fact}})}},
                               scene.say("work.missing.answer"), unseen(question)));
    const auto choice = [&](const char* value, std::string_view key) {
        return element(
            "button",
            {{"type", "submit"}, {"class", "button button-secondary"}, {"name", "value"}, {"value", value}},
            scene.say(key), unseen(question));
    };
    return post_form(scene.setting, action, fields, all(choice("yes", "web.yes"), choice("no", "web.no")),
                     "answers");
}

}  // namespace

Html missing_facts(const CaseScene& scene) {
    Html items;
    for (const auto& missing : scene.view.evaluation.missing) {
        const std::string question = question_for(scene.speaker, missing.fact);
        Html answer;
        if (scene.can(service::Permission::tell_fact)) answer = answer_buttons(scene, missing.fact, question);
        items += element("li", {},
                         element("div", {{"class", "question"}}, element("strong", {}, question),
                                 element("span", {{"class", "source"}},
                                         scene.say("web.missing.because",
                                                   {titles_of(scene.speaker, missing.needed_for)}))),
                         answer);
    }
    if (items.empty()) return {};
    return element("section", {{"class", "work-missing"}},
                   heading(2, scene.say("work.missing.title"), "missing"),
                   element("ul", {{"class", "nobullet-list"}}, items));
}

namespace {

Html allowed_item(const CaseScene& scene, const ActionResult& action) {
    const auto& vocabulary = scene.setting.library.vocabulary;
    const std::string words = answer::action_words(vocabulary, action.action, scene.speaker.language);
    const auto& done_by = vocabulary.actions[action.action].done_by;
    Html title = element("span", {}, words);
    if (done_by && scene.can(service::Permission::record_event))
        title = element(
            "a", {{"href", event_path(scene.setting, scene.view.key.case_id, link_of(vocabulary, *done_by))}},
            words);
    Html judgement;
    const std::string judged = judgement_words(scene.speaker, action);
    if (!judged.empty()) judgement = element("span", {{"class", "source"}}, judged);
    return element("li", {}, icon(Icon::done), element("span", {}, title, judgement));
}

}  // namespace

Html action_list(const CaseScene& scene) {
    const auto& vocabulary = scene.setting.library.vocabulary;
    const Help help = scene.can(service::Permission::record_event) ? Help::linked : Help::said;
    Html allowed, unknown, blocked;
    for (const ActionResult& action : scene.view.evaluation.actions) {
        if (action.allowed == true) {
            allowed += allowed_item(scene, action);
            continue;
        }
        const std::string words = answer::action_words(vocabulary, action.action, scene.speaker.language);
        (action.allowed ? blocked : unknown) +=
            disclosure(words, blocker_list(scene.setting, scene.view, action, help));
    }
    Html out = heading(2, scene.say("work.actions.title"), "actions");
    if (!allowed.empty())
        out += all(heading(3, scene.say("work.actions.yes")),
                   element("ul", {{"class", "nobullet-list checked"}}, allowed));
    if (!unknown.empty()) out += all(heading(3, scene.say("work.actions.perhaps")), unknown);
    if (!blocked.empty()) out += all(heading(3, scene.say("work.actions.no")), blocked);
    return element("section", {{"class", "side-part"}}, out);
}

namespace {

// Drawn, because the pages allow no style of their own; the numbers beside it say the same.
Html bar(int used, int max) {
    const int share = max <= 0 ? 100 : std::min(100, 100 * used / max);
    const std::string look = used > max ? "over" : used == max ? "full" : "some";
    return element(
        "svg",
        {{"class", "limit-bar limit-" + look},
         {"viewBox", "0 0 100 6"},
         {"preserveAspectRatio", "none"},
         {"aria-hidden", "true"},
         {"focusable", "false"}},
        element("rect", {{"class", "limit-whole"}, {"width", "100"}, {"height", "6"}}),
        element("rect", {{"class", "limit-used"}, {"width", std::to_string(share)}, {"height", "6"}}));
}

Html limit_item(const CaseScene& scene, const engine::LimitResult& limit) {
    const Language language = scene.speaker.language;
    std::string title = limit.rule->title.in(language);
    if (!limit.person.empty()) title = scene.say("work.whose", {title, limit.person});
    const std::string used = used_words(scene.speaker, limit);
    Html drawn;
    if (limit.max.value_or(0) > 0) drawn = bar(limit.used, *limit.max);
    const auto* edition = edition_of(scene.view.evaluation, *limit.rule);
    Html why;
    if (edition != nullptr)
        why = disclosure(scene.say("web.why"), rule_and_source(scene.speaker, *limit.rule, *edition));
    return element(
        "li", {},
        element("p", {{"class", "limit-line"}}, element("span", {}, title), element("strong", {}, used)),
        drawn, why);
}

Html checklist_item(const CaseScene& scene, const engine::ChecklistResult& list) {
    const auto covered = static_cast<int>(list.covered.size());
    const int whole = covered + static_cast<int>(list.open.size());
    Html open;
    for (const auto* item : list.open) open += element("li", {}, item->label.in(scene.speaker.language));
    Html left;
    if (!open.empty()) left = disclosure(scene.say("work.checklist.left"), element("ul", {}, open));
    return element(
        "li", {},
        element(
            "p", {{"class", "limit-line"}}, element("span", {}, list.rule->title.in(scene.speaker.language)),
            element("strong", {},
                    scene.say("work.checklist.covered", {std::to_string(covered), std::to_string(whole)}))),
        bar(covered, whole), left);
}

}  // namespace

Html limit_bars(const CaseScene& scene) {
    Html limits, lists;
    for (const auto& limit : scene.view.evaluation.limits) limits += limit_item(scene, limit);
    for (const auto& list : scene.view.evaluation.checklists) lists += checklist_item(scene, list);
    Html out;
    if (!limits.empty())
        out +=
            element("section", {{"class", "side-part"}}, heading(2, scene.say("work.limits.title"), "limits"),
                    element("ul", {{"class", "nobullet-list limits"}}, limits));
    if (!lists.empty())
        out += disclosure(scene.say("work.checklist.title"),
                          element("ul", {{"class", "nobullet-list limits"}}, lists));
    return out;
}

Html who_decides(const CaseScene& scene) {
    Html items;
    for (const auto& route : scene.view.evaluation.routes) {
        const std::string to = route.way == nullptr ? scene.say("web.routes.unknown")
                                                    : route.way->label.in(scene.speaker.language);
        const auto* edition = edition_of(scene.view.evaluation, *route.rule);
        Html why;
        if (edition != nullptr)
            why = disclosure(scene.say("web.why"), rule_and_source(scene.speaker, *route.rule, *edition));
        items += all(element("dt", {}, route.rule->title.in(scene.speaker.language)),
                     element("dd", {}, element("strong", {}, to), why));
    }
    if (items.empty()) return {};
    return element("section", {{"class", "side-part"}}, heading(2, scene.say("work.routes.title"), "routes"),
                   element("dl", {{"class", "routes"}}, items));
}

Html offer_list(const CaseScene& scene) {
    Html out;
    for (const auto& [verdict, key] : {std::pair{std::optional(true), "work.offers.yes"},
                                       std::pair{std::optional<bool>{}, "work.offers.perhaps"},
                                       std::pair{std::optional(false), "work.offers.no"}}) {
        Html items;
        for (const auto& offer : scene.view.evaluation.offers) {
            if (offer.eligible != verdict) continue;
            items += disclosure(offer.rule->title.in(scene.speaker.language),
                                element("p", {}, offer.rule->text.in(scene.speaker.language)));
        }
        if (!items.empty()) out += all(heading(3, scene.say(key)), items);
    }
    return out.empty() ? Html{} : disclosure(scene.say("work.offers.title"), out);
}

}  // namespace fjorten::web
