#include "service/complaint_letters.h"

#include "answer/words.h"

namespace fjorten::service {

namespace {

using letters::Heading;
using letters::Paper;
using letters::Paragraph;
using letters::plain;

class Letter {
  public:
    explicit Letter(const LetterHead& head) : language_(head.language) {
        paper_.language = head.language;
        paper_.sender = head.sender;
        paper_.to = head.to;
        paper_.head = {{.label = say("letter.head.day"), .value = day(head.day)},
                       {.label = say("letter.head.number"), .value = head.number}};
        if (!head.unit.empty()) paper_.head.push_back({.label = say("letter.head.unit"), .value = head.unit});
        paper_.footer = say("letter.footer", {head.sender, head.number});
    }

    Letter& title(std::string_view key, const std::vector<std::string>& args = {}) {
        paper_.title = say(key, args);
        return *this;
    }
    Letter& lead(std::string_view key, const std::vector<std::string>& args = {}) {
        return add(say(key, args), letters::Role::lead);
    }
    Letter& says(std::string_view key, const std::vector<std::string>& args = {}) {
        return add(say(key, args), letters::Role::body);
    }
    Letter& chapter(std::string_view key) {
        paper_.blocks.push_back(Heading{.level = 2, .text = say(key)});
        return *this;
    }
    /// What a person wrote, each of its paragraphs as one.
    Letter& written(const std::string& text) {
        std::size_t at = 0;
        while (at < text.size()) {
            std::size_t end = text.find("\n\n", at);
            if (const auto other = text.find("\r\n\r\n", at); other < end) end = other;
            add(text.substr(at, end == std::string::npos ? end : end - at), letters::Role::body);
            if (end == std::string::npos) break;
            at = text.find_first_not_of("\r\n", end);
        }
        return *this;
    }
    Letter& add(std::string text, letters::Role role) {
        std::erase(text, '\r');
        if (text.find_first_not_of(" \n\t") != std::string::npos)
            paper_.blocks.push_back(Paragraph{.text = plain(std::move(text)), .role = role});
        return *this;
    }
    Letter& sources(const std::vector<std::string>& sources) {
        std::string words;
        for (const std::string& source : sources) words += (words.empty() ? "" : " · ") + source;
        return words.empty() ? *this : add(say("letter.sources", {words}), letters::Role::source);
    }
    Letter& table(letters::Table table) {
        paper_.blocks.push_back(std::move(table));
        return *this;
    }

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(language_, key, args);
    }
    std::string day(calendar::Date date) const { return answer::plain_date(date, language_); }
    Paper paper() { return std::move(paper_); }

  private:
    Language language_;
    Paper paper_;
};

void open(Letter& letter, const ComplaintFacts& facts) {
    const std::string complained = letter.day(facts.complained_on);
    if (facts.decided_on)
        letter.lead("letter.complaint.about_decision", {complained, letter.day(*facts.decided_on)});
    else letter.lead("letter.complaint.about", {complained});
}

std::string_view word_of(Reassessed result) {
    switch (result) {
        case Reassessed::upheld: return "upheld";
        case Reassessed::granted: return "granted";
        case Reassessed::partly_granted: return "partly_granted";
    }
    return {};
}

}  // namespace

Paper reassessment_letter(const LetterHead& head, const ComplaintFacts& facts, Reassessed result,
                          const std::string& reasons) {
    Letter letter(head);
    const std::string key = "letter.reassessment." + std::string(word_of(result));
    letter.title(key);
    open(letter, facts);
    letter.says(key + ".text");
    letter.chapter("letter.reasons").written(reasons);
    letter.chapter("letter.next");
    if (result == Reassessed::upheld) {
        if (facts.forward_by)
            letter.says("letter.next.forward_by", {facts.board, letter.day(*facts.forward_by)});
        else letter.says("letter.next.forward", {facts.board});
        if (facts.missed) letter.says("letter.next.late", {letter.day(*facts.missed), facts.board});
        letter.says("letter.next.holds");
    } else {
        letter.says("letter.next.new_decision");
    }
    if (result == Reassessed::partly_granted) {
        letter.says("letter.next.maintain", {facts.board});
        for (const std::string& rule : facts.maintain_rules) letter.add(rule, letters::Role::body);
    }
    letter.says("letter.ask");
    return letter.sources(facts.sources).paper();
}

Paper forwarding_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& person,
                        const std::string& remarks) {
    Letter letter(head);
    letter.title("letter.forwarding");
    const std::string complained = letter.day(facts.complained_on);
    if (facts.decided_on)
        letter.lead("letter.forwarding.lead", {person, complained, letter.day(*facts.decided_on)});
    else letter.lead("letter.forwarding.lead.undated", {person, complained});
    if (facts.missed) letter.says("letter.forwarding.late", {letter.day(*facts.missed)});
    letter.chapter("letter.forwarding.remarks").written(remarks);
    letter.chapter("letter.forwarding.enclosed").says("letter.forwarding.file");
    return letter.sources(facts.sources).paper();
}

Paper answer_letter(const LetterHead& head, const ComplaintFacts& facts, const std::string& passed_to,
                    const std::string& text) {
    Letter letter(head);
    letter.title(passed_to.empty() ? "letter.answer" : "letter.passed_on");
    letter.lead("letter.complaint.about", {letter.day(facts.complained_on)});
    if (!passed_to.empty()) letter.says("letter.passed_on.text", {passed_to});
    letter.written(text).says("letter.ask");
    return letter.sources(facts.sources).paper();
}

Paper file_access_letter(const LetterHead& head, calendar::Date asked_on, std::size_t documents,
                         const std::vector<GivenUp>& withheld, const std::vector<std::string>& complain,
                         const std::string& remarks) {
    Letter letter(head);
    letter.title("letter.file_access");
    letter.lead("letter.file_access.lead", {letter.day(asked_on)});
    letter.says("letter.file_access.given", {std::to_string(documents)});
    letter.written(remarks);
    if (!withheld.empty()) {
        letter.chapter("letter.file_access.withheld");
        letters::Table table{.caption = letter.say("letter.file_access.withheld.caption"),
                             .columns = {letter.say("copy.what"), letter.say("letter.reasons")},
                             .rows = {}};
        for (const GivenUp& one : withheld) table.rows.push_back({plain(one.what), plain(one.reason)});
        letter.table(std::move(table));
    }
    letter.chapter("letter.file_access.complain");
    for (const std::string& way : complain) letter.add(way, letters::Role::body);
    return letter.says("letter.ask").paper();
}

}  // namespace fjorten::service
