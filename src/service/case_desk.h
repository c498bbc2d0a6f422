// The query "answer this case": where the library, the engine and the clock meet. Nothing is kept.
#pragma once
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "rulebook/model.h"

namespace fjorten::service {

/// A case as it came in, and what is asked about it.
struct CaseQuery {
    Document document;
    std::vector<Document> with;        // events taken as if they had happened
    std::optional<calendar::Date> on;  // empty = today in Copenhagen
    std::optional<calendar::Date> as_known;
};

struct CaseAnswer {
    casefile::CaseFile file;  // with the events of `with`
    engine::Question question;
    engine::Evaluation evaluation;
};

/// The case cannot be read (every mistake), or there are no rules for it on that day.
struct NoRules {
    engine::CannotEvaluate why;
    calendar::Date on;
};
using Refusal = std::variant<Diagnostics, NoRules>;

using Today = std::function<calendar::Date()>;

/// Made once; answers from several threads at once.
class CaseDesk {
  public:
    /// `library` must outlive the desk and every answer. `today` is calendar::today_in_copenhagen unless a
    /// test says otherwise.
    explicit CaseDesk(const rulebook::Library& library, Today today = {});

    std::expected<CaseAnswer, Refusal> answer(const CaseQuery& query) const;

    const rulebook::Library& library() const { return library_; }
    const engine::Engine& engine() const { return engine_; }
    calendar::Date today() const { return today_(); }

  private:
    const rulebook::Library& library_;
    engine::Engine engine_;
    Today today_;
};

}  // namespace fjorten::service
