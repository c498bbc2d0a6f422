// The queries: what can be seen of the record.
#include <algorithm>
#include <map>
#include <tuple>

#include "engine/deadline_order.h"
#include "service/access.h"
#include "service/case_number.h"
#include "service/case_shelf.h"
#include "service/consequences.h"
#include "service/cpr.h"
#include "service/name_words.h"
#include "service/reach.h"
#include "service/record_desk.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_found = 100;

/// A case with its evaluation of today, as the lists show it. Empty if its person has been erased.
Outcome<std::optional<store::RecordStore::Projected>> worked_out(const DeskParts& parts,
                                                                 const CaseShelf& shelf,
                                                                 const store::CaseKey& key) {
    const auto opened = shelf.open(key);
    if (!opened && std::holds_alternative<NotFound>(opened.error())) return std::nullopt;
    if (!opened) return problem(opened.error());
    const auto state = fold(opened->entries, parts.desk.library().vocabulary);
    if (!state) return problem(state.error());
    const auto evaluation = evaluate(parts.desk.engine(), state->file, {.on = parts.surroundings.today()});
    if (!evaluation) return problem(evaluation.error());
    return store::RecordStore::Projected{
        .row = row_of(key, opened->person_row.person_id, *state, *evaluation, parts.settings.rulebooks),
        .due = due_rows(key, *evaluation)};
}

