// What happened and what was written in a case, newest first.
#include <algorithm>

#include "answer/words.h"
#include "web/time_line.h"
#include "web/work_case_parts.h"
#include "web/work_date.h"
#include "web/work_document_parts.h"

namespace fjorten::web {

using service::TimeLineEntry;

namespace {

class Entry {
  public:
    Entry(const CaseScene& scene, const TimeLineEntry& entry) : scene_(scene), entry_(entry) {}

    Html html() const {
        const bool is_gone = entry_.corrected_by != 0;
        const Html title = element("strong", {}, entry_title(scene_.setting, entry_));
        Html body = is_gone ? all(element("del", {}, title), " ", mark()) : all(title, " ", mark());
        if (is_gone) {
            body += element("del", {}, entry_details(scene_.setting, entry_));
        } else {
            body += entry_details(scene_.setting, entry_);
            body += document_line(scene_.setting, scene_.view.key.case_id, entry_);
        }
        if (!entry_.note.empty()) body += element("p", {{"class", "entry-note"}}, entry_.note);
        body += element("p", {{"class", "source"}}, recorded());
        std::string style = "entry";
        if (is_gone) style += " entry-gone";
        if (!entry_.event) style += " entry-quiet";
        return element("li", {{"class", style}, {"id", "v" + std::to_string(entry_.version)}},
                       element("span", {{"class", "entry-day"}}, day(entry_.occurred_on)),
                       element("div", {{"class", "entry-body"}}, body));
    }

  private:
    std::string day(calendar::Date date) const { return answer::plain_date(date, scene_.speaker.language); }
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return scene_.say(key, args);
    }

    // Of what was learnt late, since when it is known; of what was corrected, by what.
    Html mark() const {
        if (entry_.corrected_by != 0) {
            const std::string key = entry_.is_struck ? "work.entry.struck" : "work.entry.corrected";
            return element("a", {{"href", "#v" + std::to_string(entry_.corrected_by)}}, say(key));
        }
        Html out;
        if (entry_.corrects != 0)
            out +=
                element("a", {{"href", "#v" + std::to_string(entry_.corrects)}}, say("work.entry.corrects"));
        const calendar::Date known = known_on();
        if (entry_.event && known > entry_.occurred_on)
            out += element("span", {{"class", "known-late"}}, icon(Icon::running),
                           say("work.entry.known_since", {day(known)}));
        return out;
    }

    calendar::Date known_on() const {
        const bool was_said = entry_.event && entry_.event->known > entry_.event->on;
        return was_said ? entry_.event->known : entry_.recorded_on;
    }

    Html recorded() const {
        Html out = say("work.entry.recorded", {day(entry_.recorded_on), entry_.actor_name});
        const bool can_be_corrected = entry_.event && entry_.corrected_by == 0 && !entry_.is_struck &&
                                      scene_.can(service::Permission::correct_event);
        if (!can_be_corrected) return out;
        const std::string href =
            scene_.setting.to(WorkPlace::correction, scene_.view.key.case_id, std::to_string(entry_.version));
        const std::string what =
            say("web.reason", {entry_title(scene_.setting, entry_), day(entry_.occurred_on)});
        return all(out, element("span", {{"class", "d-print-none"}}, " · ",
                                element("a", {{"href", href}}, say("work.entry.correct"), unseen(what))));
    }

    const CaseScene& scene_;
    const TimeLineEntry& entry_;
};

}  // namespace

Html course_section(const CaseScene& scene) {
    Html entries;
    for (auto entry = scene.view.entries.rbegin(); entry != scene.view.entries.rend(); ++entry)
        entries += Entry(scene, *entry).html();
    Html out = all(heading(2, scene.say("work.course.title"), "course"),
                   element("ol", {{"class", "nobullet-list course"}}, entries));
    const Html drawing = time_line(scene.speaker, scene.view.file, scene.pairs);
    if (!drawing.empty()) out += disclosure(scene.say("work.course.drawing"), drawing);
    return element("section", {}, out);
}

Html note_form(const CaseScene& scene) {
    if (!scene.can(service::Permission::write_note)) return {};
    const Html field =
        element("div", {{"class", "form-group"}},
                element("label", {{"class", "form-label"}, {"for", "f-text"}}, scene.say("work.note.label")),
                element("textarea",
                        {{"id", "f-text"}, {"name", "text"}, {"class", "form-input"}, {"rows", "3"}}, ""));
    const Html day = text_field({.name = "day",
                                 .label = scene.say("work.note.on"),
                                 .hint = scene.say("work.note.on.hint"),
                                 .value = field_date(scene.setting.today)},
                                {{"autocomplete", "off"}}, scene.speaker.language);
    return disclosure(scene.say("work.note.title"),
                      post_form(scene.setting, scene.to(WorkPlace::note),
                                form_fields(scene.setting, "note", scene.view.version),
                                all(day, field, button(ButtonKind::primary, scene.say("work.note.save")))));
}

Html assignment_form(const CaseScene& scene) {
    if (!scene.can(service::Permission::assign_case)) return {};
    return disclosure(scene.say("work.assign.title"),
                      post_form(scene.setting, scene.to(WorkPlace::assignment),
                                form_fields(scene.setting, "assign", scene.view.version),
                                all(assignment_fields(scene.setting, scene.colleagues, scene.view.unit,
                                                      scene.view.assigned_to, {}),
                                    button(ButtonKind::primary, scene.say("work.assign.save")))),
                      Opened::no, "assign");
}

Html other_day_form(const CaseScene& scene) {
    const auto error = [&](std::string_view name) {
        const auto found = std::ranges::find(scene.look.problems, name, &Problem::field);
        return found == scene.look.problems.end() ? std::string{} : found->sentence;
    };
    const auto field = [&](std::string name, const std::string& typed) {
        const std::string mistake = error(name);
        const std::string key = "work.look." + name;
        return text_field({.name = std::move(name),
                           .label = scene.say(key),
                           .hint = scene.say(key + ".hint"),
                           .error = mistake,
                           .value = typed},
                          {{"autocomplete", "off"}}, scene.speaker.language);
    };
    // No secret and no key: looking changes nothing, and the day may stand in the address.
    const Html form = element("form", {{"method", "get"}, {"action", scene.to(WorkPlace::case_file)}},
                              field("on", scene.look.typed_on), field("known", scene.look.typed_as_known),
                              button(ButtonKind::secondary, scene.say("work.look.show")));
    return disclosure(scene.say("work.look.title"), form,
                      scene.look.problems.empty() ? Opened::no : Opened::yes);
}

}  // namespace fjorten::web
