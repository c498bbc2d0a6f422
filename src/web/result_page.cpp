#include <algorithm>
#include <iterator>

#include "answer/words.h"
#include "web/certificate_page.h"
#include "web/clock_cards.h"
#include "web/contact_section.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/rights.h"
#include "web/site_map.h"
#include "web/time_line.h"

namespace fjorten::web {

namespace {

class Result {
  public:
    Result(const Setting& setting, const CaseForm& form, const service::CaseAnswer& answer,
           Certificates certificates)
        : form_(form),
          certificates_(certificates),
          answer_(answer),
          action_(path_of(Place::my_dates, setting.language)),
          speaker_{.evaluation = answer.evaluation,
                   .library = setting.library,
                   .language = setting.language,
                   .asker = form.who == "relative" ? Asker::relative : Asker::self},
          pairs_(paired_clocks(answer.evaluation)) {}

    Html html() {
        return all(step_line(speaker_.language, 3), heading(1, title()), as_of(), summary(), change_form(),
                   urgent(), late(), missing_section(speaker_, form_), line(),
                   contact_section(speaker_, form_), offers_section(speaker_), actions_section(speaker_),
                   routes_section(speaker_), limits_section(speaker_), findings_section(speaker_), ended(),
                   quiet_clocks(), not_stated_section(speaker_), sources(), certificate(), other_forms());
    }

    std::string title() const { return say("web.result.title", {speaker_.municipality()}); }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return speaker_.say(key, args);
    }

    long count(Urgency urgency) const {
        return std::ranges::count_if(pairs_, [&](const ClockPair& pair) {
            return urgency_of(pair) == urgency && !is_paperwork(pair);
        });
    }

    Html as_of() const {
        const calendar::Date on = answer_.evaluation.on;
        const auto later =
            std::ranges::count_if(answer_.file.events, [&](const auto& e) { return e.on > on; });
        Html out = element("p", {{"class", "font-lead"}},
                           say("web.result.as_of", {answer::long_date(on, speaker_.language)}));
        if (later > 0)
            out += alert(Tone::info, 2, message_count(speaker_.language, "web.result.later", later),
                         element("p", {{"class", "alert-text"}}, say("web.result.later.text")));
        return out;
    }

    // The one sentence to read if only one is read.
    Html summary() const {
        const long breached = count(Urgency::breached), today = count(Urgency::due_today);
        const long running = count(Urgency::running), undecided = count(Urgency::undecided);
        const auto text = [](const std::string& words) {
            return element("p", {{"class", "alert-text"}}, words);
        };
        const auto counted = [&](std::string_view key, long n) {
            return message_count(speaker_.language, key, n);
        };
        if (breached > 0)
            return alert(Tone::error, 2, counted("web.summary.breached", breached),
                         text(say("web.summary.breached.do")));
        if (today > 0)
            return alert(Tone::warning, 2, counted("web.summary.today", today),
                         text(say("web.summary.today.do")));
        if (running > 0)
            return alert(Tone::info, 2, counted("web.summary.running", running),
                         text(say("web.summary.running.do")));
        if (undecided > 0)
            return alert(Tone::warning, 2, counted("web.summary.undecided", undecided),
                         text(say("web.summary.undecided.do")));
        return alert(Tone::info, 2, say("web.summary.none"), text(say("web.summary.none.do")));
    }

    Html change_form() const {
        return element(
            "form", {{"method", "post"}, {"action", action_}, {"class", "change-form d-print-none"}},
            hidden_fields(carried_fields(form_, Asked::nothing)),
            element("div", {{"class", "button-group"}},
                    button(ButtonKind::secondary, say("web.result.change_events"), "go", "events"),
                    button(ButtonKind::secondary, say("web.result.change_situation"), "go", "situation")));
    }

    Html cards(std::initializer_list<Urgency> wanted, bool (*belongs)(const ClockPair&)) const {
        std::vector<ClockPair> chosen;
        std::ranges::copy_if(pairs_, std::back_inserter(chosen), [&](const ClockPair& pair) {
            return std::ranges::find(wanted, urgency_of(pair)) != wanted.end() && belongs(pair);
        });
        return clock_cards(speaker_, chosen);
    }

    static bool concerns_citizen(const ClockPair& pair) { return !is_paperwork(pair); }

    Html urgent() const {
        const Html open = cards({Urgency::breached, Urgency::due_today, Urgency::running, Urgency::undecided},
                                concerns_citizen);
        if (open.empty()) return {};
        return element("section", {}, heading(2, say("web.clocks.title"), "dates"), open);
    }

    // What to say, to whom, and a letter: for deadlines that have passed.
    Html late() const {
        if (count(Urgency::breached) == 0) return {};
        Html steps;
        for (const char* key : {"web.late.call", "web.late.letter", "web.late.complain"})
            steps += element("li", {}, say(key));
        return element("section", {{"class", "d-print-none"}}, heading(2, say("web.late.title"), "late"),
                       element("ol", {}, steps),
                       element("form", {{"method", "post"}, {"action", action_}},
                               hidden_fields(carried_fields(form_, Asked::nothing)),
                               element("div", {{"class", "button-group"}},
                                       button(ButtonKind::secondary, say("web.late.pdf"), "go", "late.pdf"),
                                       button(ButtonKind::tertiary, say("web.late.html"), "go", "late"))));
    }

