#include "letters/form_letters.h"

#include <span>
#include <string_view>

namespace fjorten::letters {

namespace {

constexpr std::string_view line_to_write_on = "_____________________________";

struct Question {
    std::string_view key;
    int lines;
};
constexpr Question of_referral[] = {{"person", 1}, {"reach", 1},  {"wish", 1},   {"about", 4},
                                    {"help", 2},   {"urgent", 2}, {"agreed", 2}, {"sender", 3}};
constexpr Question of_notification[] = {{"child", 2}, {"family", 2}, {"seen", 5},  {"known", 2},
                                        {"told", 2},  {"urgent", 2}, {"sender", 3}};

}  // namespace

Paper form_letter(FormLetter letter, const std::string& to, Language language) {
    const bool is_referral = letter == FormLetter::referral;
    const std::string prefix = is_referral ? "letters.referral." : "letters.notification.";
    const auto say = [&](std::string_view key) { return message(language, prefix + std::string(key)); };
    const std::span<const Question> questions =
        is_referral ? std::span<const Question>(of_referral) : std::span<const Question>(of_notification);
    Paper paper;
    paper.language = language;
    paper.title = say("title");
    paper.to = {to};
    paper.head = {{say("date"), std::string(line_to_write_on)}};
    paper.blocks.emplace_back(Paragraph{.text = plain(say("lead")), .role = Role::body});
    for (const Question& question : questions) {
        paper.blocks.emplace_back(Heading{.level = 2, .text = say(question.key), .anchor = {}});
        std::string lines;
        for (int i = 0; i < question.lines; ++i)
            lines += (i == 0 ? "" : "\n") + std::string(line_to_write_on) + std::string(line_to_write_on);
        paper.blocks.emplace_back(Paragraph{.text = plain(std::move(lines)), .role = Role::body});
    }
    paper.footer = say("title");
    return paper;
}

}  // namespace fjorten::letters
