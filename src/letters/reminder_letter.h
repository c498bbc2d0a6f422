// What a citizen can send to a municipality that is late: the deadlines that have passed with their reasons,
// and what is asked for. A paper to fill in with a name; nothing in it is known to be true but what was told.
#pragma once
#include <vector>

#include "base/messages.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "letters/paper.h"
#include "rulebook/model.h"

namespace fjorten::letters {

enum class Writer { citizen, relative };

struct Overdue {
    const engine::Evaluation& evaluation;
    /// Breached, each with its edition; not empty.
    std::vector<const engine::ClockResult*> clocks;
    const rulebook::Library& library;
    Language language = Language::da;
    Writer writer = Writer::citizen;
};

Paper reminder_letter(const Overdue& overdue);

}  // namespace fjorten::letters
