#include "answer/words.h"
#include "base/utf8.h"
#include "web/work_anonymous.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Conversation;
using service::Fits;
using service::Side;
using service::Utterance;
using store::ThreadState;

namespace {

constexpr std::size_t preview_characters = 60;

std::string say(const WorkSetting& setting, const std::string& key,
                const std::vector<std::string>& args = {}) {
    return setting.say("work.anonymous." + key, args);
}

std::string day_words(const WorkSetting& setting, calendar::Date day) {
    return answer::plain_date(day, setting.language());
}

Html state_badge(const WorkSetting& setting, ThreadState state) {
    switch (state) {
        case ThreadState::waiting: return badge(Tone::warning, Icon::due, say(setting, "state.waiting"));
        case ThreadState::answered: return badge(Tone::success, Icon::done, say(setting, "state.answered"));
        case ThreadState::closed: return badge(Tone::info, Icon::ended, say(setting, "state.closed"));
    }
    return {};
}

std::string preview(const std::string& text) {
    std::u32string points = utf8::code_points(text);
    if (points.size() <= preview_characters) return text;
    points.resize(preview_characters);
    return utf8::from_code_points(points) + "…";
}

Html one_said(const WorkSetting& setting, const Utterance& said) {
    Html text;
    if (said.fits != Fits::not_said)
        text +=
            paragraph(element("strong", {}, say(setting, said.fits == Fits::yes ? "said.yes" : "said.no")));
    if (!said.text.empty()) text += element("p", {{"class", "typed-text"}}, said.text);
    if (!said.proposal.empty()) text += paragraph(say(setting, "said.proposal", {said.proposal}));
    const bool is_ours = said.from == Side::staff;
    return element(
        "li", {{"class", is_ours ? "said said-by-staff" : "said"}},
        element("p", {{"class", "source"}},
                say(setting, is_ours ? "said.staff" : "said.writer", {day_words(setting, said.on)})),
        text);
}

Html answer_form(const WorkSetting& setting, const Conversation& conversation, const TypedAnswer& typed) {
    const auto field = [&](const std::string& name, const std::string& value) {
        const auto wrong = std::ranges::find(typed.problems, name, &Problem::field);
        return FieldText{.name = name,
                         .label = say(setting, name),
                         .hint = say(setting, name + ".hint"),
                         .error = wrong == typed.problems.end() ? std::string{} : wrong->sentence,
                         .value = value};
    };
    return post_form(
        setting, setting.to(WorkPlace::conversation, conversation.id),
        form_fields(setting, "answer", conversation.version()),
        all(text_area(setting, field("text", typed.text), 6),
            text_field(field("proposal", typed.proposal), {{"autocomplete", "off"}}, setting.language()),
            element("div", {{"class", "button-group"}},
                    button(ButtonKind::primary, say(setting, "send"), "go", "answer"),
                    button(ButtonKind::secondary, say(setting, "close"), "go", "close"))),
        "work-form");
}

}  // namespace

std::string conversation_list_page(const WorkSetting& setting,
                                   const std::vector<Conversation>& conversations) {
    Table drawn{.caption = say(setting, "list"),
                .columns = {say(setting, "column.first"), say(setting, "column.state"),
                            say(setting, "column.wish"), say(setting, "column.last")},
                .rows = {}};
    for (const Conversation& one : conversations)
        drawn.rows.push_back({all(element("a", {{"href", setting.to(WorkPlace::conversation, one.id)}},
                                          preview(one.said.front().text)),
                                  element("div", {{"class", "source"}},
                                          say(setting, "opened", {day_words(setting, one.opened_on)}))),
                              state_badge(setting, one.state),
                              say(setting, "wish." + std::string(name_of(one.wish))),
                              day_words(setting, one.last_on)});
    const std::string title = say(setting, "title");
    Html courses;
    if (may(setting.who, service::Permission::run_anonymous_courses))
        courses = paragraph(
            element("a", {{"href", setting.to(WorkPlace::courses)}}, setting.say("work.nameless.title")));
    return work_page(setting, {.title = title},
                     all(heading(1, title), element("p", {{"class", "font-lead"}}, say(setting, "lead")),
                         courses, drawn.rows.empty() ? paragraph(say(setting, "none")) : table(drawn)));
}

std::string work_conversation_page(const WorkSetting& setting, const Conversation& conversation,
                                   const TypedAnswer& typed) {
    Html said;
    for (const Utterance& one : conversation.said) said += one_said(setting, one);
    Html main = error_summary(typed.problems, setting.language());
    if (typed.meanwhile == TypedAnswer::Meanwhile::yes)
        main += element(
            "div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
            alert(Tone::warning, 2, say(setting, "meanwhile"), paragraph(say(setting, "meanwhile.do"))));
    const std::string title = say(setting, "one", {day_words(setting, conversation.opened_on)});
    main += all(
        paragraph(element("a", {{"href", setting.to(WorkPlace::conversations)}}, say(setting, "title"))),
        heading(1, title), element("p", {{"class", "state-line"}}, state_badge(setting, conversation.state)),
        paragraph(say(setting, "wish." + std::string(name_of(conversation.wish)))));
    if (!conversation.reach.empty()) main += paragraph(say(setting, "reach", {conversation.reach}));
    main += all(element("ol", {{"class", "nobullet-list conversation"}}, said),
                heading(2, say(setting, "answer")), paragraph(say(setting, "answer.care")),
                answer_form(setting, conversation, typed));
    Fields asked;
    if (!typed.text.empty() || !typed.proposal.empty())
        asked = {{"text", typed.text}, {"proposal", typed.proposal}};
    return work_page(setting, {.title = title, .typed = asked}, main);
}

}  // namespace fjorten::web
