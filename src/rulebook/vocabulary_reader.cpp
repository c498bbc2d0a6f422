#include "rulebook/vocabulary_reader.h"

#include <algorithm>
#include <set>

#include "rulebook/built_in.h"
#include "rulebook/pattern_reader.h"

namespace fjorten::rulebook {

namespace {

using Entries = std::vector<std::pair<Node, Node>>;

class VocabularyReader {
  public:
    explicit VocabularyReader(Report& report)
        : report_(report),
          top_(report, report.document().root,
               {"facts", "derived", "events", "phases", "actions", "services", "statuses", "outcomes",
                "roles", "clock_names", "limit_names", "field_labels", "choice_labels"}) {}

    Vocabulary read() {
        read_named("services", result_.services);
        read_named("statuses", result_.statuses);
        read_named("outcomes", result_.outcomes);
        read_named("roles", result_.roles);
        read_names("clock_names", result_.clock_names);
        read_names("limit_names", result_.limit_names);
        for (const auto& [key, value] : entries("actions")) add_action(key, value);
        add_built_ins();
        for (const auto& [key, value] : entries("facts")) read_fact(key, value);
        for (const auto& [key, value] : entries("derived")) add_derived(key, value);
        result_.first_field_slot = static_cast<Slot>(result_.slot_names.size());
        for (const auto& [key, value] : entries("events")) read_event(key, value);
        finish_slots();
        for (const auto& [key, value] : entries("phases")) read_phase(key, value);
        // Now every name is known that a pattern can use.
        read_details();
        warn_of_unused_labels("field_labels");
        warn_of_unused_labels("choice_labels");
        return std::move(result_);
    }

  private:
    const Entries& entries(std::string_view section) {
        static const Entries none;
        const Node* const node = top_.find(section);
        if (node == nullptr) return none;
        if (!node->is_map()) report_.error(*node, "rulebook_expected_map");
        return node->entries;
    }

    Place place_of(const Node& node) const { return report_.document().place(node); }

    Bilingual label_of(const Keys& keys) {
        const Node* const label = keys.find("label");
        return label != nullptr ? read_bilingual(report_, *label) : Bilingual{};
    }

    // The label of its own, else the one that all words of that name share.
    Bilingual shared_label(std::string_view section, const std::string& word) {
        for (const auto& [key, value] : entries(section)) {
            if (key.text != word) continue;
            const bool is_new = shared_used_.insert(std::string(section) + "." + word).second;
            if (is_new) return read_bilingual(report_, value);
            const Node* const da = value.find("da");
            const Node* const en = value.find("en");
            return {da != nullptr ? da->text : "", en != nullptr ? en->text : ""};
        }
        return {};
    }

    void warn_of_unused_labels(const std::string& section) {
        for (const auto& [key, value] : entries(section)) {
            if (!shared_used_.contains(section + "." + key.text))
                report_.warn(key, "rulebook_unused_label", {key.text});
        }
    }

    void check_name(const Node& key) {
        if (!is_id(key.text)) report_.error(key, "rulebook_not_an_id", {key.text});
    }

    void read_named(std::string_view section, std::vector<Named>& into) {
        for (const auto& [key, value] : entries(section)) {
            check_name(key);
            const Keys keys(report_, value, {"label"});
            into.push_back({key.text, label_of(keys), place_of(key)});
        }
    }

    void read_names(std::string_view section, Words& into) {
        const Node* const node = top_.find(section);
        if (node == nullptr) return;
        for (const Node* const item : read_list(report_, *node)) {
            if (auto name = read_id(report_, *item)) into.push_back(std::move(*name));
        }
    }

    void add_action(const Node& key, const Node& value) {
        check_name(key);
        const Keys keys(report_, value, {"label", "done_by", "awaited"});
        Action action{.name = key.text, .label = label_of(keys), .done_by = {}, .place = place_of(key)};
        if (const Node* const awaited = keys.find("awaited"))
            action.is_awaited = read_flag(report_, *awaited).value_or(true);
        result_.action_by_name.emplace(key.text, static_cast<ActionId>(result_.actions.size()));
        result_.actions.push_back(std::move(action));
    }

