#include "web/work_parts.h"

#include <algorithm>
#include <array>
#include <set>

#include "answer/answer.h"
#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_event_form.h"

namespace fjorten::web {

using engine::ClockResult;
using engine::ClockState;
using service::Change;
using service::TimeLineEntry;

namespace {

std::string day_words(const WorkSetting& setting, calendar::Date day) {
    return answer::plain_date(day, setting.language());
}

const rulebook::Vocabulary& words_of(const WorkSetting& setting) { return setting.library.vocabulary; }

enum class Turn { worse, opened, moved, settled };

Turn turn_of(const Change& change) {
    if (!change.after) return Turn::moved;
    const ClockState now = change.after->state;
    const bool is_late = now == ClockState::breached || now == ClockState::met_late;
    if (is_late && (!change.before || change.before->state != now)) return Turn::worse;
    const bool is_open = now == ClockState::running || now == ClockState::unknown || is_late;
    if (!is_open) return Turn::settled;
    const bool was_open = change.before && change.before->state != ClockState::not_started &&
                          change.before->state != ClockState::not_applicable;
    return was_open ? Turn::moved : Turn::opened;
}

const ClockResult& shown(const Change& change) { return change.after ? *change.after : *change.before; }

// A deadline that only might apply has not changed for anybody yet.
bool can_be_told(const Change& change) {
    if ((!change.after && !change.before) || shown(change).rule == nullptr || !shown(change).rule->clock)
        return false;
    const bool was_silent = !change.before || change.before->state == ClockState::not_started ||
                            change.before->state == ClockState::not_applicable;
    const bool is_silent = change.after && (change.after->state == ClockState::unknown ||
                                            change.after->state == ClockState::not_started ||
                                            change.after->state == ClockState::not_applicable);
    return !(was_silent && is_silent);
}

// What the law and the standard say alike of the same deadline is said once.
bool is_same_reading(const Change& a, const Change& b) {
    const auto name = [](const Change& change) {
        return std::string_view(change.clock).substr(change.clock.find('.') + 1);
    };
    return a.after && b.after && name(a) == name(b) && a.instance == b.instance &&
           a.after->state == b.after->state && a.after->due == b.after->due;
}

Html change_item(const Speaker& speaker, const Change& change) {
    const ClockResult& clock = shown(change);
    std::string title = clock.rule->title.in(speaker.language);
    if (change.instance > 1) title = speaker.say("web.instance", {title, std::to_string(change.instance)});
    if (clock.edition != nullptr && !clock.edition->is_law)
        title = speaker.say("work.whose", {title, clock.edition->name.in(speaker.language)});
    Html out = all(element("strong", {}, title), " ");
    if (!change.after) return element("li", {}, out, speaker.say("work.change.gone"));
    out += state_badge(speaker, *change.after);
    std::string sentence = due_words(speaker, *change.after);
    const auto add = [&](const std::string& words) { sentence += (sentence.empty() ? "" : " · ") + words; };
    const bool is_moved =
        change.before && change.before->due && change.after->due && change.before->due != change.after->due;
    if (is_moved)
        add(speaker.say("work.change.before", {answer::plain_date(*change.before->due, speaker.language)}));
    const bool had_begun = change.before && change.before->state != ClockState::not_started &&
                           change.before->state != ClockState::not_applicable;
    if (had_begun && change.before->state != change.after->state)
        add(speaker.say("work.change.state_before", {state_words(speaker, *change.before)}));
    return element("li", {}, out, " ", element("span", {}, sentence));
}

}  // namespace

std::string person_words(const WorkSetting& setting, const std::string& name) {
    return name.empty() ? setting.say("work.name_unknown") : name;
}

Html protected_mark(const WorkSetting& setting, bool is_protected) {
    if (!is_protected) return {};
    return all(" ", badge(Tone::warning, Icon::due, setting.say("work.protected")));
}

Html case_line(const WorkSetting& setting, const service::CaseView& view) {
    return element(
        "p", {{"class", "case-back"}},
        element("a", {{"href", setting.to(WorkPlace::case_file, view.key.case_id)}},
                setting.say("work.case.back", {person_words(setting, view.person.name), view.key.case_id})),
        protected_mark(setting, view.person.is_protected));
}

std::string entry_title(const WorkSetting& setting, const TimeLineEntry& entry) {
    const auto& vocabulary = words_of(setting);
    if (entry.event) return answer::event_words(vocabulary, entry.event->type, setting.language());
    if (const auto type = vocabulary.find_event(entry.type))
        return answer::event_words(vocabulary, *type, setting.language());
    const std::string key = "work.entry." + entry.type;
    return has_message(setting.language(), key) ? setting.say(key) : entry.type;
}

namespace {

// "Gravid: ja"; the value is JSON, as in a case file.
std::string told_words(const WorkSetting& setting, const TimeLineEntry& entry) {
    const rulebook::Fact* const fact = words_of(setting).find_fact(entry.fact);
    const std::string label = fact == nullptr ? entry.fact : fact->label.in(setting.language());
    std::string value = entry.value;
    if (value == "true" || value == "false")
        value = setting.say(value == "true" ? "answer.yes" : "answer.no");
    if (value == "null") value = setting.say("work.not_known");
    if (value.size() > 1 && value.starts_with('"') && value.ends_with('"'))
        value = value.substr(1, value.size() - 2);
    return setting.say("work.entry.field", {label, value});
}

// The title of a rule in the newest edition that has it, or its id.
std::string rule_words(const WorkSetting& setting, const std::string& id) {
    const rulebook::Authority* const authority = setting.library.find(id.substr(0, id.find('.')));
    if (authority == nullptr) return id;
    for (auto edition = authority->editions.rbegin(); edition != authority->editions.rend(); ++edition) {
        const auto rule = std::ranges::find(edition->rules, id, &rulebook::Rule::id);
        if (rule != edition->rules.end()) return rule->title.in(setting.language());
    }
    return id;
}

Html only_line(const std::string& words) { return element("p", {{"class", "entry-fields"}}, words); }

}  // namespace

Html entry_details(const WorkSetting& setting, const TimeLineEntry& entry) {
    if (!entry.fact.empty()) return only_line(told_words(setting, entry));
    if (entry.type == "case_assigned") {
        std::string to = entry.assigned_to.empty() ? setting.say("work.nobody") : entry.assigned_to_name;
        if (!entry.unit.empty()) to = setting.say("work.whose", {to, entry.unit});
        return only_line(setting.say("work.case.assigned", {to}));
    }
    if (!entry.event) return {};
    const auto& kind = words_of(setting).events[entry.event->type];
    std::string words;
    for (std::size_t i = 0; i < kind.fields.size() && i < entry.event->fields.size(); ++i) {
        const bool is_told = i < entry.event->told.size() && entry.event->told[i];
        std::string value = field_words(kind.fields[i], entry.event->fields[i], setting.language());
        if (kind.name == "gate_passed" && kind.fields[i].name == "rule") value = rule_words(setting, value);
        if (!is_told || value.empty()) continue;
        const std::string& label = kind.fields[i].label.in(setting.language());
        words += (words.empty() ? "" : " · ") +
                 setting.say("work.entry.field", {label.empty() ? kind.fields[i].name : label, value});
    }
    return words.empty() ? Html{} : only_line(words);
}

Html change_list(const Speaker& speaker, const std::vector<Change>& changes) {
    std::vector<const Change*> sorted;
    for (const Change& change : changes) {
        const bool is_told =
            std::ranges::any_of(sorted, [&](const Change* other) { return is_same_reading(*other, change); });
        if (can_be_told(change) && !is_told) sorted.push_back(&change);
    }
    std::ranges::stable_sort(sorted, {}, [](const Change* change) { return turn_of(*change); });
    Html items;
    for (const Change* change : sorted) items += change_item(speaker, *change);
    return items.empty() ? Html{} : element("ul", {{"class", "nobullet-list changes"}}, items);
}

Html finding_list(const Speaker& speaker, const std::vector<engine::Finding>& findings, Reasons reasons) {
    Html items;
    for (const auto& finding : findings) {
        Html content = element("p", {}, answer::text_of(finding, speaker.language));
        if (finding.event)
            content += element("p", {{"class", "source"}}, reason_words(speaker, *finding.event));
        const auto* edition =
            finding.rule == nullptr ? nullptr : edition_of(speaker.evaluation, *finding.rule);
        if (edition != nullptr && reasons == Reasons::folded)
            content += disclosure(speaker.say("web.why"), rule_and_source(speaker, *finding.rule, *edition));
        items += element("li", {}, content);
    }
    return items.empty() ? Html{} : element("ul", {{"class", "nobullet-list findings"}}, items);
}

namespace {

// "Rettet: Behandling begyndt, 2. marts 2026"; of a struck event its own words.
std::string saved_words(const WorkSetting& setting, const service::CaseView& view,
                        const TimeLineEntry& entry) {
    const auto words = [&](std::string_view key, const TimeLineEntry& of) {
        return setting.say(key, {entry_title(setting, of), day_words(setting, of.occurred_on)});
    };
    if (entry.corrects == 0) return words("work.saved.entry", entry);
    if (entry.event) return words("work.saved.correction", entry);
    const auto wrong = std::ranges::find(view.entries, entry.corrects, &TimeLineEntry::version);
    return words("work.saved.struck", wrong == view.entries.end() ? entry : *wrong);
}

}  // namespace

Html saved_summary(const WorkSetting& setting, const service::CaseView& view, std::int64_t since,
                   const service::Done& done) {
    std::string what;
    for (const auto& entry : view.entries) {
        if (entry.version <= since) continue;
        what += (what.empty() ? "" : " · ") + saved_words(setting, view, entry);
    }
    if (what.empty()) return {};
    const Speaker speaker = caseworker_speaker(setting, view.evaluation);
    const bool is_worse =
        std::ranges::any_of(done.changes, [](const Change& c) { return turn_of(c) == Turn::worse; });
    Html body = element("p", {{"class", "alert-text"}}, what);
    const Html changes = change_list(speaker, done.changes);
    body += changes.empty()
                ? element("p", {}, setting.say("work.saved.no_change"))
                : all(element("p", {}, element("strong", {}, setting.say("work.saved.changed"))), changes);
    const bool waits = std::ranges::any_of(
        done.changes, [](const Change& c) { return c.after && c.after->state == ClockState::unknown; });
    if (waits && !view.evaluation.missing.empty())
        body += element("p", {}, setting.say("work.saved.waits"), " ",
                        element("a", {{"href", "#missing"}}, setting.say("work.saved.waits.on")));
    const Html findings = finding_list(speaker, done.findings, Reasons::left_out);
    if (!findings.empty())
        body += all(element("p", {}, element("strong", {}, setting.say("work.saved.findings"))), findings);
    body += element(
        "p", {{"class", "saved-on"}},
        button_link(ButtonKind::secondary, setting.to(WorkPlace::work), setting.say("work.saved.on")));
    const bool is_calm = !is_worse && done.findings.empty();
    return element("div", {{"class", "saved"}, {"role", "status"}, {"id", "saved"}},
                   alert(is_calm ? Tone::success : Tone::warning, 2,
                         setting.say(is_worse ? "work.saved.late" : "work.saved"), body));
}

Html conflict_notice(const WorkSetting& setting, const service::CaseView& view,
                     const service::Conflict& conflict) {
    Html items;
    for (const auto& entry : view.entries) {
        if (std::ranges::find(conflict.since, entry.version) == conflict.since.end()) continue;
        Html note;
        if (!entry.note.empty()) note = element("p", {{"class", "source"}}, entry.note);
        items += element("li", {},
                         element("p", {}, element("strong", {}, entry_title(setting, entry)), " ",
                                 setting.say("work.conflict.entry",
                                             {day_words(setting, entry.occurred_on), entry.actor_name})),
                         entry_details(setting, entry), note);
    }
    Html list;
    if (!items.empty())
        list = all(element("p", {}, setting.say("work.conflict.what")),
                   element("ul", {{"class", "nobullet-list changes"}}, items));
    return element("div",
                   {{"class", "error-summary"},
                    {"role", "alert"},
                    {"tabindex", "-1"},
                    Attribute::flag("autofocus", true)},
                   alert(Tone::warning, 2, setting.say("work.conflict"),
                         all(list, element("p", {}, setting.say("work.conflict.on")))));
}

namespace {

Html way_open(const WorkSetting& setting, const service::CaseView& view, const Speaker& speaker,
              const engine::NextStep& step, Help help) {
    if (help == Help::said)
        return element(
            "p", {{"class", "next"}}, icon(Icon::arrow),
            element("span", {}, speaker.say("web.next.allowed", {need_words(speaker, step.need)})));
    Html links;
    for (const auto& need : step.need) links += need_link(setting, view, speaker, need, {});
    return element("p", {{"class", "next"}}, icon(Icon::arrow),
                   element("span", {}, speaker.say("work.by.allowed")), links);
}

}  // namespace

Html need_link(const WorkSetting& setting, const service::CaseView& view, const Speaker& speaker,
               const engine::Need& need, const std::string& for_what) {
    const std::string here = setting.to(WorkPlace::case_file, view.key.case_id);
    if (!need.event) return element("a", {{"href", here + "#missing"}}, question_for(speaker, need.fact));
    const EventLink link{.event = *need.event, .re = need.re, .fields = need.fields};
    Html words = event_link_words(setting, link);
    if (!for_what.empty()) words += unseen(for_what);
    return button_link(ButtonKind::secondary, event_path(setting, view.key.case_id, link), words);
}

Html blocker_list(const WorkSetting& setting, const service::CaseView& view,
                  const engine::ActionResult& action, Help help) {
    const Speaker speaker = caseworker_speaker(setting, view.evaluation);
    Html items;
    for (const auto& blocker : action.because) {
        Html content = element("p", {}, icon(blocker.unknown ? Icon::question : Icon::none),
                               element("strong", {}, blocker.rule->title.in(speaker.language)));
        if (!blocker.missing.empty()) {
            Html questions;
            for (const auto& fact : blocker.missing)
                questions += element("li", {}, question_for(speaker, fact));
            content += all(paragraph(speaker.say("web.why.unknown")), element("ul", {}, questions));
        }
        const auto* edition = edition_of(speaker.evaluation, *blocker.rule);
        if (edition != nullptr)
            content +=
                all(reading_mark(speaker.language, *blocker.rule, *edition),
                    disclosure(speaker.say("web.why"), rule_and_source(speaker, *blocker.rule, *edition)));
        items += element("li", {}, content);
    }
    Html out = element("ul", {{"class", "nobullet-list blockers"}}, items);
    const std::string& name = speaker.vocabulary().actions[action.action].name;
    for (const auto& step : speaker.evaluation.next) {
        if (step.for_what == name && step.gives == "allowed")
            out += way_open(setting, view, speaker, step, help);
    }
    if (!action.override_role.empty())
        out += paragraph(
            speaker.say("work.may_pass",
                        {answer::role_words(speaker.vocabulary(), action.override_role, speaker.language)}));
    const std::string judged = judgement_words(speaker, action);
    if (!judged.empty()) out += paragraph(judged);
    return out;
}

std::vector<Problem> problems_of(const Diagnostics& mistakes, const std::string& field, Language language) {
    std::vector<Problem> problems;
    for (const auto& mistake : mistakes) {
        // The form was sent before with something else in it; shown again it has a key of its own.
        if (mistake.place.file == "idempotency_key") {
            problems.push_back({field, message(language, "work.mistake.repeated")});
            continue;
        }
        const bool is_named = mistake.place.line == 0 && !mistake.place.file.empty();
        problems.push_back({is_named ? mistake.place.file : field,
                            message(language, "diagnostic." + mistake.code, mistake.args)});
    }
    return problems;
}

Html check_box(const std::string& name, const std::string& label, Checked checked) {
    return element("div", {{"class", "form-group-checkbox"}},
                   element("input", {{"type", "checkbox"},
                                     {"class", "form-checkbox"},
                                     {"id", field_id(name)},
                                     {"name", name},
                                     {"value", "yes"},
                                     Attribute::flag("checked", checked == Checked::yes)}),
                   element("label", {{"for", field_id(name)}}, label));
}

Html text_area(const WorkSetting& setting, const FieldText& field, int rows) {
    return text_area_field(field, rows, setting.language());
}

Html assignment_fields(const WorkSetting& setting, const std::vector<store::Account>& colleagues,
                       const std::string& unit, const std::string& person,
                       const std::vector<Problem>& problems) {
    std::vector<Choice> people = {{"", setting.say("work.nobody")}};
    std::set<std::string> units;
    if (!unit.empty()) units.insert(unit);
    for (const auto& colleague : colleagues) {
        if (!colleague.unit.empty()) units.insert(colleague.unit);
        const std::string name = colleague.unit.empty()
                                     ? colleague.display_name
                                     : setting.say("work.whose", {colleague.display_name, colleague.unit});
        people.push_back({colleague.id, name});
    }
    std::vector<Choice> places = {{"", setting.say("work.no_unit")}};
    for (const auto& name : units) places.push_back({name, name});
    const auto error = [&](std::string_view field) {
        const auto found = std::ranges::find(problems, field, &Problem::field);
        return found == problems.end() ? std::string{} : found->sentence;
    };
    return all(select_field({.name = "assigned_to",
                             .label = setting.say("work.assigned_to"),
                             .error = error("assigned_to"),
                             .value = person},
                            {{.label = {}, .choices = people}}, setting.language()),
               select_field(
                   {.name = "unit", .label = setting.say("work.unit"), .error = error("unit"), .value = unit},
                   {{.label = {}, .choices = places}}, setting.language()));
}

Html fact_field(const Speaker& speaker, const std::string& fact, const std::string& value,
                const std::string& error) {
    const FieldText field{
        .name = "value", .label = question_for(speaker, fact), .error = error, .value = value};
    const rulebook::Fact* const known = speaker.vocabulary().find_fact(fact);
    if (known != nullptr && known->type.kinds.front() != rulebook::FieldKind::boolean)
        return text_field(field, {{"autocomplete", "off"}}, speaker.language);
    return radio_group(field, {{"yes", speaker.say("web.yes")}, {"no", speaker.say("web.no")}},
                       RadioLayout::beside, speaker.language);
}

std::string judgement_words(const Speaker& speaker, const engine::ActionResult& action) {
    std::string titles;
    for (const rulebook::Rule* rule : action.discretion)
        titles += (titles.empty() ? "" : " · ") + rule->title.in(speaker.language);
    return titles.empty() ? titles : speaker.say("work.judgement", {titles});
}

namespace {

// Events that are the end of a step with a page of its own.
struct StepEnd {
    std::string_view event;
    WorkPlace place;
};
constexpr std::array step_ends = {StepEnd{"assessment_completed", WorkPlace::assessment},
                                  StepEnd{"assessment_area_covered", WorkPlace::assessment},
                                  StepEnd{"recommendation_made", WorkPlace::recommendation},
                                  StepEnd{"party_hearing_sent", WorkPlace::hearing},
                                  StepEnd{"decision_made", WorkPlace::decision},
                                  StepEnd{"provider_chosen", WorkPlace::offer},
                                  StepEnd{"free_choice_limited", WorkPlace::offer},
                                  StepEnd{"own_payment_decided", WorkPlace::payment},
                                  StepEnd{"plan_made", WorkPlace::plan},
                                  StepEnd{"plan_reviewed", WorkPlace::plan}};

}  // namespace

std::string event_path(const WorkSetting& setting, const std::string& case_id, const EventLink& link) {
    // What is written together with letters has a page of its own.
    static constexpr std::array<std::pair<std::string_view, WorkPlace>, 7> own_pages = {
        {{"complaint_received", WorkPlace::complaints},
         {"complaint_answered", WorkPlace::complaints},
         {"reassessment_made", WorkPlace::complaints},
         {"complaint_maintained", WorkPlace::complaints},
         {"complaint_forwarded", WorkPlace::complaints},
         {"appeal_decided", WorkPlace::complaints},
         {"file_access_answered", WorkPlace::file_access}}};
    for (const auto& [event, place] : own_pages) {
        if (words_of(setting).events[link.event].name == event) return setting.to(place, case_id);
    }
    Fields query;
    const auto step =
        std::ranges::find(step_ends, words_of(setting).events[link.event].name, &StepEnd::event);
    if (step != step_ends.end()) {
        for (const auto& [name, value] : link.fields) query.emplace_back(name, typed_value(value));
        return setting.to(step->place, case_id, {}, std::move(query));
    }
    if (!link.re.empty()) query.emplace_back("re", link.re);
    const auto& kind = words_of(setting).events[link.event];
    for (const auto& [name, value] : link.fields) {
        if (!kind.field_index(name)) continue;
        query.emplace_back("f." + name, typed_value(value));
    }
    return setting.to(WorkPlace::event, case_id, kind.name, std::move(query));
}

std::string event_link_words(const WorkSetting& setting, const EventLink& link) {
    const auto& kind = words_of(setting).events[link.event];
    std::string details;
    for (const auto& [name, value] : link.fields) {
        const auto index = kind.field_index(name);
        if (!index || value.get<std::string>() == nullptr) continue;
        const std::string words = field_words(kind.fields[*index], value, setting.language());
        if (!words.empty()) details += (details.empty() ? "" : ", ") + words;
    }
    const std::string event = answer::event_words(words_of(setting), link.event, setting.language());
    return details.empty() ? event : setting.say("work.entry.field", {event, details});
}

}  // namespace fjorten::web
