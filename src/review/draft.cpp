#include "review/draft.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::review {

using calendar::Date;
using feel::Value;
using rulebook::EventType;
using rulebook::Pattern;

namespace {

casefile::Event event_of(const rulebook::Vocabulary& vocabulary, const DraftEvent& told) {
    casefile::Event event = casefile::new_event(vocabulary, told.type, told.on);
    for (const auto& [field, value] : told.fields) casefile::tell(event, field, value);
    casefile::fill_fallbacks(event, vocabulary);
    event.id = told.id;
    event.re = told.re;
    return event;
}

std::string written(const Value& value) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* day = value.get<Date>()) return day->iso();
    if (const auto* flag = value.get<bool>()) return *flag ? "true" : "false";
    if (const auto* number = value.get<feel::Decimal>()) return number->text();
    return "null";
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

const Value* value_of(const Fields& fields, std::uint16_t field) {
    const auto found = std::ranges::find(fields, field, [](const auto& each) { return each.first; });
    return found == fields.end() ? nullptr : &found->second;
}

// Whether `event` may also tell `more`: what it does not tell may have a default that says otherwise.
bool agrees(const rulebook::Vocabulary& vocabulary, const DraftEvent& event, const Fields& more) {
    const casefile::Event full = event_of(vocabulary, event);
    return std::ranges::all_of(more, [&full](const auto& each) {
        const Value& value = full.fields[each.first];
        return value.is_unknown() || value.is_null() || feel::same(value, each.second);
    });
}

}  // namespace

casefile::CaseFile case_of(const Draft& draft, const rulebook::Vocabulary& vocabulary) {
    casefile::CaseFile file;
    file.standard = draft.standard;
    file.anonymous = draft.anonymous;
    file.person = draft.person;
    for (const auto& [name, value] : draft.facts) {
        const rulebook::Fact* const fact = vocabulary.find_fact(name);
        if (fact != nullptr) file.facts.push_back({fact->slot, value, std::nullopt});
    }
    for (const DraftEvent& event : draft.events) casefile::insert_event(file, event_of(vocabulary, event));
    return file;
}

std::string text_of(const Draft& draft, const rulebook::Vocabulary& vocabulary, const Bilingual& title,
                    const std::vector<std::string>& expected) {
    std::string out = "# " + message(Language::en, "review.case_head", {draft.on.iso()}) + "\n";
    out += fmt::format("title:\n  da: {}\n  en: {}\n", quoted(title.da), quoted(title.en));
    out += "standard: " + draft.standard + "\n";
    if (draft.anonymous) out += "anonymous: true\n";
    std::vector<std::string> parts;
    const casefile::Person& person = draft.person;
    if (person.born) parts.push_back("born: " + person.born->iso());
    if (!person.residence.empty()) parts.push_back("residence: " + quoted(person.residence));
    if (person.adult) parts.push_back(std::string("adult: ") + (*person.adult ? "true" : "false"));
    if (!parts.empty()) out += fmt::format("person: {{{}}}\n", fmt::join(parts, ", "));
    parts.clear();
    for (const auto& [name, value] : draft.facts) parts.push_back(name + ": " + written(value));
    if (!parts.empty()) out += fmt::format("facts: {{{}}}\n", fmt::join(parts, ", "));
    if (!draft.events.empty()) out += "events:\n";
    std::vector<DraftEvent> events = draft.events;
    std::ranges::stable_sort(events, {}, &DraftEvent::on);
    for (const DraftEvent& event : events) {
        const rulebook::EventKind& kind = vocabulary.events[event.type];
        out += fmt::format("  - {{on: {}, event: {}", event.on.iso(), kind.name);
        for (const auto& [field, value] : event.fields)
            out += fmt::format(", {}: {}", kind.fields[field].name, written(value));
        if (!event.id.empty()) out += ", id: " + event.id;
        if (!event.re.empty()) out += ", re: " + event.re;
        out += "}\n";
    }
    out += fmt::format("expect:\n  - on: {}\n", draft.on.iso());
    for (const std::string& line : expected) out += "    " + line + "\n";
    return out;
}

bool Story::holds(const Pattern& pattern, const Fields& fields) const {
    if (!pattern.where) return true;
    const casefile::Event event = event_of(vocabulary_, {pattern.event, Date(), fields, {}, {}});
    std::vector<Value> environment(vocabulary_.slot_count, Value::unknown());
    std::ranges::copy(event.fields, environment.begin() + vocabulary_.first_field_slot);
    return pattern.where->test(environment) == std::optional(true);
}

