#include <algorithm>
#include <array>
#include <set>

#include "answer/words.h"
#include "web/work_pages.h"
#include "web/work_parts.h"

namespace fjorten::web {

using engine::ClockState;
using service::WorkItem;

namespace {

// More than anybody works through in a day; the most serious come first.
constexpr long most_shown = 200;

enum class Section { overdue, today, undecided, coming };

struct SectionLook {
    Section section;
    std::string_view name;  // of the texts and of the place on the page
    Tone tone;
    Icon icon;
};
constexpr std::array sections = {SectionLook{Section::overdue, "overdue", Tone::error, Icon::overdue},
                                 SectionLook{Section::today, "today", Tone::warning, Icon::due},
                                 SectionLook{Section::undecided, "undecided", Tone::warning, Icon::question},
                                 SectionLook{Section::coming, "coming", Tone::info, Icon::running}};

Section section_of(const WorkItem& item) {
    if (item.state == ClockState::breached) return Section::overdue;
    if (item.state == ClockState::unknown) return Section::undecided;
    return item.days_left <= 0 ? Section::today : Section::coming;
}

class Page {
  public:
    Page(const WorkSetting& setting, const service::WorkList& list, const WorkChoice& choice,
         const std::vector<store::Account>& colleagues)
        : setting_(setting), list_(list), choice_(choice), colleagues_(colleagues) {}

