#include "compare/rule_figures.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/figures.h"
#include "answer/words.h"
#include "compare/in_both.h"
#include "rulebook/forms.h"

namespace fjorten::compare {

using rulebook::Clock;
using rulebook::Pattern;
using rulebook::Rule;
using rulebook::Vocabulary;

namespace {

/// How something is written in a rulebook, and how it is said.
struct Said {
    std::string value;
    Bilingual words;
};

// The same condition, however its lines are broken.
std::string folded(const std::string& condition) {
    std::string text;
    for (const char c : condition) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank) text += c;
        else if (!text.empty() && text.back() != ' ') text += ' ';
    }
    return text;
}

Bilingual label_of(std::string_view key) { return message_in_both("rulebook." + std::string(key)); }
Bilingual own_words(std::string_view key) { return message_in_both("compare." + std::string(key)); }

Said period(const calendar::Period& period) {
    return {period.iso(), in_both([&](Language l) { return answer::period_words(period, l); })};
}

Said number(int value) { return {fmt::to_string(value), same_in_both(fmt::to_string(value))}; }

Said value(const feel::Value& value) {
    return {feel::to_text(value), in_both([&](Language l) { return answer::figure_words(value, l); })};
}

Said text(const std::string& text) { return {text, same_in_both(text)}; }

Said word(std::string_view group, std::string_view word) {
    return {std::string(word), own_words(std::string(group) + "." + std::string(word))};
}

// Populations and times of measuring, where they are among those that have words.
Said said_of_goal(const std::string& name) {
    return {name, in_both([&](Language l) {
                const std::string key = "compare.goal." + name;
                return has_message(l, key) ? message(l, key) : name;
            })};
}

/// Takes one rule apart.
class Reader {
  public:
    Reader(const Rule& rule, const Vocabulary& vocabulary) : rule_(rule), vocabulary_(vocabulary) {}

    std::vector<Figure> read() {
        add("form", {std::string(name_of(rule_.form)), label_of("form." + std::string(name_of(rule_.form)))},
            own_words("form"));
        add("when", rule_.when ? condition(*rule_.when) : Said{"", own_words("always")});
        add("discretion", word("discretion", rule_.discretion ? "yes" : "no"), own_words("discretion"));
        if (rule_.clock) read_clock(*rule_.clock);
        if (rule_.limit) read_limit(*rule_.limit);
        if (rule_.gate) read_gate(*rule_.gate);
        if (rule_.route) read_route(*rule_.route);
        if (rule_.offer) read_offer(*rule_.offer);
        if (rule_.checklist) read_checklist(*rule_.checklist);
        if (rule_.duty) add("party", party(rule_.duty->party));
        if (rule_.goal) read_goal(*rule_.goal);
        if (rule_.notice) read_notice(*rule_.notice);
        for (const rulebook::Term& term : rule_.terms) read_term(term);
        return std::move(figures_);
    }

    Said within(const Clock& clock) const {
        if (clock.within && clock.working_days) {
            return {fmt::format("{} working days", clock.within->days),
                    in_both([&](Language l) { return answer::working_days_words(*clock.within, l); })};
        }
        if (clock.within) return period(*clock.within);
        if (clock.due_on) {
            const std::string day = fmt::to_string(*clock.due_on);
            return {"day " + day, in_both([&](Language l) { return message(l, "rulebook.due_on", {day}); })};
        }
        if (!clock.before) return {"", own_words("nothing")};
        const auto& before = *clock.before;
        const Said what = before.event ? pattern(*before.event)
                                       : Said{before.clock, in_both([&](Language l) {
                                                  return answer::topic_words(
                                                      before.clock.substr(before.clock.rfind('.') + 1), l);
                                              })};
        const Bilingual words = in_both([&](Language l) {
            return before.less == calendar::Period{}
                       ? message(l, "compare.before", {what.words.in(l)})
                       : message(l, "rulebook.before",
                                 {answer::period_words(before.less, l), what.words.in(l)});
        });
        return {before.less.iso() + " before " + what.value, words};
    }

    Said party(const std::string& name) const {
        return {name, in_both([&](Language l) {
                    const std::string own = "compare.party." + name;
                    return has_message(l, own) ? message(l, own) : answer::role_words(vocabulary_, name, l);
                })};
    }

  private:
    void add(std::string key, Said said, Bilingual label) {
        figures_.push_back({std::move(key), std::move(label), std::move(said.value), std::move(said.words)});
    }
    void add(std::string_view key, Said said) { add(std::string(key), std::move(said), label_of(key)); }
    void add(std::string_view key, const std::vector<Pattern>& list) { add(key, patterns(list)); }
    template <class T, class Say>
    void add_if(std::string_view key, const std::optional<T>& there, Say say) {
        if (there) add(key, say(*there));
    }

