#include "web/draft_fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "drafting/decisions.h"

namespace fjorten::web {

namespace {

using drafting::Change;
using drafting::Found;
using drafting::Path;
using drafting::TextMap;
using drafting::Value;
using Kind = Value::Kind;
using Look = RuleField::Look;

Path steps_of(std::string_view name) {
    Path path;
    for (std::size_t begin = 0;;) {
        const std::size_t end = name.find('.', begin);
        path.emplace_back(name.substr(begin, end - begin));
        if (end == std::string_view::npos) return path;
        begin = end + 1;
    }
}

Path within(Path rule, std::string_view name) {
    const Path steps = steps_of(name);
    rule.insert(rule.end(), steps.begin(), steps.end());
    return rule;
}

/// A field of a form, as a line in the table below.
struct Line {
    std::string_view name;
    Look look;
    Kind kind = Kind::bare;
    std::string_view choices =
        {};  // "events", "actions", "roles", "services", "sources", or words with blanks
};

struct FormLines {
    std::string_view form;
    std::vector<Line> lines;
    std::string_view rows = {};  // a list with these cells
    std::vector<Line> cells = {};
};

const std::vector<Line> starting = {
    {"kind", Look::choice, Kind::bare, "duty right end_date prompt"},
    {"consequence", Look::choice, Kind::bare, "broken_right broken_duty broken_promise late_report"},
    {"per", Look::written, Kind::source},
    {"starts", Look::patterns, Kind::source}};
const std::vector<Line> ending = {{"roll", Look::choice, Kind::bare, "none next_working_day"},
                                  {"closed_too", Look::list, Kind::source},
                                  {"excused_by", Look::patterns, Kind::source},
                                  {"stopped_by", Look::patterns, Kind::source},
                                  {"needs", Look::patterns, Kind::source},
                                  {"unless", Look::patterns, Kind::source},
                                  {"when_event", Look::line, Kind::condition},
                                  {"starts_when", Look::written, Kind::source}};

std::vector<Line> joined(std::vector<Line> first, const std::vector<Line>& middle,
                         const std::vector<Line>& last) {
    first.insert(first.end(), middle.begin(), middle.end());
    first.insert(first.end(), last.begin(), last.end());
    return first;
}

const std::vector<FormLines> forms = {
    {.form = "clock",
     .lines = joined(starting,
                     {{"within", Look::line},
                      {"counts", Look::choice, Kind::bare, "calendar_days working_days"},
                      {"due_on", Look::line},
                      {"before", Look::written, Kind::source},
                      {"met_by", Look::patterns, Kind::source},
                      {"lifted_by", Look::patterns, Kind::source},
                      {"again", Look::written, Kind::source},
                      {"presumes", Look::choice, Kind::bare, "events"}},
                     ending)},
    {.form = "recurring",
     .lines = joined(starting, {{"every", Look::line}, {"done_by", Look::patterns, Kind::source}}, ending)},
    {.form = "limit",
     .lines = {{"action", Look::choice, Kind::bare, "actions"},
               {"counts", Look::patterns, Kind::source},
               {"min", Look::line},
               {"max", Look::line},
               {"window", Look::line},
               {"since", Look::patterns, Kind::source},
               {"needs_since", Look::choice, Kind::bare, "true"},
               {"per", Look::line},
               {"brought_forward", Look::line, Kind::condition},
               {"earned", Look::written, Kind::source}},
     .rows = "figures",
     .cells = {{"field", Look::line},
               {"exactly", Look::line},
               {"at_most", Look::line},
               {"unit", Look::line, Kind::words}}},
    {.form = "gate",
     .lines = {{"action", Look::choice, Kind::bare, "actions"},
               {"actions", Look::list, Kind::source},
               {"requires", Look::line, Kind::condition},
               {"requires_stated", Look::line},
               {"strength", Look::choice, Kind::bare, "reasoned hard"},
               {"passed_by", Look::choice, Kind::bare, "roles"},
               {"tested_by", Look::line},
               {"of_event", Look::choice, Kind::bare, "true"},
               {"finding", Look::line}}},
    {.form = "route",
     .lines = {},
     .rows = "to",
     .cells = {{"to", Look::line},
               {"label.da", Look::line, Kind::words},
               {"label.en", Look::line, Kind::words},
               {"when", Look::line, Kind::condition}}},
    {.form = "offer",
     .lines = {{"service", Look::choice, Kind::bare, "services"}, {"eligible", Look::line, Kind::condition}}},
    {.form = "checklist",
     .lines = {{"step", Look::choice, Kind::bare, "events"},
               {"covered_by", Look::choice, Kind::bare, "events"},
               {"field", Look::line}},
     .rows = "items",
     .cells = {{"id", Look::line},
               {"label.da", Look::line, Kind::words},
               {"label.en", Look::line, Kind::words}}},
    {.form = "duty", .lines = {{"party", Look::line}}},
    {.form = "goal",
     .lines = {{"measure", Look::line},
               {"population", Look::line},
               {"at_least", Look::line},
               {"at_most", Look::line},
               {"measured_at", Look::list, Kind::source},
               {"until", Look::line}}},
    {.form = "notice",
     .lines = {{"to", Look::line}, {"about", Look::line}, {"at", Look::choice, Kind::bare, "events"}}},
    {.form = "statement", .lines = {}}};

const std::vector<Line> cite_cells = {{"source", Look::choice, Kind::bare, "sources"},
                                      {"lines", Look::line},
                                      {"paragraph", Look::line, Kind::words}};
const std::vector<Line> term_cells = {{"id", Look::line},
                                      {"label.da", Look::line, Kind::words},
                                      {"label.en", Look::line, Kind::words},
                                      {"unit", Look::line},
                                      {"min", Look::line},
                                      {"max", Look::line},
                                      {"exactly", Look::line},
                                      {"typical", Look::choice, Kind::bare, "true"}};

template <class Named>
std::vector<Choice> choices_of(const std::vector<Named>& all, Language language) {
    std::vector<Choice> choices;
    for (const Named& each : all) {
        const std::string& label = each.label.in(language);
        choices.push_back({each.name, label.empty() ? each.name : label + " (" + each.name + ")"});
    }
    return choices;
}

std::string pattern_line(const Node& node) {
    if (node.is_scalar()) return node.text;
    const Node* const event = node.find("event");
    const Node* const where = node.find("where");
    const bool is_plain = event != nullptr && node.entries.size() == (where == nullptr ? 1U : 2U);
    if (!is_plain) return drafting::in_flow(node);
    return where == nullptr ? event->text : event->text + " | " + where->text;
}

std::string patterns_shown(const Node& node) {
    if (!node.is_list()) return pattern_line(node);
    std::string lines;
    for (const Node& item : node.items) lines += (lines.empty() ? "" : "\n") + pattern_line(item);
    return lines;
}

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (std::string part = trimmed(text.substr(begin, end - begin)); !part.empty())
            parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

// "decision_made | result = "granted"" as YAML. What begins with a bracket is YAML already.
std::string pattern_written(const std::string& line) {
    if (line.starts_with('{') || line.starts_with('[')) return line;
    const std::size_t bar = line.find('|');
    const std::string event = trimmed(line.substr(0, bar));
    if (bar == std::string::npos) return on_one_line(Value::bare(event));
    return fmt::format("{{event: {}, where: {}}}", on_one_line(Value::bare(event)),
                       drafting::single_quoted(trimmed(line.substr(bar + 1))));
}

std::string list_written(const std::vector<std::string>& parts, std::string (*write)(const std::string&)) {
    if (parts.size() == 1) return write(parts.front());
    std::string list;
    for (const std::string& part : parts) list += (list.empty() ? "" : ", ") + write(part);
    return "[" + list + "]";
}

std::string word_written(const std::string& word) { return on_one_line(Value::bare(word)); }

/// What is typed into one field, compared with what stands there.
class Typed {
  public:
    Typed(const TextMap& map, const Path& rule, const Fields& typed)
        : map_(map), rule_(rule), typed_(typed) {}

