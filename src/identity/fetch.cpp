#include "identity/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <string_view>

namespace fjorten::identity {

namespace {

constexpr std::size_t most_bytes = std::size_t{1024} * 1024;
constexpr long connect_seconds = 5, all_seconds = 10;

std::size_t keep(char* data, std::size_t, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + count > most_bytes) return 0;
    body.append(data, count);
    return count;
}

struct CloseHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

Result<std::string> ask(const Asked& asked) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    if (!is_safe_address(asked.address))
        return std::unexpected(Error{ErrorCode::invalid_input, "an address that is not asked"});
    const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
    if (!handle) return std::unexpected(Error{ErrorCode::unavailable, "no connection can be made"});
    std::string body;
    const std::string form = form_text(asked.form);
    std::unique_ptr<curl_slist, FreeList> headers(curl_slist_append(nullptr, "Accept: application/json"));
    if (!asked.bearer.empty())
        headers.reset(
            curl_slist_append(headers.release(), ("Authorization: Bearer " + asked.bearer).c_str()));
    curl_easy_setopt(handle.get(), CURLOPT_URL, asked.address.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, all_seconds);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    if (!asked.form.empty()) curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, form.c_str());
    if (!asked.user.empty()) {
        curl_easy_setopt(handle.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(handle.get(), CURLOPT_USERNAME, asked.user.c_str());
        curl_easy_setopt(handle.get(), CURLOPT_PASSWORD, asked.password.c_str());
    }
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_WRITE_ERROR)
        return std::unexpected(Error{ErrorCode::corrupt, "the answer is too long"});
    if (code != CURLE_OK) return std::unexpected(Error{ErrorCode::unavailable, curl_easy_strerror(code)});
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        return std::unexpected(Error{ErrorCode::forbidden, "it answered " + std::to_string(status)});
    return body;
}

}  // namespace

bool is_safe_address(std::string_view address) {
    static constexpr std::string_view tls = "https://", plain = "http://";
    if (address.starts_with(tls)) return address.size() > tls.size() && address[tls.size()] != '/';
    if (!address.starts_with(plain)) return false;
    std::string_view host = address.substr(plain.size());
    host = host.substr(0, host.find_first_of("/?#"));
    if (host.contains('@')) return false;
    host = host.substr(0, host.rfind(':'));
    return host == "127.0.0.1" || host == "localhost";
}

std::string form_text(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string text;
    const auto add = [&](std::string_view part) {
        static constexpr std::string_view digits = "0123456789ABCDEF";
        for (const char c : part) {
            const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || std::string_view("-._~").contains(c);
            if (is_plain) {
                text += c;
                continue;
            }
            const auto byte = static_cast<unsigned char>(c);
            text += '%';
            text += digits[byte >> 4U];
            text += digits[byte & 15U];
        }
    };
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        add(name);
        text += '=';
        add(value);
    }
    return text;
}

Fetch real_fetch() { return ask; }

}  // namespace fjorten::identity