    static Said condition(const feel::Expression& expression) { return text(folded(expression.text())); }
    Said event(rulebook::EventType type) const {
        return {vocabulary_.events[type].name,
                in_both([&](Language l) { return answer::event_words(vocabulary_, type, l); })};
    }
    Said pattern(const Pattern& pattern) const {
        Said said = event(pattern.event);
        if (pattern.where) {
            const std::string where = " [" + folded(pattern.where->text()) + "]";
            said.value += where;
            said.words.da += where;
            said.words.en += where;
        }
        if (pattern.day_field) {
            const auto& field = vocabulary_.events[pattern.event].fields[*pattern.day_field];
            said.value += " @" + field.name;
            const auto day = [&](Language l) { return message(l, "compare.day", {field.label.in(l)}); };
            said.words.da += day(Language::da);
            said.words.en += day(Language::en);
        }
        return said;
    }
    static Said list(const std::vector<Said>& all, std::string_view empty = "nothing") {
        if (all.empty()) return {"", own_words(empty)};
        std::vector<Bilingual> words;
        std::string value;
        for (const Said& each : all) {
            value += (value.empty() ? "" : ", ") + each.value;
            words.push_back(each.words);
        }
        return {std::move(value), joined(words)};
    }
    Said patterns(const std::vector<Pattern>& all) const {
        std::vector<Said> said;
        for (const Pattern& each : all) said.push_back(pattern(each));
        return list(said);
    }
    Said start(const rulebook::Start& start) const {
        Said said = patterns(start.events);
        const bool is_latest = start.mode == rulebook::Start::Mode::latest;
        if (!is_latest || start.events.size() < 2) return said;
        said.words =
            in_both([&](Language l) { return message(l, "rulebook.latest_of", {said.words.in(l)}); });
        said.value = "latest of " + said.value;
        return said;
    }

    void read_clock(const Clock& clock);
    void read_again(const Clock& clock);
    void read_limit(const rulebook::Limit& limit);
    void read_gate(const rulebook::Gate& gate);
    void read_route(const rulebook::Route& route);
    void read_offer(const rulebook::Offer& offer);
    void read_checklist(const rulebook::Checklist& list);
    void read_goal(const rulebook::Goal& goal);
    void read_notice(const rulebook::Notice& notice);
    void read_term(const rulebook::Term& term);
    Said action(const std::string& name) const;

    const Rule& rule_;
    const Vocabulary& vocabulary_;
    std::vector<Figure> figures_;
};

std::string_view name_of_kind(rulebook::ClockKind kind) {
    using enum rulebook::ClockKind;
    switch (kind) {
        case duty: return "duty";
        case right: return "right";
        case end_date: return "end_date";
        case prompt: return "prompt";
    }
    return "duty";
}

std::string_view name_of_consequence(rulebook::Consequence consequence) {
    using enum rulebook::Consequence;
    switch (consequence) {
        case broken_right: return "broken_right";
        case broken_duty: return "broken_duty";
        case broken_promise: return "broken_promise";
        case late_report: return "late_report";
        case lost_right: return "lost_right";
        case nothing: return "nothing";
    }
    return "nothing";
}

void Reader::read_clock(const Clock& clock) {
    add(clock.recurs ? "every" : "within", within(clock));
    add("starts", start(clock.starts));
    for (const auto& other : clock.starts_when) {
        const Said from = start(other.starts);
        const std::string when = folded(other.when.text());
        add("starts_when", {from.value + " when " + when, in_both([&](Language l) {
                                return message(l, "rulebook.starts_when", {from.words.in(l), when});
                            })},
            label_of("starts"));
    }
    add("kind", word("kind", name_of_kind(clock.kind)), own_words("kind"));
    add("consequence", word("consequence", name_of_consequence(clock.consequence)), own_words("consequence"));
    std::vector<Said> roots;
    if (clock.per) roots.push_back(event(*clock.per));
    for (const rulebook::EventType other : clock.per_others) roots.push_back(event(other));
    add("per", list(roots, "per_request"));
    add_if("when_event", clock.when_event, condition);
    if (!clock.needs.empty()) add("needs", clock.needs);
    const std::string roll = clock.extra_closed.weekends_only ? "next_weekday"
                             : clock.roll_to_working_day      ? "next_working_day"
                                                              : "none";
    add("roll", word("roll", roll), own_words("roll"));
    std::vector<Said> closed;
    const calendar::ExtraClosed& extra = clock.extra_closed;
    for (const auto& [is_closed, day] :
         {std::pair{extra.constitution_day, "constitution_day"},
          std::pair{extra.christmas_eve, "christmas_eve"}, std::pair{extra.new_years_eve, "new_years_eve"}}) {
        if (is_closed) closed.push_back({day, message_in_both("closed_day." + std::string(day))});
    }
    if (clock.roll_to_working_day) add("closed_too", list(closed), own_words("closed_too"));
    add("met_by", clock.met_by);
    if (!clock.recurs) add("lifted_by", clock.lifted_by);
    add("excused_by", clock.excused_by);
    add("stopped_by", clock.stopped_by);
    read_again(clock);
}

