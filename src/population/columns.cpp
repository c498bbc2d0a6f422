#include "population/columns.h"

#include <algorithm>

#include "casefile/facts.h"

namespace fjorten::population {

using casefile::CaseFile;
using rulebook::BuiltIn;
using rulebook::EventType;

namespace {

constexpr std::int64_t largest = 1'000'000'000;

bool is_day(calendar::Date date) { return date.day_number() >= first_day && date.day_number() <= last_day; }

bool has_column(const rulebook::FieldType& type) { return type.kinds.size() == 1; }

}  // namespace

Number Dictionary::code(std::string_view text) {
    const auto found = codes_.find(text);
    if (found != codes_.end()) return found->second;
    const auto code = static_cast<Number>(texts_.size());
    texts_.emplace_back(text);
    codes_.emplace(texts_.back(), code);
    return code;
}

std::optional<Number> number_of(const feel::Value& value, Dictionary& texts) {
    if (value.is_unknown()) return untold;
    if (value.is_null()) return null_number;
    if (const auto* b = value.get<bool>()) return *b ? 1 : 0;
    if (const auto* text = value.get<std::string>()) return texts.code(*text);
    if (const auto* date = value.get<calendar::Date>())
        return is_day(*date) ? std::optional(date->day_number()) : std::nullopt;
    const auto* decimal = value.get<feel::Decimal>();
    const auto whole = decimal == nullptr ? std::nullopt : decimal->as_int64();
    if (!whole || *whole > largest || *whole < -largest) return std::nullopt;
    return static_cast<Number>(*whole);
}

Layout::Layout(const rulebook::Vocabulary& vocabulary, const casefile::CourseWords& words)
    : vocabulary_(vocabulary), words_(words), slots_(vocabulary.first_field_slot) {
    slots_[casefile::slot_of(BuiltIn::residence)] = add();
    slots_[casefile::slot_of(BuiltIn::anonymous)] = add();
    for (const auto& fact : vocabulary.facts) {
        if (has_column(fact.type)) slots_[fact.slot] = add();
    }
    for (std::size_t i = 0; i < vocabulary.events.size(); ++i) {
        const auto& kind = vocabulary.events[i];
        const auto type = static_cast<EventType>(i);
        days_.push_back(add());
        auto& fields = fields_.emplace_back(kind.fields.size());
        for (std::size_t f = 0; f < fields.size(); ++f) {
            if (has_column(kind.fields[f].type)) fields[f] = add();
        }
        const bool inherits = std::ranges::any_of(
            kind.fields, [](const rulebook::Field& field) { return !field.inherits_from.empty(); });
        const bool turns_the_course =
            type == words.withdrawn || type == words.end_status.type || type == words.decision_result.type ||
            type == words.child_at_home.type || type == words.gate_passed_action.type ||
            type == words.gate_passed_rule.type;
        plain_.push_back(!inherits && !turns_the_course && !kind.answers.must);
    }
}

std::optional<std::size_t> Layout::of_slot(rulebook::Slot slot) const {
    return slot < slots_.size() ? slots_[slot] : std::nullopt;
}

std::optional<std::size_t> Layout::of_field(EventType type, std::size_t field) const {
    return field < fields_[type].size() ? fields_[type][field] : std::nullopt;
}

bool Columns::fits(const CaseFile& file, calendar::Date on) const {
    if (!is_day(on)) return false;
    for (std::size_t i = 0; i < file.facts.size(); ++i) {
        const auto& fact = file.facts[i];
        if (fact.from) return false;
        for (std::size_t k = 0; k < i; ++k) {
            if (file.facts[k].slot == fact.slot) return false;
        }
    }
    for (std::size_t i = 0; i < file.events.size(); ++i) {
        const auto& event = file.events[i];
        if (!layout_->is_plain(event.type) || !event.re.empty() || !is_day(event.on)) return false;
        for (std::size_t k = 0; k < i; ++k) {
            const auto& other = file.events[k];
            // Within a day the order told must be that of the vocabulary: columns know no other.
            if (other.type == event.type || (other.on == event.on && other.type > event.type)) return false;
        }
    }
    return true;
}

bool Columns::add(const CaseFile& file, calendar::Date on, Dictionary& texts) {
    if (!fits(file, on)) return false;
    const std::size_t row = count();
    const auto& vocabulary = layout_->vocabulary();
    for (auto& column : columns_) column.push_back(untold);
    const auto take_back = [&] {
        for (auto& column : columns_) column.resize(row);
        return false;
    };
    const auto put = [&](std::optional<std::size_t> column, const feel::Value& value) {
        if (!column) return true;
        const auto number = number_of(value, texts);
        if (number) columns_[*column][row] = *number;
        return number.has_value();
    };
    for (const auto& fact : vocabulary.facts) {
        if (fact.fallback && !put(layout_->of_slot(fact.slot), *fact.fallback)) return take_back();
    }
    if (!file.person.residence.empty())
        put(layout_->of_slot(casefile::slot_of(BuiltIn::residence)), feel::Value(file.person.residence));
    put(layout_->of_slot(casefile::slot_of(BuiltIn::anonymous)), feel::Value(file.anonymous));
    for (const auto& fact : file.facts) {
        if (!put(layout_->of_slot(fact.slot), fact.value)) return take_back();
    }
    for (const auto& event : file.events) {
        const auto day = layout_->of_day(event.type);
        columns_[day][row] = event.on.day_number();
        if (event.on > on) has_later_[day] = true;
        for (std::size_t f = 0; f < event.fields.size(); ++f) {
            if (!put(layout_->of_field(event.type, f), event.fields[f])) return take_back();
        }
    }
    on_.push_back(on.day_number());
    return true;
}

void Columns::clear() {
    for (auto& column : columns_) column.clear();
    on_.clear();
    has_later_.assign(has_later_.size(), false);
}

void Columns::repeat(const Columns& other) {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        columns_[i].insert(columns_[i].end(), other.columns_[i].begin(), other.columns_[i].end());
    on_.insert(on_.end(), other.on_.begin(), other.on_.end());
    for (std::size_t i = 0; i < has_later_.size(); ++i) has_later_[i] = has_later_[i] || other.has_later_[i];
}

}  // namespace fjorten::population
