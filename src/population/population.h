// Evaluates many cases: plain ones as columns under compiled rules, the others one by one with the engine.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "population/verdict.h"

namespace fjorten::population {

/// How often each verdict fell. Keys are ids of rules and names of actions.
struct Totals {
    std::uint64_t cases = 0;
    std::uint64_t in_columns = 0;     // worked out as columns
    std::uint64_t one_by_one = 0;     // by the engine
    std::uint64_t not_evaluated = 0;  // no edition in force on that day, or no such standard
    std::map<std::string, std::uint64_t> standards;
    std::map<std::string, std::array<std::uint64_t, 9>> clocks;   // by engine::ClockState
    std::map<std::string, std::array<std::uint64_t, 3>> actions;  // no, yes, not known
    std::map<std::string, std::array<std::uint64_t, 3>> offers;
    std::map<std::string, std::map<std::string, std::uint64_t>> routes;  // by where; "" = nowhere
    struct OfLimit {
        std::uint64_t cases = 0, used = 0, at_the_limit = 0;
        bool operator==(const OfLimit&) const = default;
    };
    std::map<std::string, OfLimit> limits;
    /// Only when two libraries are compared: cases for which something differs, in all and by rule or action.
    std::uint64_t changed = 0;
    std::map<std::string, std::uint64_t> changed_by;
    /// Rules without a columnar form, by standard: its cases go one by one.
    std::map<std::string, std::vector<std::string>> gaps;

    void add(const Totals& other);
};

enum class Rows { none, each };

/// One worker: cases in, totals and rows out. Several may work side by side, each with its own.
class Worker {
  public:
    /// `against`, where given, is a second library in the same vocabulary: what it decides otherwise is
    /// counted. The engines and libraries must outlive the worker.
    struct Rules {
        const rulebook::Library& library;
        const engine::Engine& engine;
    };
    Worker(Rules rules, const Rules* against, Rows rows);
    ~Worker();

    void take(const casefile::CaseFile& file, calendar::Date on, std::string_view id);
    /// Works out what is waiting.
    void finish();
    const Totals& totals() const { return totals_; }
    /// The rows since the last call, in the order of the cases.
    std::string take_rows();

  private:
    struct Side;
    struct Group;
    struct Waiting {
        Group* group = nullptr;
        std::size_t row = 0;
        std::string id, text;
    };
    Group* group_for(const casefile::CaseFile& file, calendar::Date on);
    void one_by_one(const casefile::CaseFile& file, calendar::Date on, Waiting& waiting);
    void work(Group& group);

    std::unique_ptr<Side> side_, other_;
    Rows rows_;
    std::vector<std::unique_ptr<Group>> groups_;
    std::vector<Waiting> waiting_;
    std::size_t in_columns_ = 0;
    std::string out_;
    Totals totals_;
};

/// True if both say the same with the same words, so that one column holds what both read.
bool same_words(const rulebook::Vocabulary& a, const rulebook::Vocabulary& b);

}  // namespace fjorten::population
