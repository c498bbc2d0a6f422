#include "service/health_desk.h"

#include <algorithm>

#include "base/assert.h"
#include "service/access.h"
#include "service/case_shelf.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

// In clear is only who answers for an entry, since that says how long it is kept.
constexpr std::string_view by_doctor = "health.doctor", by_other = "health.other", kind_field = "kind";

std::string_view type_of(Profession profession) {
    return profession == Profession::doctor ? by_doctor : by_other;
}

Sheet tidied(Sheet sheet, calendar::Date today) {
    std::erase_if(sheet.fields, [](const auto& field) { return is_blank(field.second); });
    if (sheet.value("on").empty()) sheet.set("on", today.iso());
    return sheet;
}

const rulebook::Keeping* rule_for(const rulebook::Filing& filing, std::string_view type) {
    const auto what = type == by_doctor ? rulebook::Keeping::What::health_notes
                                        : rulebook::Keeping::What::health_notes_of_others;
    const auto found = std::ranges::find(filing.keeping, what, &rulebook::Keeping::what);
    return found == filing.keeping.end() ? nullptr : &*found;
}

}  // namespace

HealthDesk::HealthDesk(store::RecordStore& health, RecordDesk& desk)
    : desk_(desk),
      parts_{.desk = desk.parts().desk,
             .records = health,
             .accounts = desk.parts().accounts,
             .vault = desk.parts().vault,
             .surroundings = desk.parts().surroundings,
             .settings = desk.parts().settings} {}

Outcome<HealthRecord> HealthDesk::opened(const store::CaseKey& key) const {
    CaseShelf shelf(parts_);
    const auto kept = shelf.open(key);
    if (!kept && std::holds_alternative<NotFound>(kept.error())) return HealthRecord{};
    if (!kept) return problem(kept.error());
    HealthRecord record;
    for (const Recorded& entry : kept->entries) {
        record.version = entry.version;
        if (!entry.said.sheet) continue;
        HealthEntry shown{.version = entry.version,
                          .kind = std::string(entry.said.sheet->value(kind_field)),
                          .profession = entry.type == by_doctor ? Profession::doctor : Profession::other,
                          .on = entry.occurred_on,
                          .recorded_on = entry.recorded_on,
                          .actor = entry.actor,
                          .actor_name = shelf.name_of_account(entry.actor),
                          .sheet = *entry.said.sheet};
        shown.sheet.set(kind_field, {});
        record.entries.push_back(std::move(shown));
    }
    std::ranges::stable_sort(record.entries, std::ranges::greater{},
                             [](const HealthEntry& one) { return std::pair(one.on, one.version); });
    return record;
}

Outcome<HealthRecord> HealthDesk::read(const Who& who, std::string_view case_id) const {
    if (!may(who, Permission::read_health)) return problem(Forbidden{});
    const auto view = desk_.glimpse(who, case_id, act::health);
    if (!view) return problem(view.error());
    return opened({.municipality = who.municipality, .case_id = view->person_id});
}

HealthParts HealthDesk::parts(const CaseView& view, const HealthKind& kind) const {
    const auto& vocabulary = desk_.library().vocabulary;
    const auto step = vocabulary.find_event(kind.step);
    if (!step) return {};
    casefile::CaseFile file = view.file;
    casefile::insert_event(file, casefile::new_event(vocabulary, *step, desk_.today()));
    const auto evaluation = parts_.desk.engine().evaluate(file, {.on = desk_.today()});
    return evaluation ? parts_of(kind, *evaluation) : HealthParts{};
}

Outcome<HealthRecord> HealthDesk::write(const Sender& sender, const WriteHealth& command) {
    if (!may(sender.who, Permission::write_health)) return problem(Forbidden{});
    const HealthKind* const kind = find_health_kind(command.kind);
    if (kind == nullptr) return problem(NotFound{});
    if (!is_idempotency_key(sender.idempotency_key + "-h"))
        return problem(Diagnostics{mistake_in("idempotency_key", "record_key_length")});
    const auto view = desk_.view(sender.who, command.case_id);
    if (!view) return problem(view.error());
    const store::CaseKey key{.municipality = sender.who.municipality, .case_id = view->person_id};
    const auto done = parts_.records.receipt(key.municipality, sender.idempotency_key + "-h");
    if (!done) return problem(done.error());
    if (*done) return opened(key);
    WriteHealth entry = command;
    entry.sheet = tidied(command.sheet, desk_.today());
    if (auto mistakes = check_health(*kind, parts(*view, *kind), entry.sheet, *view,
                                     desk_.library().vocabulary, desk_.today());
        !mistakes.empty())
        return problem(std::move(mistakes));
    const auto before = opened(key);
    if (!before) return problem(before.error());
    if (before->version != command.expected_health_version)
        return problem(Conflict{.version = before->version, .since = {}});
    const auto on = calendar::Date::parse(entry.sheet.value("on"));
    FJ_ASSERT(on.has_value());
    if (const std::string event = event_behind(*kind, entry.sheet, *on); !event.empty()) {
        auto document = read_document(event, "event");
        FJ_ASSERT(document.has_value());
        const auto recorded =
            desk_.record_event({.who = sender.who, .idempotency_key = sender.idempotency_key + "-e"},
                               {.case_id = command.case_id,
                                .expected_version = command.expected_version,
                                .event = std::move(*document),
                                .timing = Timing::has_happened,
                                .pass_reason = {}});
        if (!recorded) return problem(recorded.error());
    }
    if (auto written = append(sender, key, entry); !written) return problem(written.error());
    return opened(key);
}

