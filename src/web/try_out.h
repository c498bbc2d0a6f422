// Trying one set of rules out instead of another: which editions can be chosen, what became of the cases, and
// the parts of the pages that show it.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.h"
#include "compare/rehearsal.h"
#include "web/html.h"
#include "web/http.h"

namespace fjorten::web {

/// What is asked: editions as "randers@2021-12-13", and one case by its name; all may be empty.
struct TryOutChoice {
    std::string from, to, case_name;
};
TryOutChoice read_try_out(const Fields& query);

/// "randers@2021-12-13".
std::string name_of_edition(const rulebook::Edition& edition);

/// The two editions of a choice. Empty where there is none of that name; `fit` is false when one of them is
/// the law and the other is not.
struct TryOutPair {
    const rulebook::Edition* from = nullptr;
    const rulebook::Edition* to = nullptr;
    bool fit() const { return from != nullptr && to != nullptr && from->is_law == to->is_law; }
};
TryOutPair pair_of(const rulebook::Library& library, const TryOutChoice& choice);

/// The cases that an edition governs: all of them where it is the law.
std::vector<const compare::ReplayedCase*> cases_under(const rulebook::Edition& edition,
                                                      const std::vector<compare::ReplayedCase>& cases);

/// Invented cases under any two editions. What was worked out once is kept, since it stays the same. Called
/// from several threads at once.
class InventedTryOut {
  public:
    /// `library` must outlive it.
    InventedTryOut(const rulebook::Library& library, std::vector<compare::ReplayedCase> cases)
        : library_(library), cases_(std::move(cases)) {}

    const std::vector<compare::ReplayedCase>& cases() const { return cases_; }
    std::shared_ptr<const compare::Rehearsal> rehearse(const rulebook::Edition& from,
                                                       const rulebook::Edition& to) const;

  private:
    using Key = std::pair<const rulebook::Edition*, const rulebook::Edition*>;
    const rulebook::Library& library_;
    std::vector<compare::ReplayedCase> cases_;
    mutable std::mutex mutex_;
    mutable std::map<Key, std::shared_ptr<const compare::Rehearsal>> kept_;
};

/// How often the search for the smallest case may ask before it gives up, for a page that somebody waits for.
inline constexpr std::size_t most_questions_of_a_page = 4000;

/// What the parts of a page know.
struct TryOutScene {
    const rulebook::Library& library;
    Language language;
    TryOutChoice choice;
    std::string path;  // of the page itself
    const std::vector<const compare::ReplayedCase*>& cases;
    /// Where a case is opened: "" = in this page, else an address that its name is added to.
    std::string opens_at = {};
    /// Cases that nobody may look into are only counted.
    enum class Cases { shown, only_counted } shown = Cases::shown;
};

/// The form with the two editions.
Html try_out_form(const TryOutScene& scene);
/// Totals, plot and table, the smallest case, and the cases one by one; or the one case that was chosen.
Html try_out_answer(const TryOutScene& scene, const TryOutPair& pair, const compare::Rehearsal& rehearsal);

}  // namespace fjorten::web