std::vector<std::uint16_t> Story::fields_read(EventType event, const feel::Expression& condition) const {
    std::vector<std::uint16_t> fields;
    for (const auto slot : condition.slots()) {
        if (slot < vocabulary_.first_field_slot) continue;
        const auto field = static_cast<std::uint16_t>(slot - vocabulary_.first_field_slot);
        if (field < vocabulary_.events[event].fields.size()) fields.push_back(field);
    }
    return fields;
}

std::vector<Value> Story::candidates(EventType event, std::uint16_t field,
                                     const feel::Expression& condition) const {
    const rulebook::FieldType& type = vocabulary_.events[event].fields[field].type;
    std::vector<Value> values;
    const auto add = [&values](const Value& value) {
        const bool is_there =
            std::ranges::any_of(values, [&value](const Value& each) { return feel::same(each, value); });
        if (!is_there) values.push_back(value);
    };
    for (const auto& [slot, literal] : condition.compared_literals()) {
        if (slot != vocabulary_.first_field_slot + field) continue;
        if (const auto* number = literal.get<feel::Decimal>()) {
            for (const int step : {-1, 0, 1}) {
                if (const auto sum = feel::add(*number, feel::Decimal(step))) add(Value(*sum));
            }
        } else {
            add(literal);
        }
    }
    if (type.feel_type().kind == feel::TypeKind::boolean) {
        add(Value(true));
        add(Value(false));
    }
    // One that no condition names stands for all others.
    for (const std::string& choice : type.choices) {
        const std::size_t before = values.size();
        add(Value(choice));
        if (values.size() != before) break;
    }
    return values;
}

std::optional<Fields> Story::fields_for(const Pattern& pattern) const {
    if (!pattern.where) return Fields{};
    std::vector<Fields> tries = {pattern.demanded};
    for (std::size_t at = 0; at < tries.size() && at < 4096; ++at) {
        if (!holds(pattern, tries[at])) {
            for (const auto field : fields_read(pattern.event, *pattern.where)) {
                if (value_of(tries[at], field) != nullptr) continue;
                for (const Value& value : candidates(pattern.event, field, *pattern.where)) {
                    Fields more = tries[at];
                    more.emplace_back(field, value);
                    tries.push_back(std::move(more));
                }
            }
            continue;
        }
        Fields fields = tries[at];
        for (std::size_t i = fields.size(); i-- > 0;) {
            Fields fewer = fields;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            if (holds(pattern, fewer)) fields = std::move(fewer);
        }
        return fields;
    }
    return std::nullopt;
}

bool Story::is_there(const Draft& draft, const Pattern& pattern) const {
    return std::ranges::any_of(draft.events, [&](const DraftEvent& event) {
        return event.type == pattern.event && holds(pattern, event.fields);
    });
}

void Story::happen(Draft& draft, EventType type, Fields fields) const {
    const auto& answers = vocabulary_.events[type].answers;
    const bool is_answer = answers.must && !answers.groups.empty() && !answers.groups.front().empty();
    if (is_answer) {
        const bool has_question = std::ranges::any_of(answers.groups, [&](const auto& group) {
            return std::ranges::any_of(group, [&](const Pattern& each) { return is_there(draft, each); });
        });
        if (!has_question) happen(draft, answers.groups.front().front());
    }
    draft.events.push_back({type, draft.day, std::move(fields), {}, {}});
}

bool Story::happen_anew(Draft& draft, const Pattern& pattern) const {
    auto fields = fields_for(pattern);
    if (!fields) return false;
    DraftEvent event{pattern.event, draft.day, std::move(*fields), {}, {}};
    const auto& answers = vocabulary_.events[pattern.event].answers;
    if (answers.must && !answers.groups.empty() && !answers.groups.front().empty() &&
        happen_anew(draft, answers.groups.front().front())) {
        // The older one may still be open: say which of the two is meant.
        event.re = fmt::format("new_{}", draft.events.size());
        draft.events.back().id = event.re;
    }
    draft.events.push_back(std::move(event));
    return true;
}

bool Story::happen(Draft& draft, const Pattern& pattern) const {
    auto fields = fields_for(pattern);
    if (!fields) return false;
    happen(draft, pattern.event, std::move(*fields));
    return true;
}

void Story::ensure(Draft& draft, EventType type, const Fields& fields) const {
    for (DraftEvent& event : draft.events) {
        if (event.type != type || !agrees(vocabulary_, event, fields)) continue;
        for (const auto& each : fields) {
            if (value_of(event.fields, each.first) == nullptr) event.fields.push_back(each);
        }
        return;
    }
    happen(draft, type, fields);
}

bool Story::ensure(Draft& draft, const Pattern& pattern) const {
    if (is_there(draft, pattern)) return true;
    const auto fields = fields_for(pattern);
    if (!fields) return false;
    ensure(draft, pattern.event, *fields);
    return true;
}

}  // namespace fjorten::review
