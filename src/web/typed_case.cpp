// From what was typed to a case file.
#include <algorithm>

#include "answer/json_writer.h"
#include "base/assert.h"
#include "web/case_form.h"
#include "web/date_input.h"
#include "web/event_menu.h"
#include "web/typed_value.h"

namespace fjorten::web {

namespace {

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> allowed) {
    return std::ranges::find(allowed, value) != allowed.end();
}

class CaseWriter {
  public:
    CaseWriter(const CaseForm& form, const rulebook::Library& library, Language language)
        : form_(form),
          library_(library),
          vocabulary_(library.vocabulary),
          language_(language),
          json_(text_, answer::JsonStyle::pretty) {}

    void write();
    std::string take_text() { return std::move(text_) + "\n"; }
    std::vector<FormMistake> take_mistakes() { return std::move(mistakes_); }
    std::optional<calendar::Date> on() const { return on_; }

  private:
    void mistake(std::string field, std::string_view key, Asked where) {
        mistakes_.push_back({std::move(field), message(language_, key), where});
    }
    void check_situation();
    void write_person();
    void write_facts();
    void write_events();
    void write_event(std::size_t row);
    void write_field(std::size_t row, const rulebook::Field& field, const std::string& value);
    std::optional<calendar::Date> date(const std::string& name, const std::string& typed, Asked where);

    const CaseForm& form_;
    const rulebook::Library& library_;
    const rulebook::Vocabulary& vocabulary_;
    Language language_;
    std::string text_;
    answer::JsonWriter json_;
    std::vector<FormMistake> mistakes_;
    std::optional<calendar::Date> on_;
};

std::optional<calendar::Date> CaseWriter::date(const std::string& name, const std::string& typed,
                                               Asked where) {
    const auto read = read_typed_date(typed);
    if (read) return *read;
    switch (read.error()) {
        case DateMistake::no_such_day: mistake(name, "web.mistake.no_such_day", where); break;
        case DateMistake::year_too_short: mistake(name, "web.mistake.short_year", where); break;
        case DateMistake::unreadable: mistake(name, "web.mistake.date", where); break;
    }
    return std::nullopt;
}

void CaseWriter::check_situation() {
    const auto standards = library_.standards();
    if (std::ranges::find(standards, form_.municipality) == standards.end())
        mistake("municipality", "web.mistake.municipality", Asked::situation);
    if (!is_one_of(form_.who, {"self", "relative", "anonymous"}))
        mistake("who", "web.mistake.who", Asked::situation);
    if (!is_one_of(form_.substance, {"drugs", "alcohol"}))
        mistake("substance", "web.mistake.substance", Asked::situation);
    if (!is_one_of(form_.adult, {"yes", "no", ""})) mistake("adult", "web.mistake.yes_no", Asked::situation);
    if (!is_one_of(form_.residence, {"own", "other", ""}))
        mistake("residence", "web.mistake.yes_no", Asked::situation);
}

void CaseWriter::write() {
    check_situation();
    json_.open_object();
    json_.key("standard");
    json_.text(form_.municipality);
    json_.key("anonymous");
    json_.boolean(form_.who == "anonymous");
    write_person();
    write_facts();
    write_events();
    json_.close_object();
    if (!form_.on.empty()) on_ = date("on", form_.on, Asked::day);
}

void CaseWriter::write_person() {
    json_.key("person");
    json_.open_object();
    if (!form_.born.empty() && form_.who != "anonymous") {
        if (const auto born = date("born", form_.born, Asked::situation)) {
            json_.key("born");
            json_.date(*born);
        }
    }
    if (form_.adult == "yes" || form_.adult == "no") {
        json_.key("adult");
        json_.boolean(form_.adult == "yes");
    }
    const auto* standard = library_.find(form_.municipality);
    if (standard != nullptr && !standard->editions.empty() && !form_.residence.empty()) {
        json_.key("residence");
        json_.text(form_.residence == "own" ? std::string_view(standard->editions.back().municipality)
                                            : elsewhere);
    }
    json_.close_object();
}

void CaseWriter::write_facts() {
    json_.key("facts");
    json_.open_object();
    json_.key("substance_kind");
    json_.text(form_.substance);
    for (const auto& [fact, value] : form_.facts) {
        if (fact == "substance_kind") continue;
        if (!is_one_of(value, {"yes", "no"})) {
            mistake(fact_field_name(fact), "web.mistake.yes_no", Asked::situation);
            continue;
        }
        json_.key(fact);
        json_.boolean(value == "yes");
    }
    json_.close_object();
}

void CaseWriter::write_events() {
    json_.key("events");
    json_.open_list();
    // Somebody who writes of a decision and its arrival on one day may do so in either order.
    std::vector<std::pair<std::size_t, std::size_t>> rows;
    for (std::size_t row = 0; row < form_.events.size(); ++row)
        rows.emplace_back(order_of(vocabulary_, form_.events[row].event), row);
    std::ranges::sort(rows);
    for (const auto& [order, row] : rows) write_event(row);
    json_.close_list();
    if (form_.has_too_many_events)
        mistakes_.push_back({event_field_name(max_event_rows - 1, "event"),
                             message(language_, "web.mistake.too_many", {std::to_string(max_event_rows)}),
                             Asked::events});
    std::ranges::stable_sort(mistakes_, {},
                             [](const FormMistake& mistake) { return event_row_of(mistake.field); });
}

void CaseWriter::write_event(std::size_t row) {
    const EventRow& event = form_.events[row];
    const auto type = vocabulary_.find_event(event.event);
    const std::string event_field = event_field_name(row, "event"), day_field = event_field_name(row, "on");
    if (event.event.empty() && event.on.empty()) return;
    if (!type) return mistake(event_field, "web.mistake.event", Asked::events);
    if (event.on.empty()) return mistake(day_field, "web.mistake.event_day", Asked::events);
    const auto day = date(day_field, event.on, Asked::events);
    json_.open_object();
    if (day) {
        json_.key("on");
        json_.date(*day);
    }
    json_.key("event");
    json_.text(event.event);
    for (const rulebook::Field& field : vocabulary_.events[*type].fields) {
        const std::string value(value_of(event.fields, field.name));
        if (!value.empty()) write_field(row, field, value);
    }
    // A relative writes of a contact by the relative, unless something else is said.
    const bool asks_by = vocabulary_.events[*type].field_index("own_wish").has_value();
    if (form_.who == "relative" && asks_by && value_of(event.fields, "by").empty()) {
        json_.key("by");
        json_.text("relative");
    }
    json_.close_object();
}

void CaseWriter::write_field(std::size_t row, const rulebook::Field& field, const std::string& value) {
    json_.key(field.name);
    if (const auto key = write_typed_value(json_, field.type, value))
        mistake(event_field_name(row, field.name), *key, Asked::events);
}

}  // namespace

std::expected<TypedCase, std::vector<FormMistake>> to_case(const CaseForm& form,
                                                           const rulebook::Library& library,
                                                           Language language) {
    CaseWriter writer(form, library, language);
    writer.write();
    if (auto mistakes = writer.take_mistakes(); !mistakes.empty())
        return std::unexpected(std::move(mistakes));
    TypedCase typed{.json = writer.take_text(), .document = {}, .on = writer.on()};
    auto document = read_document(typed.json, "case.json");
    // Typed text may still hold a character that no document may.
    if (!document)
        return std::unexpected(std::vector<FormMistake>{
            {event_field_name(0, "event"), message(language, "web.mistake.characters"), Asked::events}});
    typed.document = std::move(*document);
    return typed;
}

}  // namespace fjorten::web
