#include "letters/pdf.h"

#include <algorithm>
#include <map>
#include <set>

#include "letters/pdf_finish.h"
#include "letters/pdf_pen.h"

namespace fjorten::letters {

namespace {

using pdf::Colour;
using pdf::Lines;
using pdf::Pen;
using pdf::Type;
using pdf::Weight;

constexpr double left = 62, right = 62, top = 60, bottom = 70;
constexpr double width = pdf::page_width - left - right;
constexpr double lowest = pdf::page_height - bottom;
constexpr double cell_gap = 10;
constexpr double code_width = 184;  // 6.5 cm

constexpr Colour rule_colour{.red = 0.72, .green = 0.72, .blue = 0.72};
constexpr Type body{};
constexpr Type small{.size = 8.5, .weight = Weight::normal, .colour = pdf::quiet_ink};
constexpr Type lead{.size = 12.5, .weight = Weight::normal, .colour = pdf::ink};
constexpr Type title{.size = 21, .weight = Weight::bold, .colour = pdf::ink};

Type heading_type(int level) {
    return {.size = level == 2 ? 15.5 : level == 3 ? 12.0 : 10.5, .weight = Weight::bold, .colour = pdf::ink};
}

Colour tone_colour(Tone tone) {
    if (tone == Tone::doubt) return {.red = 0.72, .green = 0.42, .blue = 0.0};
    if (tone == Tone::missing) return {.red = 0.66, .green = 0.12, .blue = 0.12};
    return {.red = 0.45, .green = 0.45, .blue = 0.45};
}

/// One pass over a paper, from the top of its first page to the foot of its last.
class Flow {
  public:
    Flow(Pen& pen, const Paper& paper, int pages) : pen_(pen), paper_(paper), pages_(pages) {
        for (const Block& block : paper.blocks) {
            if (const auto* heading = std::get_if<Heading>(&block)) anchors_.emplace(heading->anchor, false);
        }
        anchors_.erase("");
    }

    /// How many pages it took; it stops beyond the limit.
    int write() {
        pen_.begin("Document");
        write_top();
        for (const Block& block : paper_.blocks) {
            if (page_ > max_pdf_pages) break;
            std::visit([this](const auto& one) { write_block(one); }, block);
        }
        pen_.end("Document");
        write_foot();
        pen_.next_page();
        return page_;
    }

  private:
    void turn_page() {
        write_foot();
        pen_.next_page();
        ++page_;
        y_ = top;
    }

    void need(double height) {
        if (y_ + height > lowest && y_ > top) turn_page();
    }

    // Pages and what they belong to, outside the structure: nobody wants it read aloud in the middle.
    void write_foot() {
        const double y = lowest + 26;
        pen_.bar(left, y - 8, width, 0.5, rule_colour);
        const std::string number =
            message(paper_.language, "letters.page", {std::to_string(page_), std::to_string(pages_)});
        const Lines where = pen_.lay_out(plain(number), small, width);
        pen_.line(where, 0, left + width - where.width(), y, Pen::Marked::decoration);
        const std::string& words = paper_.footer.empty() ? paper_.title : paper_.footer;
        const Lines what = pen_.lay_out(plain(words), small, width - 90);
        for (std::size_t i = 0; i < std::min<std::size_t>(what.count(), 2); ++i)
            pen_.line(what, i, left, y + static_cast<double>(i) * what.height(0), Pen::Marked::decoration);
    }

    // Links in the paper that lead nowhere, and those that need the site, are only words here.
    Text followable(Text text) const {
        for (Run& run : text) {
            const bool is_known = run.link.starts_with("#") && anchors_.contains(run.link.substr(1));
            if (!is_known && !run.link.starts_with("https://") && !run.link.starts_with("mailto:"))
                run.link.clear();
        }
        return text;
    }

    // The lines of one text below each other; breaks pages between them.
    void flow(const Lines& lines, double x) {
        for (std::size_t i = 0; i < lines.count(); ++i) {
            need(lines.height(i));
            pen_.line(lines, i, x, y_);
            y_ += lines.height(i);
        }
    }

    void tagged(const char* tag, const Text& text, const Type& type, double indent = 0) {
        const Lines lines = pen_.lay_out(followable(text), type, width - indent);
        // No line alone at the foot of a page.
        if (lines.count() > 1) need(lines.height(0) * 2);
        pen_.begin(tag);
        flow(lines, left + indent);
        pen_.end(tag);
    }

    void write_top() {
        if (!paper_.sender.empty()) {
            tagged("P", plain(paper_.sender), {.size = 12, .weight = Weight::bold, .colour = pdf::ink});
            pen_.bar(left, y_ + 3, width, 1.2, pdf::ink);
            y_ += 14;
        }
        if (!paper_.to.empty()) {
            // Where the window of an envelope is.
            y_ = std::max(y_, 118.0);
            for (const std::string& line : paper_.to) tagged("P", plain(line), body);
            y_ = std::max(y_ + 18, 200.0);
        }
        for (const Field& field : paper_.head)
            tagged("P", {{.text = field.label + ": ", .emphasis = Emphasis::quiet}, {.text = field.value}},
                   body);
        if (!paper_.head.empty()) y_ += 10;
        y_ += 8;
        tagged("H1", plain(paper_.title), title);
        y_ += 10;
    }

