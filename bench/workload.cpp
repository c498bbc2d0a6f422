#include "workload.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/text_file.h"
#include "rulebook/load.h"

namespace fjorten::bench {

using calendar::Date;
using engine::ClockState;
using feel::Value;
using population::CaseVerdict;

namespace {

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "bench: {}\n", why);
    std::exit(EXIT_FAILURE);
}

constexpr const char* offers[] = {"ambulatory", "day", "residential", "anonymous"};
constexpr const char* statuses[] = {"", "completed", "other_offer", "hospital", "other", "dropped_out"};

template <std::size_t size>
std::size_t place_of(std::string_view word, const char* const (&words)[size]) {
    const auto found = std::find(std::begin(words), std::end(words), word);
    if (found == std::end(words)) give_up(fmt::format("'{}' is no word of the workload", word));
    return static_cast<std::size_t>(found - std::begin(words));
}

std::string replaced(std::string text, std::string_view rule, std::string_view from, const std::string& to) {
    const auto at = text.find(fmt::format("- id: {} ", rule));
    const auto line = at == std::string::npos ? text.find(fmt::format("- id: {}\n", rule)) : at;
    const auto place = line == std::string::npos ? line : text.find(from, line);
    if (place == std::string::npos) give_up(fmt::format("no '{}' in rule {}", from, rule));
    return text.replace(place, from.size(), to);
}

Document document(const std::string& file, const std::function<std::string(std::string)>& change) {
    const auto path = std::string(FJORTEN_SOURCE_DIR "/bench/guarantee/") + file;
    const auto text = read_text_file(path);
    if (!text) give_up(path);
    auto read = read_document(change(*text), path);
    if (!read) give_up(render(read.error(), Language::en));
    return std::move(*read);
}

}  // namespace

Record read_record(const std::string& line) {
    const auto json = boost::json::parse(line).as_object();
    const auto day = [&](const char* key) {
        const auto& value = json.at(key);
        return value.is_null() ? nil : Date::parse(std::string_view(value.as_string()))->day_number();
    };
    const auto whole = [&](const char* key) { return static_cast<std::int16_t>(json.at(key).as_int64()); };
    const auto flag = [&](const char* key) { return json.at(key).as_bool(); };
    Record r;
    r.id = static_cast<std::int32_t>(json.at("id").as_int64());
    r.contact = day("contact");
    r.youth = day("youth_consent");
    r.parental = day("parental_consent");
    r.application = day("application");
    r.started = day("treatment_started");
    r.discharge = day("discharge");
    r.follow_up_1 = day("followup1");
    r.follow_up_6 = day("followup6");
    r.decision = day("decision");
    r.complaint = day("complaint");
    r.reassessed = day("reassessed");
    r.forwarded = day("forwarded");
    r.plan = day("plan");
    r.review = day("last_plan_review");
    r.as_of = day("as_of");
    r.years = whole("age");
    r.cards = whole("gift_cards_given");
    r.sessions = whole("sessions_attended");
    r.municipality = static_cast<std::uint8_t>(
        std::atoi(std::string(json.at("residence_municipality").as_string()).c_str() + 1));
    r.offer = static_cast<Offer>(place_of(std::string_view(json.at("offer").as_string()), offers));
    const auto& status = json.at("discharge_status");
    r.status = status.is_null()
                   ? Discharge::none
                   : static_cast<Discharge>(place_of(std::string_view(status.as_string()), statuses));
    r.serious = flag("serious_problems");
    r.free_choice = flag("free_choice_used");
    r.waived = flag("waived");
    r.no_show = flag("no_show");
    r.non_cooperation = flag("non_cooperation");
    return r;
}

casefile::CaseFile as_case(const Record& r, const rulebook::Vocabulary& vocabulary) {
    casefile::CaseFile file;
    file.standard = "m01";
    const auto tell = [&](const char* name, Value value) {
        file.facts.push_back({vocabulary.find_fact(name)->slot, std::move(value), std::nullopt});
    };
    tell("years", Value::number(r.years));
    tell("serious_problems", Value(r.serious));
    tell("offer", Value(offers[static_cast<std::size_t>(r.offer)]));
    tell("residence_municipality", Value(fmt::format("M{:02}", r.municipality)));
    tell("free_choice_used", Value(r.free_choice));
    tell("waived", Value(r.waived));
    tell("no_show", Value(r.no_show));
    tell("non_cooperation", Value(r.non_cooperation));
    tell("sessions_attended", Value::number(r.sessions));
    tell("gift_cards_given", Value::number(r.cards));
    const std::map<std::string_view, std::int32_t> days = {{"contact_received", r.contact},
                                                           {"youth_consent", r.youth},
                                                           {"parental_consent", r.parental},
                                                           {"application_made", r.application},
                                                           {"treatment_begins", r.started},
                                                           {"discharge", r.discharge},
                                                           {"follow_up_after_1_month", r.follow_up_1},
                                                           {"follow_up_after_6_months", r.follow_up_6},
                                                           {"decision", r.decision},
                                                           {"complaint", r.complaint},
                                                           {"reassessed", r.reassessed},
                                                           {"forwarded", r.forwarded},
                                                           {"plan", r.plan},
                                                           {"plan_reviewed", r.review}};
    for (std::size_t type = 0; type < vocabulary.events.size(); ++type) {
        const auto day = days.find(vocabulary.events[type].name);
        if (day == days.end() || day->second == nil) continue;
        auto event = casefile::new_event(vocabulary, static_cast<rulebook::EventType>(type),
                                         Date::from_day_number(day->second));
        if (vocabulary.events[type].name == "discharge" && r.status != Discharge::none)
            casefile::tell(event, 0, Value(statuses[static_cast<std::size_t>(r.status)]));
        file.events.push_back(std::move(event));
    }
    std::ranges::stable_sort(file.events, {}, &casefile::Event::on);
    return file;
}

