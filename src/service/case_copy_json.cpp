// A case given out as JSON: docs/formats/case_copy.md.
#include <algorithm>

#include "answer/answer.h"
#include "answer/json_writer.h"
#include "service/case_copy.h"
#include "service/entry_text.h"

namespace fjorten::service {

namespace {

class CopyWriter {
  public:
    CopyWriter(std::string& out, const CaseCopy& copy) : json_(out, answer::JsonStyle::pretty), copy_(copy) {}

    void write() {
        const CaseView& view = copy_.view;
        json_.open_object();
        text("format", "fjorten case copy 1");
        text("case", view.key.case_id);
        text("number", view.number);
        text("municipality", view.key.municipality);
        json_.key("on");
        json_.date(view.evaluation.on);
        json_.key("version");
        json_.number(view.version);
        json_.key("is_open");
        json_.boolean(view.is_open);
        write_person();
        list("withheld", copy_.withheld, [&](const Withheld& one) {
            json_.key("version");
            json_.number(one.version);
            text("reason", one.reason);
        });
        list("entries", view.entries, [&](const TimeLineEntry& entry) { write_entry(entry); });
        // The case file says everything that happened: it is given when nothing is withheld.
        if (copy_.withheld.empty()) {
            json_.key("file");
            json_.raw(view.case_file);
        }
        json_.key("evaluation");
        json_.raw(
            answer::to_json(view.evaluation, copy_.library, copy_.language, answer::JsonStyle::compact));
        json_.close_object();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    void text_if(std::string_view key, std::string_view value) {
        if (!value.empty()) text(key, value);
    }
    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        if (items.empty()) return json_.empty_list();
        json_.open_list();
        for (const auto& item : items) {
            json_.open_object();
            write(item);
            json_.close_object();
        }
        json_.close_list();
    }

    void write_person() {
        const PersonDetails& person = copy_.view.person;
        json_.key("person");
        json_.open_object();
        text("name", person.name);
        text_if("cpr", person.cpr);
        if (copy_.view.file.person.born) text("born", copy_.view.file.person.born->iso());
        if (!person.is_protected) text_if("address", person.address);
        text_if("telephone", person.telephone);
        text_if("email", person.email);
        text_if("interpreter", person.interpreter);
        json_.close_object();
    }

    void write_entry(const TimeLineEntry& entry) {
        json_.key("version");
        json_.number(entry.version);
        json_.key("occurred_on");
        json_.date(entry.occurred_on);
        text("recorded_at", entry.recorded_at);
        const auto withheld = std::ranges::find(copy_.withheld, entry.version, &Withheld::version);
        if (withheld != copy_.withheld.end()) return text("withheld", withheld->reason);
        text_if("id", entry.id);
        text("type", entry.type);
        text("actor_name", entry.actor_name);
        if (entry.event) {
            json_.key("event");
            json_.raw(event_json(told_from(*entry.event, copy_.library.vocabulary), entry.event->id,
                                 entry.event->known));
        }
        text_if("note", entry.note);
        if (!entry.fact.empty()) {
            text("fact", entry.fact);
            json_.key("value");
            json_.raw(entry.value);
        }
        if (entry.corrects != 0) {
            json_.key("corrects");
            json_.number(entry.corrects);
        }
        if (entry.corrected_by != 0) {
            json_.key("corrected_by");
            json_.number(entry.corrected_by);
        }
        if (entry.document) write_document(entry);
    }

    void write_document(const TimeLineEntry& entry) {
        const DocumentDetails& document = *entry.document;
        json_.key("document");
        json_.open_object();
        text("title", document.title);
        text_if("summary", document.summary);
        text("direction", name_of(document.direction));
        text_if("correspondent", document.correspondent);
        text("media_type", document.media_type);
        text_if("file_name", document.file_name);
        json_.key("bytes");
        json_.number(document.bytes);
        text_if("about", document.about);
        const auto filed = std::ranges::find(copy_.documents, entry.version, &FiledDocument::version);
        if (filed != copy_.documents.end()) {
            if (document.media_type == letter_type) {
                json_.key("letter");
                json_.raw(filed->content);
            } else if (document.media_type == "text/plain") {
                text("text", filed->content);
            }
        }
        json_.close_object();
    }

    answer::JsonWriter json_;
    const CaseCopy& copy_;
};

}  // namespace

std::string case_json(const CaseCopy& copy) {
    std::string out;
    CopyWriter(out, copy).write();
    out += '\n';
    return out;
}

}  // namespace fjorten::service
