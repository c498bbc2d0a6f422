#include "letters/paper_json.h"

#include <algorithm>
#include <array>
#include <optional>

#include "answer/json_writer.h"
#include "base/document.h"

namespace fjorten::letters {

namespace {

using answer::JsonWriter;

template <class Value, std::size_t size>
using Names = std::array<std::pair<Value, std::string_view>, size>;

constexpr Names<Emphasis, 3> emphases = {
    {{Emphasis::none, "none"}, {Emphasis::strong, "strong"}, {Emphasis::quiet, "quiet"}}};
constexpr Names<Role, 3> roles = {{{Role::body, "body"}, {Role::lead, "lead"}, {Role::source, "source"}}};
constexpr Names<Marks, 2> marks = {{{Marks::bullets, "bullets"}, {Marks::numbers, "numbers"}}};
constexpr Names<Tone, 3> tones = {{{Tone::info, "info"}, {Tone::doubt, "doubt"}, {Tone::missing, "missing"}}};

template <class Value, std::size_t size>
std::string_view name_in(const Names<Value, size>& names, Value value) {
    return std::ranges::find(names, value, &std::pair<Value, std::string_view>::first)->second;
}

class Writer {
  public:
    std::string write(const Paper& paper) {
        json_.open_object();
        json_.key("paper");
        json_.number(1);
        field("language", std::string(code_of(paper.language)));
        field("title", paper.title);
        field("sender", paper.sender);
        json_.key("to");
        list(paper.to, [this](const std::string& line) { json_.text(line); });
        json_.key("head");
        list(paper.head, [this](const Field& head) {
            json_.open_object();
            field("label", head.label);
            field("value", head.value);
            json_.close_object();
        });
        json_.key("blocks");
        list(paper.blocks, [this](const Block& block) { write(block); });
        field("footer", paper.footer);
        json_.close_object();
        return std::move(out_);
    }

  private:
    void field(std::string_view name, std::string_view value) {
        json_.key(name);
        json_.text(value);
    }

    template <class Items, class Write>
    void list(const Items& items, Write write_one) {
        if (items.empty()) return json_.empty_list();
        json_.open_list();
        for (const auto& item : items) write_one(item);
        json_.close_list();
    }

    void text(const Text& text) {
        list(text, [this](const Run& run) {
            json_.open_object();
            field("text", run.text);
            if (run.emphasis != Emphasis::none) field("emphasis", name_in(emphases, run.emphasis));
            if (!run.link.empty()) field("link", run.link);
            json_.close_object();
        });
    }

    void texts(std::string_view name, const std::vector<Text>& all) {
        json_.key(name);
        list(all, [this](const Text& one) { text(one); });
    }

    void write(const Block& block) {
        json_.open_object();
        std::visit([this](const auto& one) { write_block(one); }, block);
        json_.close_object();
    }

    void write_block(const Heading& heading) {
        field("block", "heading");
        json_.key("level");
        json_.number(heading.level);
        field("words", heading.text);
        field("anchor", heading.anchor);
    }
    void write_block(const Paragraph& paragraph) {
        field("block", "paragraph");
        field("role", name_in(roles, paragraph.role));
        json_.key("text");
        text(paragraph.text);
    }
    void write_block(const List& one) {
        field("block", "list");
        field("marks", name_in(marks, one.marks));
        texts("items", one.items);
    }
    void write_block(const Table& table) {
        field("block", "table");
        field("caption", table.caption);
        json_.key("columns");
        list(table.columns, [this](const std::string& column) { json_.text(column); });
        json_.key("rows");
        list(table.rows,
             [this](const std::vector<Text>& row) { list(row, [this](const Text& cell) { text(cell); }); });
    }
    void write_block(const Note& note) {
        field("block", "note");
        field("tone", name_in(tones, note.tone));
        field("title", note.title);
        texts("paragraphs", note.paragraphs);
    }
    void write_block(const Code& code) {
        field("block", "code");
        field("says", code.says);
        json_.key("rows");
        list(code.rows, [this](const std::string& row) { json_.text(row); });
    }

