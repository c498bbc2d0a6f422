// The shared workload "guarantee-1" as an ordinary rulebook (bench/guarantee) under the ordinary engine: one
// case with everything explained, a population as columns, a replay; beside them the same rules written by
// hand. Every verdict is compared before anything is timed. usage: fjorten_engine_bench CASES.jsonl ROWS.csv
// [full|quick]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <thread>

#include "answer/answer.h"
#include "by_hand.h"
#include "engine/engine.h"
#include "population/kernel.h"
#include "workload.h"

namespace {

using namespace fjorten;
using bench::Canonical;
using bench::Figures;
using bench::Record;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double own_seconds() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return static_cast<double>(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

long peak_kb() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

/// Rates of several rounds, each of at least `least` seconds, by the processor time that this program got:
/// the machine is shared.
template <class Work>
void report(const std::string& variant, std::size_t cases, double least, Work work) {
    std::vector<double> rates, wall;
    work();
    for (int round = 0; round < 5; ++round) {
        double done = 0;
        const auto start = Clock::now();
        const double cpu = own_seconds();
        do {
            work();
            done += static_cast<double>(cases);
        } while (own_seconds() - cpu < least);
        rates.push_back(done / (own_seconds() - cpu));
        wall.push_back((own_seconds() - cpu) / seconds_since(start));
    }
    std::ranges::sort(rates);
    std::ranges::sort(wall);
    fmt::print(
        "{{\"peer\":\"fjorten\",\"variant\":\"{}\",\"n\":{},\"median\":{:.0f},\"min\":{:.0f},\"max\":{:.0f},"
        "\"peak_rss_mb\":{},\"cpu_per_wall\":{:.2f}}}\n",
        variant, cases, rates[2], rates[0], rates[4], peak_kb() / 1024, wall[2]);
    std::fflush(stdout);
}

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "bench: {}\n", why);
    std::exit(EXIT_FAILURE);
}

/// Rulebooks with their engine, compiled for columns; the cases as columns.
struct Rules {
    explicit Rules(const Figures& figures)
        : library(bench::load_rules(figures)),
          engine(library),
          words(library.vocabulary),
          compiled(engine::compile(library, words)),
          layout(library.vocabulary, words) {
        const auto& law = compiled.find("law")->second;
        program = population::compile(law, law.editions.front(),
                                      compiled.find("m01")->second.editions.front(), layout, texts);
        for (const auto& gap : program.gaps) give_up("no columnar form of " + gap);
    }
    rulebook::Library library;
    engine::Engine engine;
    casefile::CourseWords words;
    engine::Compiled compiled;
    population::Layout layout;
    population::Dictionary texts;
    population::Program program;
};

population::Columns columns_of(const std::vector<casefile::CaseFile>& cases,
                               const std::vector<Record>& records, Rules& rules) {
    population::Columns columns(rules.layout);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!columns.add(cases[i], calendar::Date::from_day_number(records[i].as_of), rules.texts))
            give_up("a case that does not fit into columns");
    }
    return columns;
}

/// Three ways, one verdict: columns, the engine case by case, and by hand. Returns the rows.
std::vector<Canonical> agree(const std::vector<casefile::CaseFile>& cases, const std::vector<Record>& records,
                             Rules& rules, const Figures& figures) {
    const auto columns = columns_of(cases, records, rules);
    population::Verdicts verdicts;
    verdicts.prepare(rules.program, cases.size());
    population::Scratch scratch(rules.program);
    population::run(rules.program, columns, 0, cases.size(), verdicts, 0, scratch);
    std::vector<Canonical> by_hand(cases.size()), ours;
    bench::scalar_loop(records.data(), by_hand.data(), records.size(), figures);
    std::size_t differ = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto evaluation =
            rules.engine.evaluate(cases[i], {.on = calendar::Date::from_day_number(records[i].as_of)});
        const auto one = population::verdict_of(*evaluation);
        const auto many = population::verdict_of(rules.program, columns, i, verdicts, i);
        const auto row = bench::canonical(many);
        if (one == many && row == by_hand[i]) {
            ours.push_back(row);
            continue;
        }
        if (++differ <= 3) {
            fmt::print(stderr, "engine  {}columns {}by hand {}",
                       bench::row_of(records[i].id, bench::canonical(one)), bench::row_of(records[i].id, row),
                       bench::row_of(records[i].id, by_hand[i]));
        }
    }
    if (differ > 0) give_up(fmt::format("{} of {} verdicts differ", differ, cases.size()));
    return ours;
}