/// Rows that were worked out on another day or with other rulebooks are worked out anew. What is closed
/// stays closed as days pass, see is_open().
Outcome<void> refresh_rows(const DeskParts& parts, const CaseShelf& shelf, const std::string& municipality) {
    const auto rows =
        parts.records.case_rows(municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    std::vector<store::RecordStore::Projected> projected;
    for (const store::CaseRow& row : *rows) {
        const bool is_of_today = !row.is_open || row.as_of == parts.surroundings.today();
        if (is_of_today && row.rulebooks == parts.settings.rulebooks) continue;
        auto fresh = worked_out(parts, shelf, row.key);
        if (!fresh) return problem(std::move(fresh.error()));
        if (*fresh) projected.push_back(std::move(**fresh));
    }
    if (projected.empty()) return {};
    if (auto done = parts.records.project(projected); !done) return problem(done.error());
    return {};
}

Charge charge_of(const store::CaseRow& row) {
    return {.unit = row.unit, .assigned_to = row.assigned_to, .person_id = row.person_id};
}

engine::DeadlineOrder order_of(const WorkItem& item) {
    using engine::Urgency;
    const bool is_breached = item.state == engine::ClockState::breached;
    const bool is_undecided = item.state == engine::ClockState::unknown;
    const Urgency urgency = is_undecided          ? Urgency::undecided
                            : is_breached         ? Urgency::breached
                            : item.days_left <= 0 ? Urgency::due_today
                                                  : Urgency::running;
    return {urgency, static_cast<rulebook::Consequence>(item.consequence), item.due};
}

/// Builds the list out of rows: one line for each case, the most serious of its deadlines.
class WorkListMaker {
  public:
    WorkListMaker(const DeskParts& parts, CaseShelf& shelf, const Who& who)
        : parts_(parts), shelf_(shelf), who_(who), municipality_(who.municipality) {}

    Outcome<WorkList> make(const WorkFilter& filter) {
        const store::CaseFilter which{
            .unit = filter.unit, .assigned_to = filter.assigned_to, .with_closed = false};
        const auto rows = parts_.records.case_rows(municipality_, which);
        if (!rows) return problem(rows.error());
        const auto due = parts_.records.due_rows(municipality_, which);
        if (!due) return problem(due.error());
        list_.on = parts_.surroundings.today();
        std::map<std::string_view, std::vector<WorkItem>> items_of;
        for (const store::DueRow& row : *due) {
            WorkItem item = item_of(row);
            if (item.state == engine::ClockState::breached || item.days_left <= filter.days_ahead)
                items_of[row.key.case_id].push_back(std::move(item));
        }
        for (const store::CaseRow& row : *rows) {
            // Only what is within reach; what was opened for a reason is looked for by its number.
            if (footing_of(who_, charge_of(row)).empty()) continue;
            ++list_.cases;
            const auto items = items_of.find(row.key.case_id);
            if (items == items_of.end()) continue;
            if (auto added = add(row, items->second); !added) return problem(std::move(added.error()));
        }
        std::ranges::stable_sort(list_.items, [](const WorkItem& a, const WorkItem& b) {
            const auto order = order_of(a) <=> order_of(b);
            return order != 0 ? order < 0 : a.key.case_id < b.key.case_id;
        });
        return std::move(list_);
    }

  private:
    WorkItem item_of(const store::DueRow& row) const {
        WorkItem item;
        item.key = row.key;
        item.rule = rule_of(parts_.desk.library(), row.clock);
        item.clock = row.clock;
        item.instance = row.instance;
        item.state = state_from(row.state);
        item.due = row.due;
        item.days_left = row.due ? calendar::days_between(list_.on, *row.due) : 0;
        item.consequence = row.consequence;
        return item;
    }

    Outcome<void> add(const store::CaseRow& row, std::vector<WorkItem>& items) {
        std::ranges::stable_sort(
            items, [](const WorkItem& a, const WorkItem& b) { return order_of(a) < order_of(b); });
        WorkItem& first = items.front();
        // The law's and the municipality's reading of the same deadline count once.
        std::vector<std::pair<std::string_view, int>> pressing;
        for (const WorkItem& item : items) {
            const std::pair name(std::string_view(item.clock).substr(item.clock.find('.') + 1),
                                 item.instance);
            const bool is_pressing = item.days_left <= 0 && item.state != engine::ClockState::unknown;
            if (is_pressing && std::ranges::find(pressing, name) == pressing.end()) pressing.push_back(name);
        }
        first.more = std::max(0, static_cast<int>(pressing.size()) - 1);
        const auto person_row = parts_.records.read_person(municipality_, row.person_id);
        if (!person_row) return problem(person_row.error());
        if (!*person_row) return {};
        const auto person = shelf_.person(**person_row);
        if (!person && std::holds_alternative<NotFound>(person.error())) return {};
        if (!person) return problem(person.error());
        first.person_name = person->name;
        first.is_protected = person->is_protected;
        first.unit = row.unit;
        first.assigned_to = row.assigned_to;
        first.assigned_to_name = shelf_.name_of_account(row.assigned_to);
        count(first);
        list_.items.push_back(std::move(first));
        return {};
    }

    void count(const WorkItem& item) {
        if (item.state == engine::ClockState::unknown) ++list_.undecided;
        else if (item.state == engine::ClockState::breached || item.days_left < 0) ++list_.overdue;
        else if (item.days_left == 0) ++list_.due_today;
        else ++list_.coming;
    }

    const DeskParts& parts_;
    CaseShelf& shelf_;
    const Who& who_;
    std::string municipality_;
    WorkList list_;
};

/// A case number as people type it: small letters, O for zero, I and L for one, without the hyphen.
std::optional<std::string> case_id_in(std::string_view text) {
    // "27.51.04-G01-4F7KQ-26": as letters have it, subject and facet first, the year last.
    const std::size_t last = text.rfind('-');
    const std::size_t before = last == std::string_view::npos ? last : text.rfind('-', last - 1);
    if (text.contains('.') && before != std::string_view::npos && before > 0)
        return case_id_in(std::string(text.substr(last + 1)) +
                          std::string(text.substr(before + 1, last - before - 1)));
    std::string id;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (c == ' ' || c == '-') continue;
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) return std::nullopt;
        id += c;
    }
    if (id.size() != 7) return std::nullopt;
    return id.substr(0, 2) + "-" + id.substr(2);
}

