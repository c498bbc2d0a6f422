// The digests of a day: who gets them, and sending them. Format of the file: docs/formats/digest.md.
#pragma once
#include <expected>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "app/smtp.h"
#include "base/diagnostic.h"
#include "base/messages.h"
#include "service/report_desk.h"

namespace fjorten::app {

struct DigestRecipient {
    std::string municipality, unit, to;  // empty: the one asked about; all units
};

struct DigestSettings {
    MailServer server;
    std::string from;
    std::vector<DigestRecipient> recipients;
};
std::expected<DigestSettings, Diagnostics> read_digest_settings(const std::string& path);

struct DigestOutcome {
    int sent = 0;
    std::vector<std::pair<std::string, std::string>> failed = {};  // to whom, and why not
};
/// `municipality`: code of that of recipients who name none. `show`: written there instead of being sent.
DigestOutcome send_digests(const DigestSettings& settings, const service::ReportDesk& reports,
                           const std::string& municipality, Language language, std::ostream* show);

}  // namespace fjorten::app
