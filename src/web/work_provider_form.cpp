// The form of a provider, and back. Approvals and prices are rows "approval.0.by", "price.2.amount"; a row
// that says nothing is none, and there are always two more of them than are filled in.
#include "web/work_date.h"
#include "web/work_parts.h"
#include "web/work_register.h"
#include "web/work_sheet.h"

namespace fjorten::web {

using service::Provider;

namespace {

constexpr std::string_view texts = "work.provider.";
constexpr std::size_t blank_rows = 2;

void add_period(Fields& typed, const std::string& prefix, const service::Validity& validity) {
    typed.emplace_back(prefix + "from", field_date(validity.from));
    if (validity.until) typed.emplace_back(prefix + "until", field_date(*validity.until));
}

class ProviderForm {
  public:
    ProviderForm(const WorkSetting& setting, const RegisterForm& form) : setting_(setting), form_(form) {}

    Html html() const {
        return all(line("name"), words("kind", {"public", "private"}), words("run_by", {"own", "external"}),
                   words("location", {"inside", "outside"}), rows("approval"), services("equivalent"),
                   rows("price"), heading(2, say("contact")), text_area(setting_, text("address"), 3),
                   line("telephone"), line("email"), line("contact_person"),
                   text_area(setting_, text("terms"), 2), text_area(setting_, text("note"), 2),
                   line("ended_on"));
    }

  private:
    std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
        return setting_.say(std::string(texts) + key, args);
    }
    FieldText text(const std::string& name) const { return form_.text(setting_, texts, name); }
    Html line(const std::string& name) const {
        return text_field(text(name), {{"autocomplete", "off"}}, setting_.language());
    }
    Html words(const std::string& name, std::initializer_list<const char*> values) const {
        std::vector<Choice> choices;
        for (const char* value : values) choices.push_back({value, say(name + "." + value)});
        return radio_group(text(name), choices, RadioLayout::beside, setting_.language());
    }
    Html services(const std::string& name) const {
        return check_group(setting_, text(name), all_services(setting_), form_);
    }

    Html rows(const std::string& group) const {
        Fields typed = form_.typed;
        const std::size_t filled = close_up(typed, group);
        Html out;
        for (std::size_t row = 0; row < filled + blank_rows; ++row) {
            const std::string prefix = in_row(group, row);
            Html fields;
            if (group == "approval") {
                fields = all(line(prefix + "by"), services(prefix + "services"));
            } else {
                std::vector<Choice> choices = all_services(setting_);
                choices.insert(choices.begin(), Choice{"", setting_.say("work.sheet.choose")});
                fields = element("div", {{"class", "beside"}},
                                 select_field(text(prefix + "service"), {{.label = {}, .choices = choices}},
                                              setting_.language()),
                                 line(prefix + "amount"));
            }
            out += element(
                "fieldset", {{"class", "panel"}},
                element("legend", {{"class", "form-label"}}, say(group + ".row", {std::to_string(row + 1)})),
                fields, element("div", {{"class", "beside"}}, line(prefix + "from"), line(prefix + "until")));
        }
        return element("section", {}, heading(2, say(group + "s")),
                       element("p", {{"class", "form-hint"}}, say(group + "s.hint")), out,
                       button(ButtonKind::tertiary, say(group + "s.more"), "show", "more"));
    }

    const WorkSetting& setting_;
    const RegisterForm& form_;
};

}  // namespace

Fields typed_of(const Provider& provider) {
    Fields typed = {{"name", provider.name},       {"kind", provider.kind},
                    {"run_by", provider.run_by},   {"location", provider.location},
                    {"address", provider.address}, {"telephone", provider.telephone},
                    {"email", provider.email},     {"contact_person", provider.contact_person},
                    {"terms", provider.terms},     {"note", provider.note}};
    for (const auto& service : provider.equivalent) typed.emplace_back("equivalent", service);
    if (provider.ended_on) typed.emplace_back("ended_on", field_date(*provider.ended_on));
    for (std::size_t i = 0; i < provider.approvals.size(); ++i) {
        const auto& approval = provider.approvals[i];
        typed.emplace_back(in_row("approval", i) + "by", approval.by);
        for (const auto& service : approval.services)
            typed.emplace_back(in_row("approval", i) + "services", service);
        add_period(typed, in_row("approval", i), approval.validity);
    }
    for (std::size_t i = 0; i < provider.prices.size(); ++i) {
        const auto& price = provider.prices[i];
        typed.emplace_back(in_row("price", i) + "service", price.service);
        typed.emplace_back(in_row("price", i) + "amount", kroner(price.amount.plain()));
        add_period(typed, in_row("price", i), price.validity);
    }
    return typed;
}

std::expected<Provider, std::vector<Problem>> read_typed(std::type_identity<Provider>,
                                                         const WorkSetting& setting, Fields& typed) {
    const std::size_t approvals = close_up(typed, "approval"), prices = close_up(typed, "price");
    std::vector<Problem> problems;
    Provider provider;
    for (const auto& [name, field] : {std::pair{"name", &Provider::name},
                                      {"kind", &Provider::kind},
                                      {"run_by", &Provider::run_by},
                                      {"location", &Provider::location},
                                      {"address", &Provider::address},
                                      {"telephone", &Provider::telephone},
                                      {"email", &Provider::email},
                                      {"contact_person", &Provider::contact_person},
                                      {"terms", &Provider::terms},
                                      {"note", &Provider::note}})
        provider.*field = std::string(value_of(typed, name));
    provider.equivalent = values_of(typed, "equivalent");
    provider.ended_on = typed_day(setting, typed, "ended_on", problems);
    for (std::size_t i = 0; i < approvals; ++i) {
        const std::string prefix = in_row("approval", i);
        provider.approvals.push_back({.by = std::string(value_of(typed, prefix + "by")),
                                      .validity = typed_period(setting, typed, prefix, problems),
                                      .services = values_of(typed, prefix + "services")});
    }
    for (std::size_t i = 0; i < prices; ++i) {
        const std::string prefix = in_row("price", i);
        const auto amount =
            service::Kroner::read(typed_amount(std::string(value_of(typed, prefix + "amount"))));
        if (!amount) problems.push_back({prefix + "amount", setting.say("work.provider.no_amount")});
        provider.prices.push_back({.service = std::string(value_of(typed, prefix + "service")),
                                   .amount = amount.value_or(service::Kroner{}),
                                   .validity = typed_period(setting, typed, prefix, problems)});
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return provider;
}

Html form_of(std::type_identity<Provider>, const WorkSetting& setting, const RegisterForm& form) {
    return ProviderForm(setting, form).html();
}

}  // namespace fjorten::web
