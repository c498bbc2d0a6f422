#include "web/work_sheet.h"

#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/date_input.h"
#include "web/typed_value.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::SheetValue;
using service::TimeLineEntry;

namespace {

const service::SheetField* field_named(std::string_view name) {
    for (const auto& kind : service::sheet_kinds()) {
        if (const auto* field = kind.find(name)) return field;
    }
    return nullptr;
}

}  // namespace

std::string typed_amount(std::string typed) {
    const std::size_t last = typed.find_last_not_of(" \t.krKR");
    typed.resize(last == std::string::npos ? 0 : last + 1);
    std::erase(typed, ' ');
    const std::size_t comma = typed.find(',');
    if (comma != std::string::npos) {
        std::erase(typed, '.');
        std::ranges::replace(typed, ',', '.');
    } else if (const auto point = typed.rfind('.'); point != std::string::npos && typed.size() - point == 4) {
        std::erase(typed, '.');  // "1.250" is twelve hundred and fifty
    }
    return typed;
}

std::string kroner(std::string_view amount) { return service::danish_amount(amount); }

Fields as_typed(const service::Sheet& sheet) {
    Fields typed;
    for (const auto& [name, value] : sheet.fields) {
        const auto* field = field_named(name);
        std::string shown = value;
        if (field != nullptr && field->value == SheetValue::day) {
            if (const auto day = calendar::Date::parse(value)) shown = field_date(*day);
        } else if (field != nullptr && field->value == SheetValue::money) {
            shown = kroner(value);
        } else if (field != nullptr && field->value == SheetValue::score) {
            std::ranges::replace(shown, '.', ',');
        }
        typed.emplace_back(name, std::move(shown));
    }
    return typed;
}

