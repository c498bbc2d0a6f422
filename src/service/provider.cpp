#include "service/provider.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "service/decide.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_rows = 50;

class ProviderCheck {
  public:
    ProviderCheck(const Provider& provider, const rulebook::Library& library)
        : provider_(provider), library_(library) {}

    Diagnostics run() {
        if (is_blank(provider_.name)) report("name", "register_no_name");
        one_of("kind", provider_.kind, {"public", "private"});
        one_of("run_by", provider_.run_by, {"own", "external"});
        if (!provider_.location.empty()) one_of("location", provider_.location, {"inside", "outside"});
        lengths();
        if (provider_.approvals.size() > most_rows) report("approval.0.by", "register_too_many", most_rows);
        if (provider_.prices.size() > most_rows) report("price.0.service", "register_too_many", most_rows);
        for (std::size_t i = 0; i < provider_.approvals.size(); ++i) check_approval(i);
        for (std::size_t i = 0; i < provider_.prices.size(); ++i) check_price(i);
        for (const auto& service : provider_.equivalent) is_service("equivalent", service);
        return std::move(mistakes_);
    }

  private:
    void report(std::string field, std::string code) {
        mistakes_.push_back(mistake_in(std::move(field), std::move(code)));
    }
    void report(std::string field, std::string code, std::size_t number) {
        mistakes_.push_back(mistake_in(std::move(field), std::move(code), {std::to_string(number)}));
    }
    void report(std::string field, std::string code, const std::string& word) {
        mistakes_.push_back(mistake_in(std::move(field), std::move(code), {word}));
    }

    void one_of(const char* field, const std::string& value, std::initializer_list<std::string_view> words) {
        if (value.empty()) report(field, "register_choose");
        else if (std::ranges::find(words, value) == words.end())
            report(field, "register_unknown_word", value);
    }

    void lengths() {
        check_length(provider_.name, "name", most_name_characters, mistakes_);
        check_length(provider_.telephone, "telephone", most_name_characters, mistakes_);
        check_length(provider_.email, "email", most_name_characters, mistakes_);
        check_length(provider_.contact_person, "contact_person", most_name_characters, mistakes_);
        check_length(provider_.old_id, "old_id", most_name_characters, mistakes_);
        check_length(provider_.address, "address", most_detail_characters, mistakes_);
        check_length(provider_.terms, "terms", most_detail_characters, mistakes_);
        check_length(provider_.note, "note", most_detail_characters, mistakes_);
    }

    void is_service(const std::string& field, const std::string& service) {
        const auto& services = library_.vocabulary.services;
        if (service.empty()) report(field, "register_choose");
        else if (std::ranges::find(services, service, &rulebook::Named::name) == services.end())
            report(field, "register_unknown_word", service);
    }

    void check_period(const std::string& prefix, const Validity& validity) {
        if (validity.until && *validity.until < validity.from)
            report(prefix + ".until", "register_ends_first");
    }

    void check_approval(std::size_t i) {
        const Approval& approval = provider_.approvals[i];
        const std::string prefix = fmt::format("approval.{}", i);
        if (is_blank(approval.by)) report(prefix + ".by", "register_approved_by");
        check_length(approval.by, (prefix + ".by").c_str(), most_name_characters, mistakes_);
        check_period(prefix, approval.validity);
        if (approval.services.empty()) report(prefix + ".services", "register_no_service");
        for (const auto& service : approval.services) is_service(prefix + ".services", service);
    }

    // A service has one price on a day.
    void check_price(std::size_t i) {
        const DayPrice& price = provider_.prices[i];
        const std::string prefix = fmt::format("price.{}", i);
        is_service(prefix + ".service", price.service);
        check_period(prefix, price.validity);
        for (std::size_t other = 0; other < i; ++other) {
            const DayPrice& before = provider_.prices[other];
            const bool begins_in_time =
                !before.validity.until || price.validity.from <= *before.validity.until;
            const bool other_begins = !price.validity.until || before.validity.from <= *price.validity.until;
            if (before.service == price.service && begins_in_time && other_begins)
                return report(prefix + ".from", "register_two_prices", other + 1);
        }
    }

