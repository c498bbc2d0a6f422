#include "service/placement.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/assert.h"
#include "service/access.h"
#include "service/case_letters.h"
#include "service/case_shelf.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/form_json.h"
#include "service/reach.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

constexpr std::string_view share_action = "share_with_partner", interrupted = "treatment_interrupted",
                           interruption_told = "interruption_reported";

template <class T>
Outcome<Kept<T>> kept_of(Outcome<RegisterDocument> document) {
    if (!document) return problem(std::move(document.error()));
    auto form = from_json(std::type_identity<T>{}, document->content);
    if (!form) return problem(std::move(form.error()));
    return Kept<T>{std::move(*document), std::move(*form)};
}

bool is_placed(const std::vector<KeptPlacement>& placements) {
    return std::ranges::any_of(placements, [](const KeptPlacement& kept) { return kept.form.is_open(); });
}

std::vector<KeptPlacement> newest_first(std::vector<KeptPlacement> placements) {
    std::ranges::stable_sort(placements, std::greater{},
                             [](const KeptPlacement& kept) { return kept.document.recorded_at; });
    return placements;
}

}  // namespace

std::string to_json(const Placement& placement) {
    return FormWriter()
        .text("case", placement.case_id)
        .text("provider", placement.provider)
        .text("service", placement.service)
        .validity(placement.validity)
        .text("state", placement.state)
        .text("reason", placement.reason)
        .day("answered_on", placement.answered_on)
        .day("ended_on", placement.ended_on)
        .json();
}

Result<Placement> from_json(std::type_identity<Placement>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return Placement{.case_id = reader.text("case"),
                         .provider = reader.text("provider"),
                         .service = reader.text("service"),
                         .validity = reader.validity(),
                         .state = reader.text("state"),
                         .reason = reader.text("reason"),
                         .answered_on = reader.day("answered_on"),
                         .ended_on = reader.day("ended_on")};
    });
}

Diagnostics check(const Placement& placement, const rulebook::Library& library) {
    Diagnostics mistakes;
    const auto& services = library.vocabulary.services;
    if (placement.provider.empty()) mistakes.push_back(mistake_in("provider", "register_choose"));
    if (placement.service.empty()) mistakes.push_back(mistake_in("service", "register_choose"));
    else if (std::ranges::find(services, placement.service, &rulebook::Named::name) == services.end())
        mistakes.push_back(mistake_in("service", "register_unknown_word", {placement.service}));
    if (placement.validity.until && *placement.validity.until < placement.validity.from)
        mistakes.push_back(mistake_in("until", "register_ends_first"));
    check_length(placement.reason, "reason", most_detail_characters, mistakes);
    if (placement.state == "declined" && is_blank(placement.reason))
        mistakes.push_back(mistake_in("reason", "record_reasons_needed"));
    return mistakes;
}

std::vector<std::string> reported_by_places(const rulebook::Vocabulary& vocabulary) {
    std::vector<std::string> names;
    const std::string_view place = name_of(Role::provider);
    for (const auto& event : vocabulary.events) {
        if (std::ranges::find(event.recorded_by, place) != event.recorded_by.end())
            names.push_back(event.name);
    }
    return names;
}

Outcome<Written> PlacementDesk::place(const Sender& sender, const Placement& placement) {
    if (!may(sender.who, Permission::place_citizens)) return problem(Forbidden{});
    const auto view = desk_.view(sender.who, placement.case_id);
    if (!view) return problem(view.error());
    const auto& vocabulary = desk_.library().vocabulary;
    const auto share = vocabulary.find_action(share_action);
    for (const auto& action : view->evaluation.actions) {
        // Whoever treats the citizen is told what they need; where the rules ask for consent, it comes first.
        if (share && action.action == *share && action.allowed == false) return problem(Blocked{action});
    }
    const auto standing = of_case(sender.who, placement.case_id);
    if (!standing) return problem(standing.error());
    Diagnostics mistakes;
    const auto provider = Register<Provider>(desk_).find(sender.who, placement.provider);
    if (!provider || !is_in_use(provider->form, desk_.today()))
        mistakes.push_back(mistake_in("provider", "placement_not_in_use"));
    if (is_placed(*standing)) mistakes.push_back(mistake_in("provider", "placement_twice"));
    if (!mistakes.empty()) return problem(std::move(mistakes));
    Placement asked = placement;
    asked.state = "asked";
    return Register<Placement>(desk_).write(sender, {.id = {}, .content = {}, .reason = {}}, asked);
}