std::expected<service::Sheet, std::vector<Problem>> to_sheet(const WorkSetting& setting,
                                                             const service::SheetKind& kind, std::string item,
                                                             const Fields& typed) {
    service::Sheet sheet{.item = std::move(item), .fields = {}};
    std::vector<Problem> problems;
    for (const auto& [name, value] : typed) {
        const auto* field = kind.find(name);
        if (field == nullptr || value.empty()) continue;
        std::string told = value;
        if (field->value == SheetValue::money) told = typed_amount(value);
        if (field->value == SheetValue::score) std::ranges::replace(told, ',', '.');
        if (field->value == SheetValue::day) {
            const auto day = name == "on" ? read_work_date(value, setting.today) : read_typed_date(value);
            if (!day) problems.push_back({name, words_of(day.error(), setting.language())});
            else told = day->iso();
        }
        const bool is_line = field->value == SheetValue::words && has_control_character(value);
        if (is_line) problems.push_back({name, setting.say("web.mistake.characters")});
        sheet.fields.emplace_back(name, std::move(told));
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return sheet;
}

namespace {

// The form on its way: shown, sent, and shown again when something came between.
class SheetVisit {
  public:
    SheetVisit(Visit& visit, const SheetForm& form) : visit_(visit), form_(form) {}

    Response answer() {
        const auto view = visit_.desk.view(visit_.setting.who, visit_.setting.address.case_id);
        if (!view) return refusal(visit_, view.error());
        const auto* kind = service::find_sheet_kind(form_.type);
        if (visit_.intent == Intent::look) return look(*view);
        for (const auto& [name, value] : visit_.fields) {
            if (kind->find(name) != nullptr) page_.typed.emplace_back(name, value);
        }
        page_.way_on = {std::string(value_of(visit_.fields, "happened")),
                        std::string(value_of(visit_.fields, "pass_reason"))};
        if (visit_.intent == Intent::show) {
            note_conflict(*view);
            return work_html(form_.page(*view, page_));
        }
        return save(*view, *kind);
    }

  private:
    Response look(const CaseView& view) {
        const auto* newest =
            service::newest_sheet(view.entries, form_.type, visit_.desk.library().vocabulary, form_.item);
        if (newest != nullptr) page_.typed = as_typed(*newest->sheet);
        else if (form_.blank) page_.typed = form_.blank(view);
        // What the address says is filled in over it.
        for (const auto& [name, value] : visit_.fields) {
            if (service::find_sheet_kind(form_.type)->find(name) == nullptr) continue;
            std::erase_if(page_.typed, [&](const auto& field) { return field.first == name; });
            page_.typed.emplace_back(name, value);
        }
        const std::string since(value_of(visit_.fields, "since"));
        if (!since.empty()) {
            page_.since = visit_.number("since");
            auto changed = visit_.desk.changes_since(visit_.setting.who, view.key.case_id, page_.since);
            if (changed && page_.since < view.version) page_.saved = std::move(*changed);
        }
        return work_html(form_.page(view, page_));
    }

    void note_conflict(const CaseView& view) {
        if (visit_.version() == 0 || visit_.version() >= view.version) return;
        service::Conflict conflict{.version = view.version, .since = {}};
        for (const auto& entry : view.entries) {
            if (entry.version > visit_.version()) conflict.since.push_back(entry.version);
        }
        page_.unsaved.conflict = std::move(conflict);
    }

    Response save(const CaseView& view, const service::SheetKind& kind) {
        auto sheet = to_sheet(visit_.setting, kind, form_.item, page_.typed);
        if (!sheet) {
            page_.unsaved.problems = sheet.error();
            return work_html(form_.page(view, page_), 422);
        }
        const bool is_final = value_of(visit_.fields, "go") == "final";
        const service::WriteSheet command{
            .case_id = view.key.case_id,
            .expected_version = visit_.version(),
            .type = std::string(form_.type),
            .sheet = std::move(*sheet),
            .stage = is_final ? service::SheetStage::final : service::SheetStage::draft,
            .timing = page_.way_on.happened == "yes" ? service::Timing::has_happened
                                                     : service::Timing::before_it_happens,
            .pass_reason = page_.way_on.happened == "pass" ? page_.way_on.pass_reason : std::string{}};
        const auto done = visit_.desk.write_sheet(visit_.sender(), command);
        if (done) return see_other(after(view));
        return again(view, done.error());
    }

    std::string after(const CaseView& view) const {
        const std::string to = form_.after ? form_.after(view)
                                           : visit_.setting.to(visit_.setting.address.place, view.key.case_id,
                                                               visit_.setting.address.item);
        return to + "?since=" + std::to_string(visit_.version()) + "#saved";
    }

    Response again(const CaseView& view, const service::Problem& problem) {
        const auto* blocked = std::get_if<service::Blocked>(&problem);
        const auto* conflict = std::get_if<service::Conflict>(&problem);
        const auto* mistakes = std::get_if<Diagnostics>(&problem);
        if (blocked != nullptr) page_.unsaved.blocked = *blocked;
        else if (conflict != nullptr) page_.unsaved.conflict = *conflict;
        else if (mistakes != nullptr && !mistakes->empty())
            page_.unsaved.problems = told_apart(problems_of(*mistakes, "on", visit_.setting.language()));
        else return refusal(visit_, problem);
        const bool wants_reason =
            blocked != nullptr && page_.way_on.happened == "pass" && page_.way_on.pass_reason.empty();
        if (wants_reason)
            page_.unsaved.problems.push_back({"pass_reason", visit_.setting.say("work.mistake.reason")});
        return work_html(form_.page(view, page_), conflict != nullptr ? 409 : 422);
    }

    // What is wrong in several fields alike is said with the name of each.
    std::vector<Problem> told_apart(std::vector<Problem> problems) const {
        for (auto& problem : problems) {
            const auto same = std::ranges::count(problems, problem.sentence, &Problem::sentence);
            if (same > 1) problem.label = sheet_field_label(visit_.setting, problem.field);
        }
        return problems;
    }

    Visit& visit_;
    const SheetForm& form_;
    SheetPage page_;
};

}  // namespace

Response answer_sheet(Visit& visit, const SheetForm& form) { return SheetVisit(visit, form).answer(); }

}  // namespace fjorten::web
