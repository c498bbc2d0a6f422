#include "web/my_case.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "answer/words.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"
#include "service/access_desk.h"
#include "web/clock_cards.h"
#include "web/work_access.h"
#include "web/work_calendar.h"
#include "web/work_parts.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::OwnCase;
using service::TimeLineEntry;

namespace {

constexpr std::array<std::string_view, 3> purposes = {"treatment", "partners", "information"};

class MyCase {
  public:
    MyCase(const WorkSetting& setting, const OwnCase& own, const MyCasePage& page)
        : setting_(setting),
          own_(own),
          page_(page),
          case_id_(own.view.key.case_id),
          speaker_{.evaluation = own.view.evaluation,
                   .library = setting.library,
                   .language = setting.language(),
                   .asker = Asker::self} {}

    std::string text() const {
        if (!own_.is_own) return somebody_elses();
        Html notice = error_summary(page_.problems, setting_.language());
        if (!page_.done.empty()) notice += alert(Tone::success, 2, say("done." + page_.done), {});
        return work_page(setting_, {.title = say("title")},
                         all(notice, heading(1, say("title")),
                             element("p", {{"class", "font-lead"}},
                                     say("lead", {own_.view.person.name, own_.view.number})),
                             others(), deadlines(), appointments(), plan(), letters(), words(), consents(),
                             representatives(), file_access(), log()));
    }

  private:
    std::string somebody_elses() const {
        const std::string title = say("other.title", {own_.view.person.name});
        Html content =
            all(heading(1, title), paragraph(say("other.lead")), others(), deadlines(), appointments());
        if (own_.sight == service::Sight::all) content += all(plan(), letters());
        return work_page(setting_, {.title = title}, content);
    }

    Html representatives() const {
        return section("representatives",
                       all(paragraph(say("representatives.lead")),
                           representative_list(setting_, case_id_, WorkPlace::my_representatives,
                                               page_.representatives)));
    }

    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return setting_.say("my." + key, args);
    }
    std::string plain(calendar::Date day) const { return answer::plain_date(day, setting_.language()); }
    Html section(const std::string& key, const Html& content) const {
        return element("section", {}, heading(2, say(key), key), content);
    }
    Html form(WorkPlace place, std::string_view key, const Html& fields, const Html& content) const {
        return post_form(setting_, setting_.to(place, case_id_), all(form_fields(setting_, key), fields),
                         content);
    }

    Html others() const {
        std::vector<std::string> numbers = page_.numbers;
        numbers.insert(numbers.end(), page_.granted.begin(), page_.granted.end());
        if (numbers.size() < 2) return {};
        Html links;
        for (const auto& number : numbers) {
            if (number != case_id_)
                links += element("li", {},
                                 element("a", {{"href", setting_.to(WorkPlace::my_case, number)}}, number));
        }
        return all(paragraph(say("others")), element("ul", {}, links));
    }

    Html deadlines() const {
        const auto pairs = paired_clocks(own_.view.evaluation);
        std::vector<ClockPair> open, ended;
        for (const auto& pair : pairs) {
            if (is_paperwork(pair)) continue;
            const Urgency urgency = urgency_of(pair);
            if (urgency == Urgency::breached || urgency == Urgency::due_today ||
                urgency == Urgency::running || urgency == Urgency::undecided)
                open.push_back(pair);
            else if (urgency == Urgency::ended) ended.push_back(pair);
        }
        Html content = open.empty() ? paragraph(say("deadlines.none")) : clock_cards(speaker_, open);
        if (!ended.empty()) content += disclosure(say("deadlines.ended"), clock_cards(speaker_, ended));
        return section("deadlines", content);
    }

    Html appointments() const {
        Html items;
        for (const auto& one : own_.appointments)
            items += element("li", {}, element("strong", {}, answer::long_date(one.on, setting_.language())),
                             " ", time_words(one), " · ", kind_words(setting_, one.kind),
                             one.place.empty() ? std::string{} : " · " + one.place);
        return section("appointments",
                       items.empty() ? paragraph(say("appointments.none")) : element("ul", {}, items));
    }

    Html plan() const {
        if (!own_.plan_of) return section("plan", paragraph(say("plan.none")));
        if (own_.plan == nullptr)
            return section("plan", paragraph(say("plan.paper", {plain(*own_.plan_of)})));
        Html list;
        for (const auto& [name, value] : own_.plan->fields) {
            if (name == "on") continue;
            list += all(element("dt", {}, sheet_field_label(setting_, name)),
                        element("dd", {}, sheet_value_words(setting_, name, value)));
        }
        return section("plan", all(paragraph(say("plan.of", {plain(*own_.plan_of)})),
                                   element("dl", {{"class", "sheet-fields"}}, list)));
    }

