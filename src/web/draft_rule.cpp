// One rule of a draft as a form, with what the review remarks on and how citizens read it.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "compare/rule_figures.h"
#include "drafting/decisions.h"
#include "rulebook/citation.h"
#include "rulebook/forms.h"
#include "web/draft_fields.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

constexpr std::size_t longest_text = 8000;

// 0, which no line has, for anything but a number.
int line_number(const std::string& text) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : 0;
}

class RulePage {
  public:
    explicit RulePage(DraftVisit& visit)
        : visit_(visit), language_(visit.setting().language()), name_(visit.setting().address.item) {}
    /// One that is not there yet.
    RulePage(DraftVisit& visit, drafting::NewRule rule)
        : visit_(visit),
          language_(visit.setting().language()),
          name_(rule.name),
          new_rule_(std::move(rule)) {}

    Response answer() {
        const auto text = base(visit_.view.text, visit_.view.file);
        if (!text) return refusal(visit_.visit, text.error());
        auto map = drafting::TextMap::read(*text, visit_.view.file);
        if (!map) return refusal(visit_.visit, Error{ErrorCode::corrupt, "the draft cannot be read"});
        map_.emplace(std::move(*map));
        const auto path = drafting::path_of_rule(*map_, name_);
        if (!path) return refusal(visit_.visit, service::NotFound{});
        path_ = *path;
        groups_ = groups_in(*map_, path_);
        if (visit_.visit.intent == Intent::look) return show({}, 200);
        const std::string what = visit_.typed("do");
        if (what == "remove") return remove();
        merge_unseen();
        if (auto problems = too_long(); !problems.empty()) return show(problems, 422);
        if (what == "check" || visit_.visit.intent == Intent::show) return check();
        return save();
    }

  private:
    // The text that the form works on: with the new rule, where there is one.
    Result<std::string> base(const std::string& text, const std::string& file) const {
        return new_rule_ ? drafting::add_rule(text, file, *new_rule_) : Result<std::string>(text);
    }

    std::vector<FieldGroup> groups_in(const drafting::TextMap& map, const drafting::Path& path) const {
        FieldWords words{
            .vocabulary = visit_.setting().library.vocabulary, .sources = {}, .language = language_};
        if (const Node* const sources = map.document().root.find("sources")) {
            for (const Node& source : sources->items) {
                const Node* const id = source.find("id");
                const Node* const title = source.find("title");
                if (id != nullptr)
                    words.sources.push_back({id->text, title == nullptr ? id->text : title->text});
            }
        }
        return fields_of(map, path, words);
    }

    // Somebody else saved meanwhile: what the sender left as it was is as the other one has it now.
    void merge_unseen() {
        const std::int64_t seen = visit_.visit.version();
        if (seen <= 0 || seen >= visit_.view.step.version) return;
        const auto old = visit_.desk.view(visit_.setting().who, visit_.rulebook, visit_.view.id, seen);
        auto map = old ? drafting::TextMap::read(old->text, old->file)
                       : std::expected<drafting::TextMap, Diagnostics>(std::unexpected(Diagnostics{}));
        if (!map) return;
        const auto path = drafting::path_of_rule(*map, name_);
        if (!path) return;
        for (const FieldGroup& group : groups_) {
            for (const RuleField& field : group.fields) {
                const std::string before = drafting::tidied(shown_in(*map, *path, field));
                const std::string now = shown_in(*map_, path_, field);
                for (auto& [name, value] : visit_.visit.fields) {
                    if (name != field.name || drafting::tidied(now) == before) continue;
                    if (drafting::tidied(value) == before) value = now;
                    else if (drafting::tidied(value) != drafting::tidied(now))
                        theirs_.emplace_back(name, now);
                }
            }
        }
    }