std::vector<Recorded> recorded_by(const std::vector<Recorded>& entries, std::optional<calendar::Date> day) {
    std::vector<Recorded> seen = entries;
    if (day) std::erase_if(seen, [&](const Recorded& entry) { return entry.recorded_on > *day; });
    return seen;
}

}  // namespace

Outcome<WorkList> RecordDesk::work_list(const Who& who, const WorkFilter& filter) {
    if (!may(who, Permission::see_work_list)) return problem(Forbidden{});
    CaseShelf shelf(parts_);
    if (auto fresh = refresh_rows(parts_, shelf, who.municipality); !fresh)
        return problem(std::move(fresh.error()));
    if (auto noted = note(parts_, who, {.act = act::work_list}); !noted)
        return problem(std::move(noted.error()));
    return WorkListMaker(parts_, shelf, who).make(filter);
}

namespace {

/// Whom a text is about, and how it says so.
struct Sought {
    std::string_view by;  // "cpr", "number" or "name": what the access log tells
    std::vector<store::CaseRow> rows;
};

Outcome<Sought> sought(const DeskParts& parts, const CaseShelf& shelf, const std::string& municipality,
                       std::string_view text) {
    Sought sought{.by = "name", .rows = {}};
    if (const auto case_id = case_id_in(text)) {
        sought.by = "number";
        auto row = parts.records.case_row({.municipality = municipality, .case_id = *case_id});
        if (!row) return problem(row.error());
        if (*row) sought.rows.push_back(std::move(**row));
    }
    std::vector<std::string> hashes;
    if (const auto cpr = read_cpr(text)) {
        sought.by = "cpr";
        hashes.push_back(shelf.blind_cpr(municipality, cpr->digits));
    } else {
        for (const auto& word : name_words(text)) hashes.push_back(shelf.blind_name(municipality, word));
    }
    const auto people = parts.records.find_people(municipality, hashes);
    if (!people) return problem(people.error());
    for (const std::string& id : *people) {
        auto cases = parts.records.cases_of(municipality, id);
        if (!cases) return problem(cases.error());
        std::ranges::move(*cases, std::back_inserter(sought.rows));
    }
    std::ranges::stable_sort(sought.rows, [](const store::CaseRow& a, const store::CaseRow& b) {
        return std::tuple(!a.is_open, b.last_event_on, a.key) <
               std::tuple(!b.is_open, a.last_event_on, b.key);
    });
    return sought;
}

// The log says how it was searched and whom it found. What was typed stands there only as a keyed hash:
// whether somebody searched for a certain number can be found out, not for whom somebody searched.
Outcome<void> note_search(const DeskParts& parts, const Who& who, std::string_view text,
                          const Sought& sought) {
    const std::string what = parts.vault.blind(who.municipality + "/searched", text).substr(0, 16);
    Looked looked{.act = act::search,
                  .outcome = sought.rows.empty() ? access_outcome::none : access_outcome::shown,
                  .detail = std::string(sought.by) + " " + what};
    if (sought.rows.empty()) return note(parts, who, looked);
    for (const store::CaseRow& row : sought.rows) {
        looked.ground = footing_of(who, charge_of(row));
        looked.outcome = looked.ground.empty() ? access_outcome::refused : access_outcome::shown;
        looked.case_id = row.key.case_id;
        looked.person_id = row.person_id;
        if (auto noted = note(parts, who, looked); !noted) return noted;
    }
    return {};
}

}  // namespace