    Slot add_slot(const std::string& name) {
        const auto slot = static_cast<Slot>(result_.slot_names.size());
        result_.slot_names.push_back(name);
        result_.slot_by_name.emplace(name, slot);
        return slot;
    }

    Slot add_slot(const Node& key) {
        check_name(key);
        if (result_.slot_by_name.contains(key.text)) report_.error(key, "rulebook_name_taken", {key.text});
        return add_slot(key.text);
    }

    void add_built_ins() {
        for (std::size_t i = 0; i < built_in_count; ++i)
            add_slot(std::string(name_of(static_cast<BuiltIn>(i))));
    }

    Words declared_list(const Node& node, std::vector<Bilingual>& labels) {
        const auto of = [&labels](const std::vector<Named>& named) {
            Words words;
            for (const Named& each : named) {
                words.push_back(each.name);
                labels.push_back(each.label);
            }
            return words;
        };
        if (node.text == "services") return of(result_.services);
        if (node.text == "statuses") return of(result_.statuses);
        if (node.text == "outcomes") return of(result_.outcomes);
        if (node.text == "actions") {
            Words words;
            for (const Action& action : result_.actions) {
                words.push_back(action.name);
                labels.push_back(action.label);
            }
            return words;
        }
        report_.unknown(node, "rulebook_unknown_list", node.text,
                        {"services", "statuses", "outcomes", "actions"});
        return {};
    }

    void read_choices(const Keys& keys, FieldType& type) {
        const Node* const choices = keys.find("choices");
        const Node* const labels = keys.find("choice_labels");
        if (choices == nullptr) {
            if (labels != nullptr) report_.error(*labels, "rulebook_missing_key", {"choices"});
            return;
        }
        if (type.kinds != std::vector{FieldKind::text}) report_.error(*choices, "rulebook_choices_need_text");
        if (choices->is_scalar()) {
            type.choices = declared_list(*choices, type.choice_labels);
            return;
        }
        for (const Node* const item : read_list(report_, *choices)) {
            auto word = read_text(report_, *item);
            if (!word) continue;
            const Node* const own = labels != nullptr ? labels->find(*word) : nullptr;
            type.choice_labels.push_back(own != nullptr ? read_bilingual(report_, *own)
                                                        : shared_label("choice_labels", *word));
            type.choices.push_back(std::move(*word));
        }
        if (labels == nullptr) return;
        const Keys known(report_, *labels, type.choices);
    }

    FieldType read_type(const Keys& keys) {
        FieldType type;
        if (const Node* const node = keys.need("type")) {
            for (const Node* const item : one_or_many(*node)) {
                const auto kind = read_enum<FieldKind>(report_, *item,
                                                       {{"boolean", FieldKind::boolean},
                                                        {"integer", FieldKind::integer},
                                                        {"decimal", FieldKind::decimal},
                                                        {"text", FieldKind::text},
                                                        {"date", FieldKind::date},
                                                        {"month", FieldKind::month}});
                if (kind) type.kinds.push_back(*kind);
            }
        }
        read_choices(keys, type);
        return type;
    }

    std::optional<feel::Value> read_default(const Node& node, const FieldType& type) {
        if (type.kinds.size() != 1) return std::nullopt;
        switch (type.kinds.front()) {
            case FieldKind::boolean: {
                const auto flag = read_flag(report_, node);
                return flag ? std::optional(feel::Value(*flag)) : std::nullopt;
            }
            case FieldKind::integer:
            case FieldKind::decimal: return read_number(report_, node);
            case FieldKind::date: {
                const auto date = read_date(report_, node);
                return date ? std::optional(feel::Value(*date)) : std::nullopt;
            }
            case FieldKind::text:
            case FieldKind::month: break;
        }
        if (!type.choices.empty() && !read_choice(report_, node, type.choices)) return std::nullopt;
        const auto text = read_text(report_, node);
        return text ? std::optional(feel::Value(*text)) : std::nullopt;
    }