    std::vector<Problem> too_long() const {
        std::vector<Problem> problems;
        for (const auto& [name, value] : visit_.visit.fields) {
            if (value.size() > longest_text)
                problems.push_back(
                    {name, visit_.say("draft.mistake.too_long", {std::to_string(longest_text)})});
        }
        return problems;
    }

    // Lines are cited with their hash, which takes the text of the source.
    Hashes hashes(std::vector<Problem>& problems) const {
        Hashes found;
        const auto* const edition = visit_.view.edition();
        for (const FieldGroup& group : groups_) {
            if (group.word != "cite") continue;
            const std::string source = visit_.typed(group.fields[0].name);
            const std::string lines = drafting::tidied(visit_.typed(group.fields[1].name));
            const bool is_same = lines == shown_in(*map_, path_, group.fields[1]) &&
                                 source == shown_in(*map_, path_, group.fields[0]);
            if (lines.empty() || is_same || edition == nullptr) continue;
            const auto cited = std::ranges::find(edition->sources, source, &rulebook::Source::id);
            if (cited == edition->sources.end() || cited->file.empty()) continue;
            const std::string text = visit_.desk.source(visit_.setting().who, cited->sha256);
            const std::size_t dash = lines.find('-');
            const int first = line_number(lines.substr(0, dash));
            const int last = dash == std::string::npos ? first : line_number(lines.substr(dash + 1));
            const auto hash = rulebook::cited_lines(text, first, last);
            if (text.empty())
                problems.push_back({group.fields[1].name, visit_.say("draft.mistake.no_source_text")});
            else if (!hash)
                problems.push_back({group.fields[1].name, visit_.say("draft.mistake.no_such_lines")});
            else if (hash->filled_lines > rulebook::most_cited_lines)
                problems.push_back(
                    {group.fields[1].name, visit_.say("draft.mistake.too_many_lines",
                                                      {std::to_string(rulebook::most_cited_lines)})});
            else found.emplace(source + ":" + lines, hash->hash);
        }
        return found;
    }

    service::DraftEdit edit(const Hashes& hashes) const {
        return [this, hashes](const std::string& old, const std::string& file) -> Result<std::string> {
            const auto text = base(old, file);
            if (!text) return text;
            const auto map = drafting::TextMap::read(*text, file);
            const auto path = map ? drafting::path_of_rule(*map, name_) : std::nullopt;
            if (!path) return std::unexpected(Error{ErrorCode::not_found, "no such rule"});
            return drafting::changed(
                *text, file, changes_of(*map, *path, groups_in(*map, *path), visit_.visit.fields, hashes));
        };
    }

    Response check() {
        std::vector<Problem> problems;
        const Hashes found = hashes(problems);
        auto tried = visit_.desk.tried(visit_.setting().who, visit_.rulebook, visit_.at(), edit(found));
        if (!tried) return cannot(tried.error(), std::move(problems));
        place(tried->mistakes, *tried, problems);
        if (tried->loaded) tried_ = std::move(*tried);
        is_checked_ = problems.empty();
        return show(problems, problems.empty() ? 200 : 422);
    }

    Response save() {
        std::vector<Problem> problems;
        const Hashes found = hashes(problems);
        if (!problems.empty()) return show(problems, 422);
        const auto saved = visit_.desk.change(visit_.visit.sender(), visit_.rulebook, visit_.at(),
                                              edit(found), new_rule_ ? "rule_added" : "rule_changed", name_);
        if (saved)
            return see_other(visit_.to(WorkPlace::draft_rule, name_, {{"saved", std::to_string(*saved)}}));
        return cannot(saved.error(), {});
    }

