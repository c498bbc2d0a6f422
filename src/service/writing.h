// How every command writes: may they, was it done already, load, decide, append.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/case_shelf.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// One command on its way. Made anew for each.
class Writing {
  public:
    /// `mark` is mark_of(command).
    Writing(const DeskParts& parts, const Sender& sender, const std::string& mark);

    /// What ends the command before it begins: Forbidden, a key that cannot be, or the answer that it was
    /// given the first time. A known key is answered even if the case has moved on.
    std::optional<Outcome<Done>> answered_before(Permission permission) const;

    using Decide = std::function<Outcome<Drafts>(const CaseState& state, const Ground& ground)>;
    /// Person to be written with the entries, if any; or why not.
    using People = std::function<Outcome<std::optional<store::PersonRow>>(const OpenedCase& opened)>;

    Outcome<Done> change(const std::string& case_id, std::int64_t expected_version, const Decide& decide,
                         const People& people = {});

    /// A new case of the person in `row`, whose details are to be written or were already.
    Outcome<Done> open(const store::PersonRow& row, const Drafts& drafts);

    Ground ground() const;
    const CaseShelf& shelf() const { return shelf_; }

  private:
    struct Step {
        store::CaseKey key;
        std::vector<Recorded> before;
        Drafts drafts;
        std::string person_id, key_id;
        std::optional<store::PersonRow> person;
    };
    Outcome<Done> append(const Step& step);
    Outcome<Done> refused(const Error& error, const store::CaseKey& key, std::int64_t expected_version) const;
    Outcome<Done> repeated(const store::Receipt& receipt) const;
    Outcome<Done> done(const store::CaseKey& key, const std::vector<Recorded>& before,
                       const std::vector<Recorded>& after) const;

    const DeskParts& parts_;
    const Sender& sender_;
    std::string fingerprint_, now_;
    CaseShelf shelf_;
};

/// Whether it can be an idempotency key: 8 to 64 visible ASCII characters.
bool is_idempotency_key(std::string_view key);
/// What a receipt keeps of a request, `mark` being mark_of(command): a keyed hash, account included.
std::string request_fingerprint(const DeskParts& parts, const Sender& sender, const std::string& mark);

/// The evaluation on `today`, or the diagnostic that no rules are in force.
Outcome<engine::Evaluation> evaluate(const engine::Engine& engine, const casefile::CaseFile& file,
                                     const engine::Question& question);
/// What the lists show of a case. `state` is folded from all its entries, `evaluation` is of today.
store::CaseRow row_of(const store::CaseKey& key, const std::string& person_id, const CaseState& state,
                      const engine::Evaluation& evaluation, const std::string& rulebooks);
/// The standard of a municipality, or empty.
std::string standard_of(const rulebook::Library& library, std::string_view municipality);
/// The code of a municipality that is named by its code or by the id of its standard; empty if there is none.
std::string code_of_municipality(const rulebook::Library& library, std::string_view named);

/// What lies between two states of a case, seen today: its deadlines and findings. `before` may be empty;
/// `after` is not.
Outcome<Done> what_came_of(const DeskParts& parts, const store::CaseKey& key,
                           const std::vector<Recorded>& before, const std::vector<Recorded>& after);

}  // namespace fjorten::service
