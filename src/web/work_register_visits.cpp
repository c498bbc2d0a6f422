// Requests for the pages of the registers, and the pages that both have: one document with its history, and
// its form.
#include <algorithm>

#include "answer/words.h"
#include "web/work_parts.h"
#include "web/work_register.h"
#include "web/work_staff.h"

namespace fjorten::web {

using service::Contact;
using service::Kept;
using service::Provider;

namespace {

std::string words_of_register(const WorkSetting& setting, const RegisterPlaces& places,
                              std::string_view key) {
    return setting.say(std::string(places.texts) + std::string(key));
}

Html told_list(const std::vector<Told>& told) {
    Html list;
    for (const auto& one : told) {
        if (!one.words.empty()) list += all(element("dt", {}, one.label), element("dd", {}, one.words));
    }
    return element("dl", {{"class", "sheet-fields"}}, list);
}

/// What a version says otherwise than the one before.
template <class T>
std::vector<Told> changed(const WorkSetting& setting, const T& before, const T& now) {
    const auto was = told_of(setting, before), is = told_of(setting, now);
    std::vector<Told> changes;
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (was[i].words == is[i].words) continue;
        const std::string nothing = setting.say("work.register.nothing");
        changes.push_back({is[i].label, setting.say("work.register.changed",
                                                    {was[i].words.empty() ? nothing : was[i].words,
                                                     is[i].words.empty() ? nothing : is[i].words})});
    }
    return changes;
}

template <class T>
Html history_part(const WorkSetting& setting, const std::vector<Kept<T>>& history) {
    Html items;
    for (std::size_t i = history.size(); i-- > 0;) {
        const auto& document = history[i].document;
        Html item = element(
            "p", {{"class", "source"}},
            setting.say("work.entry.recorded",
                        {answer::plain_date(document.recorded_on, setting.language()), document.actor_name}));
        if (!document.reason.empty()) item += element("p", {}, document.reason);
        item += i == 0 ? element("p", {}, setting.say("work.register.first"))
                       : told_list(changed(setting, history[i - 1].form, history[i].form));
        items += element("li", {}, item);
    }
    return disclosure(
        message_count(setting.language(), "work.register.history", static_cast<long>(history.size())),
        element("ol", {{"class", "nobullet-list earlier"}}, items), Opened::no, "history");
}

template <class T>
Response show_one(const Visit& visit, const std::vector<Problem>& problems, int status) {
    const auto& setting = visit.setting;
    const auto& places = places_of(std::type_identity<T>{});
    const auto history = service::Register<T>(visit.desk).history(setting.who, setting.address.case_id);
    if (!history) return refusal(visit, history.error());
    const Kept<T>& kept = history->back();
    Html main;
    for (const auto& problem : problems) main += alert(Tone::warning, 2, problem.sentence, Html{});
    if (!value_of(visit.fields, "saved").empty())
        main += alert(Tone::success, 2, setting.say("work.register.saved"), Html{});
    main += all(
        element(
            "p", {{"class", "case-back"}},
            element("a", {{"href", setting.to(places.list)}}, words_of_register(setting, places, "title"))),
        heading(1, kept.form.name), summary_of(setting, kept), told_list(told_of(setting, kept.form)));
    if (may(setting.who, places.write))
        main += paragraph(button_link(ButtonKind::secondary, setting.to(places.change, kept.document.id),
                                      setting.say("work.register.change")));
    main += history_part(setting, *history);
    return work_html(work_page(setting, {.title = kept.form.name}, main), status);
}

template <class T>
Response show_form(const Visit& visit, const RegisterForm& form, int status) {
    const auto& setting = visit.setting;
    const auto& places = places_of(std::type_identity<T>{});
    const bool is_new = form.id.empty();
    const std::string title = words_of_register(setting, places, is_new ? "new" : "change");
    const std::string here = is_new ? setting.to(places.fresh) : setting.to(places.change, form.id);
    const std::string back = is_new ? setting.to(places.list) : setting.to(places.one, form.id);
    Html notice = error_summary(form.problems, setting.language());
    if (!form.meanwhile.empty())
        notice += element("div", {{"class", "error-summary"}, {"role", "alert"}, {"tabindex", "-1"}},
                          alert(Tone::warning, 2, setting.say("work.conflict"),
                                all(told_list(form.meanwhile),
                                    element("p", {}, setting.say("work.register.conflict_on")))));
    const Html reason = text_area(setting, form.text(setting, "work.register.", "reason"), 2);
    const Html content =
        all(form_of(std::type_identity<T>{}, setting, form), is_new ? Html{} : reason,
            element("div", {{"class", "button-group"}}, button(ButtonKind::primary, setting.say("work.save")),
                    element("a", {{"href", back}, {"class", "cancel"}}, setting.say("work.cancel"))));
    Fields typed = form.typed;
    typed.emplace_back("version", std::to_string(form.version));
    return work_html(work_page(setting, {.title = title, .typed = typed},
                               all(notice, heading(1, title),
                                   post_form(setting, here, form_fields(setting, "register", form.version),
                                             content, "work-form"))),
                     status);
}

bool is_typed(const std::string& name) {
    return name != "secret" && name != "key" && name != "show" && name != "version";
}

// A form that was sent.
template <class T>
Response save(Visit& visit, RegisterForm form, const std::vector<Kept<T>>& history) {
    auto read = read_typed(std::type_identity<T>{}, visit.setting, form.typed);
    if (!read) {
        form.problems = std::move(read.error());
        return show_form<T>(visit, form, 422);
    }
    if (!history.empty()) *read = next_version(std::move(*read), history.back().form);
    const auto written = service::Register<T>(visit.desk)
                             .write(visit.sender(),
                                    {.id = form.id,
                                     .expected_version = form.version,
                                     .content = {},
                                     .reason = form.value("reason")},
                                    *read);
    const auto& places = places_of(std::type_identity<T>{});
    if (written) return see_other(visit.setting.to(places.one, written->id, {}, {{"saved", "1"}}));
    Unsaved unsaved;
    if (!show_problem(visit, written.error(), "name", unsaved)) return refusal(visit, written.error());
    form.problems = unsaved.problems;
    const auto seen = static_cast<std::size_t>(std::max<std::int64_t>(form.version, 1));
    if (unsaved.conflict && seen <= history.size()) {
        form.meanwhile = changed(visit.setting, history[seen - 1].form, history.back().form);
        form.version = unsaved.conflict->version;
    }
    return show_form<T>(visit, form, status_of(unsaved));
}

template <class T>
Response answer_form(Visit& visit) {
    const auto& setting = visit.setting;
    if (!may(setting.who, places_of(std::type_identity<T>{}).write))
        return refusal(visit, service::Forbidden{});
    RegisterForm form{.typed = {}, .id = setting.address.case_id, .version = visit.version()};
    std::vector<Kept<T>> history;
    if (!form.id.empty()) {
        auto found = service::Register<T>(visit.desk).history(setting.who, form.id);
        if (!found) return refusal(visit, found.error());
        history = std::move(*found);
    }
    if (visit.intent == Intent::look) {
        if (!history.empty()) {
            form.typed = typed_of(history.back().form);
            form.version = history.back().document.version;
        }
        return show_form<T>(visit, form, 200);
    }
    for (const auto& [name, value] : visit.fields) {
        if (is_typed(name)) form.typed.emplace_back(name, value);
    }
    if (visit.intent == Intent::save) return save<T>(visit, std::move(form), history);
    // More rows are asked for with what is filled in closed up.
    (void)read_typed(std::type_identity<T>{}, setting, form.typed);
    return show_form<T>(visit, form, 200);
}

}  // namespace

