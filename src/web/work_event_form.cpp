#include "web/work_event_form.h"

#include <algorithm>

#include "answer/json_writer.h"
#include "answer/words.h"
#include "base/assert.h"
#include "web/typed_value.h"
#include "web/work_date.h"

namespace fjorten::web {

namespace {

using rulebook::EventKind;
using rulebook::Field;
using rulebook::FieldKind;

constexpr std::string_view prefix = "f.";
constexpr std::string_view reason_field = "reason";
constexpr std::size_t most_radios = 4;

std::string name_of(const Field& field) { return std::string(prefix) + field.name; }

bool is_flag(const Field& field) { return field.type.kinds == std::vector{FieldKind::boolean}; }

std::string label_of(const Field& field, Language language) {
    const std::string& label = field.label.in(language);
    return label.empty() ? field.name : label;
}

std::string choice_words(const Field& field, std::size_t i, Language language) {
    const auto& labels = field.type.choice_labels;
    const bool has_label = i < labels.size() && !labels[i].in(language).empty();
    return has_label ? labels[i].in(language) : field.type.choices[i];
}

std::string error_at(const std::vector<Problem>& problems, std::string_view field) {
    const auto found = std::ranges::find(problems, field, &Problem::field);
    return found == problems.end() ? std::string{} : found->sentence;
}

// Free text of the vocabulary that people write in a few words anyhow gets the choices that recur.
std::vector<Choice> usual_words(const Field& field, Language language) {
    std::vector<Choice> words;
    for (int i = 1;; ++i) {
        const std::string key = "work.usual." + field.name + "." + std::to_string(i);
        if (!has_message(language, key)) return words;
        words.push_back({message(language, key), message(language, key)});
    }
}

class Form {
  public:
    Form(const EventForm& form, const TypedEvent& typed)
        : form_(form), typed_(typed), kind_(form.vocabulary.events[form.type]) {}

    Html html() const {
        Html out = text({.name = "on",
                         .label = say("work.event.on"),
                         .hint = say("work.event.on.hint"),
                         .value = typed_.on},
                        {{"autocomplete", "off"},
                         Attribute::flag("autofocus", form_.begins == EventForm::Begins::typing)});
        out += which();
        for (const Field& field : kind_.fields) {
            if (is_asked(field))
                out += element("div", {{"class", "event-field field-" + field.name}}, own(field));
        }
        out += later();
        return out;
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(form_.language, key, args);
    }

    Html text(FieldText field, Attributes more = {{"autocomplete", "off"}}) const {
        field.error = error_at(form_.problems, field.name);
        return text_field(field, std::move(more), form_.language);
    }

    // Reasons are asked for where something was judged, or where they always belong to the event.
    bool is_asked(const Field& field) const {
        return field.name != reason_field || !form_.judged.empty() ||
               has_message(form_.language, hint_key(field)) || !value_of(typed_.fields, field.name).empty();
    }

    std::string hint_key(const Field& field) const { return "work.field." + kind_.name + "." + field.name; }

    Html own(const Field& field) const {
        FieldText about{.name = name_of(field),
                        .label = label_of(field, form_.language),
                        .value = std::string(value_of(typed_.fields, field.name))};
        about.error = error_at(form_.problems, about.name);
        const std::string hint = hint_key(field);
        if (has_message(form_.language, hint)) about.hint = say(hint);
        if (field.name == reason_field && !form_.judged.empty()) about.hint = form_.judged;
        if (is_flag(field))
            return radio_group(about,
                               {{"yes", say("web.yes")}, {"no", say("web.no")}, {"", say("work.not_known")}},
                               RadioLayout::beside, form_.language);
        if (!field.type.choices.empty()) return chosen(field, about);
        if (field.type.kinds.front() == FieldKind::text) return words(field, about);
        if (about.hint.empty() && field.type.kinds.front() == FieldKind::date)
            about.hint = say("web.date.hint");
        if (about.hint.empty() && field.type.kinds.front() == FieldKind::month)
            about.hint = say("web.month.hint");
        return text_field(about, {{"autocomplete", "off"}, {"inputmode", "text"}}, form_.language);
    }