    std::string out_;
    JsonWriter json_{out_, answer::JsonStyle::compact};
};

/// Reads what it can; the first thing that does not fit is kept, and the rest no longer matters.
class Reader {
  public:
    Paper read(const Node& root) {
        Paper paper;
        if (const Node* version = get(root, "paper"); version && version->as_integer() != 1)
            refuse(*version, "paper: 1");
        paper.language = words(root, "language") == "en" ? Language::en : Language::da;
        paper.title = words(root, "title");
        paper.sender = words(root, "sender");
        for (const Node& line : items(get(root, "to"))) paper.to.push_back(words(line));
        for (const Node& field : items(get(root, "head")))
            paper.head.push_back({words(field, "label"), words(field, "value")});
        for (const Node& node : items(get(root, "blocks"))) paper.blocks.push_back(block(node));
        paper.footer = words(root, "footer");
        return paper;
    }

    std::optional<Error> mistake;

  private:
    void refuse(const Node& at, std::string_view expected) {
        if (mistake) return;
        mistake = Error{ErrorCode::invalid_input, "column " + std::to_string(at.column) + " of line " +
                                                      std::to_string(at.line) + ": expected " +
                                                      std::string(expected)};
    }

    const Node* get(const Node& map, std::string_view key) {
        const Node* found = map.is_map() ? map.find(key) : nullptr;
        if (found == nullptr) refuse(map, "a map with \"" + std::string(key) + "\"");
        return found;
    }

    std::string words(const Node& node) {
        if (!node.is_scalar()) refuse(node, "text");
        return node.text;
    }
    std::string words(const Node& map, std::string_view key) {
        const Node* found = get(map, key);
        return found ? words(*found) : std::string();
    }

    const std::vector<Node>& items(const Node* node) {
        static const std::vector<Node> none;
        if (node == nullptr) return none;
        if (!node->is_list()) refuse(*node, "a list");
        return node->items;
    }

    template <class Value, std::size_t size>
    Value one_of(const Names<Value, size>& names, const Node& map, std::string_view key) {
        const Node* node = get(map, key);
        for (const auto& [value, name] : names) {
            if (node && node->text == name) return value;
        }
        if (node) refuse(*node, "one of the names of " + std::string(key));
        return names.front().first;
    }

    Text text(const Node* node) {
        Text runs;
        for (const Node& item : items(node)) {
            Run run{.text = words(item, "text")};
            if (item.find("emphasis") != nullptr) run.emphasis = one_of(emphases, item, "emphasis");
            if (item.find("link") != nullptr) run.link = words(item, "link");
            runs.push_back(std::move(run));
        }
        return runs;
    }

    std::vector<Text> texts(const Node* node) {
        std::vector<Text> all;
        for (const Node& item : items(node)) all.push_back(text(&item));
        return all;
    }

    Block block(const Node& node) {
        const std::string kind = words(node, "block");
        if (kind == "heading") {
            const Node* level = get(node, "level");
            const auto number = level ? level->as_integer() : std::nullopt;
            if (!number || *number < 2 || *number > 4) refuse(node, "a level from 2 to 4");
            return Heading{static_cast<int>(number.value_or(2)), words(node, "words"), words(node, "anchor")};
        }
        if (kind == "list") return List{texts(get(node, "items")), one_of(marks, node, "marks")};
        if (kind == "table") return table(node);
        if (kind == "note")
            return Note{one_of(tones, node, "tone"), words(node, "title"), texts(get(node, "paragraphs"))};
        if (kind == "code") {
            Code code{.rows = {}, .says = words(node, "says")};
            for (const Node& row : items(get(node, "rows"))) code.rows.push_back(words(row));
            return code;
        }
        if (kind != "paragraph") refuse(node, "a known kind of block");
        return Paragraph{text(get(node, "text")), one_of(roles, node, "role")};
    }

    Table table(const Node& node) {
        Table table{.caption = words(node, "caption"), .columns = {}, .rows = {}};
        for (const Node& column : items(get(node, "columns"))) table.columns.push_back(words(column));
        for (const Node& row : items(get(node, "rows"))) {
            table.rows.push_back(texts(&row));
            if (table.rows.back().size() != table.columns.size()) refuse(row, "a cell for each column");
        }
        return table;
    }
};

}  // namespace

std::string to_json(const Paper& paper) { return Writer().write(paper); }

Result<Paper> paper_from_json(std::string_view json) {
    const auto document = read_document(std::string(json), "paper.json");
    if (!document) {
        const Diagnostic& first = document.error().front();
        return std::unexpected(
            Error{ErrorCode::invalid_input, first.code + " in line " + std::to_string(first.place.line)});
    }
    Reader reader;
    Paper paper = reader.read(document->root);
    if (reader.mistake) return std::unexpected(*reader.mistake);
    return paper;
}

}  // namespace fjorten::letters