    void write_block(const Heading& heading) {
        const Type type = heading_type(heading.level);
        const Lines lines = pen_.lay_out(plain(heading.text), type, width);
        y_ += heading.level == 2 ? 16 : 9;
        need(lines.height() + 44);
        if (const auto known = anchors_.find(heading.anchor); known != anchors_.end() && !known->second) {
            known->second = true;
            pen_.anchor(heading.anchor, left, y_ - 6);
        }
        pen_.outline(heading.level, heading.text, page_, y_ - 6);
        const char* const tag = heading.level == 2 ? "H2" : heading.level == 3 ? "H3" : "H4";
        pen_.begin(tag);
        flow(lines, left);
        pen_.end(tag);
        y_ += heading.level == 2 ? 5 : 2;
    }

    void write_block(const Paragraph& paragraph) {
        const Type& type = paragraph.role == Role::lead     ? lead
                           : paragraph.role == Role::source ? small
                                                            : body;
        tagged("P", paragraph.text, type);
        y_ += paragraph.role == Role::source ? 5 : 7;
    }

    void write_block(const List& list) {
        pen_.begin("L");
        int number = 0;
        for (const Text& item : list.items) {
            ++number;
            const std::string mark = list.marks == Marks::bullets ? "•" : std::to_string(number) + ".";
            const Lines label = pen_.lay_out(plain(mark), body, 30);
            const Lines lines = pen_.lay_out(followable(item), body, width - 20);
            need(lines.height(0));
            pen_.begin("LI");
            pen_.begin("Lbl");
            pen_.line(label, 0, left + 4, y_);
            pen_.end("Lbl");
            pen_.begin("LBody");
            flow(lines, left + 20);
            pen_.end("LBody");
            pen_.end("LI");
            y_ += 2.5;
        }
        pen_.end("L");
        y_ += 5;
    }

    void write_block(const Note& note) {
        y_ += 2;
        const auto part = [&](const Text& text, const Type& type) {
            const Lines lines = pen_.lay_out(followable(text), type, width - 16);
            pen_.begin("P");
            for (std::size_t i = 0; i < lines.count(); ++i) {
                need(lines.height(i));
                pen_.bar(left, y_, 2.5, lines.height(i) + (i + 1 == lines.count() ? 3 : 0),
                         tone_colour(note.tone));
                pen_.line(lines, i, left + 14, y_);
                y_ += lines.height(i);
            }
            pen_.end("P");
            y_ += 3;
        };
        if (!note.title.empty())
            part(plain(note.title), {.size = 10.5, .weight = Weight::bold, .colour = pdf::ink});
        for (const Text& text : note.paragraphs) part(text, body);
        y_ += 7;
    }

    // Columns as wide as their longest text wants, as far as there is room, none below a tenth of it.
    std::vector<double> column_widths(const Table& table) const {
        const double room = width - cell_gap * static_cast<double>(table.columns.size() - 1);
        std::vector<double> wished;
        double all = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            double wish = pen_.lay_out(plain(table.columns[i]), body, room * 0.6, Weight::bold).width() + 1;
            for (const auto& row : table.rows)
                wish = std::max(wish, pen_.lay_out(row[i], body, room * 0.6).width() + 1);
            wished.push_back(std::max(wish, room / 10));
            all += wished.back();
        }
        for (double& wish : wished) wish *= room / all;
        return wished;
    }

    using Row = std::vector<Lines>;

    Row lay_out_row(const std::vector<Text>& cells, const std::vector<double>& widths, Weight weight) const {
        Row row;
        for (std::size_t i = 0; i < cells.size(); ++i)
            row.push_back(pen_.lay_out(followable(cells[i]), body, widths[i], weight));
        return row;
    }

    static double height_of(const Row& row) {
        double height = 0;
        for (const Lines& cell : row) height = std::max(height, cell.height());
        return height;
    }

    // A row that fits on no page goes on over the next ones, one cell at a time.
    void write_row(const Row& row, const std::vector<double>& widths, Pen::Marked marked, bool is_head) {
        const double height = height_of(row);
        const bool stands_together = height < lowest - top - 60;
        const bool is_content = marked == Pen::Marked::content;
        if (is_content) pen_.begin("TR");
        const double begin = y_;
        double x = left;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const char* const tag = is_head || i == 0 ? "TH" : "TD";
            if (is_content) pen_.begin(tag);
            if (stands_together) y_ = begin;
            for (std::size_t line = 0; line < row[i].count(); ++line) {
                if (!stands_together) need(row[i].height(line));
                pen_.line(row[i], line, x, y_, marked);
                y_ += row[i].height(line);
            }
            if (is_content) pen_.end(tag);
            x += widths[i] + cell_gap;
        }
        if (stands_together) y_ = begin + height;
        if (is_content) pen_.end("TR");
        pen_.bar(left, y_ + 2, width, is_head ? 1.0 : 0.4, is_head ? pdf::ink : rule_colour);
        y_ += 6;
    }