void Reader::read_again(const Clock& clock) {
    if (clock.again) {
        const Said on = patterns(clock.again->on), within = period(clock.again->within);
        add("again", {on.value + " " + within.value, in_both([&](Language l) {
                          return message(l, "rulebook.again_within", {on.words.in(l), within.words.in(l)});
                      })});
    }
    add_if("presumes", clock.presumes, [&](rulebook::EventType type) { return event(type); });
}

Said Reader::action(const std::string& name) const {
    return {name, in_both([&](Language l) {
                const auto known = vocabulary_.find_action(name);
                return known ? answer::action_words(vocabulary_, *known, l) : name;
            })};
}

void Reader::read_limit(const rulebook::Limit& limit) {
    add_if("min", limit.min, number);
    if (limit.max) add("max", *limit.max == 0 ? Said{"0", own_words("none")} : number(*limit.max));
    add("action", action(limit.action));
    add("counts", pattern(limit.counts));
    add_if("brought_forward", limit.brought_forward, condition);
    const Said since = limit.since.empty() ? Said{"", own_words("whole_case")} : patterns(limit.since);
    add("since", limit.within_request ? Said{"request", label_of("request")} : since);
    if (limit.needs_since) add("needs_since", word("needs_since", "yes"), own_words("needs_since"));
    if (!limit.per_field.empty()) {
        const rulebook::EventKind& kind = vocabulary_.events[limit.counts.event];
        const auto index = kind.field_index(limit.per_field);
        const Bilingual label = index ? kind.fields[*index].label : same_in_both(limit.per_field);
        add("per_field", {limit.per_field, label});
    }
    add_if("window", limit.window, period);
    if (limit.earned) {
        const auto& earned = *limit.earned;
        const Said by = pattern(earned.by);
        const std::string every = fmt::to_string(earned.every);
        add("earned", {every + " " + by.value, in_both([&](Language l) {
                           return message(l, "rulebook.earned_each", {every, by.words.in(l)});
                       })});
        add_if("among_first", earned.among_first, number);
        add_if("earned_brought_forward", earned.brought_forward, condition);
        if (earned.consumed_by) add("consumed_by", pattern(*earned.consumed_by), own_words("consumed_by"));
    }
    for (const auto& figure : limit.figures) {
        const rulebook::EventKind& kind = vocabulary_.events[limit.counts.event];
        const auto index = kind.field_index(figure.field);
        const Said bound = figure.exactly ? value(*figure.exactly) : value(*figure.at_most);
        const std::string sign = figure.exactly ? "" : "<= ";
        const Bilingual words = in_both([&](Language l) {
            return answer::counted_words(answer::range_words(figure.exactly, {}, figure.at_most, l),
                                         figure.unit, l);
        });
        add("figures." + figure.field, {sign + bound.value, words},
            index ? kind.fields[*index].label : same_in_both(figure.field));
    }
}

void Reader::read_gate(const rulebook::Gate& gate) {
    std::vector<Said> actions;
    for (const std::string& name : gate.actions) actions.push_back(action(name));
    add("action", list(actions));
    add_if("requires", gate.requires_that, condition);
    if (!gate.requires_stated.empty()) {
        add("requires_stated", {gate.requires_stated, in_both([&](Language l) {
                                    return answer::topic_words(gate.requires_stated, l);
                                })});
    }
    const std::string_view strength = gate.strength == rulebook::Strength::hard ? "hard" : "reasoned";
    add("strength", word("strength", strength), own_words("strength"));
    if (!gate.passed_by.empty()) add("passed_by", party(gate.passed_by));
    if (!gate.tested_by.empty()) add("tested_by", text(gate.tested_by));
    add("of_event", word("of_event", gate.looks_at_event ? "yes" : "no"), own_words("of_event"));
}

void Reader::read_route(const rulebook::Route& route) {
    for (const auto& way : route.ways) {
        const Said when = way.when ? condition(*way.when) : Said{"", label_of("otherwise")};
        add("to." + way.to, when, way.label);
    }
}

