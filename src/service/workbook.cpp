#include "service/workbook.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>
#include <xlsxwriter.h>

namespace fjorten::service {

using reports::Cell;
using reports::Table;
using reports::Unit;

namespace {

/// A file of its own that is gone when this is.
class TemporaryFile {
  public:
    TemporaryFile() {
        std::error_code ignored;
        path_ = (std::filesystem::temp_directory_path(ignored) / "fjorten-XXXXXX").string();
        const int file = mkstemp(path_.data());
        if (file < 0) path_.clear();
        else close(file);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

class Writer {
  public:
    Writer(lxw_workbook* book, Language language) : book_(book), language_(language) {
        bold_ = workbook_add_format(book);
        format_set_bold(bold_);
        head_ = workbook_add_format(book);
        format_set_bold(head_);
        format_set_text_wrap(head_);
        format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(head_, LXW_BORDER_THIN);
        wrapped_ = workbook_add_format(book);
        format_set_text_wrap(wrapped_);
        numbers_[Unit::count] = format("#,##0");
        numbers_[Unit::percent] = format("0.0");
        numbers_[Unit::days] = format("0");
        numbers_[Unit::kroner] = format("#,##0.00");
    }

    void cover(const std::vector<Table>& tables, const reports::Span& span, const std::string& municipality) {
        lxw_worksheet* const sheet = add_sheet(say("report.book.cover"));
        worksheet_set_column(sheet, 0, 0, 28, nullptr);
        worksheet_set_column(sheet, 1, 1, 90, wrapped_);
        lxw_row_t row = 0;
        const auto line = [&](const std::string& left, const std::string& right) {
            write(sheet, row, 0, left, bold_);
            write(sheet, row++, 1, right, wrapped_);
        };
        line(say("report.book.municipality"), municipality);
        line(say("report.book.period"), span.from.iso() + " - " + span.to.iso());
        line(say("report.book.on"), span.on.iso());
        line(say("report.book.hidden"), say("report.book.hidden_words"));
        line(say("report.book.too_few"), say("report.book.too_few_words"));
        ++row;
        for (const Table& table : tables) line(table.id, table.title);
    }

    void table(const Table& table) {
        lxw_worksheet* const sheet = add_sheet(table.id);
        worksheet_set_column(sheet, 0, 0, 44, nullptr);
        worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(table.columns.size()), 16, nullptr);
        write(sheet, 0, 0, table.title, bold_);
        write(sheet, 1, 0, table.population, nullptr);
        constexpr lxw_row_t head = 3;
        write(sheet, head, 0, table.lines_are, head_);
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            write(sheet, head, column(j), heading_of(table.columns[j]), head_);
        worksheet_freeze_panes(sheet, head + 1, 1);
        lxw_row_t row = head + 1;
        for (const auto& line : table.lines) {
            write(sheet, row, 0, line.label, line.is_total ? bold_ : nullptr);
            for (std::size_t j = 0; j < table.columns.size(); ++j)
                cell(sheet, row, column(j), line.cells[j], table.columns[j].unit);
            ++row;
        }
        ++row;
        for (const std::string& note : table.notes) write(sheet, row++, 0, note, nullptr);
    }

  private:
    std::string say(std::string_view key) const { return message(language_, key); }

    lxw_format* format(const char* number_format) {
        lxw_format* const made = workbook_add_format(book_);
        format_set_num_format(made, number_format);
        return made;
    }

    static lxw_col_t column(std::size_t j) { return static_cast<lxw_col_t>(j + 1); }

    std::string heading_of(const reports::Column& column) const {
        switch (column.unit) {
            case Unit::percent: return column.label + " (%)";
            case Unit::days: return column.label + " (" + say("report.book.days") + ")";
            case Unit::kroner: return column.label + " (DKK)";
            case Unit::count:
            case Unit::text: break;
        }
        return column.label;
    }

    // Excel allows 31 characters of a name, and not these.
    lxw_worksheet* add_sheet(std::string name) {
        for (char& c : name) {
            if (std::string_view("[]:*?/\\").contains(c)) c = '-';
        }
        name = name.substr(0, 28);
        while (!taken_.insert(name).second) name += "x";
        return workbook_add_worksheet(book_, name.c_str());
    }

    static void write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const std::string& text,
                      lxw_format* format) {
        if (!text.empty()) worksheet_write_string(sheet, row, col, text.c_str(), format);
    }

    void cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const Cell& one, Unit unit) {
        if (one.is_hidden) write(sheet, row, col, "*", nullptr);
        else if (unit == Unit::text) write(sheet, row, col, one.text, nullptr);
        else if (one.value) worksheet_write_number(sheet, row, col, *one.value, numbers_[unit]);
        else write(sheet, row, col, "..", nullptr);
    }

    lxw_workbook* book_;
    Language language_;
    lxw_format *bold_ = nullptr, *head_ = nullptr, *wrapped_ = nullptr;
    std::map<Unit, lxw_format*> numbers_;
    std::set<std::string> taken_;
};

}  // namespace

Result<std::string> workbook_of(const std::vector<Table>& tables, const reports::Span& span,
                                const std::string& municipality, Language language) {
    const TemporaryFile file;
    if (file.path().empty()) return std::unexpected(Error{ErrorCode::unavailable, "no temporary file"});
    lxw_workbook* const book = workbook_new(file.path().c_str());
    if (book == nullptr) return std::unexpected(Error{ErrorCode::unavailable, "no workbook"});
    lxw_doc_properties properties{};
    std::string title = message(language, "report.book.title", {municipality});
    properties.title = title.data();
    // The day of the figures, so that the same figures are the same file.
    properties.created = static_cast<time_t>(span.on.day_number()) * 86400;
    workbook_set_properties(book, &properties);
    Writer writer(book, language);
    writer.cover(tables, span, municipality);
    for (const Table& table : tables) writer.table(table);
    if (const lxw_error failed = workbook_close(book); failed != LXW_NO_ERROR)
        return std::unexpected(Error{ErrorCode::unavailable, lxw_strerror(failed)});
    std::ifstream in(file.path(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (bytes.empty()) return std::unexpected(Error{ErrorCode::unavailable, "no workbook"});
    return bytes;
}

}  // namespace fjorten::service
