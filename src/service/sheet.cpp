#include "service/sheet.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace fjorten::service {

namespace {

using enum SheetValue;

constexpr std::array area_fields = {
    SheetField{"state", choice, {"not_started", "in_progress", "done", "not_possible"}},
    SheetField{"citizen_words"}, SheetField{"caseworker_words"}, SheetField{"reason"}};
constexpr std::array questionnaire_fields = {SheetField{"on", day}, SheetField{"score.", score},
                                             SheetField{"remark"}};
constexpr std::array conclusion_fields = {SheetField{"on", day}, SheetField{"reason"}};
constexpr std::array recommendation_fields = {
    SheetField{"on", day},         SheetField{"service", service},        SheetField{"grounds"},
    SheetField{"citizen_words"},   SheetField{"made_with_citizen", flag}, SheetField{"urgent"},
    SheetField{"authority", words}};
constexpr std::array decision_fields = {
    SheetField{"on", day},
    SheetField{"result", choice, {"granted", "refused", "partly_granted"}},
    SheetField{"service", service},
    SheetField{"provider", words},
    SheetField{"from", day},
    SheetField{"until", day},
    SheetField{"extends", flag},
    SheetField{"scope"},
    SheetField{"citizen_pays"},
    SheetField{"not_granted"},
    SheetField{"hearing"},
    SheetField{"content."},
    SheetField{"facts"},
    SheetField{"reasons"},
    SheetField{"law", words},
    SheetField{"discretion"},
    SheetField{"departure"},
    SheetField{"authority", words},
    SheetField{"meeting", words},
    SheetField{"language", choice, {"da", "en"}}};
constexpr std::array payment_fields = {SheetField{"on", day},
                                       SheetField{"income", money},
                                       SheetField{"housing", money},
                                       SheetField{"debt", money},
                                       SheetField{"fixed_expenses", money},
                                       SheetField{"provider_costs", money},
                                       SheetField{"remark."},
                                       SheetField{"pays_for"},
                                       SheetField{"amount", money},
                                       SheetField{"reasons"},
                                       SheetField{"from", day},
                                       SheetField{"language", choice, {"da", "en"}}};
constexpr std::array hearing_fields = {
    SheetField{"on", day},  SheetField{"about"},         SheetField{"facts"},
    SheetField{"leads_to"}, SheetField{"reply_by", day}, SheetField{"language", choice, {"da", "en"}}};
constexpr std::array offer_fields = {
    SheetField{"on", day},         SheetField{"service", service},
    SheetField{"provider", words}, SheetField{"kind", choice, {"public", "private"}},
    SheetField{"approved", flag},  SheetField{"equivalent", flag},
    SheetField{"equivalence"},     SheetField{"limited", flag},
    SheetField{"reasons"}};

constexpr std::array plan_fields = {SheetField{"on", day},
                                    SheetField{"goals_short"},
                                    SheetField{"goals_long"},
                                    SheetField{"methods"},
                                    SheetField{"tasks"},
                                    SheetField{"partners"},
                                    SheetField{"partners_agreed", flag},
                                    SheetField{"coordination"},
                                    SheetField{"part."},
                                    SheetField{"citizen_words"},
                                    SheetField{"plan_with_citizen", flag},
                                    SheetField{"alone"},
                                    SheetField{"progress"}};

constexpr std::array follow_up_fields = {
    SheetField{"on", day},       SheetField{"mode", choice, {"phone", "message", "letter", "visit"}},
    SheetField{"reached", flag}, SheetField{"outcome", outcome},
    SheetField{"part."},         SheetField{"citizen_words"},
    SheetField{"agreed"},        SheetField{"give_up", flag},
    SheetField{"reason"}};
constexpr std::array measure_fields = {SheetField{"on", day}, SheetField{"mark.", mark},
                                       SheetField{"remark"}};
constexpr std::array reminder_fields = {
    SheetField{"wants", flag}, SheetField{"channel", choice, {"sms", "email"}}, SheetField{"to", words},
    SheetField{"safe", flag}, SheetField{"language", choice, {"da", "en"}}};

constexpr std::array concern_fields = {SheetField{"on", day},
                                       SheetField{"child", words},
                                       SheetField{"recipient", words},
                                       SheetField{"child_facts"},
                                       SheetField{"seen_by"},
                                       SheetField{"family_effort"},
                                       SheetField{"facts_only", flag},
                                       SheetField{"citizen_words"},
                                       SheetField{"in_danger", flag},
                                       SheetField{"unshown"},
                                       SheetField{"language", choice, {"da", "en"}}};
constexpr std::array contract_fields = {SheetField{"on", day},         SheetField{"voluntary", flag},
                                        SheetField{"provider", words}, SheetField{"until", day},
                                        SheetField{"terms"},           SheetField{"who_may_end"},
                                        SheetField{"citizen_words"}};

constexpr std::array kinds = {SheetKind{sheet_type::area, area_fields},
                              SheetKind{sheet_type::questionnaire, questionnaire_fields},
                              SheetKind{sheet_type::conclusion, conclusion_fields},
                              SheetKind{sheet_type::recommendation, recommendation_fields},
                              SheetKind{sheet_type::decision, decision_fields},
                              SheetKind{sheet_type::payment, payment_fields},
                              SheetKind{sheet_type::hearing, hearing_fields},
                              SheetKind{sheet_type::offer, offer_fields},
                              SheetKind{sheet_type::plan, plan_fields},
                              SheetKind{sheet_type::follow_up, follow_up_fields},
                              SheetKind{sheet_type::measure, measure_fields},
                              SheetKind{sheet_type::reminder, reminder_fields},
                              SheetKind{sheet_type::concern, concern_fields},
                              SheetKind{sheet_type::contract, contract_fields}};

constexpr std::int64_t most_kroner = 10'000'000;

std::optional<std::int64_t> digits_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return is_number && text.front() != '-' ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string_view Sheet::value(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, [](const auto& field) { return field.first; });
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
}

