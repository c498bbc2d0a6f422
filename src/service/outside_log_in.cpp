#include "service/outside_log_in.h"

#include <algorithm>

#include <fmt/format.h>

#include "identity/fetch.h"
#include "identity/signed_token.h"
#include "rulebook/reading.h"
#include "service/case_shelf.h"
#include "service/cpr.h"
#include "service/writing.h"

namespace fjorten::service {

namespace {

using rulebook::Keys;
using rulebook::Report;

std::unexpected<Error> forbidden(std::string why) {
    return std::unexpected(Error{ErrorCode::forbidden, std::move(why)});
}

class IdentityReader {
  public:
    IdentityReader(const Document& document, const rulebook::Library& library)
        : report_(document), library_(library) {}

    std::expected<std::vector<OutsideProvider>, Diagnostics> read() {
        const Keys keys(report_, report_.document().root, {"providers"});
        std::vector<OutsideProvider> providers;
        if (const Node* const list = keys.need("providers")) {
            for (const Node* const one : read_list(report_, *list)) providers.push_back(provider(*one));
        }
        auto wrong = report_.take();
        if (!wrong.empty()) return std::unexpected(std::move(wrong));
        return providers;
    }

  private:
    OutsideProvider provider(const Node& node) {
        const Keys keys(report_, node,
                        {"id", "for", "issuer", "client_id", "secret_file", "label", "scopes", "claims",
                         "municipality", "municipalities", "roles"});
        OutsideProvider one;
        one.settings.id = text(keys.need("id"));
        if (const Node* const whom = keys.need("for"))
            one.whom =
                rulebook::read_enum<OutsideProvider::For>(
                    report_, *whom,
                    {{"staff", OutsideProvider::For::staff}, {"citizens", OutsideProvider::For::citizens}})
                    .value_or(OutsideProvider::For::staff);
        if (const Node* const issuer = keys.need("issuer")) {
            one.settings.issuer = text(issuer);
            if (!identity::is_safe_address(one.settings.issuer)) report_.error(*issuer, "identity_address");
        }
        one.settings.client_id = text(keys.need("client_id"));
        one.secret_file = text(keys.find("secret_file"));
        if (const Node* const label = keys.need("label")) one.label = read_bilingual(report_, *label);
        if (const Node* const scopes = keys.find("scopes")) {
            one.settings.scopes.clear();
            for (const Node* const scope : read_list(report_, *scopes))
                one.settings.scopes.push_back(text(scope));
        }
        if (const Node* const claims = keys.need("claims")) read_claims(*claims, one);
        if (const Node* const place = keys.find("municipality")) one.municipality = code(*place);
        if (const Node* const places = keys.find("municipalities"); places != nullptr && places->is_map()) {
            for (const auto& [said, meant] : places->entries)
                one.municipalities.emplace_back(said.text, code(meant));
        }
        if (const Node* const roles = keys.find("roles")) {
            for (const Node* const rule : read_list(report_, *roles)) one.rules.push_back(role(*rule));
        }
        check(node, one);
        return one;
    }

    void read_claims(const Node& node, OutsideProvider& one) {
        const Keys keys(report_, node, {"name", "municipality", "unit", "roles", "cpr"});
        const auto claim = [&](std::string_view key) {
            std::string name = text(keys.find(key));
            if (!name.empty()) one.settings.claims.push_back(name);
            return name;
        };
        one.name_claim = claim("name");
        one.municipality_claim = claim("municipality");
        one.unit_claim = claim("unit");
        one.roles_claim = claim("roles");
        one.cpr_claim = claim("cpr");
    }

    RoleRule role(const Node& node) {
        const Keys keys(report_, node, {"value", "role", "scope", "unit"});
        RoleRule rule{.value = text(keys.need("value")), .role = {}};
        if (const Node* const role = keys.need("role")) {
            rulebook::Words known;
            for (const auto& one : library_.vocabulary.roles) {
                if (one.name != name_of(Role::citizen)) known.push_back(one.name);
            }
            if (read_choice(report_, *role, known)) rule.role = role->text;
        }
        if (const Node* const scope = keys.find("scope"))
            rule.scope = rulebook::read_enum<Scope>(
                             report_, *scope, {{"unit", Scope::unit}, {"municipality", Scope::municipality}})
                             .value_or(Scope::unit);
        rule.unit = text(keys.find("unit"));
        return rule;
    }

    void check(const Node& node, const OutsideProvider& one) {
        if (one.whom == OutsideProvider::For::citizens) {
            if (one.cpr_claim.empty()) report_.error(node, "identity_cpr");
            return;
        }
        if (one.rules.empty() || one.roles_claim.empty()) report_.error(node, "identity_roles");
        if (one.municipality.empty() && one.municipality_claim.empty())
            report_.error(node, "identity_municipality");
    }

    std::string text(const Node* node) {
        return node == nullptr ? std::string{} : read_text(report_, *node).value_or("");
    }
    std::string code(const Node& node) {
        std::string code = code_of_municipality(library_, node.text);
        if (code.empty()) report_.error(node, "identity_no_municipality", {node.text});
        return code;
    }

