#include "answer/words.h"
#include "web/anonymous.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

using service::AnonymousDesk;
using service::Conversation;
using service::Fits;
using service::Side;
using service::Utterance;

class AnonymousPages {
  public:
    explicit AnonymousPages(const Setting& setting) : setting_(setting) {}

    std::string begin(const AnonymousDesk* desk, const AnonymousForm& form) const {
        Fields asked;
        const bool is_blank = form.municipality.empty() && form.text.empty() && form.reach.empty() &&
                              form.code.empty() && form.problems.empty();
        if (!is_blank)
            asked = {{"go", "show"},        {"municipality", form.municipality},
                     {"wish", form.wish},   {"text", form.text},
                     {"reach", form.reach}, {"code", form.code}};
        const auto receiving = receivers(desk);
        Html main = all(error_summary(form.problems, setting_.language), heading(1, say("title")),
                        element("p", {{"class", "font-lead"}}, say("lead")));
        if (receiving.empty()) {
            main += alert(Tone::info, 2, say("not_here"),
                          element("p", {{"class", "alert-text"}}, say("not_here.do")));
        } else {
            main += all(paragraph(element("a", {{"href", "#code"}}, say("have_code"))),
                        begin_form(form, receiving), code_form(form), care(desk));
        }
        return framed(say("title"), asked, main);
    }

    std::string code(const std::string& code) const {
        Html steps;
        for (const char* key : {"code.keep", "code.back", "code.lost", "code.next"})
            steps += element("li", {}, say(key));
        return framed(say("sent"), {{"go", "code"}, {"code", code}},
                      all(heading(1, say("sent")), element("p", {{"class", "font-lead"}}, say("sent.lead")),
                          element("p", {{"class", "return-code"}}, code), element("ul", {}, steps),
                          element("form", {{"method", "post"}, {"action", here()}, {"class", "d-print-none"}},
                                  hidden_field("code", code),
                                  button(ButtonKind::secondary, say("code.read"), "go", "read"))));
    }

    std::string conversation(const AnonymousDesk& desk, const Conversation& conversation,
                             const AnonymousForm& form, JustSent sent) const {
        Html main = error_summary(form.problems, setting_.language);
        if (sent == JustSent::yes)
            main += alert(Tone::success, 2, say("written"),
                          element("p", {{"class", "alert-text"}}, say("written.next")));
        main += all(heading(1, say("thread")), element("p", {{"class", "font-lead"}}, turn(conversation)),
                    messages(conversation), proposal(conversation, form), write_form(form), kept(desk));
        return framed(say("thread"), {{"go", "read"}, {"code", form.code}}, main);
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return message(setting_.language, "web.anonymous." + key, args);
    }
    std::string here() const { return std::string(path_of(Place::anonymous, setting_.language)); }

    std::string framed(const std::string& title, const Fields& asked, const Html& main) const {
        return page({.language = setting_.language,
                     .place = Place::anonymous,
                     .title = title,
                     .asked_with = asked,
                     .kept = "web.footer.sealed"},
                    main);
    }

    FieldText field(const AnonymousForm& form, const std::string& name, const std::string& value) const {
        const auto wrong = std::ranges::find(form.problems, name, &Problem::field);
        return {.name = name,
                .label = say(name),
                .hint = say(name + ".hint"),
                .error = wrong == form.problems.end() ? std::string{} : wrong->sentence,
                .value = value};
    }

    std::vector<Choice> receivers(const AnonymousDesk* desk) const {
        std::vector<Choice> receiving;
        if (desk == nullptr) return receiving;
        for (const auto& [id, name] : municipalities(setting_.library, setting_.language)) {
            const auto* const authority = setting_.library.find(id);
            if (authority != nullptr && desk->receives(authority->editions.back().municipality))
                receiving.push_back({id, name});
        }
        return receiving;
    }

    Html begin_form(const AnonymousForm& form, const std::vector<Choice>& receiving) const {
        ChoiceGroup towns{.label = {}, .choices = {}};
        if (receiving.size() > 1) towns.choices.push_back({"", message(setting_.language, "web.choose")});
        towns.choices.insert(towns.choices.end(), receiving.begin(), receiving.end());
        std::vector<Choice> wishes;
        for (const auto wish : {service::Wish::answer, service::Wish::call, service::Wish::meeting}) {
            const std::string name(service::name_of(wish));
            wishes.push_back({name, say("wish." + name)});
        }
        return element(
            "form", {{"method", "post"}, {"action", here()}, {"class", "panel wide-form"}},
            heading(2, say("begin")),
            select_field(field(form, "municipality", form.municipality), {towns}, setting_.language),
            radio_group(field(form, "wish", form.wish.empty() ? "answer" : form.wish), wishes,
                        RadioLayout::below, setting_.language),
            text_area_field(field(form, "text", form.text), 8, setting_.language, {{"autocomplete", "off"}}),
            text_field(field(form, "reach", form.reach), {{"autocomplete", "off"}}, setting_.language),
            button(ButtonKind::primary, say("send"), "go", "begin"));
    }

