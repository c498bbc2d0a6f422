#include "service/complaint_step.h"

#include <algorithm>

#include <fmt/format.h>

#include "answer/source_words.h"
#include "letters/complaint_letters.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

using Members = std::vector<std::pair<std::string_view, std::string>>;

Document event_document(std::string_view event, calendar::Date on, const casefile::Event* answers,
                        const Members& members) {
    std::string json = fmt::format(R"({{"on":{},"event":{})", json_text(on.iso()), json_text(event));
    if (answers != nullptr && !answers->id.empty()) json += ",\"re\":" + json_text(answers->id);
    for (const auto& [name, value] : members)
        json += fmt::format(",{}:{}", json_text(name), json_text(value));
    return read_document(json + "}", "event.json").value_or(Document{});
}

/// Who gets it next by the law's own words: letters name the authority, not the municipality's wording of it.
const rulebook::Route::Way* board_of(const ComplaintCourse& course) {
    const auto& ways = course.ways.appeal.empty() ? course.ways.first : course.ways.appeal;
    for (const auto& route : ways) {
        if (route.way != nullptr) return route.way;
    }
    return nullptr;
}

letters::ComplaintFacts facts_of(const CaseView& view, const ComplaintCourse& course,
                                 const LetterGround& ground, Language language) {
    letters::ComplaintFacts facts{.complained_on = course.complaint->on, .missed = course.missed};
    const auto* board = board_of(course);
    facts.board = board == nullptr ? message(language, "letters.whoever") : board->label.in(language);
    if (course.decision != nullptr) facts.decided_on = course.decision->on;
    for (const auto* clock : course.clocks) {
        // The law's last day to send it on: what the letter promises.
        const bool forwards = std::ranges::any_of(clock->rule->clock->met_by, [&](const auto& pattern) {
            return ground.library.vocabulary.events[pattern.event].name == "complaint_forwarded";
        });
        if (forwards && clock->edition != nullptr && clock->edition->is_law && clock->due)
            facts.forward_by = clock->due;
    }
    const rulebook::Edition* const law = view.evaluation.law;
    for (const auto& ways : {course.ways.first, course.ways.appeal}) {
        for (const auto& route : ways) {
            if (law == nullptr || law->find(route.rule->name) != route.rule) continue;
            for (auto& source : answer::source_words(*route.rule, *law, language)) {
                if (std::ranges::find(facts.sources, source) == facts.sources.end())
                    facts.sources.push_back(std::move(source));
            }
        }
    }
    return facts;
}

class Drafting {
  public:
    Drafting(const CaseView& view, const ComplaintCourse& course, const LetterGround& ground,
             const TakeStep& told, const std::string& signed_by)
        : view_(view),
          course_(course),
          ground_(ground),
          told_(told),
          order_{.language = told.language, .day = told.on, .signed_by = signed_by},
          facts_(facts_of(view, course, ground, told.language)) {
        draft_.command.case_id = told.case_id;
        draft_.command.expected_version = told.expected_version;
        draft_.command.timing = Timing::has_happened;
    }

    StepDraft draft() {
        if (view_.evaluation.standard == nullptr || told_.step != name_of(course_.next)) {
            report("step", "record_step_other", {std::string(name_of(course_.next))});
            return std::move(draft_);
        }
        switch (course_.next) {
            case ComplaintStep::reassess: reassess(); break;
            case ComplaintStep::forward: forward(); break;
            case ComplaintStep::hear_citizen:
                event("complaint_maintained", course_.reassessment, {});
                draft_.command.note = told_.text;
                break;
            case ComplaintStep::await_board: board(); break;
            case ComplaintStep::answer: answer(); break;
            case ComplaintStep::decide_anew:
            case ComplaintStep::carry_out:
            case ComplaintStep::settled: report("step", "record_step_none"); break;
        }
        return std::move(draft_);
    }

  private:
    void report(const char* field, const char* code, std::vector<std::string> args = {}) {
        draft_.mistakes.push_back(mistake_in(field, code, std::move(args)));
    }
    void need(const char* field, const std::string& value, const char* code) {
        if (is_blank(value)) report(field, code);
    }
    bool choose(const char* field, const std::string& value,
                std::initializer_list<std::string_view> choices) {
        if (std::ranges::find(choices, std::string_view(value)) != choices.end()) return true;
        if (value.empty()) report(field, "register_choose");
        else report(field, "record_sheet_choice", {value});
        return false;
    }
    void event(std::string_view name, const casefile::Event* answers, const Members& members) {
        draft_.command.event = event_document(name, told_.on, answers, members);
    }
    letters::LetterHead head() { return letter_head(view_, ground_, order_, {}, draft_.not_printed); }

    // What a letter lacks has been reported before, under the same names.
    void send(letters::Letter letter, const std::string& to) {
        if (!letter) {
            for (const auto& one : letter.error()) {
                if (std::ranges::none_of(draft_.mistakes, [&](const Diagnostic& mistake) {
                        return mistake.place.file == one.field;
                    }))
                    draft_.mistakes.push_back(mistake_in(one.field, "record_letter_lacks", {one.field}));
            }
            return;
        }
        draft_.command.documents.push_back(letter_document(*letter, told_.on, to));
        draft_.letter = std::move(*letter);
    }

