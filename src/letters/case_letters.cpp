#include "letters/case_letters.h"

#include <algorithm>

#include "letters/letter_writer.h"

namespace fjorten::letters {

namespace {

using rulebook::Rule;

std::string_view name_of(Decided result) {
    if (result == Decided::granted) return "granted";
    return result == Decided::refused ? "refused" : "partly_granted";
}

void write_granted(LetterWriter& writer, const DecisionLetter& decision) {
    writer.need("scope", decision.scope);
    writer.need("provider", decision.provider);
    writer.need("payment", decision.own_payment);
    writer.heading("letters.decision.what");
    List facts;
    const auto fact = [&](std::string_view key, const std::string& value) {
        facts.items.push_back(
            {{.text = writer.say(key) + ": ", .emphasis = Emphasis::strong}, {.text = value}});
    };
    fact("letters.decision.service", writer.service(decision.service));
    fact("letters.decision.scope", decision.scope);
    fact("letters.decision.provider", decision.provider);
    if (decision.starts_on) fact("letters.decision.starts", writer.day(*decision.starts_on));
    fact("letters.decision.payment", decision.own_payment);
    writer.add(std::move(facts));
}

void write_contents(LetterWriter& writer, const LetterHead& head, const DecisionLetter& decision) {
    for (const auto& item : decision_contents(head)) {
        const auto given = decision.contents.find(item.id);
        if (given == decision.contents.end() || given->second.empty()) {
            writer.need("contents." + item.id, std::string());
            continue;
        }
        writer.add(Heading{3, item.label.in(head.language), {}});
        writer.paragraph(given->second);
    }
}

void write_notices(LetterWriter& writer, const LetterHead& head, const DecisionLetter& decision) {
    if (decision.notices.empty()) return;
    writer.heading("letters.notices");
    for (const Rule* const notice : decision.notices) {
        writer.add(Paragraph{{{.text = notice->title.in(head.language) + ". ", .emphasis = Emphasis::strong},
                              {.text = notice->text.in(head.language)}}});
        writer.rest_on(*notice);
    }
}

}  // namespace

std::vector<rulebook::Checklist::Item> decision_contents(const LetterHead& head) {
    std::vector<rulebook::Checklist::Item> items;
    for (const rulebook::Edition* const edition : {&head.law, &head.standard}) {
        for (const Rule& rule : edition->rules) {
            if (rule.when || !rule.checklist || rule.checklist->step != "decision_made") continue;
            for (const auto& item : rule.checklist->items) {
                if (std::ranges::find(items, item.id, &rulebook::Checklist::Item::id) == items.end())
                    items.push_back(item);
            }
        }
    }
    return items;
}

std::vector<const Rule*> decision_notices(const LetterHead& head) {
    const auto sent = head.library.vocabulary.find_event("decision_sent");
    std::vector<const Rule*> notices;
    // Those of the law say what we must do, which is no news to the citizen; how to complain is said apart.
    for (const Rule& rule : head.standard.rules) {
        const bool goes_along = rule.notice && rule.notice->at && sent && *rule.notice->at == *sent &&
                                rule.notice->to == "citizen" && !rule.notice->about.starts_with("complaint");
        if (goes_along && !rule.when) notices.push_back(&rule);
    }
    return notices;
}

Letter decision_letter(const LetterHead& head, const DecisionLetter& decision) {
    LetterWriter writer(head);
    writer.need("service", decision.service);
    const std::string service = writer.service(decision.service);
    const std::string result(name_of(decision.result));
    const bool is_granted = decision.result == Decided::granted;
    if (decision.applied_on)
        writer.paragraph(writer.say("letters.decision.applied", {writer.day(*decision.applied_on)}));
    writer.add(Paragraph{plain(writer.say("letters.decision." + result, {service})), Role::lead});
    if (!decision.applied_for.empty())
        writer.paragraph(writer.say("letters.decision.applied_for", {decision.applied_for}));
    if (decision.result != Decided::refused) write_granted(writer, decision);
    if (decision.result == Decided::partly_granted && writer.need("not_granted", decision.not_granted))
        writer.section("letters.decision.not_granted", decision.not_granted);
    if (!is_granted) {
        writer.need("facts", decision.facts);
        writer.need("reasons", decision.reasons);
    }
    writer.section("letters.decision.facts", decision.facts);
    writer.section("letters.decision.hearing", decision.hearing_answer);
    writer.section("letters.decision.reasons", decision.reasons);
    write_contents(writer, head, decision);
    writer.heading("letters.decision.law");
    writer.paragraph(basis_words(decision.basis, head.language));
    write_notices(writer, head, decision);
    writer.complaint_guidance(decision.basis, decision.complaint_to, decision.complaint_contact);
    return writer.finish(writer.say("letters.decision.title." + result, {service}));
}

Letter hearing_letter(const LetterHead& head, const HearingLetter& hearing) {
    LetterWriter writer(head);
    writer.need("about", hearing.about);
    writer.need("facts", hearing.facts);
    writer.need("leads_to", hearing.leads_to);
    const bool has_day = writer.need("reply_by", hearing.reply_by);
    writer.add(Paragraph{plain(writer.say("letters.hearing.lead")), Role::lead});
    writer.section("letters.hearing.about", hearing.about);
    writer.section("letters.hearing.facts", hearing.facts);
    writer.section("letters.hearing.leads_to", hearing.leads_to);
    writer.heading("letters.hearing.reply");
    if (has_day) writer.paragraph(writer.say("letters.hearing.reply_by", {writer.day(*hearing.reply_by)}));
    writer.paragraph(writer.say("letters.hearing.law"));
    return writer.finish(writer.say("letters.hearing.title"));
}

Letter own_payment_letter(const LetterHead& head, const OwnPaymentLetter& payment) {
    LetterWriter writer(head);
    writer.need("amount", payment.amount);
    writer.need("pays_for", payment.pays_for);
    writer.need("reasons", payment.reasons);
    const bool has_day = writer.need("from", payment.from);
    if (has_day)
        writer.add(
            Paragraph{plain(writer.say("letters.payment.lead", {payment.amount, writer.day(*payment.from)})),
                      Role::lead});
    writer.section("letters.payment.pays_for", payment.pays_for);
    writer.paragraph(writer.say("letters.payment.treatment_free"));
    if (!payment.calculation.empty()) {
        Table table{writer.say("letters.payment.calculation"),
                    {writer.say("letters.payment.what"), writer.say("letters.payment.amount")},
                    {}};
        for (const PaymentLine& line : payment.calculation)
            table.rows.push_back({plain(line.what), plain(line.amount)});
        writer.add(std::move(table));
    }
    writer.section("letters.decision.reasons", payment.reasons);
    writer.heading("letters.decision.law");
    writer.paragraph(basis_words(LegalBasis::social_services_107, head.language));
    writer.complaint_guidance(LegalBasis::social_services_107, payment.complaint_to,
                              payment.complaint_contact);
    return writer.finish(writer.say("letters.payment.title"));
}

Letter overrun_letter(const LetterHead& head, const OverrunLetter& overrun) {
    LetterWriter writer(head);
    writer.need("reasons", overrun.reasons);
    const bool has_asked = writer.need("asked_on", overrun.asked_on);
    const bool has_due = writer.need("due", overrun.due);
    if (has_asked && has_due)
        writer.add(Paragraph{plain(writer.say("letters.overrun.lead",
                                              {writer.day(*overrun.asked_on), writer.day(*overrun.due)})),
                             Role::lead});
    writer.section("letters.overrun.reasons", overrun.reasons);
    writer.heading("letters.overrun.now");
    writer.paragraph(overrun.expected_on
                         ? writer.say("letters.overrun.expected", {writer.day(*overrun.expected_on)})
                         : writer.say("letters.overrun.unknown"));
    writer.paragraph(writer.say("letters.overrun.choice"));
    return writer.finish(writer.say("letters.overrun.title"));
}

Letter delay_letter(const LetterHead& head, const DelayLetter& delay) {
    LetterWriter writer(head);
    const std::string what = delay.what == Delayed::file_access ? "file_access" : "case_handling";
    writer.need("reasons", delay.reasons);
    const bool has_due = writer.need("due", delay.due);
    const bool has_expected = writer.need("expected_on", delay.expected_on);
    if (has_due && has_expected)
        writer.add(Paragraph{plain(writer.say("letters.delay." + what,
                                              {writer.day(*delay.due), writer.day(*delay.expected_on)})),
                             Role::lead});
    writer.section("letters.overrun.reasons", delay.reasons);
    return writer.finish(writer.say("letters.delay.title"));
}

}  // namespace fjorten::letters