    Html ended() const {
        const Html done = cards({Urgency::ended}, concerns_citizen);
        if (done.empty()) return {};
        return element("section", {}, heading(2, say("web.clocks.ended"), "ended"), done);
    }

    Html quiet_clocks() const {
        const auto list = [&](Urgency urgency) {
            Html items;
            for (const auto& pair : pairs_) {
                if (urgency_of(pair) == urgency) items += quiet_clock(speaker_, pair);
            }
            return items;
        };
        const Html waiting = list(Urgency::not_started), foreign = list(Urgency::not_applicable);
        const Html paperwork = cards(
            {Urgency::breached, Urgency::due_today, Urgency::running, Urgency::undecided, Urgency::ended},
            is_paperwork);
        Html out;
        if (!paperwork.empty()) out += disclosure(say("web.clocks.paperwork"), paperwork);
        if (!waiting.empty())
            out += disclosure(say("web.clocks.not_started"),
                              element("ul", {{"class", "nobullet-list"}}, waiting));
        if (!foreign.empty())
            out += disclosure(say("web.clocks.not_applicable"),
                              element("ul", {{"class", "nobullet-list"}}, foreign));
        return out.empty() ? Html{}
                           : element("section", {}, heading(2, say("web.clocks.other"), "other"), out);
    }

    Html line() const {
        const Html drawing = time_line(speaker_, answer_.file, pairs_);
        if (drawing.empty()) return {};
        return element("section", {}, heading(2, say("web.line.title"), "line"), drawing);
    }

    Html sources() const {
        Html items;
        for (const auto* edition : {answer_.evaluation.law, answer_.evaluation.standard}) {
            if (edition == nullptr) continue;
            Html content;
            for (const auto& source : edition->sources)
                content += element("li", {}, source.title + ", " + source.publisher + ", " + source.edition);
            items += element("p", {},
                             say(edition->is_law ? "web.why.law_edition" : "web.why.edition",
                                 {edition->name.in(speaker_.language),
                                  answer::plain_date(edition->from, speaker_.language)}));
            items += doubt_disclosure(speaker_.language, *edition);
            items += disclosure(say("web.sources.list"), element("ul", {}, content));
        }
        return element("section", {}, heading(2, say("web.sources.title"), "sources"), items);
    }

    Html certificate() const {
        const std::vector<Choice> choices = certifiable(speaker_);
        if (certificates_ == Certificates::none || choices.empty()) return {};
        return element(
            "section", {{"class", "d-print-none"}}, heading(2, say("web.certificate.get"), "certificate"),
            paragraph(say("web.certificate.get.text")),
            element("form", {{"method", "post"}, {"action", action_}},
                    hidden_fields(carried_fields(form_, Asked::nothing)),
                    select_field({.name = "certificate",
                                  .label = say("web.certificate.which"),
                                  .value = choices.front().value},
                                 {{.label = {}, .choices = choices}}, speaker_.language),
                    button(ButtonKind::secondary, say("web.certificate.button"), "go", "certificate")),
            element("p", {},
                    element("a", {{"href", std::string(path_of(Place::certificate, speaker_.language))}},
                            say("web.certificate.title"))));
    }

    Html other_forms() const {
        return element(
            "section", {{"class", "d-print-none"}}, heading(2, say("web.other_forms.title"), "forms"),
            paragraph(say("web.other_forms.print")), paragraph(say("web.calendar.hint")),
            element("form", {{"method", "post"}, {"action", action_}},
                    hidden_fields(carried_fields(form_, Asked::day)),
                    text_field({.name = "on",
                                .label = say("web.on"),
                                .hint = say("web.other_forms.day"),
                                .value = form_.on},
                               {{"autocomplete", "off"}}, speaker_.language),
                    element("div", {{"class", "button-group"}},
                            button(ButtonKind::secondary, say("web.other_forms.another_day"), "go", "result"),
                            button(ButtonKind::secondary, say("web.calendar.button"), "go", "calendar"),
                            button(ButtonKind::tertiary, say("web.other_forms.json"), "go", "json"),
                            button(ButtonKind::tertiary, say("web.other_forms.case"), "go", "case"))));
    }

    const CaseForm& form_;
    Certificates certificates_;
    const service::CaseAnswer& answer_;
    std::string action_;
    Speaker speaker_;
    std::vector<ClockPair> pairs_;
};

}  // namespace

std::string result_page(const Setting& setting, const CaseForm& form, const service::CaseAnswer& answer,
                        Certificates certificates) {
    Result result(setting, form, answer, certificates);
    return page({.language = setting.language,
                 .place = Place::my_dates,
                 .title = result.title(),
                 .asked_with = asked_again(form, "result")},
                result.html());
}

}  // namespace fjorten::web
