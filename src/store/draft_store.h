// Drafts of rulebooks, and what they come to: one file for every version, written whole and never changed, so
// that the history is there and two people at once cannot overwrite each other.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fjorten::store {

/// What was done to a draft, by whom and when.
struct DraftStep {
    std::int64_t version = 0;  // 1, 2, ...
    std::string at;            // UTC
    std::string account, by;   // id and name of who did it
    std::string did;           // "started", "rule_changed", ...; a word of the catalogue
    std::string about;         // the rule, committee or day that it is about; may be empty
};

struct DraftVersion {
    DraftStep step;
    std::string text;  // the whole rulebook, byte for byte
};

/// Everything below one folder:
/// drafts/<municipality>/<draft>/<version>, drafts/<municipality>/sources/<sha256>,
/// rulebooks/standards/<rulebook>/<from>.yaml and rulebooks/settled/<rulebook>/<from>/<rule>.yaml.
/// Safe from several threads and processes: no file is ever written twice.
class DraftStore {
  public:
    static constexpr std::int64_t most_versions = 5000;
    static constexpr int most_drafts = 500;

    explicit DraftStore(std::string folder) : folder_(std::move(folder)) {}

    /// Ids of the drafts of a municipality, oldest first.
    Result<std::vector<std::string>> drafts(std::string_view municipality) const;
    /// A new draft with its first version; gives its id. `conflict` when there are `most_drafts`.
    Result<std::string> start(std::string_view municipality, DraftVersion first);
    /// `conflict` if somebody else has written that version already; `invalid_input` beyond `most_versions`.
    Result<void> add(std::string_view municipality, std::string_view draft, const DraftVersion& version);

    /// `not_found` if there is none; `corrupt` if the file is not one of ours.
    Result<DraftVersion> newest(std::string_view municipality, std::string_view draft) const;
    Result<DraftVersion> version(std::string_view municipality, std::string_view draft,
                                 std::int64_t number) const;
    /// Oldest first.
    Result<std::vector<DraftStep>> history(std::string_view municipality, std::string_view draft) const;

    /// The text of a source by its SHA-256; `not_found`.
    Result<std::string> source(std::string_view municipality, std::string_view sha256) const;
    Result<void> keep_source(std::string_view municipality, std::string_view sha256, std::string_view text);

    /// `conflict` if that edition, or that doubt of it, has a file already.
    Result<void> publish(std::string_view rulebook, std::string_view from, std::string_view text);
    Result<void> settle(std::string_view rulebook, std::string_view from, std::string_view rule,
                        std::string_view text);

    /// Where published editions and settled doubts lie, for the loader.
    std::string rulebooks() const { return folder_ + "/rulebooks"; }

  private:
    std::string place_of(std::string_view municipality, std::string_view draft) const;
    Result<std::int64_t> newest_number(std::string_view municipality, std::string_view draft) const;

    std::string folder_;
};

}  // namespace fjorten::store
