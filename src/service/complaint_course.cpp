#include "service/complaint_course.h"

#include <algorithm>
#include <array>

#include "casefile/timeline.h"
#include "rulebook/model.h"

namespace fjorten::service {

namespace {

using casefile::Event;
using casefile::Moment;

constexpr std::array steps = {
    std::pair{ComplaintStep::answer, std::string_view("answer")},
    std::pair{ComplaintStep::reassess, std::string_view("reassess")},
    std::pair{ComplaintStep::decide_anew, std::string_view("decide_anew")},
    std::pair{ComplaintStep::hear_citizen, std::string_view("hear_citizen")},
    std::pair{ComplaintStep::forward, std::string_view("forward")},
    std::pair{ComplaintStep::await_board, std::string_view("await_board")},
    std::pair{ComplaintStep::carry_out, std::string_view("carry_out")},
    std::pair{ComplaintStep::settled, std::string_view("settled")},
};

class Courses {
  public:
    Courses(const casefile::CaseFile& file, const engine::Evaluation& evaluation,
            const rulebook::Vocabulary& vocabulary, const rulebook::Filing& filing)
        : evaluation_(evaluation),
          vocabulary_(vocabulary),
          filing_(filing),
          words_(vocabulary),
          timeline_(file, vocabulary, words_, evaluation.on, {}) {}

    std::vector<ComplaintCourse> all() {
        std::vector<ComplaintCourse> courses;
        const auto& moments = timeline_.moments();
        for (std::size_t i = 0; i < moments.size(); ++i) {
            if (!is(moments[i], "complaint_received") || moments[i].told == nullptr) continue;
            courses.push_back(course(static_cast<int>(i)));
        }
        return courses;
    }

  private:
    bool is(const Moment& moment, std::string_view event) const {
        return vocabulary_.events[moment.type].name == event;
    }

    std::string word(const Event& event, std::string_view field) const {
        const auto index = vocabulary_.events[event.type].field_index(field);
        const auto* text = index ? event.fields[*index].get<std::string>() : nullptr;
        return text == nullptr ? std::string{} : *text;
    }

    ComplaintCourse course(int at) {
        const auto& moments = timeline_.moments();
        const Moment& complaint = moments[static_cast<std::size_t>(at)];
        ComplaintCourse found;
        found.complaint = complaint.told;
        found.about = word(*complaint.told, "about");
        found.ways = ways_of_complaint(evaluation_, filing_, found.about);
        if (complaint.answers != casefile::nothing)
            found.decision = moments[static_cast<std::size_t>(complaint.answers)].told;
        for (std::size_t i = static_cast<std::size_t>(at) + 1; i < moments.size(); ++i) {
            if (moments[i].told != nullptr && timeline_.belongs_to(static_cast<int>(i), at))
                take(moments[i], found);
        }
        take_new_decisions(found);
        take_clocks(found);
        found.next = next_of(found);
        return found;
    }

    void take(const Moment& moment, ComplaintCourse& found) const {
        if (is(moment, "complaint_answered")) found.answer = moment.told;
        else if (is(moment, "reassessment_made")) found.reassessment = moment.told;
        else if (is(moment, "complaint_maintained")) found.maintained = moment.told;
        else if (is(moment, "complaint_forwarded")) found.forwarded = moment.told;
        else if (is(moment, "appeal_decided")) found.appeal = moment.told;
    }

    // A decision after the reassessment or after the board's is the new one, unless another complaint has its
    // own reassessment in between.
    void take_new_decisions(ComplaintCourse& found) const {
        for (const Moment& moment : timeline_.moments()) {
            if (moment.told == nullptr || !is(moment, "decision_made") || moment.told == found.decision)
                continue;
            const auto is_after = [&](const Event* event) {
                return event != nullptr && position(moment.told) > position(event);
            };
            if (found.appeal != nullptr && is_after(found.appeal)) {
                if (found.carried_out == nullptr) found.carried_out = moment.told;
            } else if (is_after(found.reassessment) && found.new_decision == nullptr &&
                       word(*found.reassessment, "result") != "upheld") {
                found.new_decision = moment.told;
            }
        }
    }

    std::size_t position(const Event* event) const {
        const auto& moments = timeline_.moments();
        const auto at = std::ranges::find(moments, event, &Moment::told);
        return static_cast<std::size_t>(at - moments.begin());
    }

