#include "reports/supervision_paper.h"

#include <algorithm>
#include <map>

#include "answer/words.h"
#include "reports/export.h"

namespace fjorten::reports {

using letters::Paper;
using letters::plain;

namespace {

std::string cell_words(const Sources& sources, const Cell& cell, Unit unit) {
    if (cell.is_hidden) return "*";
    if (unit == Unit::text) return cell.text;
    std::string words = cell_number(cell, unit, sources.language);
    if (words.empty()) return "..";
    return unit == Unit::percent ? words + " %" : words;
}

letters::Table drawn(const Sources& sources, const Table& table) {
    letters::Table out{.caption = table.title, .columns = {table.lines_are}, .rows = {}};
    for (const Column& column : table.columns) out.columns.push_back(column.label);
    for (const Line& line : table.lines) {
        std::vector<letters::Text> row = {plain(line.label)};
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            row.push_back(plain(cell_words(sources, line.cells[j], table.columns[j].unit)));
        out.rows.push_back(std::move(row));
    }
    return out;
}

void add_advice(const Sources& sources, const SupervisionReport& report, Paper& paper) {
    const auto count = [&](auto fits) { return std::ranges::count_if(report.advice, fits); };
    const auto with_rules = count([](const Advice& one) { return one.action.has_value(); });
    const auto against = count([](const Advice& one) { return one.differs(); });
    const auto passed = count([](const Advice& one) { return one.differs() && one.has_passed; });
    const auto hindsight = count([](const Advice& one) { return one.is_hindsight(); });
    std::map<std::string, int> rules;
    for (const Advice& one : report.advice) {
        if (!one.differs()) continue;
        for (const auto* rule : one.against)
            ++rules[rule->title.in(sources.language) + " (" + rule->id + ")"];
    }
    const auto line = [&](std::string_view key, std::ptrdiff_t number) {
        return plain(sources.say(key, {std::to_string(number)}));
    };
    paper.blocks.push_back(letters::Heading{.level = 2, .text = sources.say("report.supervision.advised")});
    paper.blocks.push_back(letters::List{.items = {line("report.supervision.judged", with_rules),
                                                   line("report.supervision.against", against),
                                                   line("report.supervision.passed", passed),
                                                   line("report.supervision.hindsight", hindsight)}});
    std::vector<letters::Text> items;
    for (const auto& [rule, times] : rules) items.push_back(plain(rule + ": " + std::to_string(times)));
    if (!items.empty()) paper.blocks.push_back(letters::List{.items = std::move(items)});
}

}  // namespace

letters::Paper supervision_paper(const Sources& sources, const SupervisionReport& report) {
    const auto day = [&](calendar::Date date) { return answer::plain_date(date, sources.language); };
    Paper paper{.language = sources.language,
                .title = sources.say("report.supervision.paper", {report.municipality})};
    paper.sender = report.municipality;
    paper.head = {{sources.say("report.book.period"), day(report.span.from) + " - " + day(report.span.to)},
                  {sources.say("report.book.on"), day(report.span.on)}};
    paper.footer = sources.say("report.supervision.footer");
    paper.blocks.push_back(letters::Heading{.level = 2, .text = sources.say("report.supervision.sample")});
    paper.blocks.push_back(letters::Paragraph{plain(
        sources.say("report.supervision.drawn",
                    {std::to_string(report.sample.drawn.size()), std::to_string(report.sample.population),
                     sources.say("report.supervision.of." + std::string(name_of(report.sample.what))),
                     std::to_string(report.sample.seed)}))});
    add_advice(sources, report, paper);
    paper.blocks.push_back(letters::Heading{.level = 2, .text = sources.say("report.supervision.noted")});
    std::vector<letters::Text> notes;
    for (const Noted& note : report.noted)
        notes.push_back(plain(day(note.on) + ": " +
                              sources.say("report.supervision.judgement." + note.judgement) +
                              (note.text.empty() ? "" : ". " + note.text)));
    if (notes.empty())
        paper.blocks.push_back(letters::Paragraph{plain(sources.say("report.supervision.nothing"))});
    else paper.blocks.push_back(letters::List{.items = std::move(notes)});
    paper.blocks.push_back(letters::Heading{.level = 2, .text = sources.say("report.supervision.figures")});
    for (const Table& table : report.tables) {
        paper.blocks.push_back(letters::Paragraph{plain(table.population)});
        paper.blocks.push_back(drawn(sources, table));
        for (const std::string& note : table.notes)
            paper.blocks.push_back(letters::Paragraph{plain(note), letters::Role::source});
    }
    return paper;
}

}  // namespace fjorten::reports
