#include "casefile/timeline.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten::casefile {

using feel::Value;
using rulebook::EventType;
using rulebook::Pattern;

namespace {

CourseWords::Flagged flagged(const rulebook::Vocabulary& vocabulary, std::string_view event,
                             std::string_view field) {
    const auto type = vocabulary.find_event(event);
    if (!type) return {};
    const auto index = vocabulary.events[*type].field_index(field);
    return index ? CourseWords::Flagged{*type, *index} : CourseWords::Flagged{};
}

bool is_text(const Value& value, std::string_view text) {
    const auto* held = value.get<std::string>();
    return held != nullptr && *held == text;
}

// `named`, or what that answers in its turn: a receipt that names the letter is one of the decision.
int first_allowed(const std::vector<Moment>& moments, const std::vector<std::vector<Pattern>>& groups,
                  int named) {
    const auto allows = [&](int candidate) {
        return std::ranges::any_of(groups, [&](const std::vector<Pattern>& group) {
            return std::ranges::any_of(group, [&](const Pattern& pattern) {
                return pattern.event == moments[static_cast<std::size_t>(candidate)].type;
            });
        });
    };
    int at = named;
    while (at != nothing && !allows(at)) at = moments[static_cast<std::size_t>(at)].answers;
    return at;
}

bool is_true(const Value& value) {
    const auto* held = value.get<bool>();
    return held != nullptr && *held;
}

}  // namespace

CourseWords::CourseWords(const rulebook::Vocabulary& vocabulary)
    : contact_own_wish(flagged(vocabulary, "contact_received", "own_wish")),
      application_own_wish(flagged(vocabulary, "application_received", "own_wish")),
      application_service(flagged(vocabulary, "application_received", "service")),
      start_service(flagged(vocabulary, "treatment_started", "service")),
      decision_result(flagged(vocabulary, "decision_made", "result")),
      decision_service(flagged(vocabulary, "decision_made", "service")),
      end_status(flagged(vocabulary, "treatment_ended", "status")),
      reassessment_result(flagged(vocabulary, "reassessment_made", "result")),
      appeal_result(flagged(vocabulary, "appeal_decided", "result")),
      child_born(flagged(vocabulary, "child_registered", "born")),
      child_at_home(flagged(vocabulary, "child_registered", "at_home")),
      gate_passed_action(flagged(vocabulary, "gate_passed", "action")),
      gate_passed_rule(flagged(vocabulary, "gate_passed", "rule")),
      withdrawn(vocabulary.find_event("request_withdrawn").value_or(none)),
      children(vocabulary.find_fact("children_under_18_at_home")),
      done_by(vocabulary.events.size()),
      nothing_told(vocabulary.first_field_slot, Value::unknown()) {
    for (std::size_t a = 0; a < vocabulary.actions.size(); ++a) {
        const auto& act = vocabulary.actions[a].done_by;
        if (act) done_by[act->event].push_back(static_cast<rulebook::ActionId>(a));
    }
    for (const auto& fact : vocabulary.derived) {
        auto& filter = derived_from.emplace_back();
        filter.add(fact.on);
        filter.add(fact.off);
        if (fact.kind == rulebook::DerivedFact::Kind::state_of) clock_states.push_back(&fact);
    }
}

Timeline::Timeline(const CaseFile& file, const rulebook::Vocabulary& vocabulary, const CourseWords& words,
                   calendar::Date on, std::optional<calendar::Date> as_known)
    : file_(file), vocabulary_(vocabulary), words_(words), on_(on), as_known_(as_known) {
    moments_.reserve(file.events.size() + 1);  // more often than not an event is presumed
    for (const auto& event : file.events) {
        if (event.on > on || (as_known && event.known > *as_known)) continue;
        moments_.push_back(
            Moment{.told = &event, .type = event.type, .on = event.on, .fields = event.fields});
    }
    for (int i = 0; i < static_cast<int>(moments_.size()); ++i) {
        link(i);
        inherit_fields(i);
    }
    build_requests();
}

bool Timeline::belongs_to(int moment, int root) const {
    const auto root_type = moments_[static_cast<std::size_t>(root)].type;
    for (int at = moment; at != nothing; at = moments_[static_cast<std::size_t>(at)].answers) {
        if (at == root) return true;
        if (moments_[static_cast<std::size_t>(at)].type == root_type) return false;
    }
    return false;
}

bool Timeline::answered_by(int candidate, EventType type, int before) const {
    for (int i = candidate + 1; i < before; ++i) {
        if (moments_[static_cast<std::size_t>(i)].type != type) continue;
        for (int at = i; at != nothing; at = moments_[static_cast<std::size_t>(at)].answers) {
            if (at == candidate) return true;
        }
    }
    return false;
}

