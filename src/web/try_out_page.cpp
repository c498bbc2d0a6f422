// Anybody tries one set of rules out instead of another, on invented cases.
#include "web/components.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site_map.h"
#include "web/try_out.h"

namespace fjorten::web {

std::string try_out_page(const Setting& setting, const InventedTryOut& invented, const Fields& query) {
    const auto say = [&](std::string_view key) { return message(setting.language, key); };
    const TryOutChoice choice = read_try_out(query);
    const TryOutPair pair = pair_of(setting.library, choice);
    const auto cases = pair.from == nullptr ? std::vector<const compare::ReplayedCase*>{}
                                            : cases_under(*pair.from, invented.cases());
    const TryOutScene scene{.library = setting.library,
                            .language = setting.language,
                            .choice = choice,
                            .path = std::string(path_of(Place::try_out, setting.language)),
                            .cases = cases};
    Html answer;
    const bool is_asked = !choice.from.empty() || !choice.to.empty();
    if (pair.fit()) answer = try_out_answer(scene, pair, *invented.rehearse(*pair.from, *pair.to));
    else if (is_asked)
        answer = alert(Tone::warning, 2, say("web.try.not_fit"), paragraph(say("web.try.not_fit.why")));
    return page(
        {.language = setting.language,
         .place = Place::try_out,
         .title = say("web.try.title"),
         .asked_with = {},
         .query = query},
        all(heading(1, say("web.try.title")), element("p", {{"class", "font-lead"}}, say("web.try.lead")),
            paragraph(say("web.try.invented")), try_out_form(scene), answer));
}

}  // namespace fjorten::web
