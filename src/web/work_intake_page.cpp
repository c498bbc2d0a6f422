// Taking in a contact: what has to be settled at the beginning, each with its next step.
#include <algorithm>

#include "answer/words.h"
#include "calendar/date.h"
#include "service/routes.h"
#include "web/event_menu.h"
#include "web/work_case_parts.h"
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::CaseView;

namespace {

enum class Mark { done, open, unknown };

class Intake {
  public:
    Intake(const WorkSetting& setting, const CaseView& view)
        : setting_(setting), view_(view), speaker_(caseworker_speaker(setting, view.evaluation)) {}

    Html html() const {
        Html items = all(wish(), unit(), residence());
        if (age() && *age() < 18) items += consents();
        items += all(children(), reaching(), doctor());
        return element("ol", {{"class", "nobullet-list intake"}}, items);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    bool can(service::Permission permission) const { return may(setting_.who, permission); }

    Html item(Mark mark, std::string_view key, const Html& content) const {
        const Icon sign = mark == Mark::done ? Icon::done : mark == Mark::open ? Icon::due : Icon::question;
        const std::string words = say(mark == Mark::done   ? "work.intake.settled"
                                      : mark == Mark::open ? "work.intake.open"
                                                           : "work.intake.unknown");
        return element("li", {{"class", mark == Mark::done ? "intake-item" : "intake-item intake-open"}},
                       heading(2, all(icon(sign), say(key), unseen(words))), content);
    }

    std::optional<int> age() const {
        const auto& person = view_.file.person;
        if (!person.born) return person.adult ? std::optional(*person.adult ? 18 : 17) : std::nullopt;
        return calendar::age_on(*person.born, view_.evaluation.on);
    }

    const casefile::Event* last(std::string_view name) const {
        const auto type = setting_.library.vocabulary.find_event(name);
        const casefile::Event* found = nullptr;
        for (const auto& event : view_.file.events) {
            if (type && event.type == *type) found = &event;
        }
        return found;
    }
    const feel::Value* field(const casefile::Event& event, std::string_view name) const {
        const auto index = setting_.library.vocabulary.events[event.type].field_index(name);
        return index && *index < event.fields.size() ? &event.fields[*index] : nullptr;
    }

    Html link_to(std::string_view event, std::string_view key, Fields query = {}) const {
        if (!can(service::Permission::record_event)) return {};
        return button_link(
            ButtonKind::secondary,
            setting_.to(WorkPlace::event, view_.key.case_id, std::string(event), std::move(query)), say(key));
    }
    std::string day_of(const casefile::Event& event) const {
        return answer::plain_date(event.on, setting_.language());
    }

    // A contact by somebody else starts no clock before the citizen wants it.
    Html wish() const {
        const casefile::Event* own = nullptr;
        const casefile::Event* any = nullptr;
        for (const auto& event : view_.file.events) {
            const auto* wish = field(event, "own_wish");
            if (wish == nullptr) continue;
            any = &event;
            if (const auto* flag = wish->get<bool>(); flag && *flag && own == nullptr) own = &event;
        }
        if (own != nullptr)
            return item(Mark::done, "work.intake.wish",
                        element("p", {}, say("work.intake.wish.yes", {contact_words(*own), day_of(*own)})));
        const std::string words = any == nullptr
                                      ? say("work.intake.wish.none")
                                      : say("work.intake.wish.other", {contact_words(*any), day_of(*any)});
        return item(Mark::open, "work.intake.wish",
                    all(element("p", {}, words),
                        link_to("contact_received", "work.intake.wish.record", {{"f.by", "citizen"}})));
    }

    std::string contact_words(const casefile::Event& event) const {
        const auto& kind = setting_.library.vocabulary.events[event.type];
        std::string words = answer::event_words(setting_.library.vocabulary, event.type, setting_.language());
        for (const char* name : {"by", "channel"}) {
            const auto index = kind.field_index(name);
            if (!index) continue;
            const std::string value =
                field_words(kind.fields[*index], event.fields[*index], setting_.language());
            if (!value.empty()) words += ", " + value;
        }
        return words;
    }

    Html unit() const {
        const auto* route = route_of(view_.evaluation, service::Task::intake);
        const std::string here = view_.unit.empty() ? say("work.no_unit") : view_.unit;
        if (route == nullptr)
            return item(Mark::done, "work.intake.unit",
                        element("p", {}, say("work.intake.unit.any", {here})));
        const std::string right = unit_of(view_.evaluation, service::Task::intake, setting_.language());
        Html why;
        if (const auto* edition = edition_of(view_.evaluation, *route->rule))
            why = disclosure(say("web.why"), rule_and_source(speaker_, *route->rule, *edition));
        if (right.empty())
            return item(Mark::unknown, "work.intake.unit",
                        all(element("p", {}, say("work.intake.unit.unknown")), why));
        const std::string name = unit_of(view_.evaluation, service::Task::intake);
        if (view_.unit == name)
            return item(Mark::done, "work.intake.unit",
                        all(element("p", {}, say("work.intake.unit.right", {right})), why));
        Html forward;
        if (can(service::Permission::assign_case))
            forward = post_form(setting_, setting_.to(WorkPlace::assignment, view_.key.case_id),
                                all(form_fields(setting_, "forward", view_.version),
                                    hidden_field("unit", name), hidden_field("assigned_to", "")),
                                button(ButtonKind::secondary, say("work.intake.unit.forward", {right})),
                                "one-press");
        return item(Mark::open, "work.intake.unit",
                    all(element("p", {}, say("work.intake.unit.other", {right, here})), forward,
                        element("p", {{"class", "source"}}, say("work.intake.unit.clock")), why));
    }

    Html residence() const {
        const std::string& told = view_.file.person.residence;
        const Html change = can(service::Permission::change_person)
                                ? element("a", {{"href", setting_.to(WorkPlace::person, view_.key.case_id)}},
                                          say("work.person.change"))
                                : Html{};
        if (told.empty())
            return item(Mark::unknown, "work.intake.residence",
                        all(element("p", {}, say("work.intake.residence.unknown")), paragraph(change)));
        if (told == view_.key.municipality)
            return item(Mark::done, "work.intake.residence",
                        element("p", {}, say("work.intake.residence.own")));
        if (const auto* received = last("payment_commitment_received"))
            return item(Mark::done, "work.intake.residence",
                        element("p", {}, say("work.intake.commitment.received", {day_of(*received)})));
        const auto* requested = last("payment_commitment_requested");
        const Html content =
            requested == nullptr
                ? all(element("p", {}, say("work.intake.residence.other")),
                      link_to("payment_commitment_requested", "work.intake.commitment.request"))
                : all(element("p", {}, say("work.intake.commitment.requested", {day_of(*requested)})),
                      link_to("payment_commitment_received", "work.intake.commitment.receive"));
        return item(Mark::open, "work.intake.residence", content);
    }

    bool has_consent(std::string_view by) const {
        bool stands = false;
        for (const auto& event : view_.file.events) {
            const std::string& name = setting_.library.vocabulary.events[event.type].name;
            if (name != "consent_given" && name != "consent_withdrawn") continue;
            const auto* who = field(event, "by");
            const auto* purpose = field(event, "purpose");
            const bool is_his = who != nullptr && purpose != nullptr && who->get<std::string>() != nullptr &&
                                purpose->get<std::string>() != nullptr && *who->get<std::string>() == by &&
                                *purpose->get<std::string>() == "treatment";
            if (is_his) stands = name == "consent_given";
        }
        return stands;
    }

    Html consent(std::string_view by, std::string_view key) const {
        const std::string whose = say(key);
        if (has_consent(by))
            return element("li", {}, icon(Icon::done), say("work.intake.consent.given", {whose}));
        return element("li", {}, icon(Icon::due), say("work.intake.consent.missing", {whose}), " ",
                       link_to("consent_given", "work.intake.consent.record",
                               {{"f.by", std::string(by)}, {"f.purpose", "treatment"}}));
    }

    Html consents() const {
        const bool is_asked = !age() || *age() >= 15;
        const bool is_done = has_consent("custody_holder") && (!is_asked || has_consent("citizen"));
        Html list = consent("custody_holder", "work.intake.consent.custody");
        if (is_asked) list += consent("citizen", "work.intake.consent.own");
        return item(is_done ? Mark::done : Mark::open, "work.intake.consent",
                    element("ul", {{"class", "nobullet-list"}}, list));
    }

    Html children() const {
        const auto* fact = setting_.library.vocabulary.find_fact("children_under_18_at_home");
        if (fact == nullptr) return {};
        const auto told = std::ranges::find(view_.file.facts, fact->slot, &casefile::ToldFact::slot);
        const bool is_told = told != view_.file.facts.end() && told->value.get<bool>() != nullptr;
        const auto* child = last("child_registered");
        if (is_told || child != nullptr) {
            const bool has = child != nullptr || *told->value.get<bool>();
            return item(
                Mark::done, "work.intake.children",
                all(element("p", {}, say(has ? "work.intake.children.yes" : "work.intake.children.no")),
                    has ? link_to("child_registered", "work.intake.children.register") : Html{}));
        }
        if (!can(service::Permission::tell_fact))
            return item(Mark::unknown, "work.intake.children", say("work.intake.children.ask"));
        const auto choice = [&](const char* value, std::string_view key) {
            return element("button",
                           {{"type", "submit"},
                            {"class", "button button-secondary"},
                            {"name", "value"},
                            {"value", value}},
                           say(key), unseen(say("work.intake.children.ask")));
        };
        const Html form =
            post_form(setting_, setting_.to(WorkPlace::fact, view_.key.case_id),
                      all(form_fields(setting_, "children", view_.version), hidden_field("fact", fact->name)),
                      all(choice("yes", "web.yes"), choice("no", "web.no")), "answers");
        return item(Mark::unknown, "work.intake.children",
                    all(element("p", {}, say("work.intake.children.ask")), form));
    }

    Html reaching() const {
        const auto& person = view_.person;
        Html lines;
        const auto line = [&](std::string_view key, const std::string& value) {
            std::string label = say(key);
            if (!label.ends_with(':')) label = say("work.colon", {label});
            lines += element("li", {}, element("strong", {}, label), " ",
                             value.empty() ? say("work.intake.not_told") : value);
        };
        line("work.person.reach", person.reach_safely);
        line("work.person.telephone", person.telephone);
        line("work.person.interpreter", person.interpreter);
        if (person.is_protected) lines += element("li", {}, protected_mark(setting_, true));
        const bool is_known = !person.reach_safely.empty() || !person.telephone.empty();
        Html change;
        if (can(service::Permission::change_person))
            change = paragraph(element("a", {{"href", setting_.to(WorkPlace::person, view_.key.case_id)}},
                                       say("work.person.change")));
        return item(is_known ? Mark::done : Mark::unknown, "work.intake.reach",
                    all(element("ul", {{"class", "nobullet-list"}}, lines), change));
    }

    Html doctor() const {
        if (const auto* held = last("doctor_talk_held"))
            return item(Mark::done, "work.intake.doctor",
                        element("p", {}, say("work.intake.doctor.held", {day_of(*held)})));
        if (const auto* wanted = last("doctor_talk_requested"))
            return item(Mark::open, "work.intake.doctor",
                        all(element("p", {}, say("work.intake.doctor.wanted", {day_of(*wanted)})),
                            link_to("doctor_talk_held", "work.intake.doctor.record")));
        return item(Mark::unknown, "work.intake.doctor",
                    all(element("p", {}, say("work.intake.doctor.offer")),
                        link_to("doctor_talk_requested", "work.intake.doctor.request")));
    }

    const WorkSetting& setting_;
    const CaseView& view_;
    Speaker speaker_;
};

}  // namespace

Response answer_intake(Visit& visit) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const std::string title = visit.setting.say("work.intake.title");
    return work_html(work_page(
        visit.setting, {.title = title},
        all(case_line(visit.setting, *view), heading(1, title), case_steps(visit.setting, *view),
            element("p", {}, visit.setting.say("work.intake.lead")), Intake(visit.setting, *view).html())));
}

}  // namespace fjorten::web