Figures altered(unsigned seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    return {.guarantee_days = pick(5, 40),
            .decision_days = pick(5, 60),
            .complaint_days = pick(5, 60),
            .reassessment_days = pick(5, 60),
            .plan_months = pick(1, 14),
            .first_months = pick(1, 5),
            .second_months = pick(1, 14),
            .most_cards = pick(1, 12),
            .sessions_per_card = pick(1, 5)};
}

void one_case(const std::vector<casefile::CaseFile>& cases, const std::vector<Record>& records,
              const Rules& rules, double least) {
    const std::size_t count = std::min<std::size_t>(cases.size(), 5000);
    std::size_t sink = 0;
    const auto ask = [&](std::size_t i) {
        return rules.engine.evaluate(cases[i], {.on = calendar::Date::from_day_number(records[i].as_of)});
    };
    report("one case, explained", count, least, [&] {
        for (std::size_t i = 0; i < count; ++i) sink += ask(i)->clocks.size();
    });
    const long before = peak_kb();
    report("one case, explained, written out as JSON", count, least, [&] {
        for (std::size_t i = 0; i < count; ++i)
            sink += answer::to_json(*ask(i), rules.library, Language::da, answer::JsonStyle::compact).size();
    });
    fmt::print(stderr, "memory while explaining grew by {} kB; {}\n", peak_kb() - before, sink);
}

void population_of(const population::Columns& columns, const Rules& rules, const std::string& variant,
                   std::size_t threads, double least) {
    const std::size_t rows = columns.count();
    population::Verdicts verdicts;
    verdicts.prepare(rules.program, rows);
    std::vector<population::Scratch> scratch(threads, population::Scratch(rules.program));
    const auto share = (rows / threads / population::block_rows + 1) * population::block_rows;
    report(variant, rows, least, [&] {
        std::vector<std::thread> others;
        for (std::size_t t = 0; t < threads; ++t) {
            const auto first = std::min(rows, t * share), past_last = std::min(rows, first + share);
            const auto part = [&, t, first, past_last] {
                population::run(rules.program, columns, first, past_last, verdicts, first, scratch[t]);
            };
            if (threads == 1) part();
            else others.emplace_back(part);
        }
        for (auto& thread : others) thread.join();
    });
}

/// As `fjorten population` goes through a stream: verdicts of a part are counted, then their room is used
/// anew.
void stream(const population::Columns& columns, const Rules& rules, const std::string& variant,
            double least) {
    constexpr std::size_t part = 8192;
    population::Verdicts verdicts;
    verdicts.prepare(rules.program, part);
    population::Scratch scratch(rules.program);
    std::uint64_t breached = 0;
    report(variant, columns.count(), least, [&] {
        for (std::size_t row = 0; row < columns.count(); row += part) {
            const auto end = std::min(columns.count(), row + part);
            population::run(rules.program, columns, row, end, verdicts, 0, scratch);
            for (const auto& clock : verdicts.clocks)
                for (std::size_t i = 0; i < end - row; ++i)
                    breached +=
                        clock.state[i] == static_cast<std::uint8_t>(engine::ClockState::breached) ? 1U : 0U;
        }
    });
    fmt::print(stderr, "{} breached\n", breached);
}

