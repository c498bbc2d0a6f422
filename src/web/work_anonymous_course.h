// Courses without a name: the list, the beginning of one, and one with what has happened in it. No form here
// takes free text, and no page is written down in the log.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/anonymous_courses.h"
#include "web/work_frame.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_courses(Visit& visit);
Response answer_course_new(Visit& visit);
Response answer_course(Visit& visit);

/// What was typed and what is wrong with it.
struct CourseForm {
    Fields typed = {};
    std::vector<Problem> problems = {};
    std::optional<service::Blocked> blocked = {};
    /// Somebody wrote while it was typed.
    enum class Meanwhile { no, yes } meanwhile = Meanwhile::no;

    std::string value(std::string_view name) const { return std::string(value_of(typed, name)); }
};

std::string courses_page(const WorkSetting& setting, const std::vector<service::AnonymousCourse>& courses,
                         const service::AnonymousProviders& providers, const CourseForm& form);
/// `code`: what the course will be opened with; a hidden field until then.
std::string course_new_page(const WorkSetting& setting, const service::AnonymousProviders& providers,
                            const std::string& code, const CourseForm& form);
/// The code, said once.
std::string course_opened_page(const WorkSetting& setting, const service::AnonymousCourse& course,
                               const std::string& code);
struct CourseView {
    const service::AnonymousCourse& course;
    const service::CaseAnswer& answer;
    const service::AnonymousProviders& providers;
    const rulebook::Keeping* keeping = nullptr;
};
std::string course_page(const WorkSetting& setting, const CourseView& view, const CourseForm& form);
/// The citizen has left it to get help by name.
std::string course_left_page(const WorkSetting& setting, const service::AnonymousCourse& course);

}  // namespace fjorten::web
