#include "letters/complaint_letters.h"

#include "compare/rule_figures.h"
#include "letters/letter_writer.h"

namespace fjorten::letters {

namespace {

std::string_view name_of(Reassessed result) {
    if (result == Reassessed::upheld) return "upheld";
    return result == Reassessed::granted ? "granted" : "partly_granted";
}

// How long the citizen has to say that the complaint is maintained: the standard's time, else four weeks with
// the doubt said (law.md C5).
void write_maintaining(LetterWriter& writer, const LetterHead& head) {
    const rulebook::Rule* const own =
        clock_met_by(head.library, head.standard, "complaint_maintained", rulebook::ClockKind::right);
    writer.heading("letters.reassessed.maintain");
    if (own == nullptr) {
        writer.paragraph(writer.say("letters.reassessed.maintain.four_weeks"));
        writer.doubt(writer.say("letters.reassessed.maintain.doubt"));
        return;
    }
    writer.paragraph(writer.say("letters.reassessed.maintain.within",
                                {compare::headline_of(*own, head.library.vocabulary).in(head.language)}));
    writer.rest_on(*own);
}

}  // namespace

Letter complaint_receipt(const LetterHead& head, const ComplaintReceipt& receipt) {
    LetterWriter writer(head);
    const bool has_day = writer.need("received_on", receipt.received_on);
    writer.need("about", receipt.about);
    writer.need("handled_by", receipt.handled_by);
    if (has_day)
        writer.add(Paragraph{
            plain(writer.say("letters.receipt.lead", {writer.day(*receipt.received_on), receipt.about})),
            Role::lead});
    writer.heading("letters.receipt.now");
    writer.paragraph(writer.say("letters.receipt.handled_by", {receipt.handled_by}));
    if (receipt.answer_by)
        writer.paragraph(writer.say("letters.receipt.answer_by", {writer.day(*receipt.answer_by)}));
    writer.paragraph(
        writer.say(receipt.is_decision ? "letters.receipt.decision" : "letters.receipt.not_decision"));
    return writer.finish(writer.say("letters.receipt.title"));
}

Letter reassessment_letter(const LetterHead& head, const ReassessmentLetter& letter) {
    LetterWriter writer(head);
    const std::string result(name_of(letter.result));
    const bool is_upheld = letter.result == Reassessed::upheld;
    const bool has_complaint = writer.need("complained_on", letter.complained_on);
    const bool has_decision = writer.need("decided_on", letter.decided_on);
    writer.need("reasons", letter.reasons);
    if (has_complaint && has_decision)
        writer.paragraph(writer.say("letters.reassessed.matter",
                                    {writer.day(*letter.complained_on), writer.day(*letter.decided_on)}));
    writer.add(Paragraph{plain(writer.say("letters.reassessed." + result)), Role::lead});
    if (!is_upheld && writer.need("changed", letter.changed))
        writer.section("letters.reassessed.changed", letter.changed);
    if (letter.result == Reassessed::partly_granted && writer.need("not_changed", letter.not_changed))
        writer.section("letters.reassessed.not_changed", letter.not_changed);
    writer.section("letters.decision.reasons", letter.reasons);
    writer.heading("letters.decision.law");
    writer.paragraph(basis_words(letter.basis, head.language));
    if (is_upheld) {
        writer.heading("letters.reassessed.forwarded");
        const bool has_board = writer.need("board", letter.board);
        if (writer.need("forwarded_on", letter.forwarded_on) && has_board)
            writer.paragraph(writer.say("letters.reassessed.forwarded_to",
                                        {letter.board, writer.day(*letter.forwarded_on)}));
        writer.paragraph(writer.say("letters.reassessed.forwarded_then"));
    }
    if (letter.result == Reassessed::partly_granted) write_maintaining(writer, head);
    return writer.finish(writer.say("letters.reassessed.title." + result));
}

Letter forwarding_letter(const LetterHead& head, const ForwardingLetter& letter) {
    LetterWriter writer(head);
    writer.need("citizen", letter.citizen);
    writer.need("decision", letter.decision);
    writer.need("reasons", letter.reasons);
    const bool has_days = static_cast<int>(writer.need("decided_on", letter.decided_on)) +
                              static_cast<int>(writer.need("complained_on", letter.complained_on)) +
                              static_cast<int>(writer.need("reassessed_on", letter.reassessed_on)) ==
                          3;
    writer.add(Paragraph{plain(writer.say("letters.forward.lead", {letter.citizen})), Role::lead});
    if (has_days) {
        writer.add(
            List{{plain(writer.say("letters.forward.decided", {writer.day(*letter.decided_on)})),
                  plain(writer.say("letters.forward.complained", {writer.day(*letter.complained_on)})),
                  plain(writer.say("letters.forward.reassessed", {writer.day(*letter.reassessed_on)}))}});
    }
    writer.section("letters.forward.decision", letter.decision);
    writer.section("letters.forward.reasons", letter.reasons);
    if (writer.need("enclosures", letter.enclosures.empty() ? "" : letter.enclosures.front())) {
        writer.heading("letters.forward.enclosures");
        List list{{}, Marks::numbers};
        for (const std::string& one : letter.enclosures) list.items.push_back(plain(one));
        writer.add(std::move(list));
    }
    return writer.finish(writer.say("letters.forward.title"));
}

}  // namespace fjorten::letters