void Sheet::set(std::string_view name, std::string value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    if (!value.empty()) fields.emplace_back(name, std::move(value));
}

const SheetField* SheetKind::find(std::string_view name) const {
    const auto fits = [&](const SheetField& field) {
        return field.name.ends_with('.') ? name.starts_with(field.name) && name != field.name
                                         : field.name == name;
    };
    const auto found = std::ranges::find_if(fields, fits);
    return found == fields.end() ? nullptr : &*found;
}

const SheetKind* find_sheet_kind(std::string_view type) {
    const auto found = std::ranges::find(kinds, type, &SheetKind::type);
    return found == kinds.end() ? nullptr : &*found;
}

std::span<const SheetKind> sheet_kinds() { return kinds; }

std::optional<std::int64_t> oere_in(std::string_view amount) {
    const std::size_t point = amount.find('.');
    const auto kroner = digits_in(amount.substr(0, point));
    if (!kroner || *kroner > most_kroner) return std::nullopt;
    if (point == std::string_view::npos) return *kroner * 100;
    const std::string_view rest = amount.substr(point + 1);
    const auto oere = digits_in(rest);
    if (!oere || rest.size() > 2) return std::nullopt;
    return *kroner * 100 + (rest.size() == 1 ? *oere * 10 : *oere);
}

std::string amount_text(std::int64_t oere) {
    const std::int64_t whole = oere < 0 ? -oere : oere;
    const std::string_view sign = oere < 0 ? "-" : "";
    if (whole % 100 == 0) return fmt::format("{}{}", sign, whole / 100);
    return fmt::format("{}{}.{:02}", sign, whole / 100, whole % 100);
}

std::string danish_amount(std::string_view amount) {
    const auto oere = oere_in(amount.starts_with('-') ? amount.substr(1) : amount);
    if (!oere) return std::string(amount);
    std::string whole = std::to_string(*oere / 100);
    for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, ".");
    std::string out = (amount.starts_with('-') ? "-" : "") + whole;
    if (*oere % 100 == 0) return out;
    const std::string rest = std::to_string(*oere % 100);
    return out + "," + (rest.size() == 1 ? "0" : "") + rest;
}

std::optional<std::int64_t> disposable_oere(const Sheet& payment) {
    auto left = oere_in(payment.value("income"));
    if (!left) return std::nullopt;
    for (const std::string_view cost : {"housing", "debt", "fixed_expenses"})
        *left -= oere_in(payment.value(cost)).value_or(0);
    return left;
}

}  // namespace fjorten::service
