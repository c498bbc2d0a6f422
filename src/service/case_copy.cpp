#include "service/case_copy.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "letters/bundle.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"

namespace fjorten::service {

namespace {

using letters::Heading;
using letters::Paper;
using letters::Paragraph;
using letters::plain;

/// What an entry says, in words; the same for a list and for a chapter of its own.
class EntryWords {
  public:
    explicit EntryWords(const CaseCopy& copy) : copy_(copy) {}

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(copy_.language, key, args);
    }
    std::string day(calendar::Date date) const { return answer::plain_date(date, copy_.language); }

    const Withheld* withheld(std::int64_t version) const {
        const auto found = std::ranges::find(copy_.withheld, version, &Withheld::version);
        return found == copy_.withheld.end() ? nullptr : &*found;
    }

    std::string title(const TimeLineEntry& entry) const {
        const auto& vocabulary = copy_.library.vocabulary;
        if (entry.event) return answer::event_words(vocabulary, entry.event->type, copy_.language);
        if (const auto type = vocabulary.find_event(entry.type))
            return answer::event_words(vocabulary, *type, copy_.language);
        return say("work.entry." + entry.type);
    }

    std::string details(const TimeLineEntry& entry) const {
        std::string words;
        const auto add = [&](const std::string& part) { words += (words.empty() ? "" : " · ") + part; };
        if (entry.event) {
            const auto& kind = copy_.library.vocabulary.events[entry.event->type];
            for (std::size_t i = 0; i < kind.fields.size() && i < entry.event->fields.size(); ++i) {
                if (i >= entry.event->told.size() || !entry.event->told[i]) continue;
                const std::string value =
                    answer::value_words(entry.event->fields[i], kind.fields[i].type, copy_.language);
                const std::string& label = kind.fields[i].label.in(copy_.language);
                if (!value.empty())
                    add(say("work.entry.field", {label.empty() ? kind.fields[i].name : label, value}));
            }
        }
        if (!entry.fact.empty()) add(say("work.entry.field", {fact_label(entry.fact), entry.value}));
        if (entry.document) add(document_words(*entry.document));
        if (!entry.assigned_to_name.empty()) add(say("work.case.assigned", {entry.assigned_to_name}));
        if (!entry.note.empty()) add(entry.note);
        if (entry.is_struck) add(say("work.entry.struck"));
        else if (entry.corrected_by != 0) add(say("work.entry.corrected"));
        return words;
    }

    std::string document_words(const DocumentDetails& document) const {
        const std::string key = "work.document." + std::string(name_of(document.direction));
        std::string words =
            document.correspondent.empty() ? say(key) : say(key + ".with", {document.correspondent});
        words = document.title + " · " + words;
        return document.summary.empty() ? words : words + " · " + document.summary;
    }

  private:
    std::string fact_label(const std::string& name) const {
        const rulebook::Fact* const fact = copy_.library.vocabulary.find_fact(name);
        return fact == nullptr ? name : fact->label.in(copy_.language);
    }

    const CaseCopy& copy_;
};

class CasePaper {
  public:
    explicit CasePaper(const CaseCopy& copy) : copy_(copy), words_(copy) {}

    Paper paper() {
        const auto& view = copy_.view;
        paper_.language = copy_.language;
        paper_.title = say("copy.title", {view.number});
        if (view.evaluation.standard != nullptr)
            paper_.sender = view.evaluation.standard->name.in(copy_.language);
        head("copy.person", view.person.name);
        head("work.person.cpr", view.person.cpr);
        if (view.file.person.born) head("work.person.born", words_.day(*view.file.person.born));
        if (!view.person.is_protected) head("work.person.address", view.person.address);
        head("copy.on", words_.day(view.evaluation.on));
        paper_.footer = paper_.title;
        if (!copy_.withheld.empty()) note_withheld();
        add_course();
        add_deadlines();
        add_document_list();
        add_letters();
        return std::move(paper_);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return words_.say(key, args);
    }
    void head(std::string_view key, const std::string& value) {
        if (!value.empty()) paper_.head.push_back({.label = say(key), .value = value});
    }
    void chapter(std::string_view key) { paper_.blocks.push_back(Heading{.level = 2, .text = say(key)}); }

    void note_withheld() {
        letters::Note note{.tone = letters::Tone::missing,
                           .title = message_count(copy_.language, "copy.withheld.count",
                                                  static_cast<long>(copy_.withheld.size())),
                           .paragraphs = {plain(say("copy.withheld.text"))}};
        paper_.blocks.push_back(std::move(note));
    }

    void add_course() {
        chapter("copy.course");
        letters::Table table{
            .caption = say("copy.course.caption"),
            .columns = {say("copy.day"), say("copy.what"), say("copy.said"), say("copy.written")},
            .rows = {}};
        for (const TimeLineEntry& entry : copy_.view.entries) {
            const Withheld* const withheld = words_.withheld(entry.version);
            table.rows.push_back(
                {plain(words_.day(entry.occurred_on)),
                 plain(withheld == nullptr ? words_.title(entry) : say("copy.withheld")),
                 plain(withheld == nullptr ? words_.details(entry) : withheld->reason),
                 plain(say("work.conflict.entry", {words_.day(entry.recorded_on), entry.actor_name}))});
        }
        paper_.blocks.push_back(std::move(table));
    }