    void take_clocks(ComplaintCourse& found) const {
        const calendar::Date day = found.complaint->on;
        const engine::ClockResult* missed = nullptr;
        bool is_in_time = false;
        for (const auto& clock : evaluation_.clocks) {
            if (clock.rule == nullptr || !clock.rule->clock) continue;
            const auto of_complaint = [&](const engine::Reason& reason) {
                return reason.event == found.complaint->type && reason.on == day;
            };
            if (std::ranges::any_of(clock.because, of_complaint)) found.clocks.push_back(&clock);
            const bool ends_with_complaint = std::ranges::any_of(
                clock.rule->clock->met_by,
                [&](const rulebook::Pattern& pattern) { return pattern.event == found.complaint->type; });
            if (clock.rule->clock->kind != rulebook::ClockKind::right || !ends_with_complaint ||
                found.about != "decision" || !clock.started || *clock.started > day)
                continue;
            const bool is_used = clock.ended_by && of_complaint(*clock.ended_by);
            const bool is_past = clock.due && *clock.due < day && clock.state == engine::ClockState::stopped;
            if (!is_used && !is_past) continue;
            found.windows.push_back(&clock);
            const bool is_of_law = clock.edition != nullptr && clock.edition->is_law;
            is_in_time = is_in_time || (is_used && is_of_law);
            if (!is_past || clock.edition == nullptr) continue;
            const bool is_nearer = missed == nullptr || (is_of_law && !missed->edition->is_law) ||
                                   (is_of_law == missed->edition->is_law && *clock.due > *missed->due);
            if (is_nearer) missed = &clock;
        }
        const bool law_ran = std::ranges::any_of(found.windows, [](const engine::ClockResult* window) {
            return window->edition != nullptr && window->edition->is_law;
        });
        if (!is_in_time && missed != nullptr && (missed->edition->is_law || !law_ran))
            found.missed = missed->due;
    }

    ComplaintStep next_of(const ComplaintCourse& found) const {
        using enum ComplaintStep;
        if (found.answer != nullptr) return settled;
        if (found.about != "decision") return answer;
        if (found.appeal != nullptr) {
            const std::string result = word(*found.appeal, "result");
            const bool changes = result == "granted" || result == "partly_granted" || result == "remitted";
            return changes && found.carried_out == nullptr ? carry_out : settled;
        }
        if (found.forwarded != nullptr) return await_board;
        if (found.reassessment == nullptr) return reassess;
        const std::string result = word(*found.reassessment, "result");
        if (result == "upheld" || found.maintained != nullptr) return forward;
        if (found.new_decision == nullptr) return decide_anew;
        return result == "partly_granted" ? hear_citizen : settled;
    }

    const engine::Evaluation& evaluation_;
    const rulebook::Vocabulary& vocabulary_;
    const rulebook::Filing& filing_;
    const casefile::CourseWords words_;
    casefile::Timeline timeline_;
};

}  // namespace

std::string_view name_of(ComplaintStep step) {
    return std::ranges::find(steps, step, [](const auto& one) { return one.first; })->second;
}

namespace {

void take_clocks(const engine::Evaluation& evaluation, const std::vector<std::string>& rules,
                 std::vector<const engine::ClockResult*>& to) {
    for (const std::string& rule : rules) {
        const engine::ClockResult* latest = nullptr;
        for (const auto& clock : evaluation.clocks) {
            if (clock.rule != nullptr && clock.rule->id == rule) latest = &clock;
        }
        if (latest != nullptr) to.push_back(latest);
    }
}

}  // namespace

ComplaintWays ways_of_complaint(const engine::Evaluation& evaluation, const rulebook::Filing& filing,
                                std::string_view about) {
    ComplaintWays ways;
    for (const auto& way : filing.complaints) {
        if (std::ranges::find(way.about, about) == way.about.end()) continue;
        if (way.step == rulebook::ComplaintWay::Step::time) {
            take_clocks(evaluation, way.rules, ways.time);
            continue;
        }
        auto& list = way.step == rulebook::ComplaintWay::Step::first ? ways.first : ways.appeal;
        for (const std::string& rule : way.rules) {
            // The rulebooks in force for this case: at most the law's and one municipality's.
            for (const auto& route : evaluation.routes) {
                if (route.rule->id == rule) list.push_back(route);
            }
        }
    }
    return ways;
}

std::vector<ComplaintCourse> complaints_in(const casefile::CaseFile& file,
                                           const engine::Evaluation& evaluation,
                                           const rulebook::Vocabulary& vocabulary,
                                           const rulebook::Filing& filing) {
    return Courses(file, evaluation, vocabulary, filing).all();
}

}  // namespace fjorten::service
