#include "web/work_anonymous.h"

namespace fjorten::web {

using service::AnonymousDesk;

Response answer_conversations(Visit& visit) {
    if (visit.others.anonymous == nullptr) return refusal(visit, service::NotFound{});
    const auto list = visit.others.anonymous->all(visit.setting.who);
    return list ? work_html(conversation_list_page(visit.setting, *list)) : refusal(visit, list.error());
}

namespace {

Response show(const Visit& visit, const TypedAnswer& typed, int status) {
    const auto one = visit.others.anonymous->one(visit.setting.who, visit.setting.address.case_id);
    return one ? work_html(work_conversation_page(visit.setting, *one, typed), status)
               : refusal(visit, one.error());
}

}  // namespace

Response answer_conversation(Visit& visit) {
    if (visit.others.anonymous == nullptr) return refusal(visit, service::NotFound{});
    TypedAnswer typed{.text = std::string(value_of(visit.fields, "text")),
                      .proposal = std::string(value_of(visit.fields, "proposal"))};
    if (visit.intent != Intent::save)
        return show(visit, visit.intent == Intent::show ? typed : TypedAnswer{}, 200);
    AnonymousDesk& desk = *visit.others.anonymous;
    const auto& who = visit.setting.who;
    const auto& id = visit.setting.address.case_id;
    const bool closes = value_of(visit.fields, "go") == "close";
    const auto done = closes ? desk.close(who, id, visit.version())
                             : desk.answer(who, id, visit.version(),
                                           {.from = service::Side::staff,
                                            .on = visit.setting.today,
                                            .text = typed.text,
                                            .proposal = typed.proposal,
                                            .fits = service::Fits::not_said});
    if (done)
        return see_other(closes ? visit.setting.to(WorkPlace::conversations)
                                : visit.setting.to(WorkPlace::conversation, id));
    if (std::holds_alternative<service::Conflict>(done.error())) {
        typed.meanwhile = TypedAnswer::Meanwhile::yes;
        return show(visit, typed, 409);
    }
    const auto* const error = std::get_if<Error>(&done.error());
    if (error == nullptr || error->code != ErrorCode::invalid_input) return refusal(visit, done.error());
    typed.problems.push_back({"text", visit.setting.say("work.anonymous.mistake.text",
                                                        {std::to_string(AnonymousDesk::most_characters),
                                                         std::to_string(AnonymousDesk::most_reach)})});
    return show(visit, typed, 422);
}

}  // namespace fjorten::web
