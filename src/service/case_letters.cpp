#include "service/case_letters.h"

#include <algorithm>
#include <array>
#include <sstream>

#include <fmt/format.h>

#include "answer/words.h"
#include "letters/case_letters.h"
#include "letters/paper_json.h"
#include "service/assessment.h"
#include "service/complaint_course.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/register.h"
#include "service/request_mark.h"
#include "service/routes.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

struct Kind {
    LetterKind kind;
    std::string_view name, sheet;
    std::string_view about;  // the event that the letter is about
    std::string_view sent;   // the event that says it was sent; empty = `about` itself
};
constexpr std::array kinds = {
    Kind{LetterKind::decision, "decision", sheet_type::decision, "decision_made", "decision_sent"},
    Kind{LetterKind::hearing, "hearing", sheet_type::hearing, "party_hearing_sent", ""},
    Kind{LetterKind::payment, "payment", sheet_type::payment, "own_payment_decided", "own_payment_told"}};

const Kind& kind_of(LetterKind kind) { return *std::ranges::find(kinds, kind, &Kind::kind); }

constexpr std::array<std::string_view, 3> channels = {"digital_post", "letter", "hand"};

/// Texts of the sheet, what was filled in for this letter over them.
class Texts {
  public:
    Texts(const TimeLineEntry* sheet, const LetterOrder& order) : sheet_(sheet), order_(order) {}

    /// `field`: as it is called in the letter, `in_sheet`: and in the sheet.
    std::string operator()(const std::string& field, std::string_view in_sheet) const {
        const std::string filled = filled_in(field);
        return filled.empty() && sheet_ != nullptr ? std::string(sheet_->sheet->value(in_sheet)) : filled;
    }
    std::string operator()(const std::string& field) const { return (*this)(field, field); }
    std::string filled_in(const std::string& field) const {
        const auto found = order_.texts.find(field);
        return found == order_.texts.end() ? std::string{} : found->second;
    }
    std::optional<calendar::Date> day(const std::string& field) const {
        const auto date = calendar::Date::parse((*this)(field));
        return date ? std::optional(*date) : std::nullopt;
    }

  private:
    const TimeLineEntry* sheet_;
    const LetterOrder& order_;
};

const Contact* contact_of_municipality(const LetterGround& ground, calendar::Date day) {
    const auto found = std::ranges::find_if(ground.contacts, [&](const Contact& contact) {
        return contact.kind == "municipality" && contact.validity.holds_on(day);
    });
    return found == ground.contacts.end() ? nullptr : &*found;
}

std::vector<std::string> address_lines(const std::string& address) {
    std::vector<std::string> lines;
    std::istringstream text(address);
    for (std::string line; std::getline(text, line);) {
        std::erase(line, '\r');
        if (!is_blank(line)) lines.push_back(std::move(line));
    }
    return lines;
}

/// As letters print it, or why not.
letters::Contact printed(const Contact* contact, const std::string& called, calendar::Date day,
                         std::vector<NotPrinted>& not_printed) {
    if (contact == nullptr) {
        not_printed.push_back({called, std::nullopt});
        return {.name = called};
    }
    const auto address = address_for_letter(*contact, day);
    if (!address) {
        not_printed.push_back({contact->name, address.error()});
        return {.name = contact->name};
    }
    return {.name = address->name(),
            .lines = address->lines(),
            .phone = contact->telephone,
            .mail = contact->email,
            .confirmed_on = contact->confirmed->on};
}

/// One letter on its way.
class LetterOfCase {
  public:
    LetterOfCase(const CaseView& view, const LetterGround& ground, const LetterOrder& order,
                 const TimeLineEntry& about)
        : view_(view),
          ground_(ground),
          order_(order),
          about_(about),
          sheet_(sheet_behind(view.entries, about, kind_of(order.kind).sheet)),
          texts_(sheet_, order),
          head_(letter_head(view, ground, order, texts_("unit", "authority"), not_printed_)) {}

    CaseLetter letter() {
        CaseLetter written{.about = &about_, .letter = write(), .not_printed = {}};
        written.gives_guidance = gives_guidance_;
        written.not_printed = std::move(not_printed_);
        return written;
    }

