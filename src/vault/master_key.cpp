#include "vault/master_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "disk/files.h"

namespace fjorten::vault {

namespace {

constexpr std::string_view title = "fjorten-master-key-1\n";
constexpr std::size_t digits = key_bytes * 2;
constexpr std::size_t file_bytes = title.size() + digits + 1;

struct OpenFile {
    int number;
    ~OpenFile() {
        if (number >= 0) ::close(number);
    }
};

std::unexpected<Error> refused(ErrorCode code, std::string what) {
    return std::unexpected(Error{code, std::move(what)});
}

Result<SecretBytes> parsed(const SecretBytes& bytes, std::size_t size, const std::string& path) {
    const char* const text = reinterpret_cast<const char*>(bytes.data());
    SecretBytes key(key_bytes);
    std::size_t length = 0;
    const bool is_right =
        size == file_bytes && std::equal(title.begin(), title.end(), text) &&
        sodium_hex2bin(key.data(), key_bytes, text + title.size(), digits, nullptr, &length, nullptr) == 0 &&
        length == key_bytes && text[file_bytes - 1] == '\n';
    if (!is_right) return refused(ErrorCode::corrupt, "no master key: " + path);
    return key;
}

}  // namespace

Result<SecretBytes> read_master_key(const std::string& path) {
    const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable;
        return refused(code, path + ": " + std::strerror(errno));
    }
    struct stat status{};
    if (::fstat(file.number, &status) != 0) return refused(ErrorCode::unavailable, path + " has no status");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return refused(ErrorCode::forbidden, path + " may be read by others: chmod 600 " + path);
    }
    SecretBytes bytes(file_bytes + 1);  // one more than there should be
    std::size_t size = 0;
    while (size <= file_bytes) {
        const ssize_t got = ::read(file.number, bytes.data() + size, file_bytes + 1 - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refused(ErrorCode::unavailable, path + ": " + std::strerror(errno));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return parsed(bytes, size, path);
}

Result<SecretBytes> make_master_key(const std::string& path) {
    SecretBytes key = random_key();
    SecretBytes text(file_bytes + 1);
    char* const out = reinterpret_cast<char*>(text.data());
    std::ranges::copy(title, out);
    sodium_bin2hex(out + title.size(), digits + 1, key.data(), key_bytes);
    out[file_bytes - 1] = '\n';
    auto made = disk::make_file(path, std::string_view(out, file_bytes));
    if (!made) return std::unexpected(std::move(made.error()));
    return key;
}

}  // namespace fjorten::vault
