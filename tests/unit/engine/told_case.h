// A case told in a few lines of YAML, evaluated under the real rulebooks.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/document.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "support/real_rulebooks.h"

namespace fjorten::engine {

inline casefile::CaseFile told(const std::string& yaml) {
    const auto document = read_document(yaml, "case");
    if (!document) throw std::runtime_error(render(document.error(), Language::en));
    auto file = casefile::read_case(*document, real_rulebooks().vocabulary);
    if (!file) throw std::runtime_error(render(file.error(), Language::en));
    return *std::move(file);
}

inline calendar::Date day(const std::string& iso) { return *calendar::Date::parse(iso); }

inline Evaluation asked(const std::string& yaml, const std::string& on) {
    // The evaluation points into the library, not into the case.
    const auto result = Engine(real_rulebooks()).evaluate(told(yaml), {.on = day(on)});
    if (!result) throw std::runtime_error("no evaluation");
    return *result;
}

inline const ClockResult* clock(const Evaluation& evaluation, const std::string& id, int instance = 1) {
    for (const auto& result : evaluation.clocks) {
        if (result.rule->id == id && result.instance == instance) return &result;
    }
    return nullptr;
}

/// "state due ended", with - for what is missing; "absent" if there is no such clock.
inline std::string shown(const Evaluation& evaluation, const std::string& id, int instance = 1) {
    const auto* result = clock(evaluation, id, instance);
    if (result == nullptr) return "absent";
    const auto iso = [](const auto& date) { return date ? date->iso() : std::string("-"); };
    return std::string(name_of(result->state)) + " " + iso(result->due) + " " + iso(result->ended);
}

inline std::string allowed(const Evaluation& evaluation, const std::string& action) {
    for (const auto& result : evaluation.actions) {
        if (real_rulebooks().vocabulary.actions[result.action].name != action) continue;
        std::string text = !result.allowed ? "unknown" : *result.allowed ? "yes" : "no";
        for (const auto& blocker : result.because) text += " " + blocker.rule->id;
        return text;
    }
    return "absent";
}

inline bool finds(const Evaluation& evaluation, const std::string& code, const std::string& rule = {}) {
    return std::any_of(evaluation.findings.begin(), evaluation.findings.end(), [&](const Finding& f) {
        return f.code == code && (rule.empty() || (f.rule != nullptr && f.rule->id == rule));
    });
}

inline std::string next_for(const Evaluation& evaluation, const std::string& what) {
    for (const auto& step : evaluation.next) {
        if (step.for_what != what) continue;
        std::string text = step.gives + ":";
        for (const auto& need : step.need)
            text += " " + (need.event ? real_rulebooks().vocabulary.events[*need.event].name : need.fact);
        return text;
    }
    return "nothing";
}

}  // namespace fjorten::engine
