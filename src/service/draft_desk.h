// The policy owner's desk: drafts of the municipality's own standard, from the edition in force to the next
// one, and the doubts about the one in force.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/load.h"
#include "service/outcome.h"
#include "service/record_desk.h"
#include "service/rulebook_shelf.h"
#include "store/draft_store.h"

namespace fjorten::service {

/// A draft as its newest version, or another one, says it.
struct DraftView {
    std::string id;
    std::string rulebook;  // id of the standard
    store::DraftStep step;
    std::string text;
    std::string file;        // what diagnostics call it: "2027-01-01.yaml"
    bool is_closed = false;  // in force, or given up

    /// The law and the draft's edition; empty when the text does not load.
    std::optional<rulebook::Loaded> loaded;
    Diagnostics mistakes;
    const rulebook::Edition* edition() const {
        if (!loaded) return nullptr;
        const auto* const authority = loaded->library.find(rulebook);
        return authority == nullptr ? nullptr : &authority->editions.back();
    }
};

/// Which draft, and the version that the sender saw.
struct DraftAt {
    std::string draft;
    std::int64_t version = 0;
};

/// Makes the next text of a draft out of the last one; `file` is what diagnostics call it.
using DraftEdit = std::function<Result<std::string>(const std::string& text, const std::string& file)>;

/// What is still in the way of a draft, as keys of the catalogue under "draft.hurdle.".
using Hurdles = std::vector<std::string>;

/// An edition that came into force, and whether the server answers by it already.
struct TakenIntoForce {
    calendar::Date from;
    bool is_answering = false;
};

class DraftDesk {
  public:
    /// `reload` reads all rulebooks again, so that the server answers by them. All must outlive the desk.
    DraftDesk(store::DraftStore& store, const RulebookShelf& shelf, Surroundings surroundings,
              std::function<Result<void>()> reload)
        : store_(store), shelf_(shelf), surroundings_(std::move(surroundings)), reload_(std::move(reload)) {}

    Outcome<std::vector<DraftView>> drafts(const Who& who, const std::string& rulebook) const;
    /// `version` 0: the newest.
    Outcome<DraftView> view(const Who& who, const std::string& rulebook, const std::string& draft,
                            std::int64_t version = 0) const;
    Outcome<std::vector<store::DraftStep>> history(const Who& who, const std::string& draft) const;

    /// A draft of the edition that follows `edition`, from that day. What was settled beside the edition is
    /// settled in the draft. Gives its id.
    Outcome<std::string> start(const Sender& sender, const rulebook::Edition& edition, calendar::Date from);

    /// Saves what `edit` makes of the newest version, if that is the one seen (Conflict) and the result loads
    /// (Diagnostics). Gives the version; the same one when nothing changed.
    Outcome<std::int64_t> change(const Sender& sender, const std::string& rulebook, const DraftAt& at,
                                 const DraftEdit& edit, std::string did, std::string about);
    /// The same without saving: what would become of it.
    Outcome<DraftView> tried(const Who& who, const std::string& rulebook, const DraftAt& at,
                             const DraftEdit& edit) const;

    /// What the review of the draft remarks on is for the page; here is what keeps it from coming into force.
    Hurdles hurdles(const DraftView& view) const;
    Outcome<TakenIntoForce> take_into_force(const Sender& sender, const std::string& rulebook,
                                            const DraftAt& at);

    /// Confirms the reading of a doubt of an edition in force; `rule` is empty for the edition itself.
    Outcome<void> confirm(const Sender& sender, const rulebook::Edition& edition, const std::string& rule,
                          const std::string& reason);

    /// The text of a source by its SHA-256; empty if nobody has brought it.
    std::string source(const Who& who, std::string_view sha256) const;
    Outcome<void> keep_source(const Who& who, std::string_view sha256, std::string_view text);

    calendar::Date today() const { return surroundings_.today(); }
    const RulebookShelf& shelf() const { return shelf_; }

  private:
    DraftView opened(const std::string& rulebook, const std::string& draft,
                     store::DraftVersion version) const;
    void load(DraftView& view, RulebookShelf::Draft how) const;
    store::DraftStep step_of(const Sender& sender, std::int64_t version, std::string did,
                             std::string about) const;

    store::DraftStore& store_;
    const RulebookShelf& shelf_;
    Surroundings surroundings_;
    std::function<Result<void>()> reload_;
};

}  // namespace fjorten::service