    Report report_;
    const rulebook::Library& library_;
};

// A claim may be one text or a list of them.
std::vector<std::string> texts_in(const boost::json::object& claims, const std::string& name) {
    std::vector<std::string> texts;
    const auto* const value = claims.if_contains(name);
    if (value == nullptr) return texts;
    if (value->is_string()) texts.emplace_back(value->get_string().c_str());
    if (!value->is_array()) return texts;
    for (const auto& one : value->get_array()) {
        if (one.is_string()) texts.emplace_back(one.get_string().c_str());
    }
    return texts;
}

std::string first_of(const boost::json::object& claims, const std::string& name) {
    const auto texts = name.empty() ? std::vector<std::string>{} : texts_in(claims, name);
    return texts.empty() ? std::string{} : texts.front();
}

// The same for the same person at the same provider, and says nothing of who that is.
std::string account_id_of(const std::string& issuer, const std::string& subject) {
    return "o" + Sessions::token_hash(issuer + "\n" + subject).substr(0, 20);
}

}  // namespace

std::expected<std::vector<OutsideProvider>, Diagnostics> read_identity(const Document& document,
                                                                       const rulebook::Library& library) {
    return IdentityReader(document, library).read();
}

OutsideLogIn::OutsideLogIn(std::vector<OutsideProvider> providers, const identity::World& world,
                           store::AccountStore& accounts, const store::RecordStore& records,
                           const vault::Vault& vault, Sessions& sessions,
                           std::function<calendar::Date()> today)
    : providers_(std::move(providers)),
      accounts_(accounts),
      records_(records),
      vault_(vault),
      sessions_(sessions),
      today_(std::move(today)) {
    for (const auto& provider : providers_)
        protocols_.push_back(std::make_unique<identity::Provider>(provider.settings, world));
}

Result<identity::Begun> OutsideLogIn::begin(std::string_view provider, const std::string& answer_at,
                                            std::string go_to) {
    for (const auto& protocol : protocols_) {
        if (protocol->settings().id == provider) return protocol->begin(answer_at, std::move(go_to));
    }
    return std::unexpected(Error{ErrorCode::not_found, "no such identity provider"});
}

Result<store::Account> OutsideLogIn::staff(const OutsideProvider& provider,
                                           const identity::Identity& identity) const {
    const auto values = texts_in(identity.claims, provider.roles_claim);
    const auto rule = std::ranges::find_if(provider.rules, [&](const RoleRule& one) {
        return std::ranges::find(values, one.value) != values.end();
    });
    if (rule == provider.rules.end()) return forbidden("no role here is theirs");
    std::string municipality = provider.municipality;
    if (municipality.empty()) {
        const std::string said = first_of(identity.claims, provider.municipality_claim);
        const auto meant =
            std::ranges::find(provider.municipalities, said, [](const auto& one) { return one.first; });
        if (meant == provider.municipalities.end()) return forbidden("their municipality is not known here");
        municipality = meant->second;
    }
    store::Account account;
    account.municipality = std::move(municipality);
    account.role = rule->role;
    account.scope = rule->scope == Scope::municipality ? "municipality" : "unit";
    account.unit = rule->unit.empty() ? first_of(identity.claims, provider.unit_claim) : rule->unit;
    account.display_name = first_of(identity.claims, provider.name_claim);
    return account;
}

Result<store::Account> OutsideLogIn::citizen(const OutsideProvider& provider,
                                             const identity::Identity& identity) const {
    const auto cpr = read_cpr(first_of(identity.claims, provider.cpr_claim));
    if (!cpr) return forbidden("it does not say a CPR number");
    const auto municipalities = records_.municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    for (const std::string& municipality : *municipalities) {
        const std::string hash = vault_.blind(municipality + "/cpr", cpr->digits);
        const auto people = records_.find_people(municipality, {hash});
        if (!people) return std::unexpected(people.error());
        const auto granted = accounts_.represented_by(municipality, hash, today_().iso());
        if (!granted) return std::unexpected(granted.error());
        if (people->empty() && granted->empty()) continue;
        store::Account account;
        account.cpr_hash = hash;
        account.municipality = municipality;
        account.role = std::string(name_of(Role::citizen));
        if (!people->empty()) account.person_id = people->front();
        return account;
    }
    return std::unexpected(Error{ErrorCode::not_found, "no case here is theirs"});
}

Result<OutsideLogIn::Entered> OutsideLogIn::finish(std::string_view state, std::string_view code,
                                                   std::string_view binding) {
    for (std::size_t i = 0; i < protocols_.size(); ++i) {
        if (!protocols_[i]->knows(state)) continue;
        const auto identity = protocols_[i]->finish(state, code, binding);
        if (!identity) return std::unexpected(identity.error());
        const OutsideProvider& provider = providers_[i];
        auto account = provider.whom == OutsideProvider::For::staff ? staff(provider, *identity)
                                                                    : citizen(provider, *identity);
        if (!account) return std::unexpected(account.error());
        account->id = account_id_of(identity->issuer, identity->subject);
        account->name = provider.settings.id + ":" + account->id;
        account->provider = provider.settings.id;
        const auto known = accounts_.by_id(account->id);
        if (!known) return std::unexpected(known.error());
        // Who was shut out here stays out, whatever is said elsewhere.
        if (*known) account->is_disabled = (*known)->is_disabled;
        if (auto put = accounts_.put(*account); !put) return std::unexpected(put.error());
        auto logged_in = sessions_.admit(
            *account, provider.whom == OutsideProvider::For::citizens ? Computer::shared : Computer::own);
        if (!logged_in) return std::unexpected(logged_in.error());
        return Entered{.logged_in = std::move(*logged_in), .go_to = identity->go_to};
    }
    return forbidden("no such login began here");
}

Result<void> OutsideLogIn::leave(std::string_view logout_token) {
    for (const auto& protocol : protocols_) {
        const auto subject = protocol->logged_out(logout_token);
        if (!subject) continue;
        return accounts_.end_sessions_of(account_id_of(protocol->settings().issuer, *subject), {});
    }
    return forbidden("no identity provider of ours signed that");
}

std::string OutsideLogIn::after(const store::Account& account, const std::string& come_back_to) {
    for (const auto& protocol : protocols_) {
        if (protocol->settings().id == account.provider) return protocol->end_address(come_back_to);
    }
    return {};
}

}  // namespace fjorten::service
