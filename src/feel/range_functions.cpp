// Points and ranges in time or number (DMN 1.5, table 78), range() and is().
#include <array>
#include <optional>
#include <utility>

#include "feel/builtins.h"
#include "feel/evaluator.h"
#include "feel/parser.h"

namespace fjorten::feel {

namespace {

using Arguments = std::span<const Value>;
using RangePtr = std::shared_ptr<const Range>;

/// One end of a range, or a point.
struct End {
    Value at;
    bool included = true;
};
struct Extent {
    End low, high;
    bool point = false;
};

std::optional<Extent> extent_of(const Value& value) {
    if (const auto* range = value.get<RangePtr>()) {
        if ((*range)->form == Range::Form::not_equal) return std::nullopt;
        return Extent{{(*range)->low, (*range)->low_included}, {(*range)->high, (*range)->high_included}};
    }
    if (value.is_null()) return std::nullopt;
    return Extent{{value}, {value}, true};
}

/// Compares ends and remembers whether one of them could not be compared.
class Scale {
  public:
    bool less(const End& a, const End& b) { return is(Comparison::lt, a, b); }
    bool equal(const End& a, const End& b) { return is(Comparison::eq, a, b); }
    bool failed() const { return failed_; }

    /// a is the earlier low end: it lets in more than b does.
    bool lower_low(const End& a, const End& b) {
        return less(a, b) || (equal(a, b) && a.included && !b.included);
    }
    bool low_covers(const End& a, const End& b) {
        return less(a, b) || (equal(a, b) && (a.included || !b.included));
    }
    bool high_covers(const End& a, const End& b) {
        return less(b, a) || (equal(a, b) && (a.included || !b.included));
    }
    /// Something lies both at or after `low` and at or before `high`.
    bool touch(const End& low, const End& high) {
        return less(low, high) || (equal(low, high) && low.included && high.included);
    }
    bool same_end(const End& a, const End& b) { return equal(a, b) && a.included == b.included; }

