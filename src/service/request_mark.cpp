#include "service/request_mark.h"

#include <fmt/format.h>

namespace fjorten::service {

namespace {

class Mark {
  public:
    explicit Mark(std::string_view command) { add(command); }

    Mark& add(std::string_view text) {
        text_ += fmt::format("{}:{}", text.size(), text);
        return *this;
    }
    Mark& add(std::int64_t number) { return add(std::to_string(number)); }
    Mark& add(const Document& document) {
        for (const auto& line : document.lines) add(line);
        return add("end");
    }
    Mark& add(const PersonDetails& person) {
        return add(person.name)
            .add(person.cpr)
            .add(person.address)
            .add(person.telephone)
            .add(person.email)
            .add(person.is_protected ? "protected" : "")
            .add(person.reach_safely)
            .add(person.interpreter);
    }
    Mark& add(const FileDocument& document) {
        return add(document.title)
            .add(document.summary)
            .add(name_of(document.direction))
            .add(document.dated ? document.dated->iso() : std::string{})
            .add(document.correspondent)
            .add(document.media_type)
            .add(document.file_name)
            .add(document.content)
            .add(document.about);
    }
    std::string text() { return std::move(text_); }

  private:
    std::string text_;
};

}  // namespace

std::string mark_of(const OpenCase& command) {
    return Mark("open_case")
        .add(command.person)
        .add(command.person_id)
        .add(command.case_file)
        .add(command.unit)
        .add(command.assigned_to)
        .text();
}

std::string mark_of(const RecordEvent& command) {
    if (!command.mark.empty()) return command.mark;
    Mark mark("record_event");
    mark.add(command.case_id)
        .add(command.event)
        .add(command.timing == Timing::has_happened ? "has_happened" : "")
        .add(command.pass_reason);
    for (const FileDocument& document : command.documents) mark.add(document);
    if (!command.note.empty()) mark.add(command.note);
    return mark.text();
}

std::string mark_of(const CorrectEvent& command) {
    Mark mark("correct_event");
    mark.add(command.case_id).add(command.corrects).add(command.reason);
    if (command.event) mark.add(*command.event);
    return mark.text();
}

std::string mark_of(const TellFact& command) {
    return Mark("tell_fact").add(command.case_id).add(command.fact).add(command.value).text();
}

std::string mark_of(const AssignCase& command) {
    return Mark("assign_case").add(command.case_id).add(command.unit).add(command.assigned_to).text();
}

std::string mark_of(const ChangePerson& command) {
    return Mark("change_person")
        .add(command.case_id)
        .add(command.person)
        .add(command.born ? command.born->iso() : std::string{})
        .add(!command.adult   ? ""
             : *command.adult ? "yes"
                              : "no")
        .add(command.residence)
        .text();
}

std::string mark_of(const WriteSheet& command) {
    Mark mark("write_sheet");
    mark.add(command.case_id).add(command.type).add(command.sheet.item);
    for (const auto& [name, value] : command.sheet.fields) mark.add(name).add(value);
    return mark.add(command.stage == SheetStage::final ? "final" : "")
        .add(command.timing == Timing::has_happened ? "has_happened" : "")
        .add(command.pass_reason)
        .text();
}

std::string mark_of(const WriteNote& command) {
    Mark mark("write_note");
    mark.add(command.case_id).add(command.text);
    if (command.day) mark.add(command.day->iso());
    return mark.text();
}

std::string mark_of(const HoldCase& command) {
    return Mark("hold_case")
        .add(command.case_id)
        .add(command.hold == HoldCase::Hold::placed ? "placed" : "lifted")
        .add(command.reason)
        .text();
}

std::string mark_of(const FileDocument& command) {
    return Mark("file_document").add(command.case_id).add(command).text();
}

std::string mark_of(const SendLetter& command) {
    Mark mark("send_letter");
    mark.add(command.case_id)
        .add(name_of(command.order.kind))
        .add(command.order.language == Language::da ? "da" : "en")
        .add(command.order.day.iso())
        .add(command.channel);
    for (const auto& [field, text] : command.order.texts) mark.add(field).add(text);
    return mark.text();
}

std::string mark_of(const TakeStep& command) {
    Mark mark("take_step");
    mark.add(command.case_id)
        .add(command.complaint)
        .add(command.step)
        .add(command.on.iso())
        .add(command.language == Language::da ? "da" : "en");
    for (const std::string* told :
         {&command.result, &command.how, &command.reasons, &command.remarks, &command.text})
        mark.add(*told);
    if (command.file) mark.add(*command.file);
    return mark.text();
}

std::string mark_of(const GiveFile& command) {
    Mark mark("give_file");
    mark.add(command.case_id)
        .add(command.on.iso())
        .add(command.language == Language::da ? "da" : "en")
        .add(command.remarks);
    for (const Withheld& one : command.withheld) mark.add(one.version).add(one.reason);
    return mark.text();
}

std::string mark_of(std::string_view kind, const WriteDocument& command) {
    return Mark("write_document")
        .add(kind)
        .add(command.id)
        .add(command.id_begins)
        .add(command.content)
        .add(command.reason)
        .text();
}

}  // namespace fjorten::service