    Response cannot(const service::Problem& problem, std::vector<Problem> problems) {
        if (std::holds_alternative<service::Conflict>(problem)) return show({}, 409);
        if (const auto* mistakes = std::get_if<Diagnostics>(&problem)) {
            std::vector<Problem> none;
            const auto tried =
                visit_.desk.tried(visit_.setting().who, visit_.rulebook, visit_.at(), edit(hashes(none)));
            if (tried) place(*mistakes, *tried, problems);
            else problems.push_back({"title.da", mistake_words(mistakes->front(), language_)});
            return show(problems, 422);
        }
        const auto* const error = std::get_if<Error>(&problem);
        if (error == nullptr || error->code != ErrorCode::invalid_input)
            return refusal(visit_.visit, problem);
        problems.push_back({"title.da", visit_.say("draft.mistake.cannot_be_written")});
        return show(problems, 422);
    }

    // Beside the field whose value stands where the mistake is; with the line of the file and its text.
    void place(const Diagnostics& mistakes, const service::DraftView& tried,
               std::vector<Problem>& problems) const {
        const auto map = drafting::TextMap::read(tried.text, tried.file);
        const auto path = map ? drafting::path_of_rule(*map, name_) : std::nullopt;
        for (const Diagnostic& mistake : mistakes) {
            std::string field;
            if (path && mistake.place.line > 0)
                field =
                    field_at(*map, *path, groups_in(*map, *path), mistake.place.line, mistake.place.column);
            problems.push_back({field.empty() ? "title.da" : field, mistake_words(mistake, language_)});
        }
    }

    Response remove() {
        return saved_or(
            visit_,
            [this](const std::string& text, const std::string& file) {
                return drafting::remove_rule(text, file, name_);
            },
            "rule_removed", name_, visit_.to(WorkPlace::draft) + "#rules",
            [this](const std::vector<Problem>& problems, int status) { return show(problems, status); },
            "title.da");
    }

    Response show(const std::vector<Problem>& problems, int status) {
        problems_ = problems;
        Html top;
        const std::int64_t seen = visit_.visit.version();
        if (visit_.visit.intent != Intent::look && seen > 0 && seen < visit_.view.step.version)
            top += conflict_words(visit_, seen);
        if (visit_.visit.intent == Intent::look && !visit_.typed("saved").empty())
            top +=
                alert(Tone::success, 2, visit_.say("draft.saved"), paragraph(visit_.say("draft.saved.text")));
        if (is_checked_)
            top += alert(Tone::info, 2, visit_.say("draft.checked"),
                         paragraph(visit_.say("draft.checked.text")));
        const auto* const edition = (tried_ ? *tried_ : visit_.view).edition();
        const auto* const rule = edition == nullptr ? nullptr : edition->find(name_);
        const std::string title = rule != nullptr ? rule->title.in(language_)
                                  : new_rule_     ? visit_.say("draft.rule.new")
                                                  : name_;
        return draft_page(visit_, {.title = title, .status = status, .problems = problems},
                          all(top, remarks(), preview(rule, edition), form(), removal()));
    }

    Html remarks() const {
        DraftVisit one{.visit = visit_.visit,
                       .desk = visit_.desk,
                       .rulebook = visit_.rulebook,
                       .view = tried_ ? *tried_ : visit_.view};
        const auto found = remarks_on(one, name_);
        if (found.empty()) return {};
        return alert(Tone::warning, 2,
                     message_count(language_, "draft.remarks.count", static_cast<long>(found.size())),
                     remark_list(one, found));
    }

    Html preview(const rulebook::Rule* rule, const rulebook::Edition* edition) const {
        if (rule == nullptr) return {};
        const std::string says =
            compare::headline_of(*rule, visit_.setting().library.vocabulary).in(language_);
        return element("section", {{"class", "panel preview"}}, heading(2, visit_.say("draft.preview")),
                       heading(3, rule->title.in(language_)), paragraph(element("strong", {}, says)),
                       rule_and_source(language_, *rule, *edition),
                       paragraph(element("a", {{"href", visit_.to(WorkPlace::draft_try)}},
                                         visit_.say("draft.preview.try"))));
    }

    bool is_sent() const { return visit_.visit.intent != Intent::look; }