Outcome<void> HealthDesk::append(const Sender& sender, const store::CaseKey& key,
                                 const WriteHealth& command) {
    const CaseShelf shelf(parts_);
    const auto known = parts_.records.read_person(key.municipality, key.case_id);
    if (!known) return problem(known.error());
    std::optional<store::PersonRow> person = *known;
    if (!person) {
        // A key of its own: the social case can be erased while this one has to be kept, and the other way.
        const auto made = parts_.vault.make_key();
        if (!made) return problem(made.error());
        auto row = shelf.sealed(key.municipality, key.case_id, *made, PersonDetails{});
        if (!row) return problem(std::move(row.error()));
        person = std::move(*row);
    }
    Said said;
    said.sheet = command.sheet;
    said.sheet->set(kind_field, command.kind);
    const bool is_doctors = command.sheet.value("profession") != "other";
    const auto type = type_of(is_doctors ? Profession::doctor : Profession::other);
    const auto on = *calendar::Date::parse(command.sheet.value("on"));
    const std::int64_t version = command.expected_health_version + 1;
    auto entry = shelf.sealed(key, person->key_id, key.case_id, version,
                              {.type = std::string(type), .occurred_on = on, .said = std::move(said)});
    if (!entry) return problem(std::move(entry.error()));
    store::Append append;
    append.key = key;
    append.expected_version = command.expected_health_version;
    append.idempotency_key = sender.idempotency_key + "-h";
    append.fingerprint = request_fingerprint(parts_, sender, command.kind);
    append.actor = sender.who.account_id;
    append.recorded_at = parts_.surroundings.now();
    append.entries = {std::move(*entry)};
    if (!*known) append.person = *person;
    append.row = {.key = key,
                  .person_id = key.case_id,
                  .standard = {},
                  .version = version,
                  .unit = {},
                  .assigned_to = {},
                  .is_open = true,
                  .last_event_on = on,
                  .as_of = desk_.today(),
                  .rulebooks = {}};
    const auto done = parts_.records.append(append);
    if (done) return {};
    if (done.error().code != ErrorCode::conflict) return problem(done.error());
    return problem(Conflict{.version = version, .since = {}});
}

Outcome<std::vector<HealthDisposable>> HealthDesk::disposal(const Who& who, calendar::Date on) const {
    if (!may(who, Permission::see_disposal)) return problem(Forbidden{});
    const auto rows =
        parts_.records.case_rows(who.municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    std::vector<HealthDisposable> all;
    for (const store::CaseRow& row : *rows) {
        const auto entries = parts_.records.read_case(row.key);
        if (!entries) return problem(entries.error());
        HealthDisposable one{.key = row.key,
                             .fate = Fate::no_rule,
                             .last_on = row.last_event_on,
                             .may_go_on = {},
                             .rule = nullptr};
        bool has_all_rules = !entries->empty();
        for (const store::Entry& entry : *entries) {
            one.last_on = std::max(one.last_on, entry.occurred_on);
            const auto* const rule = rule_for(desk_.filing(), entry.type);
            const bool can_go = rule != nullptr && rule->keep && rule->is_confirmed;
            has_all_rules = has_all_rules && can_go;
            if (!can_go) continue;
            const auto until = calendar::add(entry.occurred_on, *rule->keep);
            if (one.may_go_on && *one.may_go_on >= until) continue;
            one.may_go_on = until;
            one.rule = rule;
        }
        const auto cases = desk_.parts().records.cases_of(who.municipality, row.person_id);
        if (!cases) return problem(cases.error());
        const bool is_open = std::ranges::any_of(*cases, &store::CaseRow::is_open);
        bool is_stopped = false;
        for (const store::CaseRow& social : *cases) {
            const auto written = desk_.parts().records.read_case(social.key);
            if (!written) return problem(written.error());
            is_stopped = is_stopped || is_held(*written);
        }
        if (!has_all_rules) one.may_go_on.reset();
        if (is_open) one.fate = Fate::open;
        else if (is_stopped) one.fate = Fate::held;
        else if (one.may_go_on) one.fate = *one.may_go_on <= on ? Fate::may_go : Fate::not_yet;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace fjorten::service
