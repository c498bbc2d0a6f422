// Cases as they lie in the store: sealed and opened, each entry in its own place.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/case_state.h"
#include "service/decide.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// A case with everything that is written about it, opened.
struct OpenedCase {
    store::CaseKey key;
    store::PersonRow person_row;
    PersonDetails person;
    std::vector<Recorded> entries;
};

class CaseShelf {
  public:
    /// `parts` must outlive the shelf.
    explicit CaseShelf(const DeskParts& parts) : parts_(parts) {}

    /// NotFound if there is no such case in that municipality, or if its person has been erased.
    Outcome<OpenedCase> open(const store::CaseKey& key) const;
    Outcome<PersonDetails> person(const store::PersonRow& row) const;

    /// What entry `version` of the case filed, in clear.
    Outcome<std::string> content(const OpenedCase& opened, std::int64_t version) const;

    /// `draft` sealed as entry `version` of the case.
    Outcome<store::NewEntry> sealed(const store::CaseKey& key, const vault::KeyId& person_key,
                                    std::string_view person_id, std::int64_t version,
                                    const Draft& draft) const;
    /// The person sealed, with the blind hashes to find them by.
    Outcome<store::PersonRow> sealed(std::string_view municipality, std::string_view person_id,
                                     const vault::KeyId& key, const PersonDetails& person) const;

    std::string blind_cpr(std::string_view municipality, std::string_view digits) const;
    std::string blind_name(std::string_view municipality, std::string_view word) const;

    /// Display name of an account; the id where there is no such account.
    std::string name_of_account(const std::string& id);

  private:
    const DeskParts& parts_;
    std::map<std::string, std::string> names_;
};

/// `day` of the record: the civil day in Copenhagen at `recorded_at`.
calendar::Date recorded_day(std::string_view recorded_at);

/// The entries that `drafts` will be, for working out what follows before anything is written.
std::vector<Recorded> as_recorded(const Drafts& drafts, std::int64_t version, const std::string& recorded_at,
                                  const std::string& actor);

}  // namespace fjorten::service
