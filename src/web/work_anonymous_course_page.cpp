#include <algorithm>

#include "answer/words.h"
#include "web/clock_cards.h"
#include "web/work_anonymous_course.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::AnonymousCourse;
using service::AnonymousProviders;
using service::CourseEntry;
using service::KeptTime;

namespace {

std::string say(const WorkSetting& setting, std::string_view key, const std::vector<std::string>& args = {}) {
    return setting.say("work.nameless." + std::string(key), args);
}

// As exactly as it is kept.
std::string time_words(const WorkSetting& setting, KeptTime time, calendar::Date on) {
    const std::string day = answer::plain_date(on, setting.language());
    return time == KeptTime::day ? day : say(setting, "week", {day});
}

std::string substance_words(const WorkSetting& setting, const std::string& substance) {
    const auto* const fact = setting.library.vocabulary.find_fact("substance_kind");
    return answer::value_words(feel::Value(substance), fact->type, setting.language());
}

std::string provider_name(const AnonymousProviders& providers, const std::string& id) {
    const auto found =
        std::ranges::find_if(providers.all, [&](const auto& one) { return one.document.id == id; });
    return found == providers.all.end() ? id : found->form.name;
}

Html state_badge(const WorkSetting& setting, const AnonymousCourse& course) {
    return course.is_open() ? badge(Tone::info, Icon::running, say(setting, "open"))
                            : badge(Tone::success, Icon::ended, say(setting, "ended"));
}

FieldText field(const WorkSetting& setting, const CourseForm& form, const std::string& name) {
    const auto wrong = std::ranges::find(form.problems, name, &Problem::field);
    return {.name = name,
            .label = say(setting, name),
            .hint = say(setting, name + ".hint"),
            .error = wrong == form.problems.end() ? std::string{} : wrong->sentence,
            .value = form.value(name)};
}

Html enough(const WorkSetting& setting, const AnonymousProviders& providers) {
    if (providers.are_enough()) return {};
    return alert(Tone::warning, 2, say(setting, "too_few"),
                 paragraph(say(setting, "too_few.text", {std::to_string(providers.all.size())})));
}

Html notices(const WorkSetting& setting, const CourseForm& form) {
    Html out = error_summary(form.problems, setting.language());
    if (form.meanwhile == CourseForm::Meanwhile::yes)
        out += element(
            "div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
            alert(Tone::warning, 2, say(setting, "meanwhile"), paragraph(say(setting, "meanwhile.do"))));
    if (!form.blocked) return out;
    Html rules;
    for (const auto& blocker : form.blocked->action.because)
        rules += element("li", {}, element("strong", {}, blocker.rule->title.in(setting.language())), " ",
                         blocker.rule->text.in(setting.language()));
    return all(out, element("div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
                            alert(Tone::warning, 2, say(setting, "blocked"), element("ul", {}, rules))));
}

Table course_table(const WorkSetting& setting, const std::string& caption) {
    return {.caption = caption,
            .columns = {say(setting, "number"), say(setting, "substance"), say(setting, "provider"),
                        say(setting, "since"), say(setting, "last")},
            .rows = {}};
}

}  // namespace

std::string courses_page(const WorkSetting& setting, const std::vector<AnonymousCourse>& courses,
                         const AnonymousProviders& providers, const CourseForm& form) {
    Table open = course_table(setting, say(setting, "list.open"));
    Table ended = course_table(setting, say(setting, "list.ended"));
    for (const AnonymousCourse& one : courses)
        (one.is_open() ? open : ended)
            .rows.push_back({element("a", {{"href", setting.to(WorkPlace::course, one.number)}}, one.number),
                             substance_words(setting, one.opening().substance),
                             provider_name(providers, one.opening().provider),
                             time_words(setting, one.time(), one.opening().contact),
                             time_words(setting, one.time(), one.last_on())});
    const std::string title = say(setting, "title");
    Html main = all(
        paragraph(element("a", {{"href", setting.to(WorkPlace::conversations)}},
                          setting.say("work.anonymous.title"))),
        notices(setting, form), heading(1, title),
        element("p", {{"class", "font-lead"}}, say(setting, "lead")), enough(setting, providers),
        element("p", {},
                button_link(ButtonKind::primary, setting.to(WorkPlace::course_new), say(setting, "new"))));
    main +=
        post_form(setting, setting.to(WorkPlace::courses), form_fields(setting, "code"),
                  all(text_field(field(setting, form, "code"), {{"autocomplete", "off"}}, setting.language()),
                      button(ButtonKind::secondary, say(setting, "find"))),
                  "work-form");
    main += open.rows.empty() ? paragraph(say(setting, "none")) : table(open);
    if (!ended.rows.empty()) main += table(ended);
    return work_page(setting, {.title = title, .typed = {}}, main);
}

