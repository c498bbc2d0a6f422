// A page of plain text for a terminal: headings, indented paragraphs broken at 100 columns, colour if wanted.
#pragma once
#include <string>
#include <string_view>

#include "answer/answer.h"

namespace fjorten::answer {

enum class Tone { plain, heading, bad, urgent, good, quiet };

class Page {
  public:
    static constexpr std::size_t width = 100;

    explicit Page(Colour colour) : colour_(colour) {}

    /// A blank line before it, unless it is the first.
    void heading(std::string_view text, Tone tone = Tone::heading);
    /// `text` broken at blanks; lines after the first are indented as far as `hang` more columns.
    void paragraph(std::size_t indent, std::string_view text, Tone tone = Tone::plain, std::size_t hang = 0);
    /// "label: text", broken so that the text stays to the right of the label. Nothing when `text` is empty.
    void entry(std::size_t indent, std::string_view label, std::string_view text, Tone tone = Tone::plain);

    std::string take() { return std::move(text_); }

  private:
    void line(std::size_t indent, std::string_view text, Tone tone);

    Colour colour_;
    std::string text_;
};

}  // namespace fjorten::answer