  private:
    std::string told(std::string_view field) const {
        return told_text(about_, ground_.library.vocabulary, field);
    }
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(order_.language, key, args);
    }

    letters::Letter write() {
        switch (order_.kind) {
            case LetterKind::hearing:
                return letters::hearing_letter(head_, {.about = texts_("about"),
                                                       .facts = texts_("facts"),
                                                       .leads_to = texts_("leads_to"),
                                                       .reply_by = reply_by()});
            case LetterKind::payment: return payment();
            case LetterKind::decision: break;
        }
        return decision();
    }

    std::optional<calendar::Date> reply_by() const {
        if (const auto day = texts_.day("reply_by")) return day;
        const auto index = ground_.library.vocabulary.events[about_.event->type].field_index("reply_by");
        const auto* day = index ? about_.event->fields[*index].get<calendar::Date>() : nullptr;
        return day == nullptr ? std::nullopt : std::optional(*day);
    }

    /// Where complaints about it go: the municipality's own name for it comes before the law's.
    const rulebook::Rule* complain(std::string_view about, std::string& to,
                                   std::optional<letters::Contact>& contact) {
        const ComplaintWays ways = ways_of_complaint(view_.evaluation, ground_.filing, about);
        const auto& routes = about == "health" && !ways.appeal.empty() ? ways.appeal : ways.first;
        for (auto route = routes.rbegin(); route != routes.rend(); ++route) {
            if (route->way == nullptr) continue;
            to = route->way->label.in(order_.language);
            contact = printed(contact_for(ground_.contacts, route->way->to, order_.day), to, order_.day,
                              not_printed_);
            return route->rule;
        }
        to = texts_.filled_in("complaint_to");
        return nullptr;
    }

    void rest_on_offer(const std::string& service) {
        for (const auto& offer : view_.evaluation.offers) {
            if (offer.rule->offer->service == service && offer.eligible != false)
                head_.rests_on.push_back(offer.rule);
        }
    }

    std::string provider() const {
        const std::string said = texts_("provider");
        if (!said.empty()) return said;
        const auto* chosen = standing_event(view_.entries, ground_.library.vocabulary, "provider_chosen");
        return chosen == nullptr ? said : told_text(*chosen, ground_.library.vocabulary, "provider");
    }

    std::string scope() const {
        const std::string said = texts_("scope");
        const auto until = texts_.day("until");
        if (!until) return said;
        return (said.empty() ? "" : said + ". ") +
               say("letters.decision.until", {answer::plain_date(*until, order_.language)});
    }

    // What was weighed where the standard leaves it to a person, and why it was departed from, are reasons.
    std::string reasons() const {
        std::string all = texts_("reasons");
        for (const char* more : {"discretion", "departure"}) {
            const std::string text = texts_(more);
            if (!text.empty()) all += (all.empty() ? "" : "\n\n") + text;
        }
        return all;
    }

    letters::LegalBasis basis(const std::string& service) const {
        if (view_.file.anonymous) return letters::LegalBasis::social_services_101a;
        const auto& person = view_.file.person;
        const calendar::Date on = about_.occurred_on;
        static constexpr int adult_age = 18;
        const int age = person.born             ? calendar::age_on(*person.born, on)
                        : person.adult == false ? adult_age - 1
                                                : adult_age;
        return letters::basis_of(service, age, on);
    }

    // The day of the first contact of this request that says what the citizen wants.
    std::optional<calendar::Date> applied_on() const {
        const auto& vocabulary = ground_.library.vocabulary;
        const std::int64_t first = first_of_request(view_.entries, vocabulary);
        for (const auto& entry : view_.entries) {
            const bool stands =
                entry.event && entry.corrected_by == 0 && !entry.is_struck && entry.version >= first;
            if (!stands) continue;
            const auto& kind = vocabulary.events[entry.event->type];
            if (kind.name != "contact_received" && kind.name != "application_received") continue;
            const auto index = kind.field_index("own_wish");
            const auto* own = index ? entry.event->fields[*index].get<bool>() : nullptr;
            if (own == nullptr || *own) return entry.occurred_on;
        }
        return std::nullopt;
    }

    letters::Letter decision() {
        letters::DecisionLetter letter;
        const std::string result = told("result");
        letter.result = result == "refused"          ? letters::Decided::refused
                        : result == "partly_granted" ? letters::Decided::partly_granted
                                                     : letters::Decided::granted;
        letter.service = told("service");
        if (letter.service.empty()) letter.service = texts_("service");
        letter.basis = basis(letter.service);
        letter.facts = texts_("facts");
        letter.reasons = reasons();
        letter.hearing_answer = texts_("hearing");
        letter.not_granted = texts_("not_granted");
        letter.scope = scope();
        letter.provider = provider();
        letter.own_payment = texts_("payment", "citizen_pays");
        letter.starts_on = texts_.day("from");
        letter.applied_on = applied_on();
        gives_guidance_ = letters::gives_guidance(letter.basis);
        const bool is_health = letter.basis == letters::LegalBasis::health_141 ||
                               letter.basis == letters::LegalBasis::health_142;
        rest_on_offer(letter.service);
        if (gives_guidance_) {
            if (const auto* rule = complain(is_health ? "health" : "decision", letter.complaint_to,
                                            letter.complaint_contact))
                head_.rests_on.push_back(rule);
        }
        for (const auto& item : letters::decision_contents(head_)) {
            const std::string name = "contents." + item.id;
            letter.contents[item.id] = texts_(name, "content." + item.id);
        }
        letter.notices = letters::decision_notices(head_);
        return letters::decision_letter(head_, letter);
    }

    letters::Letter payment() {
        letters::OwnPaymentLetter letter;
        letter.amount = say("letters.payment.kroner", {danish_amount(told("amount"))});
        letter.pays_for = texts_("pays_for");
        letter.from = texts_.day("from");
        letter.reasons = texts_("reasons");
        gives_guidance_ = true;
        if (sheet_ != nullptr) add_calculation(*sheet_->sheet, letter);
        if (const auto* rule = complain("decision", letter.complaint_to, letter.complaint_contact))
            head_.rests_on.push_back(rule);
        return letters::own_payment_letter(head_, letter);
    }

    void add_calculation(const Sheet& sheet, letters::OwnPaymentLetter& letter) const {
        const auto line = [&](std::string_view name, const std::string& amount) {
            letter.calculation.push_back({say("letters.payment." + std::string(name)),
                                          say("letters.payment.kr", {danish_amount(amount)})});
        };
        for (const std::string_view name : {"income", "housing", "debt", "fixed_expenses"}) {
            if (!sheet.value(name).empty()) line(name, std::string(sheet.value(name)));
        }
        if (const auto left = disposable_oere(sheet)) line("disposable", amount_text(*left));
        if (!sheet.value("provider_costs").empty())
            line("provider_costs", std::string(sheet.value("provider_costs")));
    }

    const CaseView& view_;
    const LetterGround& ground_;
    const LetterOrder& order_;
    const TimeLineEntry& about_;
    const TimeLineEntry* sheet_;
    Texts texts_;
    std::vector<NotPrinted> not_printed_;
    letters::LetterHead head_;
    bool gives_guidance_ = false;
};

