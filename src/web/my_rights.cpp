#include "web/my_rights.h"

#include "answer/words.h"
#include "web/asked_case.h"
#include "web/clock_cards.h"
#include "web/decode.h"
#include "web/event_menu.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/rights.h"
#include "web/site.h"
#include "web/site_map.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

// What changes most of what one is entitled to; the rest is asked where it matters.
const std::vector<std::string>& asked_events() {
    static const std::vector<std::string> events = {"contact_received", "decision_received",
                                                    "provider_chosen", "decision_made"};
    return events;
}

constexpr std::size_t asked_days = 3;  // the rest is supposed

class MyRights {
  public:
    MyRights(const Setting& setting, const CaseForm& form, const std::vector<FormMistake>& mistakes)
        : setting_(setting),
          form_(form),
          mistakes_(mistakes),
          action_(path_of(Place::rights, setting.language)) {}

    std::string questions() const {
        const bool is_blank = form_.municipality.empty() && mistakes_.empty();
        Html fields =
            all(municipality_field(setting_, form_.municipality, error("municipality")), who(),
                choice("substance", "web.substance", {}, form_.substance,
                       {{"drugs", word("web.substance.drugs")}, {"alcohol", word("web.substance.alcohol")}}),
                yes_no("adult", word("web.adult"), word("web.adult.why"), form_.adult));
        for (std::size_t i = 0; i < asked_days; ++i) fields += day(i);
        return framed(
            say("title"), is_blank ? Fields{} : asked_again(form_, "show"),
            all(summary_of(mistakes_, setting_.language), heading(1, say("title")),
                element("p", {{"class", "font-lead"}}, say("lead")),
                element("form", {{"method", "post"}, {"action", action_}, {"class", "wide-form"}}, fields,
                        facts(), button(ButtonKind::primary, say("submit"), "go", "answer"))));
    }

