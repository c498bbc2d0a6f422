#include "service/concern.h"

#include <algorithm>
#include <array>

#include "answer/source_words.h"
#include "answer/words.h"
#include "letters/concern_letter.h"

namespace fjorten::service {

namespace {

constexpr std::string_view shown_event = "notification_shown_to_citizen",
                           sent_event = "concern_notification_sent",
                           signed_event = "retention_contract_signed";

bool is_standing(const TimeLineEntry& entry, const rulebook::Vocabulary& vocabulary, std::string_view name) {
    return entry.event && entry.corrected_by == 0 && !entry.is_struck &&
           vocabulary.events[entry.event->type].name == name;
}

std::int64_t newest(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary,
                    std::string_view name) {
    std::int64_t version = 0;
    for (const auto& entry : entries) {
        if (is_standing(entry, vocabulary, name)) version = std::max(version, entry.version);
    }
    return version;
}

}  // namespace

Showing showing_of(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary,
                   const Sheet& sheet) {
    const std::int64_t shown = newest(entries, vocabulary, shown_event);
    if (shown == 0 || shown < newest(entries, vocabulary, sent_event)) return Showing::not_shown;
    const TimeLineEntry* seen = nullptr;
    for (const auto& entry : entries) {
        const bool is_before = entry.sheet && entry.type == sheet_type::concern && entry.version < shown;
        if (is_before && (seen == nullptr || entry.version > seen->version)) seen = &entry;
    }
    // Shown on paper: nobody wrote here what it said.
    if (seen == nullptr) return Showing::shown;
    const bool is_same = std::ranges::all_of(
        std::array{"child", "child_facts", "seen_by"},
        [&](const char* field) { return seen->sheet->value(field) == sheet.value(field); });
    return is_same ? Showing::shown : Showing::changed_since;
}

std::optional<calendar::Date> last_day_of_contract(const engine::Evaluation& evaluation,
                                                   const rulebook::Vocabulary& vocabulary,
                                                   calendar::Date on) {
    std::optional<calendar::Date> last;
    for (const auto* edition : {evaluation.standard, evaluation.law}) {
        if (edition == nullptr) continue;
        for (const auto& rule : edition->rules) {
            if (!rule.clock || rule.clock->kind != rulebook::ClockKind::end_date) continue;
            const bool is_of_contract =
                rule.clock->per && vocabulary.events[*rule.clock->per].name == signed_event;
            if (!is_of_contract || !rule.clock->within) continue;
            const auto day = calendar::add(on, *rule.clock->within);
            if (!last || day < *last) last = day;
        }
    }
    return last;
}

std::vector<std::string> missing_for_contract(const engine::Evaluation& evaluation,
                                              const rulebook::Vocabulary& vocabulary) {
    std::vector<std::string> missing;
    for (const auto& action : evaluation.actions) {
        const auto& done_by = vocabulary.actions[action.action].done_by;
        if (action.allowed || !done_by || vocabulary.events[done_by->event].name != signed_event) continue;
        for (const auto& blocker : action.because) {
            for (const auto& fact : blocker.missing) {
                if (std::ranges::find(missing, fact) == missing.end()) missing.push_back(fact);
            }
        }
    }
    return missing;
}

letters::Paper concern_paper(const Sheet& sheet, const engine::Evaluation& evaluation, const Ground& ground) {
    const Language language = sheet.value("language") == "en" ? Language::en : Language::da;
    const auto text = [&](std::string_view field) { return std::string(sheet.value(field)); };
    letters::ConcernLetter letter{
        .language = language,
        .date = ground.today,
        .to = text("recipient"),
        .from = evaluation.standard == nullptr ? std::string{} : evaluation.standard->name.in(language),
        .child = text("child"),
        .facts = text("child_facts"),
        .seen_by = text("seen_by"),
        .family_effort = text("family_effort"),
        .citizen_words = text("citizen_words"),
        .unshown = text("unshown"),
        .law = {}};
    // What the law of that day says staff owes.
    if (evaluation.law != nullptr) {
        for (const auto& rule : evaluation.law->rules) {
            if (!rule.duty || rule.duty->party != "staff") continue;
            for (auto& words : answer::source_words(rule, *evaluation.law, language))
                letter.law.push_back(std::move(words));
        }
    }
    return letters::concern_letter(letter);
}

}  // namespace fjorten::service
