#include "population/population.h"

#include <algorithm>
#include <set>

#include "population/totals.h"

namespace fjorten::population {

using calendar::Date;
using casefile::CaseFile;

namespace {

constexpr std::size_t rows_at_once = 65'536;

struct Editions {
    const engine::CompiledAuthority* law = nullptr;
    const engine::CompiledEdition* law_edition = nullptr;
    const engine::CompiledEdition* standard = nullptr;
};

/// The editions in force from the first event to `on`, if they are the same all the time.
std::optional<Editions> editions_for(const engine::Compiled& compiled, const CaseFile& file, Date on) {
    const auto standard = compiled.find(file.standard);
    if (standard == compiled.end() || standard->second.editions.empty() ||
        standard->second.editions.front().edition->is_law)
        return std::nullopt;
    const Date first = file.events.empty() ? on : std::min(file.events.front().on, on);
    const auto* today = standard->second.in_force(on);
    if (today == nullptr || standard->second.in_force(first) != today) return std::nullopt;
    const auto law = compiled.find(today->edition->builds_on);
    const auto* law_today = law == compiled.end() ? nullptr : law->second.in_force(on);
    if (law_today == nullptr || law->second.in_force(first) != law_today) return std::nullopt;
    return Editions{&law->second, law_today, today};
}

}  // namespace

struct Worker::Side {
    explicit Side(Rules rules)
        : library(rules.library), engine(rules.engine), layout(library.vocabulary, engine.words()) {}
    const rulebook::Library& library;
    const engine::Engine& engine;
    Layout layout;
};

struct Worker::Group {
    Group(const Layout& layout) : columns(layout) {}
    Editions editions, other_editions;
    Dictionary texts;
    Program program, other;
    std::unique_ptr<Scratch> scratch, other_scratch;
    Columns columns;
    Verdicts verdicts, other_verdicts;
    bool is_complete = false;
};

Worker::Worker(Rules rules, const Rules* against, Rows rows)
    : side_(std::make_unique<Side>(rules)),
      other_(against == nullptr ? nullptr : std::make_unique<Side>(*against)),
      rows_(rows) {}

Worker::~Worker() = default;

Worker::Group* Worker::group_for(const CaseFile& file, Date on) {
    const auto editions = editions_for(side_->engine.compiled(), file, on);
    if (!editions) return nullptr;
    std::optional<Editions> other;
    if (other_ != nullptr) other = editions_for(other_->engine.compiled(), file, on);
    if (other_ != nullptr && !other) return nullptr;
    for (const auto& group : groups_) {
        if (group->editions.law_edition == editions->law_edition &&
            group->editions.standard == editions->standard &&
            (!other || (group->other_editions.law_edition == other->law_edition &&
                        group->other_editions.standard == other->standard)))
            return group.get();
    }
    auto& group = *groups_.emplace_back(std::make_unique<Group>(side_->layout));
    group.editions = *editions;
    group.program =
        compile(*editions->law, *editions->law_edition, *editions->standard, side_->layout, group.texts);
    group.is_complete = group.program.is_complete();
    auto& gaps = totals_.gaps[editions->standard->edition->rulebook];
    if (!group.is_complete) gaps = group.program.gaps;
    group.scratch = std::make_unique<Scratch>(group.program);
    if (other) {
        group.other_editions = *other;
        // Read with the words of the first: they are the same.
        group.other = compile(*other->law, *other->law_edition, *other->standard, side_->layout, group.texts);
        group.is_complete = group.is_complete && group.other.is_complete() &&
                            same_words(side_->library.vocabulary, other_->library.vocabulary);
        group.other_scratch = std::make_unique<Scratch>(group.other);
    }
    return &group;
}

void Worker::take(const CaseFile& file, Date on, std::string_view id) {
    ++totals_.cases;
    Waiting waiting{.group = group_for(file, on), .row = 0, .id = std::string(id), .text = {}};
    const auto is_odd = [&](const casefile::Event& event) {
        const auto& other = waiting.group->other.odd_events;
        return waiting.group->program.odd_events[event.type] || (!other.empty() && other[event.type]);
    };
    auto* group = waiting.group;
    const bool fits = group != nullptr && group->is_complete && std::ranges::none_of(file.events, is_odd) &&
                      group->columns.add(file, on, group->texts);
    if (fits) {
        waiting.row = group->columns.count() - 1;
        ++in_columns_;
    } else {
        waiting.group = nullptr;
        one_by_one(file, on, waiting);
    }
    if (rows_ == Rows::each) waiting_.push_back(std::move(waiting));
    if (in_columns_ >= rows_at_once) finish();
}

void Worker::one_by_one(const CaseFile& file, Date on, Waiting& waiting) {
    const auto evaluation = side_->engine.evaluate(file, {.on = on});
    if (!evaluation) {
        ++totals_.not_evaluated;
        return;
    }
    ++totals_.one_by_one;
    ++totals_.standards[file.standard];
    const auto verdict = verdict_of(*evaluation);
    count(verdict, side_->library.vocabulary, totals_);
    if (rows_ == Rows::each) waiting.text = row_of(verdict, waiting.id, on, side_->library.vocabulary);
    if (other_ == nullptr) return;
    const auto other = other_->engine.evaluate(file, {.on = on});
    if (!other) return;
    count_changes(verdict, verdict_of(*other), side_->library.vocabulary, other_->library.vocabulary,
                  totals_);
}

void Worker::work(Group& group) {
    const std::size_t rows = group.columns.count();
    if (rows == 0) return;
    group.verdicts.prepare(group.program, rows);
    run(group.program, group.columns, 0, rows, group.verdicts, 0, *group.scratch);
    totals_.in_columns += rows;
    totals_.standards[group.editions.standard->edition->rulebook] += rows;
    count(group.program, group.verdicts, rows, side_->library.vocabulary, totals_);
    if (other_ == nullptr) return;
    group.other_verdicts.prepare(group.other, rows);
    run(group.other, group.columns, 0, rows, group.other_verdicts, 0, *group.other_scratch);
    count_changes({group.program, group.verdicts}, {group.other, group.other_verdicts}, rows,
                  side_->library.vocabulary, totals_);
}

void Worker::finish() {
    for (const auto& group : groups_) work(*group);
    for (auto& waiting : waiting_) {
        if (waiting.group == nullptr) {
            out_ += waiting.text;
            continue;
        }
        const auto& group = *waiting.group;
        const Date on = Date::from_day_number(group.columns.on()[waiting.row]);
        out_ += row_of(verdict_of(group.program, group.columns, waiting.row, group.verdicts, waiting.row),
                       waiting.id, on, side_->library.vocabulary);
    }
    waiting_.clear();
    for (const auto& group : groups_) group->columns.clear();
    in_columns_ = 0;
}

std::string Worker::take_rows() { return std::exchange(out_, {}); }

bool same_words(const rulebook::Vocabulary& a, const rulebook::Vocabulary& b) {
    if (a.slot_names != b.slot_names || a.events.size() != b.events.size() ||
        a.actions.size() != b.actions.size() || a.derived.size() != b.derived.size())
        return false;
    for (std::size_t i = 0; i < a.actions.size(); ++i) {
        if (a.actions[i].name != b.actions[i].name) return false;
    }
    for (std::size_t i = 0; i < a.events.size(); ++i) {
        const auto name = [](const rulebook::Field& field) { return field.name; };
        if (a.events[i].name != b.events[i].name ||
            !std::ranges::equal(a.events[i].fields, b.events[i].fields, {}, name, name))
            return false;
    }
    return true;
}

}  // namespace fjorten::population
