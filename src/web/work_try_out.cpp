// Leaders and owners of the standard try rules out on the cases of their own municipality.
#include "web/work_try_out.h"

#include "compare/rehearsal.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

// As many as can be evaluated twice while somebody waits; opening them takes longest.
constexpr std::size_t most_kept_cases = 500;

std::string case_address(const WorkSetting& setting) {
    std::string path = setting.to(WorkPlace::case_file, "x");
    path.pop_back();
    return path;
}

// Drafts are tried where they are written.
Html open_drafts(const Visit& visit, const std::string& standard) {
    const WorkSetting& setting = visit.setting;
    if (visit.others.drafts == nullptr || !may(setting.who, service::Permission::read_drafts)) return {};
    const auto drafts = visit.others.drafts->drafts(setting.who, standard);
    if (!drafts) return {};
    Html links;
    for (const auto& draft : *drafts) {
        if (!draft.is_closed)
            links += element("li", {},
                             element("a", {{"href", setting.to(WorkPlace::draft_try, draft.id)}},
                                     setting.say("web.try.draft", {draft.id})));
    }
    return links.empty() ? Html{} : all(paragraph(setting.say("web.try.drafts")), element("ul", {}, links));
}

}  // namespace

service::Outcome<OwnCases> own_cases(const Visit& visit) {
    auto kept = visit.desk.kept_cases(visit.setting.who, most_kept_cases);
    if (!kept) return std::unexpected(kept.error());
    OwnCases own{.cases = {}, .left_out = kept->left_out};
    for (service::KeptCase& each : kept->cases)
        own.cases.push_back(
            {.name = std::move(each.case_id), .file = std::move(each.file), .days = {visit.setting.today}});
    return own;
}

Html how_many_words(const WorkSetting& setting, const OwnCases& own) {
    if (own.left_out == 0) return {};
    return paragraph(setting.say("web.try.bounded", {std::to_string(own.cases.size()),
                                                     std::to_string(own.cases.size() + own.left_out)}));
}

TryOutScene own_scene(const WorkSetting& setting, const TryOutChoice& choice,
                      const std::vector<const compare::ReplayedCase*>& cases) {
    const bool may_read = may(setting.who, service::Permission::read_case);
    return {.library = setting.library,
            .language = setting.language(),
            .choice = choice,
            .path = setting.to(WorkPlace::try_out),
            .cases = cases,
            .opens_at = case_address(setting),
            .shown = may_read ? TryOutScene::Cases::shown : TryOutScene::Cases::only_counted};
}

Response answer_try_out(Visit& visit) {
    const WorkSetting& setting = visit.setting;
    TryOutChoice choice = read_try_out(visit.fields);
    choice.case_name.clear();
    const std::string standard = visit.desk.standard_of(setting.who.municipality);
    const rulebook::Authority* const authority = setting.library.find(standard);
    if (choice.from.empty() && authority != nullptr)
        choice.from = name_of_edition(authority->editions.back());
    const auto own = own_cases(visit);
    if (!own) return refusal(visit, own.error());
    const TryOutPair pair = pair_of(setting.library, choice);
    const auto cases = pair.from == nullptr ? std::vector<const compare::ReplayedCase*>{}
                                            : cases_under(*pair.from, own->cases);
    const TryOutScene scene = own_scene(setting, choice, cases);
    Html answer;
    if (pair.fit()) {
        answer = try_out_answer(scene, pair,
                                compare::rehearse({setting.library, *pair.from}, {setting.library, *pair.to},
                                                  cases, most_questions_of_a_page));
    } else if (!choice.to.empty()) {
        answer = alert(Tone::warning, 2, setting.say("web.try.not_fit"),
                       paragraph(setting.say("web.try.not_fit.why")));
    }
    return work_html(work_page(setting, {.title = setting.say("web.try.title")},
                               all(heading(1, setting.say("web.try.title")),
                                   element("p", {{"class", "font-lead"}}, setting.say("web.try.lead")),
                                   paragraph(setting.say("web.try.own")), how_many_words(setting, *own),
                                   open_drafts(visit, standard), try_out_form(scene), answer)));
}

}  // namespace fjorten::web