/// What a rule change means for every case: both sides worked out, differences counted.
void replay(const population::Columns& columns, const Rules& rules, double least) {
    Figures changed;
    changed.guarantee_days = 10;
    Rules other(changed);
    // The same words in the same order, so the columns serve both; texts have the same numbers.
    constexpr std::size_t part = 8192;
    population::Verdicts before, after;
    before.prepare(rules.program, part);
    after.prepare(other.program, part);
    population::Scratch scratch(rules.program), other_scratch(other.program);
    std::uint64_t differ = 0;
    report("replay of a rule change", columns.count(), least, [&] {
        differ = 0;
        for (std::size_t row = 0; row < columns.count(); row += part) {
            const auto end = std::min(columns.count(), row + part);
            population::run(rules.program, columns, row, end, before, 0, scratch);
            population::run(other.program, columns, row, end, after, 0, other_scratch);
            for (std::size_t i = 0; i < end - row; ++i)
                differ += before.clocks[0].state[i] != after.clocks[0].state[i] ||
                                  before.clocks[0].due[i] != after.clocks[0].due[i]
                              ? 1U
                              : 0U;
        }
    });
    fmt::print(stderr, "{} of {} guarantees differ with 10 days for 14\n", differ, columns.count());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) give_up("usage: fjorten_engine_bench CASES.jsonl ROWS.csv [full|quick]");
    const bool is_quick = argc > 3 && std::string_view(argv[3]) == "quick";
    const double least = is_quick ? 0.15 : 0.5;
    std::ifstream in(argv[1]);
    std::vector<Record> records;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) records.push_back(bench::read_record(line));
    if (records.empty()) give_up("there are no cases");
    Rules rules{Figures{}};
    std::vector<casefile::CaseFile> cases;
    for (const auto& record : records) cases.push_back(bench::as_case(record, rules.library.vocabulary));

    const auto rows = agree(cases, records, rules, Figures{});
    std::ofstream out(argv[2], std::ios::binary);
    for (std::size_t i = 0; i < rows.size(); ++i) out << bench::row_of(records[i].id, rows[i]);
    out.close();
    // Another one each day, and told with the result.
    const auto seed = static_cast<unsigned>(std::time(nullptr) / 86'400 % 100'000);
    const auto other_figures = altered(seed);
    Rules other(other_figures);
    const bool is_shortened = is_quick && records.size() > 20'000;
    const auto some = is_shortened ? std::vector(records.begin(), records.begin() + 20'000) : records;
    agree({cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(some.size())}, some, other,
          other_figures);
    fmt::print(stderr, "seed {}: {} verdicts under altered figures agree as well\n", seed, some.size());

    const auto columns = columns_of(cases, records, rules);
    population_of(columns, rules, "population, one thread", 1, least);
    std::vector<Canonical> by_hand(records.size());
    report("scalar loop by hand", records.size(), least,
           [&] { bench::scalar_loop(records.data(), by_hand.data(), records.size()); });
    const bench::HandColumns hand(records);
    bench::HandVerdicts verdicts(records.size());
    bench::column_loop(hand, verdicts, records.size());
    for (std::size_t i = 0; i < records.size(); ++i)
        if (verdicts.at(i) != rows[i]) give_up(fmt::format("by hand, row {} differs", i));
    report("columns by hand", records.size(), least,
           [&] { bench::column_loop(hand, verdicts, records.size()); });
    one_case(cases, records, rules, least);
    population::Columns small(rules.layout), large(rules.layout);
    const std::size_t few = std::min<std::size_t>(10'000, cases.size());
    small = columns_of({cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(few)}, records, rules);
    const std::size_t most = is_quick ? 1'000'000 : 10'000'000;
    while (large.count() < most) large.repeat(columns);
    stream(small, rules, "population, ten thousand cases", least);
    stream(large, rules, is_quick ? "population, a million cases" : "population, ten million cases", least);
    if (!is_quick) population_of(columns, rules, "population, two threads", 2, least);
    replay(large, rules, least);
    return EXIT_SUCCESS;
}
