// A small vocabulary for the tests of conditions: names, types and values.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "feel/expression.h"

namespace fjorten::feel::test {

inline std::string mistakes_text(const std::vector<Mistake>& mistakes) {
    std::string out;
    for (const Mistake& mistake : mistakes) {
        if (!out.empty()) out += "; ";
        out += std::to_string(mistake.offset) + " " + mistake.code;
        for (const std::string& arg : mistake.args) out += " [" + arg + "]";
    }
    return out;
}

class Facts {
  public:
    void set(std::string name, Value value, TypeKind kind, std::vector<std::string> choices = {},
             TypeKind element = TypeKind::any) {
        names_.push_back(std::move(name));
        types_.push_back({kind, std::move(choices), element});
        values_.push_back(std::move(value));
    }
    std::expected<Expression, std::vector<Mistake>> compile(std::string_view text,
                                                            TypeKind expected = TypeKind::any,
                                                            TypeCheck check = TypeCheck::strict) const {
        const Lookup lookup = [this](std::string_view name) -> std::optional<Symbol> {
            const auto found = std::ranges::find(names_, name);
            if (found == names_.end()) return std::nullopt;
            const auto slot = static_cast<std::size_t>(found - names_.begin());
            return Symbol{static_cast<std::uint32_t>(slot), types_[slot]};
        };
        return Expression::compile(text, lookup, expected, check);
    }
    const std::vector<Value>& values() const { return values_; }
    std::string asked(const Expression& expression) const {
        std::vector<std::uint32_t> slots;
        expression.unknown_slots(values_, slots);
        std::string out;
        for (const auto slot : slots) out += (out.empty() ? "" : " ") + names_[slot];
        return out;
    }
    std::string text_of(const std::vector<std::pair<std::uint32_t, Value>>& pairs) const {
        std::string out;
        for (const auto& [slot, value] : pairs)
            out += (out.empty() ? "" : " ") + names_[slot] + "=" + to_text(value);
        return out;
    }

  private:
    std::vector<std::string> names_;
    std::vector<Type> types_;
    std::vector<Value> values_;
};

}  // namespace fjorten::feel::test