Outcome<Written> PlacementDesk::end(const Sender& sender, const std::string& id, std::int64_t version,
                                    const std::string& reason) {
    const auto kept = Register<Placement>(desk_).find(sender.who, id);
    if (!kept) return problem(kept.error());
    Placement ended = kept->form;
    ended.state = "ended";
    ended.ended_on = desk_.today();
    ended.reason = reason;
    return Register<Placement>(desk_).write(
        sender, {.id = id, .expected_version = version, .content = {}, .reason = {}}, ended);
}

Outcome<std::vector<KeptPlacement>> PlacementDesk::of_case(const Who& who, std::string_view case_id) const {
    auto all = Register<Placement>(desk_).all(who);
    if (!all) return all;
    std::erase_if(*all, [&](const KeptPlacement& kept) { return kept.form.case_id != case_id; });
    return newest_first(std::move(*all));
}

Outcome<std::vector<KeptPlacement>> PlacementDesk::own(const Who& who) const {
    auto documents = RegisterDesk(desk_).all(who, register_kind::own_placement);
    if (!documents) return problem(std::move(documents.error()));
    std::vector<KeptPlacement> own;
    for (auto& document : *documents) {
        auto kept = kept_of<Placement>(std::move(document));
        if (!kept) return problem(std::move(kept.error()));
        if (!who.unit.empty() && kept->form.provider == who.unit) own.push_back(std::move(*kept));
    }
    return newest_first(std::move(own));
}

Outcome<KeptPlacement> PlacementDesk::own_one(const Who& who, std::string_view id) const {
    auto kept = kept_of<Placement>(RegisterDesk(desk_).find(who, register_kind::own_placement, id));
    // Another's is not there for whoever asks.
    if (kept && (who.unit.empty() || kept->form.provider != who.unit)) return problem(NotFound{});
    return kept;
}

Outcome<PlacedCitizen> PlacementDesk::citizen(const Who& who, std::string_view id) const {
    auto kept = own_one(who, id);
    if (!kept) return problem(std::move(kept.error()));
    const DeskParts& parts = desk_.parts();
    CaseShelf shelf(parts);
    auto opened = open_to(parts, shelf, who, kept->form.case_id, act::placed_citizen);
    if (!opened) return problem(std::move(opened.error()));
    auto state = fold(opened->entries, desk_.library().vocabulary);
    if (!state) return problem(state.error());
    auto evaluation = evaluate(parts.desk.engine(), state->file, {.on = desk_.today()});
    if (!evaluation) return problem(std::move(evaluation.error()));
    PlacedCitizen citizen{.kept = std::move(*kept),
                          .case_version = opened->entries.back().version,
                          .name = opened->person.name,
                          .reach_safely = opened->person.reach_safely,
                          .interpreter = opened->person.interpreter,
                          .born = state->file.person.born,
                          .clocks = {},
                          .reports = {},
                          .evaluation = std::move(*evaluation)};
    const auto& vocabulary = desk_.library().vocabulary;
    const auto names = reported_by_places(vocabulary);
    const auto is_reported = [&](const rulebook::Pattern& pattern) {
        return std::ranges::find(names, vocabulary.events[pattern.event].name) != names.end();
    };
    for (const auto& clock : citizen.evaluation.clocks) {
        const bool is_open =
            clock.state == engine::ClockState::running || clock.state == engine::ClockState::breached;
        if (is_open && clock.rule->clock && std::ranges::any_of(clock.rule->clock->met_by, is_reported))
            citizen.clocks.push_back(clock);
    }
    for (TimeLineEntry& entry : state->entries) {
        const bool stands = entry.event && entry.corrected_by == 0 && !entry.is_struck &&
                            citizen.kept.form.validity.from <= entry.occurred_on;
        if (!stands || std::ranges::find(names, vocabulary.events[entry.event->type].name) == names.end())
            continue;
        entry.actor_name = shelf.name_of_account(entry.actor);
        citizen.reports.push_back(std::move(entry));
    }
    return citizen;
}

