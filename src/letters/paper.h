// A paper: what is written to people, a letter or a standard, before it is a web page, a PDF or JSON. Plain
// data; how it looks is decided by those who write it out (html.h, pdf.h).
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/messages.h"

namespace fjorten::letters {

enum class Emphasis { none, strong, quiet };

/// A stretch of text that looks the same. A line feed in it is a line break.
struct Run {
    std::string text;
    Emphasis emphasis = Emphasis::none;
    /// Where it leads: "#anchor" of a heading in this paper, "https://...", "mailto:..." or "/path" on the
    /// site (which a PDF leaves out); empty = nowhere.
    std::string link = {};
    bool operator==(const Run&) const = default;
};
using Text = std::vector<Run>;

Text plain(std::string text);
/// The text without how it looks.
std::string words_of(const Text& text);

struct Heading {
    int level = 2;  // 2 to 4; the title of the paper is the only first
    std::string text;
    std::string anchor = {};  // letters, digits and hyphens; empty = nobody links here
    bool operator==(const Heading&) const = default;
};

enum class Role {
    body,
    lead,   // the first sentences, larger
    source  // where something comes from, small
};
struct Paragraph {
    Text text;
    Role role = Role::body;
    bool operator==(const Paragraph&) const = default;
};

enum class Marks { bullets, numbers };
struct List {
    std::vector<Text> items;
    Marks marks = Marks::bullets;
    bool operator==(const List&) const = default;
};

/// The first cell of each row is its heading. Every row has as many cells as there are columns.
struct Table {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<Text>> rows;
    bool operator==(const Table&) const = default;
};

enum class Tone { info, doubt, missing };
/// Set apart from the rest: a doubt, something that is missing.
struct Note {
    Tone tone = Tone::info;
    std::string title;
    std::vector<Text> paragraphs;
    bool operator==(const Note&) const = default;
};

/// Something for cameras to read: a square of modules, '1' for a dark one, and what it is, in words.
struct Code {
    std::vector<std::string> rows;
    std::string says;
    bool operator==(const Code&) const = default;
};

using Block = std::variant<Heading, Paragraph, List, Table, Note, Code>;

/// "Date: 3 March 2026".
struct Field {
    std::string label, value;
    bool operator==(const Field&) const = default;
};

struct Paper {
    Language language = Language::da;
    std::string title;
    std::string sender = {};           // above everything: who writes
    std::vector<std::string> to = {};  // lines of name and address of who is written to
    std::vector<Field> head = {};      // date, case number
    std::vector<Block> blocks = {};
    std::string footer = {};  // on every page, beside its number
    bool operator==(const Paper&) const = default;
};

}  // namespace fjorten::letters