    Html documents(const std::vector<const TimeLineEntry*>& entries) const {
        Html items;
        for (const auto* entry : entries)
            items += element(
                "li", {}, plain(entry->occurred_on), " ",
                element(
                    "a",
                    {{"href", setting_.to(WorkPlace::my_document, case_id_, std::to_string(entry->version))}},
                    entry->document->title));
        return element("ul", {}, items);
    }

    Html letters() const {
        return section("letters",
                       own_.letters.empty() ? paragraph(say("letters.none")) : documents(own_.letters));
    }

    Html words() const {
        const auto wrong = std::ranges::find(page_.problems, "words", &Problem::field);
        Html content = paragraph(say("words.lead"));
        if (!own_.own_words.empty()) content += documents(own_.own_words);
        content +=
            form(WorkPlace::my_words, "words", {},
                 all(text_area(setting_,
                               {.name = "words",
                                .label = say("words.label"),
                                .error = wrong == page_.problems.end() ? std::string{} : wrong->sentence,
                                .value = page_.words},
                               5),
                     button(ButtonKind::secondary, say("words.add"))));
        return section("words", content);
    }

    Html consents() const {
        Html items;
        for (const auto* entry : own_.consents)
            items += element("li", {}, plain(entry->occurred_on), " ", entry_title(setting_, *entry), " ",
                             entry_details(setting_, *entry));
        Html choices;
        for (const auto purpose : purposes) {
            const bool is_given =
                std::ranges::find(own_.consents_given, purpose) != own_.consents_given.end();
            const std::string words = say("consent." + std::string(purpose));
            const std::string press = say(is_given ? "consent.withdraw" : "consent.give");
            choices += element(
                "li", {}, element("span", {}, words),
                form(WorkPlace::my_consent, (is_given ? "withdrawn." : "given.") + std::string(purpose),
                     all(hidden_field("purpose", std::string(purpose)),
                         hidden_field("is", is_given ? "withdrawn" : "given")),
                     button(ButtonKind::secondary, press, {}, {}, {{"aria-label", press + ": " + words}})));
        }
        return section("consents",
                       all(items.empty() ? paragraph(say("consents.none")) : element("ul", {}, items),
                           element("ul", {{"class", "nobullet-list consent-choices"}}, choices)));
    }

    Html file_access() const {
        if (own_.file_access_asked_on)
            return section("file_access",
                           paragraph(say("file_access.asked", {plain(*own_.file_access_asked_on)})));
        return section("file_access", all(paragraph(say("file_access.lead")),
                                          form(WorkPlace::my_file_access, "file", {},
                                               button(ButtonKind::secondary, say("file_access.ask")))));
    }

    Html log() const {
        return section(
            "log", all(paragraph(say("log.lead")),
                       paragraph(element("a", {{"href", setting_.to(WorkPlace::my_log)}}, say("log.see")))));
    }

    const WorkSetting& setting_;
    const OwnCase& own_;
    const MyCasePage& page_;
    const std::string& case_id_;
    Speaker speaker_;
};

Response show(Visit& visit, const std::string& case_id, MyCasePage page) {
    service::OwnCases cases(visit.desk);
    auto numbers = cases.numbers(visit.setting.who);
    if (!numbers) return refusal(visit, numbers.error());
    auto granted = cases.granted(visit.setting.who);
    if (!granted) return refusal(visit, granted.error());
    if (numbers->empty() && granted->empty()) return refusal(visit, service::NotFound{});
    const std::string& first = numbers->empty() ? granted->front() : numbers->front();
    const auto own = cases.read(visit.setting.who, case_id.empty() ? first : case_id);
    if (!own) return refusal(visit, own.error());
    page.numbers = std::move(*numbers);
    page.granted = std::move(*granted);
    if (own->is_own) {
        auto all = service::Representatives(visit.desk).of(visit.setting.who, own->view.key.case_id);
        if (!all) return refusal(visit, all.error());
        page.representatives = std::move(*all);
    }
    return work_html(my_case_page(visit.setting, *own, page), page.problems.empty() ? 200 : 422);
}

// The page again with what was wrong, or the case with what was done.
Response after(Visit& visit, const service::Outcome<service::Done>& done, std::string what,
               std::string field) {
    const std::string& case_id = visit.setting.address.case_id;
    if (done) return see_other(visit.setting.to(WorkPlace::my_case, case_id, {}, {{"done", what}}));
    MyCasePage page;
    if (const auto* mistakes = std::get_if<Diagnostics>(&done.error())) {
        page.words = std::string(value_of(visit.fields, "words"));
        page.problems = problems_of(*mistakes, field, visit.setting.language());
        return show(visit, case_id, std::move(page));
    }
    return refusal(visit, done.error());
}

}  // namespace

