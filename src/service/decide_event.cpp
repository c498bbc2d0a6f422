// Recording and correcting events.
#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "service/decide.h"

namespace fjorten::service {

namespace {

constexpr std::string_view gate_passed = "gate_passed";

const Node& node_of(const Document& document, std::string_view key) {
    const Node* const found = document.root.find(key);
    return found == nullptr ? document.root : *found;
}

void check_days(const Document& document, const casefile::Event& event, const Ground& ground,
                Diagnostics& mistakes) {
    const std::string today = ground.today.iso();
    if (event.on > ground.today)
        mistakes.push_back(
            document.diagnose(node_of(document, "on"), "record_future_day", {event.on.iso(), today}));
    else if (event.known > ground.today)
        mistakes.push_back(
            document.diagnose(node_of(document, "known"), "record_future_day", {event.known.iso(), today}));
}

/// Reads an event for this case. `own_id` is the name it may have although the case knows it.
std::expected<casefile::Event, Diagnostics> read(const CaseState& state, const Document& document,
                                                 std::string_view own_id, const Ground& ground) {
    auto event = casefile::read_event(document, ground.library.vocabulary);
    if (!event) return std::unexpected(std::move(event.error()));
    Diagnostics mistakes;
    check_days(document, *event, ground, mistakes);
    const auto has_id = [&](std::string_view id) {
        return std::ranges::find(state.entries, id, &TimeLineEntry::id) != state.entries.end();
    };
    if (!event->id.empty() && event->id != own_id && has_id(event->id))
        mistakes.push_back(document.diagnose(node_of(document, "id"), "record_id_taken", {event->id}));
    if (!event->re.empty() && casefile::find_event(state.file, event->re) == nullptr)
        mistakes.push_back(document.diagnose(node_of(document, "re"), "record_unknown_re", {event->re}));
    if (ground.library.vocabulary.events[event->type].name == gate_passed)
        mistakes.push_back(document.diagnose(node_of(document, "event"), "record_gate_passed_alone"));
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return event;
}

/// A reason that is missing or too long; nothing else.
Diagnostics check_text(std::string_view text, const std::string& field, std::string code_if_blank) {
    if (is_blank(text)) return {mistake_in(field, std::move(code_if_blank))};
    if (!utf8::is_valid(text)) return {mistake_in(field, "record_not_utf8")};
    if (utf8::length(text) > most_text_characters)
        return {mistake_in(field, "record_text_too_long", {std::to_string(most_text_characters)})};
    return {};
}

bool may_pass(const engine::ActionResult& closed, Role role) {
    return !closed.override_role.empty() && (role == Role::leader || closed.override_role == name_of(role));
}

Draft passing_of(const engine::ActionResult& closed, const engine::Blocker& blocker,
                 const RecordEvent& command, calendar::Date on, const Ground& ground) {
    ToldEvent event{
        .type = std::string(gate_passed), .on = on, .known = {}, .id = {}, .re = {}, .fields = {}};
    event.fields = {{"action", json_text(ground.library.vocabulary.actions[closed.action].name)},
                    {"rule", json_text(blocker.rule->id)},
                    {"reason", json_text(command.pass_reason)}};
    Said said;
    said.event = std::move(event);
    return {.type = std::string(gate_passed), .occurred_on = on, .said = std::move(said)};
}

/// Documents and note of the event that the last of `drafts` is.
Diagnostics add_what_comes_along(const CaseState& state, const RecordEvent& command,
                                 const casefile::Event& event, const Ground& ground, Drafts& drafts) {
    Diagnostics mistakes;
    std::string id = event.id;
    if (id.empty()) {
        // As fold will call it.
        id = "e" + std::to_string(state.version + static_cast<std::int64_t>(drafts.size()));
        while (std::ranges::find(state.entries, id, &TimeLineEntry::id) != state.entries.end()) id += '_';
    }
    for (const FileDocument& document : command.documents) {
        auto wrong = check_document(document, ground.today);
        if (wrong.empty()) drafts.push_back(filed(document, id, ground.today));
        std::ranges::move(wrong, std::back_inserter(mistakes));
    }
    if (command.note.empty()) return mistakes;
    std::ranges::move(check_text(command.note, "note", "record_empty_note"), std::back_inserter(mistakes));
    Said said;
    said.text = command.note;
    drafts.push_back(
        {.type = std::string(entry_type::note_written), .occurred_on = event.on, .said = std::move(said)});
    return mistakes;
}

}  // namespace

Outcome<Drafts> decide(const CaseState& state, const RecordEvent& command, const Ground& ground) {
    const auto event = read(state, command.event, {}, ground);
    if (!event) return std::unexpected(event.error());
    const bool passes = !is_blank(command.pass_reason);
    if (passes) {
        if (auto mistakes = check_text(command.pass_reason, "pass_reason", "record_reason_missing");
            !mistakes.empty())
            return std::unexpected(std::move(mistakes));
    }
    Drafts drafts;
    for (const auto& closed : closed_actions(state.file, *event, ground)) {
        if (passes && may_pass(closed, ground.role)) {
            for (const auto& blocker : closed.because) {
                if (!blocker.unknown)
                    drafts.push_back(passing_of(closed, blocker, command, event->on, ground));
            }
        } else if (command.timing == Timing::before_it_happens) {
            return std::unexpected(Blocked{closed});
        }
    }
    Said said;
    said.event = told_from(*event, ground.library.vocabulary);
    drafts.push_back({.type = said.event->type, .occurred_on = event->on, .said = std::move(said)});
    if (auto mistakes = add_what_comes_along(state, command, *event, ground, drafts); !mistakes.empty())
        return std::unexpected(std::move(mistakes));
    return drafts;
}

Outcome<Drafts> decide(const CaseState& state, const CorrectEvent& command, const Ground& ground) {
    Diagnostics mistakes = check_text(command.reason, "reason", "record_reason_missing");
    const TimeLineEntry* const wrong = state.find(command.corrects);
    const bool can_be_corrected =
        wrong != nullptr && wrong->event && wrong->corrected_by == 0 && !wrong->is_struck;
    if (!can_be_corrected)
        mistakes.push_back(
            mistake_in("corrects", "record_nothing_to_correct", {std::to_string(command.corrects)}));
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    Said said;
    said.corrects = command.corrects;
    said.text = command.reason;
    if (!command.event) {
        return Drafts{{.type = std::string(entry_type::event_struck),
                       .occurred_on = wrong->event->on,
                       .said = std::move(said)}};
    }
    const auto event = read(state, *command.event, wrong->id, ground);
    if (!event) return std::unexpected(event.error());
    said.event = told_from(*event, ground.library.vocabulary);
    said.event->id.clear();  // it keeps the name it has
    return Drafts{{.type = std::string(entry_type::event_corrected),
                   .occurred_on = event->on,
                   .said = std::move(said)}};
}

}  // namespace fjorten::service
