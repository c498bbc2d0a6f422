#include "review/starts.h"

#include <algorithm>
#include <set>

namespace fjorten::review {

using rulebook::Pattern;
using rulebook::Rule;
using rulebook::Start;
using Rules = std::vector<const Rule*>;

namespace {

// Long enough for what is presumed after some working days.
constexpr int until_presumed = 14;

Bilingual words_of(const Trial& trial, const Pattern& pattern) {
    const rulebook::EventKind& kind = trial.vocabulary().events[pattern.event];
    std::vector<Bilingual> words = {kind.label};
    for (const auto& [field, value] : trial.story().fields_for(pattern).value_or(Fields{}))
        words.push_back(words_for(kind.fields[field].type, value));
    return words.size() == 1 ? kind.label : listed(words);
}

// A clock of a request presupposes that somebody has asked for help.
struct Opener {
    const Trial* trial;
    casefile::CourseWords words;

    void open(const Rule& rule, const Pattern& pattern, Draft& draft) const {
        const auto contact = words.contact_own_wish.type;
        const bool opens = pattern.event == contact || pattern.event == words.application_own_wish.type ||
                           pattern.event == words.start_service.type;
        if (!rule.clock->per && !opens && contact != casefile::CourseWords::none)
            trial->story().ensure(draft, contact, {});
    }
};

class Ways {
  public:
    explicit Ways(const Trial& trial)
        : trial_(trial), opener_{&trial, casefile::CourseWords(trial.vocabulary())} {}

    void add(const Rule& rule) {
        add(rule, rule.clock->starts);
        for (const auto& other : rule.clock->starts_when) add(rule, other.starts);
    }

    Dimension take() { return std::move(dimension_); }

  private:
    void add(const Rule& rule, const Start& start) {
        if (start.mode == Start::Mode::earliest) {
            for (const Pattern& pattern : start.events) add(rule, pattern);
            return;
        }
        std::vector<Bilingual> words;
        for (const Pattern& each : start.events) words.push_back(words_of(trial_, each));
        dimension_.choices.push_back({listed(words), [opener = opener_, &rule, &start](Draft& draft) {
                                          opener.open(rule, start.events.front(), draft);
                                          for (const Pattern& each : start.events)
                                              opener.trial->story().ensure(draft, each);
                                      }});
    }

    void add(const Rule& rule, const Pattern& pattern) {
        const std::string key = std::to_string(pattern.event) + (pattern.where ? pattern.where->text() : "");
        if (!trial_.story().fields_for(pattern)) return;
        if (known_.insert(key).second) {
            dimension_.choices.push_back(
                {words_of(trial_, pattern), [opener = opener_, &rule, &pattern](Draft& draft) {
                     opener.open(rule, pattern, draft);
                     opener.trial->story().ensure(draft, pattern);
                 }});
            for (const Rule& presumption : trial_.law().rules) {
                const auto& clock = presumption.clock;
                if (clock && clock->presumes == pattern.event) add_presumed(presumption);
            }
        }
        if (!rule.clock->needs.empty() && known_.insert(key + rule.id).second) add_anew(rule, pattern);
    }

    // A clock that needs something first may start with what follows from it: a new decision, a new letter.
    void add_anew(const Rule& rule, const Pattern& pattern) {
        dimension_.choices.push_back(
            {words_of(trial_, pattern), [opener = opener_, &rule, &pattern](Draft& draft) {
                 opener.open(rule, pattern, draft);
                 opener.trial->story().ensure(draft, rule.clock->needs.front());
                 opener.trial->story().happen_anew(draft, pattern);
             }});
    }

    void add_presumed(const Rule& presumption) {
        for (const Pattern& pattern : presumption.clock->starts.events) {
            if (!known_.insert(presumption.id).second) return;
            dimension_.choices.push_back(
                {words_of(trial_, pattern), [trial = &trial_, &pattern](Draft& draft) {
                     trial->story().ensure(draft, pattern);
                     draft.on = std::max(draft.on, draft.day.plus_days(until_presumed));
                 }});
        }
    }

    const Trial& trial_;
    Opener opener_;
    Dimension dimension_{"start", {}};
    std::set<std::string> known_;
};

}  // namespace

Dimension ways_to_start(const Trial& trial, const Rules& clocks) {
    Ways ways(trial);
    for (const Rule* const rule : clocks) ways.add(*rule);
    return ways.take();
}

std::vector<Dimension> matters(const Trial& trial, const Rules& clocks) {
    std::vector<Dimension> all;
    for (const Rule* const rule : clocks) {
        const auto& clock = *rule->clock;
        if (!clock.per || !clock.when_event) continue;
        const rulebook::EventType root = *clock.per;
        const rulebook::EventKind& kind = trial.vocabulary().events[root];
        for (const auto field : trial.story().fields_read(root, *clock.when_event)) {
            const std::string name = kind.name + "." + kind.fields[field].name;
            if (std::ranges::find(all, name, &Dimension::name) != all.end()) continue;
            Dimension dimension{name, {}};
            for (const feel::Value& value : trial.story().candidates(root, field, *clock.when_event)) {
                dimension.choices.push_back({words_for(kind.fields[field].type, value),
                                             [trial = &trial, root, field, value](Draft& draft) {
                                                 trial->story().ensure(draft, root, {{field, value}});
                                             }});
            }
            if (!dimension.choices.empty()) all.push_back(std::move(dimension));
        }
    }
    return all;
}

void add_needs(const Trial& trial, const Rules& clocks, Draft& draft) {
    for (const Rule* const rule : clocks) {
        if (!rule->clock->needs.empty()) trial.story().ensure(draft, rule->clock->needs.front());
    }
}

std::vector<Dimension> scopes(const Trial& trial, const Rules& clocks) {
    std::vector<const feel::Expression*> conditions;
    for (const Rule* const rule : clocks) {
        if (rule->when) conditions.push_back(&*rule->when);
        for (const auto& other : rule->clock->starts_when) conditions.push_back(&other.when);
    }
    return trial.dimensions().of(conditions);
}

}  // namespace fjorten::review
