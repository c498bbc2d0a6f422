// Who changed what in a draft, and when: the newest first, each with the lines that became others.
#include <algorithm>
#include <charconv>

#include "web/draft_parts.h"
#include "web/draft_visit.h"

namespace fjorten::web {

namespace {

constexpr std::size_t most_shown_lines = 60;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

// One change is one place of the file: what is alike at the beginning and at the end is left out.
Html changed_lines(const DraftVisit& visit, std::string_view before, std::string_view after) {
    const auto old_lines = lines_of(before), new_lines = lines_of(after);
    std::size_t first = 0, last = 0;
    const std::size_t least = std::min(old_lines.size(), new_lines.size());
    while (first < least && old_lines[first] == new_lines[first]) ++first;
    while (last < least - first &&
           old_lines[old_lines.size() - 1 - last] == new_lines[new_lines.size() - 1 - last])
        ++last;
    const auto block = [&](const std::vector<std::string_view>& lines, std::string_view key) {
        std::string text;
        for (std::size_t i = first; i + last < lines.size() && i < first + most_shown_lines; ++i)
            text += std::string(lines[i]) + "\n";
        if (text.empty()) return Html{};
        return all(element("p", {}, visit.say(key, {std::to_string(first + 1)})),
                   element("pre", {{"class", "case-text"}, {"tabindex", "0"}}, text));
    };
    return all(block(old_lines, "draft.history.before"), block(new_lines, "draft.history.after"));
}

}  // namespace

Response answer_draft_history(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) {
        const Language language = one.setting().language();
        const auto steps = one.desk.history(one.setting().who, one.view.id);
        if (!steps) return refusal(one.visit, steps.error());
        std::int64_t shown = 0;
        const std::string asked = one.typed("version");
        std::from_chars(asked.data(), asked.data() + asked.size(), shown);
        Table table{.caption = one.say("draft.history.title"),
                    .columns = {one.say("draft.version"), one.say("draft.history.when"),
                                one.say("draft.history.what"), one.say("draft.history.lines")},
                    .rows = {}};
        for (auto step = steps->rbegin(); step != steps->rend(); ++step) {
            const std::string number = std::to_string(step->version);
            const Html link =
                step->version == 1
                    ? Html{}
                    : element(
                          "a",
                          {{"href", one.to(WorkPlace::draft_history, {}, {{"version", number}}) + "#lines"}},
                          one.say("draft.history.show", {number}));
            table.rows.push_back({number, time_words(step->at, language), step_words(one, *step), link});
        }
        Html content = web::table(table);
        if (shown > 1 && shown <= one.view.step.version) {
            const auto before = one.desk.view(one.setting().who, one.rulebook, one.view.id, shown - 1);
            const auto after = one.desk.view(one.setting().who, one.rulebook, one.view.id, shown);
            if (before && after)
                content += all(heading(2, one.say("draft.history.of", {std::to_string(shown)}), "lines"),
                               changed_lines(one, before->text, after->text));
        }
        return draft_page(one, {.title = one.say("draft.history.title")}, content);
    });
}

}  // namespace fjorten::web
