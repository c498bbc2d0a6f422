// Staff and citizens who log in with an identity provider: what it says of them, read by a file of the
// operator's (docs/formats/identity.md), becomes role, unit and scope, or the citizen's own cases.
#pragma once
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/error.h"
#include "identity/provider.h"
#include "service/record_desk.h"
#include "service/sessions.h"

namespace fjorten::service {

/// Whoever has `value` among what the claim `roles` says, works as that.
struct RoleRule {
    std::string value, role;
    Scope scope = Scope::unit;
    std::string unit = {};  // instead of what the claim `unit` says
};

struct OutsideProvider {
    enum class For { staff, citizens } whom = For::staff;
    identity::ProviderSettings settings;
    std::string secret_file;  // with the client's secret; empty = a client without one
    Bilingual label;
    /// Names of claims; empty = there is none.
    std::string name_claim, municipality_claim, unit_claim, roles_claim, cpr_claim;
    std::string municipality = {};  // code, where no claim says it
    /// What the claim says, and the code that it means (a CVR number, for instance).
    std::vector<std::pair<std::string, std::string>> municipalities = {};
    std::vector<RoleRule> rules = {};  // the first that fits
};

/// Every mistake at once, each at its place. Secrets are not read yet.
std::expected<std::vector<OutsideProvider>, Diagnostics> read_identity(const Document& document,
                                                                       const rulebook::Library& library);

class OutsideLogIn {
  public:
    /// All must outlive it.
    OutsideLogIn(std::vector<OutsideProvider> providers, const identity::World& world,
                 store::AccountStore& accounts, const store::RecordStore& records, const vault::Vault& vault,
                 Sessions& sessions, std::function<calendar::Date()> today);

    const std::vector<OutsideProvider>& providers() const { return providers_; }
    /// `not_found` if there is no such provider; otherwise as identity::Provider::begin.
    Result<identity::Begun> begin(std::string_view provider, const std::string& answer_at, std::string go_to);

    struct Entered {
        LoggedIn logged_in;
        std::string go_to;
    };
    /// `forbidden` if the answer is not right or the person has no role here (the message says which, for the
    /// log); `not_found` if a citizen has no case here.
    Result<Entered> finish(std::string_view state, std::string_view code, std::string_view binding);
    /// Ends the sessions of whoever the provider says has left. `forbidden` if no provider signed that.
    Result<void> leave(std::string_view logout_token);
    /// Where to go on when somebody logs out here; empty if they did not come from outside.
    std::string after(const store::Account& account, const std::string& come_back_to);

  private:
    Result<store::Account> staff(const OutsideProvider& provider, const identity::Identity& identity) const;
    Result<store::Account> citizen(const OutsideProvider& provider, const identity::Identity& identity) const;

    std::vector<OutsideProvider> providers_;
    std::vector<std::unique_ptr<identity::Provider>> protocols_;  // in the same order
    store::AccountStore& accounts_;
    const store::RecordStore& records_;
    const vault::Vault& vault_;
    Sessions& sessions_;
    std::function<calendar::Date()> today_;
};

}  // namespace fjorten::service
