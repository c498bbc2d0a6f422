#include "service/anonymous_course.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "service/entry_text.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

using enum CourseStep::Ends;

constexpr std::string_view opened = "opened";
constexpr std::array steps = {
    CourseStep{"begun", "treatment_started", "service: anonymous", no},
    CourseStep{"group", "session_held", "kind: group", no},
    CourseStep{"talk", "session_held", "kind: individual", no},
    CourseStep{"stayed_away", "appointment_missed", "notice: false", no},
    CourseStep{"closing", "session_held", "kind: closing", no},
    CourseStep{"completed", "treatment_ended", "status: completed", yes},
    CourseStep{"dropped_out", "treatment_ended", "status: dropped_out", yes},
    CourseStep{"other_end", "treatment_ended", "status: other_reason", yes},
};

constexpr std::size_t padded_to = 16 * 1024;  // bytes

std::string said(std::optional<bool> answer) { return !answer ? "" : *answer ? "yes" : "no"; }
std::optional<bool> answer_in(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text == "yes");
}

std::int64_t number_in(FormReader& reader, std::string_view key) {
    const std::string text = reader.text(key);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (error != std::errc{} || end != text.data() + text.size())) reader.broken();
    return number;
}

boost::json::object to_object(const CourseEntry& entry) {
    FormWriter json;
    json.text("course", entry.course).text("number", std::to_string(entry.number));
    json.text("role", entry.role).text("step", entry.step).day("on", entry.on);
    if (entry.strikes != 0) json.text("strikes", std::to_string(entry.strikes));
    if (entry.step != opened) return json.take();
    json.text("substance", entry.opening.substance).text("adult", said(entry.opening.adult));
    json.text("other_needs", said(entry.opening.other_needs)).text("provider", entry.opening.provider);
    json.text("time", entry.time == KeptTime::day ? "day" : "week").text("code", entry.code_hash);
    return json.take();
}

CourseEntry entry_from(FormReader& reader) {
    CourseEntry entry{.course = reader.text("course"),
                      .number = number_in(reader, "number"),
                      .role = reader.text("role"),
                      .step = reader.text("step"),
                      .on = reader.needed_day("on"),
                      .strikes = number_in(reader, "strikes")};
    if (entry.step == opened) {
        entry.opening = {.substance = reader.text("substance"),
                         .adult = answer_in(reader.text("adult")),
                         .other_needs = answer_in(reader.text("other_needs")),
                         .provider = reader.text("provider"),
                         .contact = entry.on};
        entry.time = reader.text("time") == "day" ? KeptTime::day : KeptTime::week;
        entry.code_hash = reader.text("code");
    }
    const bool is_known = entry.step == opened || entry.strikes != 0 || find_course_step(entry.step);
    if (entry.course.empty() || entry.number < 1 || !is_known) reader.broken();
    return entry;
}

}  // namespace

std::span<const CourseStep> course_steps() { return steps; }

const CourseStep* find_course_step(std::string_view name) {
    const auto found = std::ranges::find(steps, name, &CourseStep::name);
    return found == steps.end() ? nullptr : &*found;
}

bool AnonymousCourse::is_struck(std::int64_t entry) const {
    return std::ranges::find(entries, entry, &CourseEntry::strikes) != entries.end();
}

bool AnonymousCourse::is_open() const {
    return std::ranges::none_of(entries, [&](const CourseEntry& entry) {
        const auto* const step = find_course_step(entry.step);
        return step != nullptr && step->ends == yes && !is_struck(entry.number);
    });
}

calendar::Date AnonymousCourse::last_on() const {
    return std::ranges::max_element(entries, {}, &CourseEntry::on)->on;
}

std::string page_text(std::vector<CourseEntry> entries) {
    std::ranges::sort(entries, {}, [](const CourseEntry& one) { return std::tie(one.course, one.number); });
    boost::json::array list;
    for (const CourseEntry& entry : entries) list.emplace_back(to_object(entry));
    FormWriter json;
    json.list("entries", std::move(list));
    std::string text = json.json();
    text.append(padded_to - text.size() % padded_to, ' ');
    return text;
}

Result<std::vector<CourseEntry>> entries_in(std::string_view page) {
    return read_form(page, [](FormReader& reader) { return reader.parts("entries", entry_from); });
}

std::vector<AnonymousCourse> courses_of(std::vector<CourseEntry> entries) {
    std::map<std::string, std::vector<CourseEntry>> by_number;
    for (CourseEntry& entry : entries) by_number[entry.course].push_back(std::move(entry));
    std::vector<AnonymousCourse> courses;
    for (auto& [number, own] : by_number) {
        std::ranges::sort(own, {}, &CourseEntry::number);
        // One whose beginning is gone, since it was kept long enough, is gone.
        if (own.front().step == opened) courses.push_back({.number = number, .entries = std::move(own)});
    }
    return courses;
}

std::string event_of(const CourseStep& step, calendar::Date on) {
    return fmt::format("{{on: {}, event: {}, {}}}", on.iso(), step.event, step.fields);
}

std::string case_file_of(const CourseOpening& opening, std::span<const CourseEntry> entries,
                         std::string_view standard) {
    const auto member = [](std::string_view name, std::optional<bool> answer) {
        return answer ? fmt::format("{}: {}", name, *answer) : std::string{};
    };
    std::string file = fmt::format("standard: {}\nanonymous: true\nperson: {{{}}}\n", standard,
                                   member("adult", opening.adult));
    const std::string needs = member("other_social_needs", opening.other_needs);
    file += fmt::format("facts: {{substance_kind: {}{}{}}}\nevents:\n", json_text(opening.substance),
                        needs.empty() ? "" : ", ", needs);
    file += fmt::format("  - {{on: {}, event: contact_received}}\n", opening.contact.iso());
    for (const CourseEntry& entry : entries) {
        const auto* const step = find_course_step(entry.step);
        const bool is_struck =
            std::ranges::find(entries, entry.number, &CourseEntry::strikes) != entries.end();
        if (step != nullptr && !is_struck) file += "  - " + event_of(*step, entry.on) + "\n";
    }
    return file;
}

}  // namespace fjorten::service
