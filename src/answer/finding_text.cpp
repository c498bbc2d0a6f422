#include <algorithm>

#include "answer/answer.h"
#include "answer/words.h"
#include "calendar/date.h"

namespace fjorten::answer {

namespace {

// A state, a day or a number, as the engine hands it over.
std::string plain_words(const std::string& word, Language language) {
    if (const auto day = calendar::Date::parse(word)) return plain_date(*day, language);
    const std::string key = "state." + word;
    return has_message(language, key) ? message(language, key) : word;
}

std::string labels_of(const rulebook::Checklist& checklist, const std::vector<std::string>& ids,
                      Language language) {
    std::string labels;
    for (const auto& item : checklist.items) {
        if (std::ranges::find(ids, item.id) == ids.end()) continue;
        labels += (labels.empty() ? "" : ", ") + item.label.in(language);
    }
    return labels;
}

// Where a route leads, in the words of the rulebook; other readings may lead elsewhere.
std::vector<std::string> ways_of(const rulebook::Rule& rule, const std::vector<std::string>& ids,
                                 Language language) {
    std::vector<const rulebook::Route::Way*> ways;
    for (const auto& way : rule.route->ways) ways.push_back(&way);
    for (const auto& reading : rule.other_readings) {
        for (const auto& way : reading.route->ways) ways.push_back(&way);
    }
    std::vector<std::string> labels;
    for (const auto& id : ids) {
        const auto way = std::ranges::find(ways, id, [](const auto* each) { return each->to; });
        labels.push_back(way == ways.end() ? id : (*way)->label.in(language));
    }
    return labels;
}

std::vector<std::string> arguments_of(const engine::Finding& finding, Language language) {
    const rulebook::Rule* const rule = finding.rule;
    if (rule != nullptr && rule->checklist) return {labels_of(*rule->checklist, finding.args, language)};
    // What happened against a closed gate: the rule itself says best what was asked for.
    if (rule != nullptr && rule->gate && finding.event) return {rule->text.in(language)};
    if (rule != nullptr && rule->route) return ways_of(*rule, finding.args, language);
    std::vector<std::string> args;
    for (const auto& arg : finding.args) args.push_back(plain_words(arg, language));
    return args;
}

}  // namespace

std::string text_of(const engine::Finding& finding, Language language) {
    const std::string key = "finding." + finding.code;
    if (has_message(language, key)) return message(language, key, arguments_of(finding, language));
    return finding.rule == nullptr ? finding.code : finding.rule->text.in(language);
}

bool is_presumed(const engine::ClockResult& clock) {
    return std::ranges::any_of(clock.because, &engine::Reason::presumed);
}

}  // namespace fjorten::answer
