// A leader's digest of the day: how many deadlines of a unit are broken, due or undecided. Never who: no
// name, no number of a case, and of few only that they are few.
#pragma once
#include <string>

#include "reports/guarantee.h"

namespace fjorten::reports {

struct Digest {
    std::string unit = {};    // empty: all units
    int late = 0;             // the deadline is broken and treatment has not begun
    int today = 0, week = 0;  // due today, within the days that count as at risk
    int undecided = 0;        // facts are missing
    bool is_quiet() const { return late + today + week + undecided == 0; }
};
/// By law and by the standard: whichever comes first counts.
Digest make_digest(const Sources& sources, std::string unit);

struct DigestMail {
    std::string subject = {}, body = {};
};
DigestMail digest_mail(const Sources& sources, const Digest& digest, const std::string& municipality);

}  // namespace fjorten::reports
