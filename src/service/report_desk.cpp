#include "service/report_desk.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "service/access.h"
#include "service/case_shelf.h"
#include "service/cpr.h"
#include "service/decide.h"
#include "service/form_json.h"

namespace fjorten::service {

using reports::CaseForReport;
using reports::Rows;

namespace {

constexpr std::size_t most_observed_characters = 4000;

/// Runs `work(i)` for 0 <= i < count on every core; `work` must not throw.
template <class Work>
void on_all_cores(std::size_t count, const Work& work) {
    const std::size_t workers =
        std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), count / 64 + 1);
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < workers; ++i) others.emplace_back(run);
    run();
}

}  // namespace

std::string to_json(const Observation& observation) {
    return FormWriter()
        .text("case", observation.case_id)
        .text("event", observation.event)
        .day("on", observation.on)
        .text("judgement", observation.judgement)
        .text("text", observation.text)
        .text("seed", observation.seed)
        .json();
}

Result<Observation> from_json(std::type_identity<Observation>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return Observation{.case_id = reader.text("case"),
                           .event = reader.text("event"),
                           .on = reader.needed_day("on"),
                           .judgement = reader.text("judgement"),
                           .text = reader.text("text"),
                           .seed = reader.text("seed")};
    });
}

Diagnostics check(const Observation& observation, const rulebook::Library&) {
    static constexpr std::array judgements = {"in_order", "remark", "fault"};
    Diagnostics mistakes;
    if (std::ranges::find(judgements, observation.judgement) == judgements.end())
        mistakes.push_back(mistake_in("judgement", "register_choose"));
    if (observation.judgement != "in_order" && is_blank(observation.text))
        mistakes.push_back(mistake_in("text", "observation_needs_words"));
    check_length(observation.text, "text", most_observed_characters, mistakes);
    return mistakes;
}

ReportDesk::ReportDesk(const RecordDesk& desk, const rulebook::Reporting& reporting)
    : desk_(desk), reporting_(reporting), maker_(desk.library(), desk.parts().desk.engine(), reporting) {}

const rulebook::Edition* ReportDesk::standard(const Who& who, calendar::Date on) const {
    const auto* const authority = desk_.library().find(desk_.standard_of(who.municipality));
    return authority == nullptr ? nullptr : authority->in_force(on);
}

Outcome<std::vector<CaseForReport>> ReportDesk::open_all(std::string_view municipality, Cpr cpr) const {
    const DeskParts& parts = desk_.parts();
    const auto rows =
        parts.records.case_rows(municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    const CaseShelf shelf(parts);
    std::vector<std::optional<CaseForReport>> opened(rows->size());
    std::mutex mutex;
    std::optional<Problem> failed;
    on_all_cores(rows->size(), [&](std::size_t i) {
        const store::CaseRow& row = (*rows)[i];
        const auto fail = [&](Problem why) {
            const std::lock_guard lock(mutex);
            if (!failed) failed = std::move(why);
        };
        const auto one = shelf.open(row.key);
        if (!one && std::holds_alternative<NotFound>(one.error())) return;  // erased
        if (!one) return fail(one.error());
        auto state = fold(one->entries, desk_.library().vocabulary);
        if (!state) return fail(state.error());
        const auto number = read_cpr(one->person.cpr);
        opened[i] = CaseForReport{.case_id = row.key.case_id,
                                  .person = row.person_id,
                                  .unit = row.unit,
                                  .cpr = cpr == Cpr::told ? one->person.cpr : std::string{},
                                  .has_valid_cpr = number && !number->is_replacement,
                                  .file = std::move(state->file)};
    });
    if (failed) return problem(std::move(*failed));
    std::vector<CaseForReport> cases;
    for (auto& one : opened) {
        if (one) cases.push_back(std::move(*one));
    }
    return cases;
}

Outcome<Rows> ReportDesk::make(std::string_view municipality, calendar::Date on, Cpr cpr) const {
    const auto cases = open_all(municipality, cpr);
    if (!cases) return problem(cases.error());
    std::vector<Rows> made(cases->size());
    on_all_cores(cases->size(), [&](std::size_t i) { maker_.take((*cases)[i], on, made[i]); });
    Rows rows{.on = on};
    for (Rows& one : made) rows.add(std::move(one));
    maker_.link(rows);
    return rows;
}

Outcome<ReportDesk::Picture> ReportDesk::rows(const Who& who, std::optional<calendar::Date> on) const {
    if (!may(who, Permission::see_reports)) return problem(Forbidden{});
    if (auto noted = note(desk_.parts(), who, {.act = act::figures}); !noted)
        return problem(std::move(noted.error()));
    const calendar::Date day = on.value_or(today());
    const auto head = desk_.parts().records.chain_head(who.municipality);
    if (!head) return problem(head.error());
    const std::int64_t position = *head ? (*head)->position : 0;
    {
        const std::lock_guard lock(mutex_);
        const auto kept = kept_.find(who.municipality);
        if (kept != kept_.end() && kept->second.on == day && kept->second.position == position)
            return kept->second.rows;
    }
    auto made = make(who.municipality, day, Cpr::left_out);
    if (!made) return problem(std::move(made.error()));
    const auto picture = std::make_shared<const Rows>(std::move(*made));
    const std::lock_guard lock(mutex_);
    kept_[who.municipality] = {.on = day, .position = position, .rows = picture};
    return picture;
}

Outcome<Rows> ReportDesk::rows_for_registers(const Who& who, std::optional<calendar::Date> on) const {
    if (!may(who, Permission::send_to_registers)) return problem(Forbidden{});
    if (auto noted = note(desk_.parts(), who, {.act = act::extract}); !noted)
        return problem(std::move(noted.error()));
    return make(who.municipality, on.value_or(today()), Cpr::told);
}

Outcome<std::vector<CaseForReport>> ReportDesk::cases(const Who& who) const {
    if (!may(who, Permission::see_reports) && !may(who, Permission::supervise)) return problem(Forbidden{});
    if (auto noted = note(desk_.parts(), who, {.act = act::supervision}); !noted)
        return problem(std::move(noted.error()));
    return open_all(who.municipality, Cpr::left_out);
}

Result<ReportDesk::Picture> ReportDesk::rows_to_publish(std::string_view municipality) const {
    // As of the end of the last whole month: figures that changed from day to day would tell who came
    // between.
    const auto first = *calendar::Date::from_ymd(today().year(), today().month(), 1);
    const calendar::Date day = first.plus_days(-1);
    // Held while they are made: whoever asks meanwhile waits for the same figures.
    const std::lock_guard lock(mutex_);
    const auto kept = published_.find(municipality);
    if (kept != published_.end() && kept->second.on == day) return kept->second.rows;
    auto made = make(municipality, day, Cpr::left_out);
    if (!made) {
        const auto* const error = std::get_if<Error>(&made.error());
        return std::unexpected(error == nullptr ? Error{ErrorCode::unavailable, "no figures"} : *error);
    }
    const auto picture = std::make_shared<const Rows>(std::move(*made));
    published_[std::string(municipality)] = {.on = day, .position = 0, .rows = picture};
    return picture;
}

}  // namespace fjorten::service
