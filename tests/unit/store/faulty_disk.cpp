#include "faulty_disk.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace fjorten::store {
namespace {

constexpr std::size_t sector = 512;

struct FaultyFile {
    sqlite3_file base;
    FaultyDisk* disk;
    const char* path;  // SQLite keeps it as long as the file is open
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* faulty(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file); }

/// Hands a call on to the real file.
template <auto Method>
struct Through;
template <class... Arguments, int (*sqlite3_io_methods::*Method)(sqlite3_file*, Arguments...)>
struct Through<Method> {
    static int call(sqlite3_file* file, Arguments... arguments) {
        sqlite3_file* const real = faulty(file)->real();
        return (real->pMethods->*Method)(real, arguments...);
    }
};

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    FaultyFile& here = *faulty(file);
    if (here.disk->room != FaultyDisk::plenty && (here.disk->room -= size) < 0) return SQLITE_FULL;
    here.disk->written(here.path, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)},
                       static_cast<std::size_t>(offset));
    return Through<&sqlite3_io_methods::xWrite>::call(file, bytes, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    FaultyFile& here = *faulty(file);
    here.disk->truncated(here.path, static_cast<std::size_t>(size));
    return Through<&sqlite3_io_methods::xTruncate>::call(file, size);
}

int sync(sqlite3_file* file, int flags) {
    FaultyFile& here = *faulty(file);
    if (here.disk->fails_to_sync) return SQLITE_IOERR_FSYNC;
    const int code = Through<&sqlite3_io_methods::xSync>::call(file, flags);
    if (code == SQLITE_OK) here.disk->synced(here.path);
    return code;
}

void barrier(sqlite3_file* file) {
    sqlite3_file* const real = faulty(file)->real();
    real->pMethods->xShmBarrier(real);
}

const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = Through<&sqlite3_io_methods::xClose>::call,
    .xRead = Through<&sqlite3_io_methods::xRead>::call,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = Through<&sqlite3_io_methods::xFileSize>::call,
    .xLock = Through<&sqlite3_io_methods::xLock>::call,
    .xUnlock = Through<&sqlite3_io_methods::xUnlock>::call,
    .xCheckReservedLock = Through<&sqlite3_io_methods::xCheckReservedLock>::call,
    .xFileControl = Through<&sqlite3_io_methods::xFileControl>::call,
    .xSectorSize = Through<&sqlite3_io_methods::xSectorSize>::call,
    .xDeviceCharacteristics = Through<&sqlite3_io_methods::xDeviceCharacteristics>::call,
    .xShmMap = Through<&sqlite3_io_methods::xShmMap>::call,
    .xShmLock = Through<&sqlite3_io_methods::xShmLock>::call,
    .xShmBarrier = barrier,
    .xShmUnmap = Through<&sqlite3_io_methods::xShmUnmap>::call,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

sqlite3_vfs* real_disk = nullptr;

int open(sqlite3_vfs* shim, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    FaultyFile* const opened = faulty(file);
    opened->disk = static_cast<FaultyDisk*>(shim->pAppData);
    opened->path = path == nullptr ? "" : path;
    opened->base.pMethods = nullptr;
    const int code = real_disk->xOpen(real_disk, path, opened->real(), flags, flags_out);
    if (opened->real()->pMethods != nullptr) opened->base.pMethods = &methods;
    if (code == SQLITE_OK) opened->disk->opened(opened->path);
    return code;
}

int remove(sqlite3_vfs* shim, const char* path, int sync_folder) {
    static_cast<FaultyDisk*>(shim->pAppData)->deleted(path);
    return real_disk->xDelete(real_disk, path, sync_folder);
}

void put(std::string& file, std::string_view bytes, std::size_t offset) {
    if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
    std::ranges::copy(bytes, file.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

FaultyDisk::FaultyDisk() : real_(sqlite3_vfs_find(nullptr)), shim_(*real_) {
    if (real_disk != nullptr) std::abort();
    real_disk = real_;
    shim_.zName = "faulty";
    shim_.pAppData = this;
    shim_.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real_->szOsFile;
    shim_.xOpen = open;
    shim_.xDelete = remove;
    sqlite3_vfs_register(&shim_, 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&shim_);
    sqlite3_vfs_register(real_, 1);
    real_disk = nullptr;
}

void FaultyDisk::opened(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (files_.contains(path)) return;
    std::ifstream file(path, std::ios::binary);
    files_[path].synced.assign(std::istreambuf_iterator<char>(file), {});
}

void FaultyDisk::deleted(const std::string& path) {
    const std::lock_guard lock(mutex_);
    files_.erase(path);
}

void FaultyDisk::written(const std::string& path, std::string_view bytes, std::size_t offset) {
    const std::lock_guard lock(mutex_);
    files_[path].later.push_back({.bytes = std::string(bytes), .offset = offset, .size = {}});
}

void FaultyDisk::truncated(const std::string& path, std::size_t size) {
    const std::lock_guard lock(mutex_);
    files_[path].later.push_back({.bytes = {}, .offset = 0, .size = size});
}

void FaultyDisk::synced(const std::string& path) {
    const std::lock_guard lock(mutex_);
    File& file = files_[path];
    for (const Change& change : file.later) {
        if (change.size) {
            file.synced.resize(*change.size);
        } else {
            put(file.synced, change.bytes, change.offset);
        }
    }
    file.later.clear();
}

std::map<std::string, std::string> FaultyDisk::after_power_cut(const std::string& path,
                                                               std::mt19937_64& random) {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::string> found;
    for (const auto& [name, file] : files_) {
        if (!name.starts_with(path)) continue;
        std::string& bytes = found[name] = file.synced;
        // From nothing to nearly all of it, each time another share.
        const std::uint64_t share = random() % 101;
        for (const Change& change : file.later) {
            if (change.size) {
                if (random() % 100 < share) bytes.resize(*change.size);
                continue;
            }
            for (std::size_t at = 0; at < change.bytes.size(); at += sector) {
                if (random() % 100 >= share) continue;
                put(bytes, std::string_view(change.bytes).substr(at, sector), change.offset + at);
            }
        }
    }
    return found;
}

}  // namespace fjorten::store
