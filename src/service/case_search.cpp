#include "service/case_search.h"
#include "service/access.h"

#include <algorithm>

#include "service/case_shelf.h"
#include "service/consequences.h"
#include "service/name_words.h"
#include "service/record_desk.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_found_documents = 100;

bool has_all(const std::vector<std::string>& wanted, std::string_view text) {
    const auto words = name_words(text);
    return std::ranges::all_of(wanted, [&](const std::string& word) {
        return std::ranges::any_of(words, [&](const std::string& one) { return one.starts_with(word); });
    });
}

std::string text_of(const TimeLineEntry& entry) {
    std::string text = entry.note;
    if (entry.document)
        text +=
            " " + entry.document->title + " " + entry.document->summary + " " + entry.document->correspondent;
    return text;
}

}  // namespace

std::vector<std::int64_t> entries_with(const CaseView& view, std::string_view text) {
    const auto wanted = name_words(text);
    std::vector<std::int64_t> found;
    if (wanted.empty()) return found;
    for (const TimeLineEntry& entry : view.entries) {
        if (has_all(wanted, text_of(entry))) found.push_back(entry.version);
    }
    return found;
}

Outcome<std::vector<FoundDocument>> RecordDesk::find_documents(const Who& who, std::string_view text,
                                                               Language language) const {
    if (!may(who, Permission::search_people)) return problem(Forbidden{});
    const auto wanted = name_words(text);
    std::vector<FoundDocument> found;
    if (wanted.empty()) return found;
    if (auto noted = note(parts_, who, {.act = act::search_documents}); !noted)
        return problem(std::move(noted.error()));
    // Whoever belongs to a unit looks in its cases; whoever belongs to none, in all.
    store::CaseFilter filter;
    if (!who.unit.empty()) filter.unit = who.unit;
    const auto rows = parts_.records.case_rows(who.municipality, filter);
    if (!rows) return problem(rows.error());
    for (const store::CaseRow& row : *rows) {
        const auto seen = listed(who, row.key.case_id);
        if (!seen) continue;  // erased, out of reach, or without rules in force
        const auto add = [&](std::int64_t version, const std::string& title, calendar::Date dated) {
            if (found.size() < most_found_documents)
                found.push_back({.key = row.key,
                                 .person_name = seen->person.name,
                                 .is_protected = seen->person.is_protected,
                                 .number = seen->number,
                                 .version = version,
                                 .title = title,
                                 .dated = dated});
        };
        if (seen->subject != nullptr && (text == seen->subject->number || text == seen->number))
            add(0, seen->subject->label.in(language), row.last_event_on);
        for (const TimeLineEntry& entry : seen->entries) {
            if (entry.document && has_all(wanted, text_of(entry)))
                add(entry.version, entry.document->title, entry.occurred_on);
        }
    }
    return found;
}

}  // namespace fjorten::service