rulebook::Library load_rules(const Figures& figures) {
    const auto days = [](int n) { return fmt::format("P{}D", n); };
    const auto months = [](int n) { return fmt::format("P{}M", n); };
    const auto same = [](std::string text) { return text; };
    std::vector<Document> books;
    books.push_back(document("law/denmark/2000-01-01.yaml", [&](std::string text) {
        text = replaced(std::move(text), "guarantee", "P14D", days(figures.guarantee_days));
        text = replaced(std::move(text), "follow_up_1_month", "P1M", months(figures.first_months));
        text = replaced(std::move(text), "follow_up_6_months", "P6M", months(figures.second_months));
        return replaced(std::move(text), "complaint", "P28D", days(figures.complaint_days));
    }));
    books.push_back(document("standards/m01/2000-01-01.yaml", [&](std::string text) {
        text = replaced(std::move(text), "reassessment", "P28D", days(figures.reassessment_days));
        text = replaced(std::move(text), "plan_review", "P6M", months(figures.plan_months));
        text = replaced(std::move(text), "decision", "P28D", days(figures.decision_days));
        text = replaced(std::move(text), "gift_cards", "max: 7", fmt::format("max: {}", figures.most_cards));
        return replaced(std::move(text), "gift_cards", "every: 2",
                        fmt::format("every: {}", figures.sessions_per_card));
    }));
    auto loaded = rulebook::load_library(document("vocabulary.yaml", same), books);
    if (!loaded) give_up(render(loaded.error(), Language::en));
    return std::move(loaded->library);
}

namespace {

Status status_of(ClockState state) {
    switch (state) {
        case ClockState::not_applicable: return Status::not_applicable;
        case ClockState::not_started: return Status::not_started;
        case ClockState::running: return Status::running;
        case ClockState::met: return Status::met;
        case ClockState::met_late:
        case ClockState::breached: return Status::breached;
        default: break;
    }
    give_up("a state that the workload has no word for");
}

const CaseVerdict::Clock& last(const CaseVerdict& verdict, std::string_view id) {
    const auto found = std::find_if(verdict.clocks.rbegin(), verdict.clocks.rend(),
                                    [&](const CaseVerdict::Clock& clock) { return clock.rule->id == id; });
    if (found == verdict.clocks.rend()) give_up(fmt::format("no clock {}", id));
    return *found;
}

std::string_view to(const CaseVerdict& verdict, std::string_view id) {
    for (const auto& route : verdict.routes) {
        if (route.rule->id == id && route.way != nullptr) return route.way->to;
    }
    give_up(fmt::format("no route {}", id));
}

}  // namespace

Canonical canonical(const CaseVerdict& verdict) {
    static constexpr std::string_view clocks[] = {
        "law.guarantee", "law.follow_up_1_month", "law.follow_up_6_months",
        "law.complaint", "m01.reassessment",      "m01.plan_review",
        "m01.decision"};
    Canonical c{};
    for (std::size_t i = 0; i < std::size(clocks); ++i) {
        const auto& clock = last(verdict, clocks[i]);
        c.status[i] = status_of(clock.state);
        c.due[i] = clock.due ? clock.due->day_number() : nil;
        if (i == 0 && c.status[i] != Status::not_applicable &&
            to(verdict, "law.guarantee_waiver") == "waived")
            c.status[i] = Status::waived;
        // A complaint that nobody made in time has run out; one made too late is late.
        if (i == 3 && clock.state == ClockState::breached) c.status[i] = Status::expired;
        c.left[i] = c.status[i] == Status::running ? *clock.days_left : nil;
    }
    const auto eligibility = to(verdict, "m01.eligibility");
    c.eligibility = eligibility == "eligible" ? 0 : eligibility == "ineligible_age" ? 1 : 2;
    const auto& cards = verdict.limits.front();
    c.remaining = static_cast<std::uint8_t>(std::max(0, *cards.earned - cards.used));
    c.gift = cards.used > *cards.earned ? 2 : c.remaining == 0 ? 1 : 0;
    c.payment = to(verdict, "m01.payment_commitment") == "required" ? 1 : 0;
    const auto may = [&](std::size_t action) { return verdict.actions[action].value(); };
    const auto offered = [&](std::size_t offer) { return verdict.offers[offer].eligible.value(); };
    // In the order of the vocabulary and the rulebook.
    c.entitlements =
        static_cast<std::uint8_t>((offered(0) ? 1 : 0) | (may(1) ? 2 : 0) | (offered(1) ? 4 : 0) |
                                  (offered(2) ? 8 : 0) | (offered(3) ? 16 : 0));
    c.blocked = static_cast<std::uint8_t>((may(0) ? 0 : 1) | (may(1) ? 0 : 2) | (may(2) ? 0 : 4) |
                                          (may(3) ? 0 : 8) | (may(4) ? 0 : 16));
    return c;
}

std::string row_of(std::int32_t id, const Canonical& c) {
    std::string row = fmt::to_string(id);
    for (std::size_t i = 0; i < 7; ++i) {
        row += fmt::format(",{},{},{}", static_cast<int>(c.status[i]),
                           c.due[i] == nil ? "" : Date::from_day_number(c.due[i]).iso(),
                           c.left[i] == nil ? "" : fmt::to_string(c.left[i]));
    }
    return row + fmt::format(",{},{},{},{},{},{}\n", c.eligibility, c.gift, c.remaining, c.payment,
                             c.entitlements, c.blocked);
}

}  // namespace fjorten::bench
