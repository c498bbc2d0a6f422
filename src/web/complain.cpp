#include "web/complain.h"

#include <algorithm>

#include "answer/words.h"
#include "base/assert.h"
#include "letters/citizens_complaint.h"
#include "letters/html.h"
#include "letters/pdf.h"
#include "service/complaint_course.h"
#include "web/asked_case.h"
#include "web/clock_cards.h"
#include "web/contact_section.h"
#include "web/date_input.h"
#include "web/decode.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

using service::ComplaintWays;

constexpr std::size_t most_bytes = 8000;  // of what is written into the letter

const std::vector<std::string>& kinds_of(const rulebook::Vocabulary& vocabulary) {
    const auto event = vocabulary.find_event("complaint_received");
    FJ_ASSERT(event.has_value());
    const auto field = vocabulary.events[*event].field_index("about");
    FJ_ASSERT(field.has_value());
    return vocabulary.events[*event].fields[*field].type.choices;
}

/// What was typed: a case with one event at most, and words for the letter.
struct Typed {
    CaseForm form;
    std::string about, happened, wanted;
    std::vector<FormMistake> mistakes = {};
};

Typed read(const Fields& fields, const rulebook::Vocabulary& vocabulary) {
    Typed typed{.form = read_case_form(fields, vocabulary),
                .about = std::string(value_of(fields, "about")),
                .happened = std::string(value_of(fields, "happened")),
                .wanted = std::string(value_of(fields, "wanted"))};
    set_events(typed.form, {"decision_received", "decision_made"});
    return typed;
}

class ComplainPages {
  public:
    ComplainPages(const Setting& setting, const Typed& typed)
        : setting_(setting), typed_(typed), action_(path_of(Place::complain, setting.language)) {}

    std::string form() const {
        const bool is_blank = typed_.about.empty() && typed_.form.municipality.empty();
        return page({.language = setting_.language,
                     .place = Place::complain,
                     .title = say("title"),
                     .asked_with = is_blank ? Fields{} : carried("show")},
                    all(summary_of(typed_.mistakes, setting_.language), heading(1, say("title")),
                        element("p", {{"class", "font-lead"}}, say("lead")), questions()));
    }

