// Sending mail through an SMTP server (libcurl).
#pragma once
#include <string>

#include "base/error.h"

namespace fjorten::app {

struct MailServer {
    std::string url;                                    // "smtp://mail.example:587" or "smtps://..."
    std::string user, password;                         // empty = without logging in
    enum class Tls { needed, none } tls = Tls::needed;  // `none` for a server on this machine
};

struct Mail {
    std::string from, to, subject, body;  // body: UTF-8
    std::string date;                     // RFC 5322
    std::string id;                       // the part of Message-ID before the @
};

/// The message as it goes out (RFC 5322, base64 of UTF-8).
std::string message_of(const Mail& mail);
/// An address that can stand in a header and in a command: one @, no blanks, no control characters.
bool is_address(const std::string& text);
/// `unavailable`, with the server's or libcurl's words, if it does not take the message.
Result<void> send_mail(const MailServer& server, const Mail& mail);

}  // namespace fjorten::app
