// Where do I turn; relatives; professionals: each asks for the municipality and little else.
#include "base/assert.h"
#include "letters/form_letters.h"
#include "letters/html.h"
#include "letters/pdf.h"
#include "service/routes.h"
#include "web/asked_case.h"
#include "web/contact_section.h"
#include "web/decode.h"
#include "web/event_menu.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/my_rights.h"
#include "web/rights.h"
#include "web/site.h"
#include "web/site_map.h"
#include "web/work_map.h"

namespace fjorten::web {

namespace {

Response html(std::string text, int status = 200) {
    return Response(status, "text/html; charset=utf-8", std::move(text));
}

/// What the three have in common: the form, read, and the words of the place.
class ShortWay {
  public:
    ShortWay(const Setting& setting, Place place, std::string texts, CaseForm form)
        : setting_(setting),
          place_(place),
          texts_(std::move(texts)),
          action_(path_of(place, setting.language)),
          form_(std::move(form)) {}

    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, texts_ + key, args);
    }
    std::string word(std::string_view key) const { return message(setting_.language, key); }
    const Setting& setting() const { return setting_; }
    const CaseForm& form() const { return form_; }
    const std::string& action() const { return action_; }
    void take(std::vector<FormMistake> mistakes) { mistakes_ = std::move(mistakes); }
    const std::vector<FormMistake>& mistakes() const { return mistakes_; }

    Speaker speaker(const service::CaseAnswer& answer) const {
        return {.evaluation = answer.evaluation,
                .library = setting_.library,
                .language = setting_.language,
                .asker = form_.who == "relative" ? Asker::relative : Asker::self};
    }

    /// Asked in the address: only the municipality stands there.
    std::string asked_by_address(const Html& main) const {
        Fields query;
        if (!form_.municipality.empty()) query = {{"municipality", form_.municipality}};
        return page({.language = setting_.language, .place = place_, .title = say("title"), .query = query},
                    main);
    }
    std::string asked_by_form(const Fields& asked, const Html& main) const {
        return page(
            {.language = setting_.language, .place = place_, .title = say("title"), .asked_with = asked},
            main);
    }

    Html head() const {
        return all(summary_of(mistakes_, setting_.language), heading(1, say("title")),
                   element("p", {{"class", "font-lead"}}, say("lead")));
    }
    Html municipality() const {
        return municipality_field(setting_, form_.municipality, error_of(mistakes_, "municipality"));
    }
    Html municipality_form() const {
        return element("form", {{"method", "get"}, {"action", action_}, {"class", "panel"}}, municipality(),
                       button(ButtonKind::primary, say("show")));
    }
    Html list(std::initializer_list<const char*> keys) const {
        Html items;
        for (const char* key : keys) items += element("li", {}, say(key));
        return element("ul", {}, items);
    }
    Html link_to(Place place, std::string_view key) const {
        return paragraph(element("a", {{"href", std::string(path_of(place, setting_.language))}}, word(key)));
    }

  private:
    const Setting& setting_;
    Place place_;
    std::string texts_;  // prefix of their keys
    std::string action_;
    CaseForm form_;
    std::vector<FormMistake> mistakes_;
};

/// Where to turn.
class Turn {
  public:
    explicit Turn(const ShortWay& way) : way_(way), form_(way.form()) {}

    std::string questions() const {
        const bool is_blank = form_.municipality.empty() && way_.mistakes().empty();
        const auto& language = way_.setting().language;
        const auto radios = [&](std::string name, std::string_view label, const std::string& hint,
                                const std::string& value, const std::vector<Choice>& choices) {
            const std::string mistake = error_of(way_.mistakes(), name);
            return radio_group({.name = std::move(name),
                                .label = way_.word(label),
                                .hint = hint,
                                .error = mistake,
                                .value = value},
                               choices, RadioLayout::below, language);
        };
        const Html fields = all(way_.municipality(),
                                radios("who", "web.who", {}, form_.who,
                                       {{"self", way_.word("web.who.self")},
                                        {"relative", way_.word("web.who.relative")},
                                        {"anonymous", way_.word("web.who.anonymous")}}),
                                radios("adult", "web.adult", way_.say("adult.why"), form_.adult,
                                       {{"yes", way_.word("web.yes")},
                                        {"no", way_.word("web.no")},
                                        {"", way_.word("web.dont_know")}}),
                                text_field({.name = "born",
                                            .label = way_.word("web.born"),
                                            .hint = way_.say("born.why"),
                                            .error = error_of(way_.mistakes(), "born"),
                                            .value = form_.born},
                                           {{"autocomplete", "off"}}, language));
        return way_.asked_by_form(
            is_blank ? Fields{} : asked_again(form_, "show"),
            all(way_.head(),
                element("form", {{"method", "post"}, {"action", way_.action()}, {"class", "wide-form"}},
                        fields, button(ButtonKind::primary, way_.say("show"), "go", "answer"))));
    }