    std::string value(const RuleField& field) const {
        const bool is_typed = std::ranges::find(visit_.visit.fields, field.name,
                                                &Fields::value_type::first) != visit_.visit.fields.end();
        return is_sent() && is_typed ? visit_.typed(field.name) : shown_in(*map_, path_, field);
    }

    std::string error(const std::string& field) const {
        const auto found = std::ranges::find(problems_, field, &Problem::field);
        return found == problems_.end() ? std::string{} : found->sentence;
    }

    Html input(const RuleField& field) const {
        FieldText text{.name = field.name,
                       .label = visit_.say("draft.field." + field.word),
                       .error = error(field.name),
                       .value = value(field)};
        if (has_message(language_, "draft.field." + field.word + ".hint"))
            text.hint = visit_.say("draft.field." + field.word + ".hint");
        if (const auto theirs = value_of(theirs_, field.name); !theirs.empty())
            text.hint += " " + visit_.say("draft.conflict.theirs", {std::string(theirs)});
        if (field.look == RuleField::Look::choice) {
            std::vector<Choice> choices = field.choices;
            // What no list has is not lost when the form is sent.
            if (std::ranges::find(choices, text.value, &Choice::value) == choices.end())
                choices.push_back({text.value, text.value});
            return select_field(text, {{.label = {}, .choices = choices}}, language_);
        }
        if (field.look == RuleField::Look::area) return text_area_field(text, 5, language_);
        if (field.look == RuleField::Look::patterns) return text_area_field(text, 3, language_);
        return text_field(text, {{"autocomplete", "off"}, {"maxlength", "8000"}}, language_);
    }

    Html group(const FieldGroup& one) const {
        Html fields;
        for (const RuleField& field : one.fields) fields += input(field);
        if (one.word.empty()) return fields;
        const std::string legend =
            one.row < 0 ? visit_.say("draft.group." + one.word)
                        : visit_.say("draft.group.row",
                                     {visit_.say("draft.group." + one.word), std::to_string(one.row + 1)});
        return element("fieldset", {{"class", "field-group"}},
                       element("legend", {{"class", "form-label"}}, legend),
                       element("div", {{"class", "fields-beside"}}, fields));
    }

    Html form() const {
        if (!visit_.may_edit()) return {};
        Html fields;
        if (new_rule_)
            fields = all(hidden_field("name", new_rule_->name), hidden_field("form", new_rule_->form),
                         hidden_field("after", new_rule_->after));
        for (const FieldGroup& one : groups_) fields += group(one);
        return all(
            heading(2, visit_.say("draft.edit")),
            draft_form(
                visit_, new_rule_ ? WorkPlace::draft_new_rule : WorkPlace::draft_rule, name_,
                all(fields, element("div", {{"class", "button-group"}},
                                    button(ButtonKind::primary, visit_.say("draft.save"), "do", "save"),
                                    button(ButtonKind::secondary, visit_.say("draft.check"), "do", "check"),
                                    element("a", {{"href", visit_.to(WorkPlace::draft) + "#rules"}},
                                            visit_.say("draft.back")))),
                "work-form rule-form"));
    }

    Html removal() const {
        if (!visit_.may_edit() || new_rule_) return {};
        return disclosure(
            visit_.say("draft.remove"),
            draft_form(visit_, WorkPlace::draft_rule, name_,
                       all(paragraph(visit_.say("draft.remove.text")),
                           button(ButtonKind::secondary, visit_.say("draft.remove.go"), "do", "remove"))));
    }

    DraftVisit& visit_;
    Language language_;
    std::string name_;
    std::optional<drafting::NewRule> new_rule_;
    std::optional<drafting::TextMap> map_;
    drafting::Path path_;
    std::vector<FieldGroup> groups_;
    std::vector<Problem> problems_;
    Fields theirs_;  // what somebody else wrote in a field that was changed here as well
    std::optional<service::DraftView> tried_;
    bool is_checked_ = false;
};

