// A deadline certificate on one page: what happened, the rule, how the day follows, what holds, and a code
// that the signature is in.
#pragma once
#include <string>

#include "base/messages.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "letters/paper.h"
#include "rulebook/model.h"

namespace fjorten::letters {

struct CertificateFacts {
    const engine::Evaluation& evaluation;
    const engine::ClockResult& clock;
    const rulebook::Library& library;
    Language language = Language::da;
    calendar::Date issued;
    std::string rulebooks;   // fingerprint
    std::string public_key;  // as people write it
    Code code;
};

Paper certificate_paper(const CertificateFacts& facts);

}  // namespace fjorten::letters