    std::string answer(const service::CaseAnswer& answer) const {
        const Speaker speaker = way_.speaker(answer);
        return way_.asked_by_form(
            asked_again(form_, "answer"),
            all(heading(1, way_.say("answer.title", {speaker.municipality()})), unit(speaker),
                contact_section(speaker, form_), way_.link_to(Place::anonymous, "web.anonymous.title"),
                way_.link_to(Place::rights, "web.rights.title"),
                element(
                    "form",
                    {{"method", "post"}, {"action", way_.action()}, {"class", "change-form d-print-none"}},
                    hidden_fields(carried_fields(form_, Asked::nothing)),
                    button(ButtonKind::secondary, way_.say("change"), "go", "show"))));
    }

  private:
    // Which unit takes the contact, and what would have to be told where that is not clear yet.
    Html unit(const Speaker& speaker) const {
        const auto* const route = service::route_of(speaker.evaluation, service::Task::intake);
        if (route == nullptr) return {};
        const auto* const edition = edition_of(speaker.evaluation, *route->rule);
        const Html why = edition == nullptr ? Html{}
                                            : disclosure(way_.word("web.why"),
                                                         rule_and_source(speaker, *route->rule, *edition));
        if (route->way != nullptr)
            return all(element("p", {{"class", "font-lead"}},
                               way_.say("unit", {route->way->label.in(speaker.language)})),
                       why);
        Html asked;
        for (const auto& missing : speaker.evaluation.missing) {
            if (std::ranges::find(missing.needed_for, route->rule->id) == missing.needed_for.end()) continue;
            const auto* const fact = speaker.vocabulary().find_fact(missing.fact);
            if (fact == nullptr || missing.fact == "born") continue;
            asked += radio_group(
                {.name = fact_field_name(missing.fact), .label = question_for(speaker, missing.fact)},
                {{"yes", way_.word("web.yes")}, {"no", way_.word("web.no")}}, RadioLayout::beside,
                speaker.language);
        }
        Html more = paragraph(way_.say("unit.unknown"));
        if (!asked.empty())
            more += element("form", {{"method", "post"}, {"action", way_.action()}, {"class", "panel"}},
                            asked, hidden_fields(carried_fields(form_, Asked::nothing)),
                            button(ButtonKind::primary, way_.say("show"), "go", "answer"));
        return all(more, why);
    }

    const ShortWay& way_;
    const CaseForm& form_;
};

// Talks that a limit counts for each relative.
Html talks_of(const Speaker& speaker) {
    Html out;
    const auto* const standard = speaker.evaluation.standard;
    for (const auto& rule : standard->rules) {
        if (rule.limit && rule.limit->action == "hold_relative_session")
            out += all(heading(3, rule.title.in(speaker.language)), paragraph(rule.text.in(speaker.language)),
                       reading_mark(speaker.language, rule, *standard),
                       disclosure(speaker.say("web.why"), rule_and_source(speaker, rule, *standard)));
    }
    return out;
}

std::optional<Response> letter_asked_for(const ShortWay& way, std::string_view asked,
                                         const std::string& path) {
    const bool is_pdf = asked.ends_with(".pdf");
    const std::string_view name = is_pdf ? asked.substr(0, asked.size() - 4) : asked;
    if (name != "referral" && name != "notification") return std::nullopt;
    const auto& setting = way.setting();
    const auto* const authority = setting.library.find(way.form().municipality);
    const std::string to = authority == nullptr || authority->editions.back().is_law
                               ? way.say("any_municipality")
                               : message(setting.language, "letters.municipality",
                                         {authority->editions.back().name.in(setting.language)});
    const letters::Paper paper = letters::form_letter(
        name == "referral" ? letters::FormLetter::referral : letters::FormLetter::notification, to,
        setting.language);
    if (!is_pdf) return html(letters::to_html_file(paper));
    auto pdf = letters::to_pdf(paper);
    if (!pdf) return Site::refuse(500, path);
    Response response(200, "application/pdf", std::move(*pdf));
    FJ_ASSERT(response
                  .set_header("Content-Disposition",
                              "inline; filename=\"" + way.say("file." + std::string(name)) + ".pdf\"")
                  .has_value());
    return response;
}

}  // namespace