Outcome<Written> PlacementDesk::answer(const Sender& sender, const std::string& id, std::int64_t version,
                                       Answer answer, const std::string& reason) {
    const auto kept = own_one(sender.who, id);
    if (!kept) return problem(kept.error());
    Placement answered = kept->form;
    answered.state = answer == Answer::accept ? "accepted" : "declined";
    answered.answered_on = desk_.today();
    answered.reason = reason;
    if (auto mistakes = check(answered, desk_.library()); !mistakes.empty())
        return problem(std::move(mistakes));
    return RegisterDesk(desk_).write(
        sender, register_kind::own_placement,
        {.id = id, .expected_version = version, .content = to_json(answered), .reason = {}});
}

Outcome<Done> PlacementDesk::report(const Sender& sender, const std::string& id, const Document& event,
                                    const std::string& note) {
    const auto kept = own_one(sender.who, id);
    if (!kept) return problem(kept.error());
    const auto names = reported_by_places(desk_.library().vocabulary);
    const Node* const said = event.root.find("event");
    if (said == nullptr || std::ranges::find(names, said->text) == names.end()) return problem(Forbidden{});
    if (kept->form.state == "declined") return problem(Forbidden{});
    auto done = write_report(sender, kept->form.case_id, event, note);
    if (!done || said->text != interrupted) return done;
    // Telling it here is telling the municipality, today.
    const Sender after{.who = sender.who, .idempotency_key = sender.idempotency_key + "-told"};
    const std::string told = fmt::format(R"({{"on":{},"event":{}}})", json_text(desk_.today().iso()),
                                         json_text(interruption_told));
    const auto document = read_document(told, "event");
    FJ_ASSERT(document.has_value());
    return write_report(after, kept->form.case_id, *document, {});
}

Outcome<Done> PlacementDesk::write_report(const Sender& sender, const std::string& case_id,
                                          const Document& event, const std::string& note) {
    RecordEvent command{.case_id = case_id,
                        .expected_version = 0,
                        .event = event,
                        .timing = Timing::has_happened,
                        .pass_reason = {}};
    command.note = note;
    Writing writing(desk_.parts(), sender, mark_of(command));
    if (auto known = writing.answered_before(Permission::answer_placements)) return std::move(*known);
    // A report adds to the case, whatever else was written meanwhile.
    auto opened = writing.shelf().open({.municipality = sender.who.municipality, .case_id = case_id});
    if (!opened) return problem(std::move(opened.error()));
    return writing.change(
        case_id, opened->entries.back().version,
        [&](const CaseState& state, const Ground& ground) { return decide(state, command, ground); });
}

std::string to_json(const DischargeList& list) {
    return FormWriter()
        .text("provider", list.provider)
        .day("month", list.month)
        .texts("cases", list.cases)
        .json();
}

Result<DischargeList> from_json(std::type_identity<DischargeList>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return DischargeList{.provider = reader.text("provider"),
                             .month = reader.needed_day("month"),
                             .cases = reader.texts("cases")};
    });
}

namespace {

calendar::Date after_month(calendar::Date first) {
    return calendar::add(first, calendar::Period{.months = 1, .days = 0});
}

}  // namespace