    void write_block(const Table& table) {
        if (!table.caption.empty()) {
            need(60);
            tagged("P", plain(table.caption), {.size = 10.5, .weight = Weight::bold, .colour = pdf::ink});
            y_ += 3;
        }
        const std::vector<double> widths = column_widths(table);
        std::vector<Text> names;
        for (const std::string& column : table.columns) names.push_back(plain(column));
        const Row head = lay_out_row(names, widths, Weight::bold);
        need(height_of(head) + 40);
        pen_.begin("Table");
        write_row(head, widths, Pen::Marked::content, true);
        for (const auto& cells : table.rows) {
            const Row row = lay_out_row(cells, widths, Weight::normal);
            if (y_ + height_of(row) > lowest && y_ > top + 60) {
                turn_page();
                write_row(head, widths, Pen::Marked::decoration, true);
            }
            write_row(row, widths, Pen::Marked::content, false);
            if (page_ > max_pdf_pages) break;
        }
        pen_.end("Table");
        y_ += 8;
    }

    // Modules of the whole of a square, with the quiet zone of four that readers need; the words stand below.
    void write_block(const Code& code) {
        if (code.rows.empty()) return;
        const double module = code_width / static_cast<double>(code.rows.size() + 8);
        need(code_width + 24);
        for (std::size_t row = 0; row < code.rows.size(); ++row) {
            const std::string& modules = code.rows[row];
            for (std::size_t at = 0; at < modules.size(); ++at) {
                if (modules[at] != '1') continue;
                const std::size_t end = std::min(modules.find('0', at), modules.size());
                pen_.bar(left + module * static_cast<double>(at + 4),
                         y_ + module * static_cast<double>(row + 4), module * static_cast<double>(end - at),
                         module, pdf::black);
                at = end;
            }
        }
        y_ += code_width;
        tagged("P", plain(code.says), small);
        y_ += 5;
    }

    Pen& pen_;
    const Paper& paper_;
    int pages_;
    int page_ = 1;
    double y_ = top;
    std::map<std::string, bool, std::less<>> anchors_;  // and whether it has been set
};

/// What is too much of, or empty.
std::string excess_of(const Paper& paper) {
    std::size_t all = paper.title.size() + paper.sender.size() + paper.footer.size();
    std::size_t longest = all;
    const auto count = [&](std::size_t size) {
        all += size;
        longest = std::max(longest, size);
    };
    const auto count_text = [&](const Text& text) { count(words_of(text).size()); };
    for (const std::string& line : paper.to) count(line.size());
    for (const Field& field : paper.head) count(field.label.size() + field.value.size());
    for (const Block& block : paper.blocks) {
        if (const auto* heading = std::get_if<Heading>(&block)) count(heading->text.size());
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) count_text(paragraph->text);
        if (const auto* code = std::get_if<Code>(&block)) {
            count(code->says.size());
            for (const std::string& row : code->rows) count(row.size());
        }
        if (const auto* list = std::get_if<List>(&block)) std::ranges::for_each(list->items, count_text);
        if (const auto* note = std::get_if<Note>(&block)) {
            count(note->title.size());
            std::ranges::for_each(note->paragraphs, count_text);
        }
        if (const auto* table = std::get_if<Table>(&block)) {
            count(table->caption.size());
            for (const std::string& column : table->columns) count(column.size());
            if (table->columns.empty() || table->columns.size() > max_pdf_columns) return "columns";
            for (const auto& row : table->rows) {
                if (row.size() != table->columns.size()) return "cells in a row";
                std::ranges::for_each(row, count_text);
            }
        }
    }
    if (longest > max_pdf_stretch) return "text in one place";
    return all > max_pdf_text ? "text" : std::string();
}

Error too_much(const std::string& what) {
    return {ErrorCode::invalid_input, "more " + what + " than a PDF may hold"};
}

}  // namespace

Result<std::string> to_pdf(const Paper& paper) {
    if (const std::string excess = excess_of(paper); !excess.empty())
        return std::unexpected(too_much(excess));
    auto counting = Pen::create(pdf::Pass::counting, paper.title);
    if (!counting) return std::unexpected(counting.error());
    const int pages = Flow(*counting, paper, 0).write();
    if (pages > max_pdf_pages) return std::unexpected(too_much("pages"));
    auto drawing = Pen::create(pdf::Pass::drawing, paper.title);
    if (!drawing) return std::unexpected(drawing.error());
    Flow(*drawing, paper, pages).write();
    auto drawn = drawing->finish();
    return drawn ? pdf::finish(*drawn, paper.language) : drawn;
}

}  // namespace fjorten::letters
