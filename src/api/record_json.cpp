#include "api/record_json.h"

#include <algorithm>

#include "answer/answer.h"
#include "api/json_shapes.h"
#include "service/complaint_course.h"
#include "service/entry_text.h"

namespace fjorten::api {

namespace {

void write_person(Json& json, const service::CaseView& view) {
    const auto& person = view.person;
    json.text("name", person.name);
    json.text_or_null("cpr", person.cpr);
    json.flag("is_replacement_cpr", view.has_replacement_cpr);
    json.text_or_null("address", person.address);
    json.text_or_null("telephone", person.telephone);
    json.text_or_null("email", person.email);
    json.flag("is_protected", person.is_protected);
    json.text_or_null("reach_safely", person.reach_safely);
    json.text_or_null("interpreter", person.interpreter);
}

void write_document(Json& json, const service::DocumentDetails& document) {
    json.text("title", document.title);
    json.text_or_null("summary", document.summary);
    json.text("direction", service::name_of(document.direction));
    json.text_or_null("correspondent", document.correspondent);
    json.text("media_type", document.media_type);
    json.text_or_null("file_name", document.file_name);
    json.number("bytes", document.bytes);
    json.text_or_null("about", document.about);
}

void write_entry(Json& json, const service::TimeLineEntry& entry, const rulebook::Library& library) {
    json.object([&] {
        json.number("version", entry.version);
        json.text_or_null("id", entry.id);
        json.text("type", entry.type);
        json.day("occurred_on", entry.occurred_on);
        json.text("recorded_at", entry.recorded_at);
        json.day("recorded_on", entry.recorded_on);
        json.text("actor", entry.actor);
        json.text("actor_name", entry.actor_name);
        if (entry.event) {
            const auto told = service::told_from(*entry.event, library.vocabulary);
            json.raw("event", service::event_json(told, entry.event->id, entry.event->known));
        } else {
            json.null("event");
        }
        json.text_or_null("note", entry.note);
        if (entry.sheet) {
            json.text_or_null("item", entry.sheet->item);
            json.raw("fields", [&] {
                Json fields;
                return fields
                    .object([&] {
                        for (const auto& [name, value] : entry.sheet->fields) fields.text(name, value);
                    })
                    .take();
            }());
        }
        if (!entry.fact.empty()) {
            json.text("fact", entry.fact);
            json.raw("value", entry.value);
        }
        if (!entry.unit.empty() || !entry.assigned_to.empty()) {
            json.text("unit", entry.unit);
            json.text_or_null("assigned_to", entry.assigned_to);
            json.text_or_null("assigned_to_name", entry.assigned_to_name);
        }
        if (entry.document) {
            json.raw("document", [&] {
                Json document;
                return document.object([&] { write_document(document, *entry.document); }).take();
            }());
        }
        json.number_or_null("corrects", entry.corrects);
        json.number_or_null("corrected_by", entry.corrected_by);
        json.flag("is_struck", entry.is_struck);
    });
}

void write_clock_or_null(Json& json, std::string_view key, const std::optional<engine::ClockResult>& clock,
                         const rulebook::Library& library, Language language) {
    if (clock) json.raw(key, answer::to_json(*clock, library, language));
    else json.null(key);
}

}  // namespace

std::string disposal_json(const std::vector<service::Disposable>& cases, Language language) {
    Json json;
    return json
        .object([&] {
            json.list("cases", cases, [&](const service::Disposable& one) {
                json.object([&] {
                    json.text("case", one.key.case_id);
                    json.text("fate", service::name_of(one.fate));
                    json.day("last_event_on", one.last_event_on);
                    json.day("may_go_on", one.may_go_on);
                    json.text_or_null(
                        "rule", one.rule == nullptr ? std::string_view{} : std::string_view(one.rule->id));
                    json.text_or_null("text", one.rule == nullptr
                                                  ? std::string_view{}
                                                  : std::string_view(one.rule->text.in(language)));
                });
            });
        })
        .take();
}

std::string complaints_json(const service::CaseView& view, const rulebook::Library& library,
                            const rulebook::Filing& filing, Language language) {
    Json json;
    const auto ids = [&](std::string_view key, const std::vector<engine::RouteResult>& ways) {
        json.list(key, ways, [&](const engine::RouteResult& route) {
            json.object([&] {
                json.text("rule", route.rule->id);
                json.text_or_null("to", route.way == nullptr ? std::string_view{} : route.way->to);
                json.text_or_null("label", route.way == nullptr
                                               ? std::string_view{}
                                               : std::string_view(route.way->label.in(language)));
            });
        });
    };
    const auto id_or_null = [&](std::string_view key, const casefile::Event* event) {
        json.text_or_null(key, event == nullptr ? std::string_view{} : std::string_view(event->id));
    };
    const auto clocks = [&](std::string_view key, const std::vector<const engine::ClockResult*>& list) {
        json.list(key, list, [&](const engine::ClockResult* clock) {
            json.raw(answer::to_json(*clock, library, language));
        });
    };
    return json
        .object([&] {
            json.list("complaints",
                      service::complaints_in(view.file, view.evaluation, library.vocabulary, filing),
                      [&](const service::ComplaintCourse& course) {
                          json.object([&] {
                              json.text("id", course.complaint->id);
                              json.day("on", course.complaint->on);
                              json.text("about", course.about);
                              json.text("next", service::name_of(course.next));
                              json.day("missed", course.missed);
                              ids("first", course.ways.first);
                              ids("appeal", course.ways.appeal);
                              id_or_null("decision", course.decision);
                              id_or_null("answer", course.answer);
                              id_or_null("reassessment", course.reassessment);
                              id_or_null("new_decision", course.new_decision);
                              id_or_null("maintained", course.maintained);
                              id_or_null("forwarded", course.forwarded);
                              id_or_null("appeal_decided", course.appeal);
                              id_or_null("carried_out", course.carried_out);
                              clocks("clocks", course.clocks);
                              clocks("windows", course.windows);
                          });
                      });
        })
        .take();
}

std::string who_json(const service::Who& who) {
    Json json;
    return json
        .object([&] {
            json.text("account", who.account_id);
            json.text("name", who.display_name);
            json.text("municipality", who.municipality);
            json.text("role", service::name_of(who.role));
            json.text("unit", who.unit);
        })
        .take();
}

std::string done_json(const service::Done& done, const rulebook::Library& library, Language language) {
    Json json;
    return json
        .object([&] {
            json.text("case", done.key.case_id);
            json.number("version", done.version);
            json.flag("is_repeated", done.is_repeated);
            json.list("changes", done.changes, [&](const service::Change& change) {
                json.object([&] {
                    json.text("clock", change.clock);
                    json.number("instance", change.instance);
                    write_clock_or_null(json, "before", change.before, library, language);
                    write_clock_or_null(json, "after", change.after, library, language);
                });
            });
            json.list("findings", done.findings, [&](const engine::Finding& finding) {
                json.raw(answer::to_json(finding, library, language));
            });
        })
        .take();
}

std::string case_json(const service::CaseView& view, const rulebook::Library& library, Language language) {
    Json json;
    return json
        .object([&] {
            json.text("case", view.key.case_id);
            json.text("municipality", view.key.municipality);
            json.number("version", view.version);
            json.flag("is_open", view.is_open);
            json.text("unit", view.unit);
            json.text_or_null("assigned_to", view.assigned_to);
            json.text_or_null("assigned_to_name", view.assigned_to_name);
            json.text("person_id", view.person_id);
            json.raw("person", [&] {
                Json person;
                return person.object([&] { write_person(person, view); }).take();
            }());
            json.list("entries", view.entries,
                      [&](const service::TimeLineEntry& entry) { write_entry(json, entry, library); });
            json.raw("file", view.case_file);
            json.raw("evaluation",
                     answer::to_json(view.evaluation, library, language, answer::JsonStyle::compact));
        })
        .take();
}

std::string work_json(const service::WorkList& list, Language language) {
    Json json;
    return json
        .object([&] {
            json.day("on", list.on);
            json.number("overdue", list.overdue);
            json.number("due_today", list.due_today);
            json.number("undecided", list.undecided);
            json.number("coming", list.coming);
            json.number("cases", list.cases);
            json.list("items", list.items, [&](const service::WorkItem& item) {
                json.object([&] {
                    json.text("case", item.key.case_id);
                    json.text("name", item.person_name);
                    json.flag("is_protected", item.is_protected);
                    json.text("unit", item.unit);
                    json.text_or_null("assigned_to", item.assigned_to);
                    json.text_or_null("assigned_to_name", item.assigned_to_name);
                    json.text("clock", item.clock);
                    json.number("instance", item.instance);
                    json.text_or_null(
                        "title", item.rule == nullptr ? std::string_view{} : item.rule->title.in(language));
                    json.text("state", engine::name_of(item.state));
                    json.day("due", item.due);
                    json.number("days_left", item.days_left);
                    json.number("consequence", item.consequence);
                    json.number("more", item.more);
                });
            });
        })
        .take();
}

std::string found_json(const std::vector<service::FoundCase>& found) {
    Json json;
    return json
        .object([&] {
            json.list("cases", found, [&](const service::FoundCase& one) {
                json.object([&] {
                    json.text("case", one.key.case_id);
                    json.text("name", one.person_name);
                    json.flag("is_protected", one.is_protected);
                    json.flag("is_within_reach", one.reach == service::FoundCase::Reach::within);
                    json.flag("is_open", one.is_open);
                    json.text("unit", one.unit);
                    json.text_or_null("assigned_to_name", one.assigned_to_name);
                    json.day("last_event_on", one.last_event_on);
                });
            });
        })
        .take();
}

std::string colleagues_json(const std::vector<store::Account>& accounts) {
    Json json;
    return json
        .object([&] {
            json.list("colleagues", accounts, [&](const store::Account& account) {
                json.object([&] {
                    json.text("account", account.id);
                    json.text("name", account.display_name);
                    json.text("role", account.role);
                    json.text("unit", account.unit);
                });
            });
        })
        .take();
}

std::string entries_json(const service::CaseView& view, const std::vector<std::int64_t>& versions,
                         const rulebook::Library& library) {
    Json json;
    json.items_of(view.entries, [&](const service::TimeLineEntry& entry) {
        if (std::ranges::find(versions, entry.version) != versions.end()) write_entry(json, entry, library);
    });
    return json.take();
}

}  // namespace fjorten::api