Response answer_providers(Visit& visit) {
    const auto providers = service::Register<Provider>(visit.desk).all(visit.setting.who);
    if (!providers) return refusal(visit, providers.error());
    return work_html(provider_list_page(visit.setting, *providers, std::string(value_of(visit.fields, "q"))));
}

Response answer_provider(Visit& visit) { return show_one<Provider>(visit, {}, 200); }

Response answer_provider_form(Visit& visit) { return answer_form<Provider>(visit); }

Response answer_contacts(Visit& visit) {
    const auto contacts = service::Register<Contact>(visit.desk).all(visit.setting.who);
    if (!contacts) return refusal(visit, contacts.error());
    const Which which = value_of(visit.fields, "of") == "unconfirmed" ? Which::to_confirm : Which::all;
    return work_html(
        contact_list_page(visit.setting, *contacts, std::string(value_of(visit.fields, "q")), which));
}

Response answer_contact(Visit& visit) {
    if (visit.intent != Intent::save) return show_one<Contact>(visit, {}, 200);
    const auto& id = visit.setting.address.case_id;
    const auto done = service::confirm_contact(visit.desk, visit.sender(), id, visit.version());
    if (done) return see_other(visit.setting.to(WorkPlace::contact, id, {}, {{"saved", "1"}}));
    Unsaved unsaved;
    if (!show_problem(visit, done.error(), "address", unsaved)) return refusal(visit, done.error());
    // Somebody changed it meanwhile: what they confirm now is what it says now.
    if (unsaved.conflict)
        unsaved.problems.push_back({"address", visit.setting.say("work.contact.changed_meanwhile")});
    return show_one<Contact>(visit, unsaved.problems, status_of(unsaved));
}

Response answer_staff_list(Visit& visit) {
    const auto members = service::Register<service::StaffMember>(visit.desk).all(visit.setting.who);
    if (!members) return refusal(visit, members.error());
    return work_html(staff_list_page(visit.setting, *members));
}

Response answer_staff_member(Visit& visit) { return show_one<service::StaffMember>(visit, {}, 200); }

Response answer_staff_form(Visit& visit) { return answer_form<service::StaffMember>(visit); }

Response answer_contact_form(Visit& visit) { return answer_form<Contact>(visit); }

}  // namespace fjorten::web
