#include "service/health_record.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/utf8.h"
#include "service/assessment.h"
#include "service/decide.h"

namespace fjorten::service {

namespace {

using enum SheetValue;

constexpr SheetField field_on{"on", day}, field_by{"profession", choice, {"doctor", "other"}};
// Equal preparations: the cheapest, or why not (an exception is judged for each person).
constexpr SheetField field_preparation{"preparation", words}, field_cheapest{"cheapest", flag},
    field_exception{"exception"};

constexpr std::array talk_fields = {field_on, field_by, SheetField{"part."}, SheetField{"findings"},
                                    SheetField{"conclusion"}};
constexpr std::array decision_fields = {field_on,
                                        field_by,
                                        SheetField{"result", choice, {"granted", "refused"}},
                                        SheetField{"part."},
                                        field_preparation,
                                        field_cheapest,
                                        field_exception,
                                        SheetField{"social_support"},
                                        SheetField{"handout_place", words},
                                        SheetField{"reasons"},
                                        SheetField{"complaint_told", flag}};
constexpr std::array review_fields = {field_on,
                                      field_by,
                                      SheetField{"part."},
                                      SheetField{"other_use"},
                                      SheetField{"goes_on", choice, {"unchanged", "changed", "ends"}},
                                      field_preparation,
                                      field_cheapest,
                                      field_exception,
                                      SheetField{"reasons"}};
constexpr std::array handout_fields = {field_on,
                                       field_by,
                                       SheetField{"handout_place", words},
                                       SheetField{"intake", choice, {"supervised", "taken_home", "partly"}},
                                       SheetField{"until", day},
                                       SheetField{"despite"}};
constexpr std::array agreement_fields = {field_on, field_by, SheetField{"attendance"}, SheetField{"conduct"},
                                         SheetField{"signed", flag}};
constexpr std::array sanction_fields = {
    field_on,
    field_by,
    SheetField{"breach"},
    SheetField{"heard"},
    SheetField{"consequence", choice, {"supervised_intake", "daily_handout", "other_place", "ends"}},
    SheetField{"reasons"},
    SheetField{"with_leader", words},
    SheetField{"complaint_told", flag}};
constexpr std::array urine_fields = {field_on,
                                     field_by,
                                     SheetField{"taken", flag},
                                     SheetField{"announced", flag},
                                     SheetField{"findings"},
                                     SheetField{"conclusion"}};
constexpr std::array screening_fields = {field_on, field_by, SheetField{"screened_for"},
                                         SheetField{"findings"}, SheetField{"offered"}};
constexpr std::array vaccination_fields = {field_on,
                                           field_by,
                                           SheetField{"vaccine", words},
                                           SheetField{"batch", words},
                                           SheetField{"next", day},
                                           SheetField{"declined", flag}};
constexpr std::array antabus_fields = {field_on,
                                       field_by,
                                       SheetField{"prescriber", words},
                                       SheetField{"clinic", words},
                                       SheetField{"plan"},
                                       SheetField{"wanted", flag}};
constexpr std::array note_fields = {field_on, field_by, SheetField{"findings"}};

const std::array kinds = {
    HealthKind{"talk", talk_fields, "doctor_talk_held", {"conclusion"}},
    HealthKind{"decision", decision_fields, "substitution_started", {"result"}},
    HealthKind{"review", review_fields, "doctor_review_held", {"goes_on"}},
    HealthKind{"handout", handout_fields, "", {"handout_place", "intake"}},
    HealthKind{"agreement", agreement_fields, "", {"attendance", "conduct", "signed"}},
    HealthKind{"sanction", sanction_fields, "", {"breach", "heard", "consequence", "reasons", "with_leader"}},
    HealthKind{"urine", urine_fields, "", {"taken"}},
    HealthKind{"screening", screening_fields, "", {"screened_for"}},
    HealthKind{"vaccination", vaccination_fields, "", {"vaccine"}},
    HealthKind{"antabus", antabus_fields, "", {"prescriber", "clinic", "plan", "wanted"}},
    HealthKind{"note", note_fields, "", {"findings"}},
};

const SheetField* field_of(const HealthKind& kind, std::string_view name) {
    return SheetKind{kind.name, kind.fields}.find(name);
}

bool is_met_by(const rulebook::Rule& rule, std::string_view event, const rulebook::Vocabulary& vocabulary) {
    return rule.clock && std::ranges::any_of(rule.clock->met_by, [&](const rulebook::Pattern& pattern) {
               return vocabulary.events[pattern.event].name == event;
           });
}

/// One entry that is looked at.
class Check {
  public:
    Check(const HealthKind& kind, const HealthParts& parts, const Sheet& sheet, const CaseView& view,
          const rulebook::Vocabulary& vocabulary, calendar::Date today)
        : kind_(kind), parts_(parts), sheet_(sheet), view_(view), vocabulary_(vocabulary), today_(today) {}

    Diagnostics run() {
        check_form();
        if (!mistakes_.empty()) return std::move(mistakes_);
        for (const auto name : kind_.needed) need(name);
        need("profession");
        if (const auto on = calendar::Date::parse(sheet_.value("on")); on && *on > today_)
            report("on", "record_future_day", {on->iso(), today_.iso()});
        if (is("talk") || is("review") || is_granted()) check_parts();
        if (is_granted()) {
            need("preparation");
            need("handout_place");
            need("social_support");
        }
        check_preparation();
        check_refusal();
        check_handout();
        if (is("urine") && sheet_.value("taken") == "yes") need("announced");
        if (is("antabus") && sheet_.value("wanted") == "no") report("wanted", "health_unwanted");
        return std::move(mistakes_);
    }

