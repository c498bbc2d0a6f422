#include "review/trial.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::review {

using calendar::Date;
using rulebook::Authority;
using rulebook::BuiltIn;
using rulebook::Edition;

namespace {

Date next_monday(Date day) {
    while (day.weekday() != 1) day = day.plus_days(1);
    return day;
}

const Edition* edition_on(const rulebook::Library& library, const std::string& id, Date day) {
    const Authority* const authority = library.find(id);
    if (authority == nullptr || authority->editions.empty()) return nullptr;
    const Edition* const found = authority->in_force(day);
    return found != nullptr                         ? found
           : day < authority->editions.front().from ? nullptr
                                                    : &authority->editions.back();
}

}  // namespace

Trial::Trial(const rulebook::Library& library, const Edition& edition, const Edition& standard,
             const Edition& law, Date day)
    : library_(library),
      edition_(edition),
      standard_(standard),
      law_(law),
      day_(day),
      engine_(library),
      words_(library.vocabulary),
      story_(library.vocabulary),
      dimensions_(library.vocabulary, standard.municipality) {}

std::unique_ptr<Trial> Trial::of(const rulebook::Library& library, const Edition& edition, Date today) {
    const Edition* standard = edition.is_law ? nullptr : &edition;
    const Edition* law = edition.is_law ? &edition : nullptr;
    if (standard == nullptr) {
        for (const std::string& id : library.standards()) {
            const Edition* const each = edition_on(library, id, std::max(today, edition.from));
            if (each != nullptr && each->builds_on == edition.rulebook && standard == nullptr)
                standard = each;
        }
    } else {
        law = edition_on(library, edition.builds_on, std::max(today, edition.from));
    }
    if (standard == nullptr || law == nullptr) return nullptr;
    const Date day = next_monday(std::max(standard->from, law->from));
    const auto in_force = [&](const Edition& each) {
        const Authority* const authority = library.find(each.rulebook);
        return authority != nullptr && authority->in_force(day) == &each;
    };
    if (!in_force(*standard) || !in_force(*law)) return nullptr;
    return std::unique_ptr<Trial>(new Trial(library, edition, *standard, *law, day));
}

Draft Trial::draft() const {
    Draft draft;
    draft.standard = standard_.rulebook;
    draft.day = draft.on = day_;
    return draft;
}

std::optional<engine::Evaluation> Trial::ask(const Draft& draft) const {
    auto evaluation = engine_.evaluate(case_of(draft, vocabulary()), {.on = draft.on});
    if (!evaluation) return std::nullopt;
    return std::move(*evaluation);
}

casefile::Environment Trial::environment(const Draft& draft) const {
    const casefile::CaseFile file = case_of(draft, vocabulary());
    const casefile::Timeline timeline(file, vocabulary(), words_, draft.on, std::nullopt);
    const casefile::Facts facts(timeline, words_, standard_.municipality);
    casefile::Environment environment = facts.standing(static_cast<int>(timeline.requests().size()) - 1);
    facts.set_day(environment, draft.day);
    environment[casefile::slot_of(BuiltIn::started)] = feel::Value(draft.day);
    environment[casefile::slot_of(BuiltIn::started_month)] = feel::Value(draft.day.iso().substr(0, 7));
    // Conditions on the fields of events are tried with fields that are not told.
    environment.resize(vocabulary().slot_count, feel::Value::unknown());
    return environment;
}

Shown Trial::shown(const Draft& draft, const Remark& remark, const std::vector<std::string>& expected) const {
    const Bilingual title{sentence(remark, Language::da), sentence(remark, Language::en)};
    return {text_of(draft, vocabulary(), title, expected), draft.on};
}

const engine::ClockResult* clock_in(const engine::Evaluation& evaluation, const rulebook::Rule& rule) {
    const engine::ClockResult* found = nullptr;
    for (const engine::ClockResult& clock : evaluation.clocks) {
        if (clock.rule->id == rule.id) found = &clock;
    }
    return found;
}

std::string expected_clock(const engine::ClockResult& clock) {
    std::string id = clock.rule->id;
    if (clock.instance > 1) id += fmt::format("#{}", clock.instance);
    std::string out = fmt::format("{}: {{state: {}", id, name_of(clock.state));
    if (clock.due) out += ", due: " + clock.due->iso();
    return out + "}";
}

std::string expected_finding(const std::string& code, const rulebook::Rule& rule) {
    return fmt::format("findings: [{{code: {}, rule: {}}}]", code, rule.id);
}

}  // namespace fjorten::review
