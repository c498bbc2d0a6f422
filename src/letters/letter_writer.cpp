#include "letters/letter_writer.h"

#include <algorithm>
#include <array>

#include "answer/doubt_words.h"
#include "answer/figures.h"
#include "answer/source_words.h"
#include "answer/words.h"
#include "compare/rule_figures.h"

namespace fjorten::letters {

namespace {

using rulebook::ClockKind;
using rulebook::Rule;

constexpr std::array basis_names = {std::pair{LegalBasis::social_services_101, "sel_101"},
                                    std::pair{LegalBasis::social_services_101a, "sel_101a"},
                                    std::pair{LegalBasis::children_33, "bl_33"},
                                    std::pair{LegalBasis::social_services_107, "sel_107"},
                                    std::pair{LegalBasis::health_141, "sul_141"},
                                    std::pair{LegalBasis::health_142, "sul_142"}};

bool is_health(LegalBasis basis) {
    return basis == LegalBasis::health_141 || basis == LegalBasis::health_142;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

}  // namespace

bool gives_guidance(LegalBasis basis) { return basis != LegalBasis::social_services_101a; }

std::string basis_words(LegalBasis basis, Language language) {
    const auto found = std::ranges::find(basis_names, basis, &std::pair<LegalBasis, const char*>::first);
    return message(language, std::string("letters.basis.") + found->second);
}

LegalBasis basis_of(std::string_view service, int age, calendar::Date on) {
    if (service == "anonymous") return LegalBasis::social_services_101a;
    if (service == "alcohol") return LegalBasis::health_141;
    if (service == "substitution") return LegalBasis::health_142;
    const bool has_childrens_act = on.year() >= 2024;
    return age < 18 && has_childrens_act ? LegalBasis::children_33 : LegalBasis::social_services_101;
}

const Rule* clock_met_by(const rulebook::Library& library, const rulebook::Edition& edition,
                         std::string_view met_by, ClockKind kind) {
    const auto event = library.vocabulary.find_event(met_by);
    const auto fits = [&](const Rule& rule) {
        return rule.clock && rule.clock->kind == kind && event &&
               std::ranges::find(rule.clock->met_by, *event, &rulebook::Pattern::event) !=
                   rule.clock->met_by.end();
    };
    const auto found = std::ranges::find_if(edition.rules, fits);
    return found == edition.rules.end() ? nullptr : &*found;
}

LetterWriter::LetterWriter(const LetterHead& head) : head_(head) {
    paper_.language = head.language;
    const std::string municipality = say("letters.municipality", {head.standard.name.in(head.language)});
    paper_.sender = head.unit.empty() ? municipality : municipality + " · " + head.unit;
    paper_.footer = paper_.sender;
    need("to.name", head.to.name);
    need("signed_by", head.signed_by);
    paper_.to.push_back(head.to.name);
    if (head.to.protection == Protection::none)
        paper_.to.insert(paper_.to.end(), head.to.address.begin(), head.to.address.end());
    paper_.head.push_back({say("letters.head.date"), day(head.date)});
    if (!head.case_number.empty()) paper_.head.push_back({say("letters.head.case_number"), head.case_number});
    for (const Rule* const rule : head.rests_on) rest_on(*rule);
}

std::string LetterWriter::day(calendar::Date date) const { return answer::plain_date(date, head_.language); }

std::string LetterWriter::service(const std::string& name) const {
    const auto& services = head_.library.vocabulary.services;
    const auto found = std::ranges::find(services, name, &rulebook::Named::name);
    return found == services.end() ? name : found->label.in(head_.language);
}

bool LetterWriter::need(const std::string& field, const std::string& text) {
    if (!is_blank(text)) return true;
    const std::string own = "letters.missing." + field;
    missing_.push_back(
        {field, has_message(head_.language, own) ? say(own) : say("letters.missing.other", {field})});
    return false;
}

bool LetterWriter::need(const std::string& field, const std::optional<calendar::Date>& date) {
    return need(field, date ? date->iso() : std::string());
}

void LetterWriter::heading(std::string_view key) { add(Heading{2, say(key), {}}); }

void LetterWriter::paragraph(std::string text) {
    if (!text.empty()) add(Paragraph{plain(std::move(text))});
}

void LetterWriter::section(std::string_view heading_key, const std::string& typed) {
    if (is_blank(typed)) return;
    heading(heading_key);
    written(typed);
}

void LetterWriter::written(std::string typed) {
    std::erase(typed, '\r');  // browsers send both
    std::string_view rest = typed;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\n\n");
        const std::string part(rest.substr(0, end));
        if (!is_blank(part)) paragraph(part);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
    }
}

void LetterWriter::rest_on(const Rule& rule) {
    const bool is_of_law = head_.law.find(rule.name) == &rule;
    const auto words = answer::doubt_words(rule, is_of_law ? head_.law : head_.standard, head_.language);
    if (!words) return;
    std::string line = rule.title.in(head_.language) + ": " + answer::without_row_numbers(words->doubt);
    if (!words->settled.empty()) line += " " + words->settled;
    if (std::ranges::find(doubts_, line) == doubts_.end()) doubts_.push_back(line);
}

// What nobody has confirmed is not printed: the letter then says how to find it.
void LetterWriter::write_way_to(const std::optional<Contact>& contact) {
    if (contact && contact->confirmed_on) write_contact(*contact);
    else paragraph(say("letters.complaint.find"));
}

void LetterWriter::write_contact(const Contact& contact) {
    std::string words = contact.name;
    for (const std::string& line : contact.lines) words += "\n" + line;
    if (!contact.phone.empty()) words += "\n" + say("letters.phone", {contact.phone});
    if (!contact.mail.empty()) words += "\n" + contact.mail;
    paragraph(words);
}

void LetterWriter::write_social_guidance(const std::string& complaint_to,
                                         const std::optional<Contact>& contact) {
    const Rule* const window = clock_met_by(head_.library, head_.law, "complaint_received", ClockKind::right);
    const Rule* const forward =
        clock_met_by(head_.library, head_.law, "complaint_forwarded", ClockKind::duty);
    need("complaint_time", window == nullptr ? std::string() : window->name);
    need("forward_time", forward == nullptr ? std::string() : forward->name);
    if (!need("complaint_to", complaint_to) || window == nullptr || forward == nullptr) return;
    const auto period = [&](const Rule& rule) {
        return compare::headline_of(rule, head_.library.vocabulary).in(head_.language);
    };
    paragraph(say("letters.complaint.may", {period(*window)}));
    if (window->clock->roll_to_working_day) paragraph(say("letters.complaint.rolls"));
    paragraph(say("letters.complaint.where", {complaint_to}));
    write_way_to(contact);
    paragraph(say("letters.complaint.again", {period(*forward)}));
    rest_on(*window);
    rest_on(*forward);
    const Rule* const own =
        clock_met_by(head_.library, head_.standard, "complaint_received", ClockKind::right);
    if (own == nullptr) return;
    rest_on(*own);
    const auto& law_says = *window->clock;
    const bool is_same = own->clock->within == law_says.within &&
                         own->clock->roll_to_working_day == law_says.roll_to_working_day &&
                         own->clock->starts.events.front().event == law_says.starts.events.front().event;
    if (!is_same) doubt(say("letters.complaint.local_differs", {period(*own)}));
}

void LetterWriter::complaint_guidance(LegalBasis basis, const std::string& complaint_to,
                                      const std::optional<Contact>& contact) {
    heading("letters.complaint");
    if (basis == LegalBasis::social_services_101a) return paragraph(say("letters.complaint.none"));
    if (!is_health(basis)) return write_social_guidance(complaint_to, contact);
    paragraph(say("letters.complaint.patient"));
    write_way_to(contact);
    doubt(say("letters.complaint.patient_time"));
}

Letter LetterWriter::finish(std::string title) {
    if (!missing_.empty()) return std::unexpected(std::move(missing_));
    paper_.title = std::move(title);
    if (!doubts_.empty()) {
        Note note{Tone::doubt, say("letters.doubts"), {}};
        for (const std::string& one : doubts_) note.paragraphs.push_back(plain(one));
        add(std::move(note));
    }
    if (head_.own_contact.confirmed_on) {
        paragraph(say("letters.questions"));
        write_contact(head_.own_contact);
    } else {
        paragraph(say("letters.questions.find"));
    }
    paragraph(say("letters.greeting") + "\n" + head_.signed_by + (head_.unit.empty() ? "" : "\n") +
              head_.unit);
    return std::move(paper_);
}

}  // namespace fjorten::letters