    std::string text(const RuleField& field) const {
        const std::string_view raw = value_of(typed_, field.name);
        const bool has_lines =
            field.look == Look::patterns || (field.look == Look::area && field.kind == Kind::words);
        std::string text = drafting::tidied(raw);
        if (!has_lines) std::ranges::replace(text, '\n', ' ');
        return text;
    }
    bool is_same(const RuleField& field) const {
        return text(field) == drafting::tidied(shown_in(map_, rule_, field));
    }
    std::optional<Value> value(const RuleField& field) const {
        std::string typed = text(field);
        if (typed.empty()) return std::nullopt;
        if (field.look == Look::patterns)
            return Value::source(list_written(parts_of(typed, '\n'), pattern_written));
        if (field.look == Look::list) return Value::source(list_written(parts_of(typed, ','), word_written));
        return Value{.kind = field.kind, .text = std::move(typed)};
    }

  private:
    const TextMap& map_;
    const Path& rule_;
    const Fields& typed_;
};

/// Makes the groups of one rule.
class Groups {
  public:
    Groups(const TextMap& map, const Path& rule, const FieldWords& words)
        : map_(map), rule_(rule), words_(words) {}

    std::vector<FieldGroup> make() {
        const Found form = map_.find(within(rule_, "form"));
        const auto row = std::ranges::find(
            forms, form.node == nullptr ? "" : std::string_view(form.node->text), &FormLines::form);
        both("title", Look::line);
        both("text", Look::area);
        if (row != forms.end()) {
            for (const Line& line : row->lines) alone(line);
            if (!row->rows.empty()) rows(std::string(row->rows), row->cells);
        }
        alone({"when", Look::line, Kind::condition});
        alone({"discretion", Look::choice, Kind::bare, "true"});
        rows("terms", term_cells);
        rows("cite", cite_cells);
        alone({"item", Look::list, Kind::source});
        alone({"refers", Look::list, Kind::source});
        both("doubt", Look::area);
        return std::move(groups_);
    }