    void read_fact(const Node& key, const Node& value) {
        const Keys keys(report_, value, {"type", "choices", "choice_labels", "default", "label", "question"});
        Fact fact;
        fact.name = key.text;
        fact.place = place_of(key);
        fact.slot = add_slot(key);
        fact.type = read_type(keys);
        fact.label = label_of(keys);
        if (const Node* const question = keys.find("question"))
            fact.question = read_bilingual(report_, *question);
        if (const Node* const fallback = keys.find("default"))
            fact.fallback = read_default(*fallback, fact.type);
        result_.facts.push_back(std::move(fact));
    }

    /// The states of a clock, as engine::name_of() calls them.
    static std::vector<std::string> clock_states() {
        return {"not_started", "running",        "met",    "met_late", "breached", "lifted",
                "stopped",     "not_applicable", "unknown"};
    }

    void add_derived(const Node& key, const Node& value) {
        DerivedFact fact;
        fact.name = key.text;
        fact.place = place_of(key);
        fact.slot = add_slot(key);
        // What conditions need to know of it; the patterns are read when all events are known.
        fact.type.kinds = {value.find("count") != nullptr      ? FieldKind::integer
                           : value.find("day_of") != nullptr   ? FieldKind::date
                           : value.find("state_of") != nullptr ? FieldKind::text
                                                               : FieldKind::boolean};
        if (value.find("state_of") != nullptr) fact.type.choices = clock_states();
        result_.derived.push_back(std::move(fact));
    }

    std::optional<feel::Expression> read_fallback(const Node& node, const EventKind& event,
                                                  const Field& field) {
        const auto earlier = [this, &event](std::string_view name) -> std::optional<feel::Symbol> {
            const auto index = event.field_index(name);
            if (!index) return std::nullopt;
            return feel::Symbol{result_.first_field_slot + *index, event.fields[*index].type.feel_type()};
        };
        Words names;
        for (const Field& known : event.fields) names.push_back(known.name);
        return read_expression(report_, node, earlier, field.type.feel_type().kind, names);
    }

    void read_field(const Node& key, const Node& value, EventKind& event) {
        check_name(key);
        const Keys keys(report_, value,
                        {"type", "choices", "choice_labels", "default", "inherits", "label", "asked"});
        Field field;
        field.name = key.text;
        field.place = place_of(key);
        field.type = read_type(keys);
        field.label = keys.has("label") ? label_of(keys) : shared_label("field_labels", key.text);
        if (const Node* const node = keys.find("default"))
            field.fallback = read_fallback(*node, event, field);
        if (const Node* const asked = keys.find("asked"))
            field.is_asked = read_flag(report_, *asked).value_or(true);
        event.fields.push_back(std::move(field));
    }

    void read_event(const Node& key, const Node& value) {
        check_name(key);
        const Keys keys(report_, value, {"label", "fields", "answers", "recorded_by"});
        EventKind event;
        event.name = key.text;
        event.place = place_of(key);
        event.label = label_of(keys);
        if (const Node* const fields = keys.find("fields")) {
            const Keys known(report_, *fields);
            for (const auto& [name, field] : fields->entries) read_field(name, field, event);
        }
        if (const Node* const roles = keys.find("recorded_by")) {
            Words known;
            for (const Named& role : result_.roles) known.push_back(role.name);
            for (const Node* const role : one_or_many(*roles)) {
                if (read_choice(report_, *role, known, "rulebook_unknown_role"))
                    event.recorded_by.push_back(role->text);
            }
        }
        result_.event_by_name.emplace(event.name, static_cast<EventType>(result_.events.size()));
        result_.events.push_back(std::move(event));
    }

