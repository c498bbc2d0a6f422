#include "cli/feel_command.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>

#include "base/messages.h"
#include "cli/tck_model.h"
#include "feel/expression.h"
#include "feel/temporal.h"

namespace fjorten::cli {

namespace {

namespace fs = std::filesystem;
using feel::Value;
using tck::Perhaps;
using tck::Refusal;

// What this prints is read by developers, not by users of the product.
std::string words(const std::string& key, const std::vector<std::string>& args = {}) {
    return message(Language::en, key, args);
}

bool is_list(const Value& value) { return value.is<std::shared_ptr<const feel::List>>(); }
const feel::List& items_of(const Value& value) { return *value.as<std::shared_ptr<const feel::List>>(); }

/// The TCK's own runner forgives differences below this; roots and logarithms are given with that many
/// digits.
bool nearly_equal(const feel::Decimal& a, const feel::Decimal& b) {
    static const feel::Decimal tolerance = *feel::Decimal::parse("0.00000001");
    const auto difference = feel::subtract(a, b);
    return difference && feel::absolute(*difference) < tolerance;
}

bool matches(const Value& expected, const Value& got) {
    if (const auto *x = expected.get<feel::Decimal>(), *y = got.get<feel::Decimal>(); x && y) {
        return nearly_equal(*x, *y);
    }
    if (is_list(expected) && is_list(got)) {
        return std::ranges::equal(items_of(expected), items_of(got), matches);
    }
    return feel::same(expected, got);
}

/// Evaluates the decisions of one model for one test case.
class Run {
  public:
    Run(const tck::Model& model, const tck::TestCase& test) : model_(model), test_(test) {}

    Perhaps<Value> decide(const std::string& name) {
        const tck::Decision* decision = model_.decision_named(name);
        if (decision == nullptr) return std::unexpected(Refusal{"feel.tck.no_decision", {name}});
        return decide(*decision);
    }

  private:
    static constexpr int kDeepest = 64;  // a chain of decisions; a circle would have no end

    Perhaps<Value> decide(const tck::Decision& decision) {
        if (!decision.logic) return std::unexpected(decision.logic.error());
        if (const auto known = decided_.find(&decision); known != decided_.end()) return known->second;
        if (depth_ >= kDeepest) return std::unexpected(Refusal{"feel.tck.circle"});
        ++depth_;
        auto result = evaluate(decision);
        --depth_;
        if (result) result = converted(std::move(*result), decision.type);
        return decided_.emplace(&decision, std::move(result)).first->second;
    }

    Perhaps<Value> evaluate(const tck::Decision& decision) {
        std::vector<std::string> names;
        std::vector<Value> values;
        for (const auto& requirement : decision.requirements) {
            auto value = required(requirement, names);
            if (!value) return value;
            values.push_back(std::move(*value));
        }
        const auto text = with_plain_types(*decision.logic);
        if (!text) return std::unexpected(text.error());
        return evaluate_text(*text, names, values);
    }

    Perhaps<Value> required(const std::string& id, std::vector<std::string>& names) {
        if (const auto found = model_.decisions.find(id); found != model_.decisions.end()) {
            names.push_back(found->second.name);
            // A test may set a decision's result as if it were an input.
            const auto given = test_.inputs.find(found->second.name);
            return given != test_.inputs.end() ? given->second : decide(found->second);
        }
        const auto found = model_.inputs.find(id);
        if (found == model_.inputs.end()) return std::unexpected(Refusal{"feel.tck.import"});
        names.push_back(found->second.name);
        const auto given = test_.inputs.find(found->second.name);
        if (given == test_.inputs.end()) return Value();
        if (!given->second) return given->second;
        return converted(*given->second, found->second.type);
    }

