#include "service/committee.h"

#include <algorithm>
#include <set>

#include "service/access.h"
#include "service/assessment.h"
#include "service/decide.h"
#include "service/form_json.h"
#include "service/reach.h"
#include "service/routes.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_cases = 100, most_members = 30;

std::string text_of(const casefile::Event& event, const rulebook::EventKind& kind, std::string_view field) {
    const auto index = kind.field_index(field);
    if (!index || *index >= event.fields.size()) return {};
    const auto* text = event.fields[*index].get<std::string>();
    return text == nullptr ? std::string{} : *text;
}

bool is_before(const AgendaItem& a, const AgendaItem& b) {
    if (a.result.empty() != b.result.empty()) return a.result.empty();
    if (a.cannot_wait != b.cannot_wait) return a.cannot_wait;
    if (a.guarantee.has_value() != b.guarantee.has_value()) return a.guarantee.has_value();
    if (a.guarantee != b.guarantee) return *a.guarantee < *b.guarantee;
    return a.key < b.key;
}

}  // namespace

std::string to_json(const Meeting& meeting) {
    FormWriter writer;
    writer.day("on", meeting.on)
        .text("unit", meeting.unit)
        .text("place", meeting.place)
        .texts("members", meeting.members)
        .texts("cases", meeting.cases);
    if (meeting.is_called_off) writer.text("called_off", "yes");
    return writer.json();
}

Result<Meeting> from_json(std::type_identity<Meeting>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return Meeting{.on = reader.needed_day("on"),
                       .unit = reader.text("unit"),
                       .place = reader.text("place"),
                       .members = reader.texts("members"),
                       .cases = reader.texts("cases"),
                       .is_called_off = reader.text("called_off") == "yes"};
    });
}

Diagnostics check(const Meeting& meeting, const rulebook::Library&) {
    Diagnostics mistakes;
    if (is_blank(meeting.unit)) mistakes.push_back(mistake_in("unit", "record_sheet_missing"));
    check_length(meeting.unit, "unit", most_name_characters, mistakes);
    check_length(meeting.place, "place", most_name_characters, mistakes);
    if (meeting.members.empty()) mistakes.push_back(mistake_in("members", "committee_members"));
    if (meeting.members.size() > most_members)
        mistakes.push_back(mistake_in("members", "committee_too_many", {std::to_string(most_members)}));
    for (const auto& member : meeting.members)
        check_length(member, "members", most_name_characters, mistakes);
    if (meeting.cases.size() > most_cases)
        mistakes.push_back(mistake_in("cases", "committee_too_many", {std::to_string(most_cases)}));
    return mistakes;
}

AgendaItem agenda_item(const CaseView& view, const rulebook::Vocabulary& vocabulary,
                       std::optional<calendar::Date> by) {
    AgendaItem item{.key = view.key,
                    .person_name = view.person.name,
                    .is_protected = view.person.is_protected,
                    .service = {},
                    .urgent = {},
                    .guarantee = {},
                    .result = {},
                    .decided_on = {}};
    if (const auto* sheet = newest_sheet(view.entries, sheet_type::recommendation, vocabulary)) {
        item.service = sheet->sheet->value("service");
        item.urgent = sheet->sheet->value("urgent");
    }
    const std::int64_t first = first_of_request(view.entries, vocabulary);
    for (const auto& entry : view.entries) {
        if (!entry.event || entry.corrected_by != 0 || entry.is_struck || entry.version < first) continue;
        const auto& kind = vocabulary.events[entry.event->type];
        if (kind.name == "recommendation_made" && item.service.empty())
            item.service = text_of(*entry.event, kind, "service");
        if (kind.name != "decision_made") continue;
        item.result = text_of(*entry.event, kind, "result");
        item.decided_on = entry.occurred_on;
    }
    for (const auto& clock : view.evaluation.clocks) {
        const bool is_open =
            clock.state == engine::ClockState::running || clock.state == engine::ClockState::breached;
        const bool is_right =
            clock.rule->clock && clock.rule->clock->consequence == rulebook::Consequence::broken_right;
        if (!is_open || !is_right || !clock.due) continue;
        if (!item.guarantee || *clock.due < *item.guarantee) item.guarantee = clock.due;
    }
    if (item.guarantee) item.days_left = calendar::days_between(view.evaluation.on, *item.guarantee);
    const bool comes_too_late = by && item.guarantee && *item.guarantee < *by;
    item.cannot_wait = item.result.empty() && (comes_too_late || !item.urgent.empty());
    return item;
}

const KeptMeeting* next_meeting(const std::vector<KeptMeeting>& meetings, std::string_view unit,
                                calendar::Date today) {
    const KeptMeeting* next = nullptr;
    for (const auto& meeting : meetings) {
        const auto& form = meeting.form;
        if (form.unit != unit || form.is_called_off || form.on < today) continue;
        if (next == nullptr || form.on < next->form.on) next = &meeting;
    }
    return next;
}

Outcome<std::vector<KeptMeeting>> Committee::meetings(const Who& who) const {
    auto all = meetings_.all(who);
    if (all)
        std::ranges::stable_sort(
            *all, [](const KeptMeeting& a, const KeptMeeting& b) { return b.form.on < a.form.on; });
    return all;
}

Outcome<std::vector<AgendaItem>> Committee::agenda(const Who& who, const Meeting& meeting) const {
    std::vector<AgendaItem> items;
    for (const std::string& case_id : meeting.cases) {
        const auto view = desk_.glimpse(who, case_id, act::committee);
        if (!view && is_out_of_sight(view.error())) continue;
        if (!view) return problem(view.error());
        items.push_back(agenda_item(*view, desk_.library().vocabulary, meeting.on));
    }
    std::ranges::stable_sort(items, is_before);
    return items;
}

Outcome<std::vector<AgendaItem>> Committee::waiting(const Who& who, const std::string& unit) const {
    const auto all = meetings(who);
    if (!all) return problem(all.error());
    std::set<std::string> placed;
    for (const auto& meeting : *all) {
        if (meeting.form.on >= desk_.today() && !meeting.form.is_called_off)
            placed.insert(meeting.form.cases.begin(), meeting.form.cases.end());
    }
    const KeptMeeting* const next = next_meeting(*all, unit, desk_.today());
    const auto rows = desk_.parts().records.case_rows(who.municipality, {});
    if (!rows) return problem(rows.error());
    std::vector<AgendaItem> items;
    for (const auto& row : *rows) {
        if (placed.contains(row.key.case_id)) continue;
        const auto view = desk_.listed(who, row.key.case_id);
        if (!view && is_out_of_sight(view.error())) continue;
        if (!view) return problem(view.error());
        if (unit_of(view->evaluation, Task::decision) != unit) continue;
        AgendaItem item = agenda_item(*view, desk_.library().vocabulary,
                                      next == nullptr ? std::nullopt : std::optional(next->form.on));
        if (!item.service.empty() && item.result.empty()) items.push_back(std::move(item));
    }
    std::ranges::stable_sort(items, is_before);
    return items;
}

}  // namespace fjorten::service