Outcome<std::vector<FoundCase>> RecordDesk::search(const Who& who, std::string_view text) const {
    if (!may(who, Permission::search_people)) return problem(Forbidden{});
    CaseShelf shelf(parts_);
    auto found_rows = sought(parts_, shelf, who.municipality, text);
    if (!found_rows) return problem(std::move(found_rows.error()));
    // A name finds nobody outside one's reach: whether somebody is known here is not told to the curious.
    if (found_rows->by == "name")
        std::erase_if(found_rows->rows,
                      [&](const auto& row) { return footing_of(who, charge_of(row)).empty(); });
    if (found_rows->rows.size() > most_found) found_rows->rows.resize(most_found);
    if (auto noted = note_search(parts_, who, text, *found_rows); !noted)
        return problem(std::move(noted.error()));
    std::vector<FoundCase> found;
    for (const store::CaseRow& row : found_rows->rows) {
        const auto person_row = parts_.records.read_person(who.municipality, row.person_id);
        if (!person_row) return problem(person_row.error());
        if (!*person_row) continue;
        const auto person = shelf.person(**person_row);
        if (!person && std::holds_alternative<NotFound>(person.error())) continue;
        if (!person) return problem(person.error());
        if (footing_of(who, charge_of(row)).empty()) {
            found.push_back({.key = row.key,
                             .person_name = {},
                             .is_open = row.is_open,
                             .unit = row.unit,
                             .assigned_to_name = {},
                             .last_event_on = row.last_event_on,
                             .reach = FoundCase::Reach::outside});
            continue;
        }
        found.push_back({.key = row.key,
                         .person_name = person->name,
                         .is_protected = person->is_protected,
                         .is_open = row.is_open,
                         .unit = row.unit,
                         .assigned_to_name = shelf.name_of_account(row.assigned_to),
                         .last_event_on = row.last_event_on});
    }
    return found;
}

namespace {

// Whoever begins again within twelve months has come back (the measure that the standards count by).
Outcome<std::vector<OtherCase>> other_cases(const DeskParts& parts, const CaseView& view) {
    static constexpr calendar::Period window{.months = 12, .days = 0};
    const auto rows = parts.records.cases_of(view.key.municipality, view.person_id);
    if (!rows) return problem(rows.error());
    std::vector<OtherCase> others;
    for (const auto& row : *rows) {
        if (row.key == view.key) continue;
        const bool was_before =
            !row.is_open && !view.entries.empty() && row.last_event_on <= view.entries.front().occurred_on;
        others.push_back({.case_id = row.key.case_id,
                          .is_open = row.is_open,
                          .last_event_on = row.last_event_on,
                          .came_back = was_before && view.entries.front().occurred_on <=
                                                         calendar::add(row.last_event_on, window)});
    }
    std::ranges::stable_sort(others, std::greater{}, &OtherCase::last_event_on);
    return others;
}

}  // namespace

namespace {

bool may_look(const Who& who) {
    return may(who, Permission::read_case) || may(who, Permission::read_own_case);
}

// The case as `who` may see it; that they may see it at all is settled.
Outcome<CaseView> seen(const RecordDesk& desk, CaseShelf& shelf, const Who& who, OpenedCase opened,
                       std::optional<calendar::Date> on, std::optional<calendar::Date> as_known) {
    const auto entries = recorded_by(opened.entries, as_known);
    if (entries.empty()) return problem(NotFound{});
    auto state = fold(entries, desk.library().vocabulary);
    if (!state) return problem(state.error());
    const engine::Question question{.on = on.value_or(desk.today()), .as_known = as_known};
    auto evaluation = evaluate(desk.parts().desk.engine(), state->file, question);
    if (!evaluation) return problem(std::move(evaluation.error()));
    const auto cpr = read_cpr(opened.person.cpr);
    const auto* const subject =
        subject_of_case(state->file, evaluation->on, desk.library().vocabulary, desk.filing());
    CaseView view{.key = opened.key,
                  .version = opened.entries.back().version,
                  .number = number_of_case(opened.key.case_id, subject, desk.filing()),
                  .subject = subject,
                  .person_id = opened.person_row.person_id,
                  .person = std::move(opened.person),
                  .has_replacement_cpr = cpr && cpr->is_replacement,
                  .unit = state->unit,
                  .assigned_to = state->assigned_to,
                  .assigned_to_name = shelf.name_of_account(state->assigned_to),
                  .is_open = is_open(state->file, *evaluation),
                  .entries = std::move(state->entries),
                  .file = std::move(state->file),
                  .other_cases = {},
                  .case_file = std::move(state->case_file),
                  .question = question,
                  .evaluation = std::move(*evaluation)};
    if (view.person.is_protected && !may(who, Permission::see_protected_address)) view.person.address.clear();
    auto others = other_cases(desk.parts(), view);
    if (!others) return problem(std::move(others.error()));
    view.other_cases = std::move(*others);
    for (TimeLineEntry& entry : view.entries) {
        entry.actor_name = shelf.name_of_account(entry.actor);
        entry.assigned_to_name = shelf.name_of_account(entry.assigned_to);
    }
    return view;
}

}  // namespace