std::string my_case_page(const WorkSetting& setting, const OwnCase& own, const MyCasePage& page) {
    return MyCase(setting, own, page).text();
}

Response answer_my_case(Visit& visit) {
    static constexpr std::array<std::string_view, 4> known = {"words", "consent", "file_access",
                                                              "representative"};
    const std::string done(value_of(visit.fields, "done"));
    MyCasePage page;
    if (std::ranges::find(known, done) != known.end()) page.done = done;
    return show(visit, visit.setting.address.case_id, std::move(page));
}

Response answer_my_log(Visit& visit) {
    service::OwnCases cases(visit.desk);
    const auto numbers = cases.numbers(visit.setting.who);
    if (!numbers) return refusal(visit, numbers.error());
    if (numbers->empty()) return refusal(visit, service::NotFound{});
    const auto entries = service::AccessDesk(visit.desk).log_of_case(visit.setting.who, numbers->front());
    if (!entries) return refusal(visit, entries.error());
    if (visit.setting.address.place == WorkPlace::my_log_file) {
        auto pdf = case_log_pdf(visit.setting, *entries);
        if (!pdf) return refusal(visit, pdf.error());
        return file_response("application/pdf", std::move(*pdf),
                             visit.setting.say("work.access_log.of_case"));
    }
    const auto& setting = visit.setting;
    const std::string title = setting.say("work.access_log.of_case");
    return work_html(
        work_page(setting, {.title = title},
                  all(heading(1, title), paragraph(setting.say("work.access_log.of_case.lead")),
                      paragraph(button_link(ButtonKind::secondary, setting.to(WorkPlace::my_log_file),
                                            setting.say("work.access_log.pdf"))),
                      case_log_table(setting, *entries))));
}

Response answer_my_document(Visit& visit) {
    const std::string& item = visit.setting.address.item;
    std::int64_t version = 0;
    const auto read = std::from_chars(item.data(), item.data() + item.size(), version);
    if (read.ec != std::errc{} || read.ptr != item.data() + item.size())
        return refusal(visit, service::NotFound{});
    auto document =
        service::OwnCases(visit.desk).document(visit.setting.who, visit.setting.address.case_id, version);
    if (!document) return refusal(visit, document.error());
    return document_response(visit, std::move(*document));
}

Response answer_my_words(Visit& visit) {
    if (visit.intent != Intent::save) {
        MyCasePage page;
        page.words = std::string(value_of(visit.fields, "words"));
        return show(visit, visit.setting.address.case_id, std::move(page));
    }
    const auto done =
        service::OwnCases(visit.desk)
            .add_words(visit.sender(), visit.setting.address.case_id, value_of(visit.fields, "words"),
                       visit.setting.say("my.words.title"), visit.setting.say("my.words.from"));
    return after(visit, done, "words", "words");
}

Response answer_my_consent(Visit& visit) {
    if (visit.intent != Intent::save) return show(visit, visit.setting.address.case_id, {});
    const std::string purpose(value_of(visit.fields, "purpose"));
    if (std::ranges::find(purposes, purpose) == purposes.end()) return refusal(visit, service::NotFound{});
    const auto consent = value_of(visit.fields, "is") == "given" ? service::OwnCases::Consent::given
                                                                 : service::OwnCases::Consent::withdrawn;
    return after(visit,
                 service::OwnCases(visit.desk)
                     .consent(visit.sender(), visit.setting.address.case_id, consent, purpose),
                 "consent", "consents");
}

Response answer_my_file_access(Visit& visit) {
    if (visit.intent != Intent::save) return show(visit, visit.setting.address.case_id, {});
    return after(visit,
                 service::OwnCases(visit.desk).ask_for_file(visit.sender(), visit.setting.address.case_id),
                 "file_access", "file_access");
}

Response answer_my_representatives(Visit& visit) {
    if (visit.intent != Intent::save) return show(visit, visit.setting.address.case_id, {});
    const auto done =
        service::Representatives(visit.desk)
            .end(visit.setting.who, visit.setting.address.case_id, value_of(visit.fields, "end"));
    if (!done) return refusal(visit, done.error());
    return see_other(visit.setting.to(WorkPlace::my_case, visit.setting.address.case_id, {},
                                      {{"done", "representative"}}));
}

}  // namespace fjorten::web