    Html chosen(const Field& field, const FieldText& about) const {
        std::vector<Choice> choices;
        for (std::size_t i = 0; i < field.type.choices.size(); ++i)
            choices.push_back({field.type.choices[i], choice_words(field, i, form_.language)});
        if (choices.size() <= most_radios) {
            choices.push_back({"", say("work.not_known")});
            return radio_group(about, choices, RadioLayout::beside, form_.language);
        }
        choices.insert(choices.begin(), {"", say("work.not_known")});
        return select_field(about, {{.label = {}, .choices = choices}}, form_.language);
    }

    Html words(const Field& field, const FieldText& about) const {
        const auto usual = usual_words(field, form_.language);
        if (usual.empty()) return text_field(about, {{"autocomplete", "off"}}, form_.language);
        Html options;
        for (const Choice& choice : usual) options += element("option", {{"value", choice.value}});
        const std::string list = field_id(about.name) + "-usual";
        return all(text_field(about, {{"autocomplete", "off"}, {"list", list}}, form_.language),
                   element("datalist", {{"id", list}}, options));
    }

    Html which() const {
        if (form_.answers.size() < 2) return {};
        std::vector<Choice> choices = {{"", say("work.event.re.oldest")}};
        for (const casefile::Event* event : form_.answers) {
            if (event->id.empty()) continue;
            choices.push_back(
                {event->id, message(form_.language, "web.reason",
                                    {answer::event_words(form_.vocabulary, event->type, form_.language),
                                     answer::plain_date(event->on, form_.language)})});
        }
        return select_field({.name = "re",
                             .label = say("work.event.re"),
                             .error = error_at(form_.problems, "re"),
                             .value = typed_.re},
                            {{.label = {}, .choices = choices}}, form_.language);
    }

    Html later() const {
        const Html field = text({.name = "known",
                                 .label = say("work.event.known"),
                                 .hint = say("work.event.known.hint"),
                                 .value = typed_.known});
        const bool is_open = !typed_.known.empty() || !error_at(form_.problems, "known").empty();
        return disclosure(say("work.event.known.fold"), field, is_open ? Opened::yes : Opened::no);
    }

    const EventForm& form_;
    const TypedEvent& typed_;
    const EventKind& kind_;
};

class EventWriter {
  public:
    EventWriter(const EventForm& form, const TypedEvent& typed)
        : form_(form), typed_(typed), json_(text_, answer::JsonStyle::compact) {}

    void write() {
        const EventKind& kind = form_.vocabulary.events[form_.type];
        json_.open_object();
        const auto on = day("on", typed_.on);
        json_.key("event");
        json_.text(kind.name);
        if (!typed_.known.empty()) {
            const auto known = day("known", typed_.known);
            if (on && known && *known < *on) problem("known", "work.mistake.known_before");
        }
        if (!typed_.re.empty()) {
            json_.key("re");
            json_.text(typed_.re);
        }
        for (const Field& field : kind.fields) {
            const std::string value(value_of(typed_.fields, field.name));
            if (value.empty()) continue;
            json_.key(field.name);
            if (const auto key = write_typed_value(json_, field.type, value)) problem(name_of(field), *key);
        }
        json_.close_object();
    }

    std::string take_text() { return std::move(text_); }
    std::vector<Problem> take_problems() { return std::move(problems_); }

  private:
    void problem(std::string field, std::string_view key) {
        problems_.push_back({std::move(field), message(form_.language, key)});
    }

    std::optional<calendar::Date> day(const std::string& name, const std::string& typed) {
        if (typed.empty()) {
            problem(name, "web.mistake.event_day");
            return std::nullopt;
        }
        const auto read = read_work_date(typed, form_.today);
        if (!read) {
            problems_.push_back({name, words_of(read.error(), form_.language)});
            return std::nullopt;
        }
        if (*read > form_.today) problem(name, "work.mistake.future");
        json_.key(name);
        json_.date(*read);
        return *read;
    }

