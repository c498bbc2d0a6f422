#include "web/words.h"

#include <algorithm>

#include "answer/doubt_words.h"
#include "answer/words.h"

namespace fjorten::web {

using engine::ClockResult;
using engine::ClockState;
using rulebook::ClockKind;

namespace {

struct StateLook {
    Tone tone;
    Icon icon;
};

StateLook look_of(const ClockResult& clock) {
    switch (clock.state) {
        case ClockState::breached: return {Tone::error, Icon::overdue};
        case ClockState::running:
            return clock.days_left == 0 ? StateLook{Tone::warning, Icon::due}
                                        : StateLook{Tone::info, Icon::running};
        case ClockState::unknown: return {Tone::warning, Icon::question};
        case ClockState::met: return {Tone::success, Icon::done};
        case ClockState::met_late: return {Tone::warning, Icon::due};
        case ClockState::lifted:
        case ClockState::stopped: return {Tone::info, Icon::ended};
        case ClockState::not_started:
        case ClockState::not_applicable: return {Tone::info, Icon::none};
    }
    return {Tone::info, Icon::none};
}

std::string_view kind_word(ClockKind kind) {
    switch (kind) {
        case ClockKind::duty: return "duty";
        case ClockKind::right: return "right";
        case ClockKind::end_date: return "end_date";
        case ClockKind::prompt: return "prompt";
    }
    return "duty";
}

}  // namespace

std::string Speaker::say(std::string_view key, const std::vector<std::string>& args) const {
    if (asker == Asker::caseworker && key.starts_with("web.")) {
        const std::string own = "work." + std::string(key.substr(4));
        if (has_message(language, own)) return message(language, own, args);
    }
    return message(language, key, args);
}

std::string Speaker::event(rulebook::EventType type) const {
    return asker == Asker::caseworker ? answer::event_words(vocabulary(), type, language)
                                      : event_label(vocabulary(), type, language);
}

std::string Speaker::choice(const rulebook::Field& field, std::size_t choice) const {
    const auto& labels = field.type.choice_labels;
    const bool is_labelled = choice < labels.size() && !labels[choice].in(language).empty();
    return asker == Asker::caseworker && is_labelled ? labels[choice].in(language)
                                                     : choice_label(vocabulary(), field, choice, language);
}

std::string state_words(const Speaker& speaker, const ClockResult& clock) {
    if (clock.state == ClockState::running && clock.days_left == 0) return speaker.say("web.state.due_today");
    const bool is_right = clock.rule->clock->kind == ClockKind::right;
    if (is_right) {
        const std::string own = "web.state.right." + std::string(engine::name_of(clock.state));
        if (has_message(speaker.language, own)) return speaker.say(own);
    }
    return speaker.say("web.state." + std::string(engine::name_of(clock.state)));
}

Html state_badge(const Speaker& speaker, const ClockResult& clock) {
    const StateLook look = look_of(clock);
    return badge(look.tone, look.icon, state_words(speaker, clock));
}

std::string due_words(const Speaker& speaker, const ClockResult& clock) {
    if (!clock.due) return {};
    const bool is_certain = clock.state != ClockState::unknown;
    const std::string key =
        is_certain ? "web.due." + std::string(kind_word(clock.rule->clock->kind)) : "web.due_if";
    return speaker.say(key, {answer::long_date(*clock.due, speaker.language)});
}

std::string days_words(const Speaker& speaker, const ClockResult& clock) {
    if (!clock.days_left) return {};
    const long days = *clock.days_left;
    if (days == 0) return speaker.say("web.days.today");
    return days > 0 ? message_count(speaker.language, "web.days.left", days)
                    : message_count(speaker.language, "web.days.late", -days);
}

const rulebook::Edition* edition_of(const engine::Evaluation& evaluation, const rulebook::Rule& rule) {
    for (const auto* edition : {evaluation.law, evaluation.standard}) {
        if (edition != nullptr && edition->find(rule.name) == &rule) return edition;
    }
    return nullptr;
}

std::string authority_words(const Speaker& speaker, const rulebook::Edition& edition) {
    return edition.is_law ? speaker.say("web.the_law")
                          : speaker.say("web.the_standard", {edition.name.in(speaker.language)});
}

std::string reason_words(const Speaker& speaker, const engine::Reason& reason) {
    return speaker.say("web.reason",
                       {speaker.event(reason.event), answer::plain_date(reason.on, speaker.language)});
}

std::string need_words(const Speaker& speaker, const std::vector<engine::Need>& needs) {
    std::string words;
    for (const auto& need : needs) {
        if (!words.empty()) words += "; ";
        if (!need.event) {
            words += question_for(speaker, need.fact);
            if (need.value) words += " " + answer::value_words(*need.value, speaker.language);
            continue;
        }
        const auto& kind = speaker.vocabulary().events[*need.event];
        words += speaker.event(*need.event);
        std::string details;
        for (const auto& [name, value] : need.fields) {
            const auto index = kind.field_index(name);
            const auto* text = value.get<std::string>();
            if (!index || text == nullptr || name == "about")
                continue;  // a complaint is about the decision here
            const auto& field = kind.fields[*index];
            const auto choice = std::ranges::find(field.type.choices, *text);
            if (!details.empty()) details += ", ";
            const auto month = calendar::Date::parse(*text + "-01");
            details +=
                month ? speaker.say("date.month." + std::to_string(month->month())) + " " +
                            std::to_string(month->year())
                : choice == field.type.choices.end()
                    ? *text
                    : speaker.choice(field, static_cast<std::size_t>(choice - field.type.choices.begin()));
        }
        if (!details.empty()) words += " (" + details + ")";
    }
    return words;
}

std::string question_for(const Speaker& speaker, const std::string& fact) {
    if (const auto* known = speaker.vocabulary().find_fact(fact))
        return fact_question(*known, speaker.asker, speaker.language);
    const std::string own = "web.ask." + fact;
    return has_message(speaker.language, own)
               ? speaker.say(own)
               : answer::question_words(speaker.vocabulary(), fact, speaker.language);
}

namespace {

Html doubt_folded(Language language, const Bilingual& words,
                  const std::optional<rulebook::Settlement>& settled, const rulebook::Edition& edition) {
    const std::string doubt = answer::without_row_numbers(words.in(language));
    if (doubt.empty()) return {};
    Html content = element("p", {{"class", "source"}}, doubt);
    // How the law is read no municipality can confirm.
    if (!edition.is_law)
        content += element("p", {{"class", "source"}},
                           element("strong", {}, answer::settled_words(settled, language)));
    return disclosure(message(language, "web.why.doubt"), content);
}

}  // namespace

Html doubt_disclosure(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition) {
    return doubt_folded(language, rule.doubt, rule.settled, edition);
}

Html doubt_disclosure(Language language, const rulebook::Edition& edition) {
    return doubt_folded(language, edition.doubt, edition.settled, edition);
}

Html reading_mark(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition) {
    if (edition.is_law || rule.doubt.da.empty() || rule.settled) return {};
    return element("p", {{"class", "reading-mark source"}}, message(language, "web.reading.unconfirmed"));
}

Html rule_and_source(Language language, const rulebook::Rule& rule, const rulebook::Edition& edition) {
    Html sources;
    for (const auto& words : source_words(rule, edition, language)) sources += element("li", {}, words);
    Html out = element("p", {}, element("strong", {}, message(language, "web.why.rule")), " ",
                       rule.text.in(language));
    out += element("p", {{"class", "source"}}, element("strong", {}, message(language, "web.why.source")));
    out += element("ul", {{"class", "source"}}, sources);
    out += element("p", {{"class", "source"}},
                   message(language, edition.is_law ? "web.why.law_edition" : "web.why.edition",
                           {edition.name.in(language), answer::plain_date(edition.from, language)}));
    out += doubt_disclosure(language, rule, edition);
    return out;
}

}  // namespace fjorten::web
