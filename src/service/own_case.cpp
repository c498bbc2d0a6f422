#include "service/own_case.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/assert.h"
#include "service/assessment.h"
#include "service/case_shelf.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/reach.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

constexpr RegisterKind own_appointment{"appointment", Permission::read_own_case, Permission::plan_sessions},
    own_group{"group", Permission::read_own_case, Permission::plan_sessions};
constexpr std::string_view given = "consent_given", withdrawn = "consent_withdrawn",
                           file_asked = "file_access_requested", file_answered = "file_access_answered";

bool stands(const TimeLineEntry& entry) { return entry.corrected_by == 0 && !entry.is_struck; }

std::string_view name_of_event(const TimeLineEntry& entry, const rulebook::Vocabulary& vocabulary) {
    return entry.event ? std::string_view(vocabulary.events[entry.event->type].name) : std::string_view{};
}

// Sent to the citizen: letters have the name of whom they were written to.
bool is_letter_to(const TimeLineEntry& entry, const std::string& name) {
    return entry.document && entry.document->direction == Direction::outgoing &&
           entry.document->correspondent == name && !name.empty();
}

bool is_by(const TimeLineEntry& entry, const Who& who) {
    return entry.document && entry.document->direction == Direction::incoming &&
           entry.actor == who.account_id;
}

std::string purpose_of(const TimeLineEntry& entry, const rulebook::Vocabulary& vocabulary) {
    const auto index = vocabulary.events[entry.event->type].field_index("purpose");
    if (!index || *index >= entry.event->fields.size()) return {};
    const auto* const text = entry.event->fields[*index].get<std::string>();
    return text == nullptr ? std::string{} : *text;
}

const TimeLineEntry* newest(const CaseView& view, std::string_view event,
                            const rulebook::Vocabulary& vocabulary) {
    const TimeLineEntry* found = nullptr;
    for (const auto& entry : view.entries) {
        if (stands(entry) && name_of_event(entry, vocabulary) == event) found = &entry;
    }
    return found;
}

template <class T>
Outcome<std::vector<T>> all_of(const RecordDesk& desk, const Who& who, const RegisterKind& kind) {
    auto documents = RegisterDesk(desk).all(who, kind);
    if (!documents) return problem(std::move(documents.error()));
    std::vector<T> forms;
    for (const auto& document : *documents) {
        auto form = from_json(std::type_identity<T>{}, document.content);
        if (!form) return problem(std::move(form.error()));
        forms.push_back(std::move(*form));
    }
    return forms;
}

}  // namespace

Outcome<std::vector<std::string>> OwnCases::numbers(const Who& who) const {
    return who.person_id.empty() ? std::vector<std::string>{} : numbers_of(who, who.person_id);
}

Outcome<std::vector<std::string>> OwnCases::granted(const Who& who) const {
    std::vector<std::string> all;
    for (const Represented& one : who.represents) {
        const auto numbers = numbers_of(who, one.person_id);
        if (!numbers) return numbers;
        all.insert(all.end(), numbers->begin(), numbers->end());
    }
    return all;
}

Outcome<std::vector<std::string>> OwnCases::numbers_of(const Who& who, std::string_view person_id) const {
    if (!may(who, Permission::read_own_case)) return problem(Forbidden{});
    auto rows = desk_.parts().records.cases_of(who.municipality, person_id);
    if (!rows) return problem(rows.error());
    std::ranges::stable_sort(*rows, [](const store::CaseRow& a, const store::CaseRow& b) {
        return std::tuple(!a.is_open, b.last_event_on) < std::tuple(!b.is_open, a.last_event_on);
    });
    std::vector<std::string> numbers;
    for (const auto& row : *rows) numbers.push_back(row.key.case_id);
    return numbers;
}

Outcome<std::vector<Appointment>> OwnCases::appointments(const Who& who, std::string_view case_id) const {
    const auto groups = RegisterDesk(desk_).all(who, own_group);
    if (!groups) return problem(groups.error());
    const calendar::Date today = desk_.today();
    const auto is_member = [&](const std::string& id, calendar::Date day) {
        for (const auto& document : *groups) {
            if (document.id != id) continue;
            const auto group = from_json(std::type_identity<Group>{}, document.content);
            if (!group) return false;
            const auto members = group->members_on(day);
            return std::ranges::find(members, case_id) != members.end();
        }
        return false;
    };
    auto all = all_of<Appointment>(desk_, who, own_appointment);
    if (!all) return problem(std::move(all.error()));
    std::erase_if(*all, [&](const Appointment& one) {
        const bool is_theirs = one.group.empty() ? one.case_id == case_id : is_member(one.group, one.on);
        return !is_theirs || one.on < today || one.is_called_off;
    });
    std::ranges::stable_sort(*all, {}, [](const Appointment& one) { return std::tuple(one.on, one.time); });
    return all;
}

