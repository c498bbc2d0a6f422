#include "answer/words.h"
#include "web/work_anonymous_course.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::AnonymousCourse;
using service::AnonymousCourses;

namespace {

Fields typed_in(const Visit& visit, std::initializer_list<std::string_view> names) {
    Fields typed;
    for (const auto name : names) {
        const auto value = value_of(visit.fields, name);
        if (!value.empty()) typed.emplace_back(name, value);
    }
    return typed;
}

std::optional<calendar::Date> day_in(const Visit& visit, CourseForm& form, const std::string& name) {
    const auto day = read_work_date(form.value(name), visit.setting.today);
    if (day) return *day;
    form.problems.push_back({name, words_of(day.error(), visit.setting.language())});
    return std::nullopt;
}

std::optional<bool> answer_in(const CourseForm& form, std::string_view name) {
    const std::string value = form.value(name);
    return value.empty() ? std::nullopt : std::optional(value == "yes");
}

/// Puts into `form` what it can show; otherwise gives the refusal.
std::optional<Response> shown_in(const Visit& visit, const service::Problem& problem, CourseForm& form) {
    if (const auto* blocked = std::get_if<service::Blocked>(&problem)) form.blocked = *blocked;
    else if (std::holds_alternative<service::Conflict>(problem)) form.meanwhile = CourseForm::Meanwhile::yes;
    else if (const auto* mistakes = std::get_if<Diagnostics>(&problem))
        form.problems = problems_of(*mistakes, "step", visit.setting.language());
    else return refusal(visit, problem);
    return std::nullopt;
}

Response list(const Visit& visit, const CourseForm& form, int status) {
    AnonymousCourses& desk = *visit.others.courses;
    const auto courses = desk.all(visit.setting.who);
    if (!courses) return refusal(visit, courses.error());
    const auto providers = desk.providers(visit.setting.who);
    if (!providers) return refusal(visit, providers.error());
    return work_html(courses_page(visit.setting, *courses, *providers, form), status);
}

}  // namespace

Response answer_courses(Visit& visit) {
    if (visit.others.courses == nullptr) return refusal(visit, service::NotFound{});
    AnonymousCourses& desk = *visit.others.courses;
    CourseForm form{.typed = typed_in(visit, {"code"})};
    if (visit.intent != Intent::save) return list(visit, form, 200);
    const auto typed = desk.read_code(form.value("code"));
    if (typed.fault != service::TypedCode::Fault::none) {
        form.problems.push_back({"code", visit.setting.say("work.nameless.mistake.code")});
        return list(visit, form, 422);
    }
    const auto wait = desk.wait();
    const auto found = desk.by_code(visit.setting.who, typed.code);
    if (!found) form.problems.push_back({"code", visit.setting.say("work.nameless.mistake.unknown")});
    Response response =
        found ? see_other(visit.setting.to(WorkPlace::course, found->number)) : list(visit, form, 404);
    response.hold_for(wait);
    return response;
}

Response answer_course_new(Visit& visit) {
    if (visit.others.courses == nullptr) return refusal(visit, service::NotFound{});
    AnonymousCourses& desk = *visit.others.courses;
    const auto& setting = visit.setting;
    const auto providers = desk.providers(setting.who);
    if (!providers) return refusal(visit, providers.error());
    CourseForm form{.typed = typed_in(visit, {"substance", "adult", "other_needs", "provider", "contact"})};
    std::string code(value_of(visit.fields, "code"));
    if (code.empty()) code = desk.draw_code();
    if (visit.intent == Intent::look) form.typed.emplace_back("contact", field_date(setting.today));
    if (visit.intent != Intent::save) return work_html(course_new_page(setting, *providers, code, form));
    const auto contact = day_in(visit, form, "contact");
    for (const char* name : {"substance", "adult", "other_needs", "provider"}) {
        if (form.value(name).empty())
            form.problems.push_back({name, setting.say("work.nameless.mistake.choose"),
                                     setting.say(std::string("work.nameless.") + name)});
    }
    if (form.problems.empty()) {
        const auto opened = desk.open(setting.who,
                                      {.substance = form.value("substance"),
                                       .adult = answer_in(form, "adult"),
                                       .other_needs = answer_in(form, "other_needs"),
                                       .provider = form.value("provider"),
                                       .contact = *contact},
                                      code);
        if (opened) return work_html(course_opened_page(setting, *opened, code));
        if (auto refused = shown_in(visit, opened.error(), form)) return std::move(*refused);
    }
    return work_html(course_new_page(setting, *providers, code, form), 422);
}

