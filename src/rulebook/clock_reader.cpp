// Clocks and recurring clocks: the parts of RuleReader that read their dates and events.
#include "rulebook/rule_reader.h"

namespace fjorten::rulebook {

namespace {

Consequence usual_consequence(ClockKind kind, std::string_view rulebook) {
    switch (kind) {
        case ClockKind::duty:
            return rulebook == "law" ? Consequence::broken_duty : Consequence::broken_promise;
        case ClockKind::right: return Consequence::lost_right;
        case ClockKind::end_date:
        case ClockKind::prompt: break;
    }
    return Consequence::nothing;
}

}  // namespace

Clock RuleReader::read_clock(const Keys& keys) {
    Clock clock;
    read_start(keys, clock);
    read_due(keys, clock);
    read_roll(keys, clock);
    clock.met_by = patterns(keys, "met_by", Starts::known);
    clock.lifted_by = patterns(keys, "lifted_by", Starts::known);
    clock.excused_by = patterns(keys, "excused_by", Starts::known);
    clock.stopped_by = patterns(keys, "stopped_by", Starts::known);
    if (const Node* const again = keys.find("again")) clock.again = read_again(*again);
    if (const Node* const presumes = keys.find("presumes"))
        clock.presumes = pattern_reader().event(*presumes);
    return clock;
}

Clock RuleReader::read_recurring(const Keys& keys) {
    Clock clock;
    clock.recurs = true;
    read_start(keys, clock);
    read_roll(keys, clock);
    if (const Node* const every = keys.need("every")) clock.within = read_period(report_, *every);
    if (clock.within && *clock.within == calendar::Period{})
        report_.error(*keys.find("every"), "rulebook_period_of_nothing");
    if (keys.need("done_by") != nullptr) clock.met_by = patterns(keys, "done_by", Starts::known);
    clock.excused_by = patterns(keys, "excused_by", Starts::known);
    clock.stopped_by = patterns(keys, "stopped_by", Starts::known);
    return clock;
}

void RuleReader::read_start(const Keys& keys, Clock& clock) {
    if (const Node* const kind = keys.find("kind")) {
        clock.kind = read_enum<ClockKind>(report_, *kind,
                                          {{"duty", ClockKind::duty},
                                           {"right", ClockKind::right},
                                           {"end_date", ClockKind::end_date},
                                           {"prompt", ClockKind::prompt}})
                         .value_or(ClockKind::duty);
    }
    read_consequence(keys, clock);
    read_per(keys, clock);
    if (const Node* const starts = keys.need("starts")) clock.starts = read_start_of(*starts);
    if (const Node* const when = keys.find("starts_when")) {
        for (const Node* const item : one_or_many(*when))
            clock.starts_when.push_back(read_starts_when(*item));
    }
    clock.needs = patterns(keys, "needs");
    clock.unless = patterns(keys, "unless");
}

// Only a duty can be late in more than one way; what follows otherwise is said by the kind.
void RuleReader::read_consequence(const Keys& keys, Clock& clock) {
    clock.consequence = usual_consequence(clock.kind, rulebook_);
    const Node* const consequence = keys.find("consequence");
    if (consequence == nullptr) return;
    const auto told = read_enum<Consequence>(report_, *consequence,
                                             {{"broken_right", Consequence::broken_right},
                                              {"broken_duty", Consequence::broken_duty},
                                              {"broken_promise", Consequence::broken_promise},
                                              {"late_report", Consequence::late_report}});
    if (clock.kind != ClockKind::duty) {
        report_.error(*consequence, "rulebook_consequence_needs_duty");
    } else if (told) {
        clock.consequence = *told;
    }
}

void RuleReader::read_per(const Keys& keys, Clock& clock) {
    const Node* const per = keys.find("per");
    const Node* const when = keys.find("when_event");
    if (per != nullptr) {
        for (const Node* const item : one_or_many(*per)) {
            const auto event = pattern_reader().event(*item);
            if (!event) continue;
            if (!clock.per) clock.per = event;
            else clock.per_others.push_back(*event);
        }
    }
    if (when == nullptr) return;
    // Its condition reads the fields of one type of event, by their position.
    if (per == nullptr || one_or_many(*per).size() != 1)
        return report_.error(*when, "rulebook_when_event_needs_per");
    if (clock.per) clock.when_event = read_condition(report_, *when, vocabulary_, clock.per, Starts::unknown);
}

Start RuleReader::read_start_of(const Node& node) {
    Start start;
    if (!node.is_map() || node.find("event") != nullptr) {
        start.events = pattern_reader().several(node);
        return start;
    }
    const Keys keys(report_, node, {"earliest", "latest"});
    if (keys.has("earliest") == keys.has("latest")) {
        report_.error(node, "rulebook_expected_one_of", {"earliest, latest"});
        return start;
    }
    start.mode = keys.has("latest") ? Start::Mode::latest : Start::Mode::earliest;
    start.events = patterns(keys, keys.has("latest") ? "latest" : "earliest");
    return start;
}

Clock::StartsWhen RuleReader::read_starts_when(const Node& node) {
    const Keys keys(report_, node, {"when", "starts"});
    Clock::StartsWhen result;
    if (const Node* const when = keys.need("when")) {
        if (auto compiled = condition(when)) result.when = std::move(*compiled);
    }
    if (const Node* const starts = keys.need("starts")) result.starts = read_start_of(*starts);
    return result;
}

void RuleReader::read_due(const Keys& keys, Clock& clock) {
    const int told =
        (keys.has("within") ? 1 : 0) + (keys.has("due_on") ? 1 : 0) + (keys.has("before") ? 1 : 0);
    if (told != 1) report_.error(keys.node(), "rulebook_expected_one_of", {"within, due_on, before"});
    if (const Node* const counts = keys.find("counts")) {
        clock.working_days =
            read_choice(report_, *counts, {"calendar_days", "working_days"}).value_or(0) == 1;
    }
    read_within(keys, clock);
    if (const Node* const day = keys.find("due_on")) {
        if (const auto number = read_integer(report_, *day, 1, 28))
            clock.due_on = static_cast<unsigned>(*number);
    }
    if (const Node* const before = keys.find("before")) clock.before = read_before(*before);
}

void RuleReader::read_within(const Keys& keys, Clock& clock) {
    const Node* const within = keys.find("within");
    if (clock.working_days && within == nullptr) {
        return report_.error(*keys.find("counts"), "rulebook_missing_key", {"within"});
    }
    if (within == nullptr) return;
    if (clock.working_days && within->as_integer()) {
        if (const auto days = read_integer(report_, *within, 0, 1000))
            clock.within = calendar::Period{0, *days};
        return;
    }
    clock.within = read_period(report_, *within);
    if (clock.working_days && clock.within && clock.within->months != 0) {
        report_.error(*within, "rulebook_working_days_need_days", {within->text});
    }
}

Clock::Before RuleReader::read_before(const Node& node) {
    const Keys keys(report_, node, {"event", "where", "clock", "less"});
    Clock::Before before;
    const Node* const clock = keys.find("clock");
    if (keys.has("event") == (clock != nullptr)) {
        if (node.is_map()) report_.error(node, "rulebook_expected_one_of", {"event, clock"});
    } else if (clock != nullptr) {
        before.clock = read_text(report_, *clock).value_or("");
        references_.push_back({&report_.document(), clock, Reference::Wanted::clock});
    } else {
        Node pattern = node;
        std::erase_if(pattern.entries, [](const auto& entry) { return entry.first.text == "less"; });
        before.event = pattern_reader(Starts::known).one(pattern);
    }
    if (const Node* const less = keys.find("less")) {
        before.less = read_period(report_, *less).value_or(calendar::Period{});
    }
    return before;
}

Clock::Again RuleReader::read_again(const Node& node) {
    const Keys keys(report_, node, {"on", "within"});
    Clock::Again again;
    if (keys.need("on") != nullptr) again.on = patterns(keys, "on", Starts::known);
    if (const Node* const within = keys.need("within")) {
        again.within = read_period(report_, *within).value_or(calendar::Period{});
    }
    return again;
}

void RuleReader::read_roll(const Keys& keys, Clock& clock) {
    if (const Node* const roll = keys.find("roll")) {
        const auto how =
            read_choice(report_, *roll, {"none", "next_working_day", "next_weekday"}).value_or(0);
        clock.roll_to_working_day = how != 0;
        clock.extra_closed.weekends_only = how == 2;
    }
    const Node* const closed = keys.find("closed_too");
    if (closed == nullptr) return;
    if ((!clock.roll_to_working_day && !clock.working_days) || clock.extra_closed.weekends_only)
        report_.error(*closed, "rulebook_missing_key", {"roll"});
    for (const Node* const item : one_or_many(*closed)) {
        const auto day = read_choice(report_, *item, {"constitution_day", "christmas_eve", "new_years_eve"});
        if (day == 0U) clock.extra_closed.constitution_day = true;
        if (day == 1U) clock.extra_closed.christmas_eve = true;
        if (day == 2U) clock.extra_closed.new_years_eve = true;
    }
}

}  // namespace fjorten::rulebook
