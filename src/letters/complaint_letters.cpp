#include "letters/complaint_letters.h"

#include "compare/rule_figures.h"
#include "letters/letter_writer.h"

namespace fjorten::letters {

namespace {

std::string_view name_of(Reassessed result) {
    if (result == Reassessed::upheld) return "upheld";
    return result == Reassessed::granted ? "granted" : "partly_granted";
}

void open(LetterWriter& writer, const ComplaintFacts& facts) {
    const std::string complained = writer.day(facts.complained_on);
    writer.lead(facts.decided_on ? writer.say("letters.complained.about_decision",
                                              {complained, writer.day(*facts.decided_on)})
                                 : writer.say("letters.complained.about", {complained}));
}

void write_sources(LetterWriter& writer, const std::vector<std::string>& sources) {
    std::string words;
    for (const std::string& source : sources) words += (words.empty() ? "" : " · ") + source;
    if (!words.empty()) writer.add(Paragraph{plain(writer.say("letters.sources", {words})), Role::source});
}

// How long the citizen has to say that the complaint is maintained: the standard's time, else four weeks with
// the doubt said (law.md C5).
void write_maintaining(LetterWriter& writer, const LetterHead& head, const std::string& board) {
    const rulebook::Rule* const own =
        clock_met_by(head.library, head.standard, "complaint_maintained", rulebook::ClockKind::right);
    writer.heading("letters.reassessed.maintain");
    if (own == nullptr) {
        writer.paragraph(writer.say("letters.reassessed.maintain.four_weeks", {board}));
        writer.doubt(writer.say("letters.reassessed.maintain.doubt"));
        return;
    }
    writer.paragraph(
        writer.say("letters.reassessed.maintain.within",
                   {compare::headline_of(*own, head.library.vocabulary).in(head.language), board}));
    writer.rest_on(*own);
}

void write_forwarding(LetterWriter& writer, const ComplaintFacts& facts) {
    writer.need("board", facts.board);
    writer.paragraph(facts.forward_by ? writer.say("letters.reassessed.forward_by",
                                                   {facts.board, writer.day(*facts.forward_by)})
                                      : writer.say("letters.reassessed.forward", {facts.board}));
    if (facts.missed)
        writer.paragraph(writer.say("letters.reassessed.late", {writer.day(*facts.missed), facts.board}));
    writer.paragraph(writer.say("letters.reassessed.holds"));
}

}  // namespace

Letter reassessment_letter(const LetterHead& head, const ComplaintFacts& facts, Reassessed result,
                           const std::string& reasons) {
    LetterWriter writer(head);
    const std::string key = "letters.reassessed." + std::string(name_of(result));
    open(writer, facts);
    writer.paragraph(writer.say(key));
    writer.need("reasons", reasons);
    writer.section("letters.reasons", reasons);
    writer.heading("letters.next");
    if (result == Reassessed::upheld) write_forwarding(writer, facts);
    else writer.paragraph(writer.say("letters.reassessed.new_decision"));
    if (result == Reassessed::partly_granted) write_maintaining(writer, head, facts.board);
    write_sources(writer, facts.sources);
    return writer.finish(writer.say("letters.reassessed.title." + std::string(name_of(result))));
}

Letter forwarding_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& person,
                         const std::string& remarks) {
    LetterWriter writer(head);
    writer.need("citizen", person);
    writer.need("remarks", remarks);
    const std::string complained = writer.day(facts.complained_on);
    writer.lead(facts.decided_on
                    ? writer.say("letters.forward.lead", {person, complained, writer.day(*facts.decided_on)})
                    : writer.say("letters.forward.lead.undated", {person, complained}));
    if (facts.missed) writer.paragraph(writer.say("letters.forward.late", {writer.day(*facts.missed)}));
    writer.section("letters.forward.remarks", remarks);
    writer.heading("letters.forward.enclosed");
    writer.paragraph(writer.say("letters.forward.file"));
    write_sources(writer, facts.sources);
    return writer.finish(writer.say("letters.forward.title"));
}

Letter answer_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& passed_to,
                     const std::string& text) {
    LetterWriter writer(head);
    open(writer, facts);
    if (passed_to.empty()) writer.need("text", text);
    else writer.paragraph(writer.say("letters.passed_on.text", {passed_to}));
    writer.written(text);
    write_sources(writer, facts.sources);
    return writer.finish(writer.say(passed_to.empty() ? "letters.answer" : "letters.passed_on"));
}

Letter file_access_letter(const LetterHead& head, calendar::Date asked_on, std::size_t documents,
                          const std::vector<GivenUp>& withheld, const std::vector<std::string>& complain,
                          const std::string& remarks) {
    LetterWriter writer(head);
    writer.lead(writer.say("letters.file_access.lead", {writer.day(asked_on)}));
    writer.paragraph(writer.say("letters.file_access.given", {std::to_string(documents)}));
    writer.written(remarks);
    if (!withheld.empty()) {
        writer.heading("letters.file_access.withheld");
        Table table{.caption = writer.say("letters.file_access.withheld.caption"),
                    .columns = {writer.say("copy.what"), writer.say("letters.reasons")},
                    .rows = {}};
        for (const GivenUp& one : withheld) table.rows.push_back({plain(one.what), plain(one.reason)});
        writer.add(std::move(table));
    }
    writer.heading("letters.file_access.complain");
    for (const std::string& way : complain) writer.paragraph(way);
    return writer.finish(writer.say("letters.file_access"));
}

}  // namespace fjorten::letters
