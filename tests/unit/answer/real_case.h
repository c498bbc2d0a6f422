// A case told in YAML and answered under the rulebooks of the repository.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "casefile/casefile.h"
#include "engine/engine.h"
#include "support/real_rulebooks.h"

namespace fjorten::answer {

inline const engine::Engine& engine_of_all() {
    static const engine::Engine engine(real_rulebooks());
    return engine;
}

inline engine::Evaluation evaluated(const std::string& yaml, const char* on) {
    const auto document = read_document(yaml, "case.yaml");
    const auto file = casefile::read_case(document.value(), real_rulebooks().vocabulary);
    if (!file) ADD_FAILURE() << render(file.error(), Language::en);
    auto evaluation = engine_of_all().evaluate(file.value(), {.on = calendar::Date::parse(on).value()});
    if (!evaluation) ADD_FAILURE() << "no evaluation";
    return std::move(evaluation.value());
}

// The example of the design: asked for help on a Monday, nothing has begun 15 days later.
inline constexpr const char* late_case = R"(
standard: randers
person: {born: 1990-05-01, residence: "0730"}
facts: {early_pension: false}
events:
  - {on: 2026-03-02, event: contact_received, channel: phone, by: citizen}
)";

}  // namespace fjorten::answer
