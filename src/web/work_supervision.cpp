// The supervisor's workbench: a sample that can be drawn again, each piece with what the rules had to say on
// the day, and what the supervisor notes. No names: the piece is found by the number of its case.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "answer/words.h"
#include "letters/pdf.h"
#include "reports/export.h"
#include "reports/supervision.h"
#include "reports/supervision_paper.h"
#include "web/components.h"
#include "web/work_parts.h"
#include "web/work_report.h"

namespace fjorten::web {

using reports::Advice;
using reports::CaseForReport;
using reports::Sample;
using service::Observation;

namespace {

constexpr std::size_t most_drawn = 200;

std::uint64_t number_in(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

struct Asked {
    std::uint64_t seed = 1;
    std::size_t size = 10;
    reports::SampleOf what = reports::SampleOf::decisions;
};

Asked asked_in(const Fields& fields, calendar::Date today) {
    Asked asked;
    // The day, so that a sample drawn without a thought can still be drawn again.
    asked.seed = number_in(value_of(fields, "seed"), static_cast<std::uint64_t>(today.year()) * 10000 +
                                                         today.month() * 100 + today.day());
    asked.size = static_cast<std::size_t>(
        std::clamp<std::uint64_t>(number_in(value_of(fields, "size"), 10), 1, most_drawn));
    asked.what = reports::sample_of(value_of(fields, "what")).value_or(reports::SampleOf::decisions);
    return asked;
}

Fields query_of(const Asked& asked, const ReportPeriod& period) {
    return {{"seed", std::to_string(asked.seed)},
            {"size", std::to_string(asked.size)},
            {"what", std::string(reports::name_of(asked.what))},
            {"period", period.chosen}};
}

/// The name of an event within its case: what a finding says it is about.
std::string event_name(const CaseForReport& one, std::size_t event) {
    const auto& told = one.file.events[event];
    return told.id.empty() ? fmt::format("{}", event) : told.id;
}

class Bench {
  public:
    Bench(const Visit& visit, const Figures& figures, const std::vector<CaseForReport>& cases)
        : visit_(visit),
          setting_(visit.setting),
          figures_(figures),
          cases_(cases),
          asked_(asked_in(visit.fields, visit.setting.today)),
          sample_(reports::draw_sample(cases, setting_.library.vocabulary, figures.span(), asked_.what,
                                       asked_.size, asked_.seed)) {
        for (const auto& drawn : sample_.drawn)
            advice_.push_back(reports::advice_on(visit.desk.parts().desk.engine(),
                                                 setting_.library.vocabulary, cases[drawn.case_index].file,
                                                 drawn.event));
    }

    const Sample& sample() const { return sample_; }
    const std::vector<Advice>& advice() const { return advice_; }

    Html page(const std::vector<service::Kept<Observation>>& noted) const {
        Html content =
            all(paragraph(say("report.supervision.lead")), form(),
                element("p", {{"class", "font-lead"}},
                        say("report.supervision.drawn",
                            {std::to_string(sample_.drawn.size()), std::to_string(sample_.population),
                             say("report.supervision.of." + std::string(name_of(asked_.what))),
                             std::to_string(asked_.seed)})));
        content += table(noted);
        content += paragraph(button_link(
            ButtonKind::primary,
            setting_.to(WorkPlace::supervision_report, {}, {}, query_of(asked_, figures_.period())),
            say("report.supervision.pdf")));
        return content;
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }

    Html form() const {
        std::vector<Choice> kinds;
        for (const char* kind : {"decisions", "actions", "outcomes", "assessments"})
            kinds.push_back({kind, say(std::string("report.supervision.of.") + kind)});
        std::vector<Choice> periods = {{"12m", say("report.period.12m")}};
        for (int year = setting_.today.year(); year > setting_.today.year() - 5; --year)
            periods.push_back({std::to_string(year), std::to_string(year)});
        return element(
            "form",
            {{"method", "get"}, {"action", setting_.to(WorkPlace::supervision)}, {"class", "report-period"}},
            select_field({.name = "what",
                          .label = say("report.supervision.what"),
                          .value = std::string(name_of(asked_.what))},
                         {{.label = {}, .choices = kinds}}, setting_.language()),
            select_field({.name = "period", .label = say("report.period"), .value = figures_.period().chosen},
                         {{.label = {}, .choices = periods}}, setting_.language()),
            text_field({.name = "size",
                        .label = say("report.supervision.size"),
                        .value = std::to_string(asked_.size)},
                       {{"inputmode", "numeric"}}, setting_.language()),
            text_field({.name = "seed",
                        .label = say("report.supervision.seed"),
                        .value = std::to_string(asked_.seed)},
                       {{"inputmode", "numeric"}}, setting_.language()),
            button(ButtonKind::primary, say("report.supervision.draw")));
    }

    Html table(const std::vector<service::Kept<Observation>>& noted) const {
        web::Table drawn{.caption = say("report.supervision.sample"),
                         .columns = {say("report.cases.case"), say("report.supervision.day"),
                                     say("report.supervision.event"), say("report.supervision.then"),
                                     say("report.supervision.now"), say("report.supervision.noted")},
                         .rows = {}};
        for (std::size_t i = 0; i < sample_.drawn.size(); ++i) {
            const auto& one = cases_[sample_.drawn[i].case_index];
            const auto& told = one.file.events[sample_.drawn[i].event];
            const std::string event = event_name(one, sample_.drawn[i].event);
            Fields query = query_of(asked_, figures_.period());
            query.emplace_back("event", event);
            drawn.rows.push_back(
                {element("a", {{"href", setting_.to(WorkPlace::supervised_case, one.case_id, {}, query)}},
                         one.case_id),
                 answer::plain_date(told.on, setting_.language()),
                 setting_.library.vocabulary.events[told.type].label.in(setting_.language()),
                 verdict_words(setting_, advice_[i], advice_[i].then),
                 verdict_words(setting_, advice_[i], advice_[i].now),
                 judgement_of(noted, one.case_id, event)});
        }
        return web::table(drawn);
    }

    std::string judgement_of(const std::vector<service::Kept<Observation>>& noted, const std::string& case_id,
                             const std::string& event) const {
        std::string words;
        for (const auto& note : noted) {
            if (note.form.case_id == case_id && note.form.event == event)
                words = say("report.supervision.judgement." + note.form.judgement);
        }
        return words;
    }

  public:
    static Html verdict_words(const WorkSetting& setting, const Advice& advice,
                              const std::optional<bool>& verdict) {
        if (!advice.action) return Html(setting.say("report.supervision.no_rule"));
        if (!verdict) return badge(Tone::warning, Icon::question, setting.say("report.supervision.unknown"));
        return *verdict ? badge(Tone::success, Icon::done, setting.say("report.supervision.yes"))
                        : badge(Tone::error, Icon::overdue, setting.say("report.supervision.no"));
    }

  private:
    const Visit& visit_;
    const WorkSetting& setting_;
    const Figures& figures_;
    const std::vector<CaseForReport>& cases_;
    Asked asked_;
    Sample sample_;
    std::vector<Advice> advice_;
};

/// Everything that the pages of supervision need; a problem instead where something stands in the way.
struct Ready {
    service::ReportDesk::Picture rows;
    std::vector<CaseForReport> cases;
    std::vector<service::Kept<Observation>> noted;
};

service::Outcome<Ready> prepare(const Visit& visit) {
    const auto& who = visit.setting.who;
    if (!may(who, service::Permission::supervise)) return service::problem(service::Forbidden{});
    if (visit.others.reports == nullptr) return service::problem(service::NotFound{});
    auto rows = visit.others.reports->rows(who);
    if (!rows) return service::problem(rows.error());
    auto cases = visit.others.reports->cases(who);
    if (!cases) return service::problem(cases.error());
    auto noted = service::Register<Observation>(visit.desk).all(who);
    if (!noted) return service::problem(noted.error());
    return Ready{std::move(*rows), std::move(*cases), std::move(*noted)};
}

Html rule_items(const WorkSetting& setting, const std::vector<const rulebook::Rule*>& rules) {
    Html items;
    for (const auto* rule : rules)
        items += element("li", {}, rule->title.in(setting.language()), " ",
                         element("span", {{"class", "source"}}, rule->id));
    return element("ul", {}, items);
}

Html fields_of(const WorkSetting& setting, const casefile::Event& event) {
    const auto& kind = setting.library.vocabulary.events[event.type];
    Html list;
    for (std::size_t f = 0; f < kind.fields.size(); ++f) {
        const auto& type = kind.fields[f].type;
        if (event.fields[f].is_unknown() || event.fields[f].is_null()) continue;
        std::string words = feel::to_text(event.fields[f]);
        if (const auto* text = event.fields[f].get<std::string>()) {
            // Free words may say who somebody is.
            const auto choice = std::ranges::find(type.choices, *text);
            if (choice == type.choices.end()) continue;
            const auto& label = type.choice_labels[static_cast<std::size_t>(choice - type.choices.begin())];
            words = label.da.empty() ? *text : label.in(setting.language());
        } else if (const auto* yes = event.fields[f].get<bool>()) {
            words = setting.say(*yes ? "web.yes" : "web.no");
        } else if (const auto* day = event.fields[f].get<calendar::Date>()) {
            words = answer::plain_date(*day, setting.language());
        }
        list += all(element("dt", {}, kind.fields[f].label.in(setting.language())), element("dd", {}, words));
    }
    return element("dl", {{"class", "sheet-fields"}}, list);
}

Html advice_part(const WorkSetting& setting, const Advice& advice) {
    const auto say = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return setting.say("report.supervision." + std::string(key), args);
    };
    Html content = all(paragraph(all(say("then"), ": ", Bench::verdict_words(setting, advice, advice.then))),
                       paragraph(all(say("now"), ": ", Bench::verdict_words(setting, advice, advice.now))));
    if (!advice.edition.empty())
        content += element("p", {{"class", "source"}}, say("edition", {advice.edition}));
    if (!advice.against.empty())
        content += all(paragraph(say("rules_against")), rule_items(setting, advice.against));
    if (!advice.missing.empty()) {
        std::string names;
        for (const auto& fact : advice.missing) names += (names.empty() ? "" : ", ") + fact;
        content += paragraph(say("not_known", {names}));
    }
    if (!advice.discretion.empty())
        content += all(paragraph(say("discretion")), rule_items(setting, advice.discretion));
    if (advice.has_passed) content += paragraph(say("passed_because", {advice.pass_reason}));
    else if (advice.differs()) content += paragraph(say("passed_without"));
    return content;
}

/// What the pages of one piece carry on, so that the way back leads to the same sample.
constexpr std::array carried = {"seed", "size", "what", "period"};

Fields sample_query(const Fields& fields) {
    Fields query;
    for (const char* name : carried) {
        if (const auto value = value_of(fields, name); !value.empty()) query.emplace_back(name, value);
    }
    return query;
}

Html events_until(const WorkSetting& setting, const casefile::CaseFile& file, std::size_t event) {
    const auto language = setting.language();
    Html items;
    for (std::size_t e = 0; e <= event; ++e) {
        const auto& one = file.events[e];
        Html line = all(answer::plain_date(one.on, language), ": ",
                        setting.library.vocabulary.events[one.type].label.in(language));
        if (one.known > one.on)
            line += all(" ", element("span", {{"class", "says"}},
                                     setting.say("report.supervision.known_later",
                                                 {answer::plain_date(one.known, language)})));
        items += element("li", {}, e == event ? element("strong", {}, line) : line);
    }
    return element("ol", {}, items);
}

Html notes_on(const WorkSetting& setting, const Ready& ready, const std::string& case_id) {
    Html items;
    for (const auto& note : ready.noted) {
        if (note.form.case_id != case_id) continue;
        const std::string who = note.document.actor_name + ", " +
                                answer::plain_date(note.document.recorded_on, setting.language());
        items += element(
            "li", {},
            setting.say("report.supervision.judgement." + note.form.judgement) + ". " + note.form.text, " ",
            element("span", {{"class", "source"}}, who));
    }
    return items.empty() ? Html{} : element("ul", {}, items);
}

Html judgement_form(const WorkSetting& setting, const Fields& fields, const std::string& event,
                    const std::vector<Problem>& problems) {
    const auto error_of = [&](std::string_view field) {
        const auto found = std::ranges::find(problems, field, &Problem::field);
        return found == problems.end() ? std::string{} : found->sentence;
    };
    std::vector<Choice> judgements;
    for (const char* judgement : {"in_order", "remark", "fault"})
        judgements.push_back(
            {judgement, setting.say(std::string("report.supervision.judgement.") + judgement)});
    Html form = all(hidden_field("event", event), hidden_fields(sample_query(fields)));
    form += radio_group({.name = "judgement",
                         .label = setting.say("report.supervision.judgement"),
                         .error = error_of("judgement"),
                         .value = std::string(value_of(fields, "judgement"))},
                        judgements, RadioLayout::below, setting.language());
    form += text_area(setting, {.name = "text",
                                .label = setting.say("report.supervision.text"),
                                .hint = setting.say("report.supervision.text.hint"),
                                .error = error_of("text"),
                                .value = std::string(value_of(fields, "text"))});
    return all(form, button(ButtonKind::primary, setting.say("report.supervision.note")));
}

Response show_case(Visit& visit, const Ready& ready, const CaseForReport& one, std::size_t event,
                   const std::vector<Problem>& problems, int status) {
    const WorkSetting& setting = visit.setting;
    const auto language = setting.language();
    const auto& told = one.file.events[event];
    const auto& vocabulary = setting.library.vocabulary;
    const auto advice = reports::advice_on(visit.desk.parts().desk.engine(), vocabulary, one.file, event);
    const std::string title = setting.say("report.supervision.case", {one.case_id});
    const std::string back = setting.to(WorkPlace::supervision, {}, {}, sample_query(visit.fields));
    Html main = all(error_summary(problems, language),
                    element("p", {{"class", "case-back"}},
                            element("a", {{"href", back}}, setting.say("report.page.supervision"))),
                    heading(1, title),
                    element("p", {{"class", "font-lead"}},
                            vocabulary.events[told.type].label.in(language) + ", " +
                                answer::plain_date(told.on, language)),
                    fields_of(setting, told));
    main += element("section", {{"class", "panel"}}, heading(2, setting.say("report.supervision.advised")),
                    advice_part(setting, advice));
    main += element("section", {}, heading(2, setting.say("report.supervision.until_then")),
                    events_until(setting, one.file, event));
    main += element(
        "section", {{"class", "panel"}}, heading(2, setting.say("report.supervision.noted")),
        notes_on(setting, ready, one.case_id),
        post_form(setting, setting.to(WorkPlace::supervised_case, one.case_id),
                  form_fields(setting, "observation"),
                  judgement_form(setting, visit.fields, event_name(one, event), problems), "work-form"));
    return work_html(work_page(setting, {.title = title}, main), status);
}

}  // namespace

Response answer_supervision(Visit& visit) {
    const auto ready = prepare(visit);
    if (!ready) return refusal(visit, ready.error());
    const Figures figures(visit, ready->rows);
    const Bench bench(visit, figures, ready->cases);
    return work_html(
        report_page(figures, "report.page.supervision", Periods::none, bench.page(ready->noted)));
}

Response answer_supervised_case(Visit& visit) {
    const auto ready = prepare(visit);
    if (!ready) return refusal(visit, ready.error());
    const auto one = std::ranges::find(ready->cases, visit.setting.address.case_id, &CaseForReport::case_id);
    if (one == ready->cases.end() || one->file.anonymous) return refusal(visit, service::NotFound{});
    const std::string_view asked = value_of(visit.fields, "event");
    std::size_t event = 0;
    while (event < one->file.events.size() && event_name(*one, event) != asked) ++event;
    if (event == one->file.events.size()) return refusal(visit, service::NotFound{});
    if (visit.intent != Intent::save) return show_case(visit, *ready, *one, event, {}, 200);
    const Observation observation{.case_id = one->case_id,
                                  .event = std::string(asked),
                                  .on = one->file.events[event].on,
                                  .judgement = std::string(value_of(visit.fields, "judgement")),
                                  .text = std::string(value_of(visit.fields, "text")),
                                  .seed = std::string(value_of(visit.fields, "seed"))};
    const auto written =
        service::Register<Observation>(visit.desk).write(visit.sender(), {.id = {}}, observation);
    if (written)
        return see_other(visit.setting.to(WorkPlace::supervision, {}, {}, sample_query(visit.fields)));
    Unsaved unsaved;
    if (!show_problem(visit, written.error(), "text", unsaved)) return refusal(visit, written.error());
    return show_case(visit, *ready, *one, event, unsaved.problems, status_of(unsaved));
}

Response answer_supervision_report(Visit& visit) {
    const auto ready = prepare(visit);
    if (!ready) return refusal(visit, ready.error());
    const Figures figures(visit, ready->rows);
    const Bench bench(visit, figures, ready->cases);
    const auto* standard = visit.others.reports->standard(visit.setting.who, figures.span().on);
    if (standard == nullptr) return refusal(visit, service::NotFound{});
    const auto& sources = figures.sources();
    reports::SupervisionReport report{.municipality = standard->name.in(visit.setting.language()),
                                      .span = figures.span(),
                                      .sample = bench.sample(),
                                      .advice = bench.advice()};
    for (const auto& note : ready->noted) {
        if (figures.span().has(note.form.on))
            report.noted.push_back({.case_id = note.form.case_id,
                                    .judgement = note.form.judgement,
                                    .text = note.form.text,
                                    .on = note.form.on});
    }
    report.tables = reports::council_tables(sources, *standard, figures.span());
    auto pdf = letters::to_pdf(reports::supervision_paper(sources, report));
    if (!pdf) return refusal(visit, pdf.error());
    return file_response("application/pdf", std::move(*pdf), "tilsyn.pdf");
}

}  // namespace fjorten::web