Document event_of(const SendLetter& command, const CaseLetter& letter) {
    const auto& kind = kind_of(command.order.kind);
    std::string text = fmt::format(R"({{"on":{},"event":{},"re":{})", json_text(command.order.day.iso()),
                                   json_text(kind.sent), json_text(letter.about->id));
    if (command.order.kind == LetterKind::decision)
        text += fmt::format(R"(,"channel":{},"guidance":{})", json_text(command.channel),
                            letter.gives_guidance ? "true" : "false");
    return read_document(text + "}", "event.json").value_or(Document{});
}

}  // namespace

std::string_view name_of(LetterKind kind) { return kind_of(kind).name; }

std::optional<LetterKind> letter_kind_from(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

std::string told_text(const TimeLineEntry& entry, const rulebook::Vocabulary& vocabulary,
                      std::string_view field) {
    if (!entry.event) return {};
    const auto index = vocabulary.events[entry.event->type].field_index(field);
    if (!index || *index >= entry.event->fields.size()) return {};
    const auto& value = entry.event->fields[*index];
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* number = value.get<feel::Decimal>()) return number->text();
    return {};
}

LetterGround letter_ground(const RecordDesk& desk, const Who& who) {
    LetterGround ground{.library = desk.library(), .filing = desk.filing(), .contacts = {}};
    if (auto kept = Register<Contact>(desk).all(who)) {
        for (auto& one : *kept) ground.contacts.push_back(std::move(one.form));
    }
    return ground;
}

