#include "rulebook/forms.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fjorten::rulebook {

namespace {

struct FormKeys {
    Form form;
    std::string_view name;
    Words keys;
};

const std::array<FormKeys, 11>& table() {
    static const std::array<FormKeys, 11> forms = {{
        {Form::clock, "clock", {"kind",      "consequence", "per",        "starts",     "starts_when",
                                "needs",     "unless",      "when_event", "within",     "due_on",
                                "before",    "counts",      "roll",       "closed_too", "met_by",
                                "lifted_by", "excused_by",  "stopped_by", "again",      "presumes"}},
        {Form::recurring,
         "recurring",
         {"kind", "consequence", "per", "starts", "starts_when", "needs", "unless", "when_event", "every",
          "done_by", "roll", "closed_too", "excused_by", "stopped_by"}},
        {Form::limit,
         "limit",
         {"action", "counts", "since", "needs_since", "window", "min", "max", "per", "earned",
          "brought_forward", "figures"}},
        {Form::gate,
         "gate",
         {"action", "actions", "requires", "requires_stated", "strength", "passed_by", "tested_by",
          "of_event", "finding"}},
        {Form::route, "route", {"to", "other_readings"}},
        {Form::offer, "offer", {"service", "eligible"}},
        {Form::checklist, "checklist", {"step", "covered_by", "field", "items"}},
        {Form::duty, "duty", {"party"}},
        {Form::goal, "goal", {"measure", "population", "at_least", "at_most", "measured_at", "until"}},
        {Form::notice, "notice", {"to", "about", "at"}},
        {Form::statement, "statement", {}},
    }};
    return forms;
}

const FormKeys& row(Form form) {
    const auto found = std::ranges::find(table(), form, &FormKeys::form);
    FJ_ASSERT(found != table().end());
    return *found;
}

}  // namespace

std::string_view name_of(Form form) { return row(form).name; }

std::optional<Form> form_from(std::string_view name) {
    const auto found = std::ranges::find(table(), name, &FormKeys::name);
    return found == table().end() ? std::nullopt : std::optional(found->form);
}

const std::vector<Form>& all_forms() {
    static const std::vector<Form> forms = [] {
        std::vector<Form> all;
        for (const FormKeys& each : table()) all.push_back(each.form);
        return all;
    }();
    return forms;
}

const Words& keys_of(Form form) { return row(form).keys; }

const Words& common_keys() {
    static const Words keys = {"id",     "form", "title",      "text",  "cite",    "carries",  "item",
                               "refers", "when", "discretion", "doubt", "settled", "wordings", "terms"};
    return keys;
}

}  // namespace fjorten::rulebook
