#include "web/event_menu.h"

#include <algorithm>
#include <array>
#include <set>

#include "answer/words.h"

namespace fjorten::web {

namespace {

struct Entry {
    std::string_view event;
    bool is_common = false;
};

struct Phase {
    std::string_view name;
    std::vector<Entry> events;
};

const std::vector<Phase>& phases() {
    static const std::vector<Phase> all = {
        {"asking",
         {{"contact_received", true},
          {"application_received", true},
          {"doctor_talk_requested", true},
          {"doctor_talk_held", true},
          {"request_withdrawn", true},
          {"consent_given"},
          {"consent_withdrawn"},
          {"appointment_missed"},
          {"guarantee_declined"},
          {"cooperation_refused"}}},
        {"assessment",
         {{"assessment_interview_held"},
          {"assessment_area_covered"},
          {"assessment_completed", true},
          {"recommendation_made"},
          {"payment_commitment_requested"},
          {"payment_commitment_received"}}},
        {"decision",
         {{"party_hearing_sent"},
          {"party_hearing_answered"},
          {"decision_made", true},
          {"decision_sent", true},
          {"decision_received", true},
          {"provider_chosen", true},
          {"free_choice_limited"},
          {"own_payment_decided"},
          {"own_payment_told"}}},
        {"treatment",
         {{"first_meeting_agreed"},
          {"treatment_started", true},
          {"substitution_started"},
          {"session_held", true},
          {"gift_card_issued"},
          {"plan_made", true},
          {"plan_reviewed"},
          {"action_plan_offered"},
          {"action_plan_made"},
          {"action_plan_reviewed"},
          {"doctor_review_held"},
          {"urine_test_taken"},
          {"treatment_interrupted"},
          {"interruption_reported"},
          {"provider_status_received"}}},
        {"afterwards", {{"treatment_ended", true}, {"follow_up_held", true}}},
        {"complaint",
         {{"complaint_received", true},
          {"reassessment_made"},
          {"complaint_maintained"},
          {"complaint_forwarded"},
          {"appeal_decided"},
          {"file_access_requested", true},
          {"file_access_answered"}}},
    };
    return all;
}

// Free text that no rule reads: not asked for, so that nobody writes more of themselves than it takes.
constexpr std::array<std::string_view, 6> unasked = {"channel", "authority", "mode",
                                                     "reason",  "provider",  "for"};

std::string why_key(const rulebook::Fact& fact) { return "web.fact." + fact.name + ".why"; }

std::string or_else(const std::string& key, Language language, const std::string& label,
                    const std::string& name) {
    if (has_message(language, key)) return message(language, key);
    return label.empty() ? name : label;
}

}  // namespace

std::vector<EventPhase> event_menu(const rulebook::Vocabulary& vocabulary, MenuSize size) {
    std::vector<EventPhase> menu;
    std::set<std::string_view> named;
    for (const Phase& phase : phases()) {
        EventPhase shown{.name = phase.name, .events = {}};
        for (const Entry& entry : phase.events) {
            named.insert(entry.event);
            const bool is_wanted = size == MenuSize::every || entry.is_common;
            if (is_wanted && vocabulary.find_event(entry.event)) shown.events.push_back(entry.event);
        }
        if (!shown.events.empty()) menu.push_back(std::move(shown));
    }
    if (size == MenuSize::common) return menu;
    EventPhase rest{.name = "other", .events = {}};
    for (const auto& kind : vocabulary.events) {
        if (!named.contains(kind.name)) rest.events.push_back(kind.name);
    }
    if (!rest.events.empty()) menu.push_back(std::move(rest));
    return menu;
}

std::size_t order_of(const rulebook::Vocabulary& vocabulary, std::string_view event) {
    std::size_t order = 0;
    for (const EventPhase& phase : event_menu(vocabulary, MenuSize::every)) {
        for (const auto& name : phase.events) {
            if (name == event) return order;
            ++order;
        }
    }
    return order;
}

std::vector<std::size_t> asked_fields(const rulebook::EventKind& kind) {
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const auto& field = kind.fields[i];
        const bool is_unasked =
            std::ranges::find(unasked, field.name) != unasked.end() && field.type.choices.empty();
        if (!is_unasked) asked.push_back(i);
    }
    return asked;
}

std::string event_label(const rulebook::Vocabulary& vocabulary, rulebook::EventType event,
                        Language language) {
    const std::string& name = vocabulary.events[event].name;
    return or_else("web.event." + name, language, answer::event_words(vocabulary, event, language), name);
}

std::string field_label(const rulebook::EventKind& kind, const rulebook::Field& field, Language language) {
    const std::string own = "web.field." + kind.name + "." + field.name;
    if (has_message(language, own)) return message(language, own);
    return or_else("web.field." + field.name, language, field.label.in(language), field.name);
}

std::string choice_label(const rulebook::Vocabulary&, const rulebook::Field& field, std::size_t choice,
                         Language language) {
    const std::string& name = field.type.choices[choice];
    const std::string own = "web.choice." + field.name + "." + name;
    if (has_message(language, own)) return message(language, own);
    const auto& labels = field.type.choice_labels;
    return or_else("web.choice." + name, language, choice < labels.size() ? labels[choice].in(language) : "",
                   name);
}

std::vector<const rulebook::Fact*> asked_facts(const rulebook::Vocabulary& vocabulary) {
    std::vector<const rulebook::Fact*> asked;
    for (const auto& fact : vocabulary.facts) {
        const bool is_yes_or_no =
            fact.type.kinds.size() == 1 && fact.type.kinds[0] == rulebook::FieldKind::boolean;
        if (is_yes_or_no && has_message(Language::da, why_key(fact))) asked.push_back(&fact);
    }
    return asked;
}

std::string fact_question(const rulebook::Fact& fact, Asker asker, Language language) {
    const std::string key = "web.fact." + fact.name + ".relative";
    if (asker == Asker::relative && has_message(language, key)) return message(language, key);
    return fact.question.in(language).empty() ? fact.name : fact.question.in(language);
}

std::string fact_reason(const rulebook::Fact& fact, Language language) {
    const std::string key = why_key(fact);
    return has_message(language, key) ? message(language, key) : std::string{};
}

}  // namespace fjorten::web