void Reader::read_offer(const rulebook::Offer& offer) {
    const auto found = std::ranges::find(vocabulary_.services, offer.service, &rulebook::Named::name);
    add("service",
        {offer.service, found != vocabulary_.services.end() ? found->label : same_in_both(offer.service)});
    add("eligible", offer.eligible ? condition(*offer.eligible) : Said{"", own_words("everybody")});
}

void Reader::read_checklist(const rulebook::Checklist& list) {
    if (const auto step = vocabulary_.find_event(list.step)) add("step", event(*step));
    for (const auto& item : list.items)
        add("items." + item.id, {"yes", own_words("on_the_list")}, item.label);
}

void Reader::read_goal(const rulebook::Goal& goal) {
    add("measure", text(goal.measure));
    add("population", said_of_goal(goal.population));
    add_if("at_least", goal.at_least, value);
    add_if("at_most", goal.at_most, value);
    std::vector<Said> times;
    for (const std::string& time : goal.measured_at) times.push_back(said_of_goal(time));
    add("measured_at", list(times));
    if (!goal.until.empty()) add("until", text(goal.until));
}

void Reader::read_notice(const rulebook::Notice& notice) {
    add("to", party(notice.to));
    add("about", text(notice.about));
    add_if("at", notice.at, [&](rulebook::EventType type) { return event(type); });
}

void Reader::read_term(const rulebook::Term& term) {
    const auto written = [](const std::optional<feel::Value>& figure) {
        return figure ? feel::to_text(*figure) : std::string();
    };
    add("terms." + term.id,
        {fmt::format("{}|{}|{}|{}|{}", written(term.exactly), written(term.min), written(term.max), term.unit,
                     term.typical ? "typical" : ""),
         in_both([&](Language l) { return answer::term_figure_words(term, l); })},
        term.label);
}

Bilingual limit_headline(const rulebook::Limit& limit) {
    if (limit.max == 0) return own_words("none");
    const auto figure = [](const std::optional<int>& bound) {
        return bound ? std::optional(feel::Value::number(*bound)) : std::nullopt;
    };
    return in_both([&](Language l) {
        std::string words = answer::range_words({}, figure(limit.min), figure(limit.max), l);
        const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
        if (limit.per_field == "person") add(message(l, "compare.per_person"));
        if (limit.window) add(message(l, "compare.within_window", {answer::period_words(*limit.window, l)}));
        for (const auto& figure_of_each : limit.figures) {
            const std::string range =
                answer::range_words(figure_of_each.exactly, {}, figure_of_each.at_most, l);
            const std::string counted = answer::counted_words(range, figure_of_each.unit, l);
            if (counted != range) add(message(l, "compare.each", {counted}));
        }
        return words.empty() ? message(l, "compare.stated") : words;
    });
}

Bilingual terms_or(const Rule& rule, std::string_view otherwise) {
    std::vector<Bilingual> words;
    for (const rulebook::Term& term : rule.terms)
        words.push_back(in_both([&](Language l) { return answer::term_words(term, l); }));
    return words.empty() ? own_words(otherwise) : joined(words, "; ");
}

Bilingual route_headline(const rulebook::Route& route) {
    std::vector<Bilingual> labels;
    for (const auto& way : route.ways) labels.push_back(way.label);
    return joined(labels, "; ");
}

Bilingual goal_headline(const rulebook::Goal& goal) {
    if (!goal.at_least && !goal.at_most) return own_words("stated");
    return in_both([&](Language l) {
        return message(l, "compare.percent", {answer::range_words({}, goal.at_least, goal.at_most, l)});
    });
}

}  // namespace

std::vector<Figure> figures_of(const Rule& rule, const Vocabulary& vocabulary) {
    return Reader(rule, vocabulary).read();
}

bool says_none(const Rule& rule) { return rule.limit && rule.limit->max == 0; }

Bilingual headline_of(const Rule& rule, const Vocabulary& vocabulary) {
    const Reader reader(rule, vocabulary);
    if (rule.clock) return reader.within(*rule.clock).words;
    if (rule.limit) return limit_headline(*rule.limit);
    if (rule.route) return route_headline(*rule.route);
    if (rule.offer) return terms_or(rule, rule.discretion ? "offered_after_judgement" : "offered");
    if (rule.checklist) {
        const auto count = static_cast<long>(rule.checklist->items.size());
        return in_both([&](Language l) { return message_count(l, "compare.items", count); });
    }
    if (rule.goal) return goal_headline(*rule.goal);
    if (rule.gate && rule.discretion) return own_words("judgement");
    return terms_or(rule, "stated");
}

}  // namespace fjorten::compare