    void reassess() {
        using enum letters::Reassessed;
        need("reasons", told_.reasons, "record_reasons_needed");
        if (!choose("result", told_.result, {"upheld", "granted", "partly_granted"})) return;
        const auto meant = told_.result == "upheld"    ? upheld
                           : told_.result == "granted" ? granted
                                                       : partly_granted;
        send(letters::reassessment_letter(head(), facts_, meant, told_.reasons), view_.person.name);
        event("reassessment_made", course_.complaint, {{"result", told_.result}});
    }

    void forward() {
        need("remarks", told_.remarks, "record_sheet_missing");
        letters::LetterHead to_board = head();
        to_board.to = {.name = facts_.board};
        const auto* board = board_of(course_);
        const Contact* contact =
            board == nullptr ? nullptr : contact_for(ground_.contacts, board->to, told_.on);
        const auto address = contact == nullptr ? std::unexpected(Standing::unconfirmed)
                                                : address_for_letter(*contact, told_.on);
        if (address) to_board.to.address = address->lines();
        else
            draft_.not_printed.push_back(
                {facts_.board, contact == nullptr ? std::nullopt : std::optional(address.error())});
        send(letters::forwarding_letter(to_board, facts_, view_.person.name, told_.remarks), facts_.board);
        event("complaint_forwarded",
              course_.maintained != nullptr ? course_.maintained : course_.reassessment, {});
    }

    void board() {
        if (!choose("result", told_.result, {"upheld", "granted", "partly_granted", "remitted", "dismissed"}))
            return;
        event("appeal_decided", course_.forwarded, {{"result", told_.result}});
        if (!told_.file) return;
        FileDocument file = *told_.file;
        file.title = message(told_.language, "letters.enclosed.board");
        file.direction = Direction::incoming;
        file.dated = told_.on;
        file.correspondent = facts_.board;
        draft_.command.documents.push_back(std::move(file));
    }

    void answer() {
        if (!choose("how", told_.how, {"answered", "passed_on"})) return;
        const bool is_passed_on = told_.how == "passed_on";
        if (!is_passed_on) need("text", told_.text, "record_sheet_missing");
        send(letters::answer_letter(head(), facts_, is_passed_on ? facts_.board : std::string{}, told_.text),
             view_.person.name);
        event("complaint_answered", course_.complaint, {{"how", told_.how}});
    }

    const CaseView& view_;
    const ComplaintCourse& course_;
    const LetterGround& ground_;
    const TakeStep& told_;
    LetterOrder order_;
    letters::ComplaintFacts facts_;
    StepDraft draft_;
};

}  // namespace

StepDraft draft_step(const CaseView& view, const ComplaintCourse& course, const LetterGround& ground,
                     const TakeStep& told, const std::string& signed_by) {
    return Drafting(view, course, ground, told, signed_by).draft();
}

Outcome<FileDocument> whole_case(const RecordDesk& desk, const Who& who, const WholeCase& wanted) {
    auto copy = desk.copy_of_case(who, wanted.case_id, wanted.withheld, wanted.language);
    if (!copy) return problem(copy.error());
    FileDocument file{.case_id = {},
                      .expected_version = 0,
                      .title = message(wanted.language, wanted.title),
                      .summary = {},
                      .direction = Direction::outgoing,
                      .dated = wanted.on,
                      .correspondent = wanted.to,
                      .media_type = "application/pdf",
                      .file_name = wanted.case_id + ".pdf",
                      .content = std::move(copy->pdf),
                      .about = {}};
    if (file.content.size() > most_document_bytes)
        return problem(Diagnostics{mistake_in("on", "record_case_too_large")});
    return file;
}

Outcome<Done> take_step(RecordDesk& desk, const Sender& sender, const TakeStep& told) {
    const std::string mark = mark_of(told);
    if (auto before = Writing(desk.parts(), sender, mark).answered_before(Permission::record_event))
        return std::move(*before);
    const auto view = desk.view(sender.who, told.case_id);
    if (!view) return problem(view.error());
    const auto courses =
        complaints_in(view->file, view->evaluation, desk.library().vocabulary, desk.filing());
    const auto course = std::ranges::find_if(
        courses, [&](const ComplaintCourse& one) { return one.complaint->id == told.complaint; });
    if (course == courses.end()) return problem(NotFound{});
    StepDraft draft =
        draft_step(*view, *course, letter_ground(desk, sender.who), told, sender.who.display_name);
    if (!draft.mistakes.empty()) return problem(std::move(draft.mistakes));
    if (course->next == ComplaintStep::forward) {
        auto file = whole_case(desk, sender.who,
                               {.case_id = told.case_id,
                                .language = told.language,
                                .on = told.on,
                                .to = draft.command.documents.front().correspondent,
                                .title = "letters.enclosed.case"});
        if (!file) return problem(file.error());
        draft.command.documents.push_back(std::move(*file));
    }
    draft.command.mark = mark;
    return desk.record_event(sender, draft.command);
}

}  // namespace fjorten::service
