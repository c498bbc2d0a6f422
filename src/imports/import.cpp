#include "imports/import.h"

#include <map>

#include "imports/columns.h"
#include "service/register.h"
#include "service/request_mark.h"
#include "service/writing.h"

namespace fjorten::imports {

/// The rows of one table, on their way.
class Import::Rows {
  public:
    Rows(Import& import, const Table& table, Kind kind) : import_(import), table_(table), kind_(kind) {}

    void add(const Row& row) {
        const std::string_view column = kind_ == Kind::cases ? case_number : provider_number;
        const std::string number = row.value(column);
        if (number.empty())
            return refuse({table_.mistake(row.line, 1, "import_missing", {std::string(column)})});
        const Cell& cell = *row.find(column);
        if (const auto [first, is_new] = lines_.try_emplace(number, row.line); !is_new)
            return refuse({table_.mistake(cell.line, cell.column, "import_twice",
                                          {number, std::to_string(first->second)})});
        const service::Sender sender{
            .who = import_.who_,
            .idempotency_key = "import-" + record().parts().vault.blind(std::string(column), number)};
        if (kind_ == Kind::cases) add_case(row, cell, sender);
        else add_provider(row, cell, sender);
    }

  private:
    const service::RecordDesk& record() const { return import_.record_; }

    void refuse(Diagnostics mistakes) {
        ++import_.report_.refused;
        std::ranges::move(mistakes, std::back_inserter(import_.report_.mistakes));
    }

    void refuse(const Row& row, const service::Problem& problem) {
        if (const auto* mistakes = std::get_if<Diagnostics>(&problem))
            return refuse(placed(table_, row, *mistakes));
        if (const auto* error = std::get_if<Error>(&problem)) {
            import_.report_.failure = *error;
            return;
        }
        refuse({table_.mistake(row.line, 1, "import_refused")});
    }

    /// Whether the row was imported before, or something else under its number.
    bool is_there(const Cell& cell, const service::Sender& sender, const std::string& mark) {
        const auto receipt =
            record().parts().records.receipt(import_.who_.municipality, sender.idempotency_key);
        if (!receipt) {
            import_.report_.failure = receipt.error();
            return true;
        }
        if (!*receipt) return false;
        if ((*receipt)->fingerprint == service::request_fingerprint(record().parts(), sender, mark))
            ++import_.report_.known;
        else refuse({table_.mistake(cell.line, cell.column, "import_changed", {cell.text})});
        return true;
    }

    void add_case(const Row& row, const Cell& cell, const service::Sender& sender) {
        const auto command = to_case(table_, row, record().library().vocabulary);
        if (!command) return refuse(command.error());
        if (is_there(cell, sender, service::mark_of(*command))) return;
        const auto done = import_.target_.open_case(sender, *command);
        if (!done) return refuse(row, done.error());
        ++import_.report_.done;
        compare(row, cell.text, done->key.case_id);
    }

    void add_provider(const Row& row, const Cell& cell, const service::Sender& sender) {
        const auto provider = to_provider(table_, row);
        if (!provider) return refuse(provider.error());
        const service::WriteDocument command{
            .id = {}, .expected_version = 0, .content = to_json(*provider), .reason = {}};
        if (is_there(cell, sender, service::mark_of(service::register_kind::provider.name, command))) return;
        const auto written =
            service::Register<service::Provider>(import_.target_).write(sender, command, *provider);
        if (!written) return refuse(row, written.error());
        ++import_.report_.done;
    }

    // The newest instance of the deadline, as it is now, beside the day of the other system.
    void compare(const Row& row, const std::string& number, const std::string& case_id) {
        const auto days = due_days(row);
        if (days.empty()) return;
        const auto view = import_.target_.view(import_.who_, case_id);
        if (!view) return;
        for (const auto& [clock, cell] : days) {
            const auto theirs = day_in(cell->text);
            if (!theirs) continue;
            Difference difference{.place = {.file = table_.file, .line = cell->line, .column = cell->column},
                                  .number = number,
                                  .clock = clock,
                                  .theirs = *theirs,
                                  .ours = {},
                                  .because = {},
                                  .moved_by = {}};
            for (const auto& result : view->evaluation.clocks) {
                if (result.rule->id != clock) continue;
                difference.rule = result.rule;
                difference.ours = result.due;
                difference.because = result.because;
                difference.moved_by = result.moved_by;
            }
            if (difference.ours != difference.theirs)
                import_.report_.differences.push_back(std::move(difference));
        }
    }

    Import& import_;
    const Table& table_;
    Kind kind_;
    std::map<std::string, int> lines_;  // of the numbers seen
};

// Nobody in particular: whoever may run programs on this machine.
Import::Import(service::RecordDesk& target, const service::RecordDesk& record,
               const std::string& municipality)
    : target_(target),
      record_(record),
      who_{.account_id = "import",
           .display_name = "Import",
           .municipality = municipality,
           .role = service::Role::leader,
           .unit = {}} {}

void Import::add(const Table& table, const std::function<void(std::size_t)>& progress) {
    const auto kind = kind_of(table, record_.library().vocabulary);
    report_.rows += table.rows.size() + table.mistakes.size();
    if (!kind) {
        report_.refused += table.rows.size() + table.mistakes.size();
        report_.mistakes.insert(report_.mistakes.end(), kind.error().begin(), kind.error().end());
        return;
    }
    report_.refused += table.mistakes.size();
    report_.mistakes.insert(report_.mistakes.end(), table.mistakes.begin(), table.mistakes.end());
    Rows rows(*this, table, *kind);
    std::size_t done = 0;
    for (const Row& row : table.rows) {
        rows.add(row);
        if (report_.failure) return;
        if (progress) progress(++done);
    }
}

}  // namespace fjorten::imports
