// Two small rulebooks under the vocabulary of the repository, so that scenarios can be tried on rules that
// stay.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "rulebook/load.h"
#include "scenario/runner.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

inline constexpr const char* small_law = R"(
rulebook: law
name: {da: Lov, en: Law}
edition: 2020-01-01
sources: [{id: act, title: Act, publisher: Parliament, edition: "1"}]
rules:
- id: treatment_guarantee
  form: clock
  title: {da: Garanti, en: Guarantee}
  text: {da: Fjorten dage., en: Fourteen days.}
  cite: [{source: act, paragraph: "1"}]
  starts: {event: contact_received, where: own_wish}
  within: P14D
  met_by: [treatment_started]
)";

inline constexpr const char* small_standard = R"(
rulebook: randers
name: {da: Randers, en: Randers}
municipality: "0730"
builds_on: law
edition: 2021-12-13
sources: [{id: town, title: Standard, publisher: Town, edition: "1"}]
rules:
- id: complaint_window
  form: clock
  kind: right
  per: decision_made
  title: {da: Klagefrist, en: Complaint window}
  text: {da: Fire uger., en: Four weeks.}
  cite: [{source: town, paragraph: "2"}]
  starts: decision_made
  within: P4W
  roll: next_working_day
  met_by: [complaint_received]
- id: gift_card
  form: limit
  title: {da: Gavekort, en: Gift cards}
  text: {da: Højst to., en: Two at most.}
  cite: [{source: town, paragraph: "3"}]
  action: issue_gift_card
  counts: gift_card_issued
  max: 2
- id: grown_up
  form: gate
  title: {da: Voksen, en: Grown up}
  text: {da: Kun for voksne., en: For adults only.}
  cite: [{source: town, paragraph: "4"}]
  action: start_treatment
  requires: 'age >= 18'
  strength: reasoned
  passed_by: leader
- id: mobile
  form: offer
  service: mobile
  title: {da: Mobil, en: Mobile}
  text: {da: For den som ikke kan komme., en: For those who cannot come.}
  cite: [{source: town, paragraph: "5"}]
  eligible: 'able_to_attend = false'
  terms: [{id: talks, label: {da: Samtaler, en: Talks}, unit: talks, min: 1, max: 5}]
- id: intake_unit
  form: route
  title: {da: Indgang, en: Intake}
  text: {da: Efter alder., en: By age.}
  cite: [{source: town, paragraph: "6"}]
  to:
    - {to: youth, label: {da: Unge, en: Youth}, when: 'age < 30'}
    - {to: adults, label: {da: Voksne, en: Adults}}
- id: drug_free
  form: goal
  title: {da: Mål, en: Goal}
  text: {da: Halvdelen., en: Half of them.}
  cite: [{source: town, paragraph: "7"}]
  measure: drug_free
  population: ended
  at_least: 50
  measured_at: [end]
)";

inline const rulebook::Library& small_library() {
    static const auto loaded = [] {
        const auto vocabulary = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml");
        return rulebook::load_library(vocabulary.value(),
                                      {read_document(small_law, "2020-01-01.yaml").value(),
                                       read_document(small_standard, "2021-12-13.yaml").value()});
    }();
    if (!loaded) {
        ADD_FAILURE() << render(loaded.error(), Language::en);
        std::abort();
    }
    return loaded->library;
}

inline constexpr const char* small_case = R"(
title: {da: Klage, en: Complaint}
standard: randers
person: {born: 1990-05-01}
events:
  - {on: 2026-03-02, event: contact_received}
  - {on: 2026-03-04, event: decision_made, result: granted}
  - {on: 2026-03-05, event: gift_card_issued}
)";

inline std::expected<Scenario, Diagnostics> read_small(const std::string& expectations) {
    auto document = read_document(small_case + expectations, "small.yaml");
    if (!document) return std::unexpected(document.error());
    return read_scenario(std::move(*document), small_library());
}

/// A scenario that must be well written.
inline Scenario small(const std::string& expectations) {
    auto scenario = read_small(expectations);
    if (!scenario) ADD_FAILURE() << render(scenario.error(), Language::en);
    return std::move(scenario.value());
}

/// "what: expected / got" of everything that does not hold; empty if all does.
inline std::string failures_of(const std::string& expectations) {
    std::string list;
    for (const auto& failure :
         Runner(small_library()).run(small(expectations), NextSteps::tried, Language::en)) {
        if (!list.empty()) list += '\n';
        list += std::to_string(failure.place.line) + " " + failure.what + ": " +
                failure.expected.value_or("absent") + " / " + failure.got.value_or("absent");
    }
    return list;
}

inline std::string mistakes_in(const std::string& expectations) {
    const auto scenario = read_small(expectations);
    if (scenario) return "none";
    std::string list;
    for (const auto& mistake : scenario.error()) {
        if (!list.empty()) list += '\n';
        list += std::to_string(mistake.place.line) + ":" + std::to_string(mistake.place.column) + " " +
                mistake.code;
        if (!mistake.suggestion.empty()) list += " -> " + mistake.suggestion;
    }
    return list;
}

}  // namespace fjorten::scenario
