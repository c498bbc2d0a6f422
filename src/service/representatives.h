// Who may see a citizen's case for them: a relative, a guardian. The citizen decides; staff write it down,
// and both can take it back at any time. It is never for longer than a year.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

struct NamedRepresentative {
    std::string id, name;
    Sight sight = Sight::dates;
    calendar::Date until;
    bool holds = false;  // today
};

class Representatives {
  public:
    /// `desk` must outlive it.
    explicit Representatives(RecordDesk& desk) : desk_(desk) {}

    /// For staff of the case, and for its citizen. The newest first.
    Outcome<std::vector<NamedRepresentative>> of(const Who& who, std::string_view case_id) const;

    struct New {
        std::string name, cpr;
        Sight sight = Sight::dates;
        calendar::Date until;
        std::string note;  // what is written in the case, in words
    };
    /// Diagnostics: "name", "cpr", "until" (a day from today on, at most a year ahead). Written in the case
    /// as a note.
    Outcome<void> name(const Sender& sender, std::string_view case_id, const New& one);
    /// From this moment. NotFound if there is none.
    Outcome<void> end(const Who& who, std::string_view case_id, std::string_view id);

  private:
    Outcome<std::string> person_of(const Who& who, std::string_view case_id) const;

    RecordDesk& desk_;
};

}  // namespace fjorten::service
