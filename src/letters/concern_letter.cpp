#include "letters/concern_letter.h"

#include "answer/words.h"

namespace fjorten::letters {

namespace {

void add_section(Paper& paper, const std::string& heading, const std::string& text) {
    if (text.empty()) return;
    paper.blocks.emplace_back(Heading{.level = 2, .text = heading, .anchor = {}});
    paper.blocks.emplace_back(Paragraph{.text = plain(text), .role = Role::body});
}

}  // namespace

Paper concern_letter(const ConcernLetter& letter) {
    const auto say = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return message(letter.language, "letters.concern." + std::string(key), args);
    };
    Paper paper;
    paper.language = letter.language;
    paper.title = say("title");
    paper.sender = letter.from;
    paper.to = {letter.to};
    paper.head = {{say("date"), answer::plain_date(letter.date, letter.language)}};
    paper.blocks.emplace_back(Paragraph{.text = plain(say("lead")), .role = Role::lead});
    add_section(paper, say("child"), letter.child);
    add_section(paper, say("facts"), letter.facts);
    add_section(paper, say("seen_by"), letter.seen_by);
    add_section(paper, say("family_effort"), letter.family_effort);
    add_section(paper, say("citizen_words"), letter.citizen_words);
    add_section(paper, say("shown"),
                letter.unshown.empty() ? say("shown.yes") : say("shown.no", {letter.unshown}));
    std::string law;
    for (const auto& one : letter.law) law += (law.empty() ? "" : "; ") + one;
    add_section(paper, say("law"), law);
    add_section(paper, say("receipt"), say("receipt.text"));
    paper.footer = say("title");
    return paper;
}

}  // namespace fjorten::letters
