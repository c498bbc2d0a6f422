#include "service/decide.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "casefile/read_value.h"
#include "service/cpr.h"

namespace fjorten::service {

namespace {

/// The case file of the command with the standard of the municipality, which it may leave out.
std::expected<Document, Diagnostics> with_standard(const OpenCase& command, const Ground& ground) {
    Document document = command.case_file;
    if (!document.root.is_map()) {
        if (!document.root.is_null())
            return std::unexpected(Diagnostics{document.diagnose(document.root, "case_expected_case")});
        document.root.kind = Node::Kind::map;
    }
    if (const Node* const said = document.root.find("standard")) {
        if (said->text != ground.standard)
            return std::unexpected(Diagnostics{
                document.diagnose(*said, "record_other_standard", {said->text, ground.standard})});
        return document;
    }
    Node key, value;
    key.text = "standard";
    value.text = ground.standard;
    value.quoted = true;
    document.root.entries.emplace_back(std::move(key), std::move(value));
    return document;
}

/// What a case that is opened must not say although a case file may.
class OpeningCheck {
  public:
    OpeningCheck(const Document& document, const casefile::CaseFile& file, const Ground& ground)
        : document_(document), file_(file), ground_(ground) {}

    Diagnostics run(std::optional<calendar::Date> born) {
        if (file_.anonymous) report(*document_.root.find("anonymous"), "record_anonymous");
        if (born && file_.person.born && *born != *file_.person.born)
            report(*document_.root.find("person")->find("born"), "record_cpr_conflicts",
                   {born->iso(), file_.person.born->iso()});
        if (file_.person.born && *file_.person.born > ground_.today)
            report(*document_.root.find("person")->find("born"), "record_future_day",
                   {file_.person.born->iso(), ground_.today.iso()});
        if (const Node* const events = document_.root.find("events")) check_events(*events);
        return std::move(mistakes_);
    }

  private:
    void report(const Node& node, std::string code, std::vector<std::string> args = {}) {
        mistakes_.push_back(document_.diagnose(node, std::move(code), std::move(args)));
    }

    void check_events(const Node& events) {
        if (events.items.size() >= most_drafts)
            return report(events, "record_too_many_events", {std::to_string(most_drafts - 1)});
        std::set<std::string> ids;
        for (const Node& item : events.items) {
            if (const Node* const id = item.find("id"); id != nullptr && !id->is_null()) ids.insert(id->text);
        }
        for (std::size_t i = 0; i < events.items.size(); ++i) {
            const Node& item = events.items[i];
            check_day(item.find("on"));
            check_day(item.find("known"));
            const Node* const type = item.find("event");
            if (type != nullptr && type->text == "gate_passed") report(*type, "record_gate_passed_alone");
        }
        // The names that the record gives by itself.
        for (std::size_t version = 2; version <= events.items.size() + 1; ++version) {
            const std::string own = "e" + std::to_string(version);
            if (!ids.contains(own) || ids.size() == events.items.size()) continue;
            report(events, "record_id_taken", {own});
        }
    }

    void check_day(const Node* node) {
        if (node == nullptr) return;
        const auto day = calendar::Date::parse(node->text);
        if (day && *day > ground_.today)
            report(*node, "record_future_day", {day->iso(), ground_.today.iso()});
    }

