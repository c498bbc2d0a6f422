// Sheets: what somebody works out in writing inside a case - an area of the assessment, a recommendation, a
// decision with its reasons, an own payment. Each writing is an entry of the record; the newest of a type and
// item counts and the others stay. Format: docs/formats/record.md. Pure.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fjorten::service {

struct Sheet {
    std::string item;                                         // which area, which questionnaire; may be empty
    std::vector<std::pair<std::string, std::string>> fields;  // only what was told

    /// Empty if it was not told.
    std::string_view value(std::string_view name) const;
    void set(std::string_view name, std::string value);
    bool operator==(const Sheet&) const = default;
};

namespace sheet_type {
inline constexpr std::string_view area = "area_assessed", questionnaire = "questionnaire_answered",
                                  conclusion = "assessment_concluded",
                                  recommendation = "recommendation_written", decision = "decision_written",
                                  payment = "payment_written", offer = "offer_considered",
                                  plan = "plan_written",
                                  follow_up = "follow_up_tried",  // of the mark that is its item
    measure = "session_measured",                                 // the item is the name of its rule
    reminder = "reminder_wished",
                                  hearing = "hearing_written",  // what a citizen is told before a decision
    concern = "concern_written",                                // a notification about a child
    contract = "contract_written";  // a pregnant citizen's, on being retained in treatment
}

/// How a value of a field is written: `money` in kroner with at most two decimals ("1250.50"), `score` from 0
/// to 1 with at most two decimals, `day` as 2026-03-02, `flag` yes or no, `mark` a whole number on the scale
/// of its question; `service` and `outcome` are names of the vocabulary.
enum class SheetValue { words, text, choice, service, outcome, day, money, score, flag, mark };

struct SheetField {
    std::string_view name;  // ending with '.': whatever begins like that, one for each item of a checklist
    SheetValue value = SheetValue::text;
    std::array<std::string_view, 4> choices = {};
};

struct SheetKind {
    std::string_view type;
    std::span<const SheetField> fields;

    /// nullptr: it has no such field.
    const SheetField* find(std::string_view name) const;
};

/// nullptr: there are no such sheets.
const SheetKind* find_sheet_kind(std::string_view type);
std::span<const SheetKind> sheet_kinds();

inline constexpr std::size_t most_sheet_characters = 60'000, most_sheet_words = 200;

/// Whole oere: "1250.5" is 125050. Empty if it is no amount in kroner from 0 to 10 million.
std::optional<std::int64_t> oere_in(std::string_view amount);
std::string amount_text(std::int64_t oere);
/// "1.250,50" of "1250.50"; what is no amount stays as it is.
std::string danish_amount(std::string_view amount);
/// What is left in a month of the income of a payment sheet when housing, debt and fixed expenses are paid;
/// empty while the income is not told. May be negative.
std::optional<std::int64_t> disposable_oere(const Sheet& payment);

}  // namespace fjorten::service
