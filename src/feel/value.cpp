#include "feel/value.h"

#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: out += c;
        }
    }
    return out + '"';
}

std::string range_text(const Range& range) {
    if (range.form == Range::Form::not_equal) return "(!= " + to_text(range.low) + ")";
    if (range.form == Range::Form::comparison) {
        if (range.low.is_null()) return (range.high_included ? "(<= " : "(< ") + to_text(range.high) + ")";
        if (range.high.is_null()) return (range.low_included ? "(>= " : "(> ") + to_text(range.low) + ")";
        return "(= " + to_text(range.low) + ")";
    }
    return (range.low_included ? "[" : "(") + to_text(range.low) + ".." + to_text(range.high) +
           (range.high_included ? "]" : ")");
}

struct Writer {
    std::string operator()(const Null&) const { return "null"; }
    // Not FEEL: the language has no word for what nobody has told yet.
    std::string operator()(const Unknown&) const { return "unknown"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(const Decimal& d) const { return d.text(); }
    std::string operator()(const std::string& s) const { return quoted(s); }
    std::string operator()(const calendar::Date& d) const {
        return "date(\"" + date_text(d.day_number()) + "\")";
    }
    std::string operator()(const FarDate& d) const { return "date(\"" + date_text(d.day_number) + "\")"; }
    std::string operator()(const DaysDuration& d) const { return "duration(\"" + duration_text(d) + "\")"; }
    std::string operator()(const MonthsDuration& d) const { return "duration(\"" + duration_text(d) + "\")"; }
    std::string operator()(const std::shared_ptr<const List>& list) const {
        std::string out = "[";
        for (const Value& item : *list) {
            if (out.size() > 1) out += ", ";
            out += to_text(item);
        }
        return out + ']';
    }
    std::string operator()(const std::shared_ptr<const Range>& range) const { return range_text(*range); }
};

}  // namespace

bool same(const Value& a, const Value& b) {
    if (!a.same_kind(b)) return false;
    if (const auto* first = a.get<std::shared_ptr<const List>>()) {
        const List& x = **first;
        const List& y = *b.as<std::shared_ptr<const List>>();
        if (x.size() != y.size()) return false;
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (!same(x[i], y[i])) return false;
        }
        return true;
    }
    if (const auto* first = a.get<std::shared_ptr<const Range>>()) {
        const Range& x = **first;
        const Range& y = *b.as<std::shared_ptr<const Range>>();
        return x.form == y.form && x.low_included == y.low_included && x.high_included == y.high_included &&
               same(x.low, y.low) && same(x.high, y.high);
    }
    return a.visit([&b]<class T>(const T& held) { return held == b.as<T>(); });
}

std::string to_text(const Value& value) { return value.visit(Writer{}); }

}  // namespace fjorten::feel