    const Document& document_;
    const casefile::CaseFile& file_;
    const Ground& ground_;
    Diagnostics mistakes_;
};

std::vector<ToldFactText> told_facts(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary) {
    std::vector<ToldFactText> facts;
    for (const auto& told : file.facts) {
        const auto fact = std::ranges::find(vocabulary.facts, told.slot, &rulebook::Fact::slot);
        facts.push_back({.name = fact->name, .value = json_value(told.value), .from = told.from});
    }
    return facts;
}

Draft draft(std::string_view type, calendar::Date on, Said said) {
    return {.type = std::string(type), .occurred_on = on, .said = std::move(said)};
}

}  // namespace

Draft filed(const FileDocument& document, const std::string& about, calendar::Date today) {
    Said said;
    said.document = DocumentDetails{.title = document.title,
                                    .summary = document.summary,
                                    .direction = document.direction,
                                    .correspondent = document.correspondent,
                                    .media_type = document.media_type.empty()
                                                      ? std::string(*kind_of_content(document.content))
                                                      : document.media_type,
                                    .file_name = tidied_file_name(document.file_name),
                                    .bytes = static_cast<std::int64_t>(document.content.size()),
                                    .about = about};
    Draft filing = draft(entry_type::document_filed, document.dated.value_or(today), std::move(said));
    filing.content = document.content;
    return filing;
}

void check_length(std::string_view text, const char* field, std::size_t most, Diagnostics& mistakes) {
    if (!utf8::is_valid(text)) mistakes.push_back(mistake_in(field, "record_not_utf8"));
    else if (utf8::length(text) > most)
        mistakes.push_back(mistake_in(field, "record_text_too_long", {std::to_string(most)}));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Diagnostic mistake_in(std::string field, std::string code, std::vector<std::string> args) {
    return {.place = {.file = std::move(field), .line = 0, .column = 0},
            .code = std::move(code),
            .args = std::move(args),
            .source_line = {},
            .suggestion = {}};
}

Diagnostics check_details(const PersonDetails& person, calendar::Date today) {
    Diagnostics mistakes;
    if (is_blank(person.name)) mistakes.push_back(mistake_in("name", "record_no_name"));
    check_length(person.name, "name", most_name_characters, mistakes);
    check_length(person.address, "address", most_detail_characters, mistakes);
    check_length(person.telephone, "telephone", most_name_characters, mistakes);
    check_length(person.email, "email", most_name_characters, mistakes);
    check_length(person.reach_safely, "reach_safely", most_detail_characters, mistakes);
    check_length(person.interpreter, "interpreter", most_name_characters, mistakes);
    if (is_blank(person.cpr)) return mistakes;
    const auto cpr = read_cpr(person.cpr);
    if (!cpr) {
        mistakes.push_back(mistake_in("cpr", cpr.error() == CprMistake::not_ten_digits
                                                 ? "record_cpr_digits"
                                                 : "record_cpr_no_such_day"));
    } else if (cpr->born > today) {
        mistakes.push_back(mistake_in("cpr", "record_cpr_no_such_day"));
    }
    return mistakes;
}

Outcome<Drafts> decide(const OpenCase& command, std::optional<calendar::Date> born, const Ground& ground) {
    const auto document = with_standard(command, ground);
    if (!document) return std::unexpected(document.error());
    const auto file = casefile::read_case(*document, ground.library.vocabulary);
    if (!file) return std::unexpected(file.error());
    Diagnostics mistakes = OpeningCheck(*document, *file, ground).run(born);
    check_length(command.unit, "unit", most_name_characters, mistakes);
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    Said opening;
    opening.standard = ground.standard;
    opening.person = ToldPerson{.born = file->person.born ? file->person.born : born,
                                .residence = file->person.residence,
                                .adult = file->person.adult};
    opening.facts = told_facts(*file, ground.library.vocabulary);
    opening.unit = command.unit;
    opening.assigned_to = command.assigned_to;
    Drafts drafts = {draft(entry_type::case_opened, ground.today, std::move(opening))};
    for (const auto& event : file->events) {
        Said said;
        said.event = told_from(event, ground.library.vocabulary);
        drafts.push_back(draft(said.event->type, event.on, said));
    }
    return drafts;
}

Outcome<Drafts> decide(const CaseState&, const TellFact& command, const Ground& ground) {
    const auto& vocabulary = ground.library.vocabulary;
    const rulebook::Fact* const fact = vocabulary.find_fact(command.fact);
    if (fact == nullptr) {
        std::vector<std::string> names;
        for (const auto& known : vocabulary.facts) names.push_back(known.name);
        Diagnostic unknown = mistake_in(
            "fact",
            vocabulary.slot_by_name.contains(command.fact) ? "case_fact_is_derived" : "case_unknown_fact",
            {command.fact, casefile::joined(names)});
        unknown.suggestion = nearest_word(command.fact, names);
        return std::unexpected(Diagnostics{std::move(unknown)});
    }
    const auto document = read_document(command.value, "value");
    if (!document) return std::unexpected(document.error());
    Diagnostics mistakes;
    std::optional<feel::Value> value = feel::Value::unknown();
    if (!document->root.is_null())
        value = casefile::read_value(*document, document->root, fact->type, mistakes);
    if (!value) return std::unexpected(std::move(mistakes));
    Said said;
    said.facts = {{.name = fact->name, .value = json_value(*value), .from = {}}};
    return Drafts{draft(entry_type::fact_told, ground.today, std::move(said))};
}

Outcome<Drafts> decide(const CaseState&, const AssignCase& command, const Ground& ground) {
    Diagnostics mistakes;
    check_length(command.unit, "unit", most_name_characters, mistakes);
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    Said said;
    said.unit = command.unit;
    said.assigned_to = command.assigned_to;
    return Drafts{draft(entry_type::case_assigned, ground.today, std::move(said))};
}

Outcome<Drafts> decide(const CaseState&, const WriteNote& command, const Ground& ground) {
    Diagnostics mistakes;
    if (is_blank(command.text)) mistakes.push_back(mistake_in("text", "record_empty_note"));
    check_length(command.text, "text", most_text_characters, mistakes);
    if (command.day && *command.day > ground.today)
        mistakes.push_back(mistake_in("day", "record_future_day", {command.day->iso(), ground.today.iso()}));
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    Said said;
    said.text = command.text;
    return Drafts{draft(entry_type::note_written, command.day.value_or(ground.today), std::move(said))};
}

Outcome<Drafts> decide(const CaseState&, const HoldCase& command, const Ground& ground) {
    Diagnostics mistakes;
    if (is_blank(command.reason)) mistakes.push_back(mistake_in("reason", "record_reason_missing"));
    check_length(command.reason, "reason", most_text_characters, mistakes);
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    Said said;
    said.text = command.reason;
    const bool is_placed = command.hold == HoldCase::Hold::placed;
    return Drafts{
        draft(is_placed ? entry_type::hold_placed : entry_type::hold_lifted, ground.today, std::move(said))};
}

Outcome<Drafts> decide(const CaseState& state, const FileDocument& command, const Ground& ground) {
    Diagnostics mistakes = check_document(command, ground.today);
    if (!command.about.empty() && casefile::find_event(state.file, command.about) == nullptr)
        mistakes.push_back(mistake_in("about", "record_no_such_event", {command.about}));
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    return Drafts{filed(command, command.about, ground.today)};
}

Outcome<Drafts> decide(const CaseState& state, const ChangePerson& command,
                       std::optional<calendar::Date> born, const Ground& ground) {
    if (command.born && *command.born > ground.today)
        return std::unexpected(
            Diagnostics{mistake_in("born", "record_future_day", {command.born->iso(), ground.today.iso()})});
    const casefile::Person& before = state.file.person;
    Said said;
    // With a number the birthday is the one that it says; what is not told stays what it was.
    said.person = ToldPerson{.born = born           ? born
                                     : command.born ? command.born
                                                    : before.born,
                             .residence = command.residence.empty() ? before.residence : command.residence,
                             .adult = command.adult ? command.adult : before.adult};
    return Drafts{draft(entry_type::person_changed, ground.today, std::move(said))};
}

}  // namespace fjorten::service