Response answer_where_to_turn(const Setting& setting, const service::CaseDesk& desk, const Request& request) {
    Fields fields = request.query;
    if (request.method == Method::post) {
        if (media_type_of(request.content_type) != "application/x-www-form-urlencoded")
            return Site::refuse(415, request.path);
        auto sent = decode_form(request.body);
        if (!sent) return Site::refuse(400, request.path);
        fields = std::move(*sent);
    }
    ShortWay way(setting, Place::turn, "web.way.turn.", read_case_form(fields, setting.library.vocabulary));
    if (request.method != Method::post || value_of(fields, "go") == "show")
        return html(Turn(way).questions());
    AskedCase asked = ask_case(setting, desk, way.form());
    if (asked.answer) return html(Turn(way).answer(*asked.answer));
    way.take(std::move(asked.mistakes));
    return html(Turn(way).questions(), 422);
}

Response answer_relatives(const Setting& setting, const service::CaseDesk& desk, const Request& request) {
    CaseForm form;
    form.municipality = value_of(request.query, "municipality");
    form.who = "relative";
    ShortWay way(setting, Place::relatives, "web.way.relatives.", form);
    AskedCase asked;
    if (!form.municipality.empty()) {
        asked = ask_case(setting, desk, form);
        way.take(std::move(asked.mistakes));
    }
    Html there;
    if (asked.answer) {
        const Speaker speaker = way.speaker(*asked.answer);
        const Html offers = offers_of(speaker, "relatives");
        const Html talks = talks_of(speaker);
        there = all(heading(2, way.say("offers", {speaker.municipality()})),
                    offers.empty() && talks.empty() ? paragraph(way.say("offers.none")) : all(talks, offers),
                    contact_section(speaker, form));
    }
    const Html general = all(
        heading(2, way.say("can")), way.list({"can.call", "can.secret", "can.along", "can.own", "can.start"}),
        paragraph(way.say("child")), way.link_to(Place::anonymous, "web.anonymous.title"));
    return html(way.asked_by_address(all(way.head(), way.municipality_form(), there, general)),
                way.mistakes().empty() ? 200 : 422);
}

Response answer_professionals(const Setting& setting, const service::CaseDesk& desk, const Request& request) {
    CaseForm form;
    form.municipality = value_of(request.query, "municipality");
    ShortWay way(setting, Place::professionals, "web.way.professionals.", form);
    if (auto letter = letter_asked_for(way, value_of(request.query, "letter"), request.path))
        return std::move(*letter);
    AskedCase asked;
    if (!form.municipality.empty()) {
        asked = ask_case(setting, desk, form);
        way.take(std::move(asked.mistakes));
    }
    const auto letters = [&](const std::string& name) {
        const auto link = [&](const std::string& ending, const std::string& key, const char* style) {
            Fields query;
            if (asked.answer) query.emplace_back("municipality", form.municipality);
            query.emplace_back("letter", name + ending);
            return element("a", {{"href", way.action() + query_text(query)}, {"class", style}}, way.say(key));
        };
        return element("div", {{"class", "button-group d-print-none"}},
                       link(".pdf", "letter.pdf." + name, "button button-secondary"),
                       link("", "letter.html", "button button-tertiary"));
    };
    Html there;
    if (asked.answer) there = contact_section(way.speaker(*asked.answer), form);
    return html(
        way.asked_by_address(all(
            way.head(), way.municipality_form(), heading(2, way.say("referral")),
            way.list({"referral.ask", "referral.clock", "referral.call", "referral.doctor"}),
            letters("referral"), heading(2, way.say("notification")),
            way.list({"notification.duty", "notification.now", "notification.tell", "notification.anybody"}),
            letters("notification"), there)),
        way.mistakes().empty() ? 200 : 422);
}

}  // namespace fjorten::web
