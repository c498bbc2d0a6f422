// Plays a demonstration: everybody's steps, in the order of the days on which they were written.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/demonstration.h"

namespace fjorten::app {

namespace {

using Kind = DemonstrationStep::Kind;

class Player {
  public:
    Player(const rulebook::Library& library, store::RecordStore& records, store::AccountStore& accounts,
           vault::Vault& vault, const std::string& rulebooks)
        : accounts_(accounts),
          calculator_(library, [this] { return day_; }),
          desk_(calculator_, records, accounts, vault, surroundings(),
                service::DeskSettings{.rulebooks = rulebooks, .is_demonstration = true}) {}

    Diagnostics play(const std::vector<Demonstration>& demonstrations) {
        struct Turn {
            calendar::Date day;
            std::size_t which;
            const Demonstration* town;
            const DemonstrationStep* step;  // nullptr: the case is opened
            const DemonstrationCase* one;
        };
        std::vector<Turn> turns;
        std::size_t cases = 0;
        for (const auto& town : demonstrations) {
            for (const auto& one : town.cases) {
                turns.push_back({one.opened, cases, &town, nullptr, &one});
                for (const auto& step : one.steps)
                    turns.push_back({step.recorded, cases, &town, &step, &one});
                ++cases;
            }
        }
        // Stable: what was written on the same day keeps the order of the file.
        std::ranges::stable_sort(turns, {}, &Turn::day);
        opened_.resize(cases);
        for (const Turn& turn : turns) {
            day_ = turn.day;
            if (turn.step == nullptr) open(*turn.town, *turn.one, turn.which);
            else if (!opened_[turn.which].empty()) write(*turn.town, *turn.step, turn.which);
        }
        return std::move(mistakes_);
    }

  private:
    service::Surroundings surroundings() {
        // The number of a case is drawn as for a real one.
        return {.today = [this] { return day_; },
                .now = [this] { return now(); },
                .random_id = service::real_surroundings().random_id};
    }

    /// A little after the one before: from midnight on, so that nothing of today lies ahead.
    std::string now() {
        ++moments_;
        const long seconds = moments_ / 1000 % 80'000;
        return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", day_.iso(), seconds / 3600, seconds / 60 % 60,
                           seconds % 60, moments_ % 1000);
    }

    std::string id_of(const std::string& name) {
        const auto account = accounts_.by_name(name);
        return account && *account ? (*account)->id : std::string{};
    }

    service::Sender sender(const Demonstration& town, const std::string& name) {
        service::Sender sender{.who = {}, .idempotency_key = fmt::format("demonstration-{}", ++keys_)};
        const auto account = accounts_.by_name(name.empty() ? town.accounts.front().name : name);
        if (!account || !*account) return sender;
        sender.who = {.account_id = (*account)->id,
                      .display_name = (*account)->display_name,
                      .municipality = (*account)->municipality,
                      .role = service::role_from((*account)->role),
                      .unit = (*account)->unit};
        return sender;
    }

    void open(const Demonstration& town, const DemonstrationCase& one, std::size_t which) {
        service::OpenCase command = one.opening;
        if (!command.assigned_to.empty()) command.assigned_to = id_of(command.assigned_to);
        const auto done = desk_.open_case(sender(town, one.opening.assigned_to), command);
        if (done) opened_[which] = done->key.case_id;
        else refused(one.place, done.error());
    }

    void write(const Demonstration& town, const DemonstrationStep& step, std::size_t which) {
        const service::Sender by = sender(town, step.account);
        const std::string& id = opened_[which];
        const auto seen = desk_.view(by.who, id);
        const auto done = seen ? send(by, id, *seen, step) : std::unexpected(seen.error());
        if (!done) refused(step.place, done.error());
    }

    service::Outcome<service::Done> send(const service::Sender& by, const std::string& id,
                                         const service::CaseView& seen, const DemonstrationStep& step) {
        switch (step.kind) {
            case Kind::event:
                return desk_.record_event(by,
                                          {.case_id = id,
                                           .expected_version = seen.version,
                                           .event = step.event,
                                           .timing = step.text.empty() ? service::Timing::has_happened
                                                                       : service::Timing::before_it_happens,
                                           .pass_reason = step.text});
            case Kind::fact: return desk_.tell_fact(by, {id, seen.version, step.fact, step.value});
            case Kind::note: return desk_.write_note(by, {id, seen.version, step.text});
            case Kind::assignment:
                return desk_.assign_case(by, {id, seen.version, step.unit, id_of(step.assigned_to)});
            case Kind::correction: break;
        }
        const auto wrong = std::ranges::find_if(seen.entries, [&](const service::TimeLineEntry& entry) {
            return entry.id == step.corrects && entry.corrected_by == 0;
        });
        return desk_.correct_event(
            by, {.case_id = id,
                 .expected_version = seen.version,
                 .corrects = wrong == seen.entries.end() ? 0 : wrong->version,
                 .event = step.event.root.is_map() ? std::optional(step.event) : std::nullopt,
                 .reason = step.text});
    }

    void refused(const Place& place, const service::Problem& problem) {
        if (const auto* diagnostics = std::get_if<Diagnostics>(&problem)) {
            for (Diagnostic diagnostic : *diagnostics) {
                if (diagnostic.place.line == 0) diagnostic.place = place;
                mistakes_.push_back(std::move(diagnostic));
            }
            return;
        }
        const auto* error = std::get_if<Error>(&problem);
        mistakes_.push_back({.place = place,
                             .code = "demonstration_refused",
                             .args = {error != nullptr ? error->message : std::to_string(problem.index())},
                             .source_line = {},
                             .suggestion = {}});
    }

    store::AccountStore& accounts_;
    calendar::Date day_;
    long moments_ = 0;
    int keys_ = 0;
    service::CaseDesk calculator_;
    service::RecordDesk desk_;
    std::vector<std::string> opened_;
    Diagnostics mistakes_;
};

}  // namespace

Diagnostics play(const std::vector<Demonstration>& demonstrations, const rulebook::Library& library,
                 store::RecordStore& records, store::AccountStore& accounts, vault::Vault& vault,
                 const std::string& rulebooks) {
    return Player(library, records, accounts, vault, rulebooks).play(demonstrations);
}

}  // namespace fjorten::app