letters::LetterHead letter_head(const CaseView& view, const LetterGround& ground, const LetterOrder& order,
                                std::string unit, std::vector<NotPrinted>& not_printed) {
    if (unit.empty()) unit = view.unit;
    const auto* decides = route_of(view.evaluation, Task::decision);
    const Contact* own = nullptr;
    if (decides != nullptr && decides->way != nullptr)
        own = contact_for(ground.contacts, decides->way->to, order.day);
    if (own == nullptr) own = contact_of_municipality(ground, order.day);
    const std::string municipality = view.evaluation.standard->name.in(order.language);
    letters::LetterHead head{
        .library = ground.library,
        .standard = *view.evaluation.standard,
        .law = *view.evaluation.law,
        .language = order.language,
        .date = order.day,
        .to = {.name = view.person.name},
        .case_number = view.number,
        .unit = unit,
        .signed_by = order.signed_by,
        .own_contact = printed(own, unit.empty() ? municipality : unit, order.day, not_printed)};
    if (view.person.is_protected) head.to.protection = letters::Protection::address;
    else head.to.address = address_lines(view.person.address);
    return head;
}

Language language_of(const CaseView& view, const rulebook::Vocabulary& vocabulary, LetterKind kind) {
    const auto* about = standing_event(view.entries, vocabulary, kind_of(kind).about);
    const auto* sheet = about == nullptr ? nullptr : sheet_behind(view.entries, *about, kind_of(kind).sheet);
    return sheet != nullptr && sheet->sheet->value("language") == "en" ? Language::en : Language::da;
}

std::optional<CaseLetter> write_letter(const CaseView& view, const LetterGround& ground,
                                       const LetterOrder& order) {
    const Kind& kind = kind_of(order.kind);
    const auto& vocabulary = ground.library.vocabulary;
    const TimeLineEntry* const about = standing_event(view.entries, vocabulary, kind.about);
    if (about == nullptr || view.evaluation.standard == nullptr || view.evaluation.law == nullptr)
        return std::nullopt;
    CaseLetter written = LetterOfCase(view, ground, order, *about).letter();
    if (kind.sent.empty()) written.sent = about;
    else if (const auto* sent = standing_event(view.entries, vocabulary, kind.sent);
             sent != nullptr && sent->version > about->version)
        written.sent = sent;
    for (const auto& entry : view.entries) {
        const bool is_it = entry.document && entry.document->media_type == letter_type &&
                           written.sent != nullptr && entry.document->about == written.sent->id;
        if (is_it && (written.kept == nullptr || entry.version > written.kept->version))
            written.kept = &entry;
    }
    return written;
}

FileDocument letter_document(const letters::Paper& paper, calendar::Date on,
                             const std::string& correspondent) {
    return {.case_id = {},
            .expected_version = 0,
            .title = paper.title,
            .summary = {},
            .direction = Direction::outgoing,
            .dated = on,
            .correspondent = correspondent,
            .media_type = std::string(letter_type),
            .file_name = {},
            .content = letters::to_json(paper),
            .about = {}};
}

Outcome<Done> send_letter(RecordDesk& desk, const Sender& sender, SendLetter command) {
    const bool is_event = !kind_of(command.order.kind).sent.empty();
    const std::string mark = mark_of(command);
    if (is_event) {
        if (auto before = Writing(desk.parts(), sender, mark).answered_before(Permission::record_event))
            return std::move(*before);
    }
    command.order.signed_by = sender.who.display_name;
    const auto view = desk.view(sender.who, command.case_id);
    if (!view) return problem(view.error());
    const LetterGround ground = letter_ground(desk, sender.who);
    const auto letter = write_letter(*view, ground, command.order);
    if (!letter) return problem(NotFound{});
    Diagnostics mistakes;
    if (std::ranges::find(channels, command.channel) == channels.end())
        mistakes.push_back(mistake_in("channel", "record_sheet_choice", {command.channel}));
    if (!letter->letter) {
        for (const auto& one : letter->letter.error())
            mistakes.push_back(mistake_in(one.field, "record_letter_lacks", {one.field}));
    }
    if (!mistakes.empty()) return problem(std::move(mistakes));
    FileDocument document = letter_document(*letter->letter, command.order.day, view->person.name);
    document.summary = message(command.order.language, "letters.sent." + command.channel);
    if (!is_event) {
        document.case_id = command.case_id;
        document.expected_version = command.expected_version;
        document.about = letter->about->id;
        return desk.file_document(sender, document);
    }
    return desk.record_event(sender, {.case_id = command.case_id,
                                      .expected_version = command.expected_version,
                                      .event = event_of(command, *letter),
                                      .timing = Timing::has_happened,
                                      .pass_reason = {},
                                      .documents = {std::move(document)},
                                      .note = {},
                                      .mark = mark});
}

}  // namespace fjorten::service
