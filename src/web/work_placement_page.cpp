// The pages of a place of treatment: its citizens, one of them with what to tell, who left in a month, and
// its prices. The municipality sees the list of all placements here too.
#include <algorithm>
#include <map>

#include "answer/words.h"
#include "service/kroner.h"
#include "web/clock_cards.h"
#include "web/work_case_parts.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_event_form.h"
#include "web/work_parts.h"
#include "web/work_placement.h"

namespace fjorten::web {

using service::KeptPlacement;
using service::PlacedCitizen;
using service::PlacementDesk;

namespace {

std::string day_words(const WorkSetting& setting, calendar::Date day) {
    return answer::plain_date(day, setting.language());
}

std::string month_words(calendar::Date first) { return first.iso().substr(0, 7); }

// --- The list

Html next_words(const WorkSetting& setting, const PlacedCitizen& citizen) {
    const engine::ClockResult* next = nullptr;
    for (const auto& clock : citizen.clocks) {
        if (clock.due && (next == nullptr || *clock.due < *next->due)) next = &clock;
    }
    if (next == nullptr) return {};
    return all(next->rule->title.in(setting.language()), ": ", day_words(setting, *next->due));
}

Response own_list(Visit& visit) {
    const auto& setting = visit.setting;
    const PlacementDesk desk(visit.desk);
    const auto own = desk.own(setting.who);
    if (!own) return refusal(visit, own.error());
    Table open{.caption = setting.say("work.placement.own"),
               .columns = {setting.say("work.placement.citizen"), setting.say("work.placement.state"),
                           setting.say("work.placement.granted"), setting.say("work.placement.next")},
               .rows = {}};
    Html ended;
    for (const auto& kept : *own) {
        if (!kept.form.is_open()) {
            ended += element("li", {}, placement_words(setting, kept.form), " ",
                             placement_state(setting, kept.form));
            continue;
        }
        const auto citizen = desk.citizen(setting.who, kept.document.id);
        if (!citizen) continue;  // erased meanwhile
        open.rows.push_back({element("a", {{"href", setting.to(WorkPlace::placement, kept.document.id)}},
                                     person_words(setting, citizen->name)),
                             placement_state(setting, kept.form), placement_words(setting, kept.form),
                             next_words(setting, *citizen)});
    }
    Html main = open.rows.empty() ? element("p", {}, setting.say("work.placement.none")) : table(open);
    if (!ended.empty())
        main += disclosure(setting.say("work.placement.earlier"),
                           element("ul", {{"class", "nobullet-list"}}, ended));
    const std::string title = setting.say("work.nav.placed");
    return work_html(work_page(setting, {.title = title}, all(heading(1, title), main)));
}

Response all_list(Visit& visit) {
    const auto& setting = visit.setting;
    const auto all_placed = service::Register<service::Placement>(visit.desk).all(setting.who);
    if (!all_placed) return refusal(visit, all_placed.error());
    const auto lists = PlacementDesk(visit.desk).sent_lists(setting.who);
    if (!lists) return refusal(visit, lists.error());
    const auto providers = service::Register<service::Provider>(visit.desk).all(setting.who);
    if (!providers) return refusal(visit, providers.error());
    std::map<std::string, std::string> names;
    for (const auto& kept : *providers) names[kept.document.id] = kept.form.name;
    Table drawn{.caption = setting.say("work.placement.all"),
                .columns = {setting.say("work.placement.case"), setting.say("work.sheet.provider"),
                            setting.say("work.placement.state"), setting.say("work.placement.granted")},
                .rows = {}};
    for (const auto& kept : *all_placed)
        drawn.rows.push_back(
            {element("a", {{"href", setting.to(WorkPlace::placing, kept.form.case_id)}}, kept.form.case_id),
             names[kept.form.provider], placement_state(setting, kept.form),
             placement_words(setting, kept.form)});
    Html sent;
    for (const auto& kept : *lists)
        sent += element(
            "li", {},
            setting.say("work.placement.list_sent", {names[kept.form.provider], month_words(kept.form.month),
                                                     std::to_string(kept.form.cases.size()),
                                                     day_words(setting, kept.document.recorded_on)}));
    Html main = drawn.rows.empty() ? element("p", {}, setting.say("work.placement.nobody")) : table(drawn);
    main += all(
        heading(2, setting.say("work.nav.discharges")),
        sent.empty() ? element("p", {}, setting.say("work.placement.no_lists")) : element("ul", {}, sent));
    const std::string title = setting.say("work.placement.all");
    return work_html(
        work_page(setting, {.title = title}, all(heading(1, title), register_tabs(setting), main)));
}

// --- One citizen

class CitizenPage {
  public:
    CitizenPage(const WorkSetting& setting, const PlacedCitizen& citizen, const Fields& fields,
                const Unsaved& unsaved)
        : setting_(setting),
          citizen_(citizen),
          form_(citizen.kept.form),
          fields_(fields),
          unsaved_(unsaved),
          speaker_(caseworker_speaker(setting, citizen.evaluation)) {}

