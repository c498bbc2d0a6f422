// What a citizen sees of their own case, and adds to it. Nobody else's is there for them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/appointment.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// A case as its citizen sees it. Notes of staff and drafts are not in it.
struct OwnCase {
    CaseView view;
    bool is_own = true;                           // not: somebody else's, that they let one see
    Sight sight = Sight::all;                     // how much of it
    std::vector<Appointment> appointments;        // from today on, one's own and those of one's groups
    std::vector<const TimeLineEntry*> letters;    // sent to the citizen, newest first
    std::vector<const TimeLineEntry*> own_words;  // filed by the citizen
    std::vector<const TimeLineEntry*> consents;   // events consent_given and consent_withdrawn, newest first
    std::vector<std::string> consents_given;      // purposes to which there is consent now
    std::optional<calendar::Date> file_access_asked_on;  // and not answered yet
    const Sheet* plan = nullptr;                         // the plan that holds
    std::optional<calendar::Date> plan_of;
};

class OwnCases {
  public:
    static constexpr std::size_t most_words = 10'000;  // characters

    /// `desk` must outlive it.
    explicit OwnCases(RecordDesk& desk) : desk_(desk) {}

    /// Numbers of the cases that others let one see.
    Outcome<std::vector<std::string>> granted(const Who& who) const;
    /// Numbers of one's cases, those that are open first, then the newest.
    Outcome<std::vector<std::string>> numbers(const Who& who) const;
    /// NotFound for a case that is not theirs.
    Outcome<OwnCase> read(const Who& who, std::string_view case_id) const;
    /// A letter to the citizen or something that they filed; NotFound for every other document.
    Outcome<FiledDocument> document(const Who& who, std::string_view case_id, std::int64_t version) const;

    /// `title` and `correspondent` are written beside the words, in the language of the page.
    Outcome<Done> add_words(const Sender& sender, std::string_view case_id, std::string_view words,
                            std::string title, std::string correspondent);
    enum class Consent { given, withdrawn };
    /// `purpose`: of the event in the vocabulary.
    Outcome<Done> consent(const Sender& sender, std::string_view case_id, Consent consent,
                          std::string_view purpose);
    Outcome<Done> ask_for_file(const Sender& sender, std::string_view case_id);

  private:
    template <class Command>
    Outcome<Done> add(const Sender& sender, Command command);
    Outcome<Done> add_event(const Sender& sender, std::string_view case_id, const std::string& fields);
    Outcome<std::vector<std::string>> numbers_of(const Who& who, std::string_view person_id) const;
    Outcome<std::vector<Appointment>> appointments(const Who& who, std::string_view case_id) const;

    RecordDesk& desk_;
};

}  // namespace fjorten::service