  private:
    RuleField field(const std::string& prefix, const std::string& word, const Line& line) const {
        RuleField made{.name = prefix + std::string(line.name),
                       .word = word + std::string(line.name),
                       .look = line.look,
                       .kind = line.kind};
        if (line.look == Look::choice) made.choices = choices(made.word, line.choices);
        return made;
    }

    std::vector<Choice> choices(const std::string& word, std::string_view which) const {
        std::vector<Choice> all = {{"", message(words_.language, "draft.choose")}};
        const auto& vocabulary = words_.vocabulary;
        std::vector<Choice> more;
        if (which == "events") more = choices_of(vocabulary.events, words_.language);
        else if (which == "actions") more = choices_of(vocabulary.actions, words_.language);
        else if (which == "roles") more = choices_of(vocabulary.roles, words_.language);
        else if (which == "services") more = choices_of(vocabulary.services, words_.language);
        else if (which == "sources") more = words_.sources;
        else
            for (const std::string& each : parts_of(which, ' ')) {
                const std::string key = each == "true" ? "draft.yes" : "draft.word." + word + "." + each;
                more.push_back({each, message(words_.language, key)});
            }
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    void alone(const Line& line) { groups_.push_back({.word = {}, .fields = {field({}, {}, line)}}); }

    void both(const std::string& word, Look look) {
        groups_.push_back({.word = word,
                           .fields = {field(word + ".", word + ".", {"da", look, Kind::words}),
                                      field(word + ".", word + ".", {"en", look, Kind::words})}});
    }

    void rows(const std::string& list, const std::vector<Line>& cells) {
        const Found found = map_.find(within(rule_, list));
        const std::size_t count =
            found.node != nullptr && found.node->is_list() ? found.node->items.size() : 0;
        for (std::size_t i = 0; i <= count; ++i) {
            FieldGroup group{.word = list, .row = static_cast<int>(i), .fields = {}};
            for (const Line& cell : cells)
                group.fields.push_back(field(fmt::format("{}.{}.", list, i), list + ".", cell));
            groups_.push_back(std::move(group));
        }
    }

    const TextMap& map_;
    const Path& rule_;
    const FieldWords& words_;
    std::vector<FieldGroup> groups_;
};

bool is_row(const FieldGroup& group) { return group.row >= 0; }
bool is_both(const FieldGroup& group) { return group.fields.size() == 2 && !is_row(group); }

/// Collects the changes that the typed fields come to.
class Changes {
  public:
    Changes(const TextMap& map, const Path& rule, const Fields& typed, const Hashes& hashes)
        : map_(map), rule_(rule), fields_(typed), typed_(map, rule, typed), hashes_(hashes) {}