    // An event belongs to one phase; what none names is offered last.
    void read_phase(const Node& key, const Node& value) {
        check_name(key);
        const Keys keys(report_, value, {"label", "events", "common"});
        Phase phase{
            .name = key.text, .label = label_of(keys), .events = {}, .common = {}, .place = place_of(key)};
        if (const Node* const events = keys.need("events")) {
            for (const Node* const item : read_list(report_, *events)) {
                const auto event = PatternReader(report_, result_).event(*item);
                if (!event) continue;
                if (!in_a_phase_.insert(*event).second)
                    report_.error(*item, "rulebook_repeated", {item->text});
                phase.events.push_back(*event);
            }
        }
        Words known;
        for (const EventType event : phase.events) known.push_back(result_.events[event].name);
        if (const Node* const common = keys.find("common")) {
            for (const Node* const item : read_list(report_, *common)) {
                if (const auto at = read_choice(report_, *item, known))
                    phase.common.push_back(phase.events[*at]);
            }
        }
        result_.phases.push_back(std::move(phase));
    }

    void finish_slots() {
        std::size_t most = 0;
        for (const EventKind& event : result_.events) most = std::max(most, event.fields.size());
        result_.slot_names.resize(result_.slot_names.size() + most);
        result_.slot_count = static_cast<Slot>(result_.slot_names.size());
    }

    void read_details() {
        read_latest_types();
        std::size_t index = 0;
        for (const auto& [key, value] : entries("derived")) read_derived(value, result_.derived[index++]);
        index = 0;
        for (const auto& [key, value] : entries("events")) read_answers(value, result_.events[index++]);
        index = 0;
        for (const auto& [key, value] : entries("actions")) {
            const Node* const done_by = value.find("done_by");
            if (done_by != nullptr)
                result_.actions[index].done_by = PatternReader(report_, result_).one(*done_by);
            ++index;
        }
    }

    // The type of a `latest` is that of its field; conditions read below must find it.
    void read_latest_types() {
        std::size_t index = 0;
        for (const auto& [key, value] : entries("derived")) {
            DerivedFact& fact = result_.derived[index++];
            const Node* const latest = value.find("latest");
            const Node* const of = latest != nullptr ? latest->find("of") : nullptr;
            const Node* const field = latest != nullptr ? latest->find("field") : nullptr;
            if (of == nullptr || field == nullptr || (of->is_list() && of->items.empty())) continue;
            const Node& first = of->is_list() ? of->items.front() : *of;
            const Node* const name = first.is_map() ? first.find("event") : &first;
            const auto event = name != nullptr ? result_.find_event(name->text) : std::nullopt;
            const auto at = event ? result_.events[*event].field_index(field->text) : std::nullopt;
            if (at) fact.type = result_.events[*event].fields[*at].type;
        }
    }

    std::vector<Pattern> read_patterns_over_fields(const Node& node) {
        auto patterns = PatternReader(report_, result_).several(node);
        for (const Pattern& pattern : patterns) {
            if (!pattern.where) continue;
            for (const Slot slot : pattern.where->slots()) {
                if (slot < result_.first_field_slot) {
                    report_.error(node, "rulebook_only_fields", {result_.slot_names[slot]});
                }
            }
        }
        return patterns;
    }

    void read_derived(const Node& value, DerivedFact& fact) {
        const Keys keys(report_, value,
                        {"label", "within", "standing", "count", "latest", "day_of", "state_of"});
        fact.label = label_of(keys);
        if (const Node* const within = keys.find("within")) {
            fact.scope =
                read_enum<Scope>(report_, *within, {{"request", Scope::request}, {"course", Scope::course}})
                    .value_or(Scope::whole_case);
        }
        using Kind = DerivedFact::Kind;
        int told = 0;
        for (const auto& [key, kind] :
             {std::pair("standing", Kind::standing), std::pair("count", Kind::count),
              std::pair("latest", Kind::latest), std::pair("day_of", Kind::day_of),
              std::pair("state_of", Kind::state_of)}) {
            const Node* const node = keys.find(key);
            if (node == nullptr) continue;
            ++told;
            fact.kind = kind;
            read_derived_body(*node, fact);
        }
        if (told != 1 && value.is_map()) {
            report_.error(value, "rulebook_expected_one_of", {"standing, count, latest, day_of, state_of"});
        }
    }