    Html html() const {
        Html out = all(heading(1, say("work.list.title")), openings(), day(), tabs(), counts());
        if (list_.items.empty()) {
            out += element("div", {{"class", "panel"}}, element("p", {}, say("work.list.empty")),
                           element("p", {}, say("work.list.empty.on")));
            return out;
        }
        for (const SectionLook& look : sections) out += section(look);
        out += disclosure(say("work.list.order"), element("p", {}, say("work.list.order.text")));
        return out;
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string counted(std::string_view key, long n) const {
        return message_count(setting_.language(), key, n);
    }

    Html openings() const {
        if (choice_.unseen_openings == 0) return {};
        return alert(
            Tone::warning, 2, counted("work.glass.unseen", choice_.unseen_openings),
            paragraph(element("a", {{"href", setting_.to(WorkPlace::glasses)}}, say("work.glass.list"))));
    }

    Html day() const {
        return element("p", {{"class", "work-day"}},
                       answer::capitalised(answer::long_date(list_.on, setting_.language())));
    }

    std::string shown_as(std::string_view whose) const {
        return setting_.to(WorkPlace::work, {}, {}, {{"of", std::string(whose)}});
    }

    Html tab(Whose whose, std::string_view name, std::string_view key) const {
        Attributes attributes = {{"href", shown_as(name)}};
        const bool is_here = choice_.whose == whose && choice_.unit.empty() && choice_.person.empty();
        if (is_here) attributes.push_back({"aria-current", "page"});
        return element("li", {}, element("a", attributes, say(key)));
    }

    Html tabs() const {
        Html items = tab(Whose::mine, "mine", "work.list.mine");
        if (!setting_.who.unit.empty()) items += tab(Whose::unit, "unit", "work.list.unit");
        items += tab(Whose::nobodys, "nobodys", "work.list.nobodys");
        items += tab(Whose::all, "all", "work.list.all");
        return element("div", {{"class", "work-filter d-print-none"}},
                       element("nav", {{"aria-label", say("work.list.whose")}},
                               element("ul", {{"class", "nobullet-list tabs"}}, items)),
                       chooser());
    }

    Html chooser() const {
        std::set<std::string> units;
        std::vector<Choice> people = {{"", say("work.list.anybody")}};
        for (const auto& colleague : colleagues_) {
            if (!colleague.unit.empty()) units.insert(colleague.unit);
            people.push_back({colleague.id, colleague.display_name});
        }
        std::vector<Choice> places = {{"", say("work.list.anywhere")}};
        for (const auto& unit : units) places.push_back({unit, unit});
        const bool is_chosen = !choice_.unit.empty() || !choice_.person.empty();
        const Html form = element(
            "form", {{"method", "get"}, {"action", setting_.to(WorkPlace::work)}, {"class", "filter-form"}},
            hidden_field("of", "chosen"),
            select_field({.name = "unit", .label = say("work.unit"), .value = choice_.unit},
                         {{.label = {}, .choices = places}}, setting_.language()),
            select_field({.name = "person", .label = say("work.assigned_to"), .value = choice_.person},
                         {{.label = {}, .choices = people}}, setting_.language()),
            button(ButtonKind::secondary, say("work.list.show")));
        return disclosure(say("work.list.choose"), form, is_chosen ? Opened::yes : Opened::no);
    }

    Html count(const SectionLook& look, long n) const {
        const Html content = all(icon(look.icon), element("strong", {}, std::to_string(n)), " ",
                                 element("span", {}, say("work.list." + std::string(look.name))));
        const std::string style = "count count-" + std::string(n == 0 ? "none" : look.name);
        return n == 0 ? element("li", {{"class", style}}, content)
                      : element("li", {{"class", style}},
                                element("a", {{"href", "#" + std::string(look.name)}}, content));
    }

    Html counts() const {
        return element("ul", {{"class", "nobullet-list counts"}}, count(sections[0], list_.overdue),
                       count(sections[1], list_.due_today), undecided(), count(sections[3], list_.coming),
                       element("li", {{"class", "count count-cases"}},
                               element("span", {}, counted("work.list.cases", list_.cases))));
    }

    Html undecided() const { return list_.undecided == 0 ? Html{} : count(sections[2], list_.undecided); }

    Html section(const SectionLook& look) const {
        Html rows;
        long shown = 0, left = 0;
        for (const WorkItem& item : list_.items) {
            if (section_of(item) != look.section) continue;
            if (shown == most_shown) {
                ++left;
                continue;
            }
            ++shown;
            rows += row(look, item);
        }
        if (rows.empty()) return {};
        const Html rest = left == 0 ? Html{} : element("p", {}, counted("work.list.left", left));
        const std::string name(look.name);
        return element("section", {{"class", "work-section work-" + name}},
                       element("h2", {{"id", name}}, icon(look.icon), say("work.list." + name)),
                       element("ol", {{"class", "nobullet-list work-list"}}, rows), rest);
    }

    std::string days(const WorkItem& item) const {
        if (item.state == ClockState::unknown) return say("web.state.unknown");
        if (item.state == ClockState::breached) return counted("web.days.late", -item.days_left);
        return item.days_left <= 0 ? say("work.days.today") : counted("web.days.left", item.days_left);
    }

    Html row(const SectionLook& look, const WorkItem& item) const {
        const std::string person = person_words(setting_, item.person_name);
        Html when = badge(look.tone, look.icon, days(item));
        if (item.due)
            when +=
                element("span", {{"class", "source"}}, answer::plain_date(*item.due, setting_.language()));
        const Html name =
            element("a", {{"href", setting_.to(WorkPlace::case_file, item.key.case_id)}}, person);
        return element("li", {{"class", "work-item"}}, element("div", {{"class", "item-when"}}, when),
                       element("div", {{"class", "item-who"}}, element("strong", {}, name),
                               protected_mark(setting_, item.is_protected),
                               element("span", {{"class", "source"}}, whereabouts(item))),
                       element("div", {{"class", "item-what"}}, what(item, person)),
                       element("div", {{"class", "item-do d-print-none"}}, actions(item, person)));
    }

    std::string whereabouts(const WorkItem& item) const {
        std::string words = item.key.case_id;
        if (!item.unit.empty()) words += " · " + item.unit;
        words += " · " + (item.assigned_to.empty()                      ? say("work.nobody")
                          : item.assigned_to == setting_.who.account_id ? say("work.you")
                                                                        : item.assigned_to_name);
        return words;
    }

    Html what(const WorkItem& item, const std::string& person) const {
        const Language language = setting_.language();
        std::string title = item.rule == nullptr ? item.clock : item.rule->title.in(language);
        if (item.instance > 1) title = say("web.instance", {title, std::to_string(item.instance)});
        Html out = element("span", {{"class", "item-clock"}}, title);
        const std::string clock = item.clock + "." + std::to_string(item.instance);
        Html line =
            all(consequence(item),
                element("a",
                        {{"href", setting_.to(WorkPlace::case_file, item.key.case_id, {}, {{"why", clock}}) +
                                      "#why"}},
                        say("web.why"), unseen(title + ", " + person)));
        if (item.more > 0) line += all(" · ", counted("work.list.more", item.more));
        return all(out, element("span", {{"class", "source"}}, line));
    }

    // What follows when the day passes, which is why the line stands where it stands.
    Html consequence(const WorkItem& item) const {
        using rulebook::Consequence;
        if (item.rule == nullptr || !item.rule->clock) return {};
        const auto words = [&](std::string_view key) { return all(say(key), " · "); };
        switch (item.rule->clock->consequence) {
            case Consequence::broken_right: return words("work.list.broken_right");
            case Consequence::broken_duty: return words("work.list.broken_duty");
            case Consequence::broken_promise: return words("work.list.broken_promise");
            case Consequence::late_report: return words("work.list.late_report");
            case Consequence::lost_right: return words("work.list.lost_right");
            case Consequence::nothing: return words("work.list.nothing");
        }
        return {};
    }

    // What would meet the deadline, as its rule has it; at most two ways.
    std::vector<EventLink> meets(const WorkItem& item) const {
        std::vector<EventLink> links;
        if (item.rule == nullptr || !item.rule->clock) return links;
        for (const auto& pattern : item.rule->clock->met_by) {
            const bool is_there = std::ranges::find(links, pattern.event, &EventLink::event) != links.end();
            if (is_there || links.size() == 2) continue;
            EventLink link{.event = pattern.event, .re = {}, .fields = {}};
            const auto& fields = setting_.library.vocabulary.events[pattern.event].fields;
            for (const auto& [field, value] : pattern.demanded) {
                if (field < fields.size()) link.fields.emplace_back(fields[field].name, value);
            }
            links.push_back(std::move(link));
        }
        return links;
    }

    Html actions(const WorkItem& item, const std::string& person) const {
        if (!may(setting_.who, service::Permission::record_event)) return {};
        Html out;
        if (item.state == ClockState::unknown)
            out += button_link(ButtonKind::secondary,
                               setting_.to(WorkPlace::case_file, item.key.case_id) + "#missing",
                               all(say("work.list.answer"), unseen(person)));
        for (const EventLink& link :
             item.state == ClockState::unknown ? std::vector<EventLink>{} : meets(item)) {
            out += button_link(ButtonKind::secondary, event_path(setting_, item.key.case_id, link),
                               all(event_link_words(setting_, link), unseen(person)));
        }
        const auto missed = setting_.library.vocabulary.find_event("appointment_missed");
        if (missed)
            out += element(
                "a",
                {{"href", event_path(setting_, item.key.case_id, {.event = *missed, .re = {}, .fields = {}})},
                 {"class", "no-show"}},
                say("work.no_show"), unseen(person));
        return out;
    }

    const WorkSetting& setting_;
    const service::WorkList& list_;
    const WorkChoice& choice_;
    const std::vector<store::Account>& colleagues_;
};

}  // namespace

std::string work_list_page(const WorkSetting& setting, const service::WorkList& list,
                           const WorkChoice& choice, const std::vector<store::Account>& colleagues) {
    return work_page(setting, {.title = setting.say("work.list.title")},
                     Page(setting, list, choice, colleagues).html());
}

namespace {

Html found_documents(const WorkSetting& setting, const std::vector<service::FoundDocument>& documents) {
    if (documents.empty()) return paragraph(setting.say("work.search.documents.none"));
    Table shown{.caption = message_count(setting.language(), "work.search.documents.found",
                                         static_cast<long>(documents.size())),
                .columns = {setting.say("work.document.title"), setting.say("work.document.dated"),
                            setting.say("work.search.documents.case")},
                .rows = {}};
    for (const auto& one : documents) {
        const std::string& id = one.key.case_id;
        const std::string href = one.version == 0
                                     ? setting.to(WorkPlace::case_file, id)
                                     : setting.to(WorkPlace::document, id, std::to_string(one.version));
        shown.rows.push_back({element("a", {{"href", href}}, one.title),
                              answer::plain_date(one.dated, setting.language()),
                              all(element("a", {{"href", setting.to(WorkPlace::case_file, id)}},
                                          person_words(setting, one.person_name)),
                                  protected_mark(setting, one.is_protected), " ",
                                  element("span", {{"class", "source"}}, one.number))});
    }
    return table(shown);
}

}  // namespace

std::string search_page(const WorkSetting& setting, const std::string& text,
                        const std::optional<std::vector<service::FoundCase>>& found,
                        const std::optional<std::vector<service::FoundDocument>>& documents) {
    const Html form = post_form(
        setting, setting.to(WorkPlace::search), form_fields(setting, {}),
        all(text_field({.name = "q",
                        .label = setting.say("work.search.label"),
                        .hint = setting.say("work.search.hint"),
                        .value = text},
                       {{"autocomplete", "off"}, Attribute::flag("autofocus", !found)}, setting.language()),
            element("div", {{"class", "button-group"}},
                    button(ButtonKind::primary, setting.say("work.search.go")),
                    button(ButtonKind::secondary, setting.say("work.search.documents"), "in", "documents"))),
        "search-form");
    Html results = documents ? found_documents(setting, *documents) : Html{};
    if (found) {
        Html items;
        for (const auto& one : *found) {
            const bool is_outside = one.reach == service::FoundCase::Reach::outside;
            const std::string person =
                is_outside ? setting.say("work.search.outside") : person_words(setting, one.person_name);
            std::string place = one.key.case_id;
            for (const auto& part : {one.unit, one.assigned_to_name}) {
                if (!part.empty()) place += " · " + part;
            }
            place += " · " + setting.say("work.search.last",
                                         {answer::plain_date(one.last_event_on, setting.language())});
            Html again;
            if (!is_outside && may(setting.who, service::Permission::open_case))
                again = element(
                    "a", {{"href", setting.to(WorkPlace::new_case, {}, {}, {{"from", one.key.case_id}})}},
                    setting.say("work.search.again"), unseen(person));
            items += element(
                "li", {{"class", "work-item found"}},
                element(
                    "div", {{"class", "item-who"}},
                    element(
                        "strong", {},
                        element("a", {{"href", setting.to(WorkPlace::case_file, one.key.case_id)}}, person)),
                    protected_mark(setting, one.is_protected), element("span", {{"class", "source"}}, place)),
                element("div", {{"class", "item-what"}},
                        one.is_open ? badge(Tone::info, Icon::running, setting.say("work.case.open"))
                                    : badge(Tone::info, Icon::ended, setting.say("work.case.closed"))),
                element("div", {{"class", "item-do"}}, again));
        }
        results = all(heading(2, message_count(setting.language(), "work.search.found",
                                               static_cast<long>(found->size()))),
                      items.empty() ? element("p", {}, setting.say("work.search.none"))
                                    : element("ol", {{"class", "nobullet-list work-list"}}, items));
    }
    return work_page(
        setting,
        {.title = setting.say("work.search.title"), .typed = text.empty() ? Fields{} : Fields{{"q", text}}},
        all(heading(1, setting.say("work.search.title")), form, results));
}

}  // namespace fjorten::web
