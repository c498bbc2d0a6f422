#include <algorithm>

#include "answer/words.h"
#include "web/event_menu.h"
#include "web/work_new_case.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

class Form {
  public:
    Form(const WorkSetting& setting, const NewCasePage& page)
        : setting_(setting), page_(page), typed_(page.typed) {}

    Html html() const {
        return post_form(
            setting_, setting_.to(WorkPlace::new_case), all(form_fields(setting_, "new"), carried()),
            all(known_already(), who(), adult(), contact(), safely(), person(), facts(), charge(), save()),
            "work-form new-case");
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return setting_.say(key, args);
    }
    std::string error(std::string_view name) const {
        const auto found = std::ranges::find(page_.problems, name, &Problem::field);
        return found == page_.problems.end() ? std::string{} : found->sentence;
    }

    Html text(std::string name, std::string_view key, const std::string& value, Attributes more = {}) const {
        more.push_back({"autocomplete", "off"});
        const std::string mistake = error(name), hint = std::string(key) + ".hint";
        return text_field({.name = std::move(name),
                           .label = say(key),
                           .hint = has_message(setting_.language(), hint) ? say(hint) : std::string{},
                           .error = mistake,
                           .value = value},
                          std::move(more), setting_.language());
    }

    Html radios(std::string name, std::string label, const std::string& value,
                const std::vector<Choice>& choices) const {
        const std::string mistake = error(name), hint = "work.new." + name + ".hint";
        return radio_group({.name = std::move(name),
                            .label = std::move(label),
                            .hint = has_message(setting_.language(), hint) ? say(hint) : std::string{},
                            .error = mistake,
                            .value = value},
                           choices, RadioLayout::beside, setting_.language());
    }

    Html check(const std::string& name, std::string_view key, const std::string& value) const {
        return check_box(name, say(key), value == "yes" ? Checked::yes : Checked::no);
    }

    std::vector<Choice> yes_no() const {
        return {{"yes", say("web.yes")}, {"no", say("web.no")}, {"", say("work.not_known")}};
    }

    Html carried() const { return typed_.from.empty() ? Html{} : hidden_field("from", typed_.from); }

    // The same person has a case already: go there, or make one more.
    Html known_already() const {
        if (page_.known.empty()) return {};
        Html items;
        for (const auto& one : page_.known) {
            const Html name =
                element("a", {{"href", setting_.to(WorkPlace::case_file, one.key.case_id)}},
                        say("work.case.back", {person_words(setting_, one.person_name), one.key.case_id}));
            Html record;
            if (one.is_open)
                record = element(
                    "p", {},
                    element("a",
                            {{"href", setting_.to(WorkPlace::event, one.key.case_id, "contact_received")}},
                            say("work.new.known.record")));
            items += element("li", {}, name, record);
        }
        return all(element("div",
                           {{"class", "error-summary"},
                            {"role", "alert"},
                            {"tabindex", "-1"},
                            Attribute::flag("autofocus", page_.problems.empty())},
                           alert(Tone::warning, 2, say("work.new.known"),
                                 element("ul", {{"class", "nobullet-list"}}, items))),
                   hidden_field("from", page_.known.front().key.case_id),
                   check("anyway", "work.new.known.anyway", ""));
    }

    Html who() const {
        if (!typed_.from.empty() && !page_.from_name.empty())
            return all(element("p", {}, say("work.new.same_person", {page_.from_name})),
                       hidden_field("name", page_.from_name));
        return element("div", {{"class", "beside"}},
                       text("name", "work.person.name", typed_.name,
                            {Attribute::flag("autofocus", page_.problems.empty() && page_.known.empty())}),
                       check("name_unknown", "work.new.name_unknown", typed_.name_unknown));
    }

    // Most deadlines turn on it, so it stands among the few that are asked at once.
    Html adult() const {
        if (!typed_.from.empty() && !page_.from_name.empty()) return {};
        return radios("adult", say("work.new.adult"), typed_.adult, yes_no());
    }

    const rulebook::EventKind* contact_kind() const {
        const auto type = setting_.library.vocabulary.find_event("contact_received");
        return type ? &setting_.library.vocabulary.events[*type] : nullptr;
    }