    Perhaps<Value> evaluate_text(const std::string& text, const std::vector<std::string>& names,
                                 const std::vector<Value>& values) {
        const feel::Lookup lookup = [&](std::string_view name) -> std::optional<feel::Symbol> {
            const auto found = std::ranges::find(names, name);
            if (found == names.end()) return std::nullopt;
            return feel::Symbol{static_cast<std::uint32_t>(found - names.begin()), {}};
        };
        const auto compiled =
            feel::Expression::compile(text, lookup, feel::TypeKind::any, feel::TypeCheck::lenient);
        if (compiled) return compiled->evaluate(values);
        const feel::Mistake& mistake = compiled.error().front();
        Refusal refusal{"diagnostic." + mistake.code, mistake.args};
        if (mistake.kind == feel::Mistake::Kind::syntax) refusal.args.insert(refusal.args.begin(), kSyntax);
        return std::unexpected(std::move(refusal));
    }

    /// `instance of tNumbers` says `instance of list<number>`: the language knows no types of one's own.
    Perhaps<std::string> with_plain_types(std::string text) const {
        constexpr std::string_view words = "instance of";
        for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
            const auto start = text.find_first_not_of(" \t\r\n", at + words.size());
            if (start == std::string::npos) break;
            const auto end =
                std::find_if(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(), [](char c) {
                    return c == '<' || c == ')' || c == ']' || c == ',' || c == ' ' || c == '\t' ||
                           c == '\n' || c == '\r';
                });
            const auto length = static_cast<std::size_t>(end - text.begin()) - start;
            const auto plain = plain_type(text.substr(start, length), 0);
            if (!plain) return plain;
            text.replace(start, length, *plain);
        }
        return text;
    }

    Perhaps<std::string> plain_type(const std::string& name, int depth) const {
        const auto found = model_.types.find(name);
        if (found == model_.types.end() || depth > kDeepest) return name;
        if (found->second.structure) return std::unexpected(Refusal{"diagnostic.feel_scope_contexts"});
        if (found->second.function) return std::unexpected(Refusal{"diagnostic.feel_scope_functions"});
        auto base = plain_type(found->second.base, depth + 1);
        return base && found->second.collection ? "list<" + *base + ">" : base;
    }

    /// The value as the declared type wants it (DMN 1.5, 10.3.2.9.4); null if it cannot be of that type.
    Perhaps<Value> converted(Value value, const std::string& type) {
        return converted(std::move(value), type, 0);
    }

    Perhaps<Value> converted(Value value, const std::string& type, int depth) {
        if (type.empty() || type == "Any" || value.is_null() || depth > kDeepest) return value;
        const auto found = model_.types.find(type);
        if (found == model_.types.end()) return converted_scalar(std::move(value), type);
        const tck::ItemType& item = found->second;
        if (item.structure) return std::unexpected(Refusal{"diagnostic.feel_scope_contexts"});
        if (item.function) return std::unexpected(Refusal{"diagnostic.feel_scope_functions"});
        if (!item.collection) {
            auto result = converted(std::move(value), item.base, depth + 1);
            return result ? allowed(std::move(*result), item) : result;
        }
        feel::List items = is_list(value) ? items_of(value) : feel::List{value};
        for (Value& element : items) {
            auto result =
                element.is_null() ? Perhaps<Value>(element) : converted(element, item.base, depth + 1);
            if (!result) return result;
            if (result->is_null() && !element.is_null()) return Value();
            element = std::move(*result);
        }
        return allowed(Value(std::move(items)), item);
    }

    Perhaps<Value> converted_scalar(Value value, const std::string& type) const {
        if (is_list(value) && items_of(value).size() == 1) {
            const Value only = items_of(value)[0];
            value = only;
        }
        if (type == "time" || type == "date and time" || type == "dateTime") {
            return std::unexpected(Refusal{"diagnostic.feel_scope_times"});
        }
        const bool days = type == "days and time duration" || type == "dayTimeDuration";
        const bool months = type == "years and months duration" || type == "yearMonthDuration";
        const bool fits =
            (type == "string" && value.is<std::string>()) ||
            (type == "number" && value.is<feel::Decimal>()) || (type == "boolean" && value.is<bool>()) ||
            (type == "date" && feel::day_number_of(value).has_value()) ||
            (days && value.is<feel::DaysDuration>()) || (months && value.is<feel::MonthsDuration>());
        return fits ? value : Value();
    }