int Timeline::find_answered(EventType type, int before) const {
    const auto& answers = vocabulary_.events[type].answers;
    for (const auto& group : answers.groups) {
        int found = nothing;
        for (int i = 0; i < before; ++i) {
            const auto& candidate = moments_[static_cast<std::size_t>(i)];
            const bool fits = std::any_of(group.begin(), group.end(),
                                          [&](const Pattern& p) { return matches_plainly(p, candidate); });
            if (!fits) continue;
            if (answers.choice == rulebook::EventKind::Answers::Choice::latest) {
                found = i;
            } else if (!answered_by(i, type, before)) {
                return i;
            }
        }
        if (found != nothing) return found;
    }
    return nothing;
}

void Timeline::link(int index) {
    auto& moment = moments_[static_cast<std::size_t>(index)];
    const auto& answers = vocabulary_.events[moment.type].answers;
    if (!moment.told->re.empty()) {
        for (int i = 0; i < static_cast<int>(moments_.size()); ++i) {
            if (i == index || moments_[static_cast<std::size_t>(i)].told->id != moment.told->re) continue;
            // Answering something that happens later would make a ring; it is out of place.
            if (i < index) moment.answers = i;
            break;
        }
        if (!answers.groups.empty()) moment.answers = first_allowed(moments_, answers.groups, moment.answers);
        moment.out_of_place = moment.answers == nothing;
        return;
    }
    if (answers.groups.empty()) return;
    if (answers.when && !answers.when->test(words_.nothing_told, moment.fields).value_or(false)) return;
    moment.answers = find_answered(moment.type, index);
    moment.out_of_place = moment.answers == nothing && answers.must;
}

void Timeline::inherit_fields(int index) {
    auto& moment = moments_[static_cast<std::size_t>(index)];
    const auto& fields = vocabulary_.events[moment.type].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
        if (fields[f].inherits_from.empty() || moment.told->told[f]) continue;
        auto& own = inherited_.emplace_front(moment.fields.begin(), moment.fields.end());
        moment.fields = own;
        const auto from = vocabulary_.find_event(fields[f].inherits_from);
        const auto from_field = from ? vocabulary_.events[*from].field_index(fields[f].name) : std::nullopt;
        bool found = false;
        for (int i = index - 1; i >= 0 && from_field && moment.answers != nothing && !found; --i) {
            const auto& other = moments_[static_cast<std::size_t>(i)];
            found = other.type == *from && other.answers == moment.answers;
            if (found) own[f] = other.fields[*from_field];
        }
        if (!found && fields[f].fallback) own[f] = fields[f].fallback->evaluate(words_.nothing_told, own);
    }
}

void Timeline::presume(std::vector<Presumption> presumptions) {
    if (presumptions.empty()) return;
    std::ranges::stable_sort(presumptions, {}, &Presumption::on);
    for (std::size_t p = 0; p < presumptions.size(); ++p) {
        const auto& presumption = presumptions[p];
        const auto place = std::ranges::upper_bound(moments_, presumption.on, {}, &Moment::on);
        const auto at = static_cast<int>(place - moments_.begin());
        moments_.insert(place, presumed(presumption));
        // Whatever stood there or later has moved on by one.
        const auto follow = [at](int& index) { index += index >= at ? 1 : 0; };
        for (auto& moment : moments_) follow(moment.answers);
        for (std::size_t later = p + 1; later < presumptions.size(); ++later)
            follow(presumptions[later].because);
    }
    build_requests();
}

Moment Timeline::presumed(const Presumption& presumption) {
    const auto& cause = moments_[static_cast<std::size_t>(presumption.because)];
    const auto& fields = vocabulary_.events[presumption.type].fields;
    auto& own = inherited_.emplace_front(fields.size(), Value::unknown());
    for (std::size_t f = 0; f < fields.size(); ++f) {
        const auto same = vocabulary_.events[cause.type].field_index(fields[f].name);
        if (same) own[f] = cause.fields[*same];
    }
    Moment moment{.told = nullptr, .type = presumption.type, .on = presumption.on, .fields = own};
    moment.answers = cause.answers == nothing ? presumption.because : cause.answers;
    moment.presumed = true;
    return moment;
}

bool Timeline::opens(const Moment& moment) const {
    const auto own_wish = [&](const CourseWords::Flagged& word) {
        return moment.type == word.type && is_true(moment.fields[word.field]);
    };
    return own_wish(words_.contact_own_wish) || own_wish(words_.application_own_wish);
}

