// An invented person, an invented unit, and the real rulebooks.
#pragma once
#include "letters/case_letters.h"
#include "letters/complaint_letters.h"
#include "support/real_rulebooks.h"

namespace fjorten::letters {

inline calendar::Date on(const char* iso) { return calendar::Date::parse(iso).value(); }

inline LetterHead sample_head(const char* standard = "randers", Language language = Language::da) {
    const rulebook::Library& library = real_rulebooks();
    const calendar::Date day = on("2026-03-02");
    return {.library = library,
            .standard = *library.find(standard)->in_force(day),
            .law = *library.find("law")->in_force(day),
            .language = language,
            .date = day,
            .to = {.name = "Åse Æblegård", .address = {"Prøvevej 1", "9999 Øksby"}},
            .case_number = "27.51.04-P19-7-26",
            .unit = "Rusmiddelcentret",
            .signed_by = "Bo Eksempel"};
}

inline DecisionLetter sample_decision(Decided result) {
    return {.result = result,
            .service = "ambulatory",
            .facts = "Du har talt med os den 16. og den 23. februar 2026.",
            .reasons = "Du har selv sagt, at du helst vil have samtaler.\n\nVi er enige.",
            .not_granted = "Et døgnophold.",
            .scope = "En samtale om ugen i tre måneder",
            .provider = "Kommunens eget center",
            .own_payment = "Ingenting",
            .starts_on = on("2026-03-09"),
            .applied_on = on("2026-02-23"),
            .complaint_to = "Rusmiddelcenter Randers"};
}

inline ComplaintFacts sample_complaint() {
    return {.complained_on = on("2026-02-10"),
            .decided_on = on("2026-01-30"),
            .board = "Ankestyrelsen",
            .sources = {"RSL § 66"}};
}

/// A paper as plain lines, to argue about in a file.
inline std::string as_lines(const Paper& paper) {
    std::string out = paper.sender + "\n";
    for (const std::string& line : paper.to) out += "> " + line + "\n";
    for (const Field& field : paper.head) out += field.label + ": " + field.value + "\n";
    out += "\n# " + paper.title + "\n";
    const auto lines = [&](const std::vector<Text>& all, const std::string& mark) {
        for (const Text& text : all) out += mark + words_of(text) + "\n";
    };
    for (const Block& block : paper.blocks) {
        out += "\n";
        if (const auto* heading = std::get_if<Heading>(&block))
            out += std::string(static_cast<std::size_t>(heading->level), '#') + " " + heading->text + "\n";
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) out += words_of(paragraph->text) + "\n";
        if (const auto* list = std::get_if<List>(&block)) lines(list->items, "- ");
        if (const auto* table = std::get_if<Table>(&block)) {
            out += table->caption + "\n";
            for (const auto& row : table->rows) {
                for (const Text& cell : row) out += "| " + words_of(cell) + " ";
                out += "|\n";
            }
        }
        if (const auto* note = std::get_if<Note>(&block)) {
            out += "! " + note->title + "\n";
            lines(note->paragraphs, "! ");
        }
    }
    return out + "\n-- " + paper.footer + "\n";
}

}  // namespace fjorten::letters