Outcome<CaseView> RecordDesk::view(const Who& who, std::string_view case_id, std::optional<calendar::Date> on,
                                   std::optional<calendar::Date> as_known) const {
    if (!may_look(who)) return problem(Forbidden{});
    CaseShelf shelf(parts_);
    auto opened = open_to(parts_, shelf, who, case_id, act::view);
    if (!opened) return problem(std::move(opened.error()));
    return seen(*this, shelf, who, std::move(*opened), on, as_known);
}

Outcome<CaseView> RecordDesk::glimpse(const Who& who, std::string_view case_id, std::string_view act) const {
    if (!may_look(who)) return problem(Forbidden{});
    CaseShelf shelf(parts_);
    auto opened = open_to(parts_, shelf, who, case_id, act);
    if (!opened) return problem(std::move(opened.error()));
    return seen(*this, shelf, who, std::move(*opened), {}, {});
}

Outcome<CaseView> RecordDesk::listed(const Who& who, std::string_view case_id) const {
    if (!may_look(who)) return problem(Forbidden{});
    CaseShelf shelf(parts_);
    auto opened = open_within(parts_, shelf, who, case_id);
    if (!opened) return problem(std::move(opened.error()));
    return seen(*this, shelf, who, std::move(*opened), {}, {});
}

Outcome<std::vector<store::Account>> RecordDesk::colleagues(const Who& who) const {
    if (!may(who, Permission::assign_case)) return problem(Forbidden{});
    auto accounts = parts_.accounts.of(who.municipality);
    if (!accounts) return problem(accounts.error());
    std::erase_if(*accounts, [&](const store::Account& account) {
        const Who other{.account_id = account.id,
                        .display_name = {},
                        .municipality = account.municipality,
                        .role = role_from(account.role),
                        .unit = {}};
        return account.is_disabled || !may(other, Permission::record_event);
    });
    for (auto& account : *accounts) account.password_hash.clear();
    return std::move(*accounts);
}

Outcome<int> RecordDesk::rebuild_lists(const Who& who, const std::function<void(int)>& progress) {
    if (!may(who, Permission::rebuild_lists)) return problem(Forbidden{});
    const std::string& municipality = who.municipality;
    if (auto dropped = parts_.records.drop_projections(municipality); !dropped)
        return problem(dropped.error());
    CaseShelf shelf(parts_);
    static constexpr int at_a_time = 1000;
    std::int64_t position = 0;
    int cases = 0;
    for (;;) {
        const auto entries = parts_.records.read_chain(municipality, position, at_a_time);
        if (!entries) return problem(entries.error());
        if (entries->empty()) return cases;
        std::vector<store::RecordStore::Projected> projected;
        for (const store::Entry& entry : *entries) {
            // Once for each case.
            if (entry.version != 1 || store::is_register(entry.key)) continue;
            auto fresh = worked_out(parts_, shelf, entry.key);
            if (!fresh) return problem(std::move(fresh.error()));
            if (*fresh) projected.push_back(std::move(**fresh));
        }
        if (auto done = parts_.records.project(projected); !done) return problem(done.error());
        cases += static_cast<int>(projected.size());
        position = entries->back().position;
        if (progress) progress(cases);
    }
}

}  // namespace fjorten::service