    std::string answer(const service::CaseAnswer& answer, const ComplaintWays& ways) const {
        const Speaker speaker{
            .evaluation = answer.evaluation, .library = setting_.library, .language = setting_.language};
        return page({.language = setting_.language,
                     .place = Place::complain,
                     .title = say("answer.title"),
                     .asked_with = carried("answer")},
                    all(heading(1, say("answer.title")),
                        element("p", {{"class", "font-lead"}}, say("answer.lead." + typed_.about)),
                        addressees(speaker, ways), time(speaker, ways), letter_form(), help()));
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, "web.complain." + key, args);
    }
    FieldText field(const std::string& name, const std::string& key, const std::string& value) const {
        return {.name = name,
                .label = say(key),
                .hint = say(key + ".hint"),
                .error = error_of(typed_.mistakes, name),
                .value = value};
    }
    std::vector<Choice> yes_no() const {
        const auto word = [&](std::string_view key) { return message(setting_.language, key); };
        return {{"yes", word("web.yes")}, {"no", word("web.no")}, {"", word("web.dont_know")}};
    }

    Fields carried(const std::string& go) const {
        Fields fields = carried_fields(typed_.form, Asked::nothing);
        fields.insert(
            fields.end(),
            {{"about", typed_.about}, {"happened", typed_.happened}, {"wanted", typed_.wanted}, {"go", go}});
        return fields;
    }

    Html questions() const {
        std::vector<Choice> kinds;
        for (const auto& kind : kinds_of(setting_.library.vocabulary))
            kinds.push_back({kind, say("about." + kind), say("about." + kind + ".hint")});
        const EventRow& received = typed_.form.events.front();
        const std::string guidance = event_field_name(0, "guidance");
        return element(
            "form", {{"method", "post"}, {"action", action_}, {"class", "wide-form"}},
            municipality_field(setting_, typed_.form.municipality, error_of(typed_.mistakes, "municipality")),
            radio_group(field("about", "about", typed_.about), kinds, RadioLayout::below, setting_.language),
            text_field(field(event_field_name(0, "on"), "received", received.on), {{"autocomplete", "off"}},
                       setting_.language),
            text_field(field(event_field_name(1, "on"), "made", typed_.form.events[1].on),
                       {{"autocomplete", "off"}}, setting_.language),
            radio_group(field(guidance, "guidance", std::string(value_of(received.fields, "guidance"))),
                        yes_no(), RadioLayout::beside, setting_.language),
            radio_group(field("who", "nameless", typed_.form.who == "anonymous" ? "anonymous" : "self"),
                        {{"anonymous", message(setting_.language, "web.yes")},
                         {"self", message(setting_.language, "web.no")}},
                        RadioLayout::beside, setting_.language),
            text_area_field(field("happened", "happened", typed_.happened), 6, setting_.language,
                            {{"autocomplete", "off"}}),
            text_area_field(field("wanted", "wanted", typed_.wanted), 3, setting_.language,
                            {{"autocomplete", "off"}}),
            hidden_field(event_field_name(0, "event"), received.event),
            button(ButtonKind::primary, say("submit"), "go", "answer"));
    }

    std::string label_of(const Speaker& speaker, const engine::RouteResult& route) const {
        return route.way == nullptr ? speaker.say("web.routes.unknown")
                                    : route.way->label.in(setting_.language);
    }

    // Law and municipality side by side where they differ, once where they say the same.
    Html list_of(const Speaker& speaker, const std::vector<engine::RouteResult>& routes) const {
        Html items;
        std::vector<std::string> shown;
        for (const auto& route : routes) {
            const std::string label = label_of(speaker, route);
            if (std::ranges::find(shown, label) != shown.end()) continue;
            shown.push_back(label);
            std::string whose;
            Html why;
            for (const auto& same : routes) {
                const auto* const edition = edition_of(speaker.evaluation, *same.rule);
                if (edition == nullptr || label_of(speaker, same) != label) continue;
                whose += (whose.empty() ? "" : " · ") + authority_words(speaker, *edition);
                why += rule_and_source(speaker, *same.rule, *edition);
            }
            items += all(element("dt", {}, whose), element("dd", {}, element("strong", {}, label),
                                                           disclosure(speaker.say("web.why"), why)));
        }
        return element("dl", {{"class", "routes"}}, items);
    }

    Html addressees(const Speaker& speaker, const ComplaintWays& ways) const {
        Html out = heading(2, say("to"));
        if (ways.first.empty() && ways.appeal.empty()) return all(out, paragraph(say("to.nobody")));
        if (!ways.first.empty()) out += list_of(speaker, ways.first);
        out += ways_in(speaker, "complaint_contacts");
        if (!ways.appeal.empty()) {
            if (!ways.first.empty()) out += all(heading(3, say("next")), paragraph(say("next.lead")));
            out += list_of(speaker, ways.appeal);
        }
        return out;
    }

    // The time to complain as the engine counts it; where no clock says one, the route says whether there is
    // any.
    Html time(const Speaker& speaker, const ComplaintWays& ways) const {
        const Html title = heading(2, say("time"));
        if (typed_.form.who == "anonymous" && ways.first.empty()) return {};
        if (ways.time.empty()) {
            const auto& routes = ways.first.empty() ? ways.appeal : ways.first;
            return routes.empty() ? Html{}
                                  : all(title, paragraph(routes.front().rule->text.in(setting_.language)));
        }
        if (typed_.form.events.front().on.empty())
            return all(title, paragraph(ways.time.front()->rule->text.in(setting_.language)),
                       paragraph(say("time.no_day")));
        std::vector<ClockPair> pairs;
        for (const ClockPair& pair : paired_clocks(speaker.evaluation)) {
            const auto is_asked = [&](const engine::ClockResult* clock) {
                return clock != nullptr && std::ranges::find(ways.time, clock) != ways.time.end();
            };
            if (is_asked(pair.law) || is_asked(pair.local)) pairs.push_back(pair);
        }
        return all(title, clock_cards(speaker, pairs), paragraph(say("time.arrive")));
    }

    Html letter_form() const {
        return element("section", {{"class", "d-print-none"}}, heading(2, say("letter")),
                       paragraph(say("letter.lead")),
                       element("form", {{"method", "post"}, {"action", action_}}, hidden_fields(without_go()),
                               element("div", {{"class", "button-group"}},
                                       button(ButtonKind::primary, say("letter.pdf"), "go", "letter.pdf"),
                                       button(ButtonKind::secondary, say("letter.html"), "go", "letter"),
                                       button(ButtonKind::tertiary, say("change"), "go", "show"))));
    }
    Fields without_go() const {
        Fields fields = carried({});
        fields.pop_back();
        return fields;
    }

    Html help() const {
        Html items;
        for (const char* key : {"help.spoken", "help.proxy", "help.meanwhile", "help.keep"})
            items += element("li", {}, say(key));
        return all(heading(2, say("help")), element("ul", {}, items));
    }

    const Setting& setting_;
    const Typed& typed_;
    std::string action_;
};

class ComplainVisit {
  public:
    ComplainVisit(const Setting& setting, const service::CaseDesk& desk, const rulebook::Filing& filing,
                  const Fields& fields, std::string path)
        : setting_(setting),
          desk_(desk),
          filing_(filing),
          typed_(read(fields, setting.library.vocabulary)),
          go_(value_of(fields, "go")),
          path_(std::move(path)) {}