    Html contact() const {
        Html out = text("on", "work.new.on", typed_.on);
        std::vector<Choice> ways;
        for (int i = 1; has_message(setting_.language(), "work.usual.channel." + std::to_string(i)); ++i) {
            const std::string words = say("work.usual.channel." + std::to_string(i));
            ways.push_back({words, words});
        }
        ways.push_back({"", say("work.not_known")});
        out += radios("channel", say("work.new.channel"), typed_.channel, ways);
        const auto* kind = contact_kind();
        const auto by = kind == nullptr ? std::nullopt : kind->field_index("by");
        if (by) {
            std::vector<Choice> people;
            const auto& field = kind->fields[*by];
            for (std::size_t i = 0; i < field.type.choices.size(); ++i)
                people.push_back(
                    {field.type.choices[i], field.type.choice_labels[i].in(setting_.language())});
            out += radios("by", say("work.new.by"), typed_.by, people);
        }
        // Asked only where somebody else made the contact; the stylesheet hides it otherwise.
        out += element("div", {{"class", "own-wish"}},
                       radios("own_wish", say("work.new.own_wish"), typed_.own_wish, yes_no()));
        return out;
    }

    Html safely() const {
        return all(text("reach", "work.new.reach", typed_.reach),
                   check("protected", "work.new.protected", typed_.is_protected));
    }

    Html person() const {
        if (!typed_.from.empty() && !page_.from_name.empty()) return {};
        const Html content =
            all(text("cpr", "work.new.cpr", typed_.cpr, {{"inputmode", "numeric"}}),
                text("born", "work.new.born", typed_.born),
                radios("residence", say("work.new.residence"), typed_.residence,
                       {{"own", say("web.yes")},
                        {"other", say("web.residence.other")},
                        {"", say("work.not_known")}}),
                text("address", "work.person.address", typed_.address),
                text("telephone", "work.person.telephone", typed_.telephone, {{"inputmode", "tel"}}),
                text("email", "work.person.email", typed_.email, {{"inputmode", "email"}}),
                text("interpreter", "work.person.interpreter", typed_.interpreter));
        const bool is_open =
            std::ranges::any_of(std::array{typed_.cpr, typed_.born, typed_.residence, typed_.address,
                                           typed_.telephone, typed_.email, typed_.interpreter},
                                [](const std::string& value) { return !value.empty(); });
        return disclosure(say("work.new.person"), content, is_open ? Opened::yes : Opened::no, "person");
    }

    Html facts() const {
        Html questions =
            radios("substance", say("web.substance"), typed_.substance,
                   {{"drugs", say("web.substance.drugs")}, {"alcohol", say("web.substance.alcohol")}});
        for (const auto* fact : asked_facts(setting_.library.vocabulary)) {
            const std::string name = "fact." + fact->name;
            questions += radios(name, fact_question(*fact, Asker::caseworker, setting_.language()),
                                std::string(value_of(typed_.facts, fact->name)), yes_no());
        }
        const bool is_open = !typed_.facts.empty() || typed_.substance == "alcohol";
        return disclosure(say("work.new.facts"), all(element("p", {}, say("work.new.facts.lead")), questions),
                          is_open ? Opened::yes : Opened::no, "facts");
    }

    Html charge() const {
        return disclosure(say("work.new.charge"), assignment_fields(setting_, page_.colleagues, typed_.unit,
                                                                    typed_.assigned_to, page_.problems));
    }

    Html save() const {
        return element(
            "div", {{"class", "button-group"}}, button(ButtonKind::primary, say("work.new.save")),
            element("a", {{"href", setting_.to(WorkPlace::work)}, {"class", "cancel"}}, say("work.cancel")));
    }

    const WorkSetting& setting_;
    const NewCasePage& page_;
    const NewCase& typed_;
};

}  // namespace

std::string new_case_page(const WorkSetting& setting, const NewCasePage& page) {
    const std::string title = setting.say("work.new.title");
    return work_page(setting, {.title = title, .typed = fields_of(page.typed)},
                     element("div", {{"class", "narrow"}}, error_summary(page.problems, setting.language()),
                             heading(1, title), element("p", {}, setting.say("work.new.lead")),
                             Form(setting, page).html()));
}

}  // namespace fjorten::web
