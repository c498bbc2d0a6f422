// The texts that a draft cites: brought in once, so that the lines cited can be hashed and checked.
#include <algorithm>

#include "drafting/edit.h"
#include "rulebook/citation.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"

namespace fjorten::web {

namespace {

// Browsers send CR LF for every line break and know nothing of the last one.
std::string with_line_breaks(std::string_view typed) {
    std::string text;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed[i] == '\r' && i + 1 < typed.size() && typed[i + 1] == '\n') continue;
        text.push_back(typed[i] == '\r' ? '\n' : typed[i]);
    }
    return text;
}

// As it may have been before it went through a form: the one whose hash is the source's.
std::string as_hashed(const std::string& text, const std::string& sha256) {
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string& each :
         {text, text + "\n", crlf, crlf + "\r\n", "\xEF\xBB\xBF" + text, text + "\n\n"}) {
        if (rulebook::sha256(each) == sha256) return each;
    }
    return {};
}

class SourcePage {
  public:
    explicit SourcePage(DraftVisit& visit) : visit_(visit), language_(visit.setting().language()) {}

    Response answer() {
        if (visit_.visit.intent != Intent::save || !visit_.may_edit()) return show({}, 200);
        const std::string id = visit_.typed("source"), field = "text." + id;
        const auto* const source = source_called(id);
        if (source == nullptr) return refusal(visit_.visit, service::NotFound{});
        const std::string text = with_line_breaks(visit_.typed(field));
        if (text.empty()) return show({{field, visit_.say("draft.mistake.source_empty")}}, 422);
        const std::string known = as_hashed(text, source->sha256);
        const bool is_new = known.empty();
        if (is_new && visit_.typed("new." + id) != "yes")
            return show({{field, visit_.say("draft.mistake.source_differs")}}, 422);
        const std::string& kept = is_new ? text : known;
        const std::string hash = rulebook::sha256(kept);
        if (auto done = visit_.desk.keep_source(visit_.setting().who, hash, kept); !done)
            return refusal(visit_.visit, done.error());
        if (!is_new) return see_other(visit_.to(WorkPlace::draft_source));
        return saved_or(
            visit_,
            [&](const std::string& old, const std::string& file) { return with_hash(old, file, id, hash); },
            "source_changed", id, visit_.to(WorkPlace::draft_source),
            [this](const std::vector<Problem>& problems, int status) { return show(problems, status); },
            field);
    }

  private:
    const rulebook::Source* source_called(const std::string& id) const {
        const auto* const edition = visit_.view.edition();
        if (edition == nullptr) return nullptr;
        const auto found = std::ranges::find(edition->sources, id, &rulebook::Source::id);
        return found == edition->sources.end() || found->file.empty() ? nullptr : &*found;
    }

    static Result<std::string> with_hash(const std::string& text, const std::string& file,
                                         const std::string& id, const std::string& hash) {
        const auto map = drafting::TextMap::read(text, file);
        const Node* const list = map ? map->document().root.find("sources") : nullptr;
        for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
            const Node* const own = list->items[i].find("id");
            if (own != nullptr && own->text == id)
                return drafting::changed(
                    text, file,
                    drafting::Change{{"sources", std::to_string(i), "sha256"}, drafting::Value::words(hash)});
        }
        return std::unexpected(Error{ErrorCode::not_found, "no such source"});
    }

    // Of every citation whose lines are not the ones that were hashed.
    Html broken(const rulebook::Source& source, const std::string& text) const {
        const auto* const edition = visit_.view.edition();
        const auto folded = rulebook::folded_lines(text);
        Html items;
        for (const auto& rule : edition->rules) {
            for (const auto& citation : rule.cite) {
                if (citation.source != source.id || citation.hash.empty()) continue;
                const auto now = rulebook::hash_of_lines(folded, citation.first_line, citation.last_line);
                if (now && now->hash == citation.hash) continue;
                items += element("li", {},
                                 element("a", {{"href", visit_.to(WorkPlace::draft_rule, rule.name)}},
                                         rule.title.in(language_)),
                                 ": ", citation.text);
            }
        }
        if (items.empty()) return paragraph(visit_.say("draft.source.all_valid"));
        return alert(Tone::warning, 3, visit_.say("draft.source.broken"), element("ul", {}, items));
    }

    Response show(const std::vector<Problem>& problems, int status) const {
        Html content = paragraph(visit_.say("draft.source.lead"));
        if (status == 409) content = all(conflict_words(visit_, visit_.visit.version()), content);
        const auto* const edition = visit_.view.edition();
        for (std::size_t i = 0; edition != nullptr && i < edition->sources.size(); ++i) {
            const auto& source = edition->sources[i];
            if (source.file.empty()) continue;
            const std::string text = visit_.desk.source(visit_.setting().who, source.sha256);
            Html one = heading(2, source.title);
            one +=
                paragraph(visit_.say("draft.source.file", {source.file, source.publisher, source.edition}));
            one += text.empty()
                       ? element("p", {},
                                 badge(Tone::warning, Icon::question, visit_.say("draft.source.missing")))
                       : element("p", {}, badge(Tone::success, Icon::done, visit_.say("draft.source.there")));
            if (!text.empty()) one += broken(source, text);
            if (visit_.may_edit()) one += form(source, problems);
            content += element("section", {{"class", "panel"}}, one);
        }
        return draft_page(visit_,
                          {.title = visit_.say("draft.source.title"), .status = status, .problems = problems},
                          content);
    }

    Html form(const rulebook::Source& source, const std::vector<Problem>& problems) const {
        const std::string field = "text." + source.id, fresh = "new." + source.id;
        const auto found = std::ranges::find(problems, field, &Problem::field);
        const Html fields =
            all(hidden_field("source", source.id),
                text_area_field({.name = field,
                                 .label = visit_.say("draft.source.text"),
                                 .hint = visit_.say("draft.source.text.hint"),
                                 .error = found == problems.end() ? std::string{} : found->sentence,
                                 .value = visit_.typed(field)},
                                8, language_),
                element("div", {{"class", "form-group-checkbox"}},
                        element("input", {{"type", "checkbox"},
                                          {"class", "form-checkbox"},
                                          {"id", field_id(fresh)},
                                          {"name", fresh},
                                          {"value", "yes"},
                                          Attribute::flag("checked", visit_.typed(fresh) == "yes")}),
                        element("label", {{"for", field_id(fresh)}}, visit_.say("draft.source.new"))),
                button(ButtonKind::secondary, visit_.say("draft.source.go")));
        return draft_form(visit_, WorkPlace::draft_source, {}, fields);
    }

    DraftVisit& visit_;
    Language language_;
};

}  // namespace

Response answer_draft_source(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return SourcePage(one).answer(); });
}

}  // namespace fjorten::web