    Html code_form(const AnonymousForm& form) const {
        return element(
            "form", {{"method", "post"}, {"action", here()}, {"class", "panel wide-form"}},
            heading(2, say("come_back"), "code"),
            text_field(field(form, "code", form.code),
                       {{"autocomplete", "off"}, {"autocapitalize", "none"}, {"spellcheck", "false"}},
                       setting_.language),
            button(ButtonKind::secondary, say("code.read"), "go", "read"));
    }

    Html kept(const AnonymousDesk& desk) const {
        const auto* const rule = desk.keeping();
        if (rule == nullptr) return {};
        return element("p", {{"class", "source"}},
                       rule->is_confirmed ? rule->text.in(setting_.language) : say("kept.undecided"));
    }

    Html care(const AnonymousDesk* desk) const {
        Html items;
        for (const char* key : {"care.address", "care.day", "care.read", "care.number", "care.private"})
            items += element("li", {}, say(key));
        return all(heading(2, say("care")), element("ul", {}, items), desk == nullptr ? Html{} : kept(*desk),
                   paragraph(say("danger")));
    }

    std::string turn(const Conversation& conversation) const {
        switch (conversation.state) {
            case store::ThreadState::waiting: return say("turn.waiting");
            case store::ThreadState::answered: return say("turn.answered");
            case store::ThreadState::closed: return say("turn.closed");
        }
        return {};
    }

    Html messages(const Conversation& conversation) const {
        Html items;
        for (const Utterance& said : conversation.said) {
            Html text;
            if (said.fits != Fits::not_said)
                text += paragraph(say(said.fits == Fits::yes ? "said.yes" : "said.no"));
            if (!said.text.empty()) text += element("p", {{"class", "typed-text"}}, said.text);
            if (!said.proposal.empty())
                text += paragraph(element("strong", {}, say("said.proposal", {said.proposal})));
            items += element("li", {{"class", said.from == Side::staff ? "said said-by-staff" : "said"}},
                             element("p", {{"class", "source"}},
                                     say(said.from == Side::staff ? "said.staff" : "said.you",
                                         {answer::plain_date(said.on, setting_.language)})),
                             text);
        }
        return element("ol", {{"class", "nobullet-list conversation"}}, items);
    }

    Html proposal(const Conversation& conversation, const AnonymousForm& form) const {
        const Utterance* const open = conversation.open_proposal();
        if (open == nullptr) return {};
        return element("form", {{"method", "post"}, {"action", here()}, {"class", "panel"}},
                       heading(2, say("fits")), paragraph(element("strong", {}, open->proposal)),
                       hidden_field("code", form.code),
                       element("div", {{"class", "button-group"}},
                               button(ButtonKind::primary, say("fits.yes"), "go", "yes"),
                               button(ButtonKind::secondary, say("fits.no"), "go", "no")));
    }

    Html write_form(const AnonymousForm& form) const {
        FieldText text = field(form, "text", form.text);
        text.label = say("again");
        text.hint = say("again.hint");
        return element("form", {{"method", "post"}, {"action", here()}, {"class", "wide-form"}},
                       hidden_field("code", form.code),
                       text_area_field(text, 6, setting_.language, {{"autocomplete", "off"}}),
                       element("div", {{"class", "button-group"}},
                               button(ButtonKind::primary, say("send"), "go", "write"),
                               button(ButtonKind::tertiary, say("look_again"), "go", "read")));
    }

    const Setting& setting_;
};

}  // namespace

std::string anonymous_page(const Setting& setting, const AnonymousDesk* desk, const AnonymousForm& form) {
    return AnonymousPages(setting).begin(desk, form);
}

std::string return_code_page(const Setting& setting, const std::string& code) {
    return AnonymousPages(setting).code(code);
}

std::string conversation_page(const Setting& setting, const AnonymousDesk& desk,
                              const Conversation& conversation, const AnonymousForm& form, JustSent sent) {
    return AnonymousPages(setting).conversation(desk, conversation, form, sent);
}

}  // namespace fjorten::web