Outcome<std::vector<Discharge>> PlacementDesk::discharges(const Who& who, calendar::Date first) const {
    const auto placements = own(who);
    if (!placements) return problem(placements.error());
    std::vector<Discharge> found;
    for (const auto& kept : *placements) {
        if (kept.form.state == "declined") continue;
        const auto citizen = this->citizen(who, kept.document.id);
        if (!citizen && std::holds_alternative<NotFound>(citizen.error())) continue;
        if (!citizen) return problem(citizen.error());
        const auto& vocabulary = desk_.library().vocabulary;
        for (const auto& entry : citizen->reports) {
            const bool is_it = vocabulary.events[entry.event->type].name == "treatment_ended" &&
                               first <= entry.occurred_on && entry.occurred_on < after_month(first);
            if (is_it)
                found.push_back({.case_id = kept.form.case_id,
                                 .placement = kept.document.id,
                                 .name = citizen->name,
                                 .on = entry.occurred_on,
                                 .status = told_text(entry, vocabulary, "status"),
                                 .outcome = told_text(entry, vocabulary, "outcome")});
        }
    }
    std::ranges::stable_sort(found, {}, &Discharge::on);
    return found;
}

Outcome<Written> PlacementDesk::send_discharges(const Sender& sender, calendar::Date first) {
    if (desk_.today() < after_month(first))
        return problem(Diagnostics{mistake_in("month", "placement_month_not_over")});
    const auto left = discharges(sender.who, first);
    if (!left) return problem(left.error());
    DischargeList list{.provider = sender.who.unit, .month = first, .cases = {}};
    for (const auto& one : *left) list.cases.push_back(one.case_id);
    return RegisterDesk(desk_).write(sender, register_kind::own_discharge_list,
                                     {.id = {}, .content = to_json(list), .reason = {}});
}

Outcome<std::vector<Kept<DischargeList>>> PlacementDesk::sent_lists(const Who& who) const {
    const bool is_place = may(who, Permission::answer_placements);
    auto documents = RegisterDesk(desk_).all(
        who, is_place ? register_kind::own_discharge_list : register_kind::discharge_list);
    if (!documents) return problem(std::move(documents.error()));
    std::vector<Kept<DischargeList>> lists;
    for (auto& document : *documents) {
        auto kept = kept_of<DischargeList>(std::move(document));
        if (!kept) return problem(std::move(kept.error()));
        if (!is_place || kept->form.provider == who.unit) lists.push_back(std::move(*kept));
    }
    std::ranges::stable_sort(lists, std::greater{}, [](const auto& kept) { return kept.form.month; });
    return lists;
}

Outcome<Kept<Provider>> PlacementDesk::own_entry(const Who& who) const {
    return kept_of<Provider>(RegisterDesk(desk_).find(who, register_kind::own_provider, who.unit));
}

// The price that ran until then ends the day before.
Outcome<Written> PlacementDesk::set_price(const Sender& sender, std::int64_t version, const DayPrice& price) {
    auto kept = own_entry(sender.who);
    if (!kept) return problem(std::move(kept.error()));
    Provider changed = kept->form;
    for (DayPrice& before : changed.prices) {
        const bool runs_on = !before.validity.until || price.validity.from <= *before.validity.until;
        if (before.service == price.service && before.validity.from < price.validity.from && runs_on)
            before.validity.until = price.validity.from.plus_days(-1);
    }
    changed.prices.push_back(price);
    if (auto mistakes = check(changed, desk_.library()); !mistakes.empty()) {
        // Whatever is wrong is wrong with the price: the rest was there before.
        for (auto& mistake : mistakes)
            mistake.place.file = mistake.place.file.substr(mistake.place.file.rfind('.') + 1);
        return problem(std::move(mistakes));
    }
    return RegisterDesk(desk_).write(
        sender, register_kind::own_provider,
        {.id = sender.who.unit, .expected_version = version, .content = to_json(changed), .reason = {}});
}

}  // namespace fjorten::service