  private:
    bool is(Comparison comparison, const End& a, const End& b) {
        const Truth truth = compare(comparison, a.at, b.at);
        const bool comparable =
            !a.at.is_null() && !b.at.is_null() && truth != Truth::null && truth != Truth::unknown;
        failed_ = failed_ || !comparable;
        return truth == Truth::yes;
    }
    bool failed_ = false;
};

using Relation = bool (*)(Scale&, const Extent&, const Extent&);

bool before(Scale& s, const Extent& a, const Extent& b) {
    return s.less(a.high, b.low) || (s.equal(a.high, b.low) && !(a.high.included && b.low.included));
}
bool after(Scale& s, const Extent& a, const Extent& b) { return before(s, b, a); }
bool meets(Scale& s, const Extent& a, const Extent& b) {
    return s.equal(a.high, b.low) && a.high.included && b.low.included;
}
bool met_by(Scale& s, const Extent& a, const Extent& b) { return meets(s, b, a); }
bool overlaps(Scale& s, const Extent& a, const Extent& b) {
    return s.touch(b.low, a.high) && s.touch(a.low, b.high);
}
bool overlaps_before(Scale& s, const Extent& a, const Extent& b) {
    return s.lower_low(a.low, b.low) && s.touch(b.low, a.high) && s.high_covers(b.high, a.high);
}
bool overlaps_after(Scale& s, const Extent& a, const Extent& b) { return overlaps_before(s, b, a); }
bool includes(Scale& s, const Extent& a, const Extent& b) {
    return s.low_covers(a.low, b.low) && s.high_covers(a.high, b.high);
}
bool during(Scale& s, const Extent& a, const Extent& b) { return includes(s, b, a); }
bool finishes(Scale& s, const Extent& a, const Extent& b) {
    return s.same_end(a.high, b.high) && s.low_covers(b.low, a.low);
}
bool finished_by(Scale& s, const Extent& a, const Extent& b) { return finishes(s, b, a); }
bool starts(Scale& s, const Extent& a, const Extent& b) {
    return s.same_end(a.low, b.low) && s.high_covers(b.high, a.high);
}
bool started_by(Scale& s, const Extent& a, const Extent& b) { return starts(s, b, a); }
bool coincides(Scale& s, const Extent& a, const Extent& b) {
    return s.same_end(a.low, b.low) && s.same_end(a.high, b.high);
}

/// `points`: which of the two arguments may be a point: bit 0 the first, bit 1 the second, bit 2 both at
/// once.
template <Relation relation, unsigned points>
Value related(Arguments a) {
    const auto first = extent_of(a[0]), second = extent_of(a[1]);
    if (!first || !second) return Value();
    const unsigned shape =
        first->point && second->point ? 4U : (first->point ? 1U : 0U) + (second->point ? 2U : 0U);
    if ((points & shape) != shape) return Value();
    Scale scale;
    const bool answer = relation(scale, *first, *second);
    return scale.failed() ? Value() : Value(answer);
}

/// The same kind of value and equal. A second value that is left out is null.
Value is_same(Arguments a) {
    const Value second = a.size() > 1 ? a[1] : Value();
    if (!a[0].same_kind(second)) return Value(false);
    return Value(compare(Comparison::eq, a[0], second) == Truth::yes);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A literal as FEEL writes it, date("...") and duration("...") included; null if it is anything else.
Value literal_from(std::string_view text) {
    const Lookup nothing = [](std::string_view) { return std::optional<Symbol>(); };
    const Parsed parsed = parse(text, nothing);
    if (parsed.broken || !parsed.mistakes.empty()) return Value();
    const Ast& ast = parsed.ast;
    const AstNode& root = ast.nodes[ast.root];
    const auto kids = ast.children(root);
    const bool of_constant = kids.size() == 1 && ast.nodes[kids[0]].op == Op::constant;
    const bool call =
        root.op == Op::call && ast.calls[root.a].builtin != nullptr &&
        (ast.calls[root.a].builtin->name == "date" || ast.calls[root.a].builtin->name == "duration");
    if (root.op != Op::constant && !(of_constant && (call || root.op == Op::negate))) return Value();
    return Evaluator(ast, {}).value(ast.root);
}

/// Where `..` stands outside quotes, or npos.
std::size_t dots_in(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == '.' && text[i + 1] == '.') {
            return i;
        }
    }
    return std::string_view::npos;
}

/// range("[1..3]"): a range between literals, as text. An end may be left out where its bracket is open.
Value range_from(Arguments a) {
    const auto* source = a[0].get<std::string>();
    const std::string_view text = source == nullptr ? std::string_view() : trimmed(*source);
    const auto dots = dots_in(text);
    if (text.size() < 4 || dots == std::string_view::npos || dots == 0) return Value();
    const char open = text.front(), close = text.back();
    if ((open != '[' && open != '(' && open != ']') || (close != ']' && close != ')' && close != '['))
        return Value();
    const auto low = trimmed(text.substr(1, dots - 1));
    const auto high = trimmed(text.substr(dots + 2, text.size() - dots - 3));
    auto made = std::make_shared<Range>();
    made->low_included = open == '[';
    made->high_included = close == ']';
    if (!low.empty()) made->low = literal_from(low);
    if (!high.empty()) made->high = literal_from(high);
    if (low.empty() || high.empty()) {
        if (low.empty() ? made->low_included || made->high.is_null()
                        : made->high_included || made->low.is_null()) {
            return Value();
        }
        made->form = Range::Form::comparison;
    } else if (compare(Comparison::lt, made->low, made->high) == Truth::null) {
        return Value();
    }
    return Value(std::shared_ptr<const Range>(std::move(made)));
}

constexpr std::array<Builtin, 29> kTable = {{
    {"before", "aa", "point1,point2", 2, 'b', related<before, 7>},
    {"before", "aa", "point,range", 2, 'b', related<before, 7>},
    {"before", "aa", "range,point", 2, 'b', related<before, 7>},
    {"before", "aa", "range1,range2", 2, 'b', related<before, 7>},
    {"after", "aa", "point1,point2", 2, 'b', related<after, 7>},
    {"after", "aa", "point,range", 2, 'b', related<after, 7>},
    {"after", "aa", "range,point", 2, 'b', related<after, 7>},
    {"after", "aa", "range1,range2", 2, 'b', related<after, 7>},
    {"meets", "rr", "range1,range2", 2, 'b', related<meets, 0>},
    {"met by", "rr", "range1,range2", 2, 'b', related<met_by, 0>},
    {"overlaps", "rr", "range1,range2", 2, 'b', related<overlaps, 0>},
    {"overlaps before", "rr", "range1,range2", 2, 'b', related<overlaps_before, 0>},
    {"overlaps after", "rr", "range1,range2", 2, 'b', related<overlaps_after, 0>},
    {"finishes", "aa", "point,range", 2, 'b', related<finishes, 1>},
    {"finishes", "aa", "range1,range2", 2, 'b', related<finishes, 1>},
    {"finished by", "aa", "range,point", 2, 'b', related<finished_by, 2>},
    {"finished by", "aa", "range1,range2", 2, 'b', related<finished_by, 2>},
    {"includes", "ra", "range,point", 2, 'b', related<includes, 2>},
    {"includes", "ra", "range1,range2", 2, 'b', related<includes, 2>},
    {"during", "aa", "point,range", 2, 'b', related<during, 1>},
    {"during", "aa", "range1,range2", 2, 'b', related<during, 1>},
    {"starts", "aa", "point,range", 2, 'b', related<starts, 1>},
    {"starts", "aa", "range1,range2", 2, 'b', related<starts, 1>},
    {"started by", "aa", "range,point", 2, 'b', related<started_by, 2>},
    {"started by", "aa", "range1,range2", 2, 'b', related<started_by, 2>},
    {"coincides", "aa", "point1,point2", 2, 'b', related<coincides, 4>},
    {"coincides", "aa", "range1,range2", 2, 'b', related<coincides, 4>},
    {"is", "aa", "value1,value2", 1, 'b', is_same},
    {"range", "s", "from", 1, 'a', range_from},
}};

}  // namespace

std::span<const Builtin> range_functions() { return kTable; }

}  // namespace fjorten::feel
