#include "service/case_state.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace fjorten::service {

namespace {

/// One event through all its corrections.
struct Standing {
    std::size_t place = 0;  // of its first entry: the order of telling
    std::size_t latest = 0;
    std::string id;
    bool is_struck = false;
};

Error corrupt(std::string what) { return Error{ErrorCode::corrupt, std::move(what)}; }

class Fold {
  public:
    Fold(std::span<const Recorded> entries, const rulebook::Vocabulary& vocabulary)
        : entries_(entries), vocabulary_(vocabulary) {}

    Result<CaseState> run() {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (auto taken = take(i); !taken) return std::unexpected(taken.error());
        }
        if (!entries_.empty()) state_.version = entries_.back().version;
        state_.case_file = case_file();
        const auto document = read_document(state_.case_file, "case.json");
        if (!document) return std::unexpected(corrupt("the case file is no JSON"));
        auto file = casefile::read_case(*document, vocabulary_);
        if (!file) {
            const auto& first = file.error().front();
            return std::unexpected(corrupt("the record holds no case by this vocabulary: " + first.code));
        }
        state_.file = std::move(*file);
        if (auto shown = show_events(); !shown) return std::unexpected(shown.error());
        std::ranges::stable_sort(state_.entries, {}, &TimeLineEntry::occurred_on);
        return std::move(state_);
    }

  private:
    Result<void> take(std::size_t i) {
        const Recorded& entry = entries_[i];
        TimeLineEntry shown;
        shown.version = entry.version;
        shown.type = entry.type;
        shown.occurred_on = entry.occurred_on;
        shown.recorded_at = entry.recorded_at;
        shown.recorded_on = entry.recorded_on;
        shown.actor = entry.actor;
        shown.note = entry.said.text;
        shown.document = entry.said.document;
        shown.sheet = entry.said.sheet;
        state_.entries.push_back(std::move(shown));
        if (entry.type == entry_type::event_corrected || entry.type == entry_type::event_struck)
            return correct(i);
        if (entry.said.person) person_ = *entry.said.person;
        if (!entry.said.standard.empty()) standard_ = entry.said.standard;
        take_assignment(i);
        take_facts(i);
        if (entry.said.event) {
            std::string id = entry.said.event->id;
            if (id.empty()) {
                id = fmt::format("e{}", entry.version);
                while (ids_.contains(id)) id += '_';  // somebody gave this name to another event
            }
            ids_.insert(id);
            state_.entries.back().id = id;
            place_of_.emplace(entry.version, standing_.size());
            standing_.push_back({.place = i, .latest = i, .id = std::move(id)});
        }
        return {};
    }

    void take_assignment(std::size_t i) {
        const Said& said = entries_[i].said;
        if (said.unit) state_.unit = *said.unit;
        if (said.assigned_to) state_.assigned_to = *said.assigned_to;
        state_.entries.back().unit = said.unit.value_or("");
        state_.entries.back().assigned_to = said.assigned_to.value_or("");
    }

    // Of two words on a fact on the same day the later counts.
    void take_facts(std::size_t i) {
        for (ToldFactText fact : entries_[i].said.facts) {
            if (entries_[i].type == entry_type::fact_told) {
                fact.from = entries_[i].occurred_on;
                state_.entries.back().fact = fact.name;
                state_.entries.back().value = fact.value;
            }
            auto& told = facts_[fact.name];
            std::erase_if(told, [&](const ToldFactText& other) { return other.from == fact.from; });
            told.push_back(std::move(fact));
        }
    }

    Result<void> correct(std::size_t i) {
        const Recorded& entry = entries_[i];
        const auto place = place_of_.find(entry.said.corrects);
        if (place == place_of_.end()) return std::unexpected(corrupt("a correction corrects nothing"));
        Standing& standing = standing_[place->second];
        TimeLineEntry& wrong = state_.entries[standing.latest];
        wrong.corrected_by = entry.version;
        state_.entries.back().id = standing.id;
        state_.entries.back().corrects = wrong.version;
        if (entry.said.event) {
            standing.latest = i;
            place_of_.emplace(entry.version, place->second);
        } else {
            wrong.is_struck = true;
            standing.is_struck = true;
        }
        return {};
    }

    calendar::Date known(const Recorded& entry) const {
        const ToldEvent& event = *entry.said.event;
        return event.known ? *event.known : std::max(event.on, entry.recorded_on);
    }

    std::string event_of(const Standing& standing, std::size_t i) const {
        return event_json(*entries_[i].said.event, standing.id, known(entries_[i]));
    }

    std::string case_file() const {
        std::string person, facts, events;
        const auto add = [](std::string& list, std::string_view item) {
            if (!list.empty()) list += ',';
            list += item;
        };
        if (person_.born) add(person, "\"born\":" + json_text(person_.born->iso()));
        if (!person_.residence.empty()) add(person, "\"residence\":" + json_text(person_.residence));
        if (person_.adult) add(person, *person_.adult ? "\"adult\":true" : "\"adult\":false");
        for (const auto& [name, told] : facts_) {
            std::string values;
            for (const auto& fact : told) {
                add(values, fact.from ? fmt::format("{{\"value\":{},\"from\":{}}}", fact.value,
                                                    json_text(fact.from->iso()))
                                      : fact.value);
            }
            add(facts, fmt::format("{}:[{}]", json_text(name), values));
        }
        for (const Standing& standing : standing_) {
            if (!standing.is_struck) add(events, event_of(standing, standing.latest));
        }
        return fmt::format("{{\"standard\":{},\"person\":{{{}}},\"facts\":{{{}}},\"events\":[{}]}}",
                           json_text(standard_), person, facts, events);
    }

    /// Gives each entry its event as it was written, also those that no longer count.
    Result<void> show_events() {
        for (const Standing& standing : standing_) {
            for (std::size_t i = standing.place; i <= standing.latest; ++i) {
                TimeLineEntry& entry = state_.entries[i];
                if (entry.id != standing.id || !entries_[i].said.event) continue;
                if (i == standing.latest && !standing.is_struck) {
                    if (const auto* event = casefile::find_event(state_.file, standing.id))
                        entry.event = *event;
                    continue;
                }
                const auto document = read_document(event_of(standing, i), "entry.json");
                auto event =
                    document ? casefile::read_event(*document, vocabulary_) : std::unexpected(Diagnostics{});
                if (!event) return std::unexpected(corrupt("an event that was corrected cannot be read"));
                entry.event = std::move(*event);
            }
        }
        return {};
    }

    std::span<const Recorded> entries_;
    const rulebook::Vocabulary& vocabulary_;
    CaseState state_;
    std::string standard_;
    ToldPerson person_;
    std::map<std::string, std::vector<ToldFactText>> facts_;
    std::vector<Standing> standing_;
    std::map<std::int64_t, std::size_t> place_of_;  // version of an entry -> the event it tells
    std::set<std::string> ids_;
};

}  // namespace

const TimeLineEntry* CaseState::find(std::int64_t entry_version) const {
    const auto found = std::ranges::find(entries, entry_version, &TimeLineEntry::version);
    return found == entries.end() ? nullptr : &*found;
}

Result<CaseState> fold(std::span<const Recorded> entries, const rulebook::Vocabulary& vocabulary) {
    return Fold(entries, vocabulary).run();
}

}  // namespace fjorten::service
