#include "letters/citizens_complaint.h"

#include "answer/words.h"

namespace fjorten::letters {

namespace {

constexpr std::string_view line_to_write_on = "_____________________________";
constexpr int empty_lines = 5;

class ComplaintPaper {
  public:
    explicit ComplaintPaper(const CitizensComplaint& complaint) : complaint_(complaint) {}

    Paper write() {
        paper_.language = complaint_.language;
        paper_.title = say("title");
        paper_.to = complaint_.to;
        paper_.head = {{say("date"), answer::plain_date(complaint_.on, complaint_.language)},
                       {say("name"), std::string(line_to_write_on)},
                       {say("born"), std::string(line_to_write_on)},
                       {say("reach"), std::string(line_to_write_on)}};
        paragraph(say("about." + complaint_.about));
        if (complaint_.received)
            paragraph(say("received", {answer::plain_date(*complaint_.received, complaint_.language)}));
        if (complaint_.is_late) paragraph(say("late"));
        own_words("happened", complaint_.happened);
        own_words("wanted", complaint_.wanted);
        paragraph(say("ask"));
        List asked{.items = {plain(say("ask.received")), plain(say("ask.written"))}, .marks = Marks::bullets};
        if (!complaint_.next.empty()) asked.items.push_back(plain(say("ask.next", {complaint_.next})));
        paper_.blocks.emplace_back(std::move(asked));
        paragraph(say("greeting"));
        paragraph(std::string(line_to_write_on));
        std::string sources;
        for (const auto& source : complaint_.sources) sources += (sources.empty() ? "" : " · ") + source;
        if (!sources.empty())
            paper_.blocks.emplace_back(Paragraph{.text = plain(std::move(sources)), .role = Role::source});
        paper_.footer = say("title");
        return std::move(paper_);
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(complaint_.language, "letters.own_complaint." + key, args);
    }
    void paragraph(std::string text) {
        paper_.blocks.emplace_back(Paragraph{.text = plain(std::move(text)), .role = Role::body});
    }
    void own_words(const std::string& key, const std::string& words) {
        paper_.blocks.emplace_back(Heading{.level = 2, .text = say(key), .anchor = {}});
        if (!words.empty()) return paragraph(words);
        for (int i = 0; i < empty_lines; ++i)
            paragraph(std::string(line_to_write_on) + std::string(line_to_write_on));
    }

    const CitizensComplaint& complaint_;
    Paper paper_;
};

}  // namespace

Paper citizens_complaint(const CitizensComplaint& complaint) { return ComplaintPaper(complaint).write(); }

}  // namespace fjorten::letters