    Perhaps<Value> allowed(Value value, const tck::ItemType& item) {
        if (item.allowed.empty() || value.is_null()) return value;
        const auto tests = [&](const Value& tested) -> Perhaps<Value> {
            return evaluate_text("tested value in (" + item.allowed + "\n)", {"tested value"}, {tested});
        };
        const feel::List all = item.collection && is_list(value) ? items_of(value) : feel::List{value};
        for (const Value& tested : all) {
            const auto result = tests(tested);
            if (!result) return result;
            if (!result->is<bool>() || !result->as<bool>()) return Value();
        }
        return value;
    }

  public:
    /// Marks a refusal for syntax: DMN then expects the result null.
    static constexpr const char* kSyntax = "\x01syntax";

  private:
    const tck::Model& model_;
    const tck::TestCase& test_;
    std::map<const tck::Decision*, Perhaps<Value>> decided_;
    int depth_ = 0;
};

struct Tally {
    int passed = 0, wrong = 0, refused = 0;
};

class Report {
  public:
    Report(std::string place, Tally& tally, std::ostream& out)
        : place_(std::move(place)), tally_(tally), out_(out) {}

    void judge(const tck::Model& model, const tck::TestCase& test, const tck::Expected& expected) {
        const std::string where = place_ + " " + test.id + "/" + expected.decision;
        if (test.refused) return refuse(where, *test.refused);
        if (!expected.value) return refuse(where, expected.value.error());
        auto got = Run(model, test).decide(expected.decision);
        if (!got) {
            Refusal refusal = got.error();
            const bool syntax = !refusal.args.empty() && refusal.args.front() == Run::kSyntax;
            if (syntax) refusal.args.erase(refusal.args.begin());
            // A text that is not FEEL has the result null; the case asks for exactly that.
            if (!syntax || !expected.value->is_null()) return refuse(where, refusal);
            got = Value();
        }
        if (matches(*expected.value, *got)) {
            ++tally_.passed;
            return;
        }
        ++tally_.wrong;
        out_ << words("feel.tck.wrong", {where, feel::to_text(*expected.value), feel::to_text(*got)}) << '\n';
    }

  private:
    void refuse(const std::string& where, const Refusal& refusal) {
        ++tally_.refused;
        out_ << words("feel.tck.refused", {where, words(refusal.key, refusal.args)}) << '\n';
    }

    std::string place_;
    Tally& tally_;
    std::ostream& out_;
};

/// All files below `dir` whose names end so, in order.
std::vector<fs::path> files_below(const fs::path& dir, const std::string& ending) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(dir, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ending && at->is_regular_file(error)) files.push_back(at->path());
    }
    std::ranges::sort(files);
    return files;
}

std::optional<tck::Model> model_for(const fs::path& tests, const std::string& name) {
    auto model = name.empty() ? std::nullopt : tck::read_model((tests.parent_path() / name).string());
    if (model) return model;
    for (const fs::path& beside : files_below(tests.parent_path(), ".dmn")) {
        model = tck::read_model(beside.string());
        if (model) return model;
    }
    return std::nullopt;
}

}  // namespace

int run_feel_tck(const std::string& dir, std::ostream& out) {
    Tally tally;
    bool any = false;
    for (const fs::path& path : files_below(dir, ".xml")) {
        const auto tests = tck::read_tests(path.string());
        if (!tests) continue;
        const auto model = model_for(path, tests->model_name);
        if (!model) {
            out << words("feel.tck.no_model", {path.string()}) << '\n';
            continue;
        }
        Report report(path.stem().string(), tally, out);
        for (const auto& test : tests->cases) {
            for (const auto& expected : test.results) {
                any = true;
                report.judge(*model, test, expected);
            }
        }
    }
    if (!any) {
        out << words("feel.tck.no_tests", {dir}) << '\n';
        return 2;
    }
    // The form of this line is fixed: programs read it.
    out << tally.passed << " passed, " << tally.wrong << " wrong, " << tally.refused << " refused\n";
    return tally.wrong == 0 ? 0 : 1;
}

}  // namespace fjorten::cli
