#include "web/event_menu.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

class SituationForm {
  public:
    SituationForm(const Setting& setting, const CaseForm& form, const std::vector<FormMistake>& mistakes)
        : setting_(setting),
          form_(form),
          mistakes_(mistakes),
          asker_(form.who == "relative" ? Asker::relative : Asker::self) {}

    Html html() {
        return element("form",
                       {{"method", "post"},
                        {"class", "wide-form"},
                        {"action", std::string(path_of(Place::my_dates, setting_.language))}},
                       municipality_field(setting_, form_.municipality, error("municipality")), who(),
                       substance(), adult(), born(), residence(), facts(),
                       hidden_fields(carried_fields(form_, Asked::situation)),
                       element("div", {{"class", "button-group"}},
                               button(ButtonKind::primary, say("web.situation.next"), "go", "events"),
                               button(ButtonKind::secondary, say("web.situation.result"), "go", "result")));
    }

  private:
    std::string say(std::string_view key) const { return message(setting_.language, key); }
    std::string error(const std::string& field) const { return error_of(mistakes_, field); }
    Html radios(std::string name, std::string label, std::string hint, const std::string& value,
                const std::vector<Choice>& choices, RadioLayout layout) const {
        const std::string mistake = error(name);
        return radio_group({.name = std::move(name),
                            .label = std::move(label),
                            .hint = std::move(hint),
                            .error = mistake,
                            .value = value},
                           choices, layout, setting_.language);
    }
    Html yes_no(std::string name, std::string label, std::string hint, const std::string& value) const {
        return radios(std::move(name), std::move(label), std::move(hint), value,
                      {{"yes", say("web.yes")}, {"no", say("web.no")}, {"", say("web.dont_know")}},
                      RadioLayout::beside);
    }
    /// "web.adult" or, for a relative, "web.adult.relative".
    std::string asked(const std::string& key) const {
        return asker_ == Asker::relative && has_message(setting_.language, key + ".relative")
                   ? say(key + ".relative")
                   : say(key);
    }

    Html who() const {
        return radios("who", say("web.who"), {}, form_.who,
                      {{"self", say("web.who.self")},
                       {"relative", say("web.who.relative"), say("web.who.relative.hint")},
                       {"anonymous", say("web.who.anonymous"), say("web.who.anonymous.hint")}},
                      RadioLayout::below);
    }
    Html substance() const {
        return radios("substance", say("web.substance"), {}, form_.substance,
                      {{"drugs", say("web.substance.drugs")}, {"alcohol", say("web.substance.alcohol")}},
                      RadioLayout::beside);
    }
    Html adult() const { return yes_no("adult", asked("web.adult"), say("web.adult.why"), form_.adult); }
    Html born() const {
        return text_field({.name = "born",
                           .label = asked("web.born"),
                           .hint = say("web.born.why"),
                           .error = error("born"),
                           .value = form_.born},
                          {{"autocomplete", asker_ == Asker::self ? "bday" : "off"}}, setting_.language);
    }
    Html residence() const {
        return radios(
            "residence", asked("web.residence"), say("web.residence.why"), form_.residence,
            {{"own", say("web.yes")}, {"other", say("web.residence.other")}, {"", say("web.dont_know")}},
            RadioLayout::beside);
    }
    Html facts() const {
        Html questions;
        bool is_any_told = false, is_any_wrong = false;
        for (const auto* fact : asked_facts(setting_.library.vocabulary)) {
            const std::string name = fact_field_name(fact->name);
            const std::string value(form_.fact(fact->name));
            is_any_told = is_any_told || !value.empty();
            is_any_wrong = is_any_wrong || !error(name).empty();
            questions += yes_no(name, fact_question(*fact, asker_, setting_.language),
                                fact_reason(*fact, setting_.language), value);
        }
        return disclosure(say("web.facts.title"), all(paragraph(say("web.facts.lead")), questions),
                          is_any_told || is_any_wrong ? Opened::yes : Opened::no, "facts");
    }

    const Setting& setting_;
    const CaseForm& form_;
    const std::vector<FormMistake>& mistakes_;
    Asker asker_;
};

}  // namespace

std::string situation_page(const Setting& setting, const CaseForm& form,
                           const std::vector<FormMistake>& mistakes) {
    const std::string title = message(setting.language, "web.situation.title");
    // Nothing is told yet: the other language is a link, not a form.
    const bool is_blank = carried_fields(form, Asked::nothing).size() <= 2;
    return page({.language = setting.language,
                 .place = Place::my_dates,
                 .title = title,
                 .asked_with = is_blank ? Fields{} : asked_again(form, "situation")},
                all(summary_of(mistakes, setting.language), step_line(setting.language, 1), heading(1, title),
                    element("p", {{"class", "font-lead"}}, message(setting.language, "web.situation.lead")),
                    SituationForm(setting, form, mistakes).html()));
}

}  // namespace fjorten::web
