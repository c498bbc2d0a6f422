// The forms for each next step of a complaint.
#include <algorithm>

#include "web/work_complaint_parts.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::ComplaintCourse;
using service::ComplaintStep;

namespace {

class StepForm {
  public:
    StepForm(const ComplaintScene& scene, const ComplaintCourse& course) : scene_(scene), course_(course) {}

    Html html() const {
        switch (course_.next) {
            case ComplaintStep::answer: return answer();
            case ComplaintStep::reassess: return reassess();
            case ComplaintStep::hear_citizen: return hear();
            case ComplaintStep::forward: return forward();
            case ComplaintStep::await_board: return board();
            case ComplaintStep::decide_anew:
            case ComplaintStep::carry_out:
            case ComplaintStep::settled: break;
        }
        return {};
    }

  private:
    std::string say(std::string_view key) const { return scene_.say(key); }

    Html on(std::string_view key) const {
        const std::string typed = scene_.typed("on");
        return text_field({.name = "on",
                           .label = say(key),
                           .error = scene_.error("on"),
                           .value = typed.empty() ? field_date(scene_.setting.today) : typed},
                          {{"autocomplete", "off"}}, scene_.setting.language());
    }

    Html area(const std::string& name, const std::string& key) const {
        const bool has_hint = has_message(scene_.setting.language(), key + ".hint");
        return text_area(scene_.setting, {.name = name,
                                          .label = say(key),
                                          .hint = has_hint ? say(key + ".hint") : std::string{},
                                          .error = scene_.error(name),
                                          .value = scene_.typed(name)});
    }

    Html choose(const std::string& name, const std::string& key,
                const std::vector<std::string>& values) const {
        std::vector<Choice> choices;
        for (const std::string& value : values) {
            const std::string text = key + "." + value, hint = text + ".hint";
            choices.push_back(
                {value, say(text), has_message(scene_.setting.language(), hint) ? say(hint) : std::string{}});
        }
        return radio_group(
            {.name = name, .label = say(key), .error = scene_.error(name), .value = scene_.typed(name)},
            choices, RadioLayout::below, scene_.setting.language());
    }

    enum class Letter { yes, no };
    Html form(const Html& fields, Letter letter) const {
        const std::string ending = "complaint-" + std::string(service::name_of(course_.next));
        Html buttons = button(ButtonKind::primary, say("work.save"));
        if (letter == Letter::yes)
            buttons += button(ButtonKind::secondary, say("work.complaint.show_letter"), "show", "letter");
        return element("form",
                       {{"method", "post"},
                        {"action", scene_.setting.to(WorkPlace::complaint, scene_.view.key.case_id,
                                                     course_.complaint->id)},
                        {"enctype", "multipart/form-data"},
                        {"class", "work-form"}},
                       form_fields(scene_.setting, ending, scene_.view.version),
                       hidden_field("step", std::string(service::name_of(course_.next))), fields,
                       element("div", {{"class", "button-group"}}, buttons));
    }

    Html reassess() const {
        return form(all(on("work.complaint.reassessed_on"),
                        choose("result", "work.complaint.result", {"upheld", "granted", "partly_granted"}),
                        area("reasons", "work.complaint.reasons")),
                    Letter::yes);
    }

    Html forward() const {
        return form(all(on("work.complaint.forwarded_on"), area("remarks", "work.complaint.remarks")),
                    Letter::yes);
    }

    Html hear() const {
        return form(all(on("work.complaint.maintained_on"), area("text", "work.complaint.maintained_text")),
                    Letter::no);
    }

    Html board() const {
        return form(all(on("work.complaint.appeal_on"),
                        choose("result", "work.complaint.appeal_result",
                               {"upheld", "granted", "partly_granted", "remitted", "dismissed"}),
                        file_field(scene_.setting, scene_.page, say("work.complaint.appeal_file"))),
                    Letter::no);
    }

    Html answer() const {
        return form(all(on("work.complaint.answered_on"),
                        choose("how", "work.complaint.how", {"answered", "passed_on"}),
                        area("text", "work.complaint.answer_text")),
                    Letter::yes);
    }

    const ComplaintScene& scene_;
    const ComplaintCourse& course_;
};

}  // namespace

Html complaint_step_form(const ComplaintScene& scene, const ComplaintCourse& course) {
    return StepForm(scene, course).html();
}

Html decision_link(const ComplaintScene& scene, const ComplaintCourse& course) {
    const casefile::Event* answers =
        course.next == ComplaintStep::decide_anew ? course.reassessment : nullptr;
    if (answers == nullptr && course.next != ComplaintStep::carry_out) return {};
    Fields query;
    if (answers != nullptr) query.emplace_back("re", answers->id);
    return element("p", {},
                   button_link(ButtonKind::primary,
                               scene.setting.to(WorkPlace::event, scene.view.key.case_id, "decision_made",
                                                std::move(query)),
                               scene.say("work.complaint.decide")));
}

}  // namespace fjorten::web
