#include "compare/verdicts.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "compare/in_both.h"

namespace fjorten::compare {

using engine::ClockState;
using engine::Evaluation;
using rulebook::Rule;

namespace {

// Without the rulebook, unless that is the law, which both sides share.
std::string common_name(const Rule& rule, const Evaluation& evaluation) {
    return rule.id.starts_with(evaluation.law->rulebook + ".") ? rule.id : rule.name;
}

bool has_begun(ClockState state) {
    return state != ClockState::not_started && state != ClockState::not_applicable &&
           state != ClockState::unknown;
}

Bilingual answer_words(const std::optional<bool>& answer, std::string_view yes, std::string_view no) {
    const std::string_view word = !answer ? "unknown" : *answer ? yes : no;
    return message_in_both("compare." + std::string(word));
}

std::string written(const std::optional<bool>& answer) {
    return !answer ? "null" : *answer ? "true" : "false";
}

std::string limit_words(const engine::LimitResult& limit, Language language) {
    const std::string used = fmt::to_string(limit.used);
    std::string words = limit.max == 0 ? message(language, "compare.none")
                        : limit.max ? message(language, "compare.used_of", {used, fmt::to_string(*limit.max)})
                                    : message(language, "compare.used", {used});
    if (limit.until)
        words += message(language, "compare.until", {answer::plain_date(*limit.until, language)});
    return words;
}

/// Makes verdicts out of what an evaluation says.
class Teller {
  public:
    Teller(const Evaluation& evaluation, const rulebook::Vocabulary& vocabulary, Words words)
        : evaluation_(evaluation), vocabulary_(vocabulary), words_(words) {}

    Verdict tell(const engine::ClockResult& clock) const {
        Verdict verdict = of_rule(VerdictKind::clock, *clock.rule);
        if (clock.instance > 1) verdict.name += fmt::format("#{}", clock.instance);
        verdict.value = engine::name_of(clock.state);
        if (clock.due) verdict.value += " due " + clock.due->iso();
        const bool is_excused = clock.state == ClockState::breached && !clock.excused_by.empty();
        if (is_excused) verdict.value += " excused";
        verdict.words = said([&](Language language) {
            std::string words = answer::state_words(clock.state, language);
            if (clock.due)
                words += message(language, "compare.due", {answer::plain_date(*clock.due, language)});
            return is_excused ? words + message(language, "compare.excused") : words;
        });
        verdict.state = said([&](Language language) { return answer::state_words(clock.state, language); });
        verdict.says_something = has_begun(clock.state);
        verdict.is_unknown = clock.state == ClockState::unknown;
        return verdict;
    }

    Verdict tell(const engine::ActionResult& action) const {
        Verdict verdict{.kind = VerdictKind::action, .name = vocabulary_.actions[action.action].name};
        verdict.label = said(
            [&](Language language) { return answer::action_words(vocabulary_, action.action, language); });
        verdict.value = written(action.allowed);
        if (words_ == Words::said) verdict.words = answer_words(action.allowed, "allowed", "blocked");
        verdict.state = verdict.words;
        verdict.is_unknown = !action.allowed;
        for (const auto& blocker : action.because) verdict.rules.push_back(blocker.rule);
        return verdict;
    }

    Verdict tell(const engine::LimitResult& limit) const {
        Verdict verdict = of_rule(VerdictKind::limit, *limit.rule);
        if (!limit.person.empty()) verdict.name += " " + limit.person;
        verdict.value = fmt::format("used {}", limit.used);
        if (limit.min) verdict.value += fmt::format(" min {}", *limit.min);
        if (limit.max) verdict.value += fmt::format(" max {}", *limit.max);
        if (limit.earned) verdict.value += fmt::format(" earned {}", *limit.earned);
        if (limit.until) verdict.value += " until " + limit.until->iso();
        verdict.words = said([&](Language language) { return limit_words(limit, language); });
        verdict.state = said([&](Language language) {
            return limit.max == 0 ? message(language, "compare.none")
                   : limit.max    ? message(language, "compare.at_most", {fmt::to_string(*limit.max)})
                                  : message(language, "compare.no_most");
        });
        return verdict;
    }