    std::string answer(const service::CaseAnswer& answer) const {
        const Speaker speaker{.evaluation = answer.evaluation,
                              .library = setting_.library,
                              .language = setting_.language,
                              .asker = form_.who == "relative" ? Asker::relative : Asker::self};
        Html contents;
        for (const auto& [anchor, key] :
             {std::pair{"offers", "web.offers.title"}, std::pair{"actions", "web.actions.title"},
              std::pair{"dates", "web.clocks.title"}})
            contents += element("li", {}, element("a", {{"href", "#" + std::string(anchor)}}, word(key)));
        return framed(
            say("answer.title", {speaker.municipality()}), asked_again(form_, "answer"),
            all(heading(1, say("answer.title", {speaker.municipality()})),
                element("p", {{"class", "font-lead"}}, say("answer.lead")), element("ul", {}, contents),
                missing_section(speaker, form_, path_of(Place::rights, setting_.language)),
                offers_section(speaker), actions_section(speaker), dates(speaker), limits_section(speaker),
                routes_section(speaker), findings_section(speaker), not_stated_section(speaker), change()));
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, "web.rights." + key, args);
    }
    std::string word(std::string_view key) const { return message(setting_.language, key); }
    std::string error(const std::string& field) const { return error_of(mistakes_, field); }

    std::string framed(const std::string& title, const Fields& asked, const Html& main) const {
        return page(
            {.language = setting_.language, .place = Place::rights, .title = title, .asked_with = asked},
            main);
    }

    Html choice(std::string name, std::string_view label, std::string hint, const std::string& value,
                const std::vector<Choice>& choices) const {
        const std::string mistake = error(name);
        return radio_group({.name = std::move(name),
                            .label = word(label),
                            .hint = std::move(hint),
                            .error = mistake,
                            .value = value},
                           choices, RadioLayout::beside, setting_.language);
    }
    Html yes_no(std::string name, std::string label, std::string hint, const std::string& value) const {
        const std::string mistake = error(name);
        return radio_group({.name = std::move(name),
                            .label = std::move(label),
                            .hint = std::move(hint),
                            .error = mistake,
                            .value = value},
                           {{"yes", word("web.yes")}, {"no", word("web.no")}, {"", word("web.dont_know")}},
                           RadioLayout::beside, setting_.language);
    }
    Html who() const {
        return radio_group(
            {.name = "who", .label = word("web.who"), .error = error("who"), .value = form_.who},
            {{"self", word("web.who.self")},
             {"relative", word("web.who.relative")},
             {"anonymous", word("web.who.anonymous")}},
            RadioLayout::below, setting_.language);
    }

    Html day(std::size_t row) const {
        const std::string name = event_field_name(row, "on");
        return text_field({.name = name,
                           .label = say(asked_events()[row]),
                           .hint = say(asked_events()[row] + ".why"),
                           .error = error(name),
                           .value = form_.events[row].on},
                          {{"autocomplete", "off"}}, setting_.language);
    }

    Html facts() const {
        Html questions;
        bool is_any_told = false;
        const Asker asker = form_.who == "relative" ? Asker::relative : Asker::self;
        for (const auto* fact : asked_facts(setting_.library.vocabulary)) {
            const std::string value(form_.fact(fact->name));
            is_any_told = is_any_told || !value.empty();
            questions += yes_no(fact_field_name(fact->name), fact_question(*fact, asker, setting_.language),
                                fact_reason(*fact, setting_.language), value);
        }
        return disclosure(word("web.facts.title"), all(paragraph(word("web.facts.lead")), questions),
                          is_any_told ? Opened::yes : Opened::no, "facts");
    }

    // The guarantees that run, were broken or were departed from; both readings in one card.
    Html dates(const Speaker& speaker) const {
        std::vector<ClockPair> chosen;
        Html lifted;
        for (const ClockPair& pair : paired_clocks(speaker.evaluation)) {
            if (is_paperwork(pair)) continue;
            const Urgency urgency = urgency_of(pair);
            const bool is_quiet = urgency == Urgency::not_started || urgency == Urgency::not_applicable;
            if (!is_quiet) chosen.push_back(pair);
            const auto& clock = pair.first();
            if (clock.state == engine::ClockState::lifted && clock.due && clock.ended_by)
                lifted +=
                    element("li", {},
                            say("lifted", {clock_title(speaker, pair), reason_words(speaker, *clock.ended_by),
                                           answer::long_date(*clock.due, setting_.language)}));
        }
        if (chosen.empty()) return {};
        return element("section", {}, heading(2, word("web.clocks.title"), "dates"),
                       lifted.empty() ? Html{} : element("ul", {}, lifted), clock_cards(speaker, chosen));
    }

    Html change() const {
        const std::string standard =
            std::string(path_of(Place::standards, setting_.language)) + "/" + form_.municipality;
        return all(
            element("form", {{"method", "post"}, {"action", action_}, {"class", "change-form d-print-none"}},
                    hidden_fields(carried_fields(form_, Asked::nothing)),
                    button(ButtonKind::secondary, say("change"), "go", "show")),
            element("form",
                    {{"method", "post"},
                     {"action", std::string(path_of(Place::my_dates, setting_.language))},
                     {"class", "change-form d-print-none"}},
                    hidden_fields(carried_fields(with_days(), Asked::nothing)),
                    button(ButtonKind::tertiary, say("more"), "go", "events")),
            element("p", {}, element("a", {{"href", standard}}, word("web.compare.whole"))));
    }
    // "My dates" knows no event without a day.
    CaseForm with_days() const {
        CaseForm form = form_;
        std::erase_if(form.events, [](const EventRow& row) { return row.on.empty(); });
        return form;
    }

    const Setting& setting_;
    const CaseForm& form_;
    const std::vector<FormMistake>& mistakes_;
    std::string action_;
};

}  // namespace

Response answer_my_rights(const Setting& setting, const service::CaseDesk& desk, const Request& request) {
    const auto html = [](std::string text, int status = 200) {
        return Response(status, "text/html; charset=utf-8", std::move(text));
    };
    Fields fields = request.query;
    if (request.method == Method::post) {
        if (media_type_of(request.content_type) != "application/x-www-form-urlencoded")
            return Site::refuse(415, request.path);
        auto sent = decode_form(request.body);
        if (!sent) return Site::refuse(400, request.path);
        fields = std::move(*sent);
    }
    CaseForm form = read_case_form(fields, setting.library.vocabulary);
    set_events(form, asked_events());
    if (request.method != Method::post || value_of(fields, "go") == "show")
        return html(MyRights(setting, form, {}).questions());
    suppose_decision_made(form);
    const AskedCase asked = ask_case(setting, desk, form);
    if (!asked.answer) return html(MyRights(setting, form, asked.mistakes).questions(), 422);
    return html(MyRights(setting, form, {}).answer(*asked.answer));
}

}  // namespace fjorten::web
