#include "imports/table.h"

#include <algorithm>

#include "base/document.h"
#include "base/utf8.h"

namespace fjorten::imports {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// RFC 4180, with ';' or ',' between fields: the one that the header has more of.
class CsvReader {
  public:
    explicit CsvReader(std::string_view text) : text_(text) {
        const std::string_view header = text_.substr(0, text_.find('\n'));
        if (std::ranges::count(header, ';') > std::ranges::count(header, ',')) divider_ = ';';
    }

    /// The next line of fields; empty at the end. `is_broken_` if a quote is never closed.
    std::vector<Cell> next() {
        std::vector<Cell> cells;
        while (at_ < text_.size()) {
            Cell cell{.text = {}, .line = line_, .column = column_};
            const bool is_last = read_field(cell);
            cells.push_back(std::move(cell));
            if (is_last) break;
        }
        return cells;
    }
    bool is_at_end() const { return at_ >= text_.size(); }
    bool is_broken() const { return is_broken_; }

  private:
    char take() {
        const char c = text_[at_++];
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++column_;
        }
        return c;
    }

    // Whether the line ends with it.
    bool read_field(Cell& cell) {
        std::string text;
        bool is_quoted = false;
        while (at_ < text_.size()) {
            const char c = take();
            if (is_quoted) {
                if (c != '"') text += c;
                else if (at_ < text_.size() && text_[at_] == '"') text += take();
                else is_quoted = false;
                continue;
            }
            if (c == '"' && trimmed(text).empty()) {
                is_quoted = true;
                text.clear();
            } else if (c == divider_ || c == '\n') {
                cell.text = trimmed(text);
                // A divider at the very end of the text has one more empty field behind it.
                return c == '\n' || at_ >= text_.size();
            } else {
                text += c;
            }
        }
        is_broken_ = is_broken_ || is_quoted;
        cell.text = trimmed(text);
        return true;
    }

    std::string_view text_;
    char divider_ = ',';
    std::size_t at_ = 0;
    int line_ = 1, column_ = 1;
    bool is_broken_ = false;
};

void add_row(Table& table, Row row) {
    for (const auto& [name, cell] : row.cells) {
        if (cell.text.size() <= most_cell_bytes) continue;
        table.mistakes.push_back(table.mistake(cell.line, cell.column, "import_cell_too_long",
                                               {name, std::to_string(most_cell_bytes)}));
        return;
    }
    table.rows.push_back(std::move(row));
}

std::optional<Diagnostic> read_csv(std::string_view text, Table& table) {
    CsvReader reader(text);
    for (Cell& cell : reader.next()) {
        std::string name = cell.text;
        const bool is_known =
            std::ranges::any_of(table.columns, [&](const auto& c) { return c.first == name; });
        if (name.empty() || is_known) return table.mistake(1, cell.column, "import_column_name", {name});
        table.columns.emplace_back(std::move(name), std::move(cell));
    }
    if (table.columns.size() > most_columns)
        return table.mistake(1, 1, "import_too_many_columns", {std::to_string(most_columns)});
    while (!reader.is_at_end()) {
        auto cells = reader.next();
        const int line = cells.front().line;
        if (reader.is_broken()) return table.mistake(line, 1, "import_open_quote");
        if (cells.size() == 1 && cells.front().text.empty()) continue;
        if (table.rows.size() == most_rows)
            return table.mistake(line, 1, "import_too_many_rows", {std::to_string(most_rows)});
        if (cells.size() != table.columns.size()) {
            table.mistakes.push_back(
                table.mistake(line, 1, "import_fields",
                              {std::to_string(cells.size()), std::to_string(table.columns.size())}));
            continue;
        }
        Row row{.line = line, .cells = {}};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].text.empty()) row.cells.emplace_back(table.columns[i].first, std::move(cells[i]));
        }
        add_row(table, std::move(row));
    }
    return std::nullopt;
}

std::optional<Diagnostic> read_json(const Document& document, Table& table) {
    if (!document.root.is_list()) return document.diagnose(document.root, "import_no_list");
    if (document.root.items.size() > most_rows)
        return document.diagnose(document.root, "import_too_many_rows", {std::to_string(most_rows)});
    for (const Node& item : document.root.items) {
        Row row{.line = item.line, .cells = {}};
        std::optional<Diagnostic> wrong;
        if (!item.is_map()) wrong = document.diagnose(item, "import_no_object");
        for (const auto& [key, value] : item.entries) {
            if (!value.is_scalar() && !wrong)
                wrong = document.diagnose(value, "import_no_scalar", {key.text});
            const Cell named{.text = key.text, .line = key.line, .column = key.column};
            const bool is_known =
                std::ranges::any_of(table.columns, [&](const auto& c) { return c.first == key.text; });
            if (!is_known) table.columns.emplace_back(key.text, named);
            if (value.is_scalar() && !value.is_null() && !value.text.empty())
                row.cells.emplace_back(
                    key.text, Cell{.text = trimmed(value.text), .line = value.line, .column = value.column});
        }
        if (table.columns.size() > most_columns)
            return document.diagnose(item, "import_too_many_columns", {std::to_string(most_columns)});
        if (wrong) table.mistakes.push_back(std::move(*wrong));
        else add_row(table, std::move(row));
    }
    return std::nullopt;
}

}  // namespace

const Cell* Row::find(std::string_view column) const {
    const auto found = std::ranges::find_if(cells, [&](const auto& cell) { return cell.first == column; });
    return found == cells.end() ? nullptr : &found->second;
}

std::string Row::value(std::string_view column) const {
    const Cell* const cell = find(column);
    return cell == nullptr ? std::string{} : cell->text;
}

Diagnostic Table::mistake(int line, int column, std::string code, std::vector<std::string> args) const {
    const auto at = static_cast<std::size_t>(line);
    return {.place = {.file = file, .line = line, .column = column},
            .code = std::move(code),
            .args = std::move(args),
            .source_line = at >= 1 && at <= lines.size() ? lines[at - 1] : std::string{},
            .suggestion = {}};
}

std::expected<Table, Diagnostics> read_table(std::string text, const std::string& file) {
    Table table{.file = file, .lines = {}, .columns = {}, .rows = {}, .mistakes = {}};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (!utf8::is_valid(text)) return std::unexpected(Diagnostics{table.mistake(0, 0, "import_not_utf8")});
    table.lines = lines_of(text);
    std::optional<Diagnostic> wrong;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) {
        wrong = table.mistake(0, 0, "import_empty");
    } else if (text[first] == '[' || text[first] == '{') {
        const auto document = read_document(std::move(text), file);
        if (!document) return std::unexpected(document.error());
        wrong = read_json(*document, table);
    } else {
        wrong = read_csv(text, table);
    }
    if (wrong) return std::unexpected(Diagnostics{std::move(*wrong)});
    return table;
}

}  // namespace fjorten::imports
