// A library in which one edition is in force on every day: what a case looks like under rules that have been
// replaced, that are another town's, or that nobody has decided yet.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "engine/engine.h"
#include "rulebook/model.h"

namespace fjorten::compare {

class World {
  public:
    /// `edition` governs as if it had always been in force. A municipal edition governs the cases of
    /// `municipality`, which may be another one: its citizens are then the ones at home. An edition of the
    /// law replaces the law, and the standards stay as they are. `library` is where everything else comes
    /// from; nothing of it needs to outlive the world.
    World(const rulebook::Library& library, const rulebook::Edition& edition,
          const rulebook::Edition& municipality);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const engine::Engine& engine() const { return engine_; }
    const rulebook::Library& library() const { return library_; }
    /// The edition that governs, as it stands in this world.
    const rulebook::Edition& edition() const { return library_.find(governed_)->editions.front(); }

  private:
    rulebook::Library library_;
    std::string governed_;
    engine::Engine engine_;
};

}  // namespace fjorten::compare