    void read_derived_body(const Node& node, DerivedFact& fact) {
        if (fact.kind == DerivedFact::Kind::standing) {
            const Keys keys(report_, node, {"on", "off"});
            if (const Node* const on = keys.need("on")) fact.on = read_patterns_over_fields(*on);
            if (const Node* const off = keys.find("off")) fact.off = read_patterns_over_fields(*off);
            return;
        }
        if (fact.kind == DerivedFact::Kind::state_of) {
            fact.clock = read_text(report_, node).value_or("");
            return;
        }
        if (fact.kind != DerivedFact::Kind::latest) {
            fact.on = read_patterns_over_fields(node);
            return;
        }
        const Keys keys(report_, node, {"of", "field"});
        if (const Node* const of = keys.need("of")) fact.on = read_patterns_over_fields(*of);
        const Node* const field = keys.need("field");
        if (field == nullptr) return;
        fact.field = field->text;
        for (const Pattern& pattern : fact.on) {
            const auto at = PatternReader(report_, result_).field(*field, pattern.event);
            if (!at) continue;
            const FieldType& type = result_.events[pattern.event].fields[*at].type;
            if (type.kinds != fact.type.kinds) report_.error(*field, "rulebook_fields_differ", {field->text});
        }
    }

    void read_answers(const Node& value, EventKind& event) {
        const EventType type = *result_.find_event(event.name);
        read_inherited(value, event);
        const Node* const node = value.find("answers");
        if (node == nullptr) return;
        const Keys keys(report_, *node, {"any", "first_of", "when", "choose", "must"});
        const Node* const any = keys.find("any");
        const Node* const first_of = keys.find("first_of");
        if ((any == nullptr) == (first_of == nullptr) && node->is_map()) {
            report_.error(*node, "rulebook_expected_one_of", {"any, first_of"});
        }
        EventKind::Answers& answers = event.answers;
        if (any != nullptr) answers.groups.push_back(read_patterns_over_fields(*any));
        if (first_of != nullptr) {
            for (const Node* const group : read_list(report_, *first_of)) {
                answers.groups.push_back(read_patterns_over_fields(*group));
            }
        }
        if (const Node* const when = keys.find("when")) {
            answers.when = read_condition(report_, *when, result_, type, Starts::unknown);
        }
        if (const Node* const choose = keys.find("choose")) {
            using Choice = EventKind::Answers::Choice;
            answers.choice =
                read_enum<Choice>(report_, *choose,
                                  {{"oldest_open", Choice::oldest_open}, {"latest", Choice::latest}})
                    .value_or(Choice::oldest_open);
        }
        if (const Node* const must = keys.find("must"))
            answers.must = read_flag(report_, *must).value_or(false);
    }

    void read_inherited(const Node& value, EventKind& event) {
        const Node* const fields = value.find("fields");
        if (fields == nullptr) return;
        std::size_t index = 0;
        for (const auto& [key, field] : fields->entries) {
            Field& into = event.fields[index++];
            const Node* const from = field.find("inherits");
            if (from == nullptr) continue;
            const auto source = PatternReader(report_, result_).event(*from);
            if (!source) continue;
            if (result_.events[*source].field_index(into.name)) into.inherits_from = from->text;
            else report_.error(*from, "rulebook_unknown_field", {into.name, from->text});
        }
    }

    Report& report_;
    Keys top_;
    Vocabulary result_;
    std::set<std::string> shared_used_;
    std::set<EventType> in_a_phase_;
};

}  // namespace

Vocabulary read_vocabulary(Report& report) { return VocabularyReader(report).read(); }

}  // namespace fjorten::rulebook