  private:
    bool is(std::string_view name) const { return kind_.name == name; }
    bool is_granted() const { return is("decision") && sheet_.value("result") == "granted"; }
    bool lacks(std::string_view name) const { return sheet_.value(name).empty(); }
    void report(std::string_view field, std::string_view code, std::vector<std::string> args = {}) {
        mistakes_.push_back(mistake_in(std::string(field), std::string(code), std::move(args)));
    }
    void need(std::string_view name) {
        if (lacks(name)) report(name, "record_sheet_missing");
    }

    void check_form() {
        for (const auto& [name, value] : sheet_.fields) {
            const SheetField* const field = field_of(kind_, name);
            if (field == nullptr) {
                report(name, "record_sheet_field", {name, std::string(kind_.name)});
                continue;
            }
            if (!utf8::is_valid(value)) {
                report(name, "record_not_utf8");
                continue;
            }
            const std::size_t most = field->value == text ? most_text_characters : most_sheet_words;
            if (utf8::length(value) > most) report(name, "record_text_too_long", {std::to_string(most)});
            if (field->value == choice && std::ranges::find(field->choices, value) == field->choices.end())
                report(name, "record_sheet_choice", {value});
            if (field->value == flag && value != "yes" && value != "no")
                report(name, "record_sheet_flag", {value});
            if (field->value == day && !calendar::Date::parse(value))
                report(name, "record_sheet_day", {value});
        }
    }

    // What the standard says that the treatment settles, or the doctor's plan holds.
    void check_parts() {
        for (const auto* item : parts_) need("part." + item->id);
    }

    void check_preparation() {
        if (lacks("preparation")) return;
        need("cheapest");
        if (sheet_.value("cheapest") == "no" && lacks("exception"))
            report("exception", "record_reasons_needed");
    }

    // Whatever goes against the citizen says why, and how one complains: the health way.
    void check_refusal() {
        const bool is_against = sheet_.value("result") == "refused" || is("sanction") ||
                                (is("review") && sheet_.value("goes_on") == "ends");
        if (!is_against) return;
        if (lacks("reasons")) report("reasons", "record_reasons_needed");
        if (field_of(kind_, "complaint_told") != nullptr && sheet_.value("complaint_told") != "yes")
            report("complaint_told", "health_complaint_untold");
    }

    // A dose does not simply go on after a review that nobody held: a doctor says why.
    void check_handout() {
        if (!is("handout")) return;
        const auto until = calendar::Date::parse(sheet_.value("until"));
        const auto on = calendar::Date::parse(sheet_.value("on"));
        if (until && on && *until < *on) report("until", "record_sheet_until");
        const auto* const overdue = overdue_review(view_.evaluation, vocabulary_);
        if (overdue != nullptr && lacks("despite"))
            report("despite", "health_review_overdue", {overdue->due->iso()});
    }

    const HealthKind& kind_;
    const HealthParts& parts_;
    const Sheet& sheet_;
    const CaseView& view_;
    const rulebook::Vocabulary& vocabulary_;
    calendar::Date today_;
    Diagnostics mistakes_;
};

}  // namespace

std::span<const HealthKind> health_kinds() { return kinds; }

const HealthKind* find_health_kind(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, &HealthKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

HealthParts parts_of(const HealthKind& kind, const engine::Evaluation& evaluation) {
    HealthParts parts;
    if (kind.step.empty()) return parts;
    for (const auto* list : checklists_of(evaluation, kind.step)) {
        for (const auto& item : list->rule->checklist->items) {
            const bool is_there =
                std::ranges::any_of(parts, [&](const auto* part) { return part->id == item.id; });
            if (!is_there) parts.push_back(&item);
        }
    }
    return parts;
}

const engine::ClockResult* overdue_review(const engine::Evaluation& evaluation,
                                          const rulebook::Vocabulary& vocabulary) {
    for (const auto& clock : evaluation.clocks) {
        if (clock.state == engine::ClockState::breached && clock.due &&
            is_met_by(*clock.rule, "doctor_review_held", vocabulary))
            return &clock;
    }
    return nullptr;
}

bool has_social_treatment(const CaseView& view, const rulebook::Vocabulary& vocabulary) {
    const auto* const started = standing_event(view.entries, vocabulary, "treatment_started");
    if (started == nullptr) return false;
    const auto index = vocabulary.events[started->event->type].field_index("service");
    const auto* const service = index ? started->event->fields[*index].get<std::string>() : nullptr;
    return service == nullptr || *service != "substitution";
}

Diagnostics check_health(const HealthKind& kind, const HealthParts& parts, const Sheet& sheet,
                         const CaseView& view, const rulebook::Vocabulary& vocabulary, calendar::Date today) {
    return Check(kind, parts, sheet, view, vocabulary, today).run();
}

std::string event_behind(const HealthKind& kind, const Sheet& sheet, calendar::Date on) {
    const auto event = [&](std::string_view name, std::string_view fields = {}) {
        return fmt::format("{{on: {}, event: {}{}}}", on.iso(), name, fields);
    };
    if (kind.name == "talk") return event("doctor_talk_held");
    if (kind.name == "review") return event("doctor_review_held");
    if (kind.name == "decision" && sheet.value("result") == "granted") return event("substitution_started");
    if (kind.name == "urine" && sheet.value("taken") == "yes")
        return event("urine_test_taken",
                     sheet.value("announced") == "yes" ? ", announced: true" : ", announced: false");
    return {};
}

}  // namespace fjorten::service