    Verdict tell(const engine::RouteResult& route) const {
        Verdict verdict = of_rule(VerdictKind::route, *route.rule);
        verdict.value = route.way != nullptr ? route.way->to : "null";
        verdict.words = route.way != nullptr ? route.way->label : answer_words({}, "", "");
        verdict.state = verdict.words;
        verdict.says_something = route.way != nullptr;
        verdict.is_unknown = route.way == nullptr;
        return verdict;
    }

    Verdict tell(const engine::OfferResult& offer) const {
        Verdict verdict = of_rule(VerdictKind::offer, *offer.rule);
        verdict.value = written(offer.eligible);
        if (words_ == Words::said) verdict.words = answer_words(offer.eligible, "eligible", "not_eligible");
        verdict.state = verdict.words;
        verdict.says_something = offer.eligible.has_value();
        verdict.is_unknown = !offer.eligible;
        return verdict;
    }

  private:
    Verdict of_rule(VerdictKind kind, const Rule& rule) const {
        Verdict verdict{.kind = kind, .name = common_name(rule, evaluation_)};
        if (words_ == Words::said) verdict.label = rule.title;
        verdict.rules = {&rule};
        return verdict;
    }

    template <class Say>
    Bilingual said(Say say) const {
        return words_ == Words::said ? in_both(say) : Bilingual{};
    }

    const Evaluation& evaluation_;
    const rulebook::Vocabulary& vocabulary_;
    Words words_;
};

bool is_same(const Verdict& a, const Verdict& b) { return a.kind == b.kind && a.name == b.name; }

const Verdict* find(const std::vector<Verdict>& verdicts, const Verdict& wanted) {
    const auto found = std::ranges::find_if(verdicts, [&](const Verdict& v) { return is_same(v, wanted); });
    return found == verdicts.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(VerdictKind kind) {
    switch (kind) {
        case VerdictKind::clock: return "clock";
        case VerdictKind::action: return "action";
        case VerdictKind::limit: return "limit";
        case VerdictKind::route: return "route";
        case VerdictKind::offer: return "offer";
    }
    return "clock";
}

std::vector<Verdict> verdicts_of(const Evaluation& evaluation, const rulebook::Vocabulary& vocabulary,
                                 Words words) {
    const Teller teller(evaluation, vocabulary, words);
    std::vector<Verdict> verdicts;
    const auto tell_all = [&](const auto& results) {
        for (const auto& result : results) verdicts.push_back(teller.tell(result));
    };
    tell_all(evaluation.clocks);
    tell_all(evaluation.actions);
    tell_all(evaluation.limits);
    tell_all(evaluation.routes);
    tell_all(evaluation.offers);
    return verdicts;
}

std::vector<const Rule*> VerdictChange::reasons() const {
    std::vector<const Rule*> all, only;
    const auto named_by = [](const std::optional<Verdict>& side, const Rule& rule) {
        return side && std::ranges::any_of(side->rules, [&](const Rule* r) { return r->id == rule.id; });
    };
    for (const auto* side : {&from, &to}) {
        if (!*side) continue;
        for (const Rule* const rule : (*side)->rules) {
            if (std::ranges::none_of(all, [&](const Rule* r) { return r->id == rule->id; }))
                all.push_back(rule);
            if (!named_by(side == &from ? to : from, *rule)) only.push_back(rule);
        }
    }
    return only.empty() ? all : only;
}

std::vector<VerdictChange> changes_between(const std::vector<Verdict>& from, const std::vector<Verdict>& to) {
    std::vector<VerdictChange> changes;
    for (const Verdict& verdict : from) {
        const Verdict* const other = find(to, verdict);
        if (other == nullptr
                ? !verdict.says_something
                : other->value == verdict.value || (!verdict.says_something && !other->says_something))
            continue;
        changes.push_back({verdict, other == nullptr ? std::nullopt : std::optional(*other)});
    }
    for (const Verdict& verdict : to) {
        if (verdict.says_something && find(from, verdict) == nullptr)
            changes.push_back({std::nullopt, verdict});
    }
    return changes;
}

}  // namespace fjorten::compare
