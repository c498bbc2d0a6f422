#include <algorithm>

#include "base/assert.h"
#include "casefile/casefile.h"

namespace fjorten::casefile {

Event new_event(const rulebook::Vocabulary& vocabulary, rulebook::EventType type, calendar::Date on) {
    FJ_ASSERT(type < vocabulary.events.size());
    Event event;
    event.type = type;
    event.on = event.known = on;
    event.fields.assign(vocabulary.events[type].fields.size(), feel::Value::unknown());
    event.told.assign(event.fields.size(), false);
    fill_fallbacks(event, vocabulary);
    return event;
}

void tell(Event& event, std::size_t field, feel::Value value) {
    FJ_ASSERT(field < event.fields.size() && event.told.size() == event.fields.size());
    event.fields[field] = std::move(value);
    event.told[field] = true;
}

void fill_fallbacks(Event& event, const rulebook::Vocabulary& vocabulary) {
    const auto& fields = vocabulary.events[event.type].fields;
    FJ_ASSERT(event.fields.size() == fields.size() && event.told.size() == fields.size());
    std::vector<feel::Value> environment(vocabulary.slot_count, feel::Value::unknown());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!event.told[i]) {
            event.fields[i] = feel::Value::unknown();
            if (fields[i].fallback && fields[i].inherits_from.empty()) {
                event.fields[i] = fields[i].fallback->evaluate(environment);
            }
            // A fallback may be null: nothing was named, and rules may read that as such.
        }
        environment[vocabulary.first_field_slot + i] = event.fields[i];
    }
}

void insert_event(CaseFile& file, Event event) {
    const auto place = std::ranges::upper_bound(file.events, event.on, {}, &Event::on);
    file.events.insert(place, std::move(event));
}

const Event* find_event(const CaseFile& file, std::string_view id) {
    if (id.empty()) return nullptr;
    const auto found = std::ranges::find(file.events, id, &Event::id);
    return found == file.events.end() ? nullptr : &*found;
}

}  // namespace fjorten::casefile