Outcome<OwnCase> OwnCases::read(const Who& who, std::string_view case_id) const {
    if (!may(who, Permission::read_own_case)) return problem(Forbidden{});
    auto view = desk_.view(who, case_id);
    if (!view) return problem(std::move(view.error()));
    auto coming = appointments(who, case_id);
    if (!coming) return problem(std::move(coming.error()));
    const auto& vocabulary = desk_.library().vocabulary;
    OwnCase own{.view = std::move(*view),
                .is_own = true,
                .sight = Sight::all,
                .appointments = std::move(*coming),
                .letters = {},
                .own_words = {},
                .consents = {},
                .consents_given = {},
                .file_access_asked_on = {},
                .plan = nullptr,
                .plan_of = {}};
    const auto granted = std::ranges::find(who.represents, own.view.person_id, &Represented::person_id);
    own.is_own = own.view.person_id == who.person_id && !who.person_id.empty();
    if (!own.is_own) own.sight = granted == who.represents.end() ? Sight::dates : granted->sight;
    if (own.sight == Sight::dates) return own;
    for (const auto& entry : own.view.entries) {
        if (!stands(entry)) continue;
        if (is_letter_to(entry, own.view.person.name)) own.letters.push_back(&entry);
        if (is_by(entry, who)) own.own_words.push_back(&entry);
        const auto name = name_of_event(entry, vocabulary);
        if (name == given || name == withdrawn) {
            own.consents.push_back(&entry);
            const std::string purpose = purpose_of(entry, vocabulary);
            std::erase(own.consents_given, purpose);
            if (name == given) own.consents_given.push_back(purpose);
        }
        if (name == file_asked) own.file_access_asked_on = entry.occurred_on;
        if (name == file_answered) own.file_access_asked_on.reset();
    }
    for (auto* list : {&own.letters, &own.own_words, &own.consents}) std::ranges::reverse(*list);
    const auto* const made = newest(own.view, "plan_made", vocabulary);
    const auto* const reviewed = newest(own.view, "plan_reviewed", vocabulary);
    const auto* const last =
        reviewed != nullptr && made != nullptr && reviewed->version > made->version ? reviewed : made;
    if (last != nullptr) {
        own.plan_of = last->occurred_on;
        if (const auto* const sheet = sheet_behind(own.view.entries, *last, sheet_type::plan))
            own.plan = &*sheet->sheet;
    }
    return own;
}

Outcome<FiledDocument> OwnCases::document(const Who& who, std::string_view case_id,
                                          std::int64_t version) const {
    const auto own = read(who, case_id);
    if (!own) return problem(own.error());
    for (const auto* list : {&own->letters, &own->own_words}) {
        for (const auto* entry : *list) {
            if (entry->version == version) return desk_.document(who, case_id, version);
        }
    }
    return problem(NotFound{});
}

template <class Command>
Outcome<Done> OwnCases::add(const Sender& sender, Command command) {
    Writing writing(desk_.parts(), sender, mark_of(command));
    if (auto known = writing.answered_before(Permission::write_own_case)) return std::move(*known);
    // What a citizen says is added, whatever else was written meanwhile.
    const auto opened = open_within(desk_.parts(), writing.shelf(), sender.who, command.case_id);
    if (!opened) return problem(opened.error());
    if (opened->person_row.person_id != sender.who.person_id) return problem(NotFound{});
    return writing.change(
        command.case_id, opened->entries.back().version,
        [&](const CaseState& state, const Ground& ground) { return decide(state, command, ground); });
}

Outcome<Done> OwnCases::add_words(const Sender& sender, std::string_view case_id, std::string_view words,
                                  std::string title, std::string correspondent) {
    if (is_blank(words)) return problem(Diagnostics{mistake_in("words", "record_sheet_missing")});
    Diagnostics mistakes;
    check_length(words, "words", most_words, mistakes);
    if (!mistakes.empty()) return problem(std::move(mistakes));
    return add(sender, FileDocument{.case_id = std::string(case_id),
                                    .expected_version = 0,
                                    .title = std::move(title),
                                    .summary = {},
                                    .direction = Direction::incoming,
                                    .dated = {},
                                    .correspondent = std::move(correspondent),
                                    .media_type = {},
                                    .file_name = {},
                                    .content = std::string(words),
                                    .about = {}});
}

Outcome<Done> OwnCases::add_event(const Sender& sender, std::string_view case_id, const std::string& fields) {
    const std::string text = fmt::format(R"({{"on":{},{}}})", json_text(desk_.today().iso()), fields);
    const auto event = read_document(text, "event");
    FJ_ASSERT(event.has_value());
    return add(sender, RecordEvent{.case_id = std::string(case_id),
                                   .expected_version = 0,
                                   .event = *event,
                                   .timing = Timing::has_happened,
                                   .pass_reason = {}});
}

Outcome<Done> OwnCases::consent(const Sender& sender, std::string_view case_id, Consent consent,
                                std::string_view purpose) {
    return add_event(sender, case_id,
                     fmt::format(R"("event":"{}","by":"citizen","purpose":{})",
                                 consent == Consent::given ? given : withdrawn, json_text(purpose)));
}

Outcome<Done> OwnCases::ask_for_file(const Sender& sender, std::string_view case_id) {
    return add_event(sender, case_id, fmt::format(R"("event":"{}")", file_asked));
}

}  // namespace fjorten::service