std::string course_new_page(const WorkSetting& setting, const AnonymousProviders& providers,
                            const std::string& code, const CourseForm& form) {
    const Language language = setting.language();
    std::vector<Choice> substances, places;
    for (const auto& one : setting.library.vocabulary.find_fact("substance_kind")->type.choices)
        substances.push_back({one, substance_words(setting, one)});
    for (const auto& one : providers.all)
        places.push_back({one.document.id, one.form.name,
                          say(setting, one.form.location == "outside" ? "outside" : "inside")});
    const std::string title = say(setting, "new");
    Html main =
        all(paragraph(element("a", {{"href", setting.to(WorkPlace::courses)}}, say(setting, "title"))),
            notices(setting, form), heading(1, title), paragraph(say(setting, "new.lead")),
            enough(setting, providers));
    if (form.blocked) main += paragraph(say(setting, "by_name_instead"));
    main += post_form(
        setting, setting.to(WorkPlace::course_new),
        all(form_fields(setting, "open"), hidden_field("code", code)),
        all(radio_group(field(setting, form, "substance"), substances, RadioLayout::beside, language),
            radio_group(field(setting, form, "adult"), yes_no(setting), RadioLayout::beside, language),
            radio_group(field(setting, form, "other_needs"), yes_no(setting), RadioLayout::beside, language),
            radio_group(field(setting, form, "provider"), places, RadioLayout::below, language),
            text_field(field(setting, form, "contact"), {{"autocomplete", "off"}}, language),
            button(ButtonKind::primary, say(setting, "open_it"))),
        "work-form");
    Fields typed = form.typed;
    typed.emplace_back("code", code);
    return work_page(setting, {.title = title, .typed = typed}, main);
}

std::string course_opened_page(const WorkSetting& setting, const AnonymousCourse& course,
                               const std::string& code) {
    const std::string title = say(setting, "opened", {course.number});
    return work_page(
        setting, {.title = title, .typed = {{"code", code}}},
        all(heading(1, title), paragraph(say(setting, "opened.give")),
            element("p", {{"class", "return-code"}}, code), paragraph(say(setting, "opened.once")),
            paragraph(element("a", {{"href", setting.to(WorkPlace::course, course.number)}},
                              say(setting, "opened.on")))));
}

namespace {

class CoursePage {
  public:
    CoursePage(const WorkSetting& setting, const CourseView& view, const CourseForm& form)
        : setting_(setting),
          view_(view),
          form_(form),
          speaker_(caseworker_speaker(setting, view.answer.evaluation)) {}

    Html html() const {
        const AnonymousCourse& course = view_.course;
        Html main =
            all(paragraph(element("a", {{"href", setting_.to(WorkPlace::courses)}}, tell("title"))),
                notices(setting_, form_), heading(1, tell("one", {course.number})),
                element("p", {{"class", "state-line"}}, state_badge(setting_, course)),
                paragraph(tell("about", {substance_words(setting_, course.opening().substance),
                                         provider_name(view_.providers, course.opening().provider),
                                         time_words(setting_, course.time(), course.opening().contact)})),
                paragraph(tell(course.time() == KeptTime::day ? "kept.day" : "kept.week")), deadlines(),
                heading(2, tell("history")), history());
        if (course.is_open()) main += all(heading(2, tell("record")), record_form());
        main += all(heading(2, tell("rules")), rules());
        if (course.is_open()) main += all(heading(2, tell("leave")), leave_form());
        return all(main, keeping());
    }

  private:
    std::string tell(std::string_view key, const std::vector<std::string>& args = {}) const {
        return say(setting_, key, args);
    }

