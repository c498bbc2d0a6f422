#include "app/digest_sending.h"

#include <array>
#include <chrono>
#include <ostream>

#include <fmt/format.h>

#include "app/internet_date.h"
#include "app/smtp.h"
#include "base/text_file.h"
#include "reports/digest.h"
#include "service/writing.h"

namespace fjorten::app {

namespace {

std::string text_at(const Node& node, std::string_view key) {
    const Node* const found = node.find(key);
    return found == nullptr ? std::string{} : found->text;
}

}  // namespace

std::expected<DigestSettings, Diagnostics> read_digest_settings(const std::string& path) {
    const auto document = read_document_file(path);
    if (!document) return std::unexpected(document.error());
    const Node& root = document->root;
    const auto wrong = [&](const Node& at, std::string code, std::vector<std::string> args) {
        return std::unexpected(Diagnostics{document->diagnose(at, std::move(code), std::move(args))});
    };
    if (!root.is_map()) return wrong(root, "rulebook_expected_map", {});
    DigestSettings settings{
        .server = {.url = text_at(root, "smtp"), .user = text_at(root, "user"), .password = {}},
        .from = text_at(root, "from"),
        .recipients = {}};
    if (text_at(root, "tls") == "none") settings.server.tls = MailServer::Tls::none;
    const std::string secret = text_at(root, "password_file");
    if (!secret.empty()) {
        auto text = read_text_file(secret, 4096);
        if (!text) return wrong(*root.find("password_file"), "rulebook_missing_key", {"password_file"});
        settings.server.password = *text;
        while (settings.server.password.ends_with('\n')) settings.server.password.pop_back();
    }
    const bool is_smtp =
        settings.server.url.starts_with("smtp://") || settings.server.url.starts_with("smtps://");
    if (!is_smtp) return wrong(root, "rulebook_missing_key", {"smtp"});
    if (!is_address(settings.from)) return wrong(root, "rulebook_missing_key", {"from"});
    const Node* const recipients = root.find("recipients");
    if (recipients == nullptr || !recipients->is_list())
        return wrong(root, "rulebook_missing_key", {"recipients"});
    for (const Node& one : recipients->items) {
        DigestRecipient recipient{.municipality = text_at(one, "municipality"),
                                  .unit = text_at(one, "unit"),
                                  .to = text_at(one, "to")};
        if (!is_address(recipient.to)) return wrong(one, "rulebook_missing_key", {"to"});
        settings.recipients.push_back(std::move(recipient));
    }
    return settings;
}

DigestOutcome send_digests(const DigestSettings& settings, const service::ReportDesk& reports,
                           const std::string& municipality, Language language, std::ostream* show) {
    DigestOutcome outcome;
    for (const DigestRecipient& recipient : settings.recipients) {
        const auto fail = [&](std::string why) { outcome.failed.emplace_back(recipient.to, std::move(why)); };
        const std::string code =
            recipient.municipality.empty()
                ? municipality
                : service::code_of_municipality(reports.desk().library(), recipient.municipality);
        const service::Who who{.account_id = "digest",
                               .display_name = {},
                               .municipality = code,
                               .role = service::Role::leader,
                               .unit = {}};
        const auto rows = reports.rows(who);
        const auto* const standard = reports.standard(who, reports.today());
        if (!rows || standard == nullptr) {
            fail(recipient.municipality + code);
            continue;
        }
        const auto sources = reports.sources(**rows, language);
        const auto mail = reports::digest_mail(sources, reports::make_digest(sources, recipient.unit),
                                               standard->name.in(language));
        if (show != nullptr) {
            *show << recipient.to << '\n' << mail.subject << "\n\n" << mail.body << '\n';
            continue;
        }
        const auto done = send_mail(settings.server, {.from = settings.from,
                                                      .to = recipient.to,
                                                      .subject = mail.subject,
                                                      .body = mail.body,
                                                      .date = internet_date("+0000"),
                                                      .id = service::real_surroundings().random_id(24)});
        if (done) ++outcome.sent;
        else fail(done.error().message);
    }
    return outcome;
}

}  // namespace fjorten::app