// "Gennemgang af planen" -> "gennemgang_af_planen": what nobody has to think up.
std::string name_from(std::string_view typed) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> letters = {
        {{"\u00e6", "ae"},
         {"\u00f8", "oe"},
         {"\u00e5", "aa"},
         {"\u00c6", "ae"},
         {"\u00d8", "oe"},
         {"\u00c5", "aa"}}};
    std::string name;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const auto letter = std::ranges::find_if(
            letters, [&](const auto& pair) { return typed.substr(i).starts_with(pair.first); });
        const char c = typed[i];
        if (letter != letters.end()) {
            name += letter->second;
            i += letter->first.size() - 1;
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            name.push_back(c);
        } else if (c >= 'A' && c <= 'Z') {
            name.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if (!name.empty() && name.back() != '_') {
            name.push_back('_');
        }
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name.substr(0, 60);
}

Response choose_form(DraftVisit& visit, const std::vector<Problem>& problems, int status) {
    const Language language = visit.setting().language();
    const auto error = [&](std::string_view field) {
        const auto found = std::ranges::find(problems, field, &Problem::field);
        return found == problems.end() ? std::string{} : found->sentence;
    };
    std::vector<Choice> forms, rules = {{"", visit.say("draft.rule.last")}};
    for (const rulebook::Form form : rulebook::all_forms()) {
        const std::string word(rulebook::name_of(form));
        forms.push_back({word, visit.say("draft.form." + word), visit.say("draft.form." + word + ".hint")});
    }
    if (const auto* const edition = visit.view.edition()) {
        for (const auto& rule : edition->rules) rules.push_back({rule.name, rule.title.in(language)});
    }
    const Html fields = all(
        text_field({.name = "name",
                    .label = visit.say("draft.rule.name"),
                    .hint = visit.say("draft.rule.name.hint"),
                    .error = error("name"),
                    .value = visit.typed("name")},
                   {{"autocomplete", "off"}, {"maxlength", "60"}}, language),
        radio_group({.name = "form",
                     .label = visit.say("draft.form"),
                     .error = error("form"),
                     .value = visit.typed("form")},
                    forms, RadioLayout::below, language),
        select_field({.name = "after", .label = visit.say("draft.rule.after"), .value = visit.typed("after")},
                     {{.label = {}, .choices = rules}}, language),
        button(ButtonKind::primary, visit.say("draft.rule.on"), "do", "form"));
    return draft_page(visit, {.title = visit.say("draft.rule.new"), .status = status, .problems = problems},
                      draft_form(visit, WorkPlace::draft_new_rule, {}, fields));
}

}  // namespace

Response answer_draft_new_rule(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) {
        if (!one.may_edit()) return refusal(one.visit, service::Forbidden{});
        if (one.visit.intent == Intent::look) return choose_form(one, {}, 200);
        drafting::NewRule rule{
            .name = name_from(one.typed("name")), .form = one.typed("form"), .after = one.typed("after")};
        std::vector<Problem> problems;
        const auto map = drafting::TextMap::read(one.view.text, one.view.file);
        const bool is_word = !rule.name.empty() && rule.name.front() >= 'a' && rule.name.front() <= 'z';
        if (!is_word) problems.push_back({"name", one.say("draft.mistake.name")});
        else if (map && drafting::path_of_rule(*map, rule.name))
            problems.push_back({"name", one.say("draft.mistake.name_taken", {rule.name})});
        if (!rulebook::form_from(rule.form)) problems.push_back({"form", one.say("draft.mistake.form")});
        if (!problems.empty()) return choose_form(one, problems, 422);
        // The first step is only about which fields there are.
        if (one.typed("do") == "form") one.visit.intent = Intent::look;
        return RulePage(one, std::move(rule)).answer();
    });
}

Response answer_draft_rule(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return RulePage(one).answer(); });
}

}  // namespace fjorten::web