bool Timeline::changed_on_complaint(int decision) const {
    for (int i = decision + 1; i < static_cast<int>(moments_.size()); ++i) {
        const auto& moment = moments_[static_cast<std::size_t>(i)];
        const CourseWords::Flagged* word = moment.type == words_.reassessment_result.type
                                               ? &words_.reassessment_result
                                           : moment.type == words_.appeal_result.type ? &words_.appeal_result
                                                                                      : nullptr;
        if (word == nullptr || !belongs_to(i, decision)) continue;
        const auto& result = moment.fields[word->field];
        if (is_text(result, "granted") || is_text(result, "partly_granted")) return true;
    }
    return false;
}

bool Timeline::refusal_stands(int index, const Request& request) const {
    const auto field = [&](int i, const CourseWords::Flagged& word) -> const Value& {
        return moments_[static_cast<std::size_t>(i)].fields[word.field];
    };
    std::vector<const Value*> applied;
    std::vector<const Value*> refused;
    for (int i = request.first; i <= index; ++i) {
        const auto& moment = moments_[static_cast<std::size_t>(i)];
        if (moment.type == words_.decision_result.type) {
            const auto& result = field(i, words_.decision_result);
            if (is_text(result, "granted") || is_text(result, "partly_granted")) return false;
            if (is_text(result, "refused") && !changed_on_complaint(i))
                refused.push_back(&field(i, words_.decision_service));
        }
        if (moment.type == words_.application_service.type) {
            const auto& service = field(i, words_.application_service);
            if (service.is<std::string>()) applied.push_back(&service);
        }
    }
    // A refusal of one service ends the request only when everything that was applied for has been refused.
    const auto is_refused = [&](const Value* service) {
        return std::ranges::any_of(
            refused, [&](const Value* each) { return is_text(*each, service->as<std::string>()); });
    };
    if (field(index, words_.decision_service).is<std::string>() &&
        (applied.empty() || !std::ranges::all_of(applied, is_refused)))
        return false;
    return !changed_on_complaint(index);
}

bool Timeline::ends_request(int index, const Request& request, bool course_runs) const {
    const auto& moment = moments_[static_cast<std::size_t>(index)];
    if (moment.type == words_.withdrawn) return !moment.out_of_place;
    if (moment.type == words_.end_status.type)
        return course_runs || is_text(moment.fields[words_.end_status.field], "deceased");
    if (moment.type == words_.decision_result.type && !course_runs &&
        is_text(moment.fields[words_.decision_result.field], "refused"))
        return refusal_stands(index, request);
    return false;
}

void Timeline::build_requests() {
    requests_.clear();
    requests_.push_back({});
    int course = nothing;  // the start of the course that runs
    for (int i = 0; i < static_cast<int>(moments_.size()); ++i) {
        auto& moment = moments_[static_cast<std::size_t>(i)];
        types_.add(moment.type);
        const bool opening = opens(moment);
        const bool starts_course = moment.type == words_.start_service.type;
        if (requests_.back().ended_by != nothing && (opening || starts_course)) {
            requests_.back().past_last = i;
            requests_.push_back({.first = i, .past_last = i});
        }
        const int current = static_cast<int>(requests_.size()) - 1;
        moment.request = current;
        auto& request = requests_.back();
        if (opening && request.opened_by == nothing) request.opened_by = i;
        // A course that began before the request is not the one it asks for.
        const bool course_runs = course >= request.first;
        if (request.ended_by == nothing && ends_request(i, request, course_runs)) {
            request.ended_by = i;
            // Whoever dies has no course to end perhaps; whatever was going on ends all the same.
            if (!course_runs && i > request.first) moment.out_of_place = false;
        }
        if (starts_course) course = i;
        if (moment.type == words_.end_status.type) course = nothing;
    }
    requests_.back().past_last = static_cast<int>(moments_.size());
    for (auto& request : requests_) request.service = service_by(request, on_);
}

Value Timeline::service_by(const Request& request, calendar::Date day) const {
    Value applied, granted, begun;
    for (int i = request.first; i < request.past_last; ++i) {
        const auto& moment = moments_[static_cast<std::size_t>(i)];
        if (moment.on > day) break;
        const auto take = [&](const CourseWords::Flagged& word, Value& into) {
            if (moment.type == word.type && moment.fields[word.field].is<std::string>())
                into = moment.fields[word.field];
        };
        take(words_.application_service, applied);
        if (moment.type == words_.decision_result.type) {
            const auto& result = moment.fields[words_.decision_result.field];
            if (is_text(result, "granted") || is_text(result, "partly_granted"))
                take(words_.decision_service, granted);
        }
        take(words_.start_service, begun);
    }
    if (!applied.is_null()) return applied;
    return granted.is_null() ? begun : granted;
}

}  // namespace fjorten::casefile
