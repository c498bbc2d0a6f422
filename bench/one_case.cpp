// One evaluation with full explanation: the law and a real rulebook, a case of ten events, every clock,
// action, reason and next step. Prints one JSON line per measurement; bench/run.js lays them beside the
// peers'.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "base/document.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "rulebook/load.h"

namespace {

using namespace fjorten;

constexpr const char* kCase = R"(
standard: {}
person: {{born: 1990-05-01, residence: "0730"}}
facts: {{early_pension: false, opioid_dependence: false, children_under_18_at_home: true}}
events:
  - {{on: 2026-01-05, event: contact_received, channel: phone, by: citizen}}
  - {{on: 2026-01-07, event: application_received, service: ambulatory}}
  - {{on: 2026-01-09, event: assessment_interview_held, minutes: 80}}
  - {{on: 2026-01-12, event: assessment_completed}}
  - {{on: 2026-01-13, event: decision_made, result: granted, service: ambulatory}}
  - {{on: 2026-01-13, event: decision_sent, channel: letter}}
  - {{on: 2026-01-20, event: treatment_started, service: ambulatory, provider: own, programme: MOVE}}
  - {{on: 2026-01-20, event: plan_made}}
  - {{on: 2026-01-27, event: session_held, kind: individual, minutes: 60}}
  - {{on: 2026-02-03, event: session_held, kind: individual, minutes: 60}}
)";

long peak_kb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// Cases per second: the median of five rounds of at least half a second.
template <class Work>
double per_second(Work work) {
    using clock = std::chrono::steady_clock;
    std::vector<double> rates;
    for (int round = 0; round < 6; ++round) {
        long done = 0;
        const auto start = clock::now();
        std::chrono::duration<double> spent{};
        do {
            for (int i = 0; i < 100; ++i) work();
            done += 100;
            spent = clock::now() - start;
        } while (spent.count() < 0.5);
        if (round > 0)
            rates.push_back(static_cast<double>(done) / spent.count());  // the first round warms up
    }
    std::ranges::sort(rates);
    return rates[rates.size() / 2];
}

}  // namespace

int main() {
    const auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/rulebooks");
    if (!loaded) return EXIT_FAILURE;
    const auto& library = loaded->library;
    const engine::Engine engine(library);
    const auto on = *calendar::Date::parse("2026-02-10");
    for (const auto& standard : library.standards()) {
        const auto document = read_document(fmt::format(kCase, standard), "case");
        if (!document) return EXIT_FAILURE;
        const auto file = casefile::read_case(*document, library.vocabulary);
        if (!file) return EXIT_FAILURE;
        std::size_t sink = 0;
        const double verdicts =
            per_second([&] { sink += engine.evaluate(*file, {.on = on})->clocks.size(); });
        const long before = peak_kb();
        const double texts = per_second([&] {
            const auto evaluation = engine.evaluate(*file, {.on = on});
            sink += answer::to_json(*evaluation, library, Language::da, answer::JsonStyle::compact).size();
        });
        fmt::print(
            "{{\"peer\":\"fjorten\",\"standard\":\"{}\",\"explained_per_second\":{:.0f},"
            "\"explained_as_json_per_second\":{:.0f},\"growth_kb\":{},\"sink\":{}}}\n",
            standard, verdicts, texts, peak_kb() - before, sink);
    }
    return EXIT_SUCCESS;
}
