#include "app/smtp.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>

namespace fjorten::app {

namespace {

std::string base64(const std::string& bytes) {
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k > bytes.size() ? '=' : letters[group >> (18U - 6U * static_cast<unsigned>(k)) & 63U];
    }
    return out;
}

struct Reader {
    const std::string& text;
    std::size_t at = 0;
};

std::size_t read_on(char* to, std::size_t size, std::size_t count, void* from) {
    auto& reader = *static_cast<Reader*>(from);
    const std::size_t bytes = std::min(size * count, reader.text.size() - reader.at);
    std::memcpy(to, reader.text.data() + reader.at, bytes);
    reader.at += bytes;
    return bytes;
}

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

constexpr long longest_seconds = 60;

}  // namespace

bool is_address(const std::string& text) {
    const bool is_plain = std::ranges::all_of(
        text, [](char c) { return c > ' ' && c != '<' && c != '>' && c != '"' && c != ',' && c != '\x7f'; });
    const auto at = text.find('@');
    return is_plain && at != std::string::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string::npos;
}

std::string message_of(const Mail& mail) {
    // Lines of at most 76 characters, the name of the field included (RFC 2047, 2), cut between characters.
    std::string subject;
    for (std::size_t i = 0; i < mail.subject.size();) {
        std::size_t end = std::min(i + 39, mail.subject.size());
        while (end < mail.subject.size() && (static_cast<unsigned char>(mail.subject[end]) & 0xC0U) == 0x80U)
            --end;
        subject +=
            fmt::format("{}=?UTF-8?B?{}?=", i == 0 ? "" : "\r\n ", base64(mail.subject.substr(i, end - i)));
        i = end;
    }
    std::string out = fmt::format(
        "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nMessage-ID: <{}@fjorten>\r\nSubject: {}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n",
        mail.date, mail.from, mail.to, mail.id, subject);
    const std::string body = base64(mail.body);
    for (std::size_t i = 0; i < body.size(); i += 76) out += body.substr(i, 76) + "\r\n";
    return out;
}

Result<void> send_mail(const MailServer& server, const Mail& mail) {
    const std::unique_ptr<CURL, Free> handle(curl_easy_init());
    if (!handle) return std::unexpected(Error{ErrorCode::unavailable, "libcurl"});
    const std::string text = message_of(mail), from = "<" + mail.from + ">", to = "<" + mail.to + ">";
    Reader reader{.text = text};
    const std::unique_ptr<curl_slist, Free> recipients(curl_slist_append(nullptr, to.c_str()));
    CURL* const curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(
        curl, CURLOPT_USE_SSL,
        static_cast<long>(server.tls == MailServer::Tls::needed ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!server.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_on);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reader);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, longest_seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    const CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OK) return {};
    return std::unexpected(Error{ErrorCode::unavailable, curl_easy_strerror(code)});
}

}  // namespace fjorten::app
