// Cases as columns: one number per case for each fact, for the day of each event and for each of its fields.
// Only plain cases fit: every event at most once, nothing that ends a request or answers anything. The rest
// goes the way of the single case.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "casefile/timeline.h"

namespace fjorten::population {

using Number = std::int32_t;
inline constexpr Number untold = INT32_MIN;           // unknown; for a day: it has not happened
inline constexpr Number null_number = INT32_MIN + 1;  // FEEL's null

/// The days that columns hold: due days are looked up in tables over them.
inline constexpr Number first_day = -25567;  // 1900-01-01
inline constexpr Number last_day = 65743;    // 2149-12-31

/// Texts as numbers, in the order in which they were first met.
class Dictionary {
  public:
    Number code(std::string_view text);
    const std::string& text(Number code) const { return texts_[static_cast<std::size_t>(code)]; }

  private:
    std::map<std::string, Number, std::less<>> codes_;
    std::vector<std::string> texts_;
};

/// Which column holds what.
class Layout {
  public:
    Layout(const rulebook::Vocabulary& vocabulary, const casefile::CourseWords& words);

    /// Of a fact, or of `residence` or `anonymous`; empty where no column holds it.
    std::optional<std::size_t> of_slot(rulebook::Slot slot) const;
    std::size_t of_day(rulebook::EventType type) const { return days_[type]; }
    std::optional<std::size_t> of_field(rulebook::EventType type, std::size_t field) const;
    std::size_t size() const { return size_; }
    /// False for events that end a request, answer something that must be there, inherit a field or change
    /// what is known of the person.
    bool is_plain(rulebook::EventType type) const { return plain_[type]; }
    const rulebook::Vocabulary& vocabulary() const { return vocabulary_; }
    const casefile::CourseWords& words() const { return words_; }

  private:
    std::size_t add() { return size_++; }
    const rulebook::Vocabulary& vocabulary_;
    const casefile::CourseWords& words_;
    std::vector<std::optional<std::size_t>> slots_;
    std::vector<std::size_t> days_;
    std::vector<std::vector<std::optional<std::size_t>>> fields_;
    std::vector<bool> plain_;
    std::size_t size_ = 0;
};

class Columns {
  public:
    explicit Columns(const Layout& layout)
        : layout_(&layout), columns_(layout.size()), has_later_(layout.size()) {}

    /// Adds a row and returns true, or adds nothing: the case does not fit.
    bool add(const casefile::CaseFile& file, calendar::Date on, Dictionary& texts);
    /// Forgets the rows and keeps their room.
    void clear();
    /// Adds the rows of `other` once more.
    void repeat(const Columns& other);

    std::size_t count() const { return on_.size(); }
    std::uint16_t width() const { return static_cast<std::uint16_t>(columns_.size()); }
    const Number* column(std::size_t index) const { return columns_[index].data(); }
    /// True if in some row this column may hold a day after the day asked about.
    bool has_later(std::size_t index) const { return has_later_[index]; }
    /// The day that each row is asked about.
    const Number* on() const { return on_.data(); }

  private:
    bool fits(const casefile::CaseFile& file, calendar::Date on) const;
    const Layout* layout_;
    std::vector<std::vector<Number>> columns_;
    std::vector<Number> on_;
    std::vector<bool> has_later_;
};

/// The value as a number, or empty where it does not fit into one.
std::optional<Number> number_of(const feel::Value& value, Dictionary& texts);

}  // namespace fjorten::population