namespace {

Response show(const Visit& visit, const CourseForm& form, int status) {
    AnonymousCourses& desk = *visit.others.courses;
    const auto& who = visit.setting.who;
    const auto course = desk.one(who, visit.setting.address.case_id);
    if (!course) return refusal(visit, course.error());
    const auto answer = desk.answer(who, *course);
    if (!answer) return refusal(visit, answer.error());
    const auto providers = desk.providers(who);
    if (!providers) return refusal(visit, providers.error());
    return work_html(course_page(visit.setting, {*course, *answer, *providers, desk.keeping()}, form),
                     status);
}

service::Outcome<AnonymousCourse> done(const Visit& visit, CourseForm& form) {
    AnonymousCourses& desk = *visit.others.courses;
    const auto& who = visit.setting.who;
    const auto& number = visit.setting.address.case_id;
    const std::string strikes(value_of(visit.fields, "strike"));
    if (!strikes.empty()) return desk.strike(who, number, visit.version(), visit.number("strike"));
    const auto on = day_in(visit, form, "on");
    if (form.value("step").empty())
        form.problems.push_back({"step", visit.setting.say("work.nameless.mistake.choose")});
    if (!form.problems.empty()) return std::unexpected(service::Problem(Diagnostics{}));
    const bool has_happened = form.value("happened") == "yes";
    return desk.record(
        who, number, visit.version(),
        {.step = form.value("step"),
         .on = *on,
         .timing = has_happened ? service::Timing::has_happened : service::Timing::before_it_happens});
}

Response leave(const Visit& visit, CourseForm& form) {
    AnonymousCourses& desk = *visit.others.courses;
    const auto& say = visit.setting;
    if (form.value("says_so") != "yes")
        form.problems.push_back({"says_so", say.say("work.nameless.mistake.says_so")});
    const auto typed = desk.read_code(form.value("code"));
    if (typed.fault != service::TypedCode::Fault::none)
        form.problems.push_back({"code", say.say("work.nameless.mistake.code")});
    if (!form.problems.empty()) return show(visit, form, 422);
    const auto wait = desk.wait();
    const auto left = desk.leave(say.who, say.address.case_id, visit.version(), typed.code);
    Response response = [&] {
        if (left) return work_html(course_left_page(say, *left));
        if (std::holds_alternative<service::NotFound>(left.error()))
            form.problems.push_back({"code", say.say("work.nameless.mistake.not_this")});
        else if (auto refused = shown_in(visit, left.error(), form)) return std::move(*refused);
        return show(visit, form, 422);
    }();
    response.hold_for(wait);
    return response;
}

}  // namespace

Response answer_course(Visit& visit) {
    if (visit.others.courses == nullptr) return refusal(visit, service::NotFound{});
    CourseForm form{.typed = typed_in(visit, {"step", "on", "happened", "code", "says_so"})};
    if (visit.intent == Intent::look) form.typed.emplace_back("on", field_date(visit.setting.today));
    if (visit.intent != Intent::save) return show(visit, form, 200);
    if (value_of(visit.fields, "go") == "leave") return leave(visit, form);
    const auto recorded = done(visit, form);
    if (recorded) return see_other(visit.setting.to(WorkPlace::course, recorded->number));
    if (form.problems.empty()) {
        if (auto refused = shown_in(visit, recorded.error(), form)) return std::move(*refused);
    }
    return show(visit, form, form.meanwhile == CourseForm::Meanwhile::yes ? 409 : 422);
}

}  // namespace fjorten::web
