// How long the figures of many cases take: rows on every core, then every table. `fjorten_report_bench
// [CASES]`.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "reports/export.h"
#include "rulebook/load.h"
#include "unit/reports/invented_town.h"

namespace {

using namespace fjorten;

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

int run(int wanted) {
    const auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/rulebooks");
    if (!loaded) return 2;
    const engine::Engine engine(loaded->library);
    const reports::RowMaker maker(loaded->library, engine, loaded->reporting);
    reports::Rows rows{.on = *calendar::Date::parse("2026-06-30")};
    reports::InventedTown town(14, "rebild", rows.on);
    std::vector<reports::CaseForReport> cases;
    for (const auto& told : town.people(wanted)) cases.push_back(town.file(told, loaded->library.vocabulary));
    const auto begun = std::chrono::steady_clock::now();
    std::vector<reports::Rows> made(cases.size());
    std::atomic<std::size_t> next{0};
    {
        std::vector<std::jthread> workers;
        for (unsigned w = 0; w < std::max(1U, std::thread::hardware_concurrency()); ++w)
            workers.emplace_back([&] {
                for (std::size_t i = next++; i < cases.size(); i = next++)
                    maker.take(cases[i], rows.on, made[i]);
            });
    }
    for (auto& one : made) rows.add(std::move(one));
    maker.link(rows);
    const double rows_took = seconds_since(begun);
    const reports::Sources sources{rows, loaded->library, loaded->reporting, Language::en};
    const reports::Span span{.from = *calendar::Date::parse("2025-07-01"), .to = rows.on, .on = rows.on};
    const auto tables_begun = std::chrono::steady_clock::now();
    const auto tables = reports::all_tables(sources, *loaded->library.find("rebild")->in_force(rows.on), span,
                                            reports::Detail::counts_hidden);
    std::printf("%zu cases, %zu rows: %.2f s; %zu tables: %.2f s\n", cases.size(), rows.rows.size(),
                rows_took, tables.size(), seconds_since(tables_begun));
    return 0;
}

}  // namespace

int main(int argc, char** argv) { return run(argc > 1 ? std::atoi(argv[1]) : 100'000); }