    Response answer() {
        if (go_ == "show") return form(200);
        check();
        CaseForm told = typed_.form;
        suppose_decision_made(told);
        AskedCase asked = ask_case(setting_, desk_, told);
        typed_.mistakes.insert(typed_.mistakes.end(), asked.mistakes.begin(), asked.mistakes.end());
        if (!typed_.mistakes.empty() || !asked.answer) return form(422);
        const ComplaintWays ways =
            service::ways_of_complaint(asked.answer->evaluation, filing_, typed_.about);
        if (go_ == "letter" || go_ == "letter.pdf") return letter(*asked.answer, ways);
        return html(ComplainPages(setting_, typed_).answer(*asked.answer, ways));
    }

  private:
    static Response html(std::string text, int status = 200) {
        return Response(status, "text/html; charset=utf-8", std::move(text));
    }
    Response form(int status) { return html(ComplainPages(setting_, typed_).form(), status); }
    void wrong(std::string field, std::string sentence) {
        typed_.mistakes.push_back({std::move(field), std::move(sentence), Asked::situation});
    }

    void check() {
        const auto& kinds = kinds_of(setting_.library.vocabulary);
        if (std::ranges::find(kinds, typed_.about) == kinds.end())
            wrong("about", message(setting_.language, "web.complain.mistake.about"));
        if (typed_.happened.size() > most_bytes)
            wrong("happened", message(setting_.language, "web.complain.mistake.long"));
        if (typed_.wanted.size() > most_bytes)
            wrong("wanted", message(setting_.language, "web.complain.mistake.long"));
    }

    std::vector<std::string> addressee(const service::CaseAnswer& answer, const ComplaintWays& ways) const {
        // The municipality's own words name the place; the law says only what kind of place it is.
        const auto& routes = ways.first.empty() ? ways.appeal : ways.first;
        std::vector<std::string> lines;
        if (!ways.first.empty()) lines.push_back(answer.evaluation.standard->name.in(setting_.language));
        if (!routes.empty() && routes.back().way != nullptr)
            lines.push_back(answer::capitalised(routes.back().way->label.in(setting_.language)));
        return lines;
    }

    Response letter(const service::CaseAnswer& answer, const ComplaintWays& ways) const {
        std::optional<calendar::Date> received;
        if (const auto day = read_typed_date(typed_.form.events.front().on)) received = *day;
        const bool is_late = std::ranges::any_of(ways.time, [&](const engine::ClockResult* clock) {
            return clock->due && *clock->due < answer.evaluation.on;
        });
        std::vector<std::string> sources;
        for (const auto* const clock : ways.time) {
            if (clock->edition == nullptr || clock->edition->is_law == false) continue;
            const auto words = source_words(*clock->rule, *clock->edition, setting_.language);
            sources.insert(sources.end(), words.begin(), words.end());
        }
        const bool goes_on = !ways.first.empty() && !ways.appeal.empty();
        const auto* const next = goes_on ? ways.appeal.front().way : nullptr;
        const letters::Paper paper = letters::citizens_complaint(
            {.language = setting_.language,
             .on = answer.evaluation.on,
             .to = addressee(answer, ways),
             .about = typed_.about,
             .received = received,
             .is_late = is_late,
             .next = next == nullptr ? std::string{} : next->label.in(setting_.language),
             .happened = typed_.happened,
             .wanted = typed_.wanted,
             .sources = std::move(sources)});
        if (go_ == "letter") return html(letters::to_html_file(paper));
        auto pdf = letters::to_pdf(paper);
        if (!pdf) return Site::refuse(500, path_);
        Response response(200, "application/pdf", std::move(*pdf));
        FJ_ASSERT(response
                      .set_header(
                          "Content-Disposition",
                          "inline; filename=\"" + message(setting_.language, "web.complain.file") + ".pdf\"")
                      .has_value());
        return response;
    }

    const Setting& setting_;
    const service::CaseDesk& desk_;
    const rulebook::Filing& filing_;
    Typed typed_;
    std::string go_, path_;
};

}  // namespace

Response answer_complain(const Setting& setting, const service::CaseDesk& desk,
                         const rulebook::Filing& filing, const Request& request) {
    if (request.method != Method::post) {
        const Typed blank = read(request.query, setting.library.vocabulary);
        return Response(200, "text/html; charset=utf-8", ComplainPages(setting, blank).form());
    }
    if (media_type_of(request.content_type) != "application/x-www-form-urlencoded")
        return Site::refuse(415, request.path);
    const auto fields = decode_form(request.body);
    if (!fields) return Site::refuse(400, request.path);
    return ComplainVisit(setting, desk, filing, *fields, request.path).answer();
}

}  // namespace fjorten::web