    std::vector<Change> make(const std::vector<FieldGroup>& groups) {
        for (const FieldGroup& group : groups) {
            const bool is_there = std::ranges::any_of(group.fields, [this](const RuleField& field) {
                return std::ranges::find(fields_, field.name, &Fields::value_type::first) != fields_.end();
            });
            // A form that was sent by somebody who never saw the field says nothing of it.
            if (!is_there) continue;
            if (is_row(group)) row(group);
            else if (is_both(group)) both(group);
            else if (!typed_.is_same(group.fields.front())) put(group.fields.front());
        }
        std::ranges::reverse(removed_);
        changes_.insert(changes_.end(), removed_.begin(), removed_.end());
        return std::move(changes_);
    }

  private:
    void put(const RuleField& field) { changes_.push_back({within(rule_, field.name), typed_.value(field)}); }

    void both(const FieldGroup& group) {
        const RuleField& da = group.fields[0];
        const RuleField& en = group.fields[1];
        if (typed_.is_same(da) && typed_.is_same(en)) return;
        const Bilingual words{typed_.text(da), typed_.text(en)};
        const bool is_gone = words.da.empty() && words.en.empty();
        const Path path = within(rule_, group.word);
        changes_.push_back({path, is_gone ? std::nullopt : std::optional(Value::bilingual(words))});
        // Who stood up for the old words has not stood up for these.
        if (group.word == "doubt") changes_.push_back({within(rule_, "settled"), std::nullopt});
    }

    void row(const FieldGroup& group) {
        const Path path = within(rule_, fmt::format("{}.{}", group.word, group.row));
        const bool is_there = map_.find(path).node != nullptr;
        const bool is_empty =
            std::ranges::all_of(group.fields, [this](const RuleField& f) { return typed_.text(f).empty(); });
        if (is_empty) {
            if (is_there) removed_.push_back({path, std::nullopt});
            return;
        }
        bool is_changed = false;
        for (const RuleField& field : group.fields) {
            if (typed_.is_same(field)) continue;
            put(field);
            is_changed = true;
        }
        if (group.word == "cite" && is_changed) cite_hash(group, path);
    }

    void cite_hash(const FieldGroup& group, const Path& path) {
        const std::string source = typed_.text(group.fields[0]), lines = typed_.text(group.fields[1]);
        Path hash = path;
        hash.emplace_back("hash");
        const auto found = hashes_.find(source + ":" + lines);
        if (lines.empty()) changes_.push_back({hash, std::nullopt});
        else if (found != hashes_.end()) changes_.push_back({hash, Value::words(found->second)});
    }

    const TextMap& map_;
    const Path& rule_;
    const Fields& fields_;
    Typed typed_;
    const Hashes& hashes_;
    std::vector<Change> changes_, removed_;
};

}  // namespace

std::vector<FieldGroup> fields_of(const TextMap& map, const Path& rule, const FieldWords& words) {
    return Groups(map, rule, words).make();
}

std::string shown_in(const TextMap& map, const Path& rule, const RuleField& field) {
    const Found found = map.find(within(rule, field.name));
    if (found.node == nullptr) return {};
    if (field.look == Look::patterns) return patterns_shown(*found.node);
    if (field.look == Look::list && found.node->is_list()) {
        std::string words;
        for (const Node& item : found.node->items) words += (words.empty() ? "" : ", ") + item.text;
        return words;
    }
    if (field.look == Look::written) return drafting::in_flow(*found.node);
    return found.node->is_scalar() ? found.node->text : drafting::in_flow(*found.node);
}

std::vector<Change> changes_of(const TextMap& map, const Path& rule, const std::vector<FieldGroup>& groups,
                               const Fields& typed, const Hashes& hashes) {
    return Changes(map, rule, typed, hashes).make(groups);
}

std::string field_at(const TextMap& map, const Path& rule, const std::vector<FieldGroup>& groups, int line,
                     int column) {
    const std::size_t at = map.offset_of(line, column);
    std::string best;
    std::size_t least = std::string::npos;
    const auto look_at = [&](const std::string& name, const std::string& field) {
        const Found found = map.find(within(rule, name));
        if (found.node == nullptr) return;
        const drafting::Span span = map.entry_span(found);
        if (at < span.begin || at > span.end || span.end - span.begin >= least) return;
        least = span.end - span.begin;
        best = field;
    };
    for (const FieldGroup& group : groups) {
        if (!group.word.empty()) look_at(group.word, group.fields.front().name);
        if (is_row(group)) look_at(fmt::format("{}.{}", group.word, group.row), group.fields.front().name);
        for (const RuleField& field : group.fields) look_at(field.name, field.name);
    }
    return best;
}

}  // namespace fjorten::web