    // What has a day to be kept: for alcohol the fourteen days.
    Html deadlines() const {
        std::vector<ClockPair> pairs;
        for (const auto& pair : paired_clocks(view_.answer.evaluation)) {
            const auto state = pair.first().state;
            if (pair.first().due && state != engine::ClockState::not_applicable) pairs.push_back(pair);
        }
        return pairs.empty() ? Html{} : all(heading(2, tell("deadlines")), clock_cards(speaker_, pairs));
    }

    Html history() const {
        Html items;
        for (const CourseEntry& entry : view_.course.entries) {
            if (entry.strikes != 0) continue;
            const std::string when = time_words(setting_, view_.course.time(), entry.on);
            const std::string what = tell("step." + entry.step);
            const bool is_struck = view_.course.is_struck(entry.number);
            Html line = is_struck ? element("del", {}, what) : element("strong", {}, what);
            line += all(" ", when);
            if (is_struck) line += all(" ", badge(Tone::info, Icon::none, tell("struck")));
            else if (entry.number > 1) line += strike_form(entry.number, what);
            items += element("li", {}, line);
        }
        return element("ol", {{"class", "nobullet-list course-history"}}, items);
    }

    Html strike_form(std::int64_t number, const std::string& what) const {
        return post_form(
            setting_, setting_.to(WorkPlace::course, view_.course.number),
            all(form_fields(setting_, "strike" + std::to_string(number), view_.course.version()),
                hidden_field("strike", std::to_string(number))),
            element("button", {{"type", "submit"}, {"class", "function-link"}}, tell("strike"), unseen(what)),
            "strike-form");
    }

    Html record_form() const {
        std::vector<Choice> steps;
        for (const auto& step : service::course_steps())
            steps.push_back({std::string(step.name), tell("step." + std::string(step.name))});
        Html fields =
            all(radio_group(field(setting_, form_, "step"), steps, RadioLayout::below, setting_.language()),
                text_field(field(setting_, form_, "on"), {{"autocomplete", "off"}}, setting_.language()));
        if (form_.blocked) fields += check_box("happened", tell("happened"), Checked::no);
        fields += button(ButtonKind::primary, tell("save"));
        return post_form(setting_, setting_.to(WorkPlace::course, view_.course.number),
                         form_fields(setting_, "record", view_.course.version()), fields, "work-form");
    }

    // The rules that speak of courses without a name: what of limits and duties holds today.
    Html rules() const {
        Html items;
        for (const auto& limit : view_.answer.evaluation.limits) {
            if (!limit.max || limit.used == 0) continue;
            items += element("li", {}, element("strong", {}, limit.rule->title.in(setting_.language())), ": ",
                             tell("limit", {std::to_string(limit.used), std::to_string(*limit.max)}));
        }
        items += element("li", {}, tell("no_letters"));
        return element("ul", {}, items);
    }

    Html leave_form() const {
        return all(paragraph(tell("leave.text")),
                   post_form(setting_, setting_.to(WorkPlace::course, view_.course.number),
                             all(form_fields(setting_, "leave", view_.course.version()),
                                 hidden_field("go", "leave")),
                             all(check_box("says_so", tell("says_so"), Checked::no),
                                 text_field(field(setting_, form_, "code"), {{"autocomplete", "off"}},
                                            setting_.language()),
                                 button(ButtonKind::secondary, tell("leave.do"))),
                             "work-form"));
    }

    Html keeping() const {
        const auto* const rule = view_.keeping;
        if (rule == nullptr) return {};
        return element("p", {{"class", "source"}},
                       rule->is_confirmed ? rule->text.in(setting_.language()) : tell("kept.undecided"));
    }

    const WorkSetting& setting_;
    const CourseView& view_;
    const CourseForm& form_;
    Speaker speaker_;
};

}  // namespace

std::string course_page(const WorkSetting& setting, const CourseView& view, const CourseForm& form) {
    return work_page(setting, {.title = say(setting, "one", {view.course.number}), .typed = {}},
                     CoursePage(setting, view, form).html());
}

std::string course_left_page(const WorkSetting& setting, const AnonymousCourse& course) {
    const std::string title = say(setting, "left");
    return work_page(
        setting, {.title = title},
        all(heading(1, title), paragraph(say(setting, "left.text")),
            paragraph(
                say(setting, "left.asked", {time_words(setting, course.time(), course.opening().contact)})),
            paragraph(element("a", {{"href", setting.to(WorkPlace::new_case)}}, say(setting, "left.new")))));
}

}  // namespace fjorten::web
