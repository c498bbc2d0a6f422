// Where rulebooks are read from: the folder that is shipped, and the one in which municipalities bring their
// own editions into force.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "base/error.h"
#include "rulebook/load.h"

namespace fjorten::service {

class RulebookShelf {
  public:
    /// The first folder has the vocabulary. A folder that is not there is empty.
    explicit RulebookShelf(std::vector<std::string> folders) : folders_(std::move(folders)) {}

    std::expected<rulebook::Loaded, Diagnostics> load() const;

    /// The law with the draft of one standard; `beside` its other editions, so that days that overlap are
    /// found, or `alone`, so that it is the one that holds.
    enum class Draft { alone, beside };
    std::expected<rulebook::Loaded, Diagnostics> load_draft(const std::string& rulebook, std::string text,
                                                            const std::string& file, Draft draft) const;

    /// The file of an edition, byte for byte.
    Result<std::string> text_of(const rulebook::Edition& edition) const;
    const std::string& shipped() const { return folders_.front(); }

  private:
    std::vector<std::string> folders_;
};

}  // namespace fjorten::service
