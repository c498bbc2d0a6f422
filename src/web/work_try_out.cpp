// Leaders and owners of the standard try rules out on the cases of their own municipality.
#include "compare/rehearsal.h"
#include "web/try_out.h"
#include "web/work_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

namespace {

// As many as can be evaluated twice while somebody waits; opening them takes longest.
constexpr std::size_t most_kept_cases = 500;

std::vector<compare::ReplayedCase> as_replayed(service::KeptCases& kept, calendar::Date today) {
    std::vector<compare::ReplayedCase> cases;
    for (service::KeptCase& each : kept.cases)
        cases.push_back({.name = std::move(each.case_id), .file = std::move(each.file), .days = {today}});
    return cases;
}

std::string case_address(const WorkSetting& setting) {
    std::string path = setting.to(WorkPlace::case_file, "x");
    path.pop_back();
    return path;
}

}  // namespace

Response answer_try_out(Visit& visit) {
    const WorkSetting& setting = visit.setting;
    TryOutChoice choice = read_try_out(visit.fields);
    choice.case_name.clear();  // a case is opened where cases are opened, and that is written down
    const std::string own = visit.desk.standard_of(setting.who.municipality);
    const rulebook::Authority* const authority = setting.library.find(own);
    if (choice.from.empty() && authority != nullptr)
        choice.from = name_of_edition(authority->editions.back());
    auto kept = visit.desk.kept_cases(setting.who, most_kept_cases);
    if (!kept) return refusal(visit, kept.error());
    const std::size_t left_out = kept->left_out;
    const auto all_cases = as_replayed(*kept, setting.today);
    const TryOutPair pair = pair_of(setting.library, choice);
    const auto cases = pair.from == nullptr ? std::vector<const compare::ReplayedCase*>{}
                                            : cases_under(*pair.from, all_cases);
    const bool may_read = may(setting.who, service::Permission::read_case);
    const TryOutScene scene{
        .library = setting.library,
        .language = setting.language(),
        .choice = choice,
        .path = setting.to(WorkPlace::try_out),
        .cases = cases,
        .opens_at = case_address(setting),
        .shown = may_read ? TryOutScene::Cases::shown : TryOutScene::Cases::only_counted};
    Html answer;
    if (pair.fit()) {
        answer = try_out_answer(scene, pair,
                                compare::rehearse(setting.library, *pair.from, *pair.to, cases,
                                                  most_questions_of_a_page));
    } else if (!choice.to.empty()) {
        answer = alert(Tone::warning, 2, setting.say("web.try.not_fit"),
                       paragraph(setting.say("web.try.not_fit.why")));
    }
    Html bounded;
    if (left_out > 0)
        bounded = paragraph(setting.say("web.try.bounded", {std::to_string(all_cases.size()),
                                                            std::to_string(all_cases.size() + left_out)}));
    return work_html(work_page(setting, {.title = setting.say("web.try.title")},
                               all(heading(1, setting.say("web.try.title")),
                                   element("p", {{"class", "font-lead"}}, setting.say("web.try.lead")),
                                   paragraph(setting.say("web.try.own")), bounded, try_out_form(scene),
                                   answer)));
}

}  // namespace fjorten::web
