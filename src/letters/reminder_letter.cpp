#include "letters/reminder_letter.h"

#include "answer/source_words.h"
#include "answer/words.h"
#include "base/assert.h"

namespace fjorten::letters {

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
    return out;
}

}  // namespace

Paper reminder_letter(const Overdue& overdue) {
    FJ_ASSERT(!overdue.clocks.empty());
    const auto say = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return message(overdue.language, key, args);
    };
    const auto day = [&](calendar::Date date) { return answer::plain_date(date, overdue.language); };
    const auto line = [](std::string text, Role role = Role::body) {
        return Paragraph{.text = plain(std::move(text)), .role = role};
    };
    Paper paper;
    paper.language = overdue.language;
    paper.title = say("letters.reminder.title");
    paper.to = {overdue.evaluation.standard->name.in(overdue.language)};
    paper.head = {{say("letters.reminder.date"), day(overdue.evaluation.on)},
                  {say("letters.reminder.name"), "_____________________________"},
                  {say("letters.reminder.reach"), "_____________________________"}};
    paper.blocks.emplace_back(line(say(overdue.writer == Writer::relative ? "letters.reminder.lead.relative"
                                                                          : "letters.reminder.lead")));
    List late;
    for (const auto* clock : overdue.clocks) {
        std::vector<std::string> began;
        for (const auto& reason : clock->because)
            began.push_back(
                say("letters.reminder.event",
                    {answer::event_words(overdue.library.vocabulary, reason.event, overdue.language),
                     day(reason.on)}));
        Text item = {{.text = say("letters.reminder.late",
                                  {clock->rule->title.in(overdue.language), day(*clock->due)}),
                      .emphasis = Emphasis::strong}};
        item.push_back({.text = " " + say("letters.reminder.because", {joined(began, "; ")})});
        item.push_back(
            {.text =
                 "\n" + joined(answer::source_words(*clock->rule, *clock->edition, overdue.language), " · "),
             .emphasis = Emphasis::quiet});
        late.items.push_back(std::move(item));
    }
    paper.blocks.emplace_back(std::move(late));
    paper.blocks.emplace_back(line(say("letters.reminder.ask")));
    List asked{.items = {}, .marks = Marks::numbers};
    for (const char* key : {"letters.reminder.ask.when", "letters.reminder.ask.why",
                            "letters.reminder.ask.meanwhile", "letters.reminder.ask.written"})
        asked.items.push_back(plain(say(key)));
    paper.blocks.emplace_back(std::move(asked));
    paper.blocks.emplace_back(line(say("letters.reminder.greeting")));
    paper.blocks.emplace_back(line("_____________________________"));
    paper.footer = say("letters.reminder.title");
    return paper;
}

}  // namespace fjorten::letters
