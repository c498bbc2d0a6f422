// Functions on strings (DMN 1.5, table 75). Positions count Unicode characters, not bytes.
#include <algorithm>
#include <array>
#include <locale>
#include <utility>

#include <boost/locale.hpp>

#include "feel/builtins.h"
#include "feel/operators.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

using Arguments = std::span<const Value>;

constexpr std::size_t kLongest = 1 << 20;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Where each character begins, and the end.
std::vector<std::size_t> characters(const std::string& text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_continuation(text[i])) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

/// The arguments as texts; empty if one of them is none.
struct Pair {
    const std::string* text;
    const std::string* match;
    explicit Pair(Arguments a) : text(a[0].get<std::string>()), match(a[1].get<std::string>()) {}
    explicit operator bool() const { return text != nullptr && match != nullptr; }
};

std::optional<std::int64_t> integer_of(const Value& value) {
    const auto* number = value.get<Decimal>();
    const auto whole = number == nullptr ? std::nullopt : round_to(*number, 0, Rounding::down);
    return whole ? whole->as_int64() : std::nullopt;
}

Value substring(Arguments a) {
    const auto* text = a[0].get<std::string>();
    const auto start = integer_of(a[1]);
    if (text == nullptr || !start) return Value();
    const auto starts = characters(*text);
    const auto size = static_cast<std::int64_t>(starts.size()) - 1;
    if (*start == 0 || *start > size || *start < -size) return Value();
    const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
    std::int64_t length = size - first;
    if (a.size() > 2) {
        const auto wanted = integer_of(a[2]);
        if (!wanted || *wanted < 1) return Value();
        length = std::min(length, *wanted);
    }
    const std::size_t from = starts[static_cast<std::size_t>(first)];
    return Value(text->substr(from, starts[static_cast<std::size_t>(first + length)] - from));
}

Value string_length(Arguments a) {
    const auto* text = a[0].get<std::string>();
    if (text == nullptr) return Value();
    return Value::number(static_cast<std::int64_t>(characters(*text).size()) - 1);
}

const std::locale& any_language() {
    static const std::locale locale = boost::locale::generator()("en_US.UTF-8");
    return locale;
}

Value upper_case(Arguments a) {
    const auto* text = a[0].get<std::string>();
    return text == nullptr ? Value() : Value(boost::locale::to_upper(*text, any_language()));
}

Value lower_case(Arguments a) {
    const auto* text = a[0].get<std::string>();
    return text == nullptr ? Value() : Value(boost::locale::to_lower(*text, any_language()));
}

Value substring_before(Arguments a) {
    const Pair pair(a);
    if (!pair) return Value();
    const auto at = pair.text->find(*pair.match);
    return at == std::string::npos ? Value("") : Value(pair.text->substr(0, at));
}

Value substring_after(Arguments a) {
    const Pair pair(a);
    if (!pair) return Value();
    const auto at = pair.text->find(*pair.match);
    return at == std::string::npos ? Value("") : Value(pair.text->substr(at + pair.match->size()));
}

Value contains(Arguments a) {
    const Pair pair(a);
    return pair ? Value(pair.text->find(*pair.match) != std::string::npos) : Value();
}

Value starts_with(Arguments a) {
    const Pair pair(a);
    return pair ? Value(pair.text->starts_with(*pair.match)) : Value();
}

Value ends_with(Arguments a) {
    const Pair pair(a);
    return pair ? Value(pair.text->ends_with(*pair.match)) : Value();
}

/// Inside a list texts keep their quotes; dates and durations are plain everywhere.
bool write(const Value& value, bool inside, std::string& out) {
    if (out.size() > kLongest) return false;
    if (const auto day = day_number_of(value)) {
        out += date_text(*day);
    } else if (const auto* days = value.get<DaysDuration>()) {
        out += duration_text(*days);
    } else if (const auto* months = value.get<MonthsDuration>()) {
        out += duration_text(*months);
    } else if (const auto* text = value.get<std::string>()) {
        out += inside ? to_text(value) : *text;
    } else if (const auto* list = value.get<std::shared_ptr<const List>>()) {
        out += '[';
        bool first = true;
        for (const Value& item : **list) {
            if (!std::exchange(first, false)) out += ", ";
            if (!write(item, true, out)) return false;
        }
        out += ']';
    } else if (const auto* range = value.get<std::shared_ptr<const Range>>();
               range != nullptr && (*range)->form == Range::Form::interval) {
        out += (*range)->low_included ? '[' : '(';
        if (!write((*range)->low, true, out)) return false;
        out += "..";
        if (!write((*range)->high, true, out)) return false;
        out += (*range)->high_included ? ']' : ')';
    } else {
        out += to_text(value);
    }
    return out.size() <= kLongest;
}

Value string_from(Arguments a) {
    std::string out;
    if (a[0].is_null() || !write(a[0], false, out)) return Value();
    return Value(std::move(out));
}

Value string_join(Arguments a) {
    const auto* list = a[0].get<std::shared_ptr<const List>>();
    if (list == nullptr) return Value();
    std::string delimiter;
    if (a.size() > 1 && !a[1].is_null()) {
        const auto* text = a[1].get<std::string>();
        if (text == nullptr) return Value();
        delimiter = *text;
    }
    std::string out;
    bool first = true;
    for (const Value& item : **list) {
        if (item.is_null()) continue;
        const auto* text = item.get<std::string>();
        if (text == nullptr || out.size() + text->size() + delimiter.size() > kLongest) return Value();
        if (!std::exchange(first, false)) out += delimiter;
        out += *text;
    }
    return Value(std::move(out));
}

constexpr std::array<Builtin, 13> kTable = {{
    {"substring", "sn", "string,start position", 2, 's', substring},
    {"substring", "snn", "string,start position,length", 3, 's', substring},
    {"string length", "s", "string", 1, 'n', string_length},
    {"upper case", "s", "string", 1, 's', upper_case},
    {"lower case", "s", "string", 1, 's', lower_case},
    {"substring before", "ss", "string,match", 2, 's', substring_before},
    {"substring after", "ss", "string,match", 2, 's', substring_after},
    {"contains", "ss", "string,match", 2, 'b', contains},
    {"starts with", "ss", "string,match", 2, 'b', starts_with},
    {"ends with", "ss", "string,match", 2, 'b', ends_with},
    {"string", "a", "from", 1, 's', string_from},
    {"string join", "l", "list", 1, 's', string_join},
    {"string join", "ls", "list,delimiter", 2, 's', string_join},
}};

}  // namespace

std::span<const Builtin> text_functions() { return kTable; }

}  // namespace fjorten::feel
