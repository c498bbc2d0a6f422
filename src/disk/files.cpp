#include "disk/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace fjorten::disk {

namespace {

std::unexpected<Error> failure(const char* what, const std::string& path) {
    const int code = errno;
    return std::unexpected(
        Error{ErrorCode::unavailable, std::string(what) + " " + path + ": " + std::strerror(code)});
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<void> sync_folder_of(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const std::string folder = parent.empty() ? "." : parent.string();
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return failure("open", folder);
    const int synced = ::fsync(file);
    const int code = errno;
    ::close(file);
    errno = code;
    if (synced != 0) return failure("fsync", folder);
    return {};
}

Result<void> sync_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return failure("open", path);
    const int synced = ::fsync(file);
    const int code = errno;
    ::close(file);
    errno = code;
    if (synced != 0) return failure("fsync", path);
    return sync_folder_of(path);
}

Result<void> make_file(const std::string& path, std::string_view bytes) {
    const std::string draft = path + ".new." + std::to_string(::getpid());
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return failure("open", draft);
    const bool is_written = write_all(file, bytes) && ::fsync(file) == 0;
    const bool is_closed = ::close(file) == 0;
    if (!is_written || !is_closed) {
        auto failed = failure("write", draft);
        ::unlink(draft.c_str());
        return failed;
    }
    // Unlike rename, link does not replace what somebody else has made meanwhile.
    const int linked = ::link(draft.c_str(), path.c_str());
    const int code = errno;
    ::unlink(draft.c_str());
    if (linked != 0 && code == EEXIST) {
        return std::unexpected(Error{ErrorCode::conflict, path + " is there already"});
    }
    errno = code;
    if (linked != 0) return failure("link", path);
    return sync_folder_of(path);
}

Result<FileLock> FileLock::take(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return failure("open", path);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        auto failed = failure("lock", path);
        ::close(file);
        return failed;
    }
    return FileLock(file);
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

FileLock::~FileLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace fjorten::disk