    std::string html() const {
        const std::string title = citizen_.name.empty() ? say("work.placement.citizen") : citizen_.name;
        Fields typed = fields_;
        std::erase_if(typed,
                      [](const auto& field) { return field.first == "secret" || field.first == "key"; });
        Html saved;
        if (!value_of(fields_, "saved").empty())
            saved = alert(Tone::success, 2, say("work.placement.told"), Html{});
        return work_page(
            setting_, {.title = title, .typed = unsaved_.problems.empty() ? Fields{} : typed},
            element("div", {{"class", "narrow"}}, error_summary(unsaved_.problems, setting_.language()),
                    saved, back(), heading(1, title), head(), answer_form(), deadlines(), telling(),
                    reports()));
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string here() const { return setting_.to(WorkPlace::placement, citizen_.kept.document.id); }
    Html back() const {
        return element("p", {{"class", "case-back"}},
                       element("a", {{"href", setting_.to(WorkPlace::placements)}}, say("work.nav.placed")));
    }

    Html head() const {
        Html out = element("p", {}, placement_state(setting_, form_), " ", placement_words(setting_, form_));
        if (citizen_.born)
            out += element("p", {},
                           message_count(setting_.language(), "work.case.age",
                                         calendar::age_on(*citizen_.born, setting_.today)));
        if (!citizen_.reach_safely.empty())
            out += element("p", {{"class", "reach"}}, icon(Icon::info), " ",
                           element("strong", {}, say("work.person.reach")), " ", citizen_.reach_safely);
        if (!citizen_.interpreter.empty())
            out += element("p", {}, say("work.person.interpreter_is", {citizen_.interpreter}));
        return out;
    }

    Html answer_form() const {
        if (form_.state != "asked") return {};
        const Html fields =
            all(text_area(setting_,
                          {.name = "reason",
                           .label = say("work.placement.why_not"),
                           .hint = {},
                           .error = error_at(unsaved_.problems, "reason"),
                           .value = std::string(value_of(fields_, "reason"))},
                          2),
                element("div", {{"class", "button-group"}},
                        button(ButtonKind::primary, say("work.placement.accept"), "do", "accept"),
                        button(ButtonKind::secondary, say("work.placement.decline"), "do", "decline")));
        return element(
            "section", {{"class", "panel"}}, heading(2, say("work.placement.answer")),
            post_form(setting_, here(), form_fields(setting_, "answer", citizen_.kept.document.version),
                      fields, "work-form"));
    }

    Html deadlines() const {
        Html items;
        for (const auto& clock : citizen_.clocks) {
            Html source;
            if (clock.edition != nullptr)
                source = element("span", {{"class", "says"}}, authority_words(speaker_, *clock.edition));
            items += element("li", {}, state_badge(speaker_, clock), " ",
                             element("strong", {}, clock.rule->title.in(setting_.language())), " ",
                             due_words(speaker_, clock), " ", source,
                             disclosure(say("web.why"), clock_reasons(speaker_, clock)));
        }
        return element("section", {}, heading(2, say("work.placement.deadlines")),
                       items.empty() ? element("p", {}, say("work.placement.no_deadline"))
                                     : element("ul", {{"class", "nobullet-list rule-list"}}, items));
    }

    // What can be told, and the form of what is being told.
    Html telling() const {
        if (form_.state == "declined") return {};
        const auto& vocabulary = setting_.library.vocabulary;
        const std::string chosen(value_of(fields_, "event"));
        Html links;
        for (const auto& name : service::reported_by_places(vocabulary)) {
            const auto type = vocabulary.find_event(name);
            Attributes link = {
                {"href", setting_.to(WorkPlace::placement, citizen_.kept.document.id, {}, {{"event", name}}) +
                             "#tell"}};
            if (name == chosen) link.push_back({"aria-current", "true"});
            links += element("li", {},
                             element("a", link, answer::event_words(vocabulary, *type, setting_.language())));
        }
        Html out = all(heading(2, say("work.placement.tell"), "tell"),
                       element("ul", {{"class", "nobullet-list event-links"}}, links));
        if (const auto type = vocabulary.find_event(chosen)) out += event_form(*type, chosen);
        return element("section", {}, out);
    }

    Html event_form(rulebook::EventType type, const std::string& name) const {
        const auto& vocabulary = setting_.library.vocabulary;
        const EventForm form{.vocabulary = vocabulary,
                             .type = type,
                             .today = setting_.today,
                             .language = setting_.language(),
                             .problems = unsaved_.problems};
        const bool is_fresh = value_of(fields_, "on").empty();
        const TypedEvent typed =
            is_fresh ? blank_event(vocabulary, type, setting_.today) : read_typed_event(fields_);
        const Html fields =
            all(heading(3, answer::event_words(vocabulary, type, setting_.language())),
                hidden_field("event", name), event_fields(form, typed),
                text_area(setting_,
                          {.name = "note",
                           .label = say("work.placement.note"),
                           .hint = say("work.placement.note.hint"),
                           .error = error_at(unsaved_.problems, "note"),
                           .value = std::string(value_of(fields_, "note"))},
                          4),
                element("div", {{"class", "button-group"}},
                        button(ButtonKind::primary, say("work.placement.send"), "do", "report")));
        return post_form(setting_, here(), form_fields(setting_, "report", citizen_.case_version), fields,
                         "work-form");
    }

    Html reports() const {
        Html items;
        for (const auto& entry : citizen_.reports)
            items += element("li", {}, element("strong", {}, entry_title(setting_, entry)), " ",
                             day_words(setting_, entry.occurred_on), " ",
                             element("span", {{"class", "source"}}, entry.actor_name));
        if (items.empty()) return {};
        return element("section", {}, heading(2, say("work.placement.reports")),
                       element("ul", {{"class", "nobullet-list"}}, items));
    }

    const WorkSetting& setting_;
    const PlacedCitizen& citizen_;
    const service::Placement& form_;
    const Fields& fields_;
    const Unsaved& unsaved_;
    Speaker speaker_;
};

Response show_citizen(Visit& visit, const PlacedCitizen& citizen, const Unsaved& unsaved, int status) {
    return work_html(CitizenPage(visit.setting, citizen, visit.fields, unsaved).html(), status);
}

Response do_placement(Visit& visit, const PlacedCitizen& citizen) {
    PlacementDesk desk(visit.desk);
    const std::string& id = citizen.kept.document.id;
    const std::string_view what = value_of(visit.fields, "do");
    const std::string saved = visit.setting.to(WorkPlace::placement, id, {}, {{"saved", "1"}});
    Unsaved unsaved;
    const auto refuse = [&](const service::Problem& problem, const std::string& field) {
        if (!show_problem(visit, problem, field, unsaved)) return refusal(visit, problem);
        return show_citizen(visit, citizen, unsaved, status_of(unsaved));
    };
    if (what == "accept" || what == "decline") {
        const auto answer = what == "accept" ? PlacementDesk::Answer::accept : PlacementDesk::Answer::decline;
        const auto done = desk.answer(visit.sender(), id, visit.version(), answer,
                                      std::string(value_of(visit.fields, "reason")));
        return done ? see_other(saved) : refuse(done.error(), "reason");
    }
    const auto type = visit.setting.library.vocabulary.find_event(value_of(visit.fields, "event"));
    if (!type) return refusal(visit, service::NotFound{});
    const EventForm form{.vocabulary = visit.setting.library.vocabulary,
                         .type = *type,
                         .today = visit.setting.today,
                         .language = visit.setting.language()};
    const auto event = to_event(form, read_typed_event(visit.fields));
    if (!event) {
        unsaved.problems = event.error();
        return show_citizen(visit, citizen, unsaved, 422);
    }
    const auto done = desk.report(visit.sender(), id, *event, std::string(value_of(visit.fields, "note")));
    return done ? see_other(saved) : refuse(done.error(), "on");
}

}  // namespace

Response answer_placements(Visit& visit) {
    if (may(visit.setting.who, service::Permission::answer_placements)) return own_list(visit);
    return all_list(visit);
}

Response answer_placement(Visit& visit) {
    const auto citizen = PlacementDesk(visit.desk).citizen(visit.setting.who, visit.setting.address.case_id);
    if (!citizen) return refusal(visit, citizen.error());
    if (visit.intent != Intent::save) return show_citizen(visit, *citizen, {}, 200);
    return do_placement(visit, *citizen);
}

namespace {

/// "2026-03"; the month before this one where nothing is said.
calendar::Date month_of(const Visit& visit) {
    const auto told = calendar::Date::parse(std::string(value_of(visit.fields, "month")) + "-01");
    if (told) return *told;
    const auto this_month = *calendar::Date::parse(visit.setting.today.iso().substr(0, 8) + "01");
    return calendar::add(this_month, calendar::Period{.months = -1, .days = 0});
}

Html month_choice(const WorkSetting& setting, calendar::Date first) {
    return element("form",
                   {{"method", "get"}, {"action", setting.to(WorkPlace::discharges)}, {"class", "beside"}},
                   text_field({.name = "month",
                               .label = setting.say("work.placement.month"),
                               .hint = setting.say("work.placement.month.hint"),
                               .value = month_words(first)},
                              {{"autocomplete", "off"}}, setting.language()),
                   element("div", {{"class", "form-group"}},
                           button(ButtonKind::secondary, setting.say("work.places.show"))));
}

}  // namespace

Response answer_discharges(Visit& visit) {
    const auto& setting = visit.setting;
    PlacementDesk desk(visit.desk);
    const calendar::Date first = month_of(visit);
    Html notice;
    if (visit.intent == Intent::save) {
        const auto sent = desk.send_discharges(visit.sender(), first);
        if (sent)
            return see_other(setting.to(WorkPlace::discharges, {}, {}, {{"month", month_words(first)}}));
        Unsaved unsaved;
        if (!show_problem(visit, sent.error(), "month", unsaved)) return refusal(visit, sent.error());
        notice = error_summary(unsaved.problems, setting.language());
    }
    const auto left = desk.discharges(setting.who, first);
    if (!left) return refusal(visit, left.error());
    const auto lists = desk.sent_lists(setting.who);
    if (!lists) return refusal(visit, lists.error());
    Table drawn{.caption = setting.say("work.placement.left", {month_words(first)}),
                .columns = {setting.say("work.placement.citizen"), setting.say("work.placement.day"),
                            setting.say("work.placement.status"), setting.say("work.sheet.outcome")},
                .rows = {}};
    const auto label = [&](const std::vector<rulebook::Named>& names, const std::string& name) {
        const auto found = std::ranges::find(names, name, &rulebook::Named::name);
        return found == names.end() ? setting.say("work.placement.not_told")
                                    : found->label.in(setting.language());
    };
    const auto& vocabulary = setting.library.vocabulary;
    for (const auto& one : *left)
        drawn.rows.push_back({element("a", {{"href", setting.to(WorkPlace::placement, one.placement)}},
                                      person_words(setting, one.name)),
                              day_words(setting, one.on), label(vocabulary.statuses, one.status),
                              label(vocabulary.outcomes, one.outcome)});
    Html main = drawn.rows.empty()
                    ? element("p", {}, setting.say("work.placement.nobody_left", {month_words(first)}))
                    : table(drawn);
    const auto sent = std::ranges::find(*lists, first, [](const auto& kept) { return kept.form.month; });
    if (sent != lists->end())
        main +=
            element("p", {}, icon(Icon::done), " ",
                    setting.say("work.placement.sent_on", {day_words(setting, sent->document.recorded_on)}));
    main += element("p", {{"class", "form-hint"}}, setting.say("work.placement.when_over"));
    main += post_form(setting, setting.to(WorkPlace::discharges), form_fields(setting, "discharges"),
                      all(hidden_field("month", month_words(first)),
                          button(ButtonKind::primary, setting.say("work.placement.send_list"))),
                      "one-press");
    const std::string title = setting.say("work.nav.discharges");
    return work_html(work_page(setting, {.title = title},
                               element("div", {{"class", "narrow"}}, notice, heading(1, title),
                                       month_choice(setting, first), main)));
}

Response answer_place_prices(Visit& visit) {
    const auto& setting = visit.setting;
    PlacementDesk desk(visit.desk);
    const auto entry = desk.own_entry(setting.who);
    if (!entry) return refusal(visit, entry.error());
    Unsaved unsaved;
    if (visit.intent == Intent::save) {
        const auto from = typed_day(setting, visit.fields, "from", unsaved.problems);
        if (value_of(visit.fields, "from").empty())
            unsaved.problems.push_back({"from", setting.say("work.register.no_from")});
        const auto amount =
            service::Kroner::read(typed_amount(std::string(value_of(visit.fields, "amount"))));
        if (!amount) unsaved.problems.push_back({"amount", setting.say("work.provider.no_amount")});
        if (unsaved.problems.empty()) {
            const auto done = desk.set_price(visit.sender(), visit.version(),
                                             {.service = std::string(value_of(visit.fields, "service")),
                                              .amount = *amount,
                                              .validity = {.from = *from, .until = {}}});
            if (done) return see_other(setting.to(WorkPlace::place_prices));
            if (!show_problem(visit, done.error(), "service", unsaved)) return refusal(visit, done.error());
        }
    }
    Html now;
    for (const auto& price : entry->form.prices)
        now += element("li", {}, service_words(setting, price.service), ": ",
                       setting.say("work.provider.amount_words", {kroner(price.amount.plain())}), ", ",
                       period_words(setting, price.validity));
    const auto text = [&](const std::string& name, std::string_view key) {
        return FieldText{.name = name,
                         .label = setting.say(key),
                         .hint = {},
                         .error = error_at(unsaved.problems, name),
                         .value = std::string(value_of(visit.fields, name))};
    };
    std::vector<Choice> services = all_services(setting);
    services.insert(services.begin(), Choice{"", setting.say("work.sheet.choose")});
    const Html form = post_form(
        setting, setting.to(WorkPlace::place_prices), form_fields(setting, "price", entry->document.version),
        all(select_field(text("service", "work.provider.price.service"), {{.label = {}, .choices = services}},
                         setting.language()),
            text_field(text("amount", "work.provider.price.amount"), {{"autocomplete", "off"}},
                       setting.language()),
            text_field(text("from", "work.provider.price.from"), {{"autocomplete", "off"}},
                       setting.language()),
            element("div", {{"class", "button-group"}},
                    button(ButtonKind::primary, setting.say("work.placement.set_price")))),
        "work-form");
    const std::string title = setting.say("work.nav.prices");
    return work_html(
        work_page(setting, {.title = title},
                  element("div", {{"class", "narrow"}}, error_summary(unsaved.problems, setting.language()),
                          heading(1, title), element("p", {}, setting.say("work.placement.prices_lead")),
                          now.empty() ? element("p", {}, setting.say("work.provider.no_price"))
                                      : element("ul", {}, now),
                          heading(2, setting.say("work.placement.new_price")), form)),
        unsaved.problems.empty() && !unsaved.conflict ? 200 : status_of(unsaved));
}

}  // namespace fjorten::web