    const EventForm& form_;
    const TypedEvent& typed_;
    std::string text_;
    answer::JsonWriter json_;
    std::vector<Problem> problems_;
};

}  // namespace

std::string typed_value(const feel::Value& value) {
    if (const auto* flag = value.get<bool>()) return *flag ? "yes" : "no";
    if (const auto* day = value.get<calendar::Date>()) return field_date(*day);
    if (const auto* text = value.get<std::string>()) return *text;
    return value.is_null() || value.is_unknown() ? std::string{} : feel::to_text(value);
}

TypedEvent read_typed_event(const Fields& sent) {
    TypedEvent typed{.on = std::string(value_of(sent, "on")),
                     .known = std::string(value_of(sent, "known")),
                     .re = std::string(value_of(sent, "re")),
                     .fields = {}};
    for (const auto& [name, value] : sent) {
        if (name.starts_with(prefix)) typed.fields.emplace_back(name.substr(prefix.size()), value);
    }
    return typed;
}

Fields fields_of(const TypedEvent& typed) {
    Fields fields = {{"on", typed.on}, {"known", typed.known}, {"re", typed.re}};
    for (const auto& [name, value] : typed.fields) fields.emplace_back(std::string(prefix) + name, value);
    return fields;
}

TypedEvent as_typed(const casefile::Event& event, const EventKind& kind) {
    TypedEvent typed{.on = field_date(event.on),
                     .known = event.known == event.on ? std::string{} : field_date(event.known),
                     .re = event.re,
                     .fields = {}};
    for (std::size_t i = 0; i < kind.fields.size() && i < event.fields.size(); ++i) {
        const bool is_told = i < event.told.size() && event.told[i];
        if (is_told) typed.fields.emplace_back(kind.fields[i].name, typed_value(event.fields[i]));
    }
    return typed;
}

TypedEvent blank_event(const rulebook::Vocabulary& vocabulary, rulebook::EventType type,
                       calendar::Date today) {
    casefile::Event event = casefile::new_event(vocabulary, type, today);
    casefile::fill_fallbacks(event, vocabulary);
    TypedEvent typed{.on = field_date(today), .known = {}, .re = {}, .fields = {}};
    const EventKind& kind = vocabulary.events[type];
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const auto& fallback = kind.fields[i].fallback;
        if (fallback && fallback->slots().empty() && kind.fields[i].inherits_from.empty())
            typed.fields.emplace_back(kind.fields[i].name, typed_value(event.fields[i]));
    }
    return typed;
}

std::vector<const casefile::Event*> answerable(const casefile::CaseFile& file,
                                               const rulebook::Vocabulary& vocabulary,
                                               rulebook::EventType type) {
    std::vector<const casefile::Event*> found;
    for (const auto& event : file.events) {
        for (const auto& group : vocabulary.events[type].answers.groups) {
            if (std::ranges::find(group, event.type, &rulebook::Pattern::event) != group.end()) {
                found.push_back(&event);
                break;
            }
        }
    }
    return found;
}

Html event_fields(const EventForm& form, const TypedEvent& typed) { return Form(form, typed).html(); }

std::expected<Document, std::vector<Problem>> to_event(const EventForm& form, const TypedEvent& typed) {
    EventWriter writer(form, typed);
    writer.write();
    if (auto problems = writer.take_problems(); !problems.empty())
        return std::unexpected(std::move(problems));
    auto document = read_document(writer.take_text(), "event");
    if (!document)
        return std::unexpected(
            std::vector<Problem>{{"on", message(form.language, "web.mistake.characters")}});
    return std::move(*document);
}

std::string field_words(const Field& field, const feel::Value& value, Language language) {
    if (value.is_null() || value.is_unknown()) return {};
    if (const auto* word = value.get<std::string>()) {
        const auto choice = std::ranges::find(field.type.choices, *word);
        if (choice != field.type.choices.end())
            return choice_words(field, static_cast<std::size_t>(choice - field.type.choices.begin()),
                                language);
    }
    if (const auto* word = value.get<std::string>(); word && field.type.kinds.front() == FieldKind::month) {
        const auto first = calendar::Date::parse(*word + "-01");
        if (first)
            return message(language, "date.month." + std::to_string(first->month())) + " " +
                   std::to_string(first->year());
    }
    return answer::value_words(value, language);
}

}  // namespace fjorten::web
