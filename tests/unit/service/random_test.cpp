// Any sequence of commands leaves a record that can be read, whose lists are those that its entries give.
#include <gtest/gtest.h>
#include <rapidcheck.h>
// After gtest.h, which it needs.
#include <rapidcheck/gtest.h>

#include "desk_world.h"
#include "service/entry_text.h"

namespace fjorten::service {
namespace {

using Number = std::uint32_t;

/// Draws commands from the vocabulary: sensible or not, by chance.
class Draws {
  public:
    explicit Draws(std::vector<Number> numbers) : numbers_(std::move(numbers)) {}

    Number below(std::size_t limit) {
        const Number number = at_ < numbers_.size() ? numbers_[at_++] : ++spare_;
        return number % static_cast<Number>(limit);
    }
    bool is_over() const { return at_ >= numbers_.size(); }

    template <class Items>
    const auto& one_of(const Items& items) {
        return items[below(items.size())];
    }

    Document event(calendar::Date today) {
        const auto& vocabulary = real_rulebooks().vocabulary;
        const auto& kind = one_of(vocabulary.events);
        std::string text = "{\"event\":" + json_text(kind.name) +
                           ",\"on\":" + json_text(today.plus_days(-static_cast<int>(below(60))).iso());
        for (const auto& field : kind.fields) {
            if (below(2) == 0) text += "," + json_text(field.name) + ":" + value(field.type, today);
        }
        if (below(8) == 0) text += ",\"re\":\"e" + std::to_string(below(9)) + "\"";
        return yaml(text + "}");
    }

    std::string value(const rulebook::FieldType& type, calendar::Date today) {
        if (!type.choices.empty()) return json_text(one_of(type.choices));
        switch (type.kinds.front()) {
            case rulebook::FieldKind::boolean: return below(2) == 0 ? "true" : "false";
            case rulebook::FieldKind::integer: return std::to_string(below(200));
            case rulebook::FieldKind::decimal: return std::to_string(below(500)) + ".50";
            case rulebook::FieldKind::date:
                return json_text(today.plus_days(-static_cast<int>(below(900))).iso());
            case rulebook::FieldKind::month: return json_text(today.iso().substr(0, 7));
            case rulebook::FieldKind::text: break;
        }
        return json_text("ord " + std::to_string(below(3)));
    }

  private:
    std::vector<Number> numbers_;
    std::size_t at_ = 0;
    Number spare_ = 0;
};

class Course {
  public:
    explicit Course(std::vector<Number> numbers) : draws_(std::move(numbers)) {}

    void run() {
        who_ = {.account_id = "mette",
                .display_name = {},
                .municipality = "0730",
                .role = Role::leader,
                .unit = {}};
        OpenCase opening;
        opening.person.name = "Prøve";
        opening.case_file = yaml("{person: {born: 1990-05-01}}");
        const auto opened = desk_.open_case(sender(), opening);
        RC_ASSERT(opened.has_value());
        id_ = opened->key.case_id;
        version_ = opened->version;
        while (!draws_.is_over()) {
            if (draws_.below(4) == 0) world_.today = world_.today.plus_days(draws_.below(40));
            write();
        }
        check();
    }

  private:
    Sender sender() { return {.who = who_, .idempotency_key = "random-" + std::to_string(100 + ++keys_)}; }

    void write() {
        const Sender by = sender();
        const auto send = [&] { return command(by); };
        const Draws before = draws_;
        const auto done = send();
        if (!done) {
            RC_ASSERT(!std::holds_alternative<Error>(done.error()));
            RC_ASSERT(!std::holds_alternative<Conflict>(done.error()));
            return;
        }
        RC_ASSERT(done->version > version_);
        // The same again is answered, and writes nothing.
        draws_ = before;
        const auto again = send();
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->is_repeated);
        RC_ASSERT(again->version == done->version);
        version_ = done->version;
    }

    Outcome<Done> command(const Sender& by) {
        switch (draws_.below(8)) {
            case 0: {
                const auto& fact = draws_.one_of(real_rulebooks().vocabulary.facts);
                return desk_.tell_fact(by, {id_, version_, fact.name, draws_.value(fact.type, world_.today)});
            }
            case 1:
                return desk_.correct_event(by,
                                           {.case_id = id_,
                                            .expected_version = version_,
                                            .corrects = 1 + draws_.below(static_cast<std::size_t>(version_)),
                                            .event = draws_.event(world_.today),
                                            .reason = "by chance"});
            case 2:
                return desk_.correct_event(by,
                                           {.case_id = id_,
                                            .expected_version = version_,
                                            .corrects = 1 + draws_.below(static_cast<std::size_t>(version_)),
                                            .event = {},
                                            .reason = "by chance"});
            case 3: return desk_.write_note(by, {id_, version_, "a \"note\"\n\\"});
            default:
                return desk_.record_event(
                    by, {.case_id = id_,
                         .expected_version = version_,
                         .event = draws_.event(world_.today),
                         .timing = draws_.below(2) == 0 ? Timing::has_happened : Timing::before_it_happens,
                         .pass_reason = draws_.below(3) == 0 ? "by chance" : ""});
        }
    }

    void check() {
        const store::CaseKey key{.municipality = "0730", .case_id = id_};
        RC_ASSERT(desk_.work_list(who_, {}).has_value());
        const auto row = records_->case_row(key);
        const auto due = records_->due_rows("0730", {.unit = {}, .assigned_to = {}, .with_closed = true});
        Who administrator = who_;
        administrator.role = Role::administrator;
        RC_ASSERT(desk_.rebuild_lists(administrator, {}).value_or(0) == 1);
        // A closed case keeps the day on which it was last worked out.
        auto rebuilt = records_->case_row(key);
        if (!(*row)->is_open) (*rebuilt)->as_of = (*row)->as_of;
        RC_ASSERT(*rebuilt == *row);
        RC_ASSERT(*records_->due_rows("0730", {.unit = {}, .assigned_to = {}, .with_closed = true}) == *due);
        const auto seen = desk_.view(who_, id_);
        RC_ASSERT(seen.has_value());
        RC_ASSERT(seen->version == version_);
        RC_ASSERT(seen->entries.size() == static_cast<std::size_t>(version_));
        for (const auto& entry : seen->entries) {
            const auto then = desk_.view(who_, id_, entry.recorded_on, entry.recorded_on);
            RC_ASSERT(then.has_value());
            RC_ASSERT(entry.type == "case_opened" || entry.event.has_value() == !entry.id.empty() ||
                      entry.type == "event_struck");
        }
        RC_ASSERT(store::verify_chain(*records_, "0730", {})->empty());
    }

    Draws draws_;
    World world_;
    CaseDesk calculator_{real_rulebooks()};
    std::unique_ptr<store::RecordStore> records_ = store::memory_store();
    std::unique_ptr<store::AccountStore> accounts_ = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault_ = vault::Vault::in_memory();
    RecordDesk desk_{calculator_, *records_, *accounts_, *vault_, world_.surroundings()};
    Who who_;
    std::string id_;
    std::int64_t version_ = 0;
    int keys_ = 0;
};

RC_GTEST_PROP(AnyCourse, CanBeReadAndRebuilt, ()) {
    Course(*rc::gen::container<std::vector<Number>>(rc::gen::arbitrary<Number>())).run();
}

}  // namespace
}  // namespace fjorten::service