    void add_deadlines() {
        letters::Table table{
            .caption = say("copy.deadlines.caption", {words_.day(copy_.view.evaluation.on)}),
            .columns = {say("copy.deadline"), say("copy.due"), say("copy.state"), say("copy.by")},
            .rows = {}};
        for (const auto& clock : copy_.view.evaluation.clocks) {
            if (!clock.started || !clock.due || clock.rule == nullptr || clock.edition == nullptr) continue;
            table.rows.push_back(
                {plain(clock.rule->title.in(copy_.language)), plain(words_.day(*clock.due)),
                 plain(answer::capitalised(answer::state_words(clock.state, copy_.language))),
                 plain(clock.edition->name.in(copy_.language))});
        }
        if (table.rows.empty()) return;
        chapter("copy.deadlines");
        paper_.blocks.push_back(std::move(table));
    }

    void add_document_list() {
        if (copy_.documents.empty()) return;
        chapter("work.document.documents");
        letters::Table table{
            .caption = say("copy.documents.caption"),
            .columns = {say("copy.number"), say("copy.day"), say("copy.what"), say("copy.where")},
            .rows = {}};
        for (const FiledDocument& document : copy_.documents) {
            const Withheld* const withheld = words_.withheld(document.version);
            table.rows.push_back(
                {plain(std::to_string(document.version)), plain(words_.day(document.dated)),
                 plain(withheld == nullptr ? words_.document_words(document.details) : say("copy.withheld")),
                 plain(withheld == nullptr ? say(where_key(document)) : withheld->reason)});
        }
        paper_.blocks.push_back(std::move(table));
    }

    static std::string_view where_key(const FiledDocument& document) {
        const bool is_here =
            document.details.media_type == letter_type || document.details.media_type == "text/plain";
        return is_here ? "copy.where.here" : "copy.where.after";
    }

    // Letters of ours and plain text stand in the paper itself.
    void add_letters() {
        for (const FiledDocument& document : copy_.documents) {
            if (words_.withheld(document.version) != nullptr) continue;
            const std::string& type = document.details.media_type;
            if (type != letter_type && type != "text/plain") continue;
            paper_.blocks.push_back(Heading{
                .level = 2,
                .text = say("copy.document", {std::to_string(document.version), document.details.title})});
            paper_.blocks.push_back(Paragraph{
                .text = plain(say("copy.document.line",
                                  {words_.day(document.dated), words_.document_words(document.details)})),
                .role = letters::Role::source});
            if (type == "text/plain") paper_.blocks.push_back(Paragraph{.text = plain(document.content)});
            else add_letter(document.content);
        }
    }

    void add_letter(const std::string& json) {
        auto letter = letters::paper_from_json(json);
        if (!letter) {
            paper_.blocks.push_back(Paragraph{.text = plain(say("copy.unreadable"))});
            return;
        }
        paper_.blocks.push_back(Heading{.level = 3, .text = letter->title});
        std::string to;
        for (const std::string& line : letter->to) to += (to.empty() ? "" : "\n") + line;
        if (!to.empty()) paper_.blocks.push_back(Paragraph{.text = plain(to)});
        for (letters::Block& block : letter->blocks) {
            if (auto* heading = std::get_if<Heading>(&block)) {
                heading->level = std::min(4, heading->level + 1);
                heading->anchor.clear();
            }
            paper_.blocks.push_back(std::move(block));
        }
    }

    const CaseCopy& copy_;
    EntryWords words_;
    Paper paper_;
};

}  // namespace

Paper case_paper(const CaseCopy& copy) { return CasePaper(copy).paper(); }

Result<std::string> case_pdf(const CaseCopy& copy) {
    Paper paper = case_paper(copy);
    const auto first = letters::to_pdf(paper);
    if (!first) return first;
    std::vector<letters::Enclosure> enclosures;
    for (const FiledDocument& document : copy.documents) {
        const bool is_withheld =
            std::ranges::find(copy.withheld, document.version, &Withheld::version) != copy.withheld.end();
        const std::string& type = document.details.media_type;
        if (is_withheld || type == letter_type || type == "text/plain") continue;
        enclosures.push_back({.title = message(copy.language, "copy.document",
                                               {std::to_string(document.version), document.details.title}),
                              .media_type = type,
                              .content = document.content});
    }
    auto bundle = letters::bundle_pdf(*first, enclosures);
    if (!bundle || bundle->left_out.empty()) {
        if (!bundle) return std::unexpected(std::move(bundle.error()));
        return std::move(bundle->pdf);
    }
    // What cannot be opened is named, so that nobody takes the copy for the whole; it is handed over as a
    // file.
    letters::Note note{
        .tone = letters::Tone::missing, .title = message(copy.language, "copy.left_out"), .paragraphs = {}};
    for (const std::size_t i : bundle->left_out) note.paragraphs.push_back(plain(enclosures[i].title));
    paper.blocks.insert(paper.blocks.begin(), std::move(note));
    const auto again = letters::to_pdf(paper);
    if (!again) return again;
    for (auto i = bundle->left_out.rbegin(); i != bundle->left_out.rend(); ++i)
        enclosures.erase(enclosures.begin() + static_cast<std::ptrdiff_t>(*i));
    auto whole = letters::bundle_pdf(*again, enclosures);
    if (!whole) return std::unexpected(std::move(whole.error()));
    return std::move(whole->pdf);
}

}  // namespace fjorten::service