    const Provider& provider_;
    const rulebook::Library& library_;
    Diagnostics mistakes_;
};

bool has(const std::vector<std::string>& services, std::string_view service) {
    return service.empty() ? !services.empty() : std::ranges::find(services, service) != services.end();
}

}  // namespace

std::string to_json(const Provider& provider) {
    boost::json::array approvals, prices;
    for (const Approval& approval : provider.approvals) {
        approvals.emplace_back(FormWriter()
                                   .text("by", approval.by)
                                   .validity(approval.validity)
                                   .texts("services", approval.services)
                                   .take());
    }
    for (const DayPrice& price : provider.prices) {
        prices.emplace_back(FormWriter()
                                .text("service", price.service)
                                .text("amount", price.amount.plain())
                                .validity(price.validity)
                                .take());
    }
    return FormWriter()
        .text("name", provider.name)
        .text("kind", provider.kind)
        .text("run_by", provider.run_by)
        .text("location", provider.location)
        .list("approvals", std::move(approvals))
        .texts("equivalent", provider.equivalent)
        .list("prices", std::move(prices))
        .text("address", provider.address)
        .text("telephone", provider.telephone)
        .text("email", provider.email)
        .text("contact_person", provider.contact_person)
        .text("terms", provider.terms)
        .text("note", provider.note)
        .day("ended_on", provider.ended_on)
        .text("old_id", provider.old_id)
        .json();
}

Result<Provider> from_json(std::type_identity<Provider>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return Provider{.name = reader.text("name"),
                        .kind = reader.text("kind"),
                        .run_by = reader.text("run_by"),
                        .location = reader.text("location"),
                        .approvals = reader.parts("approvals",
                                                  [](FormReader& part) {
                                                      return Approval{.by = part.text("by"),
                                                                      .validity = part.validity(),
                                                                      .services = part.texts("services")};
                                                  }),
                        .equivalent = reader.texts("equivalent"),
                        .prices = reader.parts("prices",
                                               [](FormReader& part) {
                                                   const auto amount = Kroner::read(part.text("amount"));
                                                   if (!amount) part.broken();
                                                   return DayPrice{.service = part.text("service"),
                                                                   .amount = amount.value_or(Kroner{}),
                                                                   .validity = part.validity()};
                                               }),
                        .address = reader.text("address"),
                        .telephone = reader.text("telephone"),
                        .email = reader.text("email"),
                        .contact_person = reader.text("contact_person"),
                        .terms = reader.text("terms"),
                        .note = reader.text("note"),
                        .ended_on = reader.day("ended_on"),
                        .old_id = reader.text("old_id")};
    });
}

Diagnostics check(const Provider& provider, const rulebook::Library& library) {
    return ProviderCheck(provider, library).run();
}

Provider next_version(Provider now, const Provider& before) {
    now.old_id = before.old_id;
    return now;
}

bool is_in_use(const Provider& provider, calendar::Date day) {
    return !provider.ended_on || day <= *provider.ended_on;
}

bool is_approved(const Provider& provider, std::string_view service, calendar::Date day) {
    return std::ranges::any_of(provider.approvals, [&](const Approval& approval) {
        return approval.validity.holds_on(day) && has(approval.services, service);
    });
}

bool is_equivalent(const Provider& provider, std::string_view service) {
    return has(provider.equivalent, service);
}

std::optional<Kroner> price_on(const Provider& provider, std::string_view service, calendar::Date day) {
    for (const DayPrice& price : provider.prices) {
        if (price.service == service && price.validity.holds_on(day)) return price.amount;
    }
    return std::nullopt;
}

}  // namespace fjorten::service
