// Sheets: what may stand in them, and the events that a finished one leads to.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/utf8.h"
#include "casefile/read_value.h"
#include "service/assessment.h"
#include "service/case_letters.h"
#include "service/concern.h"
#include "service/decide.h"
#include "service/follow_up.h"
#include "service/measure.h"
#include "service/plan.h"

namespace fjorten::service {

namespace {

constexpr std::string_view covered_event = "assessment_area_covered";

/// What is wrong with how a value is written; empty if nothing.
std::string_view mistake_in_value(const SheetField& field, std::string_view value,
                                  const rulebook::Vocabulary& vocabulary) {
    switch (field.value) {
        case SheetValue::mark:  // its scale is the rulebook's: check_measure
        case SheetValue::words:
        case SheetValue::text: return {};
        case SheetValue::choice:
            return std::ranges::find(field.choices, value) == field.choices.end() ? "record_sheet_choice"
                                                                                  : "";
        case SheetValue::service:
        case SheetValue::outcome: {
            const auto& names =
                field.value == SheetValue::service ? vocabulary.services : vocabulary.outcomes;
            return std::ranges::find(names, value, &rulebook::Named::name) == names.end()
                       ? "record_sheet_choice"
                       : "";
        }
        case SheetValue::flag: return value == "yes" || value == "no" ? "" : "record_sheet_flag";
        case SheetValue::day: return calendar::Date::parse(value) ? "" : "record_sheet_day";
        case SheetValue::money: return oere_in(value) ? "" : "record_sheet_money";
        case SheetValue::score: {
            const auto hundredths = oere_in(value);
            return hundredths && *hundredths <= 100 ? "" : "record_sheet_score";
        }
    }
    return {};
}

/// Eight figures, or an international number; blanks are left out.
bool is_telephone(std::string_view text) {
    std::string figures;
    for (const char c : text) {
        if (c != ' ') figures += c;
    }
    const bool is_abroad = figures.starts_with('+');
    if (is_abroad) figures.erase(0, 1);
    const bool is_long_enough = is_abroad ? figures.size() >= 8 && figures.size() <= 15 : figures.size() == 8;
    return is_long_enough && std::ranges::all_of(figures, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    const auto is_fine = [](char c) {
        return c > ' ' && c != ',' && c != ';' && c != '<' && c != '>' && c != '"';
    };
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && !text.ends_with('.') &&
           std::ranges::all_of(text, is_fine);
}

/// One sheet on its way into the record.
class SheetDecision {
  public:
    SheetDecision(const CaseState& state, const WriteSheet& command, const Ground& ground)
        : state_(state), command_(command), ground_(ground), sheet_(command.sheet) {
        if (auto evaluation = ground.engine.evaluate(state.file, {.on = ground.today}))
            evaluation_ = std::move(*evaluation);
    }

    Outcome<Drafts> run() {
        const SheetKind* const kind = find_sheet_kind(command_.type);
        if (kind == nullptr) return std::unexpected(Diagnostics{unknown_type()});
        check_form(*kind);
        if (mistakes_.empty()) check_meaning();
        if (!mistakes_.empty()) return std::unexpected(std::move(mistakes_));
        Said said;
        said.sheet = sheet_;
        drafts_.push_back({.type = command_.type, .occurred_on = ground_.today, .said = std::move(said)});
        if (auto added = add_events(); !added) return std::unexpected(std::move(added.error()));
        return std::move(drafts_);
    }

  private:
    void report(std::string_view field, std::string_view code, std::vector<std::string> args = {}) {
        mistakes_.push_back(mistake_in(std::string(field), std::string(code), std::move(args)));
    }
    bool is_final() const { return command_.stage == SheetStage::final; }
    bool is(std::string_view type) const { return command_.type == type; }
    bool lacks(std::string_view field) const { return is_blank(sheet_.value(field)); }

    Diagnostic unknown_type() const {
        std::vector<std::string> names;
        for (const SheetKind& kind : sheet_kinds()) names.emplace_back(kind.type);
        Diagnostic unknown =
            mistake_in("type", "record_sheet_type", {command_.type, casefile::joined(names)});
        unknown.suggestion = nearest_word(command_.type, names);
        return unknown;
    }

    void check_form(const SheetKind& kind) {
        std::size_t characters = 0;
        for (const auto& [name, value] : sheet_.fields) {
            const SheetField* const field = kind.find(name);
            if (field == nullptr) {
                report(name, "record_sheet_field", {name, command_.type});
                continue;
            }
            if (!utf8::is_valid(value)) {
                report(name, "record_not_utf8");
                continue;
            }
            const std::size_t most =
                field->value == SheetValue::text ? most_text_characters : most_sheet_words;
            const std::size_t length = utf8::length(value);
            characters += length;
            const auto wrong = mistake_in_value(*field, value, ground_.library.vocabulary);
            if (length > most) report(name, "record_text_too_long", {std::to_string(most)});
            else if (!wrong.empty()) report(name, wrong, {value});
        }
        if (characters > most_sheet_characters)
            report("type", "record_text_too_long", {std::to_string(most_sheet_characters)});
        std::erase_if(sheet_.fields, [](const auto& field) { return is_blank(field.second); });
    }

    void check_meaning() {
        if (is(sheet_type::area)) return check_area();
        if (is(sheet_type::questionnaire)) return check_questionnaire();
        if (is(sheet_type::follow_up)) return check_follow_up();
        if (is(sheet_type::measure)) return check_measure();
        if (!sheet_.item.empty()) return report("item", "record_sheet_item", {sheet_.item});
        if (is(sheet_type::reminder)) return check_reminder();
        if (!is_final()) return;
        if (is(sheet_type::conclusion)) check_conclusion();
        if (is(sheet_type::recommendation)) {
            if (lacks("service")) report("service", "record_sheet_missing");
            if (lacks("grounds")) report("grounds", "record_sheet_missing");
            check_catalogue();
        }
        if (is(sheet_type::decision)) check_decision();
        if (is(sheet_type::payment)) check_payment();
        if (is(sheet_type::hearing)) check_hearing();
        if (is(sheet_type::offer)) check_offer();
        if (is(sheet_type::plan)) check_plan();
        if (is(sheet_type::concern)) check_concern();
        if (is(sheet_type::contract)) check_contract();
    }

    void check_area() {
        const auto areas = areas_of(state_.entries, evaluation_, ground_.library.vocabulary);
        const auto area = std::ranges::find(areas, sheet_.item, &AreaStanding::id);
        if (area == areas.end()) return report("item", "record_sheet_item", {sheet_.item});
        was_covered_ = area->state == AreaState::done;
        if (lacks("state")) return report("state", "record_sheet_missing");
        if (sheet_.value("state") == name_of(AreaState::not_possible) && lacks("reason"))
            report("reason", "record_area_reason");
        const bool says_nothing = lacks("citizen_words") && lacks("caseworker_words");
        if (sheet_.value("state") == name_of(AreaState::done) && says_nothing)
            report("caseworker_words", "record_area_words");
    }

    void check_questionnaire() {
        for (const auto* list : checklists_of(evaluation_, "assessment_interview_held")) {
            if (list->rule->name != sheet_.item) continue;
            for (const auto& [name, value] : sheet_.fields) {
                if (!name.starts_with("score.")) continue;
                const auto& items = list->rule->checklist->items;
                if (std::ranges::find(items, name.substr(6), &rulebook::Checklist::Item::id) == items.end())
                    report(name, "record_sheet_field", {name, command_.type});
            }
            const bool has_score = std::ranges::any_of(
                sheet_.fields, [](const auto& field) { return field.first.starts_with("score."); });
            if (!has_score)
                report("score." + list->rule->checklist->items.front().id, "record_sheet_missing");
            return;
        }
        report("item", "record_sheet_item", {sheet_.item});
    }

    void check_measure() {
        const auto measures = measures_of(evaluation_.standard);
        const Measure* const measure = find_measure(measures, sheet_.item);
        if (measure == nullptr) return report("item", "record_sheet_item", {sheet_.item});
        std::size_t answered = 0;
        for (const auto& [name, value] : sheet_.fields) {
            if (!name.starts_with("mark.")) continue;
            const auto question = std::ranges::find_if(measure->questions, [&](const MeasureQuestion& one) {
                return one.term->id == name.substr(5);
            });
            if (question == measure->questions.end())
                report(name, "record_sheet_field", {name, command_.type});
            else if (!mark_in(value, *question))
                report(name, "record_sheet_mark",
                       {value, std::to_string(question->least), std::to_string(question->most)});
            ++answered;
        }
        if (answered == 0) report("mark." + measure->questions.front().term->id, "record_sheet_missing");
        const auto on = calendar::Date::parse(sheet_.value("on"));
        if (on && *on > ground_.today) report("on", "record_future_day", {on->iso(), ground_.today.iso()});
    }

    // Nothing is sent anywhere but where the citizen has said.
    void check_reminder() {
        if (lacks("wants")) return report("wants", "record_sheet_missing");
        if (sheet_.value("wants") != "yes") return;
        if (lacks("channel")) report("channel", "record_sheet_missing");
        const auto to = sheet_.value("to");
        const bool is_mail = sheet_.value("channel") == "email";
        if (lacks("to")) report("to", "record_sheet_missing");
        else if (!(is_mail ? is_mail_address(to) : is_telephone(to)))
            report("to", is_mail ? "reminder_email" : "reminder_telephone", {std::string(to)});
        if (sheet_.value("safe") != "yes") report("safe", "reminder_safe");
    }

    // BEK 1477 section 1: an area may be left open with a reason.
    void check_conclusion() {
        const auto areas = areas_of(state_.entries, evaluation_, ground_.library.vocabulary);
        const bool is_whole = std::ranges::all_of(areas, &AreaStanding::is_settled);
        if (!is_whole && lacks("reason")) report("reason", "record_assessment_open");
    }

    // Only what the standard has among its offers; where it says nothing of offers, anything.
    void check_catalogue() {
        const std::string_view service = sheet_.value("service");
        if (service.empty() || evaluation_.offers.empty()) return;
        const bool is_offered = std::ranges::any_of(
            evaluation_.offers,
            [&](const engine::OfferResult& offer) { return offer.rule->offer->service == service; });
        if (!is_offered) report("service", "record_not_in_catalogue");
    }

    const engine::OfferResult* offer() const {
        const auto found = std::ranges::find_if(evaluation_.offers, [&](const engine::OfferResult& one) {
            return one.rule->offer->service == sheet_.value("service");
        });
        return found == evaluation_.offers.end() ? nullptr : &*found;
    }

    void check_decision() {
        if (lacks("result")) return report("result", "record_sheet_missing");
        const bool grants_all = sheet_.value("result") == "granted";
        // FVL sections 22 to 24: whatever does not go the citizen's way entirely says why, and on which
        // facts.
        if (!grants_all && lacks("reasons")) report("reasons", "record_reasons_needed");
        if (!grants_all && lacks("facts")) report("facts", "record_facts_needed");
        if (sheet_.value("result") == "refused") return;
        if (lacks("service")) report("service", "record_sheet_missing");
        check_catalogue();
        const engine::OfferResult* const chosen = offer();
        if (chosen == nullptr) return;
        const bool is_judged = chosen->rule->discretion || has_judgement();
        if (is_judged && lacks("discretion")) report("discretion", "record_discretion_needed");
        if (chosen->eligible == false && lacks("departure")) report("departure", "record_not_eligible");
        check_period(*chosen->rule);
    }

    // What the granting of this service leaves to a person.
    bool has_judgement() const {
        const auto& vocabulary = ground_.library.vocabulary;
        const auto event = decision_event();
        return event && std::ranges::any_of(evaluation_.actions, [&](const engine::ActionResult& action) {
                   const auto& done_by = vocabulary.actions[action.action].done_by;
                   return !action.discretion.empty() && done_by && matches(*done_by, *event);
               });
    }

    bool matches(const rulebook::Pattern& pattern, const casefile::Event& event) const {
        if (pattern.event != event.type) return false;
        if (!pattern.where) return true;
        const auto& vocabulary = ground_.library.vocabulary;
        std::vector<feel::Value> environment(vocabulary.slot_count, feel::Value::unknown());
        std::ranges::copy(event.fields, environment.begin() + vocabulary.first_field_slot);
        return pattern.where->test(environment).value_or(false);
    }

    std::optional<casefile::Event> decision_event() const {
        const auto document = read_document(event_text("decision_made", decision_members()), "event");
        auto event = document ? casefile::read_event(*document, ground_.library.vocabulary)
                              : std::unexpected(Diagnostics{});
        return event ? std::optional(std::move(*event)) : std::nullopt;
    }

    // Longer than the standard's usual time takes a reason.
    void check_period(const rulebook::Rule& rule) {
        const auto from = calendar::Date::parse(sheet_.value("from"));
        const auto until = calendar::Date::parse(sheet_.value("until"));
        if (from && until && *until < *from) return report("until", "record_sheet_until");
        if (!from || !until || !lacks("departure")) return;
        for (const rulebook::Term& term : rule.terms) {
            const auto* const most = term.max ? term.max->get<feel::Decimal>() : nullptr;
            const auto period = calendar::Period::parse(term.unit);
            const auto times = most == nullptr ? std::nullopt : most->as_int64();
            if (!period || !times || *times < 1 || *times > 1000) continue;
            calendar::Period whole = *period;
            whole.months *= static_cast<std::int32_t>(*times);
            whole.days *= static_cast<std::int32_t>(*times);
            const calendar::Date last = calendar::add(*from, whole);
            if (*until > last) report("departure", "record_longer_than_usual", {last.iso()});
        }
    }

    void check_payment() {
        if (lacks("amount")) report("amount", "record_sheet_missing");
        if (lacks("reasons")) report("reasons", "record_reasons_needed");
        static constexpr std::array<std::string_view, 5> figures = {"income", "housing", "debt",
                                                                    "fixed_expenses", "provider_costs"};
        for (const auto* list : checklists_of(evaluation_, "own_payment_decided")) {
            for (const auto& item : list->rule->checklist->items) {
                const bool is_figure = std::ranges::find(figures, item.id) != figures.end();
                const std::string field = is_figure ? item.id : "remark." + item.id;
                if (lacks(field)) report(field, "record_payment_item");
            }
        }
    }

    // FVL sections 19 and 20: what is going to be decided, on which facts, and until when one may answer.
    void check_hearing() {
        for (const char* field : {"about", "facts", "leads_to", "reply_by"}) {
            if (lacks(field)) report(field, "record_sheet_missing");
        }
        const auto reply_by = calendar::Date::parse(sheet_.value("reply_by"));
        if (reply_by && *reply_by <= ground_.today) report("reply_by", "record_reply_by");
    }

    // Others take part only if the citizen wants it (SEL section 141, FVL section 28).
    void check_plan() {
        for (const auto& field : missing_in_plan(sheet_, evaluation_)) report(field, "record_sheet_missing");
        if (!lacks("partners") && sheet_.value("partners_agreed") != "yes")
            report("partners_agreed", "record_plan_partners");
        if (sheet_.value("plan_with_citizen") == "no" && lacks("alone")) report("alone", "record_plan_alone");
    }

    // Facts only, and the citizen sees what is sent before it is, unless a child is in danger: then somebody
    // says why in writing. That never holds it back: a reason is a sentence.
    void check_concern() {
        for (const char* field : {"child", "recipient", "child_facts"}) {
            if (lacks(field)) report(field, "record_sheet_missing");
        }
        if (sheet_.value("facts_only") != "yes") report("facts_only", "record_concern_facts");
        const Showing showing = showing_of(state_.entries, ground_.library.vocabulary, sheet_);
        if (showing == Showing::shown) return;
        if (sheet_.value("in_danger") == "yes") {
            if (lacks("unshown")) report("unshown", "record_reasons_needed");
        } else {
            report("in_danger",
                   showing == Showing::changed_since ? "record_concern_changed" : "record_concern_unshown");
        }
    }

    // Freely, and no longer than the standard lets it run.
    void check_contract() {
        if (sheet_.value("voluntary") != "yes") report("voluntary", "record_contract_voluntary");
        // Elsewhere what is not known forbids nothing; nobody is held back on a guess.
        if (!missing_for_contract(evaluation_, ground_.library.vocabulary).empty())
            report("voluntary", "record_contract_unknown");
        for (const char* field : {"provider", "until", "terms", "who_may_end"}) {
            if (lacks(field)) report(field, "record_sheet_missing");
        }
        const auto until = calendar::Date::parse(sheet_.value("until"));
        const auto on = calendar::Date::parse(sheet_.value("on")).value_or(ground_.today);
        const auto last = last_day_of_contract(evaluation_, ground_.library.vocabulary, on);
        if (until && *until <= on) report("until", "record_sheet_until");
        else if (until && last && *until > *last) report("until", "record_contract_long", {last->iso()});
    }

    // Whoever could not be reached is tried again; that nobody tries any more is decided, and never by the
    // first attempt (BEK 1477 section 4(2)).
    void check_follow_up() {
        const auto& vocabulary = ground_.library.vocabulary;
        const auto marks = marks_of_follow_up(vocabulary);
        if (std::ranges::find(marks, sheet_.item) == marks.end())
            return report("item", "record_sheet_item", {sheet_.item});
        if (!is_final()) return;
        if (sheet_.value("give_up") == "yes") {
            if (lacks("reason")) report("reason", "record_reasons_needed");
            if (attempts_of(state_.entries, vocabulary, sheet_.item).empty())
                report("give_up", "record_no_attempt");
            return;
        }
        if (lacks("mode")) report("mode", "record_sheet_missing");
        if (lacks("reached")) report("reached", "record_sheet_missing");
        if (sheet_.value("reached") == "yes" && lacks("outcome")) report("outcome", "record_sheet_missing");
    }

    void check_offer() {
        if (sheet_.value("limited") == "yes") {
            if (lacks("reasons")) report("reasons", "record_reasons_needed");
            return;
        }
        if (lacks("provider")) report("provider", "record_sheet_missing");
        if (lacks("kind")) report("kind", "record_sheet_missing");
        if (sheet_.value("equivalent") == "no" && lacks("equivalence"))
            report("equivalence", "record_reasons_needed");
    }

    using Members = std::vector<std::pair<std::string_view, std::string>>;

    std::string event_text(std::string_view event, const Members& members) const {
        const std::string_view on = sheet_.value("on");
        std::string text =
            fmt::format(R"({{"on":{},"event":{})",
                        json_text(on.empty() ? ground_.today.iso() : std::string(on)), json_text(event));
        for (const auto& [name, value] : members) {
            if (!value.empty()) text += fmt::format(",{}:{}", json_text(name), value);
        }
        return text + "}";
    }
    std::string quoted(std::string_view field) const {
        const auto value = sheet_.value(field);
        return value.empty() ? std::string{} : json_text(value);
    }
    std::string flag(std::string_view field) const {
        const auto value = sheet_.value(field);
        return value.empty() ? std::string{} : value == "yes" ? "true" : "false";
    }
    Members decision_members() const {
        return {
            {"result", quoted("result")}, {"service", quoted("service")}, {"authority", quoted("authority")}};
    }

    Outcome<void> add_events() {
        if (is(sheet_type::area)) return add_area_event();
        if (!is_final()) return {};
        if (is(sheet_type::conclusion)) return add_event("assessment_completed", {});
        if (is(sheet_type::recommendation))
            return add_event("recommendation_made", {{"service", quoted("service")}});
        if (is(sheet_type::decision)) return add_event("decision_made", decision_members());
        if (is(sheet_type::payment))
            return add_event("own_payment_decided", {{"amount", std::string(sheet_.value("amount"))}});
        if (is(sheet_type::hearing))
            return add_event("party_hearing_sent", {{"reply_by", quoted("reply_by")}});
        if (is(sheet_type::plan)) {
            const bool is_review =
                standing_event(state_.entries, ground_.library.vocabulary, "plan_made") != nullptr;
            return add_event(is_review ? "plan_reviewed" : "plan_made", {});
        }
        if (is(sheet_type::follow_up)) return add_follow_up_event();
        if (is(sheet_type::concern)) return add_concern();
        if (is(sheet_type::contract)) return add_event("retention_contract_signed", {});
        if (!is(sheet_type::offer)) return {};
        if (sheet_.value("limited") == "yes")
            return add_event("free_choice_limited", {{"reason", quoted("reasons")}});
        return add_event("provider_chosen", {{"provider", quoted("provider")},
                                             {"kind", quoted("kind")},
                                             {"approved", flag("approved")},
                                             {"equivalent", flag("equivalent")}});
    }

    Outcome<void> add_event(std::string_view event, const Members& members) {
        auto document = read_document(event_text(event, members), "event");
        if (!document) return std::unexpected(Problem(document.error()));
        const RecordEvent command{.case_id = command_.case_id,
                                  .expected_version = command_.expected_version,
                                  .event = std::move(*document),
                                  .timing = command_.timing,
                                  .pass_reason = command_.pass_reason};
        auto drafts = decide(state_, command, ground_);
        if (!drafts) return std::unexpected(std::move(drafts.error()));
        std::ranges::move(*drafts, std::back_inserter(drafts_));
        return {};
    }

    // What is sent is kept as it was sent, under the event that says so.
    Outcome<void> add_concern() {
        if (auto added = add_event("concern_notification_sent", {{"reason", quoted("unshown")}}); !added)
            return added;
        const std::string id =
            "e" + std::to_string(state_.version + static_cast<std::int64_t>(drafts_.size()));
        const auto document = letter_document(concern_paper(sheet_, evaluation_, ground_), ground_.today,
                                              std::string(sheet_.value("recipient")));
        drafts_.push_back(filed(document, id, ground_.today));
        return {};
    }

    Outcome<void> add_follow_up_event() {
        const std::string mark = json_text(sheet_.item);
        if (sheet_.value("give_up") == "yes") return add_event("follow_up_unreachable", {{"mark", mark}});
        if (sheet_.value("reached") != "yes") return {};
        return add_event("follow_up_held",
                         {{"mark", mark}, {"mode", quoted("mode")}, {"outcome", quoted("outcome")}});
    }

    // The engine hears that an area is covered, and that it no longer is.
    Outcome<void> add_area_event() {
        const bool is_done = sheet_.value("state") == name_of(AreaState::done);
        if (is_done == was_covered_) return {};
        if (is_done) return add_event(covered_event, {{"area", json_text(sheet_.item)}});
        const auto& vocabulary = ground_.library.vocabulary;
        for (const auto& entry : state_.entries) {
            if (!entry.event || entry.corrected_by != 0 || entry.is_struck) continue;
            const auto& kind = vocabulary.events[entry.event->type];
            const auto index = kind.field_index("area");
            if (kind.name != covered_event || !index) continue;
            const auto* const area = entry.event->fields[*index].get<std::string>();
            if (area == nullptr || *area != sheet_.item) continue;
            Said said;
            said.corrects = entry.version;
            said.text = std::string(sheet_.value("reason"));
            drafts_.push_back({.type = std::string(entry_type::event_struck),
                               .occurred_on = entry.event->on,
                               .said = std::move(said)});
        }
        return {};
    }

    const CaseState& state_;
    const WriteSheet& command_;
    const Ground& ground_;
    Sheet sheet_;
    engine::Evaluation evaluation_;
    Diagnostics mistakes_;
    Drafts drafts_;
    bool was_covered_ = false;
};

}  // namespace

Outcome<Drafts> decide(const CaseState& state, const WriteSheet& command, const Ground& ground) {
    return SheetDecision(state, command, ground).run();
}

}  // namespace fjorten::service
